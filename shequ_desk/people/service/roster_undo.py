"""Past imports, and taking a whole one back as long as nothing was built on its people."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Table, bindparam, select

from shequ_desk.kernel.errors import Refusal
from shequ_desk.people.rules import IMPORT
from shequ_desk.people.service import indexing, shared, snapshots
from shequ_desk.people.service.roster_lines import Cancelled, Progress, never, step, unseen
from shequ_desk.people.service.roster_tables import ImportBatch, ImportRow
from shequ_desk.people.tables import Area, Card, Guardian, Household, Merge, Person, PhoneRow, SearchKey, Tag, Visit
from shequ_desk.store.base import Base
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

_CHUNK = 800
UNDO_PART = 200
"""Rows taken back in one transaction: others wait so long."""

_SHOWN = 5
_HUNG: dict[str, type[Any]] = {"guardian": Guardian, "phone": PhoneRow, "card": Card, "tag": Tag}
_DERIVED = frozenset({"search_key", "search_new", "visit", "import_row"})
_NAMED_LIKE_PERSON = frozenset({"person_id"})
_NEWEST_FIRST = select(ImportRow).where(ImportRow.batch_id == bindparam("batch_id")).order_by(ImportRow.id.desc())


@dataclass(frozen=True)
class BatchView:
    """A past import with its counts; `finished_at` is empty while it is under way or after it stopped half-way.

    `undone_at` when it was taken back.
    """

    id: int
    at: datetime
    clerk_name: str
    file_name: str
    rows: int
    created: int
    updated: int
    duplicates: int
    warnings: int
    rejected: int
    finished_at: datetime | None
    undone_at: datetime | None
    undone_by: str

    @property
    def half_way(self) -> bool:
        """Whether it stopped, or is still going on: to be undone, or the same file to be imported once more."""
        return self.finished_at is None and self.undone_at is None


@needs(IMPORT)
def batches(work: Work) -> tuple[BatchView, ...]:
    """Every import, the newest first."""
    found = work.session.scalars(select(ImportBatch).order_by(ImportBatch.id.desc()))
    return tuple(_view(row) for row in found)


@needs(IMPORT)
def half_way(work: Work) -> tuple[BatchView, ...]:
    """Imports (and undoings) that are not finished, the newest first."""
    open_ones = select(ImportBatch).where(ImportBatch.finished_at.is_(None), ImportBatch.undone_at.is_(None))
    return tuple(_view(row) for row in work.session.scalars(open_ones.order_by(ImportBatch.id.desc())))


@needs(IMPORT)
def undo(work: Work, batch_id: int, progress: Progress = unseen, cancelled: Cancelled = never) -> None:
    """Take back everything an import wrote: people, households and grids it made, fields it filled. All or nothing.

    Refusal naming the people when anything was built on them since: a service, a receipt, a tag, an edit, a merge.
    """
    steps = check_undo(work, batch_id)
    for start in range(0, steps, UNDO_PART):
        step(progress, cancelled, start, steps)
        undo_part(work, batch_id, start)
    finish_undo(work, batch_id)


@needs(IMPORT)
def check_undo(work: Work, batch_id: int) -> int:
    """How many rows an undo has to go through. Refusal as for `undo`; reads only."""
    _open_batch(work, batch_id)
    rows = list(work.session.scalars(_NEWEST_FIRST, {"batch_id": batch_id}))
    _refuse_built_on(work, _left(work, batch_id, rows))
    return len(rows)


@needs(IMPORT)
def undo_part(work: Work, batch_id: int, start: int) -> None:
    """Take back UNDO_PART rows from the `start`-th on, the newest first: wards go before their guardians.

    A transaction of its own; the import counts as not finished from now on.
    What was taken back before is passed over, so an undo that stopped half-way is begun again. Refusal as for `undo`.
    """
    batch = _open_batch(work, batch_id)
    batch.finished_at = None
    query = _NEWEST_FIRST.offset(start).limit(UNDO_PART)
    rows = _left(work, batch_id, list(work.session.scalars(query, {"batch_id": batch_id})))
    _refuse_built_on(work, rows)
    for row in rows:
        if row.outcome == "update":
            _put_back(work, row)
    _remove(work, [row for row in rows if row.outcome == "create"])


@needs(IMPORT)
def finish_undo(work: Work, batch_id: int) -> None:
    """Take away the households and places the import made and nobody uses; the import is undone.

    Refusal when it is undone already or there is none.
    """
    batch = _open_batch(work, batch_id)
    made = _made_ids(list(work.session.scalars(_NEWEST_FIRST, {"batch_id": batch_id})))
    _remove_empty(work, Household, sorted({*batch.households, *made.get("household", ())}))
    _remove_empty(work, Area, sorted({*batch.areas, *made.get("area", ())}))
    batch.undone_at, batch.undone_by = work.now, work.clerk.name
    work.note("undo_import", "import_batch", batch_id, 文件=batch.file_name)
    work.news("people")


def _view(row: ImportBatch) -> BatchView:
    return BatchView(**{name: getattr(row, name) for name in BatchView.__dataclass_fields__})


def _open_batch(work: Work, batch_id: int) -> ImportBatch:
    batch = work.session.get(ImportBatch, batch_id)
    if batch is None or batch.undone_at is not None:
        raise Refusal("没有找到这次导入，或已经撤销", "请刷新后再看")
    return batch


def _left(work: Work, batch_id: int, rows: Sequence[ImportRow]) -> list[ImportRow]:
    """Without those whose people were taken away before: ids of what hung on them may be somebody else's by now."""
    query = select(Person.id).where(Person.id.in_(bindparam("ids", expanding=True)), Person.import_batch_id == batch_id)
    made = [row.person_id for row in rows if row.outcome == "create"]
    there = {found.id for found in _in_chunks(work, query, made)}
    return [row for row in rows if row.outcome != "create" or row.person_id in there]


