"""Bringing a backup back: by whoever sits here, by a password of that time, or by the recovery sheet; written down."""

import logging
from datetime import datetime
from pathlib import Path

from shequ_desk.kernel.clock import Clock
from shequ_desk.kernel.errors import Refusal, Trouble
from shequ_desk.office.service.entry import NOBODY, Seat, known
from shequ_desk.store import backup, guards, migrate, recovery, restore
from shequ_desk.store.backup import Backup
from shequ_desk.store.database import Database
from shequ_desk.store.folder import DataFolder
from shequ_desk.store.keys import KeyFile
from shequ_desk.store.rights import Clerk, Grants, require

log = logging.getLogger(__name__)
_BACKUP = "office.backup"
_BY_SHEET, _BY_PASSWORD = "恢复单", "密码"


def restore_from(seat: Seat, place: Path, secret: str, now: datetime) -> Path:
    """Bring a backup back and return where the replaced files are kept; the program must be started again.

    `secret` is the clerk's password at the time of the backup or the recovery key. Refusal when it is wrong, Trouble
    with nothing changed when the backup is damaged.
    """
    require(seat.clerk, _BACKUP)
    made = backup.at(place)
    data_key, by = _opened(seat, made, secret, now)
    seat.database.close()
    aside = restore.restore(seat.folder, made, data_key, now)
    _write_down(seat.folder, data_key, seat.database.clock, seat.clerk, made, by)
    return aside


def restore_as(folder: DataFolder, place: Path, login: str, password: str, clock: Clock, grants: Grants) -> Path:
    """The same where nobody sits: with a login and its password at the time of the backup, which holds again.

    Refusal when the password is wrong, or when the clerk may not by the present data (by the backup's own where there
    is none that opens).
    """
    made = backup.at(place)
    data_key = restore.keys_of(made).unlock(login, password, clock.now())
    clerks: list[Clerk] = []

    def ask(arrived: Path) -> None:
        clerks.append(_clerk(folder, arrived, data_key, login, clock, grants))
        require(clerks[0], _BACKUP)

    aside = restore.restore(folder, made, data_key, clock.now(), ask)
    keys = KeyFile.load(folder.keys)
    if clerks[0].login not in keys.logins():
        keys.let_in(data_key, login, password)
    _write_down(folder, data_key, clock, clerks[0], made, _BY_PASSWORD)
    return aside


def restore_here(folder: DataFolder, place: Path, secret: str, clock: Clock) -> Path:
    """With the recovery sheet: a replaced PC, or data that opens no more; returns where replaced files were kept.

    `place` is the folder of one backup, or one that holds several: then the newest is taken. Refusal without any.
    """
    made = backup.at(place)
    data_key = restore.keys_of(made).unlock_recovery(secret)
    aside = restore.restore(folder, made, data_key, clock.now())
    _write_down(folder, data_key, clock, NOBODY, made, _BY_SHEET)
    return aside


def _opened(seat: Seat, made: Backup, secret: str, now: datetime) -> tuple[bytes, str]:
    keys = restore.keys_of(made)
    try:
        recovery.secret(secret)
    except Refusal:
        return keys.unlock(seat.clerk.login, secret, now), _BY_PASSWORD
    return keys.unlock_recovery(secret), _BY_SHEET


def _clerk(folder: DataFolder, arrived: Path, data_key: bytes, login: str, clock: Clock, grants: Grants) -> Clerk:
    if folder.database.exists():
        try:
            return _known_in(folder.database, data_key, login, clock, grants)
        except Trouble:
            log.warning("the present data does not open; rights are read from the backup")
    return _known_in(arrived, data_key, login, clock, grants)


def _known_in(path: Path, data_key: bytes, login: str, clock: Clock, grants: Grants) -> Clerk:
    database = Database(path, data_key, clock)
    try:
        return known(database, login, grants)
    finally:
        database.close()


def _write_down(folder: DataFolder, data_key: bytes, clock: Clock, clerk: Clerk, made: Backup, by: str) -> None:
    """What was done since the backup is gone from the audit book; that it is gone stands in it."""
    upgrade = migrate.upgrade(folder, data_key, may_create=False)
    database = Database(folder.database, data_key, clock)
    try:
        with database.work(clerk) as work:
            guards.note(work, upgrade.mended)
            work.note(restore.RESTORED, "centre", made.path.name, 方式=by, 备份时间=f"{made.made_at:%Y-%m-%d %H:%M}")
    finally:
        database.close()
    log.warning("backup %s restored by clerk %d", made.path.name, clerk.id)
