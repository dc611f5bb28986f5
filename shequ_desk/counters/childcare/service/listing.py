"""Bookings as rows: of a child, of a day, of a cell."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from shequ_desk.counters.childcare.rules.booking import Booking, Enrolment
from shequ_desk.counters.childcare.service.plans import plan_of
from shequ_desk.counters.childcare.tables import BookingRow, EnrolmentRow, StayRow
from shequ_desk.people.tables import Person
from shequ_desk.store.database import Work

BOOKING = BookingRow.__table__.c
_ENROLMENT = EnrolmentRow.__table__
_STAY = StayRow.__table__
_MIRROR = _STAY.alias("mirror")
_COLUMNS = tuple(
    BOOKING[name]
    for name in (
        *("id", "child_id", "months", "programme_no", "group_no", "session_no", "day", "starts", "ends", "state"),
        *("pickup_id", "remark", "booked_at", "enrolment_id", "series_id"),
    )
)
_TAKEN_BACK = select(_MIRROR.c.origin_id).where(_MIRROR.c.origin_id.is_not(None))
_NUMBER = (
    select(func.max(_STAY.c.receipt_no))
    .where(_STAY.c.booking_id == BOOKING.id, _STAY.c.origin_id.is_(None), _STAY.c.id.not_in(_TAKEN_BACK))
    .scalar_subquery()
)


def booking_query() -> Select[*tuple[Any, ...]]:
    """Bookings with the child's name and the receipt that stands; add conditions on BookingRow.

    The join is an outer one so that no database begins with all residents while few children come.
    """
    named = (Person.name.label("child_name"), _NUMBER.label("number"))
    return select(*_COLUMNS, *named).outerjoin(Person, Person.id == BOOKING.child_id)


def bookings(work: Work, *where: ColumnElement[bool]) -> tuple[Booking, ...]:
    """Bookings that satisfy the conditions, in the order of their time."""
    query = booking_query().where(*where).order_by(BOOKING.starts, BOOKING.id)
    return as_bookings(work, work.connection.execute(query).mappings().all())


def bookings_of(work: Work, ids: tuple[int, ...]) -> tuple[Booking, ...]:
    """Every booking of a child, newest day first."""
    query = booking_query().where(BOOKING.child_id.in_(ids)).order_by(BOOKING.starts.desc(), BOOKING.id.desc())
    return as_bookings(work, work.connection.execute(query).mappings().all())


def enrolments_of(work: Work, ids: tuple[int, ...]) -> tuple[Enrolment, ...]:
    """Every standing place of a child, newest first."""
    return _enrolments(work, _ENROLMENT.c.child_id.in_(ids))


def enrolments_on(work: Work, day: date | None) -> tuple[Enrolment, ...]:
    """Standing places of a day, or all."""
    if day is None:
        return _enrolments(work)
    return _enrolments(work, _ENROLMENT.c.from_day <= day, _ENROLMENT.c.to_day >= day)


def as_bookings(work: Work, rows: Sequence[Any]) -> tuple[Booking, ...]:
    """Rows of `booking_query` with the names of programme, group and session on their day."""
    if not rows:
        return ()
    plan = plan_of(work, work.today)
    sessions = {one.no: one.name for one in plan.sessions}
    found = []
    for row in rows:
        programme, group = plan.programme(row["programme_no"], row["day"]), plan.group(row["group_no"], row["day"])
        names = {
            "programme_name": programme.name if programme else "",
            "group_name": group.name if group else "",
            "session_name": sessions.get(row["session_no"], "全日"),
            "number": row["number"] or "",
        }
        found.append(Booking(**{**row, **names}))
    return tuple(found)


def _enrolments(work: Work, *where: ColumnElement[bool]) -> tuple[Enrolment, ...]:
    query = select(_ENROLMENT, Person.name.label("child_name")).outerjoin(Person, Person.id == _ENROLMENT.c.child_id)
    rows = work.connection.execute(query.where(*where).order_by(_ENROLMENT.c.id.desc()))
    return tuple(
        Enrolment(
            row.child_id,
            row.programme_no,
            tuple(row.weekdays),
            row.from_day,
            row.to_day,
            row.id,
            row.child_name,
        )
        for row in rows
    )
