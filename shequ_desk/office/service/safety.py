"""Looking after the data: backups by hand, checking everything. Jobs open their own work."""

from collections.abc import Sequence
from pathlib import Path

from shequ_desk.office.service.entry import Seat
from shequ_desk.store import backup, verify
from shequ_desk.store.backup import Backup
from shequ_desk.store.rights import require
from shequ_desk.store.verify import Finding, Hook

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


def check(seat: Seat, hooks: Sequence[Hook]) -> tuple[Finding, ...]:
    """Everything that is not as it was written: pages, structure, protection, audit chain, the slices' own checks."""
    if not {_BACKUP, _AUDIT} & seat.clerk.permissions:
        require(seat.clerk, _BACKUP)
    return verify.verify(seat.database, seat.clerk, hooks)
