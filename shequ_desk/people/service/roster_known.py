"""What the register already holds about the people of a roster, read in a few large queries."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select

from shequ_desk.kernel.halfwidth import half_width
from shequ_desk.people.rules import HEAD
from shequ_desk.people.service import shared
from shequ_desk.people.service.roster_lines import House, Line
from shequ_desk.people.tables import Area, Card, Guardian, Household, Person, PhoneRow, Tag
from shequ_desk.store.database import Work

_CHUNK = 800
_JOINERS = re.compile(r"(?:号楼|单元|[幢栋座室#/—–-])+")
_asked, _kept = shared.asked, shared.kept
_house = Household.__table__
_area = Area.__table__
_card = Card.__table__
_of = {"phone": PhoneRow.__table__, "card": Card.__table__, "tag": Tag.__table__}
_guardian = Guardian.__table__
_ROOT = func.coalesce(_asked.c.merged_into, _asked.c.id)
_answers = Person.__table__.alias("answers")
_KNOWN = (
    select(
        _kept,
        _asked.c.id_number.label("asked_number"),
        _house.c.number.label("house_number"),
        _house.c.address.label("house_place"),
        _area.c.title.label("area_title"),
    )
    .join_from(_asked, _kept, shared.SAME)
    .outerjoin(_house, _house.c.id == _kept.c.household_id)
    .outerjoin(_area, _area.c.id == _kept.c.area_id)
    .order_by(_asked.c.id)
)
_BY_NUMBER = _KNOWN.where(_asked.c.id_number.in_(bindparam("values", expanding=True)))
_BY_NAME = _KNOWN.where(_asked.c.name.in_(bindparam("values", expanding=True)))
_TOKEN = select(
    select(func.count()).select_from(Person).scalar_subquery(),
    *(
        select(func.coalesce(func.max(table.id), 0)).scalar_subquery()
        for table in (Person, PhoneRow, Card, Tag, Guardian, Household, Area)
    ),
    select(func.coalesce(func.sum(Person.version), 0)).scalar_subquery(),
)


@dataclass
class Known:
    """One registered person. `held` are tag keys valid now, `ended` those that once were; guardians by name alike."""

    row: Any
    phones: set[str] = field(default_factory=set)
    cards: set[str] = field(default_factory=set)
    held: set[str] = field(default_factory=set)
    ended: set[str] = field(default_factory=set)
    guardians: set[str] = field(default_factory=set)
    past_guardians: set[str] = field(default_factory=set)

    @property
    def house(self) -> House | None:
        """The household as a roster would name it."""
        if self.row.household_id is None:
            return None
        return folded_house(House(self.row.house_number, self.row.house_place))

    @property
    def place(self) -> str:
        """Address, building and room, folded for comparing."""
        return folded(shared.address_of(self.row))


@dataclass(frozen=True)
class Register:
    """The lookups a plan is made with."""

    by_number: dict[str, list[Known]]
    by_person: dict[tuple[str, date | None], list[Known]]
    card_holders: dict[str, int]
    heads: dict[House, tuple[int, str]]
    grids: dict[str, int]
    ambiguous_grids: frozenset[str]


def read(work: Work, lines: Sequence[Line]) -> Register:
    """Everything the lines may touch."""
    by_number: dict[str, list[Known]] = defaultdict(list)
    by_person: dict[tuple[str, date | None], list[Known]] = defaultdict(list)
    seen: dict[int, Known] = {}
    guards = {line.guardian.number for line in lines if line.guardian}
    for row in _in_chunks(work, _BY_NUMBER, ({line.number for line in lines} | guards) - {""}):
        known = seen.setdefault(row.id, Known(row))
        if known not in by_number[row.asked_number]:
            by_number[row.asked_number].append(known)
    for row in _in_chunks(work, _BY_NAME, {line.name for line in lines if line.name}):
        known = seen.setdefault(row.id, Known(row))
        if known not in by_person[row.name, row.birth]:
            by_person[row.name, row.birth].append(known)
    _read_rows(work, seen)
    _read_guardians(work, seen)
    open_grids, ambiguous = grids_of(work)
    holders = _card_holders(work, lines)
    return Register(by_number, by_person, holders, _heads(work, lines), open_grids, ambiguous)


def token(work: Work) -> str:
    """Changes whenever somebody, a phone, a card, a tag, a household or a place is added or a record edited."""
    return "-".join(str(value) for value in work.session.connection().execute(_TOKEN).one())


def households(work: Work, wanted: Iterable[House]) -> dict[House, int]:
    """Folded house → id of the household that exists already."""
    keys = {folded_house(house) for house in wanted}
    numbers = {house.number for house in keys}
    query = select(_house.c.id, _house.c.number, _house.c.address).where(
        _house.c.number.in_(bindparam("values", expanding=True))
    )
    found: dict[House, int] = {}
    for row in _in_chunks(work, query, numbers):
        house = folded_house(House(row.number, row.address))
        if house in keys:
            found.setdefault(house, row.id)
    return found


def folded(place: str) -> str:
    """An address without what people write differently: "湖滨里 25 幢 101 室" and "湖滨里25-101" are one."""
    return _JOINERS.sub("-", re.sub(r"\s+", "", half_width(place))).strip("-").lower()


def folded_house(house: House) -> House:
    """A household in the form it is compared in."""
    return House(house.number.strip(), folded(house.place))


def grid_key(title: str) -> str:
    """ "第 5 网格（清泉花园）" and "第5网格" are one."""
    return re.sub(r"\s+", "", half_width(title)).partition("(")[0]


def _read_rows(work: Work, seen: dict[int, Known]) -> None:
    for name, table in _of.items():
        query = _hung_on(select(table, _ROOT.label("root")), table)
        for row in _in_chunks(work, query, seen.keys()):
            if row.root in seen:
                _add(seen[row.root], name, row, work.today)


def _read_guardians(work: Work, seen: dict[int, Known]) -> None:
    """By name: a resident's present one, or the name given for somebody from outside."""
    columns = (_guardian.c.name, _guardian.c.to_day, _answers.c.name.label("known_as"), _ROOT.label("root"))
    query = _hung_on(select(*columns), _guardian).outerjoin(_answers, _answers.c.id == _guardian.c.guardian_id)
    for row in _in_chunks(work, query, seen.keys()):
        if known := seen.get(row.root):
            valid = row.to_day is None or row.to_day >= work.today
            (known.guardians if valid else known.past_guardians).add(row.known_as or row.name)


