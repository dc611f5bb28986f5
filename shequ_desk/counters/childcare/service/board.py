"""The week board, the month, the list of a day, who is in a cell."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from shequ_desk.counters.childcare.rules.admission import Duty, places, used
from shequ_desk.counters.childcare.rules.board import (
    CLOSED,
    FULL,
    BoardCell,
    BoardRow,
    DayRow,
    MonthBoard,
    MonthDay,
    RosterOfDay,
    WallRow,
    WeekBoard,
    level_of,
)
from shequ_desk.counters.childcare.rules.booking import (
    AWAY,
    BOOKED,
    CAME,
    CANCELLED,
    DONE,
    LATE,
    LEFT,
    PRESENT,
    Booking,
    Enrolment,
)
from shequ_desk.counters.childcare.rules.door import CHECKED, OUT
from shequ_desk.counters.childcare.rules.offer import Group, Session, minute_of
from shequ_desk.counters.childcare.rules.plan import RESTS, Plan, moment
from shequ_desk.counters.childcare.rules.settings import Childcare
from shequ_desk.counters.childcare.rules.waiting import OPEN
from shequ_desk.counters.childcare.service.approvals import must_be_approved
from shequ_desk.counters.childcare.service.listing import BOOKING, bookings, enrolments_on
from shequ_desk.counters.childcare.service.pickups import pickup_texts
from shequ_desk.counters.childcare.service.plans import plan_of
from shequ_desk.counters.childcare.service.presence import Presences, Taken, presences
from shequ_desk.counters.childcare.service.turns import turns_of_days
from shequ_desk.counters.childcare.tables import DoorRow
from shequ_desk.kernel.dates import Month
from shequ_desk.kernel.identity import mask_name
from shequ_desk.store import settings
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

_DOOR = DoorRow.__table__
_GONE = frozenset({CANCELLED, LATE, AWAY})
Key = tuple[date, int, int]


@needs("childcare.read")
def week(work: Work, day: date) -> WeekBoard:
    """The board of the week of `day`, Monday to Sunday: sessions × days with the most used at once and the places.

    Sessions out of their season all week are left out.
    """
    monday = day - timedelta(days=day.weekday())
    days = tuple(monday + timedelta(days=shift) for shift in range(7))
    found = presences(work, plan_of(work, days[0], days[-1]), days[0], days[-1])
    waiting = _waiting(work, days[0], days[-1])
    tight = settings.load(work, Childcare).tight_percent
    rows = tuple(
        BoardRow(group, session, tuple(_cell(found, group, session, one, (tight, waiting)) for one in days))
        for group, session in _lines(found.plan, days)
    )
    return WeekBoard(monday, days, tuple(row for row in rows if any(one.closed != RESTS for one in row.cells)))


@needs("childcare.read")
def month_board(work: Work, month: Month) -> MonthBoard:
    """Every day of the month: children booked, full sessions of those held."""
    found = presences(work, plan_of(work, month.first, month.last), month.first, month.last)
    tight = settings.load(work, Childcare).tight_percent
    return MonthBoard(month, tuple(_month_day(found, day, tight) for day in month.days()))


@needs("childcare.book")
def cell_bookings(work: Work, day: date, group_no: int, session_no: int) -> tuple[Booking, ...]:
    """Who is booked in a cell, cancelled ones too; standing children not yet seen that day have id 0."""
    must_be_approved(work)
    plan = plan_of(work, day)
    session = next((one for one in plan.sessions if one.no == session_no and one.covers(day)), None)
    if session is None:
        return ()
    first, last = moment(day, minute_of(session.starts)), moment(day, minute_of(session.ends))
    inside = (BOOKING.day == day, BOOKING.group_no == group_no, BOOKING.starts < last, BOOKING.ends > first)
    standing = [one for one in _standing(work, plan, day) if one.group_no == group_no]
    return (*bookings(work, *inside), *(one for one in standing if one.starts < last and one.ends > first))


@needs("childcare.door")
def roster(work: Work, day: date | None = None) -> RosterOfDay:
    """The list of a day (default today): everybody expected, here or gone, by time and class."""
    must_be_approved(work)
    on = day or work.today
    known = [one for one in bookings(work, BOOKING.day == on) if one.state not in _GONE]
    listed = [*known, *_standing(work, plan_of(work, on), on)]
    events = _events(work, on)
    hands = pickup_texts(work, {one.pickup_id for one in listed if one.pickup_id})
    rows = tuple(_day_row(one, events, hands, work.now) for one in sorted(listed, key=_by_time))
    states = [one.state for one in rows]
    gone = states.count(LEFT) + states.count(DONE)
    return RosterOfDay(on, rows, states.count(BOOKED), states.count(PRESENT), gone)


@needs("childcare.book")
def wall(work: Work, day: date) -> tuple[WallRow, ...]:
    """Tomorrow's list for the door: masked name and time of everybody expected (domain.md §8.3)."""
    known = [one for one in bookings(work, BOOKING.day == day) if one.state not in _GONE]
    listed = sorted((*known, *_standing(work, plan_of(work, day), day)), key=_by_start)
    return tuple(WallRow(mask_name(one.child_name), one.hours) for one in listed)


