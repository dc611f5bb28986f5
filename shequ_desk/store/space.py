"""Is there room on the disk? Asked before a copy of the database is written."""

from collections.abc import Callable
from pathlib import Path

from shequ_desk.kernel.errors import Trouble
from shequ_desk.store import files

RESERVE = 64 * 1024 * 1024
"""Bytes that must stay free for the day's work."""

_MIB = 1024 * 1024


def require(folder: Path, size: int, act: str, free: Callable[[Path], int] = files.free_bytes) -> None:
    """Trouble, with the numbers, unless twice `size` bytes and the reserve are free on the folder's disk.

    `act` is what then was not done: 备份, 恢复, 升级.
    """
    needed, left = 2 * size + RESERVE, free(folder)
    if left < needed:
        message = f"磁盘空间不够：需要 {_shown(needed)}，只剩 {_shown(left)}，没有{act}"
        raise Trouble(message, f"请删除或移走一些文件，再{act}一次；已保存的数据不受影响")


def _shown(size: int) -> str:
    return f"{-(-size // _MIB):,} MB"
