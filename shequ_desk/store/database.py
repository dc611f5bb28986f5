"""The database file and the unit of work. The only module that creates an engine or a connection."""

import hashlib
import hmac
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import date, datetime
from pathlib import Path
from threading import Lock
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, Table, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from shequ_desk.kernel.clock import Clock
from shequ_desk.store import audit, files
from shequ_desk.store.base import Base
from shequ_desk.store.rights import Clerk
from shequ_desk.store.statements import Fixed, prepared_insert, run
from shequ_desk.store.trouble import as_trouble, check_engine, locked

_PATIENCE = 5.0
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA recursive_triggers=ON",
    "PRAGMA busy_timeout=5000",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA cache_size=-16000",
    "PRAGMA wal_autocheckpoint=12000",
)
"""What every connection is set to; the bench sets its bare one to the same.

The log is folded in by the hourly backup's job. 12,000 pages (48 MB) are five hundred meals of a large office, more
than a lunch writes in an hour: nobody in the queue waits for the folding, which takes as long as thirty meals.
"""


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


def begin(connection: Connection, writing: bool) -> None:
    """Begin a transaction; one that may write takes the file's write lock at once."""
    connection.begin()
    run(connection, "BEGIN IMMEDIATE" if writing else "BEGIN", ())


def derived_key(data_key: bytes, purpose: str) -> bytes:
    """A 32-byte key for one purpose, from the data key."""
    return hmac.digest(data_key, purpose.encode(), hashlib.sha256)


class Work:
    """One transaction of one clerk. Reads go through `session` or `connection`; every write is audited.

    `now` and `today` stand still for the whole transaction.
    """

    def __init__(self, connection: Connection, clerk: Clerk, clock: Clock, keys: "Keys", writing: bool) -> None:
        self.clerk = clerk
        self.clock = clock
        self.now: datetime = clock.now()
        self._connection = connection
        self._session: Session | None = None
        self._keys = keys
        self._writing = writing
        self._entries: list[audit.Entry] = []
        self._topics: list[str] = []

    @property
    def session(self) -> Session:
        """The ORM session, made when it is first asked for: work that only uses Core never pays for one."""
        if self._session is None:
            info = {"work": self} if self._writing else None
            self._session = Session(self._connection, expire_on_commit=False, info=info)
        return self._session

    @property
    def connection(self) -> Connection:
        """Core on the same transaction; what the session holds is written first."""
        self._flush()
        return self._connection

    @property
    def today(self) -> date:
        """The day of `now`."""
        return self.now.date()

    @property
    def topics(self) -> tuple[str, ...]:
        """What will be broadcast after the commit, each once, in order."""
        return tuple(dict.fromkeys(self._topics))

    def rows(self, statement: Fixed, values: Mapping[str, Any] | None = None) -> list[Any]:
        """Run a fixed statement; all rows as named tuples. A write through it is not audited."""
        return statement.rows(self.connection, values or {})

    def insert(self, mapped: type[Base], row: Mapping[str, Any]) -> int:
        """Write one row through Core, audited; returns its integer primary key (0 when it has none)."""
        self._must_write()
        table = _table(mapped)
        connection = self.connection
        prepared = prepared_insert(table, tuple(row), connection.dialect, returning=True)
        key = run(connection, prepared.sql, prepared.driver_values(row)).fetchone()
        self._entries.append(audit.inserted(table, "/".join(map(str, key)), row))
        return key[0] if isinstance(key[0], int) else 0

    def insert_many(self, mapped: type[Base], rows: Iterable[Mapping[str, Any]], each: bool = True) -> None:
        """Write many rows of the same columns through Core in one statement.

        With `each` every row gets its own audit line and must carry its primary key `id`; without it one line
        keeps the number of rows and the SHA-256 of their content (sample data, derived keys).
        """
        self._must_write()
        table, batch = _table(mapped), [dict(row) for row in rows]
        if not batch:
            return
        connection = self.connection
        prepared = prepared_insert(table, tuple(batch[0]), connection.dialect, returning=False)
        run(connection, prepared.sql, [prepared.driver_values(row) for row in batch], many=True)
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
        if self._connection.dialect.name == "postgresql":
            self._connection.execute(text("SELECT pg_advisory_xact_lock(hashtext(:key))"), {"key": key})

    def keyed_code(self, purpose: str, message: str) -> str:
        """16 hex digits that only this centre's data key can make for the message."""
        return hmac.digest(self._keys(purpose), message.encode(), hashlib.sha256).hex()[:16]

    def audit_head(self) -> str:
        """The newest digest of the audit chain before this transaction, 64 hex digits."""
        return audit.head(self.connection)

    def collect(self, session: Session) -> None:
        """Take what the session has just flushed into the audit."""
        self._entries += audit.changes(session)

    def complete(self) -> None:
        """Flush and append the audit lines: all that stands before the commit."""
        self._flush()
        if self._entries:
            audit.append(self._connection, self._entries, self.clerk, self.now, self._keys("audit"))

    def finish(self) -> None:
        """Complete it and commit."""
        self.complete()
        self._connection.commit()

    def close(self) -> None:
        """Let go of the session; what was loaded keeps its values."""
        if self._session is not None:
            self._session.close()

    def _flush(self) -> None:
        if self._session is not None:
            self._session.flush()

    def _must_write(self) -> None:
        assert self._writing, "a reading transaction tried to write"


