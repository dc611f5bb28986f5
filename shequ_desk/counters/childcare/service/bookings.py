"""Booking one place and cancelling it: what is freed is passed on to the waiting list."""

from typing import Any

from shequ_desk.counters.childcare.rules.booking import (
    BOOKED,
    MISSED,
    NewBooking,
    cancelled_state,
)
from shequ_desk.counters.childcare.rules.plan import Place
from shequ_desk.counters.childcare.rules.settings import Childcare
from shequ_desk.counters.childcare.rules.waiting import Freed
from shequ_desk.counters.childcare.service.admitting import Applicant, applicant, place_of, programme_for, refusals
from shequ_desk.counters.childcare.service.approvals import must_be_approved
from shequ_desk.counters.childcare.service.offers import move_on, offer_freed
from shequ_desk.counters.childcare.service.plans import plan_of
from shequ_desk.counters.childcare.service.presence import Presences, presences
from shequ_desk.counters.childcare.tables import BookingRow
from shequ_desk.kernel.errors import Refusal
from shequ_desk.store import settings
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

LOCK = "childcare.places"


@needs("childcare.book")
def book(work: Work, asked: NewBooking) -> int:
    """Book one place; returns its id. Nothing is booked beside a Refusal.

    Refusal: age on the day outside the programme, closed, past or across closing time, class, carers or room full at
    any instant, overlap with the child's own booking, limits per child, no-show pause, a tag the programme asks for.
    """
    work.serialize(LOCK)
    must_be_approved(work)
    move_on(work)
    who = applicant(work, asked.child_id)
    return admit(work, who, asked)


def admit(work: Work, who: Applicant, asked: NewBooking, turn_id: int = 0) -> int:
    """Check one booking against what is stored now and write it; `turn_id`: the offer it takes up."""
    found = presences(work, plan_of(work, asked.day), asked.day, asked.day)
    place = checked(work, found.without((), turn_id), who, asked)
    return write(work, who, place, asked)


def checked(work: Work, found: Presences, who: Applicant, asked: NewBooking) -> Place:
    """Where the booking falls. Refusal by the first rule it breaks."""
    place = place_of(found, who, programme_for(found, who, asked), asked, work.now)
    for refusal in refusals(work, found, who, place):
        raise refusal
    return place


def write(work: Work, who: Applicant, place: Place, asked: NewBooking, series_id: int = 0) -> int:
    """Write an admitted booking; returns its id. `series_id` is the first booking of its series, 0 for one alone."""
    work.news("childcare")
    row = day_row(work, place, who.standing.person_id, who.months(place.day))
    return work.insert(
        BookingRow, row | {"pickup_id": asked.pickup_id, "remark": asked.remark.strip(), "series_id": series_id}
    )


@needs("childcare.book")
def cancel(work: Work, booking_id: int, reason: str = "") -> Freed:
    """Cancel a booking that has not begun; the freed place is offered to the first of the waiting list who fits.

    Refusal when it was cancelled, used or missed already.
    """
    work.serialize(LOCK)
    must_be_approved(work)
    row = open_booking(work, booking_id)
    row.state = cancelled_state(row.starts, work.now, settings.load(work, Childcare))
    if reason.strip():
        row.remark = reason.strip()[:200]
    work.session.flush()
    work.news("childcare")
    return Freed(row.state, offer_freed(work, row.day, row.group_no))


@needs("childcare.door")
def mark_no_show(work: Work, booking_id: int) -> Freed:
    """Nobody came; what is left of the place is offered to the first of the waiting list who fits.

    Refusal before the booked time began, or when the booking is settled otherwise.
    """
    work.serialize(LOCK)
    must_be_approved(work)
    row = open_booking(work, booking_id)
    if row.starts > work.now:
        raise Refusal("还没到预约时间，不能记未到", "如家长来电取消，请办理取消", "booking_id")
    row.state = MISSED
    work.session.flush()
    work.news("childcare")
    return Freed(row.state, offer_freed(work, row.day, row.group_no))


def day_row(work: Work, place: Place, child_id: int, months: int) -> dict[str, Any]:
    """Columns of a booking."""
    return {
        "child_id": child_id,
        "programme_no": place.programme.no,
        "group_no": place.group.no,
        "session_no": place.session.no if place.session else 0,
        "day": place.day,
        "starts": place.starts,
        "ends": place.ends,
        "months": months,
        "state": BOOKED,
        "pickup_id": 0,
        "remark": "",
        "booked_at": work.now,
        "clerk_name": work.clerk.name,
        "enrolment_id": 0,
        "series_id": 0,
    }


def open_booking(work: Work, booking_id: int) -> BookingRow:
    """A booking that has not begun. Refusal otherwise."""
    row = work.session.get(BookingRow, booking_id)
    if row is None or row.state != BOOKED:
        raise Refusal("这个预约已取消、已签到或已处理", "请刷新后再看", "booking_id")
    return row
