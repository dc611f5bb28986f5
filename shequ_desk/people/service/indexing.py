"""The search keys of residents: new ones wait in one row, sorted in later; of the others only what changes is written.

A resident's keys belong at a dozen places of the sorted table. Writing and encrypting those pages takes longer than all
else a registration does, so nobody waits for it at the desk; search asks both tables.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select

from shequ_desk.people import keys
from shequ_desk.people.rules import WRITE
from shequ_desk.people.service import shared
from shequ_desk.people.tables import Card, NewKeys, Person, PhoneRow, SearchKey, Visit
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs
from shequ_desk.store.statements import Fixed

_MANY = 100
_new = NewKeys.__table__
_ADD = Fixed(insert(NewKeys).values(person_id=bindparam("person_id"), found_by=bindparam("found_by")))
_ALL = Fixed(select(_new))
_COUNT = Fixed(select(func.count().label("waiting")).select_from(_new))
_CLEAR = Fixed(delete(NewKeys))
_FORGET = Fixed(delete(NewKeys).where(_new.c.person_id == bindparam("person_id")))


def write_new(work: Work, person_id: int, found: Iterable[str]) -> None:
    """Keep the keys of somebody registered just now, for `sort_in`. Derived, so the audit has no line of it."""
    work.rows(_ADD, {"person_id": person_id, "found_by": keys.as_lines(found)})


@needs(WRITE)
def many_wait(work: Work) -> bool:
    """Whether so many new residents wait for `sort_in`, 100 or more, that each search would begin to feel them."""
    return bool(work.rows(_COUNT)[0].waiting >= _MANY)


@needs(WRITE)
def sort_in(work: Work) -> None:
    """Write the keys of new residents where they belong; a job does it hourly, or when many wait."""
    sort_waiting(work)


def sort_waiting(work: Work) -> None:
    """`sort_in` for a service that needs everybody's keys in one table, whatever right let it in."""
    waiting = work.rows(_ALL)
    if not waiting:
        return
    work.rows(_CLEAR)
    found = [(key, row.person_id) for row in waiting for key in keys.of_lines(row.found_by)]
    _write(work, sorted(found))


def reindex(work: Work, person: Person) -> None:
    """Make the search keys of one record those its present name, numbers and room ask for."""
    work.session.flush()
    wanted = keys.person_keys(person.name, _numbers(work, person), person.building, person.room)
    work.rows(_FORGET, {"person_id": person.id})
    stored = {row.key: row for row in work.session.scalars(_keys_of(person.id))}
    for key in stored.keys() - wanted:
        work.session.delete(stored[key])
    _write(work, [(key, person.id) for key in sorted(wanted - stored.keys())])
    visit = work.session.get(Visit, person.id)
    if visit is not None:
        visit.found_by = keys.as_lines(wanted, keys.LONGEST_LINES)
        work.session.flush()


def _write(work: Work, found: Iterable[tuple[str, int]]) -> None:
    rows = [{"person_id": person_id, "key": key} for key, person_id in found]
    work.insert_many(SearchKey, rows, each=False)


def _numbers(work: Work, person: Person) -> list[str]:
    found = [person.id_number] if person.id_number else []
    for table in (PhoneRow.__table__, Card.__table__):
        query = select(table.c.number).where(table.c.person_id == person.id, table.c.to_day.is_(None))
        found += [row.number for row in shared.rows(work, query, {})]
    return found


def _keys_of(person_id: int) -> Any:
    return select(SearchKey).where(SearchKey.person_id == person_id)