Keys = Callable[[str], bytes]


class Database:
    """The encrypted file, opened. Thread-safe: each transaction has a connection to itself.

    Connections wait open for the next transaction, which takes the one given back last: its pages are the freshest.
    """

    def __init__(self, path: Path, data_key: bytes, clock: Clock) -> None:
        check_engine()
        self.path = path
        self.clock = clock
        self.listeners: list[Callable[[str], None]] = []
        self.engine = _engine(path, data_key)
        self._data_key = data_key
        self._derived: dict[str, bytes] = {}
        self._waiting: list[Connection] = []
        self._turn = Lock()

    @contextmanager
    def work(self, clerk: Clerk) -> Iterator[Work]:
        """BEGIN IMMEDIATE … commit. Anything raised inside rolls everything back; disk errors become Trouble."""
        with self._my_turn(), self._transaction(clerk, writing=True) as work:
            yield work
            work.finish()
        for topic in work.topics:
            for listener in self.listeners:
                listener(topic)

    @contextmanager
    def reading(self, clerk: Clerk) -> Iterator[Work]:
        """A consistent snapshot that never blocks a writer; writing in it is a bug."""
        with self._transaction(clerk, writing=False) as work:
            yield work

    @contextmanager
    def rehearsal(self, clerk: Clerk) -> Iterator[Work]:
        """A whole transaction up to its commit, then rolled back: no row, no number, no news is left of it.

        A job does this with what a queue will wait for, so that the first in it finds statements compiled and pages
        read.
        """
        with self._transaction(clerk, writing=True) as work:
            yield work
            work.complete()

    @contextmanager
    def _transaction(self, clerk: Clerk, writing: bool) -> Iterator[Work]:
        with _translated():
            connection = self._open()
            try:
                begin(connection, writing)
                with closing(Work(connection, clerk, self.clock, self.key, writing)) as work:
                    yield work
            finally:
                self._take_back(connection)

    def _open(self) -> Connection:
        try:
            return self._waiting.pop()
        except IndexError:
            return self.engine.connect()

    def _take_back(self, connection: Connection) -> None:
        """Undo what was not committed; a connection that cannot is closed.

        The driver is asked as well: after a commit that failed SQLAlchemy takes the transaction for closed.
        """
        try:
            connection.rollback()
            connection.connection.rollback()
        except (DBAPIError, sqlcipher.Error):
            connection.close()
            raise
        self._waiting.append(connection)

    @contextmanager
    def _my_turn(self) -> Iterator[None]:
        """Writers of this program queue here: polling the file, a clerk would starve beside a job that writes on."""
        if not self._turn.acquire(timeout=_PATIENCE):
            raise locked()
        try:
            yield
        finally:
            self._turn.release()

    def key(self, purpose: str) -> bytes:
        """A 32-byte key for one purpose, from the data key."""
        if purpose not in self._derived:
            self._derived[purpose] = derived_key(self._data_key, purpose)
        return self._derived[purpose]

    def lend_key(self, borrow: Callable[[bytes], None]) -> None:
        """Hand the data key to the key file, which wraps it for one more password or a new recovery sheet."""
        borrow(self._data_key)

    def bare(self) -> Any:
        """A bare keyed connection to the same file, for backup and verification in store/. Close it yourself."""
        return connect(self.path, self._data_key)

    def close(self) -> None:
        """Close all waiting connections; the WAL is folded in by the last one. The next transaction opens one anew."""
        while self._waiting:
            self._waiting.pop().close()


def _engine(path: Path, data_key: bytes) -> Engine:
    def creator() -> Any:
        connection = connect(path, data_key)
        for pragma in PRAGMAS:
            connection.execute(pragma)
        return connection

    return create_engine("sqlite://", module=sqlcipher, creator=creator, poolclass=NullPool, hide_parameters=True)


def _table(mapped: type[Base]) -> Table:
    table = mapped.__table__
    assert isinstance(table, Table)
    return table


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
        work.collect(session)
