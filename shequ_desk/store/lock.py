"""One program per data folder. The second one says so and asks the first to come to the front.

The operating system's file lock ends with the process, so a killed program leaves nothing to clean up. Who holds it,
and the wish to be shown, are small files beside it that the window polls.
"""

import json
import os
from datetime import datetime
from pathlib import Path
from types import TracebackType

from filelock import FileLock, Timeout

from shequ_desk.kernel.clock import Clock
from shequ_desk.kernel.errors import Trouble
from shequ_desk.store import files
from shequ_desk.store.folder import DataFolder
from shequ_desk.store.trouble import translated


class AlreadyOpen(Trouble):
    """Another program has this data folder open; `pid` and `since` tell which (0 and None when unknown)."""

    def __init__(self, pid: int, since: datetime | None) -> None:
        when = f"（{since:%m-%d %H:%M} 打开，进程号 {pid}）" if since else ""
        super().__init__(f"程序已打开{when}", "请在任务栏切换到已打开的窗口；找不到时请注销后重新登录电脑")
        self.pid = pid
        self.since = since


class FolderLock:
    """Held while a program works on the folder. Use as a context manager or with `acquire` and `release`."""

    def __init__(self, folder: DataFolder, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock
        self._lock = FileLock(folder.lock, timeout=0, is_singleton=False)

    def acquire(self) -> None:
        """Take the folder. AlreadyOpen when another program has it; Trouble when the folder cannot be made.

        A read-only folder needs no lock: any number of programs may look, none can write.
        """
        if files.is_read_only(self._folder.path):
            return
        with translated():
            self._folder.create()
            try:
                self._lock.acquire()
            except Timeout as busy:
                raise AlreadyOpen(*_holder(self._folder)) from busy
            _front(self._folder).unlink(missing_ok=True)
            holder = {"pid": os.getpid(), "since": self._clock.now().isoformat()}
            files.write_atomic(self._folder.running, json.dumps(holder).encode())

    def release(self) -> None:
        """Give the folder back."""
        if self._lock.is_locked:
            self._folder.running.unlink(missing_ok=True)
            self._lock.release()

    def front_requested(self) -> bool:
        """Whether a second start asked for the window since the last call; cheap enough to poll."""
        wish = _front(self._folder)
        if not wish.exists():
            return False
        wish.unlink(missing_ok=True)
        return True

    def __enter__(self) -> "FolderLock":
        self.acquire()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.release()


def request_front(folder: DataFolder) -> None:
    """Ask the program that has the folder open to show its window."""
    with translated():
        _front(folder).touch()


def _front(folder: DataFolder) -> Path:
    return folder.path / "front"


def _holder(folder: DataFolder) -> tuple[int, datetime | None]:
    try:
        holder = json.loads(folder.running.read_bytes())
        return int(holder["pid"]), datetime.fromisoformat(holder["since"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0, None
