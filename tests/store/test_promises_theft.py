"""P13: a stolen file tells nothing, whichever file it is and whenever it was taken."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from shequ_desk.kernel.clock import FixedClock
from shequ_desk.store import backup, restore
from shequ_desk.store.database import Database, connect
from shequ_desk.store.folder import DataFolder
from shequ_desk.store.keys import KeyFile
from shequ_desk.store.tables import SettingRow
from shequ_desk.store.wraps import Cost
from tests.store.children import KEY, NOW, TESTER

NAME = "欧阳青梅"
NUMBER = "330200196001010014"
PASSWORD = "Qingcai-2026"
ENCODINGS = ("utf-8", "utf-16-le", "gb18030")
ROWS = 2000
CHEAP = Cost(memory=16, passes=1, lanes=1)


def _traces(place: Path) -> list[str]:
    """Files under the place that hold the name, the number, the password or a file header that names SQLite."""
    words = [word.encode(code) for word in (NAME, NUMBER, PASSWORD) for code in ENCODINGS] + [b"SQLite format 3"]
    files = [path for path in place.rglob("*") if path.is_file()]
    return [path.name for path in files if any(word in path.read_bytes() for word in words)]


def _fill(database: Database) -> None:
    with database.work(TESTER) as work:
        rows = [{"section": "p", "name": str(n), "value": f"{NAME}{NUMBER}"} for n in range(ROWS)]
        work.insert_many(SettingRow, rows, each=False)
        work.note("filled", "settings", NUMBER, 姓名=NAME)


def test_no_file_of_the_folder_holds_a_name(
    folder: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spool = tmp_path / "spool"
    spool.mkdir()
    monkeypatch.setenv("SQLITE_TMPDIR", str(spool))
    keys, _, _ = KeyFile.create(folder.keys, CHEAP, data_key=KEY)
    keys.add_user(KEY, "wanglan", PASSWORD)
    database = Database(folder.database, KEY, FixedClock(NOW))
    _fill(database)
    assert (folder.path / "desk.db-wal").stat().st_size > 0
    assert _traces(tmp_path) == []
    made = backup.backup_now(database, folder)
    with database.reading(TESTER) as work:
        work.session.connection().exec_driver_sql("SELECT value, count(*) FROM setting GROUP BY value ORDER BY 1 DESC")
        assert _traces(tmp_path) == []
    database.close()
    restore.restore(folder, made, KEY, NOW)
    assert len(list(tmp_path.rglob("desk.db"))) == 3
    assert _traces(tmp_path) == []


def test_the_search_would_find_a_plain_file(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "plain.db")) as plain, plain:
        plain.execute("CREATE TABLE person (name TEXT)")
        plain.execute("INSERT INTO person VALUES (?)", (NAME,))
    assert _traces(tmp_path) == ["plain.db"]


def test_the_key_in_use_is_not_the_key_file(folder: DataFolder) -> None:
    KeyFile.create(folder.keys, CHEAP, data_key=KEY)
    stored = folder.keys.read_bytes()
    assert KEY not in stored
    assert KEY.hex().encode() not in stored
    with closing(connect(folder.database, KEY)) as connection:
        assert connection.execute("PRAGMA cipher_use_hmac").fetchone() == ("1",)
