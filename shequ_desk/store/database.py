"""The database file and the unit of work. The only module that creates an engine or a connection."""

import hashlib
import hmac
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, CursorResult, Engine, Insert, Table, create_engine, event, insert, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from shequ_desk.kernel.clock import Clock
from shequ_desk.store import audit, files
from shequ_desk.store.base import Base
from shequ_desk.store.rights import Clerk
from shequ_desk.store.trouble import as_trouble, check_engine

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA recursive_triggers=ON",
    "PRAGMA busy_timeout=5000",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA cache_size=-16000",
)


def connect(path: Path, data_key: bytes) -> Any:
    """A bare sqlcipher3 connection, keyed with the raw 32-byte data key; transactions are begun by hand.

    A file in a read-only folder opens for reading when its log was folded in before.
    """
    connection = sqlcipher.connect(_target(path), uri=True, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA cipher_log_level=NONE")
    connection.execute(f"PRAGMA key=\"x'{data_key.hex()}'\"")
    return connection


def _target(path: Path) -> str:
    log = path.with_name(path.name + "-wal")
    if files.is_read_only(path.parent) and not (log.exists() and log.stat().st_size):
        return f"{path.absolute().as_uri()}?immutable=1"
    return str(path)


def derived_key(data_key: bytes, purpose: str) -> bytes:
    """A 32-byte key for one purpose, from the data key."""
    return hmac.digest(data_key, purpose.encode(), hashlib.sha256)


class Work:
    """One transaction of one clerk. Reads go through `session`; every write is audited.

    `now` and `today` stand still for the whole transaction.
    """

    def __init__(self, session: Session, clerk: Clerk, clock: Clock, keys: "Keys", writing: bool) -> None:
        self.session = session
        self.clerk = clerk
        self.clock = clock
        self.now: datetime = clock.now()
        self._keys = keys
        self._writing = writing
        self._entries: list[audit.Entry] = []
        self._topics: list[str] = []

    @property
    def today(self) -> date:
        """The day of `now`."""
        return self.now.date()

    @property
    def topics(self) -> tuple[str, ...]:
        """What will be broadcast after the commit, each once, in order."""
        return tuple(dict.fromkeys(self._topics))

    def insert(self, mapped: type[Base], row: Mapping[str, Any]) -> int:
        """Write one row through Core, audited; returns its integer primary key (0 when it has none)."""
        table = _table(mapped)
        result: CursorResult[Any] = self._connection().execute(_insert(table), dict(row))
        inserted = result.inserted_primary_key
        assert inserted is not None
        self._entries.append(audit.inserted(table, "/".join(map(str, inserted)), row))
        return inserted[0] if isinstance(inserted[0], int) else 0

    def insert_many(self, mapped: type[Base], rows: Iterable[Mapping[str, Any]], each: bool = True) -> None:
        """Write many rows through Core in one statement.

        With `each` every row gets its own audit line and must carry its primary key `id`; without it one line
        keeps the number of rows and the SHA-256 of their content (sample data, derived keys).
        """
        table, batch = _table(mapped), [dict(row) for row in rows]
        if not batch:
            return
        self._connection().execute(_insert(table), batch)
        if each:
            self._entries += [audit.inserted(table, row["id"], row) for row in batch]
        else:
            digest = hashlib.sha256(repr(batch).encode()).hexdigest()
            self._entries.append(audit.Entry("bulk", table.name, "", {}, {"rows": len(batch), "sha256": digest}))

    def note(self, action: str, subject: str, row_key: object = "", **detail: object) -> None:
        """An audit line for an act that changes no row: unmask, print, export, sign-in."""
        self._must_write()
        self._entries.append(audit.Entry(action, subject, str(row_key), {}, detail))

    def news(self, topic: str) -> None:
        """Broadcast `topic` once the transaction is durable."""
        self._topics.append(topic)

    def serialize(self, key: str) -> None:
        """Let only one transaction past this point per key. SQLite's writer is alone anyway."""
        self._must_write()
        connection = self.session.connection()
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(hashtext(:key))"), {"key": key})

    def keyed_code(self, purpose: str, message: str) -> str:
        """16 hex digits that only this centre's data key can make for the message."""
        return hmac.digest(self._keys(purpose), message.encode(), hashlib.sha256).hex()[:16]

    def audit_head(self) -> str:
        """The newest digest of the audit chain before this transaction, 64 hex digits."""
        return audit.head(self.session)

    def collect(self) -> None:
        """Take what the session has just flushed into the audit."""
        self._entries += audit.changes(self.session)

    def finish(self) -> None:
        """Flush, append the audit lines, commit."""
        self.session.flush()
        if self._entries:
            audit.append(self.session.connection(), self._entries, self.clerk, self.now, self._keys("audit"))
        self.session.commit()

    def _connection(self) -> Connection:
        self._must_write()
        self.session.flush()
        return self.session.connection()

    def _must_write(self) -> None:
        assert self._writing, "a reading transaction tried to write"


Keys = Callable[[str], bytes]


class Database:
    """The encrypted file, opened. Thread-safe: each transaction takes its own pooled connection."""

    def __init__(self, path: Path, data_key: bytes, clock: Clock) -> None:
        check_engine()
        self.path = path
        self.clock = clock
        self.listeners: list[Callable[[str], None]] = []
        self._data_key = data_key
        self.engine = _engine(path, data_key)
        self._reader = self.engine.execution_options(reading=True)

    @contextmanager
    def work(self, clerk: Clerk) -> Iterator[Work]:
        """BEGIN IMMEDIATE … commit. Anything raised inside rolls everything back; disk errors become Trouble."""
        with _translated(), Session(self.engine, expire_on_commit=False) as session:
            work = Work(session, clerk, self.clock, self.key, writing=True)
            session.info["work"] = work
            yield work
            work.finish()
        for topic in work.topics:
            for listener in self.listeners:
                listener(topic)

    @contextmanager
    def reading(self, clerk: Clerk) -> Iterator[Work]:
        """A consistent snapshot that never blocks a writer; writing in it is a bug."""
        with _translated(), Session(self._reader, expire_on_commit=False) as session:
            yield Work(session, clerk, self.clock, self.key, writing=False)

    def key(self, purpose: str) -> bytes:
        """A 32-byte key for one purpose, from the data key."""
        return derived_key(self._data_key, purpose)

    def lend_key(self, borrow: Callable[[bytes], None]) -> None:
        """Hand the data key to the key file, which wraps it for one more password or a new recovery sheet."""
        borrow(self._data_key)

    def bare(self) -> Any:
        """A bare keyed connection to the same file, for backup and verification in store/. Close it yourself."""
        return connect(self.path, self._data_key)

    def close(self) -> None:
        """Give back all connections; the WAL is folded in by the last one."""
        self.engine.dispose()


def _engine(path: Path, data_key: bytes) -> Engine:
    def creator() -> Any:
        connection = connect(path, data_key)
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        return connection

    engine = create_engine("sqlite://", module=sqlcipher, creator=creator, poolclass=QueuePool, hide_parameters=True)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _table(mapped: type[Base]) -> Table:
    table = mapped.__table__
    assert isinstance(table, Table)
    return table


@cache
def _insert(table: Table) -> Insert:
    return insert(table)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (DBAPIError, sqlcipher.Error) as error:
        trouble = as_trouble(error)
        if trouble is None:
            raise
        raise trouble from error


@event.listens_for(Session, "after_flush")
def _collect(session: Session, _context: object) -> None:
    work = session.info.get("work")
    if isinstance(work, Work):
        work.collect()
