"""Reads a file in a child process of its own, so that no file can take the desk with it.

The child is started with `multiprocessing` (spawn); a frozen program calls `multiprocessing.freeze_support()` first
thing in its entry point.
"""

import multiprocessing
import os
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path

from shequ_desk.kernel.errors import Refusal
from shequ_desk.people.roster.cells import Grid
from shequ_desk.people.roster.parsing import Limits, broken, parse, too_large
from shequ_desk.people.service.roster_lines import Cancelled, Stopped, never

if sys.platform != "win32":
    import resource

SUFFIXES = (".xlsx", ".xls", ".ods", ".csv")
DEFAULT = Limits()

_POLL_SECONDS = 0.05
_Answer = list[Grid] | tuple[str, str]


def read_file(path: Path, limits: Limits = DEFAULT, cancelled: Cancelled = never) -> list[Grid]:
    """The visible sheets of a spreadsheet file; at least one.

    Refusal when it is missing, of another kind, broken, too large, too slow or empty; Stopped when cancelled.
    """
    _check_file(path, limits)
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_serve, args=(theirs, str(path), limits), daemon=True)
    child.start()
    theirs.close()
    try:
        answer = _wait(ours, limits.seconds, cancelled)
    finally:
        child.kill()
        child.join()
        ours.close()
    if isinstance(answer, tuple):
        raise Refusal(*answer)
    if not answer:
        raise Refusal("文件里没有内容，没有导入", "请检查名册是否在隐藏的工作表里")
    return answer


def _check_file(path: Path, limits: Limits) -> None:
    if path.suffix.lower() not in SUFFIXES:
        raise Refusal(f"不能导入 {path.suffix or '没有后缀'} 文件", f"可导入：{' '.join(SUFFIXES)}")
    try:
        size = path.stat().st_size
    except OSError as error:
        raise Refusal(f"打不开文件 {path.name}", "请核对文件是否还在、是否有权限读取") from error
    if size > limits.file_bytes:
        raise too_large()


def _wait(ours: Connection, seconds: float, cancelled: Cancelled) -> _Answer:
    deadline = time.monotonic() + seconds
    while not ours.poll(_POLL_SECONDS):
        if cancelled():
            raise Stopped
        if time.monotonic() > deadline:
            raise Refusal("读取文件用时太久，没有导入", "请分成几个文件，或另存为新的 .xlsx 后再试")
    try:
        answer: _Answer = ours.recv()
    except EOFError as error:
        raise broken() from error
    return answer


def _serve(theirs: Connection, path: str, limits: Limits) -> None:
    """The child: parse, answer, end. What it cannot foresee ends it, and the parent reads that as a broken file."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    _limit_memory(limits.memory_bytes)
    theirs.send(_answer(Path(path), limits))
    theirs.close()


def _answer(path: Path, limits: Limits) -> _Answer:
    try:
        return parse(path.read_bytes(), limits)
    except OSError:
        return f"打不开文件 {path.name}", "请核对文件是否还在、是否有权限读取"
    except MemoryError:
        return too_large().message, too_large().way_out
    except Refusal as error:
        return error.message, error.way_out


if sys.platform == "win32":

    def _limit_memory(size: int) -> None:
        """Windows has no such limit; the sizes checked before and the time limit remain."""

else:

    def _limit_memory(size: int) -> None:
        """Let this process grow by `size` bytes and no more."""
        statm = Path("/proc/self/statm")
        used = int(statm.read_text("ascii").split()[0]) * resource.getpagesize() if statm.exists() else 0
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        wanted = used + size
        if hard in (resource.RLIM_INFINITY,) or wanted < hard:
            resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
