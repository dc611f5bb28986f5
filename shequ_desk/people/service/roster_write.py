"""Writes a planned roster in one transaction: households, people, what hangs on them, and the record of the import."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, select

from shequ_desk.kernel.errors import Conflict
from shequ_desk.people import keys
from shequ_desk.people.pinyin import sort_key
from shequ_desk.people.rules import IMPORT
from shequ_desk.people.service import roster_known, shared, snapshots
from shequ_desk.people.service.roster_homes import Homes, highest
from shequ_desk.people.service.roster_lines import (
    Cancelled,
    Line,
    Plan,
    Progress,
    Row,
    Source,
    never,
    step,
    unseen,
)
from shequ_desk.people.service.roster_tables import ImportBatch, ImportRow
from shequ_desk.people.tables import Card, Person, PhoneRow, SearchKey, Tag, Visit
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

_CHUNK = 1000
_key = SearchKey.__table__
_KEYS = select(_key).where(_key.c.person_id.in_(bindparam("ids", expanding=True)))


@dataclass(frozen=True)
class Keys:
    """How a person sorts and is found: worked out before the transaction, it takes most of the time."""

    sort_key: str
    keys: frozenset[str]


def prepare(plan: Plan, progress: Progress = unseen, cancelled: Cancelled = never) -> list[Keys | None]:
    """Sort and search keys of everybody to be created, row by row; None for the other rows. Needs no database."""
    found: list[Keys | None] = []
    for place, row in enumerate(plan.rows):
        if place % _CHUNK == 0:
            step(progress, cancelled, place, 2 * len(plan.rows))
        found.append(_keys_of(row.line) if row.outcome == "create" else None)
    return found


@needs(IMPORT)
def write(
    work: Work,
    plan: Plan,
    prepared: Sequence[Keys | None],
    source: Source,
    progress: Progress = unseen,
    cancelled: Cancelled = never,
) -> int:
    """Carry out a plan and return the id of the import. All or nothing, with the transaction.

    Conflict when people were added or edited since the plan was made; Stopped when cancelled.
    """
    work.serialize("people.import")
    if roster_known.token(work) != plan.token:
        raise Conflict("核对名册之后，居民档案又有变化", "请重新核对一次再导入")
    writer = _Writer(work, plan, source)
    for start in range(0, len(plan.rows), _CHUNK):
        step(progress, cancelled, len(plan.rows) + start, 2 * len(plan.rows))
        chunk = slice(start, start + _CHUNK)
        writer.write(plan.rows[chunk], prepared[chunk])
    work.note("import", "import_batch", writer.batch_id, 文件=source.name, **plan.counts())
    work.news("people")
    return writer.batch_id


@dataclass
class _Rows:
    """Rows of one chunk, by table, before they are written together."""

    by_table: dict[type[Any], list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))

    def flush(self, work: Work) -> None:
        """Write them; derived keys and the import's own rows without a line each in the audit."""
        for table in (Person, PhoneRow, Card, Tag, SearchKey, ImportRow):
            work.insert_many(table, self.by_table[table], each=table not in (SearchKey, ImportRow))


