"""The search box: residents by whatever the clerk types, recent visitors first, odd readings of surnames last."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import DateTime, bindparam, func, select, text

from shequ_desk.kernel.identity import mask_id
from shequ_desk.people import keys
from shequ_desk.people.rules import READ
from shequ_desk.people.service import shared
from shequ_desk.people.tables import NewKeys, Person, SearchKey, Visit
from shequ_desk.people.views import Hit
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs
from shequ_desk.store.statements import Fixed

_RECENT = 500
_PER_HIT = 3
_key = SearchKey.__table__
_new = NewKeys.__table__
_visit = Visit.__table__
_person = Person.__table__

_sorted = (
    select(_key.c.key, _key.c.person_id)
    .where(_key.c.key >= bindparam("first"), _key.c.key < bindparam("end"))
    .order_by(_key.c.key, _key.c.person_id)
    .limit(bindparam("rows"))
    .subquery()
)
_unsorted = select(_new.c.found_by, _new.c.person_id).where(_new.c.found_by.like(bindparam("pattern"), escape="\\"))
_SCAN = Fixed(select(_sorted).union_all(_unsorted))
_newest = (
    select(_visit.c.last_at, _visit.c.person_id, _visit.c.found_by)
    .order_by(_visit.c.last_at.desc(), _visit.c.person_id.desc())
    .limit(_RECENT)
    .subquery()
)
_RECENTS = Fixed(
    select(_newest.c.person_id)
    .where(_newest.c.found_by.like(bindparam("pattern"), escape="\\"))
    .order_by(_newest.c.last_at.desc(), _newest.c.person_id.desc())
    .limit(bindparam("rows"))
)
_BY_NUMBER = Fixed(
    select(_person.c.id)
    .where(_person.c.id_number >= bindparam("number"), _person.c.id_number < bindparam("number_end"))
    .order_by(_person.c.id_number)
    .limit(bindparam("rows"))
)
_SHOWN = (
    select(shared.asked.c.id.label("asked_id"), shared.kept)
    .join_from(
        shared.asked, shared.kept, shared.kept.c.id == func.coalesce(shared.asked.c.merged_into, shared.asked.c.id)
    )
    .where(shared.asked.c.id.in_(bindparam("ids", expanding=True)))
)
_VISITED = Fixed(
    text(
        "INSERT INTO visit (person_id, last_at, found_by) "
        "SELECT :person_id, :last_at, substr(coalesce("
        "(SELECT found_by FROM search_new WHERE person_id = :person_id), "
        "(SELECT :line || string_agg(key, :line) FROM search_key WHERE person_id = :person_id)), 1, :most) "
        "WHERE true "
        "ON CONFLICT (person_id) DO UPDATE SET last_at = excluded.last_at, found_by = excluded.found_by"
    ).bindparams(bindparam("last_at", type_=DateTime), line="\n", most=keys.LONGEST_LINES)
)


@needs(READ)
def search(work: Work, text: str, limit: int = 12) -> list[Hit]:
    """Residents for a typed text (see people/keys.py), recent visitors first, at most `limit`; at most 5 statements.

    Who reads the surname as typed comes before other readings of its character. The deceased, those who moved away and
    merged records are found too, with a note.
    """
    asked = keys.query(text)
    return _hits(work, _first(_found(work, asked, limit), limit)) if asked else []


@needs(READ)
def visited(work: Work, person_id: int) -> None:
    """Remember that a resident stood at the desk now; counters call it in their own transaction. One statement."""
    work.rows(_VISITED, {"person_id": person_id, "last_at": work.now})


def _found(work: Work, asked: keys.Query, limit: int) -> Iterator[int]:
    yield from _by_number(work, asked.number, limit)
    yield from _by_key(work, asked, limit)
    if asked.odd:
        yield from _by_key(work, asked.odd, limit)


def _first(found: Iterable[int], limit: int) -> list[int]:
    """The first different ones; nothing more is asked for."""
    ids: dict[int, None] = {}
    for person_id in found:
        ids[person_id] = None
        if len(ids) >= limit:
            break
    return list(ids)


def _by_number(work: Work, number: str, limit: int) -> Iterable[int]:
    if not number:
        return ()
    values = {"number": number, "number_end": f"{number}Z", "rows": limit}
    return [row.id for row in work.rows(_BY_NUMBER, values)]


def _by_key(work: Work, asked: keys.Query, limit: int) -> Iterator[int]:
    recent = work.rows(_RECENTS, {"pattern": asked.pattern, "rows": limit})
    yield from (row.person_id for row in recent)
    if len(recent) < limit:
        yield from _in_order(work, asked, limit * _PER_HIT)


def _in_order(work: Work, asked: keys.Query, most: int) -> Iterator[int]:
    """The first in the order of their keys, those registered just now among them."""
    values = {"first": asked.first, "end": asked.end, "pattern": asked.pattern, "rows": most}
    lines = work.rows(_SCAN, values)
    found = ((key, row.person_id) for row in lines for key in row.key.split("\n") if key.startswith(asked.first))
    return (person_id for _, person_id in sorted(found)[:most])


def _hits(work: Work, ids: Sequence[int]) -> list[Hit]:
    shown = {row.asked_id: row for row in shared.rows(work, _SHOWN, {"ids": ids})} if ids else {}
    hits: dict[int, Hit] = {}
    for row in (shown[asked_id] for asked_id in ids if asked_id in shown):
        hits.setdefault(row.id, _hit(work, row, row.id not in shown))
    return list(hits.values())


def _hit(work: Work, row: Any, only_as_alias: bool) -> Hit:
    merged = "已合并" if only_as_alias else ""
    notes = "、".join(note for note in (shared.state_note(row), merged) if note)
    where = shared.building_room(row) or row.address
    number = mask_id(row.id_number) if row.id_number else ""
    return Hit(row.id, row.name, row.sex, shared.age(row, work.today), where, number, notes)
