"""One program per data folder (promise P8)."""

from pathlib import Path

import pytest

from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.errors import Trouble
from shequ_desk.store.folder import DataFolder, default_path
from shequ_desk.store.lock import AlreadyOpen, FolderLock, request_front
from tests.store.children import NOW, hold_folder, kill, receive, start


def test_the_second_program_is_told_which_one_is_open(tmp_path: Path) -> None:
    folder, lock = DataFolder(tmp_path), FolderLock(DataFolder(tmp_path), FixedClock(NOW))
    process, pipe = start(hold_folder, tmp_path)
    pid = receive(pipe)
    with pytest.raises(AlreadyOpen, match="程序已打开") as caught:
        lock.acquire()
    assert (caught.value.pid, caught.value.since) == (pid, NOW)
    pipe.send("asked?")
    assert receive(pipe) is False
    request_front(folder)
    pipe.send("asked?")
    assert receive(pipe) is True
    pipe.send("asked?")
    assert receive(pipe) is False
    kill(process)


def test_a_killed_program_leaves_the_folder_free(tmp_path: Path) -> None:
    process, pipe = start(hold_folder, tmp_path)
    receive(pipe)
    request_front(DataFolder(tmp_path))
    kill(process)
    with FolderLock(DataFolder(tmp_path), FixedClock(NOW)) as lock:
        assert not lock.front_requested()


def test_a_released_folder_can_be_taken_again(tmp_path: Path) -> None:
    clock = FixedClock(NOW)
    with FolderLock(DataFolder(tmp_path), clock), pytest.raises(AlreadyOpen):
        FolderLock(DataFolder(tmp_path), clock).acquire()
    with FolderLock(DataFolder(tmp_path), clock):
        assert DataFolder(tmp_path).backups.is_dir()


def test_an_unreadable_note_still_says_that_it_is_open(tmp_path: Path) -> None:
    clock = FixedClock(NOW)
    with FolderLock(DataFolder(tmp_path), clock):
        (tmp_path / "running.json").write_text("{")
        with pytest.raises(AlreadyOpen, match="程序已打开") as caught:
            FolderLock(DataFolder(tmp_path), clock).acquire()
    assert caught.value.since is None


def test_a_place_that_cannot_be_a_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Trouble, match="不能在这里建立"):
        FolderLock(DataFolder(tmp_path / "file"), FixedClock(NOW)).acquire()


def test_the_folder_is_private(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "a" / "b")
    folder.create()
    assert folder.path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("environment", "platform", "place"),
    [
        ({"LOCALAPPDATA": "/u/local"}, "win32", "/u/local/shequ-desk"),
        ({"USERPROFILE": "/u"}, "win32", "/u/AppData/Local/shequ-desk"),
        ({"HOME": "/u"}, "darwin", "/u/Library/Application Support/shequ-desk"),
        ({"HOME": "/u"}, "linux", "/u/.local/share/shequ-desk"),
        ({"HOME": "/u", "XDG_DATA_HOME": "/data"}, "linux", "/data/shequ-desk"),
    ],
)
def test_default_places(environment: dict[str, str], platform: str, place: str) -> None:
    assert default_path(environment, platform) == Path(place)
