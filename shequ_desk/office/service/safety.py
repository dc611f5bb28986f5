"""Looking after the data: backups by hand, bringing one back, checking everything. Jobs open their own work."""

import logging
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from shequ_desk.kernel.errors import Refusal
from shequ_desk.office.service.entry import Seat
from shequ_desk.store import backup, recovery, restore, verify
from shequ_desk.store.backup import Backup
from shequ_desk.store.rights import require
from shequ_desk.store.verify import Finding, Hook

log = logging.getLogger(__name__)
_BACKUP, _AUDIT = "office.backup", "office.audit"


def backup_list(seat: Seat) -> tuple[Backup, ...]:
    """Backups in the data folder, newest first. Refusal without the right."""
    require(seat.clerk, _BACKUP)
    return backup.backups(seat.folder.backups)


def back_up(seat: Seat, place: Path | None = None) -> Backup:
    """One checked backup now, into the data folder or `place` (a stick); audited. Trouble when the disk is full."""
    require(seat.clerk, _BACKUP)
    with seat.database.work(seat.clerk) as work:
        work.note("backup", "centre", place.name if place else "")
    return backup.backup_now(seat.database, seat.folder, place)


def restore_from(seat: Seat, place: Path, secret: str, now: datetime) -> Path:
    """Bring a backup back and return where the replaced files are kept; the program must be started again.

    `secret` is the clerk's password at the time of the backup or the recovery key. Refusal when it is wrong, Trouble
    with nothing changed when the backup is damaged.
    """
    require(seat.clerk, _BACKUP)
    made = backup.at(place)
    data_key = _opened(seat, made, secret, now)
    seat.database.close()
    aside = restore.restore(seat.folder, made, data_key, now)
    log.warning("backup %s restored by clerk %d", made.path.name, seat.clerk.id)
    return aside


def check(seat: Seat, hooks: Sequence[Hook]) -> tuple[Finding, ...]:
    """Everything that is not as it was written: pages, structure, protection, audit chain, the slices' own checks."""
    if not {_BACKUP, _AUDIT} & seat.clerk.permissions:
        require(seat.clerk, _BACKUP)
    return verify.verify(seat.database, seat.clerk, hooks)


def _opened(seat: Seat, made: Backup, secret: str, now: datetime) -> bytes:
    keys = restore.keys_of(made)
    try:
        recovery.secret(secret)
    except Refusal:
        return keys.unlock(seat.clerk.login, secret, now)
    return keys.unlock_recovery(secret)
