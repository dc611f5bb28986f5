"""What each line of a roster will do to the register: the preview, decided without writing."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from shequ_desk.kernel.dates import long_date
from shequ_desk.people import lists
from shequ_desk.people.rules import HEAD, IMPORT
from shequ_desk.people.service import roster_known
from shequ_desk.people.service.roster_known import Known, Register, folded, folded_house, grid_key
from shequ_desk.people.service.roster_lines import GuardianSaid, House, Line, Plan, Row, rows_named
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

_OPEN = {"sex": "未知", "hukou": "未知"}
_TITLES = {
    "sex": "性别",
    "birth": "出生日期",
    "ethnic": "民族",
    "occupation": "职业",
    "hukou": "户籍",
    "residence": "居住状态",
    "note": "备注",
}
_PLAIN = tuple(_TITLES)


@needs(IMPORT)
def plan(work: Work, lines: Sequence[Line]) -> Plan:
    """The outcome of every line against the register as it is now; writes nothing."""
    planner = _Planner(roster_known.read(work, lines))
    order = sorted(range(len(lines)), key=lambda place: not lines[place].number)
    rows = {place: planner.row(lines[place]) for place in order}
    return Plan(tuple(rows[place] for place in range(len(lines))), roster_known.token(work), planner.remarks())


def again(work: Work, rows: Sequence[Row]) -> list[Row]:
    """Rows that were to be written, decided anew against the register as it is: somebody else wrote in between."""
    planner = _Planner(roster_known.read(work, [row.line for row in rows]))
    return [_still(row, planner) if row.outcome in ("create", "update") else row for row in rows]


def _still(row: Row, planner: "_Planner") -> Row:
    found = planner.row(row.line)
    return replace(found, warnings=tuple(dict.fromkeys((*row.warnings, *found.warnings))))


class _Planner:
    """Goes through the lines, those with a number first, and remembers who has been met."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self._heads: dict[House, tuple[int, str]] = dict(register.heads)
        self._numbers: dict[str, Line] = {}
        self._people: dict[tuple[str, date | None, House | None], Line] = {}
        self._taken: dict[int, Line] = {}
        self._cards: dict[str, Line] = {}
        self._new_grids: set[str] = set()
        self._unclear_grids: set[str] = set()
        self._guarded: list[Line] = []

    def row(self, line: Line) -> Row:
        """What the line will do."""
        if line.errors:
            return Row(line, "reject", "；".join(line.errors), line.warnings)
        if twin := self._met(line):
            return Row(line, "duplicate", _twin_reason(line, twin), line.warnings)
        known = self._known(line)
        if known is not None and known.row.id in self._taken:
            return Row(line, "duplicate", _twin_reason(line, self._taken[known.row.id]), line.warnings)
        self._remember(line, known)
        if line.guardian and line.guardian.number:
            self._guarded.append(line)
        return self._create(line) if known is None else self._meet(line, known)

    def remarks(self) -> tuple[str, ...]:
        """About the file as a whole."""
        found = []
        if self._new_grids:
            found.append(f"网格表里没有、将新建的网格：{'、'.join(sorted(self._new_grids))}")
        if self._unclear_grids:
            found.append(f"网格表里有重名、未写入的网格：{'、'.join(sorted(self._unclear_grids))}")
        if outside := [line for line in self._guarded if not self._is_resident(line.guardian)]:
            found.append(f"监护人不是本册或已登记居民的，只存姓名和电话，证件号码不保存：{rows_named(outside)}")
        return tuple(found)

    def _is_resident(self, said: GuardianSaid | None) -> bool:
        if said is None:
            return False
        line = self._numbers.get(said.number)
        if line is not None and line.name == said.name:
            return True
        return any(known.row.name == said.name for known in self.register.by_number.get(said.number, ()))

    def _met(self, line: Line) -> Line | None:
        if line.number:
            return self._numbers.get(line.number)
        return self._people.get(_who(line))

    def _known(self, line: Line) -> Known | None:
        holders = self.register.by_number.get(line.number) if line.number else None
        if holders:
            return next((one for one in holders if one.row.name == line.name), holders[0])
        for known in self.register.by_person.get((line.name, line.birth), ()):
            if not (line.number and known.row.id_number) and _same_home(line, known):
                return known
        return None

    def _remember(self, line: Line, known: Known | None) -> None:
        if line.number:
            self._numbers[line.number] = line
        self._people.setdefault(_who(line), line)
        if known is not None:
            self._taken[known.row.id] = line

    def _create(self, line: Line) -> Row:
        warnings = [*line.warnings, *self._lookalikes(line)]
        line = self._with_free_cards(line, warnings, 0)
        line = self._with_relation(line, warnings)
        line = self._with_grid(line)
        return Row(line, "create", "；".join(line.mended), tuple(warnings))

    def _lookalikes(self, line: Line) -> Iterator[str]:
        for known in self.register.by_person.get((line.name, line.birth), ()):
            if not (line.number and known.row.id_number):
                yield f"档案里有同名同生日的人（{known.row.house_number or '未登记户号'}），请核对是否同一人"
                return

    def _with_free_cards(self, line: Line, warnings: list[str], person_id: int) -> Line:
        free = []
        for card in line.cards:
            holder = self.register.card_holders.get(card, person_id)
            if holder != person_id or self._cards.setdefault(card, line) is not line:
                warnings.append("卡号已登记在别人名下，未写入")
            else:
                free.append(card)
        return replace(line, cards=tuple(free))

    def _with_relation(self, line: Line, warnings: list[str], person_id: int = 0) -> Line:
        """Drop, with a warning, a relation without a household, and a second head."""
        if not line.relation:
            return line
        if line.house is None:
            warnings.append("填了与户主关系，但没有户号或房号，关系未写入")
            return replace(line, relation="")
        if line.relation != HEAD:
            return line
        head = self._heads.setdefault(folded_house(line.house), (person_id, line.name))
        if head == (person_id, line.name):
            return line
        warnings.append(f"本户已有户主{head[1]}，关系未写入")
        return replace(line, relation="")

    def _with_grid(self, line: Line) -> Line:
        key = grid_key(line.grid)
        if key in self.register.ambiguous_grids:
            self._unclear_grids.add(line.grid)
            return replace(line, grid="")
        if key and key not in self.register.grids:
            self._new_grids.add(line.grid)
        return line

    def _meet(self, line: Line, known: Known) -> Row:
        """An existing person: open fields are filled, differences are told, nothing is overwritten."""
        warnings = list(line.warnings)
        warnings += _state(known)
        if line.name != known.row.name:
            warnings.append(f"姓名与档案不一致（档案：{known.row.name}），整行未写入")
            return Row(line, "same", "号码已登记", tuple(warnings), known.row.id)
        line = self._with_free_cards(line, warnings, known.row.id)
        fills = [*_open_fields(line, known, warnings), *self._open_home(line, known, warnings)]
        fills += _open_lists(line, known, warnings)
        line = replace(line, tags=tuple(tag for tag in line.tags if tag[0] not in known.held | known.ended))
        if "relation" in fills:
            line = self._with_relation(line, warnings, known.row.id)
            fills = fills if line.relation else [name for name in fills if name != "relation"]
        if "grid" in fills:
            line = self._with_grid(line)
            fills = fills if line.grid else [name for name in fills if name != "grid"]
        if not fills:
            return Row(line, "same", "已登记，没有新内容", tuple(warnings), known.row.id)
        return Row(line, "update", "补充空白项", tuple(warnings), known.row.id, tuple(fills))

    def _open_home(self, line: Line, known: Known, warnings: list[str]) -> Iterator[str]:
        if line.place and not known.place:
            yield "address"
        elif line.place and folded(line.place) != known.place:
            warnings.append("地址与档案不一致，保留档案内容")
        if line.house is not None:
            yield from _open_house(line, line.house, known, warnings)
        if line.grid and known.row.area_id is None:
            yield "grid"
        elif line.grid and grid_key(line.grid) != grid_key(known.row.area_title):
            warnings.append(f"网格与档案不一致（档案：{known.row.area_title}），保留档案内容")


