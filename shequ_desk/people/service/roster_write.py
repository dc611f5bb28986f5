"""Writes a planned roster part by part: households, people, what hangs on them, and the record of the import."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, select

from shequ_desk.kernel.errors import Conflict, Refusal
from shequ_desk.people import keys
from shequ_desk.people.pinyin import sort_key
from shequ_desk.people.rules import IMPORT
from shequ_desk.people.service import ids, indexing, roster_known, roster_plan, shared, snapshots
from shequ_desk.people.service.roster_guardians import Guardians
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
from shequ_desk.people.tables import Card, Guardian, Person, PhoneRow, SearchKey, Tag, Visit
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs
from shequ_desk.store.tables import AuditRow

_CHUNK = 1000
_key = SearchKey.__table__
_NEWEST = select(AuditRow.action, AuditRow.subject, AuditRow.row_key).order_by(AuditRow.id.desc()).limit(200)
_TOUCHING = frozenset({"person", "phone", "card", "tag", "guardian", "household", "area"})
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
def begin(work: Work, plan: Plan, source: Source) -> int:
    """Open an import and return its id: it counts as not finished until `finish`.

    Conflict when people were added or edited since the plan was made.
    """
    work.serialize("people.import")
    if roster_known.token(work) != plan.token:
        raise Conflict("核对名册之后，居民档案又有变化", "请重新核对一次再导入")
    batch_id = work.insert(ImportBatch, _batch(work, plan, source))
    work.note("import_part", "import_batch", batch_id)
    return batch_id


@needs(IMPORT)
def write_part(work: Work, batch_id: int, rows: Sequence[Row], prepared: Sequence[Keys | None]) -> list[Row]:
    """Carry out some rows of an import; returns them as they were carried out.

    Parts are transactions of their own, so that nobody waits for a whole roster. Once somebody else has touched the
    register, the rows of this and every later part are decided anew first.
    """
    work.serialize("people.import")
    _refuse_closed(work, batch_id)
    alone = _undisturbed(work, batch_id)
    now = list(rows) if alone else roster_plan.again(work, rows)
    _Writer(work, batch_id, now).write(now, prepared)
    work.note("import_part", "import_batch", batch_id if alone else "")
    return now


@needs(IMPORT)
def finish(work: Work, batch_id: int, plan: Plan) -> None:
    """Close an import with the rows as they were carried out."""
    batch = _refuse_closed(work, batch_id)
    for name, count in plan.counts().items():
        setattr(batch, name, count)
    batch.finished_at = work.now
    work.note("import", "import_batch", batch_id, 文件=batch.file_name, **plan.counts())
    work.news("people")


def _refuse_closed(work: Work, batch_id: int) -> ImportBatch:
    batch = work.session.get_one(ImportBatch, batch_id)
    if batch.finished_at is not None or batch.undone_at is not None:
        raise Refusal("这次导入已经结束", "请重新导入")
    return batch


def _undisturbed(work: Work, batch_id: int) -> bool:
    """Whether nobody touched the register since this import began: the audit is read backwards to its last part.

    A part after a disturbance leaves its number out, so that every later one is warned as well.
    """
    for row in work.connection.execute(_NEWEST):
        if row.action == "import_part":
            return bool(row.row_key == str(batch_id))
        if row.subject in _TOUCHING:
            return False
    return False


@dataclass
class _Rows:
    """Rows of one chunk, by table, before they are written together."""

    by_table: dict[type[Any], list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))

    def flush(self, work: Work) -> None:
        """Write them; derived keys and the import's own rows without a line each in the audit."""
        for table in (Person, PhoneRow, Card, Tag, SearchKey, Guardian, ImportRow):
            work.insert_many(table, self.by_table[table], each=table not in (SearchKey, ImportRow))


