"""Accounts: who may sign in with which roles. The row and the wrapped key change together."""

from dataclasses import replace

from sqlalchemy import select

from shequ_desk.kernel.errors import Refusal
from shequ_desk.office.rules import Account, check_account
from shequ_desk.office.tables import ClerkRole, ClerkRow
from shequ_desk.store.database import Database, Work
from shequ_desk.store.keys import KeyFile, plain_login
from shequ_desk.store.rights import needs


@needs("office.accounts")
def accounts(work: Work) -> list[Account]:
    """Every account, those in use first, by login."""
    rows = work.session.scalars(select(ClerkRow).order_by(ClerkRow.active.desc(), ClerkRow.login)).all()
    roles = work.session.scalars(select(ClerkRole).order_by(ClerkRole.role)).all()
    return [
        Account(row.id, row.login, row.name, tuple(r.role for r in roles if r.clerk_id == row.id), row.active)
        for row in rows
    ]


@needs("office.accounts")
def add_account(work: Work, database: Database, keys: KeyFile, account: Account, password: str) -> int:
    """A new account with its first password; returns its id. Refusal on a taken login or a weak password."""
    account = replace(account, login=plain_login(account.login))
    check_account(account)
    if work.session.scalar(select(ClerkRow.id).where(ClerkRow.login == account.login)):
        raise Refusal(f"登录名 {account.login} 已有人使用", "请换一个登录名", "login")
    row = ClerkRow(login=account.login, name=account.name, active=True, since=work.now)
    work.session.add(row)
    work.session.flush()
    _set_roles(work, row.id, account.roles)
    _let_in(database, keys, account.login, password)
    return row.id


@needs("office.accounts")
def change_account(work: Work, keys: KeyFile, account: Account) -> None:
    """New name, roles or in-use state. Refusal when nobody would be left to administer."""
    check_account(account)
    row = work.session.get_one(ClerkRow, account.id)
    stopped = row.active and not account.active
    if account.active and not row.active:
        raise Refusal("停用的账号需要新密码才能启用", "请用“重设密码”启用", "active")
    row.name, row.active = account.name, account.active
    _set_roles(work, row.id, account.roles)
    _must_keep_an_admin(work)
    if stopped and row.login in keys.logins():
        keys.remove_user(row.login)


@needs("office.accounts")
def reset_password(work: Work, database: Database, keys: KeyFile, account_id: int, password: str) -> None:
    """A new password for a colleague who forgot theirs, or to bring a stopped account back."""
    row = work.session.get_one(ClerkRow, account_id)
    row.active = True
    work.note("reset_password", "clerk", row.id)
    work.session.flush()
    _let_in(database, keys, row.login, password)


@needs("office.accounts")
def new_recovery_key(work: Work, database: Database, keys: KeyFile) -> str:
    """A new recovery key; the sheet printed before is worth nothing from now on."""
    made: list[str] = []
    database.lend_key(lambda key: made.append(keys.new_recovery(key)))
    work.note("new_recovery_key", "centre")
    return made[0]


def change_own_password(work: Work, database: Database, keys: KeyFile, old: str, new: str) -> None:
    """Everybody may change their own password, knowing the old one. Refusal otherwise."""
    keys.unlock(work.clerk.login, old, work.now)
    database.lend_key(lambda key: keys.set_password(key, work.clerk.login, new))
    work.note("change_password", "clerk", work.clerk.id)


def _let_in(database: Database, keys: KeyFile, login: str, password: str) -> None:
    """The last step of a transaction: the key file knows no rollback. A login left by a lost one is taken over."""
    database.lend_key(lambda key: keys.let_in(key, login, password))


def _set_roles(work: Work, clerk_id: int, roles: tuple[str, ...]) -> None:
    held = {row.role: row for row in work.session.scalars(select(ClerkRole).where(ClerkRole.clerk_id == clerk_id))}
    for role in set(held) - set(roles):
        work.session.delete(held[role])
    work.session.add_all(ClerkRole(clerk_id=clerk_id, role=role) for role in roles if role not in held)
    work.session.flush()


def _must_keep_an_admin(work: Work) -> None:
    query = select(ClerkRow.id).join(ClerkRole, ClerkRole.clerk_id == ClerkRow.id)
    if not work.session.scalar(query.where(ClerkRow.active, ClerkRole.role == "admin").limit(1)):
        raise Refusal("至少要留一名系统管理员", "请先给另一位同事加上系统管理岗位", "roles")
