"""Is everything still as it was written? Pages, structure, references, triggers, audit chain, number gaps."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, func, select

from shequ_desk.kernel.errors import Trouble
from shequ_desk.store import audit, backup, guards
from shequ_desk.store.backup import Backup
from shequ_desk.store.database import Database, Work
from shequ_desk.store.folder import DataFolder
from shequ_desk.store.restore import RESTORED
from shequ_desk.store.rights import Clerk
from shequ_desk.store.tables import AuditRow
from shequ_desk.store.trouble import is_damage, translated

_RESTORE = "请停止使用，在“备份与恢复”中选最近一份校验过的备份恢复"
_ASK = "请报告主任，核对纸质凭证和日结单上的校验码"
_PAGE_CHECKS = 2


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be: what, and what to do."""

    message: str
    way_out: str


Hook = Callable[[Work], Iterable[Finding]]
"""A slice's own check inside a reading transaction, e.g. gaps in its receipt numbers."""


def verify(database: Database, clerk: Clerk, hooks: Sequence[Hook] = ()) -> tuple[Finding, ...]:
    """All findings, none when the file is whole. A damaged file ends the checks: what follows could not be read.

    Trouble when the file is locked or the disk fails.
    """
    damage = file_findings(database)
    if damage:
        return damage
    known = [made for made in backup.backups(DataFolder(database.path.parent).backups) if backup.is_of(made, database)]
    with database.reading(clerk) as work:
        chain = (*_chain(database, work), *_put_back(work, known), *_mended(work))
        return (*chain, *(finding for hook in hooks for finding in hook(work)))


def file_findings(database: Database) -> tuple[Finding, ...]:
    """What is wrong with the file itself and its triggers."""
    connection = database.bare()
    try:
        with translated():
            return tuple(_file(connection))
    except Trouble as trouble:
        if is_damage(trouble.__cause__):
            return (Finding(trouble.message, _RESTORE),)
        raise
    finally:
        connection.close()


def damaged_pages(connection: Any) -> tuple[str, ...]:
    """Pages whose keyed checksum is wrong, as SQLCipher words it.

    The log is folded in first and a finding must show twice: a page on its way from the log is no damage.
    """
    pages: tuple[str, ...] = ()
    for _ in range(_PAGE_CHECKS):
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        pages = tuple(line for (line,) in connection.execute("PRAGMA cipher_integrity_check").fetchall())
        if not pages:
            break
    return pages


def _file(connection: Any) -> Iterator[Finding]:
    pages = damaged_pages(connection)
    if pages:
        yield Finding(f"数据文件有 {len(pages)} 页损坏", _RESTORE)
        return
    lines = [line for (line,) in connection.execute("PRAGMA integrity_check").fetchall()]
    if lines != ["ok"]:
        yield Finding(f"数据结构有 {len(lines)} 处损坏", _RESTORE)
    orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    if orphans:
        yield Finding(f"有 {len(orphans)} 行数据所指的记录不存在", _RESTORE)
    for name in guards.broken(connection):
        yield Finding(f"防篡改保护“{name}”被移除或改动", f"重新打开程序会自动恢复保护；{_ASK}")


def _chain(database: Database, work: Work) -> Iterator[Finding]:
    place = audit.first_break(work.session, database.key("audit"))
    if place is not None:
        yield Finding(f"操作记录从第 {place} 条起被删改", _ASK)


def _put_back(work: Work, known: Iterable[Backup]) -> Iterator[Finding]:
    """A backup whose newest line is not in the chain: lines were cut off its end, or an older file lies here.

    The backups were listed before the reading began. Those made before the last restore prove nothing: what they knew
    went with it.
    """
    restored = work.session.scalar(select(func.max(AuditRow.at)).where(AuditRow.action == RESTORED))
    query = select(AuditRow.id).where(AuditRow.mac == bindparam("head"))
    for made in known:
        head = made.contents.chain if made.contents else audit.START
        if head == audit.START or (restored is not None and made.made_at <= restored):
            continue
        if work.session.scalar(query, {"head": head}) is None:
            yield Finding(f"{made.made_at:%Y-%m-%d %H:%M} 备份时已有的操作记录，现在没有了", _ASK)
            return


def _mended(work: Work) -> Iterator[Finding]:
    query = select(AuditRow.at, AuditRow.row_key).where(AuditRow.action == guards.MENDED).order_by(AuditRow.id)
    for at, name in work.session.execute(query):
        yield Finding(f"{at:%Y-%m-%d %H:%M} 发现防篡改保护“{name}”曾被移除或改动，已恢复", _ASK)
