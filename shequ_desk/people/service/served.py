"""What the counters wrote on a record since a moment: listed after an un-merge, never re-pointed."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import DateTime, Table, select

from shequ_desk.office import words
from shequ_desk.people import tables
from shequ_desk.people.tables import Person
from shequ_desk.people.views import ServedRow
from shequ_desk.store.base import Base
from shequ_desk.store.database import Work

_WHEN = ("at", "entered_at", "made_at", "booked_at", "asked_at", "in_at")
_MOST = 40


def served_since(work: Work, person_id: int, since: datetime) -> tuple[ServedRow, ...]:
    """Rows of other slices that name exactly this record, made at or after a moment; oldest first, at most 40."""
    found = [row for table in _tables() for row in _of(work, table, person_id, since)]
    return tuple(sorted(found, key=lambda row: (row.at, row.title))[:_MOST])


def _tables() -> Iterator[Table]:
    """Tables outside this slice with a key to a person, or a column called person_id."""
    for table in Base.metadata.sorted_tables:
        if table.name not in _OWN and any(_names_person(column) for column in table.columns):
            yield table


def _of(work: Work, table: Table, person_id: int, since: datetime) -> Iterator[ServedRow]:
    moment = next((table.c[name] for name in _WHEN if name in table.c), None)
    if moment is None or not isinstance(moment.type, DateTime):
        return
    who = next(column for column in table.columns if _names_person(column))
    query = select(moment.label("at")).where(who == person_id, moment >= since).limit(_MOST)
    for row in work.connection.execute(query):
        yield ServedRow(words.subject(table.name), row.at)


def _names_person(column: Any) -> bool:
    return column.name == "person_id" or any(
        key.column.table.name == Person.__tablename__ for key in column.foreign_keys
    )


_MAPPED = (value for value in vars(tables).values() if isinstance(value, type))
_OWN = frozenset(str(value.__tablename__) for value in _MAPPED if hasattr(value, "__tablename__"))
