"""Backups were opened and compared; restoring gives exactly what was backed up (promise P9)."""

import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.errors import Refusal, Trouble
from shequ_desk.store import backup, numbers, restore, snapshot, thinning, verify
from shequ_desk.store.database import Database
from shequ_desk.store.folder import DataFolder
from shequ_desk.store.keys import KeyFile
from shequ_desk.store.wraps import Cost
from tests.store.children import KEY, NOW, TESTER, keep_writing, kill, receive, rest, restore_until, start, take_numbers

CHEAP = Cost(memory=16, passes=1, lanes=1)
PASSWORD = "Qingcai-2026"
ROUNDS_AT_LEAST = 5


@pytest.fixture
def sheet(folder: DataFolder) -> str:
    """The recovery key of a key file put into the folder."""
    keys, text, _ = KeyFile.create(folder.keys, CHEAP, data_key=KEY)
    keys.add_user(KEY, "wanglan", PASSWORD)
    return text


@pytest.fixture
def clock() -> FixedClock:
    """Saturday 2026-11-21, 10:42."""
    return FixedClock(NOW)


@pytest.fixture
def opened(folder: DataFolder, sheet: str, clock: FixedClock) -> Iterator[Database]:
    """A centre that has given out number 1."""
    assert sheet
    database = Database(folder.database, KEY, clock)
    _take(database)
    yield database
    database.close()


def _take(database: Database) -> int:
    with database.work(TESTER) as work:
        number = numbers.take(work, "CT", 2026)
        work.note("took", "number", number)
        return number


def test_a_backup_folds_the_log_in(opened: Database, folder: DataFolder) -> None:
    before = folder.database.read_bytes()
    _take(opened)
    assert folder.database.read_bytes() == before
    backup.backup_now(opened, folder)
    assert folder.database.read_bytes() != before


def test_backups_at_the_same_time_both_stay(opened: Database, folder: DataFolder) -> None:
    with ThreadPoolExecutor(3) as pool:
        made = list(pool.map(lambda _: backup.backup_now(opened, folder), range(3)))
    kept = backup.backups(folder.backups)
    assert {one.path for one in made} == {one.path for one in kept}
    assert [one.verified for one in kept] == [True] * 3


def _leave_a_log(folder: DataFolder) -> int:
    """Commit some numbers and be killed, so that they stand in the log only; returns the last one."""
    process, pipe = start(take_numbers, folder.database)
    receive(pipe)
    kill(process)
    assert (folder.path / "desk.db-wal").stat().st_size > 0
    with tempfile.TemporaryDirectory() as aside:
        return _last(DataFolder(shutil.copytree(folder.path, Path(aside) / "copy")))


def _last(folder: DataFolder) -> int:
    database = Database(folder.database, KEY, FixedClock(NOW))
    try:
        assert verify.verify(database, TESTER) == ()
        with database.reading(TESTER) as work:
            return numbers.last(work, "CT", 2026)
    finally:
        database.close()


def test_a_backup_was_checked_and_holds_everything(folder: DataFolder, opened: Database) -> None:
    made = backup.backup_now(opened, folder)
    assert backup.backups(folder.backups) == (made,)
    assert made.verified
    assert made.made_at == NOW
    found = backup.check(made, KEY)
    assert found.rows["number_series"] == 1
    assert made.keys.read_bytes() == folder.keys.read_bytes()
    assert not list(folder.backups.glob("*.part"))


def test_backups_while_somebody_writes_are_whole(folder: DataFolder, opened: Database) -> None:
    process, pipe = start(keep_writing, folder.database)
    receive(pipe)
    for _ in range(3):
        made = backup.backup_now(opened, folder)
        assert backup.check(made, KEY) == made.contents
    kill(process)
    assert len(backup.backups(folder.backups)) == 3


