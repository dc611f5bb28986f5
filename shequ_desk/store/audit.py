"""The append-only record of every write: who, when, which row, before and after (masked), in a keyed HMAC chain.

Changes are collected while the session flushes and written as the last statement before the commit, so one
transaction takes one place after another in the chain.
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, func, inspect, select
from sqlalchemy.orm import Mapper, Session
from sqlalchemy.orm.state import InstanceState

from shequ_desk.kernel.identity import mask_id, mask_name, mask_phone
from shequ_desk.kernel.money import Money
from shequ_desk.store.base import Base
from shequ_desk.store.rights import Clerk
from shequ_desk.store.statements import Fixed, prepared_insert, run
from shequ_desk.store.tables import AuditRow


def _hidden(_value: str) -> str:
    return "***"


_MASKS: dict[str, Callable[[str], str]] = {
    "id": mask_id,
    "name": mask_name,
    "phone": mask_phone,
    "secret": _hidden,
}
_AUDIT = Base.metadata.tables[AuditRow.__tablename__]
_HEAD = Fixed(select(_AUDIT.c.id, _AUDIT.c.mac, _AUDIT.c.at).order_by(_AUDIT.c.id.desc()).limit(1))
_BACKWARDS = timedelta(minutes=2)
START = "0" * 64


@dataclass(frozen=True)
class Entry:
    """One act before it gets its place in the chain."""

    action: str
    subject: str
    row_key: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


def inserted(table: Table, key: object, row: Mapping[str, Any]) -> Entry:
    """The entry of one row written through Core; `row` is keyed by column name."""
    return Entry("insert", table.name, str(key), {}, _shown(table, row))


def changes(session: Session) -> Iterator[Entry]:
    """Entries of everything the session has just flushed."""
    for thing in session.new:
        state = inspect(thing)
        table = _table(state.mapper)
        yield Entry("insert", table.name, _key(state), {}, _shown(table, _values(state)))
    for thing in session.dirty:
        if session.is_modified(thing):
            yield _changed(inspect(thing))
    for thing in session.deleted:
        state = inspect(thing)
        table = _table(state.mapper)
        yield Entry("delete", table.name, _key(state), _shown(table, _values(state)), {})


def append(connection: Connection, entries: Iterable[Entry], clerk: Clerk, at: datetime, key: bytes) -> None:
    """Write the entries at the end of the chain, after a note when the clock was set back."""
    last, mac, last_at = next(iter(_HEAD.rows(connection, {})), (0, START, at))
    if last_at - at > _BACKWARDS:
        note = {"钟表": f"时间被调回：上一条记录 {last_at:%Y-%m-%d %H:%M}，现在 {at:%Y-%m-%d %H:%M}"}
        entries = [Entry("note", "clock", "", {}, note), *entries]
    signed = {"at": at, "clerk_id": clerk.id, "clerk_name": clerk.name, "duties": clerk.duties}
    rows = []
    for place, entry in enumerate(entries, last + 1):
        row = {"id": place, **signed, **_words(entry)}
        mac = row["mac"] = mac_of(row, mac, key)
        rows.append(row)
    prepared = prepared_insert(_AUDIT, tuple(rows[0]), connection.dialect, returning=False)
    run(connection, prepared.sql, [prepared.driver_values(row) for row in rows], many=True)


def mac_of(row: Mapping[str, Any], previous: str, key: bytes) -> str:
    """The keyed digest of one audit row (a mapping of its columns) after the digest before it."""
    parts = [previous, str(row["id"]), row["at"].isoformat(), str(row["clerk_id"])]
    parts += [row[name] for name in ("clerk_name", "duties", "action", "subject", "row_key", "before", "after")]
    return hmac.digest(key, "\x1f".join(parts).encode(), hashlib.sha256).hex()


def head(connection: Connection) -> str:
    """The newest digest of the chain, 64 hex digits; its first 12 stand on the signed day close."""
    newest = _HEAD.rows(connection, {})
    return str(newest[0].mac) if newest else START


def place(connection: Connection) -> int:
    """How many rows the chain has."""
    return connection.execute(select(func.max(AuditRow.id))).scalar() or 0


def first_break(session: Session, key: bytes, after: int = 0) -> int | None:
    """The place of the first row that is missing, altered or out of order; None when the chain is whole.

    Rows up to `after` are taken as they stand: they were looked at before.
    """
    known = select(AuditRow.mac).where(AuditRow.id == after)
    mac = (session.execute(known).scalar() or "") if after else START
    query = select(AuditRow.__table__).where(AuditRow.id > after).order_by(AuditRow.id)
    rows = session.execute(query.execution_options(yield_per=1000)).mappings()
    for place, row in enumerate(rows, after + 1):
        if row["id"] != place or not hmac.compare_digest(mac_of(dict(row), mac, key), row["mac"]):
            return place
        mac = row["mac"]
    return None


def _words(entry: Entry) -> dict[str, str]:
    return {
        "action": entry.action,
        "subject": entry.subject,
        "row_key": entry.row_key,
        "before": _json(entry.before),
        "after": _json(entry.after),
    }


def _json(values: Mapping[str, Any]) -> str:
    return _ENCODE(values) if values else ""


def _changed(state: InstanceState[Any]) -> Entry:
    table = _table(state.mapper)
    before, after = {}, {}
    for attribute in state.mapper.column_attrs:
        history = state.attrs[attribute.key].history
        if history.has_changes():
            name = attribute.columns[0].name
            before[name] = history.deleted[0] if history.deleted else None
            after[name] = history.added[0] if history.added else None
    return Entry("update", table.name, _key(state), _shown(table, before), _shown(table, after))


def _table(mapper: Mapper[Any]) -> Table:
    table = mapper.local_table
    assert isinstance(table, Table)
    return table


def _key(state: InstanceState[Any]) -> str:
    return "/".join(str(value) for value in state.mapper.primary_key_from_instance(state.obj()))


def _values(state: InstanceState[Any]) -> dict[str, Any]:
    loaded = state.dict
    return {a.columns[0].name: loaded[a.key] for a in state.mapper.column_attrs if a.key in loaded}


def _shown(table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
    masks = _masks_of(table)
    return {
        name: masks[name](value) if name in masks and value != "" else value
        for name, value in values.items()
        if value is not None
    }


@cache
def _masks_of(table: Table) -> dict[str, Callable[[Any], Any]]:
    """Column name → its mask, for the columns that have one."""
    return {column.name: _MASKS[column.info["mask"]] for column in table.c if column.info.get("mask")}


def _plain(value: Money | date) -> int | str:
    return value.fen if isinstance(value, Money) else value.isoformat()


_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain).encode