@needs("childcare.book")
def no_shows(work: Work) -> tuple[Booking, ...]:
    """Past bookings nobody came for and nobody decided on, oldest first."""
    must_be_approved(work)
    return bookings(work, BOOKING.state == BOOKED, BOOKING.day <= work.today, BOOKING.ends <= work.now)


@needs("childcare.door")
def left_unsettled(work: Work) -> tuple[Booking, ...]:
    """Children that were fetched but not charged yet."""
    must_be_approved(work)
    return bookings(work, BOOKING.state == LEFT)


@needs("childcare.door")
def still_here(work: Work) -> tuple[Booking, ...]:
    """Children still here after their class has closed."""
    must_be_approved(work)
    return overdue(work)


@needs("childcare.book")
def enrolments(work: Work, day: date | None = None) -> tuple[Enrolment, ...]:
    """Standing full-day children of a day, or all ever."""
    must_be_approved(work)
    return enrolments_on(work, day)


def overdue(work: Work) -> tuple[Booking, ...]:
    """Children present though the last session of their class is over (or the day is)."""
    here = bookings(work, BOOKING.state == PRESENT)
    if not here:
        return ()
    plan = plan_of(work, here[0].day, work.today)
    return tuple(one for one in here if _closing(plan, one) <= work.now)


def _closing(plan: Plan, booking: Booking) -> datetime:
    held = plan.held(booking.group_no, booking.day)
    last = max((moment(booking.day, minute_of(one.ends)) for one in held), default=booking.ends)
    return max(last, booking.ends)


def _lines(plan: Plan, days: tuple[date, ...]) -> list[tuple[Group, Session]]:
    """Group and session of every line of the board, in the version of the last day it is in force."""
    found: dict[tuple[int, int], tuple[Group, Session]] = {}
    for day in days:
        for group in plan.groups_on(day):
            for session in plan.listed(group.no, day):
                if session.drop_in:
                    found[group.no, session.no] = (group, session)
    return sorted(found.values(), key=lambda line: (line[0].position, line[0].no, line[1].starts, line[1].no))


def _cell(found: Presences, group: Group, session: Session, day: date, rest: tuple[int, dict[Key, int]]) -> BoardCell:
    tight, waiting = rest
    now = next((one for one in found.plan.listed(group.no, day) if one.no == session.no), None)
    version = found.plan.group(group.no, day)
    reason = "未开放" if now is None or version is None else found.plan.closed(now, day)
    turns = waiting.get((day, group.no, session.no), 0)
    if reason or now is None or version is None:
        return BoardCell(day, 0, 0, reason, turns, CLOSED)
    span = Duty(minute_of(now.starts), minute_of(now.ends), now.carers)
    present = found.of(group.no, day)
    taken, held = used(present, span), places(found.capacity(version, day), span, present)
    return BoardCell(day, taken, held, "", turns, level_of(taken, held, tight))


