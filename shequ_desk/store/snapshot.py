"""What a database file holds, in few words, to compare a copy with its source."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from shequ_desk.kernel.errors import Trouble
from shequ_desk.store import audit, revision
from shequ_desk.store.database import connect
from shequ_desk.store.trouble import damaged, translated


@dataclass(frozen=True)
class Contents:
    """Structure, rows per table, and the end of the audit chain."""

    revision: str
    rows: dict[str, int]
    chain: str

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values; `Contents(**value)` reads them back."""
        return asdict(self)


def contents(connection: Any) -> Contents:
    """Count everything the bare keyed connection sees."""
    return Contents(revision.current(connection) or "", _rows(connection), chain_head(connection))


def chain_head(connection: Any) -> str:
    """The newest digest of the audit chain, 64 hex digits."""
    row = connection.execute("SELECT mac FROM audit ORDER BY id DESC LIMIT 1").fetchone()
    return row[0] if row else audit.START


def checked(path: Path, data_key: bytes) -> Contents:
    """Open a finished copy, check every page and its structure, count it. Trouble when it is not whole.

    A wrong key is told by the first read: page by page every checksum would seem damaged.
    """
    connection = connect(path, data_key)
    try:
        with translated():
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            pages = connection.execute("PRAGMA cipher_integrity_check").fetchall()
            if pages or connection.execute("PRAGMA quick_check").fetchone() != ("ok",):
                raise damaged()
            return contents(connection)
    finally:
        connection.close()


def must_equal(copy: Contents, source: Contents) -> None:
    """Trouble when the copy does not hold what the source held."""
    if copy != source:
        raise Trouble("备份与原数据对不上，这份备份已作废", "请再备份一次；仍不行请检查硬盘")


def _rows(connection: Any) -> dict[str, int]:
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    tables = [name for (name,) in connection.execute(query).fetchall()]
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}
