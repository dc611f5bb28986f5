"""What the machine did to us, said plainly: disk full, read-only, locked, damaged, wrong key, engine too old."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from shequ_desk.kernel.errors import Damage, Trouble

OLDEST_ENGINE = (3, 51, 3)
"""Every SQLite up to 3.51.2 can corrupt a WAL file when the log restarts."""

_FULL = ("磁盘满了，刚才这一步没有保存；以前的数据完好", "请删除或移走一些文件，再做一次")
_READ_ONLY = ("数据文件夹是只读的，可以查看，不能保存", "请检查文件夹权限，或把写保护打开的 U 盘、硬盘换成可写的")
_LOCKED = (
    "数据正被另一个程序占用，刚才这一步没有保存",
    "请稍等几秒再试；仍不行请关闭占用它的程序（杀毒、同步盘、备份软件）",
)
_DAMAGED = ("数据文件损坏，程序已停止写入", "请不要继续使用；在“备份与恢复”或登录窗口选最近一份校验过的备份恢复")
_WRONG_KEY = ("数据文件打不开：密钥不符，或文件头部损坏", "请确认数据文件夹没有换错；可用恢复单和最近的备份恢复")
_NO_FILE = ("打不开数据文件", "请检查数据文件夹是否存在、有没有权限、移动盘是否插好")
_DISK = ("读写磁盘时出错，刚才这一步没有保存", "请检查硬盘和连线，尽快把最近的备份复制到另一块盘")

_ADVICE = {
    sqlcipher.SQLITE_PERM: _READ_ONLY,
    sqlcipher.SQLITE_BUSY: _LOCKED,
    sqlcipher.SQLITE_LOCKED: _LOCKED,
    sqlcipher.SQLITE_READONLY: _READ_ONLY,
    sqlcipher.SQLITE_IOERR: _DISK,
    sqlcipher.SQLITE_CORRUPT: _DAMAGED,
    sqlcipher.SQLITE_FULL: _FULL,
    sqlcipher.SQLITE_CANTOPEN: _NO_FILE,
    sqlcipher.SQLITE_PROTOCOL: _LOCKED,
    sqlcipher.SQLITE_NOTADB: _WRONG_KEY,
}
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_OS_ADVICE = {
    **dict.fromkeys(_NO_ROOM, _FULL),
    errno.EROFS: _READ_ONLY,
    errno.EACCES: _READ_ONLY,
    errno.EPERM: _READ_ONLY,
    errno.EBUSY: _LOCKED,
    errno.ENOENT: _NO_FILE,
    errno.EIO: _DISK,
}


def as_trouble(error: BaseException) -> Trouble | None:
    """The sentence for a driver error, an SQLAlchemy DBAPIError around one, or an OSError; None when it is a bug."""
    cause = getattr(error, "orig", None) or error
    if isinstance(cause, sqlcipher.Error):
        advice = _ADVICE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF)
    elif isinstance(cause, OSError):
        advice = _OS_ADVICE.get(cause.errno or 0)
    else:
        return None
    kind = Damage if advice in (_DAMAGED, _WRONG_KEY) else Trouble
    return kind(*advice) if advice else None


@contextmanager
def translated() -> Iterator[None]:
    """Turn driver and file errors of the block into Trouble; what has no sentence passes unchanged."""
    try:
        yield
    except (sqlcipher.Error, OSError) as error:
        trouble = as_trouble(error)
        if trouble is None:
            raise
        raise trouble from error


@contextmanager
def reaching(place: Path) -> Iterator[None]:
    """Name the place in the sentence when a file cannot be written where somebody chose: a stick, a report's file."""
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise Trouble(f"磁盘满了，没有写到 {place}", "请删除或移走一些文件，或换一个位置，再做一次") from error
        raise Trouble(f"写不到 {place}", "请换一个位置；再看看权限、写保护，移动盘是否插好") from error


def is_damage(error: BaseException | None) -> bool:
    """Whether a driver error says that the file itself is damaged (or the key is not its own)."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlcipher.SQLITE_CORRUPT, sqlcipher.SQLITE_NOTADB)


def locked() -> Trouble:
    """The sentence for a file that somebody else writes for too long."""
    return Trouble(*_LOCKED)


def damaged() -> Trouble:
    """The sentence for a file whose own checks failed."""
    return Damage(*_DAMAGED)


def check_engine(version: tuple[int, ...] = sqlcipher.sqlite_version_info) -> None:
    """Trouble when the database engine is older than the one that is safe with power cuts."""
    if version < OLDEST_ENGINE:
        found = ".".join(map(str, version))
        raise Trouble(f"程序自带的数据库部件太旧（{found}），断电时可能损坏数据", "请重新安装本程序的完整安装包")
