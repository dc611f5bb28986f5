"""Bringing a backup back: by whoever sits here, by a password of that time, or by the recovery sheet; written down."""

import logging
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Restored:
    """What was brought back: the backup, where replaced files are kept, whether only its key file was needed."""

    made: Backup
    aside: Path
    only_keys: bool


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
    _write_down(Restored(made, aside, False), seat.folder, data_key, seat.database.clock, seat.clerk, by)
    return aside


def restore_as(folder: DataFolder, place: Path, login: str, password: str, clock: Clock, grants: Grants) -> Restored:
    """Where nobody sits: with a login and its password at the time of the backup, which holds again.

    Whole data that only lost its key file stays as it is.

    Refusal when the password is wrong, or when the clerk may not by the present data (by the backup's own where there
    is none that opens).
    """
    made = backup.at(place)
    data_key = restore.keys_of(made).unlock(login, password, clock.now())
    clerks: list[Clerk] = []

    def ask(arrived: Path) -> None:
        clerks.append(_clerk(folder, arrived, data_key, login, clock, grants))
        require(clerks[0], _BACKUP)

    restored = _brought_back(folder, made, data_key, clock, ask)
    keys = KeyFile.load(folder.keys)
    if clerks[0].login not in keys.logins():
        keys.let_in(data_key, login, password)
    _write_down(restored, folder, data_key, clock, clerks[0], _BY_PASSWORD)
    return restored


def restore_here(folder: DataFolder, place: Path, secret: str, clock: Clock) -> Restored:
    """With the recovery sheet: a replaced PC, or data that opens no more. Whole data that only lost its keys stays.

    `place` is the folder of one backup, or one that holds several: then the newest is taken. Refusal without any.
    """
    made = backup.at(place)
    data_key = restore.keys_of(made).unlock_recovery(secret)
    restored = _brought_back(folder, made, data_key, clock)
    _write_down(restored, folder, data_key, clock, NOBODY, _BY_SHEET)
    return restored


def _brought_back(
    folder: DataFolder, made: Backup, data_key: bytes, clock: Clock, ask: restore.Asked | None = None
) -> Restored:
    aside = restore.mend_keys(folder, made, data_key, clock.now(), ask)
    if aside is not None:
        return Restored(made, aside, only_keys=True)
    return Restored(made, restore.restore(folder, made, data_key, clock.now(), ask), only_keys=False)


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


def _write_down(done: Restored, folder: DataFolder, data_key: bytes, clock: Clock, clerk: Clerk, by: str) -> None:
    """What was done since the backup is gone from the audit book; that it is gone stands in it."""
    upgrade = migrate.upgrade(folder, data_key, may_create=False)
    database = Database(folder.database, data_key, clock)
    try:
        with database.work(clerk) as work:
            guards.note(work, upgrade.mended)
            action = "restore_keys" if done.only_keys else restore.RESTORED
            made_at = f"{done.made.made_at:%Y-%m-%d %H:%M}"
            work.note(action, "centre", done.made.path.name, 方式=by, 备份时间=made_at)
    finally:
        database.close()
    log.warning("backup %s restored by clerk %d", done.made.path.name, clerk.id)
