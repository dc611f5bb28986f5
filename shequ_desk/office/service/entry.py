"""Doors into a centre: founding it, signing in, the recovery sheet. Nobody has signed in yet, so no `@needs` here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from shequ_desk.kernel.clock import Clock
from shequ_desk.kernel.errors import Refusal
from shequ_desk.office.rules import (
    FOUNDER_ROLES,
    LAST_RECEIPT,
    Account,
    Founding,
    check_account,
    check_centre,
    check_opening,
)
from shequ_desk.office.tables import ClerkRole, ClerkRow
from shequ_desk.store import files, guards, migrate, numbers, settings
from shequ_desk.store.database import Database, Work
from shequ_desk.store.folder import DataFolder
from shequ_desk.store.keys import USUAL_RULE, KeyFile, plain_login
from shequ_desk.store.rights import Clerk, Grants, permissions_of
from shequ_desk.store.trouble import translated

RECEIPT_SERIES = "CT"
NOBODY = Clerk(0, "", "程序", (), frozenset())
"""Who acts where nobody has signed in."""


@dataclass(frozen=True)
class Seat:
    """An opened centre with a clerk in front of it."""

    folder: DataFolder
    keys: KeyFile
    database: Database
    clerk: Clerk


def found_centre(
    folder: DataFolder, founding: Founding, clock: Clock, grants: Grants, hooks: Sequence[Callable[[Work], None]] = ()
) -> tuple[Seat, str]:
    """Make key file and database for a new centre; returns the founder's seat and the recovery key for the sheet.

    The founder holds 系统管理, 主任 and 窗口. `hooks` fill what the counters start with, in the same founding: when one
    fails nothing is founded. Refusal when the answers are wrong or the folder is already in use.
    """
    check_founding(founding)
    if folder.is_set_up:
        raise Refusal("这个数据文件夹里已经有一个中心", "请直接登录，或换一个空文件夹")
    USUAL_RULE.check(founding.password, founding.login)
    with translated():
        folder.create()
        folder.put_halves_aside()
        files.write_atomic(folder.founding, b"")
    founding = replace(founding, login=plain_login(founding.login))
    try:
        keys, database, clerk, recovery = _made(folder, founding, clock, grants, hooks)
        with translated():
            files.remove_durable(folder.founding)
    except BaseException:
        _unmake(folder)
        raise
    return Seat(folder, keys, database, clerk), recovery


def check_founding(founding: Founding) -> None:
    """Refusal naming the first answer that is wrong."""
    check_centre(founding.centre)
    check_account(Account(0, founding.login, founding.name, FOUNDER_ROLES))
    check_opening(founding.opening)
    if not 1 <= founding.next_receipt <= LAST_RECEIPT:
        raise Refusal(f"下一张单号应在 1 到 {LAST_RECEIPT} 之间", "请按手工凭证的最后一号加 1 填写", "next_receipt")


def enter(folder: DataFolder, login: str, password: str, clock: Clock, grants: Grants) -> Seat:
    """Sign in: unwrap the key, bring the file up to date, read the clerk's roles. Refusal when it must not be.

    Triggers that had been altered from outside were mended by the upgrade and are written down. A folder that can
    only be read still lets the clerk in to look.
    """
    keys = KeyFile.load(folder.keys)
    login = plain_login(login)
    data_key = keys.unlock(login, password, clock.now())
    upgrade = migrate.upgrade(folder, data_key, may_create=False)
    database = Database(folder.database, data_key, clock)
    try:
        clerk = known(database, login, grants)
        if not files.is_read_only(folder.path):
            _note_entry(database, clerk, upgrade.mended)
    except BaseException:
        database.close()
        raise
    return Seat(folder, keys, database, clerk)


def unlock(seat: Seat, password: str, grants: Grants) -> bool:
    """The same clerk is back at a locked desk. Refusal on a wrong password, with the growing delay.

    The password may have been replaced with the recovery sheet since: the key file is read again. False when name or
    roles are not those of the seat any more: then `enter`.
    """
    seat.keys.reload()
    seat.keys.unlock(seat.clerk.login, password, seat.database.clock.now())
    now = known(seat.database, seat.clerk.login, grants)
    if (now.name, now.duties) != (seat.clerk.name, seat.clerk.duties):
        return False
    with seat.database.work(seat.clerk) as work:
        work.note("unlock", "clerk", seat.clerk.id)
    return True


def recover(folder: DataFolder, recovery: str, login: str, password: str, clock: Clock) -> None:
    """Set a new password with the recovery sheet; logged. Refusal when sheet or login is wrong."""
    keys = KeyFile.load(folder.keys)
    login = plain_login(login)
    data_key = keys.unlock_recovery(recovery)
    migrate.upgrade(folder, data_key, may_create=False)
    database = Database(folder.database, data_key, clock)
    try:
        with database.work(NOBODY) as work:
            row = _active(work, login)
            work.note("recover", "clerk", row.id, 方式="恢复单")
            keys.let_in(data_key, login, password)
    finally:
        database.close()


def _made(
    folder: DataFolder, founding: Founding, clock: Clock, grants: Grants, hooks: Sequence[Callable[[Work], None]]
) -> tuple[KeyFile, Database, Clerk, str]:
    keys, recovery, data_key = KeyFile.create(folder.keys)
    keys.add_user(data_key, founding.login, founding.password)
    migrate.upgrade(folder, data_key)
    database = Database(folder.database, data_key, clock)
    try:
        with database.work(NOBODY) as work:
            number = _write(work, founding)
        clerk = Clerk(number, founding.login, founding.name, FOUNDER_ROLES, permissions_of(FOUNDER_ROLES, grants))
        with database.work(clerk) as work:
            for fill in hooks:
                fill(work)
    except BaseException:
        database.close()
        raise
    return keys, database, clerk, recovery


def _unmake(folder: DataFolder) -> None:
    """A founding that failed leaves an empty folder, so that it can be tried again."""
    for path in (folder.keys, folder.founding, *folder.path.glob(f"{folder.database.name}*")):
        path.unlink(missing_ok=True)


def known(database: Database, login: str, grants: Grants) -> Clerk:
    """The clerk of a login, with the rights held now. Refusal for one who was stopped or never was."""
    login = plain_login(login)
    with database.reading(NOBODY) as reading:
        row = _active(reading, login)
        query = select(ClerkRole.role).where(ClerkRole.clerk_id == row.id).order_by(ClerkRole.role)
        roles = tuple(reading.session.scalars(query))
    return Clerk(row.id, login, row.name, roles, permissions_of(roles, grants))


def _note_entry(database: Database, clerk: Clerk, mended: tuple[str, ...]) -> None:
    with database.work(clerk) as work:
        guards.note(work, mended)
        work.note("sign_in", "clerk", clerk.id)


def _active(work: Work, login: str) -> ClerkRow:
    row = work.session.scalar(select(ClerkRow).where(ClerkRow.login == login))
    if row is None or not row.active:
        raise Refusal("这个账号已停用", "请联系系统管理员", "login")
    return row


def _write(work: Work, founding: Founding) -> int:
    row = ClerkRow(login=founding.login, name=founding.name, active=True, since=work.now)
    work.session.add(row)
    work.session.flush()
    work.session.add_all(ClerkRole(clerk_id=row.id, role=role) for role in FOUNDER_ROLES)
    settings.save(work, founding.centre)
    settings.save(work, founding.opening)
    if founding.next_receipt > 1:
        numbers.start_at(work, RECEIPT_SERIES, work.today.year, founding.next_receipt)
    return row.id