class _Writer:
    """One part of an import under way."""

    def __init__(self, work: Work, batch_id: int, rows: Sequence[Row]) -> None:
        self._work, self._batch_id = work, batch_id
        written = [row.line for row in rows if row.outcome in ("create", "update")]
        self._next: dict[type[Any], int] = {table: highest(work, table) for table in (PhoneRow, Card, Tag, Guardian)}
        self._next[Person] = ids.highest_given(work)
        self._homes = Homes(work, written)
        self._made_homes = self._homes.made
        self._guardians = Guardians(work, ())

    def write(self, rows: Sequence[Row], prepared: Sequence[Keys | None]) -> None:
        """Write the rows, wards after everybody who may be their guardian."""
        both = list(zip(rows, prepared, strict=True))
        wards = [pair for pair in both if pair[0].line.guardian]
        self._write([pair for pair in both if not pair[0].line.guardian])
        if wards:
            self._guardians = Guardians(self._work, [row.line for row, _ in wards])
            self._write(wards)

    def _write(self, both: Sequence[tuple[Row, Keys | None]]) -> None:
        pending = _Rows()
        for row, found in both:
            if row.outcome == "create":
                self._create(pending, row, found or _keys_of(row.line))
            elif row.outcome != "update":
                self._record(pending, row, row.person_id)
        self._update(pending, [row for row, _ in both if row.outcome == "update"])
        pending.flush(self._work)

    def _create(self, pending: _Rows, row: Row, found: Keys) -> None:
        person_id = self._take(Person)
        pending.by_table[Person].append(self._person(row.line, person_id, found.sort_key))
        household_id = self._homes.household(row.line)
        made = self._hang(pending, row.line, person_id, household_id, ("phones", "cards", "tags", "guardian"))
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
            made = self._hang(pending, row.line, person.id, person.household_id, row.fills)
            wanted = _added_keys(row) - stored[person.id]
            pending.by_table[SearchKey] += [{"person_id": person.id, "key": key} for key in sorted(wanted)]
            if person.id in visits:
                visits[person.id].found_by = keys.as_lines(stored[person.id] | wanted, keys.LONGEST_LINES)
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
            elif name not in ("phones", "cards", "tags", "guardian"):
                setattr(person, name, getattr(line, name))
        person.version += 1

    def _hang(
        self, pending: _Rows, line: Line, person_id: int, household_id: int | None, wanted: Iterable[str]
    ) -> dict[str, list[int]]:
        """Phones, cards, tags and guardian of a person, valid from today; returns table → ids."""
        made: dict[str, list[int]] = {}
        dated = {"person_id": person_id, "from_day": self._work.today, "to_day": None, "made_at": self._work.now}
        unproved = {"proof": "", "checked_by": "名册导入", "checked_on": None}
        many: dict[str, tuple[type[Any], list[dict[str, Any]]]] = {
            "phones": (PhoneRow, [{"number": number, "note": ""} for number in line.phones]),
            "cards": (Card, [{"number": number, "kind": "助餐卡"} for number in line.cards]),
            "tags": (Tag, [{"key": key, "grade": grade, **unproved} for key, grade in line.tags]),
            "guardian": (Guardian, self._guardians.rows_of(line, person_id, household_id)),
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
            "import_batch_id": self._batch_id,
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
                "batch_id": self._batch_id,
                "sheet": row.line.sheet[:200],
                "row_no": row.line.row,
                "outcome": row.outcome,
                "reason": "；".join(filter(None, (row.reason, *row.warnings))),
                "person_id": person_id,
                "version": version,
                "changed": changed or {},
                "made": (made or {}) | self._homes_once(row),
            }
        )

    def _homes_once(self, row: Row) -> dict[str, list[int]]:
        if row.outcome not in ("create", "update"):
            return {}
        made, self._made_homes = self._made_homes, {}
        return made

    def _stored_keys(self, ids: list[int]) -> dict[int, set[str]]:
        indexing.sort_waiting(self._work)
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


def _batch(work: Work, plan: Plan, source: Source) -> dict[str, Any]:
    return {
        **plan.counts(),
        "at": work.now,
        "clerk_id": work.clerk.id,
        "clerk_name": work.clerk.name,
        "file_name": source.name[:200],
        "digest": source.digest,
        "households": [],
        "areas": [],
        "undone_at": None,
        "undone_by": "",
    }
