"""Commands about the centre itself: init, verify, backup, restore."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from shequ_desk.catalogue import FOUND_HOOKS, GRANTS, VERIFY_HOOKS
from shequ_desk.cli.answers import Answer, password, secret_file
from shequ_desk.kernel.clock import Clock
from shequ_desk.kernel.errors import Refusal
from shequ_desk.office import service as office
from shequ_desk.office.rules import Centre, Founding
from shequ_desk.paper import fonts
from shequ_desk.store import backup as backups
from shequ_desk.store.folder import DataFolder


@contextmanager
def seat_of(folder: DataFolder, clock: Clock, options: argparse.Namespace) -> Iterator[office.Seat]:
    """Sign in as --user; the database is closed afterwards."""
    seat = office.enter(folder, options.user, password(options), clock, GRANTS)
    fonts.add_folder(folder.fonts)
    try:
        yield seat
    finally:
        seat.database.close()


def init(folder: DataFolder, clock: Clock, options: argparse.Namespace) -> Answer:
    """Found a centre without questions; the recovery key is shown this once."""
    centre = Centre(options.centre, options.code, options.free_code, options.kind, options.window)
    name = options.name or options.admin
    founding = Founding(centre, options.admin, name, password(options), options.next_receipt)
    seat, recovery = office.found_centre(folder, founding, clock, GRANTS, FOUND_HOOKS)
    seat.database.close()
    return {"centre": centre.name, "user": options.admin, "recovery": recovery}


def verify(folder: DataFolder, clock: Clock, options: argparse.Namespace) -> Answer:
    """Check the file, the numbers and the audit chain. Refusal listing what is wrong."""
    with seat_of(folder, clock, options) as seat:
        findings = office.check(seat, VERIFY_HOOKS)
    if findings:
        raise Refusal("；".join(f"{found.message}（{found.way_out}）" for found in findings))
    return {"findings": 0}


def backup(folder: DataFolder, clock: Clock, options: argparse.Namespace) -> Answer:
    """One checked backup now."""
    with seat_of(folder, clock, options) as seat:
        made = office.back_up(seat, options.to)
    return {"backup": str(made.path), "bytes": made.size, "verified": made.verified}


def restore(folder: DataFolder, clock: Clock, options: argparse.Namespace) -> Answer:
    """Put a backup in place of the present data; what was there is kept aside.

    Refusal without a password or the recovery key.
    """
    chosen = backups.at(options.backup).path
    if options.recovery_file is not None:
        done = office.restore_here(folder, chosen, secret_file(options.recovery_file), clock)
    elif options.user:
        done = office.restore_as(folder, chosen, options.user, password(options), clock, GRANTS)
    else:
        raise Refusal("恢复需要密码或恢复码", "请加上 --user，或 --recovery-file")
    return {"restored": str(chosen), "replaced_kept_in": str(done.aside), "only_keys": done.only_keys}