def _refuse_built_on(work: Work, rows: Sequence[ImportRow]) -> None:
    written = [row for row in rows if row.outcome in ("create", "update")]
    built = {*_edited(work, written), *_ended(work, written)}
    built.update(_used(work, written))
    if not built:
        return
    names = work.session.scalars(select(Person.name).where(Person.id.in_(sorted(built)[:_SHOWN])).order_by(Person.id))
    more = f"等 {len(built)} 人" if len(built) > _SHOWN else ""
    raise Refusal(f"导入之后，{'、'.join(names)}{more}的档案上已有新的记录，不能整批撤销", "请改为逐人更正")


def _edited(work: Work, rows: Sequence[ImportRow]) -> Iterator[int]:
    versions = {row.person_id: row.version for row in rows}
    query = select(Person.id, Person.version, Person.merged_into).where(Person.id.in_(bindparam("ids", expanding=True)))
    for found in _in_chunks(work, query, [row.person_id for row in rows]):
        if found.version != versions[found.id] or found.merged_into is not None:
            yield found.id


def _ended(work: Work, rows: Sequence[ImportRow]) -> Iterator[int]:
    """People whose phone, card or tag of the import was ended since."""
    for table, ids in _hung_ids(rows):
        query = select(table.person_id).where(table.id.in_(bindparam("ids", expanding=True)), table.to_day.is_not(None))
        for row in _in_chunks(work, query, sorted(ids)):
            yield row.person_id


def _used(work: Work, rows: Sequence[ImportRow]) -> Iterator[int]:
    """People created here whom any table of the program names, beyond what the import itself wrote."""
    ours = _made_ids(rows)
    ids = [row.person_id for row in rows if row.outcome == "create"]
    for column in _columns_naming_people():
        table = column.table
        keyed = [table.c.id] if "id" in table.c else []
        query = select(column.label("person_id"), *keyed).where(column.in_(bindparam("ids", expanding=True)))
        for row in _in_chunks(work, query, ids):
            if not keyed or row.id not in ours.get(table.name, ()):
                yield row.person_id


