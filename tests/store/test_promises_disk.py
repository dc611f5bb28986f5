"""P3 to P6: disk full, read-only, locked, damaged: said plainly, and what was saved can still be read."""

import os
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import event

from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.errors import Trouble
from shequ_desk.store import backup, files, migrate, numbers, snapshot, verify
from shequ_desk.store.database import Database, connect
from shequ_desk.store.folder import DataFolder
from shequ_desk.store.lock import FolderLock
from shequ_desk.store.trouble import as_trouble
from tests.store.children import KEY, NOW, TESTER, fill_disk, hold_writer, keep_writing, kill, receive, start

PAGE = 4096
DISK = 1024 * 1024
CHECKS = 12


@pytest.fixture
def opened(folder: DataFolder) -> Iterator[Database]:
    """A centre that has given out number 1."""
    database = Database(folder.database, KEY, FixedClock(NOW))
    assert _take(database) == 1
    yield database
    database.close()


def _take(database: Database) -> int:
    with database.work(TESTER) as work:
        work.note("took", "number", text="文" * 2000)
        return numbers.take(work, "CT", 2026)


def _fill(database: Database) -> None:
    for _ in range(50):
        _take(database)


def _last(database: Database) -> int:
    with database.reading(TESTER) as work:
        return numbers.last(work, "CT", 2026)


def _limited(database: Database, pragma: str) -> Database:
    """A second opening of the file whose connections carry one more pragma."""
    other = Database(database.path, KEY, FixedClock(NOW))

    def limit(connection: Any, _record: object) -> None:
        connection.execute(pragma)

    event.listen(other.engine, "connect", limit)
    return other


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are POSIX; the next test runs everywhere")
def test_a_full_disk_is_said_and_the_rest_stays(folder: DataFolder) -> None:
    process, pipe = start(fill_disk, folder.database, DISK)
    kind, message, saved = receive(pipe)
    head = receive(pipe)
    kill(process)
    assert kind == "Trouble"
    assert "磁盘" in message
    assert saved > 0
    with closing(connect(folder.database, KEY)) as connection:
        assert connection.execute("SELECT count(*) FROM audit").fetchone() == (saved,)
        assert snapshot.chain_head(connection) == head


def test_a_full_file_refuses_and_goes_on_when_there_is_room(opened: Database) -> None:
    full = _limited(opened, "PRAGMA max_page_count=1")
    with pytest.raises(Trouble, match="磁盘满了") as caught:
        _fill(full)
    assert "删除或移走" in caught.value.way_out
    last = _last(full)
    full.close()
    assert _take(opened) == last + 1
    assert verify.verify(opened, TESTER) == ()


def test_a_read_only_file_can_be_read(opened: Database) -> None:
    read_only = _limited(opened, "PRAGMA query_only=ON")
    with pytest.raises(Trouble, match="只读"):
        _take(read_only)
    assert _last(read_only) == 1
    read_only.close()


def test_a_write_protected_folder_can_be_read(
    opened: Database, folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.close()
    monkeypatch.setattr("os.access", lambda _path, mode: mode != os.W_OK)
    with FolderLock(folder, FixedClock(NOW)):
        assert not folder.lock.exists()
        assert migrate.upgrade(folder, KEY).mended == ()
        shown = Database(folder.database, KEY, FixedClock(NOW))
        assert _last(shown) == 1
        with pytest.raises(Trouble, match="只读"):
            _take(shown)
        shown.close()
    assert not list(folder.path.glob("desk.db-*"))


def test_the_driver_says_read_only_for_a_read_only_opening(opened: Database) -> None:
    with closing(sqlcipher.connect(f"{opened.path.as_uri()}?mode=ro", uri=True)) as connection:
        connection.execute(f"PRAGMA key=\"x'{KEY.hex()}'\"")
        with pytest.raises(sqlcipher.OperationalError) as caught:
            connection.execute("DELETE FROM setting")
    trouble = as_trouble(caught.value)
    assert trouble is not None
    assert "只读" in trouble.message


def test_a_locked_file_is_said_and_can_be_read(opened: Database) -> None:
    hasty = _limited(opened, "PRAGMA busy_timeout=20")
    process, pipe = start(hold_writer, opened.path)
    assert receive(pipe) == "holding"
    with pytest.raises(Trouble, match="占用"):
        _take(hasty)
    assert _last(hasty) == 1
    pipe.send("let go")
    assert receive(pipe) == "released"
    assert _take(hasty) == 2
    kill(process)
    hasty.close()


def test_one_flipped_bit_in_any_page_is_noticed(opened: Database, folder: DataFolder) -> None:
    made = backup.backup_now(opened, folder)
    opened.close()
    whole = folder.database.read_bytes()
    assert len(whole) >= 20 * PAGE
    for start_of_page in range(0, len(whole), PAGE):
        flipped = bytearray(whole)
        flipped[start_of_page + (start_of_page // PAGE * 97) % PAGE] ^= 1 << (start_of_page // PAGE % 8)
        folder.database.write_bytes(flipped)
        findings = _findings(folder)
        assert findings, f"page {start_of_page // PAGE}"
        assert "备份" in findings[0].way_out
    folder.database.write_bytes(whole)
    assert _findings(folder) == ()
    assert backup.backups(folder.backups) == (made,)


def test_no_false_alarm_while_somebody_writes(opened: Database) -> None:
    process, pipe = start(keep_writing, opened.path)
    receive(pipe)
    for _ in range(CHECKS):
        assert verify.file_findings(opened) == ()
    kill(process)


def _findings(folder: DataFolder) -> tuple[verify.Finding, ...]:
    database = Database(folder.database, KEY, FixedClock(NOW))
    try:
        return verify.file_findings(database)
    finally:
        database.close()


def test_bugs_stay_bugs(opened: Database) -> None:
    with closing(opened.bare()) as connection, pytest.raises(sqlcipher.OperationalError) as caught:
        connection.execute("SELECT * FROM nowhere")
    assert as_trouble(caught.value) is None
    assert as_trouble(ValueError("x")) is None
    assert as_trouble(OSError(0, "strange")) is None


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "keys.json"
    files.write_atomic(target, b"old")

    def fails(_handle: int) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr("os.fsync", fails)
    with pytest.raises(OSError, match="no space"):
        files.write_atomic(target, b"new")
    monkeypatch.undo()
    assert target.read_bytes() == b"old"
    files.write_atomic(target, b"newer")
    assert target.read_bytes() == b"newer"
    assert [path.name for path in tmp_path.iterdir()] == ["keys.json"]