def _hung_on(query: Select[Any], table: Any) -> Select[Any]:
    """Only what hangs on the asked people and their aliases; parameter `values`."""
    asked: Any = bindparam("values", expanding=True)
    own = or_(*(column.in_(asked) for column in (_asked.c.id, _asked.c.merged_into)))
    return query.join_from(table, _asked, _asked.c.id == table.c.person_id).where(own)


def _add(known: Known, name: str, row: Any, today: date) -> None:
    valid = row.to_day is None or row.to_day >= today
    if name == "tag":
        (known.held if valid else known.ended).add(row.key)
    elif valid:
        (known.phones if name == "phone" else known.cards).add(row.number)


def _card_holders(work: Work, lines: Sequence[Line]) -> dict[str, int]:
    """Card number → the kept record of who holds it now."""
    query = (
        select(_card.c.number, _ROOT.label("root"))
        .join_from(_card, _asked, _asked.c.id == _card.c.person_id)
        .where(_card.c.number.in_(bindparam("values", expanding=True)), _card.c.to_day.is_(None))
    )
    return {row.number: row.root for row in _in_chunks(work, query, {c for line in lines for c in line.cards})}


def _heads(work: Work, lines: Sequence[Line]) -> dict[House, tuple[int, str]]:
    """Living heads of the lines' households, with their ids and names."""
    query = (
        select(_kept.c.id, _kept.c.name, _house.c.number, _house.c.address)
        .join_from(_kept, _house, _house.c.id == _kept.c.household_id)
        .where(
            _house.c.number.in_(bindparam("values", expanding=True)),
            _kept.c.relation == HEAD,
            _kept.c.merged_into.is_(None),
            _kept.c.deceased_on.is_(None),
            _kept.c.moved_out_on.is_(None),
        )
    )
    found = _in_chunks(work, query, {line.house.number.strip() for line in lines if line.house})
    return {folded_house(House(row.number, row.address)): (row.id, row.name) for row in found}


def grids_of(work: Work) -> tuple[dict[str, int], frozenset[str]]:
    """Grid key → id of the 网格 or 微网格 in use, and the keys that more than one of them has."""
    query = select(_area.c.id, _area.c.title).where(
        _area.c.level >= 3, or_(_area.c.to_day.is_(None), _area.c.to_day >= work.today)
    )
    found: dict[str, int] = {}
    twice = set()
    for row in shared.rows(work, query.order_by(_area.c.level, _area.c.id), {}):
        key = grid_key(row.title)
        if found.setdefault(key, row.id) != row.id:
            twice.add(key)
    return {key: area for key, area in found.items() if key not in twice}, frozenset(twice)


def _in_chunks(work: Work, query: Any, values: Iterable[Any]) -> Iterator[Any]:
    ordered = sorted(values)
    for start in range(0, len(ordered), _CHUNK):
        yield from shared.rows(work, query, {"values": ordered[start : start + _CHUNK]})