def _columns_naming_people() -> Iterator[Column[Any]]:
    for table in Base.metadata.sorted_tables:
        if table.name in _DERIVED:
            continue
        for column in table.columns:
            targets = {key.column.table.name for key in column.foreign_keys}
            if Person.__tablename__ in targets or column.name in _NAMED_LIKE_PERSON:
                yield column


def _made_ids(rows: Sequence[ImportRow]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for row in rows:
        for table, ids in row.made.items():
            found.setdefault(table, set()).update(ids)
    return found


def _hung_ids(rows: Sequence[ImportRow]) -> Iterator[tuple[type[Any], set[int]]]:
    found = _made_ids(rows)
    return ((table, found[name]) for name, table in _HUNG.items() if name in found)


def _put_back(work: Work, row: ImportRow) -> None:
    person = work.session.get_one(Person, row.person_id)
    _delete_made(work, [row])
    snapshots.give_back(person, row.changed)
    person.version += 1
    indexing.reindex(work, person)
    _follow(work, row, person.version)
    row.version, row.changed = person.version, {}
    row.made = {name: ids for name, ids in row.made.items() if name not in _HUNG}


def _follow(work: Work, row: ImportRow, version: int) -> None:
    """The record is again as an earlier import left it: let that one be taken back too."""
    query = select(ImportRow).where(
        ImportRow.person_id == row.person_id, ImportRow.id < row.id, ImportRow.version == row.version - 1
    )
    for earlier in work.session.scalars(query):
        earlier.version = version


def _remove(work: Work, rows: Sequence[ImportRow]) -> None:
    """Delete people and what the import hung on them; their search keys, which are derived, without a line each."""
    _delete_made(work, rows)
    ids = [row.person_id for row in rows]
    derived = SearchKey.__table__
    assert isinstance(derived, Table)
    work.session.connection().execute(derived.delete().where(derived.c.person_id.in_(ids)))
    _delete(work, work.session.scalars(select(Visit).where(Visit.person_id.in_(ids))))
    _delete(work, work.session.scalars(select(Person).where(Person.id.in_(ids))))


def _delete_made(work: Work, rows: Sequence[ImportRow]) -> None:
    for table, ids in _hung_ids(rows):
        _delete(work, work.session.scalars(select(table).where(table.id.in_(ids))))


def _remove_empty(work: Work, table: type[Any], ids: Sequence[int]) -> None:
    """Delete households or places the import made, unless somebody else uses them by now, or would again."""
    used = {found for column in _columns_naming(table) for found in _naming(work, column, ids)}
    used |= _given_back(work, f"{table.__tablename__}_id")
    for start in range(0, len(ids), _CHUNK):
        wanted = [row_id for row_id in ids[start : start + _CHUNK] if row_id not in used]
        _delete(work, work.session.scalars(select(table).where(table.id.in_(wanted))))


def _given_back(work: Work, field: str) -> set[int]:
    """What a kept record would get back if its merge were undone."""
    merges = work.session.scalars(select(Merge).where(Merge.undone_at.is_(None)))
    return {merge.keep_before[field] for merge in merges}


def _columns_naming(table: type[Any]) -> Iterator[Column[Any]]:
    for other in Base.metadata.sorted_tables:
        for column in other.columns:
            if any(key.column.table.name == table.__tablename__ for key in column.foreign_keys):
                yield column


def _naming(work: Work, column: Column[Any], ids: Sequence[int]) -> Iterator[int]:
    query = select(column.label("used")).where(column.in_(bindparam("ids", expanding=True))).distinct()
    return (row.used for row in _in_chunks(work, query, ids))


def _delete(work: Work, things: Any) -> None:
    for thing in things:
        work.session.delete(thing)
    work.session.flush()


def _in_chunks(work: Work, query: Any, ids: Sequence[Any]) -> Iterator[Any]:
    for start in range(0, len(ids), _CHUNK):
        yield from shared.rows(work, query, {"ids": ids[start : start + _CHUNK]})