def test_a_copy_that_differs_is_thrown_away(
    folder: DataFolder, opened: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = snapshot.checked

    def loses_a_row(path: Path, data_key: bytes) -> snapshot.Contents:
        found = whole(path, data_key)
        return snapshot.Contents(found.revision, found.rows | {"setting": 99}, found.chain)

    monkeypatch.setattr(snapshot, "checked", loses_a_row)
    with pytest.raises(Trouble, match="对不上"):
        backup.backup_now(opened, folder)
    assert list(folder.backups.iterdir()) == []


def test_a_full_disk_is_said_with_numbers_and_keeps_the_old_backup(folder: DataFolder, opened: Database) -> None:
    made = backup.backup_now(opened, folder)
    with pytest.raises(Trouble, match="只剩 1 MB"):
        backup.backup_now(opened, folder, free=lambda _: 1024)
    assert backup.backups(folder.backups) == (made,)


@pytest.mark.parametrize("place", ["a file", "a file/within"])
def test_a_place_that_takes_no_backup_is_named(
    folder: DataFolder, opened: Database, tmp_path: Path, place: str
) -> None:
    (tmp_path / "a file").write_text("no folder")
    with pytest.raises(Trouble, match=r"写不到 .*/a file"):
        backup.backup_now(opened, folder, tmp_path / place)


def test_a_damaged_backup_is_noticed_and_not_restored(folder: DataFolder, opened: Database) -> None:
    made = backup.backup_now(opened, folder)
    content = bytearray(made.database.read_bytes())
    content[9000] ^= 1
    made.database.write_bytes(content)
    with pytest.raises(Trouble, match="损坏"):
        backup.check(made, KEY)
    opened.close()
    with pytest.raises(Trouble, match=r"备份 desk-20261121-104200 损坏.*现在的数据没有动"):
        restore.restore(folder, made, KEY, NOW)
    made.keys.unlink()
    with pytest.raises(Trouble, match=r"备份 desk-20261121-104200 .*没有拷贝完整"):
        restore.keys_of(made)
    assert _last(folder) == 1
    assert not (folder.path / "desk.db.restoring").exists()


def test_unchecked_and_foreign_folders_are_told_apart(folder: DataFolder, opened: Database) -> None:
    made = backup.backup_now(opened, folder)
    (made.path / "checked.json").write_text("{")
    (folder.backups / "desk-holiday").mkdir()
    assert [b.verified for b in backup.backups(folder.backups)] == [False]
    assert backup.check(backup.backups(folder.backups)[0], KEY).rows["number_series"] == 1


def test_hourly_only_when_something_changed(folder: DataFolder, opened: Database, clock: FixedClock) -> None:
    assert backup.due(opened, folder)
    backup.backup_now(opened, folder)
    assert not backup.changed(opened, folder)
    clock.tick(timedelta(hours=2))
    assert not backup.due(opened, folder)
    _take(opened)
    assert backup.changed(opened, folder)
    assert backup.due(opened, folder)
    clock.set(NOW + timedelta(minutes=59))
    assert not backup.due(opened, folder)
    clock.set(NOW - timedelta(days=1))
    assert backup.due(opened, folder)


def test_restoring_goes_back_and_keeps_what_it_replaced(folder: DataFolder, opened: Database) -> None:
    made = backup.backup_now(opened, folder)
    _take(opened)
    opened.close()
    aside = restore.restore(folder, made, KEY, NOW)
    assert _last(folder) == 1
    replaced = DataFolder(aside)
    assert _last(replaced) == 2


def test_a_stale_log_is_not_played_into_the_restored_file(folder: DataFolder, opened: Database, sheet: str) -> None:
    made = backup.backup_now(opened, folder)
    opened.close()
    _leave_a_log(folder)
    logs = [folder.path / "desk.db-wal", folder.path / "desk.db-shm"]
    folder.database.unlink()
    restore.restore(folder, made, KeyFile.load(made.keys).unlock_recovery(sheet), NOW)
    assert not any(log.exists() for log in logs)
    assert _last(folder) == 1


def test_a_new_pc_with_backup_and_sheet(folder: DataFolder, opened: Database, sheet: str, tmp_path: Path) -> None:
    carried = shutil.copytree(backup.backup_now(opened, folder).path, tmp_path / "usb" / "desk-20261121-104200")
    made = backup.backups(carried.parent)[0]
    key = restore.keys_of(made).unlock_recovery(sheet)
    new = DataFolder(tmp_path / "new-pc")
    restore.restore(new, made, key, NOW)
    assert KeyFile.load(new.keys).unlock("wanglan", PASSWORD, NOW) == KEY
    assert _last(new) == 1


def test_present_users_stay_after_a_restore(folder: DataFolder, opened: Database) -> None:
    made = backup.backup_now(opened, folder)
    KeyFile.load(folder.keys, CHEAP).add_user(KEY, "zhou", PASSWORD)
    opened.close()
    restore.restore(folder, made, KEY, NOW)
    assert KeyFile.load(folder.keys).logins() == ("wanglan", "zhou")


def test_another_sheet_opens_no_backup(folder: DataFolder, opened: Database, tmp_path: Path) -> None:
    made = backup.backup_now(opened, folder)
    _, other, _ = KeyFile.create(tmp_path / "other.json", CHEAP)
    with pytest.raises(Refusal, match="不是这份数据的"):
        restore.keys_of(made).unlock_recovery(other)
    with pytest.raises(Trouble, match="现在的数据没有动"):
        restore.restore(folder, made, bytes(32), NOW)


def test_killed_while_restoring_the_file_is_old_or_new(folder: DataFolder, opened: Database, tmp_path: Path) -> None:
    backup.backup_now(opened, folder)
    _take(opened)
    opened.close()
    present = _leave_a_log(folder)
    seen: list[int] = []
    survived = False
    while not survived:
        copy = DataFolder(tmp_path / f"round{len(seen)}")
        shutil.copytree(folder.path, copy.path)
        process, pipe = start(restore_until, copy.path, copy.backups, len(seen) + 1)
        survived = rest(pipe) == ["survived"]
        kill(process)
        seen.append(_last(copy))
        shutil.rmtree(copy.path)
    assert len(seen) >= ROUNDS_AT_LEAST
    assert set(seen) == {1, present}


def test_killed_while_restoring_to_a_new_pc_it_is_done_again(
    folder: DataFolder, opened: Database, tmp_path: Path
) -> None:
    made = backup.backup_now(opened, folder)
    survived, rounds = False, 0
    while not survived:
        fresh = DataFolder(tmp_path / f"fresh{rounds}")
        process, pipe = start(restore_until, fresh.path, folder.backups, rounds + 1)
        survived = rest(pipe) == ["survived"]
        kill(process)
        if not survived and fresh.database.exists():
            assert _last(fresh) == 1
        restore.restore(fresh, made, KEY, NOW)
        assert (_last(fresh), KeyFile.load(fresh.keys).fits(KEY)) == (1, True)
        rounds += 1
    assert rounds >= ROUNDS_AT_LEAST


def test_thinning_removes_old_backups_only(folder: DataFolder, opened: Database, clock: FixedClock) -> None:
    for _ in range(6):
        clock.tick(timedelta(hours=13))
        backup.backup_now(opened, folder)
    clock.tick(timedelta(days=40))
    newest = backup.backup_now(opened, folder)
    left = backup.backups(folder.backups)
    assert left[0] == newest
    assert [b.made_at.date().isoformat() for b in left] == ["2027-01-03", "2026-11-24"]


def test_thinning_leaves_another_centres_backups_alone(
    folder: DataFolder, opened: Database, clock: FixedClock, tmp_path: Path
) -> None:
    other, _, _ = KeyFile.create(tmp_path / "other.json", CHEAP)
    others = backup.backup_now(opened, folder)
    other.path.replace(others.keys)
    clock.tick(timedelta(days=400))
    newest = backup.backup_now(opened, folder)
    assert {made.path for made in backup.backups(folder.backups)} == {others.path, newest.path}


@given(st.lists(st.datetimes(NOW - timedelta(days=900), NOW + timedelta(days=2)), min_size=1))
def test_thinning_keeps_the_young_the_newest_and_few_others(moments: list[datetime]) -> None:
    kept = thinning.kept(moments, NOW)
    assert max(moments) in kept
    assert all(m in kept for m in moments if NOW - m <= thinning.ALL_FOR)
    assert len([m for m in kept if NOW - m > thinning.ALL_FOR]) <= 31 + 14
