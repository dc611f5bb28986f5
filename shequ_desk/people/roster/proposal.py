"""Finds the tables in the sheets: header row, columns, where the people begin. The clerk may change all of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from shequ_desk.kernel.errors import Refusal
from shequ_desk.people.roster.cells import Cell, Grid, is_blank, text_of
from shequ_desk.people.roster.columns import FIELDS, REASON_TITLE, SERIALS, field_of, fields_of, is_useful, tag_fields
from shequ_desk.people.roster.stacked import tables_of

_SEARCHED = 40
_SAMPLES = 3
_WHO = ("name", "id_number")
_OF_FILE = frozenset({*SERIALS, REASON_TITLE})
UNTITLED = "（没有标题）"


@dataclass(frozen=True)
class SheetMapping:
    """How one sheet is read: `header` and `first` (row of the first person) are counted from 0.

    `columns` maps column numbers (from 0) to FIELDS or `tag_fields()`; columns left out are not imported. With
    `used` off the sheet is left out.
    """

    header: int
    first: int
    columns: Mapping[int, str]
    used: bool = True


@dataclass(frozen=True)
class ColumnView:
    """One column as shown for confirmation: `field` "" means not imported; `samples` are its first values."""

    place: int
    title: str
    field: str
    samples: tuple[str, ...]


@dataclass(frozen=True)
class SheetProposal:
    """One visible sheet, or one table of it. `mapping` is None when no header was found: the clerk may give one."""

    grid: Grid = field(repr=False)
    titles: tuple[str, ...]
    mapping: SheetMapping | None

    @property
    def columns(self) -> tuple[ColumnView, ...]:
        """Every column with a title, or with something beside a name, for the table of the mapping step."""
        mapped = self.mapping.columns if self.mapping else {}
        first = self.mapping.first if self.mapping else 0
        untitled = self._untitled()
        return tuple(
            ColumnView(place, title or UNTITLED, mapped.get(place, ""), _samples(self.grid, place, first))
            for place, title in enumerate(self.titles)
            if title or place in untitled
        )

    @property
    def left_out(self) -> tuple[str, ...]:
        """Columns that hold something and are not imported: "政治面貌（第 7 列）"."""
        found = (view for view in self.columns if view.samples and not view.field and view.title not in _OF_FILE)
        return tuple(f"{view.title}（第 {view.place + 1} 列）" for view in found)

    def _untitled(self) -> frozenset[int]:
        """Columns without a title that say something about somebody."""
        if self.mapping is None:
            return frozenset()
        names = [place for place, name in self.mapping.columns.items() if name == "name"]
        rows = self.grid.rows[self.mapping.first :]
        people = [row for row in rows if any(not is_blank(row[place]) for place in names)]
        return frozenset(
            place
            for place, title in enumerate(self.titles)
            if not title and any(not is_blank(row[place]) for row in people)
        )


@dataclass(frozen=True)
class Proposal:
    """A file that was read, and how the desk understands it."""

    path: Path
    sheets: tuple[SheetProposal, ...]

    @property
    def used(self) -> tuple[SheetProposal, ...]:
        """The sheets people will be read from."""
        return tuple(sheet for sheet in self.sheets if sheet.mapping and sheet.mapping.used)

    def with_mapping(self, mapping: Mapping[int, SheetMapping]) -> "Proposal":
        """The proposal as the clerk changed it: sheet number (from 0) → mapping. Refusal when it cannot be read so."""
        sheets = [
            _remapped(sheet, mapping[place]) if place in mapping else sheet for place, sheet in enumerate(self.sheets)
        ]
        return replace(self, sheets=tuple(sheets))


def propose_from(path: Path, grids: Sequence[Grid]) -> Proposal:
    """Understand the sheets of a file that was read. Never refuses: sheets without a header have no mapping."""
    return Proposal(path, tuple(_proposed(table) for grid in grids for table in tables_of(grid)))


def check_used(proposal: Proposal) -> None:
    """Refusal when no sheet can be read as a roster."""
    if not proposal.used:
        raise Refusal("没有找到名册的表头", "表头要有“姓名”和至少一列其他内容，如“证件号码”“出生日期”")


def _proposed(grid: Grid) -> SheetProposal:
    best = max(_candidates(grid), key=_goodness, default=None)
    if best is None:
        return SheetProposal(grid, _titles(grid, 0, 1), None)
    return SheetProposal(grid, best[1], best[0])


def _goodness(candidate: tuple[SheetMapping, tuple[str, ...]]) -> tuple[int, int, int]:
    """Most columns understood; then one line rather than two; then the higher row."""
    mapping, _ = candidate
    return len(mapping.columns), mapping.header - mapping.first, -mapping.header


def _candidates(grid: Grid) -> Iterator[tuple[SheetMapping, tuple[str, ...]]]:
    """Header rows of one line, and of two where the lower one names what the upper leaves open."""
    for header in range(min(_SEARCHED, len(grid.rows))):
        for height in (1, 2):
            titles = _titles(grid, header, height)
            columns = fields_of(titles)
            if is_useful(columns) and not (height == 2 and _is_person(grid, header + 1, columns)):
                yield SheetMapping(header, min(header + height, len(grid.rows)), columns), titles


def _is_person(grid: Grid, place: int, columns: Mapping[int, str]) -> bool:
    """Whether the second line of a header is somebody already, whose 党员 or 独居 only looks like a title."""
    who = (column for column, name in columns.items() if name in _WHO)
    cells = (cell for row in grid.rows[place : place + 1] for cell in (row[column] for column in who))
    return any(not is_blank(cell) and field_of(cell) not in _WHO for cell in cells)


def _titles(grid: Grid, header: int, height: int) -> tuple[str, ...]:
    rows = grid.rows[header : header + height]
    if not rows:
        return ()
    upper = [_title(cell) for cell in rows[0]]
    if len(rows) == 1:
        return tuple(upper)
    lower = [_title(cell) for cell in rows[1]]
    known = fields_of(lower)
    return tuple(
        low if place in known or not up else up for place, (up, low) in enumerate(zip(upper, lower, strict=False))
    )


def _title(cell: Cell) -> str:
    return " ".join(text_of(cell).split())


def _samples(grid: Grid, place: int, first: int) -> tuple[str, ...]:
    found: list[str] = []
    for row in grid.rows[first:]:
        text = text_of(row[place]) if place < len(row) else ""
        if text and text not in found:
            found.append(text)
        if len(found) == _SAMPLES:
            break
    return tuple(found)


def _remapped(sheet: SheetProposal, mapping: SheetMapping) -> SheetProposal:
    fields = list(mapping.columns.values())
    if mapping.used:
        _check_fields(fields)
    if not 0 <= mapping.header < mapping.first <= len(sheet.grid.rows):
        raise Refusal("表头行号超出了工作表", "请重新选择表头所在的行", "header")
    titles = _titles(sheet.grid, mapping.header, mapping.first - mapping.header)
    return SheetProposal(sheet.grid, titles, mapping)


def _check_fields(fields: Sequence[str]) -> None:
    titles = FIELDS | tag_fields()
    for name in fields:
        if name not in titles:
            raise Refusal("没有这一项内容", f"可选：{'、'.join(FIELDS.values())}", "columns")
        if fields.count(name) > 1:
            raise Refusal(f"有两列都对应“{titles[name]}”", "同一项内容只能对应一列", "columns")
    if "name" not in fields:
        raise Refusal("没有指定“姓名”列", "请指定哪一列是姓名", "columns")