def _month_day(found: Presences, day: date, tight: int) -> MonthDay:
    cells = [
        _cell(found, group, session, day, (tight, {}))
        for group, session in _lines(found.plan, (day,))
        if not found.plan.closed(session, day)
    ]
    children = len({one.child_id for one in found.by_day.get(day, ()) if not one.turn_id})
    full = sum(one.level == FULL for one in cells)
    if not cells:
        return MonthDay(day, children, 0, 0, "休", CLOSED)
    taken, held = sum(one.used for one in cells), sum(one.places for one in cells)
    return MonthDay(day, children, full, len(cells), "", level_of(taken, held, tight))


def _waiting(work: Work, first: date, last: date) -> dict[Key, int]:
    counts: dict[Key, int] = defaultdict(int)
    for one in turns_of_days(work, first, last):
        if one.state in OPEN:
            counts[one.day, one.group_no, one.session_no] += 1
    return counts


def _standing(work: Work, plan: Plan, day: date) -> list[Booking]:
    """Standing children of the day that have no booking of it yet."""
    taken = presences(work, plan, day, day).by_day.get(day, ())
    return [_expected(plan, one) for one in taken if one.enrolment_id and not one.booking_id]


def _expected(plan: Plan, taken: Taken) -> Booking:
    programme, group = plan.programme(taken.programme_no, taken.day), plan.group(taken.group_no, taken.day)
    return Booking(
        id=0,
        child_id=taken.child_id,
        child_name=taken.name,
        months=taken.months,
        programme_no=taken.programme_no,
        programme_name=programme.name if programme else "",
        group_no=taken.group_no,
        group_name=group.name if group else "",
        session_no=0,
        session_name="全日",
        day=taken.day,
        starts=moment(taken.day, taken.presence.start),
        ends=moment(taken.day, taken.presence.end),
        state=BOOKED,
        pickup_id=0,
        remark="",
        booked_at=datetime.combine(taken.day, time()),
        enrolment_id=taken.enrolment_id,
    )


def _events(work: Work, day: date) -> dict[tuple[int, str], Any]:
    """Newest door row of each kind of each booking of the day."""
    inside = _DOOR.c.at.between(datetime.combine(day, time()), datetime.combine(day, time.max))
    rows = work.connection.execute(select(_DOOR).where(inside).order_by(_DOOR.c.id))
    return {(row.booking_id, row.kind): row for row in rows}


def _day_row(one: Booking, events: dict[tuple[int, str], Any], hands: dict[int, str], now: datetime) -> DayRow:
    check, came, out = (events.get((one.id, kind)) for kind in (CHECKED, "in", OUT))
    return DayRow(
        booking_id=one.id,
        child_id=one.child_id,
        child_name=one.child_name,
        months=one.months,
        group_name=one.group_name,
        programme_name=one.programme_name,
        starts=one.starts,
        ends=one.ends,
        temperature=check.temperature if check else 0,
        condition=check.condition if check else "",
        checked_by=check.checked_by if check else "",
        in_at=came.at if came else None,
        out_at=out.at if out else None,
        pickup=out.hands if out else hands.get(one.pickup_id, ""),
        state=one.state,
        remark=one.remark,
        number=one.number,
        enrolment_id=one.enrolment_id,
        late=one.state == PRESENT and one.ends <= now,
    )


def _by_time(one: Booking) -> tuple[Any, ...]:
    return (one.state in CAME and one.state != PRESENT, *_by_start(one))


def _by_start(one: Booking) -> tuple[Any, ...]:
    return (one.starts, one.group_no, one.child_name, one.id)
