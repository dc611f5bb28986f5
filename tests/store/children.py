"""What second processes do in the promise tests. Each runs until it is killed, or says over its pipe what it did."""

import itertools
import os
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.errors import DeskError
from shequ_desk.store import backup, migrate, numbers, restore
from shequ_desk.store.database import Database, connect
from shequ_desk.store.folder import DataFolder
from shequ_desk.store.lock import FolderLock
from shequ_desk.store.rights import Clerk

if sys.platform != "win32":
    import resource

KEY = bytes(range(32))
NOW = datetime(2026, 11, 21, 10, 42)
TESTER = Clerk(1, "tester", "测试员", ("desk",), frozenset())
PATIENCE = 30
"""Seconds after which a silent child fails the test."""

if sys.platform == "linux":
    _CONTEXT = get_context("forkserver")
    _CONTEXT.set_forkserver_preload(["tests.store.children"])
else:
    _CONTEXT = get_context("spawn")


def start(work: Callable[..., None], *given: object) -> tuple[BaseProcess, "Connection[Any, Any]"]:
    """Run `work(*given, pipe)` in a process of its own; returns it and our end of the pipe."""
    ours, theirs = _CONTEXT.Pipe()
    process = _CONTEXT.Process(target=work, args=(*given, theirs), daemon=True)
    process.start()
    theirs.close()
    return process, ours


def receive(pipe: "Connection[Any, Any]") -> Any:
    """The child's next word; fails when it stays silent."""
    assert pipe.poll(PATIENCE), "the child process is silent"
    return pipe.recv()


def rest(pipe: "Connection[Any, Any]") -> list[Any]:
    """Everything the child had still said before it ended."""
    said = []
    try:
        while pipe.poll(PATIENCE):
            said.append(pipe.recv())
    except EOFError:
        return said
    raise AssertionError("the child process does not end")


def kill(process: BaseProcess) -> None:
    """kill -9, and wait until it is gone."""
    process.kill()
    process.join(PATIENCE)
    assert process.exitcode is not None


def take_numbers(path: Path, pipe: "Connection[Any, Any]") -> None:
    """Commit one number after another, saying each only when it is saved."""
    database = Database(path, KEY, FixedClock(NOW))
    while True:
        with database.work(TESTER) as work:
            number = numbers.take(work, "CT", 2026)
            work.note("took", "number", number)
        pipe.send(number)


def keep_writing(path: Path, pipe: "Connection[Any, Any]") -> None:
    """Commit as fast as possible, saying only that it has begun."""
    database = Database(path, KEY, FixedClock(NOW))
    for number in itertools.count():
        with database.work(TESTER) as work:
            work.note("wrote", "number", number)
        if not number:
            pipe.send("writing")


def hold_writer(path: Path, pipe: "Connection[Any, Any]") -> None:
    """Hold a write transaction until told to end it."""
    connection = connect(path, KEY)
    connection.execute("BEGIN IMMEDIATE")
    pipe.send("holding")
    pipe.recv()
    connection.execute("ROLLBACK")
    connection.close()
    pipe.send("released")


def hold_folder(path: Path, pipe: "Connection[Any, Any]") -> None:
    """Open the folder like a first program; on a word, say whether the window was asked for."""
    lock = FolderLock(DataFolder(path), FixedClock(NOW))
    lock.acquire()
    pipe.send(os.getpid())
    while True:
        pipe.recv()
        pipe.send(lock.front_requested())


def fill_disk(path: Path, size: int, pipe: "Connection[Any, Any]") -> None:
    """Write until no file may grow past `size` bytes; say the sentence and what can still be read."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    database, saved = Database(path, KEY, FixedClock(NOW)), 0
    try:
        while True:
            with database.work(TESTER) as work:
                work.note("filled", "disk", saved, text="满" * 5000)
            saved += 1
    except DeskError as error:
        pipe.send((type(error).__name__, error.message, saved))
    with database.reading(TESTER) as work:
        pipe.send(work.audit_head())


def upgrade_until(path: Path, scripts: Path, step: int, pipe: "Connection[Any, Any]") -> None:
    """Upgrade and die without warning at the `step`-th statement or file operation."""
    _die_at(path, step)
    migrate.upgrade(DataFolder(path), KEY, scripts)
    pipe.send("survived")


def restore_until(path: Path, place: Path, step: int, pipe: "Connection[Any, Any]") -> None:
    """Restore the newest backup of `place` and die without warning at the `step`-th file operation."""
    newest = backup.backups(place)[0]
    _die_at(path, step)
    restore.restore(DataFolder(path), newest, KEY, NOW)
    pipe.send("survived")


def _die_at(path: Path, step: int) -> None:
    done = 0

    def count(*_given: object, **_named: object) -> None:
        nonlocal done
        done += 1
        if done == step:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(name: str, given: tuple[object, ...]) -> None:
        touches_files = name in ("open", "os.rename", "os.remove", "os.mkdir", "os.truncate")
        if touches_files and given and str(path) in str(given[0]):
            count()

    event.listen(Engine, "before_cursor_execute", count)
    event.listen(Engine, "commit", count)
    sys.addaudithook(watch)
