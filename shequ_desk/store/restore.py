"""Bring a backup back: copy beside the data, check and compare, put the replaced files aside, then switch.

The caller holds the folder's lock and has closed the database.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from shequ_desk import bundle
from shequ_desk.kernel.errors import Damage, DeskError, Trouble
from shequ_desk.store import backup, files, revision, snapshot, space
from shequ_desk.store.backup import Backup
from shequ_desk.store.database import connect
from shequ_desk.store.folder import DataFolder
from shequ_desk.store.keys import KeyFile
from shequ_desk.store.trouble import is_damage, translated

RESTORED = "restore"
"""The audit action that records it, in the data that was brought back."""
_LOGS = ("-wal", "-shm")


def keys_of(made: Backup) -> KeyFile:
    """The key file inside the backup: unlock it with a password of that time or the recovery sheet of that time."""
    with _of_backup(made):
        return KeyFile.load(made.keys)


@contextmanager
def _of_backup(made: Backup) -> Iterator[None]:
    """It is the backup that is damaged, not the present data."""
    try:
        yield
    except Damage as damage:
        message = f"备份 {made.path.name} 损坏，或没有拷贝完整；现在的数据没有动"
        raise Trouble(message, "请换一份备份再恢复") from damage


Asked = Callable[[Path], None]
"""Looks at the copy that arrived and raises Refusal when whoever wants it may not."""


def restore(folder: DataFolder, made: Backup, data_key: bytes, now: datetime, ask: Asked | None = None) -> Path:
    """Make the backup the present data; returns the folder where the replaced files were put aside.

    The present key file stays when it opens the restored data (newer users and passwords), else the backup's takes
    its place. Trouble, with nothing changed, when the backup is damaged or of a newer program, the key is another's
    or the disk is full.
    """
    with translated():
        folder.create()
        folder.put_halves_aside()
        space.require(folder.path, max(made.size, _present_size(folder)), "恢复")
        arrived = _fetch(folder, made, data_key, ask)
        aside = _put_aside(folder, data_key, now)
        if not _keys_fit(folder, data_key):
            files.write_atomic(folder.keys, made.keys.read_bytes())
        for log in _logs(folder):
            log.unlink(missing_ok=True)
        files.switch(arrived, folder.database)
    return aside


def mend_keys(
    folder: DataFolder, made: Backup, data_key: bytes, now: datetime, ask: Asked | None = None
) -> Path | None:
    """Bring back the key file alone when that is all that is missing: nothing since the backup is lost.

    Returns where the replaced files were put aside; None, with nothing changed, when the key file is right or the data
    is not whole. Trouble when the disk is full.
    """
    with translated():
        if not folder.is_set_up or not folder.database.exists() or _keys_fit(folder, data_key):
            return None
        _fold_in(folder, data_key)
        try:
            snapshot.checked(folder.database, data_key)
        except DeskError:
            return None
        if ask is not None:
            ask(folder.database)
        aside = _put_aside(folder, data_key, now)
        files.write_atomic(folder.keys, made.keys.read_bytes())
    return aside


def _present_size(folder: DataFolder) -> int:
    return folder.database.stat().st_size if folder.database.exists() else 0


def _fetch(folder: DataFolder, made: Backup, data_key: bytes, ask: Asked | None) -> Path:
    arrived = folder.path / "desk.db.restoring"
    files.copy_durable(made.database, arrived)
    try:
        with _of_backup(made):
            expected = made.contents or backup.check(made, data_key)
            snapshot.must_equal(snapshot.checked(arrived, data_key), expected)
        revision.behind(expected.revision, revision.chain(bundle.migrations()))
        if ask is not None:
            ask(arrived)
    except DeskError:
        arrived.unlink()
        raise
    return arrived


def _put_aside(folder: DataFolder, data_key: bytes, now: datetime) -> Path:
    _fold_in(folder, data_key)
    aside = folder.replaced / f"{now:%Y%m%d-%H%M%S}"
    files.make_private(aside)
    for path in (folder.database, *_logs(folder), folder.keys):
        if path.exists():
            files.copy_durable(path, aside / path.name)
    files.sync_folder(aside)
    return aside


def _fold_in(folder: DataFolder, data_key: bytes) -> None:
    """Fold the log into the present file, so that a stop before the switch loses nothing; a broken one stays."""
    if not folder.database.exists():
        return
    connection: Any = connect(folder.database, data_key)
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except sqlcipher.DatabaseError as error:
        if not is_damage(error):
            raise
    finally:
        connection.close()


def _keys_fit(folder: DataFolder, data_key: bytes) -> bool:
    try:
        return KeyFile.load(folder.keys).fits(data_key)
    except DeskError:
        return False


def _logs(folder: DataFolder) -> tuple[Path, ...]:
    return tuple(folder.database.with_name(folder.database.name + suffix) for suffix in _LOGS)