def _open_house(line: Line, house: House, known: Known, warnings: list[str]) -> Iterator[str]:
    if known.row.household_id is None:
        yield "household"
    elif folded_house(house) != known.house:
        warnings.append("户号或户址与档案不一致，保留档案内容")
        return
    if line.relation and not known.row.relation:
        yield "relation"
    elif line.relation and line.relation != known.row.relation:
        warnings.append(f"与户主关系和档案不一致（档案：{known.row.relation}），保留档案内容")


def _open_fields(line: Line, known: Known, warnings: list[str]) -> Iterator[str]:
    if line.number and not known.row.id_number:
        yield "number"
    for name in _PLAIN:
        said, kept = getattr(line, name), getattr(known.row, name)
        if not said or said == kept:
            continue
        if kept in (None, "", _OPEN.get(name)):
            yield name
        else:
            warnings.append(f"{_TITLES[name]}与档案不一致（档案：{_shown(kept)}），保留档案内容")


def _open_lists(line: Line, known: Known, warnings: list[str]) -> Iterator[str]:
    for name, title, kept in (("phones", "电话", known.phones), ("cards", "卡号", known.cards)):
        said = set(getattr(line, name))
        if said and not kept:
            yield name
        elif said - kept:
            warnings.append(f"{title}与档案不一致，保留档案内容")
    yield from _open_guardian(line, known, warnings)
    wanted = {key for key, _ in line.tags}
    if wanted - known.held - known.ended:
        yield "tags"
    ended = sorted(wanted & known.ended - known.held)
    warnings += [f"标签“{lists.tag_kinds()[key].title}”在档案里已截止，未重新写入" for key in ended]


def _open_guardian(line: Line, known: Known, warnings: list[str]) -> Iterator[str]:
    name = line.guardian.name if line.guardian else ""
    if not name or name in known.guardians:
        return
    if name in known.past_guardians:
        warnings.append(f"监护人{name}在档案里已停用，未重新写入")
    elif known.guardians:
        warnings.append(f"监护人与档案不一致（档案：{'、'.join(sorted(known.guardians))}），保留档案内容")
    else:
        yield "guardian"


def _state(known: Known) -> Iterator[str]:
    if known.row.deceased_on is not None:
        yield f"档案登记此人已故（{long_date(known.row.deceased_on)}）"
    elif known.row.moved_out_on is not None:
        yield f"档案登记此人已迁出（{long_date(known.row.moved_out_on)}）"


def _shown(value: object) -> str:
    return long_date(value) if isinstance(value, date) else str(value)[:20]


def _who(line: Line) -> tuple[str, date | None, House | None]:
    return line.name, line.birth, folded_house(line.house) if line.house else None


def _same_home(line: Line, known: Known) -> bool:
    if line.house is not None and known.house is not None:
        return folded_house(line.house) == known.house
    return folded(line.place) == known.place


def _twin_reason(line: Line, twin: Line) -> str:
    where = f"第 {twin.row} 行" if twin.sheet == line.sheet else f"“{twin.sheet}”第 {twin.row} 行"
    if line.number and line.number == twin.number:
        return f"与{where}证件号码相同" + ("" if line.name == twin.name else f"，但那一行的姓名是{twin.name}")
    return f"与{where}是同一人（同名、同生日、同户）"
