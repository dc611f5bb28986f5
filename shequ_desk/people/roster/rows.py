"""Walks the rows of the mapped sheets: merged household cells filled, totals and signatures left out, people read."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from shequ_desk.kernel.halfwidth import half_width
from shequ_desk.people.roster.cells import Cell, is_blank, text_of
from shequ_desk.people.roster.columns import OF_HOUSEHOLD, SERIALS
from shequ_desk.people.roster.lines import line_of
from shequ_desk.people.roster.proposal import Proposal, SheetMapping, SheetProposal
from shequ_desk.people.roster.stacked import header_of
from shequ_desk.people.service.roster_known import folded
from shequ_desk.people.service.roster_lines import Cancelled, Line, Progress, never, step, unseen

_TOTAL = re.compile(r"(合|小|总|共|累)计|本页(合|小)计|总人数|总户数|合计人数|共\d+[人户]")
_SIGNED = re.compile(
    r"(填报|填表|制表|审核|复核|负责|经办|统计|联系|登记|核对|主管|签字|签名|盖章|单位|日期|说明|备注|注)[^:]{0,8}:.*"
    r"|[-—(]*以下(空白|无正文)[-—)]*"
)
HIDDEN = "名册里是隐藏行"
_CHUNK = 500
_SHORTEST_NUMBER = 15
_NUMBER = re.compile(r"[0-9]+(\.0+)?")


@dataclass(frozen=True)
class Skipped:
    """A row that is no person: totals, signatures, a repeated header. `row` as in Excel, from 1."""

    sheet: str
    row: int
    why: str


@dataclass(frozen=True)
class Found:
    """Everything the mapped sheets hold."""

    lines: tuple[Line, ...]
    skipped: tuple[Skipped, ...]

    @property
    def remarks(self) -> tuple[str, ...]:
        """How many rows were left out and why, for the preview."""
        why = Counter(row.why for row in self.skipped)
        return tuple(f"跳过 {count} 行：{reason}" for reason, count in why.items())


def lines_of(proposal: Proposal, today: date, progress: Progress = unseen, cancelled: Cancelled = never) -> Found:
    """Every person of the used sheets, in order. Stopped when cancelled."""
    lines: list[Line] = []
    skipped: list[Skipped] = []
    steps = sum(len(sheet.grid.rows) for sheet in proposal.used)
    for sheet in proposal.used:
        before = len(lines)
        for found in _read(sheet, today):
            if len(lines) % _CHUNK == 0:
                step(progress, cancelled, len(lines), steps)
            if isinstance(found, Line):
                lines.append(found)
            else:
                skipped.append(found)
        lines[before:] = _at_home(lines[before:])
    return Found(tuple(lines), tuple(skipped))


def _read(sheet: SheetProposal, today: date) -> Iterator[Line | Skipped]:
    mapping = sheet.mapping
    assert mapping is not None
    yield from _titles_between(sheet, mapping)
    for number, cells in people_rows(sheet, mapping):
        if why := _why_no_person(cells, sheet, mapping):
            yield Skipped(sheet.grid.name, number, why)
            continue
        by_field = {name: _at(cells, place) for place, name in mapping.columns.items()}
        line = line_of(sheet.grid.name, number, by_field, today)
        yield replace(line, mended=(*line.mended, HIDDEN)) if is_hidden(sheet, number) else line


def _titles_between(sheet: SheetProposal, mapping: SheetMapping) -> Iterator[Skipped]:
    """What stands over the header of a lower table: people of the table above it might be meant."""
    for place in range(mapping.header if sheet.grid.above else 0):
        if any(not is_blank(cell) for cell in sheet.grid.rows[place]):
            yield Skipped(sheet.grid.name, sheet.grid.above + place + 1, "下一张表的标题")


def is_hidden(sheet: SheetProposal, number: int) -> bool:
    """Whether the workbook does not show a row, numbered as in Excel."""
    return number - 1 - sheet.grid.above in sheet.grid.hidden


def _at_home(lines: Sequence[Line]) -> Iterator[Line]:
    """Rows that give a 户号 and no address live where the other rows of that number do, if those say one place."""
    places: dict[str, dict[str, str]] = {}
    for line in lines:
        if line.household and line.place:
            places.setdefault(line.household, {}).setdefault(folded(line.place), line.place)
    homes = {number: next(iter(found.values())) for number, found in places.items() if len(found) == 1}
    for line in lines:
        alone = line.household and not line.place
        yield replace(line, home=homes.get(line.household, "")) if alone else line


def people_rows(sheet: SheetProposal, mapping: SheetMapping) -> Iterator[tuple[int, Sequence[Cell]]]:
    """Rows below the header that hold anything of their own, numbered from 1, with merged household cells filled."""
    filled = _merged_values(sheet, mapping)
    serial = _serial_columns(sheet)
    for place in range(mapping.first, len(sheet.grid.rows)):
        row = sheet.grid.rows[place]
        if all(is_blank(cell) or (column in serial and _is_count(cell)) for column, cell in enumerate(row)):
            continue
        given, number = filled.get(place), sheet.grid.above + place + 1
        yield number, [given.get(column, cell) for column, cell in enumerate(row)] if given else row


def _merged_values(sheet: SheetProposal, mapping: SheetMapping) -> dict[int, dict[int, Cell]]:
    """Row → column → value of the merged household cell that covers it; overlapping spans (a broken file) stay out."""
    columns = {column for column, name in mapping.columns.items() if name in OF_HOUSEHOLD}
    rows = sheet.grid.rows
    values: dict[int, dict[int, Cell]] = {}
    reached: dict[int, int] = {}
    for top, left, bottom, _ in sorted(sheet.grid.merged):
        overlaps = top <= reached.get(left, -1)
        if left in columns and mapping.first <= top < len(rows) and not overlaps:
            reached[left] = bottom
            value = _at(rows[top], left)
            for place in range(top + 1, min(bottom + 1, len(rows))):
                values.setdefault(place, {})[left] = value
    return values


def _serial_columns(sheet: SheetProposal) -> frozenset[int]:
    return frozenset(place for place, title in enumerate(sheet.titles) if title in SERIALS)


def _is_count(cell: Cell) -> bool:
    return _NUMBER.fullmatch(text_of(cell)) is not None


def _why_no_person(cells: Sequence[Cell], sheet: SheetProposal, mapping: SheetMapping) -> str:
    if _has_number(cells, mapping):
        return ""
    texts = ["".join(half_width(text_of(cell)).split()) for cell in cells]
    notes = {place for place, name in mapping.columns.items() if name == "note"}
    said = [text for place, text in enumerate(texts) if text and place not in notes] or list(filter(None, texts))
    if not said:
        return ""
    first = said[1] if len(said) > 1 and _NUMBER.fullmatch(said[0]) else said[0]
    if _TOTAL.match(first):
        return "合计行"
    if _SIGNED.match(first):
        return "签名或说明行"
    return "重复的表头" if _is_header(cells, texts, sheet, mapping) else ""


def _is_header(cells: Sequence[Cell], texts: Sequence[str], sheet: SheetProposal, mapping: SheetMapping) -> bool:
    """Whether the row says the titles once more: as they are shown, as they are written, or in other words."""
    written = [[text_of(cell) for cell in row] for row in sheet.grid.rows[mapping.header : mapping.first]]
    for titles in (sheet.titles, *written):
        plain = ["".join(half_width(title).split()) for title in titles]
        if all(text == title for text, title in zip(texts, plain, strict=False) if text):
            return True
    found = header_of(cells)
    return bool(found) and found.items() <= mapping.columns.items()


def _has_number(cells: Sequence[Cell], mapping: SheetMapping) -> bool:
    return any(
        name == "id_number" and len(text_of(_at(cells, place))) >= _SHORTEST_NUMBER
        for place, name in mapping.columns.items()
    )


def _at(cells: Sequence[Cell], place: int) -> Cell:
    return cells[place] if place < len(cells) else None
