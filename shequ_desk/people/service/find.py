"""The search box: residents by whatever the clerk types, recent visitors first."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import DateTime, bindparam, func, select, text

from shequ_desk.kernel.identity import mask_id
from shequ_desk.people import keys
from shequ_desk.people.rules import READ
from shequ_desk.people.service import shared
from shequ_desk.people.tables import Person, SearchKey, Visit
from shequ_desk.people.views import Hit
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

_RECENT = 500
_PER_HIT = 6
_key = SearchKey.__table__
_visit = Visit.__table__
_person = Person.__table__
_in_range = (_key.c.key >= bindparam("first")) & (_key.c.key < bindparam("end"))

_SCAN = (
    select(_key.c.person_id, _visit.c.last_at)
    .outerjoin(_visit, _visit.c.person_id == _key.c.person_id)
    .where(_in_range)
    .order_by(_key.c.key, _key.c.person_id)
    .limit(bindparam("rows"))
)
_OLDEST_RECENT = select(_visit.c.last_at).order_by(_visit.c.last_at.desc()).offset(_RECENT - 1).limit(1)
_FIRST_EVER = select(func.min(_visit.c.last_at))
_RECENTS = (
    select(_visit.c.person_id)
    .where(
        _visit.c.last_at >= func.coalesce(_OLDEST_RECENT.scalar_subquery(), _FIRST_EVER.scalar_subquery()),
        select(_key.c.key).where(_key.c.person_id == _visit.c.person_id, _in_range).exists(),
    )
    .order_by(_visit.c.last_at.desc(), _visit.c.person_id)
    .limit(bindparam("rows"))
)
_BY_NUMBER = (
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
_VISITED = text(
    "INSERT INTO visit (person_id, last_at) VALUES (:person_id, :last_at) "
    "ON CONFLICT (person_id) DO UPDATE SET last_at = excluded.last_at"
).bindparams(bindparam("last_at", type_=DateTime))


@needs(READ)
def search(work: Work, text: str, limit: int = 12) -> list[Hit]:
    """Residents for a typed text (see people/keys.py), recent visitors first, at most `limit`; at most 4 statements.

    The deceased, those who moved away and merged records are found too, with a note.
    """
    asked = keys.query(text)
    if asked is None:
        return []
    found = [*_by_number(work, asked.number, limit), *_by_key(work, asked, limit)]
    return _hits(work, list(dict.fromkeys(found)), limit)


@needs(READ)
def visited(work: Work, person_id: int) -> None:
    """Remember that a resident stood at the desk now; counters call it in their own transaction. One statement."""
    work.session.connection().execute(_VISITED, {"person_id": person_id, "last_at": work.now})


def _by_number(work: Work, number: str, limit: int) -> Iterable[int]:
    if not number:
        return ()
    values = {"number": number, "number_end": f"{number}Z", "rows": limit}
    return work.session.connection().execute(_BY_NUMBER, values).scalars()


def _by_key(work: Work, asked: keys.Query, limit: int) -> Iterable[int]:
    window = {"first": asked.first, "end": asked.end}
    most = limit * _PER_HIT
    scanned = shared.rows(work, _SCAN, {**window, "rows": most})
    if len(scanned) < most:
        return (row.person_id for row in sorted(scanned, key=_newest_first))
    recent = work.session.connection().execute(_RECENTS, {**window, "rows": limit}).scalars()
    return [*recent, *(row.person_id for row in scanned)]


def _newest_first(row: Any) -> float:
    return -row.last_at.timestamp() if row.last_at else 0.0


def _hits(work: Work, ids: Sequence[int], limit: int) -> list[Hit]:
    shown = {row.asked_id: row for row in shared.rows(work, _SHOWN, {"ids": ids[: 2 * limit]})} if ids else {}
    hits: dict[int, Hit] = {}
    for row in (shown[asked_id] for asked_id in ids if asked_id in shown):
        hits.setdefault(row.id, _hit(work, row, row.id not in shown))
    return list(hits.values())[:limit]


def _hit(work: Work, row: Any, only_as_alias: bool) -> Hit:
    merged = "已合并" if only_as_alias else ""
    notes = "、".join(note for note in (shared.state_note(row), merged) if note)
    where = shared.building_room(row) or row.address
    number = mask_id(row.id_number) if row.id_number else ""
    return Hit(row.id, row.name, row.sex, shared.age(row, work.today), where, number, notes)
