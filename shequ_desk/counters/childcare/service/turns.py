"""The waiting list: turns in the order of asking, offers that run out, the clerk's telephone call."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, DateTime, RowMapping, bindparam, exists, func, select

from shequ_desk.counters.childcare.rules.settings import Childcare
from shequ_desk.counters.childcare.rules.waiting import (
    OFFERED,
    OPEN,
    WAITING,
    WaitingEvent,
    WaitingTurn,
)
from shequ_desk.counters.childcare.tables import (
    GroupRow,
    ProgrammeRow,
    SessionRow,
    WaitingEventRow,
    WaitingRow,
)
from shequ_desk.people.tables import Person
from shequ_desk.store import settings
from shequ_desk.store.database import Work
from shequ_desk.store.statements import Fixed

_TURN = WaitingRow.__table__
_EVENT = WaitingEventRow.__table__
_LATER = _EVENT.alias("later")
_NEWEST = select(func.max(_LATER.c.id)).where(_LATER.c.turn_id == _TURN.c.id).scalar_subquery()
_TURNS = (
    select(_TURN, Person.name.label("child_name"), _EVENT.c.kind, _EVENT.c.until, _EVENT.c.booking_id)
    .join(Person, Person.id == _TURN.c.child_id)
    .outerjoin(_EVENT, (_EVENT.c.turn_id == _TURN.c.id) & (_EVENT.c.id == _NEWEST))
    .order_by(_TURN.c.id)
)
_OVER = Fixed(
    select(_EVENT.c.turn_id).where(
        _EVENT.c.kind == OFFERED,
        _EVENT.c.until <= bindparam("now", type_=DateTime),
        ~exists().where(_LATER.c.turn_id == _EVENT.c.turn_id, _LATER.c.id > _EVENT.c.id),
    )
)


def turns(work: Work, *where: ColumnElement[bool]) -> tuple[WaitingTurn, ...]:
    """Turns that satisfy the conditions on WaitingRow, in the order of asking; open ones are numbered per session."""
    rows = list(work.connection.execute(_TURNS.where(*where)).mappings())
    names = _names(work) if rows else {}
    places: dict[tuple[date, int, int], int] = {}
    return tuple(_turn(row, names, places) for row in rows)


def turns_of_days(work: Work, first: date, last: date) -> tuple[WaitingTurn, ...]:
    """Open turns of the days, in order."""
    found = turns(work, _TURN.c.day.between(first, last))
    return tuple(one for one in found if one.state in OPEN)


def turn(work: Work, turn_id: int) -> WaitingTurn | None:
    """One turn with its place among those of its session."""
    own = select(_TURN.c.day).where(_TURN.c.id == turn_id).scalar_subquery()
    return next((one for one in turns(work, _TURN.c.day == own) if one.id == turn_id), None)


def tell(work: Work, turn_id: int, kind: str, note: str = "", booking_id: int = 0) -> None:
    """Write down what happened to a turn; an offer runs out after the minutes of the setting."""
    until: datetime | None = None
    if kind == OFFERED:
        until = work.now + timedelta(minutes=settings.load(work, Childcare).offer_minutes)
    work.news("childcare")
    row = {"turn_id": turn_id, "kind": kind, "at": work.now, "until": until, "booking_id": booking_id}
    work.insert(WaitingEventRow, row | {"note": note.strip()[:200], "clerk_name": work.clerk.name})


def ran_out(work: Work) -> tuple[WaitingTurn, ...]:
    """Offers whose time is over and that nobody has passed on yet."""
    over = [row.turn_id for row in work.rows(_OVER, {"now": work.now})]
    return turns(work, _TURN.c.id.in_(over)) if over else ()


def events(work: Work, turn_id: int) -> tuple[WaitingEvent, ...]:
    """What happened to a turn, in order."""
    rows = work.connection.execute(select(_EVENT).where(_EVENT.c.turn_id == turn_id).order_by(_EVENT.c.id))
    return tuple(WaitingEvent(row.turn_id, row.kind, row.at, row.until, row.note, row.clerk_name) for row in rows)


def _turn(row: RowMapping, names: dict[str, dict[int, str]], places: dict[Any, int]) -> WaitingTurn:
    state = row["kind"] or WAITING
    place = 0
    if state in OPEN:
        key = (row["day"], row["group_no"], row["session_no"])
        place = places[key] = places.get(key, 0) + 1
    return WaitingTurn(
        id=row["id"],
        child_id=row["child_id"],
        child_name=row["child_name"],
        programme_no=row["programme_no"],
        programme_name=names["programme"].get(row["programme_no"], ""),
        group_no=row["group_no"],
        group_name=names["group"].get(row["group_no"], ""),
        session_no=row["session_no"],
        session_name=names["session"].get(row["session_no"], "全日"),
        day=row["day"],
        starts=row["starts"],
        ends=row["ends"],
        asked_at=row["asked_at"],
        state=state,
        order=place,
        until=row["until"],
        booking_id=row["booking_id"] or 0,
        phone=row["phone"],
    )


def _names(work: Work) -> dict[str, dict[int, str]]:
    found = {}
    for key, table in (("programme", ProgrammeRow), ("group", GroupRow), ("session", SessionRow)):
        columns = table.__table__.c
        rows = work.connection.execute(select(columns.no, columns.name).order_by(columns.valid_from))
        found[key] = {row.no: row.name for row in rows}
    return found
