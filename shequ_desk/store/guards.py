"""Triggers that keep frozen tables (`info={"frozen": True}`) insert-only, whatever program sends the SQL.

`REPLACE INTO` deletes through the delete trigger only with `recursive_triggers=ON`, which every connection of
store/database.py sets. Batch migrations drop triggers silently, so they are written anew after each migration and
compared at every start; whoever removed one in between also left a trace that `verify` reports.
"""

from typing import Any

from sqlalchemy import MetaData, Table

from shequ_desk.store.base import Base
from shequ_desk.store.database import Work

_PREFIX = "frozen_"
_VERBS = ("update", "delete")
MENDED = "guards.mended"
"""The audit action that records re-created triggers."""


def expected(tables: frozenset[str], metadata: MetaData = Base.metadata) -> dict[str, str]:
    """Trigger name → its SQL, for the frozen ones among `tables`."""
    frozen = [t for t in metadata.sorted_tables if is_frozen(t) and t.name in tables]
    return {_name(t.name, verb): _sql(t.name, verb) for t in frozen for verb in _VERBS}


def is_frozen(table: Table) -> bool:
    """Whether rows of the table may only be added."""
    return bool(table.info.get("frozen"))


def broken(connection: Any, metadata: MetaData = Base.metadata) -> tuple[str, ...]:
    """Names of triggers that are missing or altered, and of strange ones. `connection` is a bare keyed one."""
    found = _triggers(connection)
    wanted = expected(_tables(connection), metadata)
    wrong = [name for name, sql in wanted.items() if found.get(name) != sql]
    return (*wrong, *(name for name in found if not name.startswith(_PREFIX)))


def mend(connection: Any, metadata: MetaData = Base.metadata) -> tuple[str, ...]:
    """Create or re-create what is missing or altered, drop strange triggers; names what was done.

    The caller owns the transaction.
    """
    wanted = expected(_tables(connection), metadata)
    mended = broken(connection, metadata)
    for name in mended:
        _drop(connection, name)
        if name in wanted:
            connection.execute(wanted[name])
    return mended


def drop_all(connection: Any) -> None:
    """Take the triggers away for a migration; the caller owns the transaction and mends before its end."""
    for name in _triggers(connection):
        _drop(connection, name)


def note(work: Work, mended: tuple[str, ...]) -> None:
    """Record in the audit that triggers had been removed or altered outside the program."""
    for name in mended:
        work.note(MENDED, "trigger", name)


def _triggers(connection: Any) -> dict[str, str]:
    return dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall())


def _tables(connection: Any) -> frozenset[str]:
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return frozenset(name for (name,) in rows)


def _drop(connection: Any, name: str) -> None:
    quoted = name.replace('"', '""')
    connection.execute(f'DROP TRIGGER IF EXISTS "{quoted}"')


def _name(table: str, verb: str) -> str:
    return f"{_PREFIX}{table}_{verb}"


def _sql(table: str, verb: str) -> str:
    return (
        f'CREATE TRIGGER "{_name(table, verb)}" BEFORE {verb.upper()} ON "{table}" '
        f"BEGIN SELECT RAISE(ABORT, '{table} is frozen'); END"
    )
