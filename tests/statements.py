"""The SQL that reaches the database, to be counted: what must be cheap costs few statements, whatever there is."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from shequ_desk.store.database import Database


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """The SQL sent meanwhile, without BEGIN."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield sent
    event.remove(database.engine, "before_cursor_execute", note)