class _Writer:
    """One import under way."""

    def __init__(self, work: Work, plan: Plan, source: Source) -> None:
        self._work = work
        self._next = {table: highest(work, table) for table in (Person, PhoneRow, Card, Tag)}
        self._homes = Homes(work, [row.line for row in plan.rows if row.outcome in ("create", "update")])
        self.batch_id = work.insert(ImportBatch, _batch(work, plan, source, self._homes))

    def write(self, rows: Sequence[Row], prepared: Sequence[Keys | None]) -> None:
        """Write one chunk of rows."""
        pending = _Rows()
        for row, found in zip(rows, prepared, strict=True):
            if row.outcome == "create" and found is not None:
                self._create(pending, row, found)
            elif row.outcome != "update":
                self._record(pending, row, row.person_id)
        self._update(pending, [row for row in rows if row.outcome == "update"])
        pending.flush(self._work)

    def _create(self, pending: _Rows, row: Row, found: Keys) -> None:
        person_id = self._take(Person)
        pending.by_table[Person].append(self._person(row.line, person_id, found.sort_key))
        made = self._hang(pending, row.line, person_id, ("phones", "cards", "tags"))
        pending.by_table[SearchKey] += [{"person_id": person_id, "key": key} for key in sorted(found.keys)]
        self._record(pending, row, person_id, version=1, made=made)

    def _update(self, pending: _Rows, rows: Sequence[Row]) -> None:
        by_id = {row.person_id: row for row in rows}
        query = select(Person).where(Person.id.in_(by_id)).with_for_update()
        people = list(self._work.session.scalars(query)) if by_id else []
        stored = self._stored_keys([person.id for person in people])
        visits = self._visits([person.id for person in people])
        for person in people:
            row = by_id[person.id]
            before = snapshots.take(person)
            self._fill(person, row)
            changed = snapshots.differences(before, snapshots.take(person))
            made = self._hang(pending, row.line, person.id, row.fills)
            wanted = _added_keys(row) - stored[person.id]
            pending.by_table[SearchKey] += [{"person_id": person.id, "key": key} for key in sorted(wanted)]
            if person.id in visits:
                visits[person.id].found_by = keys.as_lines(stored[person.id] | wanted)
            self._record(pending, row, person.id, version=person.version, changed=changed, made=made)
        self._work.session.flush()

    def _fill(self, person: Person, row: Row) -> None:
        line = row.line
        for name in row.fills:
            if name == "number":
                person.id_number, person.id_kind, person.no_number_reason = line.number, line.id_kind, ""
            elif name == "address":
                person.address, person.building, person.room = line.address, line.building, line.room
            elif name == "household":
                person.household_id = self._homes.household(line)
            elif name == "grid":
                person.area_id = self._homes.area(line)
            elif name not in ("phones", "cards", "tags"):
                setattr(person, name, getattr(line, name))
        person.version += 1

    def _hang(self, pending: _Rows, line: Line, person_id: int, wanted: Iterable[str]) -> dict[str, list[int]]:
        """Phones, cards and tags of a person, valid from today; returns table → ids."""
        made: dict[str, list[int]] = {}
        dated = {"person_id": person_id, "from_day": self._work.today, "to_day": None, "made_at": self._work.now}
        unproved = {"proof": "", "checked_by": "名册导入", "checked_on": None}
        many: dict[str, tuple[type[Any], list[dict[str, Any]]]] = {
            "phones": (PhoneRow, [{"number": number, "note": ""} for number in line.phones]),
            "cards": (Card, [{"number": number, "kind": "助餐卡"} for number in line.cards]),
            "tags": (Tag, [{"key": key, "grade": grade, **unproved} for key, grade in line.tags]),
        }
        for name in wanted:
            table, values = many.get(name, (Tag, []))
            ids = [self._take(table) for _ in values]
            if ids:
                pending.by_table[table] += [
                    dated | value | {"id": row_id} for value, row_id in zip(values, ids, strict=True)
                ]
                made[table.__tablename__] = ids
        return made

    def _person(self, line: Line, person_id: int, sorted_by: str) -> dict[str, Any]:
        return {
            "id": person_id,
            "name": line.name,
            "sort_key": sorted_by,
            "id_kind": line.id_kind,
            "id_number": line.number or None,
            "no_number_reason": "" if line.number else "名册未填",
            "sex": line.sex or "未知",
            "birth": line.birth,
            "ethnic": line.ethnic,
            "occupation": line.occupation,
            "hukou": line.hukou or "未知",
            "residence": line.residence or "常住",
            "address": line.address,
            "building": line.building,
            "room": line.room,
            "area_id": self._homes.area(line),
            "household_id": self._homes.household(line),
            "relation": line.relation,
            "note": line.note,
            "deceased_on": None,
            "moved_out_on": None,
            "reported_on": None,
            "merged_into": None,
            "version": 1,
            "created_at": self._work.now,
            "created_by": self._work.clerk.id,
            "import_batch_id": self.batch_id,
        }

    def _record(
        self,
        pending: _Rows,
        row: Row,
        person_id: int | None,
        version: int = 0,
        changed: dict[str, list[Any]] | None = None,
        made: dict[str, list[int]] | None = None,
    ) -> None:
        pending.by_table[ImportRow].append(
            {
                "batch_id": self.batch_id,
                "sheet": row.line.sheet[:200],
                "row_no": row.line.row,
                "outcome": row.outcome,
                "reason": "；".join(filter(None, (row.reason, *row.warnings))),
                "person_id": person_id,
                "version": version,
                "changed": changed or {},
                "made": made or {},
            }
        )

    def _stored_keys(self, ids: list[int]) -> dict[int, set[str]]:
        stored: dict[int, set[str]] = {person_id: set() for person_id in ids}
        for row in shared.rows(self._work, _KEYS, {"ids": ids}) if ids else ():
            stored[row.person_id].add(row.key)
        return stored

    def _visits(self, ids: list[int]) -> dict[int, Visit]:
        query = select(Visit).where(Visit.person_id.in_(ids))
        return {visit.person_id: visit for visit in self._work.session.scalars(query)} if ids else {}

    def _take(self, table: type[Any]) -> int:
        self._next[table] += 1
        return self._next[table]


def _keys_of(line: Line) -> Keys:
    numbers = [number for number in (line.number, *line.phones, *line.cards) if number]
    return Keys(sort_key(line.name), keys.person_keys(line.name, numbers, line.building, line.room))


def _added_keys(row: Row) -> frozenset[str]:
    """Keys for what an update filled; the name stays, so its keys are there."""
    line = row.line
    numbers = [*(line.phones if "phones" in row.fills else ()), *(line.cards if "cards" in row.fills else ())]
    if "number" in row.fills:
        numbers.append(line.number)
    building, room = (line.building, line.room) if "address" in row.fills else ("", "")
    return keys.person_keys("", numbers, building, room)


def _batch(work: Work, plan: Plan, source: Source, homes: Homes) -> dict[str, Any]:
    return {
        **plan.counts(),
        "at": work.now,
        "clerk_id": work.clerk.id,
        "clerk_name": work.clerk.name,
        "file_name": source.name[:200],
        "digest": source.digest,
        "households": homes.new_households,
        "areas": homes.new_areas,
        "undone_at": None,
        "undone_by": "",
    }
