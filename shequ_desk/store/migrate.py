"""Bring the file to the newest structure: copy → foreign keys off → upgrade in one transaction → check → guards.

One BEGIN IMMEDIATE transaction holds the whole upgrade, so a kill or power cut at any moment leaves the old file or
the new one. The copy is for what a transaction cannot mend: it is put back when the file does not open afterwards.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DBAPIError

from shequ_desk import bundle
from shequ_desk.kernel import late
from shequ_desk.kernel.clock import SystemClock
from shequ_desk.kernel.errors import Damage, Trouble
from shequ_desk.store import files, guards, revision, space
from shequ_desk.store.database import Database, begin, connect
from shequ_desk.store.folder import DataFolder
from shequ_desk.store.trouble import as_trouble, check_engine, translated


@dataclass(frozen=True)
class Upgrade:
    """What a start did to the file: revisions before (None: new file) and after, and triggers it had to mend.

    Mended triggers mean that someone altered the file outside the program: record them with `guards.note`.
    """

    before: str | None
    after: str
    mended: tuple[str, ...] = ()


def upgrade(folder: DataFolder, data_key: bytes, place: Path | None = None, may_create: bool = True) -> Upgrade:
    """Make the database usable by this program: create, migrate, or only assert the triggers.

    Trouble for a newer file, a wrong key, a damaged file, a full disk, a failed upgrade; the old file then stays.
    Without `may_create` a missing or empty file is Trouble too: a centre that lost its data gets no new, empty one.
    """
    check_engine()
    known = revision.chain(place or bundle.migrations())
    with translated():
        _undo_interrupted(folder, data_key)
        before = _look(folder, data_key)
        if not revision.behind(before, known):
            return Upgrade(before, known[-1], _assert_guards(folder, data_key))
        if before is not None:
            _copy(folder, data_key)
        elif not may_create:
            raise Damage("数据文件 desk.db 不见了，或者是空的", "请不要重新建立中心；拿出恢复单，从最近的备份恢复")
        _upgrade(folder, data_key, place or bundle.migrations())
        _copy_of(folder).unlink(missing_ok=True)
    return Upgrade(before, known[-1])


def _look(folder: DataFolder, data_key: bytes) -> str | None:
    if not folder.database.exists():
        return None
    return _found(folder.database, data_key)


def _found(path: Path, data_key: bytes) -> str | None:
    connection = connect(path, data_key)
    try:
        return revision.current(connection)
    finally:
        connection.close()


def _assert_guards(folder: DataFolder, data_key: bytes) -> tuple[str, ...]:
    connection = connect(folder.database, data_key)
    try:
        if not guards.broken(connection):
            return ()
        connection.execute("BEGIN IMMEDIATE")
        mended = guards.mend(connection)
        connection.execute("COMMIT")
        return mended
    finally:
        connection.close()


def _copy(folder: DataFolder, data_key: bytes) -> None:
    space.require(folder.path, folder.database.stat().st_size, "升级")
    part = folder.path / "desk.db.upgrading"
    connection = connect(folder.database, data_key)
    try:
        connection.execute("VACUUM INTO ?", (str(part),))
    finally:
        connection.close()
    files.sync_file(part)
    files.switch(part, _copy_of(folder))


def _copy_of(folder: DataFolder) -> Path:
    return folder.path / "desk.db.before"


def _undo_interrupted(folder: DataFolder, data_key: bytes) -> None:
    for name in ("upgrading", "restoring"):
        for half in folder.path.glob(f"desk.db.{name}*"):
            half.unlink()
    copy = _copy_of(folder)
    if copy.exists():
        _put_back_if_broken(folder, data_key)
        copy.unlink(missing_ok=True)


def _put_back_if_broken(folder: DataFolder, data_key: bytes) -> None:
    if _opens(folder.database, data_key) or not _opens(_copy_of(folder), data_key):
        return
    for suffix in ("-wal", "-shm"):
        folder.database.with_name(folder.database.name + suffix).unlink(missing_ok=True)
    files.switch(_copy_of(folder), folder.database)


def _opens(path: Path, data_key: bytes) -> bool:
    if not path.exists():
        return False
    connection = connect(path, data_key)
    try:
        with translated():
            return bool(connection.execute("PRAGMA quick_check").fetchone() == ("ok",))
    except Trouble:
        return False
    finally:
        connection.close()


def _upgrade(folder: DataFolder, data_key: bytes, place: Path) -> None:
    database = Database(folder.database, data_key, SystemClock())
    try:
        with database.engine.connect() as connection:
            bare: Any = connection.connection.dbapi_connection
            bare.execute("PRAGMA foreign_keys=OFF")
            begin(connection, writing=True)
            guards.drop_all(bare)
            late.load("shequ_desk.store.scripts").run(connection, place)
            _check(bare)
            guards.mend(bare)
            connection.commit()
    except DBAPIError as error:
        raise as_trouble(error) or _failed() from error
    finally:
        database.close()
        _put_back_if_broken(folder, data_key)


def _check(bare: Any) -> None:
    orphans = bare.execute("PRAGMA foreign_key_check").fetchall()
    if orphans or bare.execute("PRAGMA quick_check").fetchone() != ("ok",):
        raise _failed()


def _failed() -> Trouble:
    return Trouble("升级数据没有成功，数据保持升级前的样子", "请继续使用原来的版本，并把 logs 文件夹发给维护人员")
