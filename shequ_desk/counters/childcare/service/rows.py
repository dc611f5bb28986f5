"""Stored versions of the offer ↔ frozen rows."""

from datetime import date, time
from typing import Any

from sqlalchemy import select

from shequ_desk.counters.childcare.rules.fees import RefundRule
from shequ_desk.counters.childcare.rules.offer import (
    Closure,
    Group,
    GroupReduction,
    Programme,
    Room,
    Session,
    minute_of,
)
from shequ_desk.counters.childcare.tables import (
    ClosureRow,
    GroupRow,
    ProgrammeRow,
    RoomRow,
    SessionRow,
)
from shequ_desk.store.database import Work
from shequ_desk.store.statements import Fixed

Row = RoomRow | GroupRow | SessionRow | ProgrammeRow
Versioned = Room | Group | Session | Programme
TABLES: dict[type[Versioned], type[Row]] = {
    Room: RoomRow,
    Group: GroupRow,
    Session: SessionRow,
    Programme: ProgrammeRow,
}
_ALL: dict[type[Row], Fixed] = {table: Fixed(select(table.__table__)) for table in TABLES.values()}
_CLOSURES = Fixed(select(ClosureRow.__table__))


def rooms(work: Work) -> tuple[Room, ...]:
    """Every version of every room."""
    return tuple(Room(**row) for row in _rows(work, RoomRow))


def groups(work: Work) -> tuple[Group, ...]:
    """Every version of every group."""
    return tuple(Group(**_renamed(row)) for row in _rows(work, GroupRow))


def sessions(work: Work) -> tuple[Session, ...]:
    """Every version of every session."""
    return tuple(Session(**row | _times(row)) for row in _rows(work, SessionRow))


def programmes(work: Work) -> tuple[Programme, ...]:
    """Every version of every programme."""
    return tuple(Programme(**row | _lists(row)) for row in _rows(work, ProgrammeRow))


def closures(work: Work) -> tuple[Closure, ...]:
    """All closed days of the centre's own."""
    return tuple(Closure(row.from_day, row.to_day, row.reason, row.group_no, row.id) for row in work.rows(_CLOSURES))


def columns_of(version: Versioned) -> dict[str, Any]:
    """Column values of a version, without its id."""
    values = {name: getattr(version, name) for name in version.__dataclass_fields__ if name != "id"}
    if isinstance(version, Group):
        values["most"] = values.pop("limit")
    if isinstance(version, Session):
        values |= {"starts": minute_of(version.starts), "ends": minute_of(version.ends)}
        values["weekdays"] = list(version.weekdays)
    if isinstance(version, Programme):
        values |= _stored_lists(version)
    return values


def refunds_of(stored: list[list[Any]]) -> tuple[RefundRule, ...]:
    """Stored [reason, percent] pairs as rules."""
    return tuple(RefundRule(reason, percent) for reason, percent in stored)


def _rows(work: Work, table: type[Row]) -> list[dict[str, Any]]:
    return [row._asdict() for row in work.rows(_ALL[table])]


def _renamed(row: dict[str, Any]) -> dict[str, Any]:
    row["limit"] = row.pop("most")
    return row


def _times(row: dict[str, Any]) -> dict[str, Any]:
    clock = {name: time(*divmod(row[name], 60)) for name in ("starts", "ends")}
    return {**clock, "weekdays": tuple(row["weekdays"])}


def _lists(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "group_nos": tuple(row["group_nos"]),
        "reductions": tuple(GroupReduction(*one) for one in row["reductions"]),
        "terms": tuple((date.fromisoformat(first), date.fromisoformat(last)) for first, last in row["terms"]),
        "tags": tuple(row["tags"]),
    }


def _stored_lists(programme: Programme) -> dict[str, Any]:
    return {
        "group_nos": list(programme.group_nos),
        "reductions": [[one.tag, one.percent, one.payer] for one in programme.reductions],
        "terms": [[first.isoformat(), last.isoformat()] for first, last in programme.terms],
        "tags": list(programme.tags),
    }
