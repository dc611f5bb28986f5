"""What the papers print. Names only with the director's approval; opening a child's file for a paper is logged."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import func, select

from shequ_desk.counters.childcare.rules.booking import BOOKED, LEFT, PRESENT, Booking
from shequ_desk.counters.childcare.rules.care import MedicineGiven
from shequ_desk.counters.childcare.rules.documents import Missing
from shequ_desk.counters.childcare.rules.fees import Fee, fee
from shequ_desk.counters.childcare.rules.offer import Programme
from shequ_desk.counters.childcare.rules.papers import (
    CalendarPaper,
    ChildPapers,
    DayPaper,
    Head,
    MonthPaper,
    Slip,
    WallPaper,
    WeekPaper,
)
from shequ_desk.counters.childcare.rules.settings import Childcare
from shequ_desk.counters.childcare.service.approvals import must_be_approved
from shequ_desk.counters.childcare.service.board import month_board, roster, wall, week
from shequ_desk.counters.childcare.service.children import open_file
from shequ_desk.counters.childcare.service.documents import missing_papers
from shequ_desk.counters.childcare.service.listing import BOOKING, bookings
from shequ_desk.counters.childcare.service.month import month_figures
from shequ_desk.counters.childcare.service.offer import all_terms, programmes
from shequ_desk.counters.childcare.service.pickups import pickup_texts
from shequ_desk.counters.childcare.service.plans import plan_of
from shequ_desk.counters.childcare.tables import DoseRow
from shequ_desk.kernel.dates import Month, short_date
from shequ_desk.kernel.errors import Refusal
from shequ_desk.office import service as office
from shequ_desk.office.rules import Centre
from shequ_desk.store import settings
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

_DOSE = DoseRow.__table__


@needs("childcare.file")
def child_papers(work: Work, child_id: int, title: str = "") -> ChildPapers:
    """Everything the papers of a child need; `title` names the paper in the log. A writing `work` is needed.

    Refusal without the director's approval, as open_file.
    """
    file = open_file(work, child_id)
    if title:
        work.note("print", "childcare_child", file.child_id, paper=title)
    return ChildPapers(
        _head(work),
        file,
        all_terms(work),
        programmes(work),
        _doses(work, [one.id for one in file.medicines]),
    )


@needs("childcare.book")
def booking_slip(work: Work, booking_id: int) -> Slip:
    """A booking as the guardian takes it home. Refusal when there is none, or without the approval."""
    must_be_approved(work)
    found = bookings(work, BOOKING.id == booking_id)
    if not found:
        raise Refusal("没有这个预约", "请刷新后再选")
    booking = found[0]
    programme = plan_of(work, booking.day).programme(booking.programme_no, booking.day)
    return Slip(
        head=_head(work),
        booking=booking,
        price=programme.price_text if programme else "",
        fee=_expected(programme, booking),
        pickup=pickup_texts(work, {booking.pickup_id}).get(booking.pickup_id, ""),
        missing=_missing(work, programme, booking),
        cancel_hours=settings.load(work, Childcare).late_cancel_hours,
    )


@needs("childcare.door")
def day_paper(work: Work, day: date) -> DayPaper:
    """当日名册 of a day with whole names, by time. Refusal without the approval. Its printing is logged: writes."""
    listed = roster(work, day)
    rows = sorted(listed.rows, key=lambda one: (one.starts, one.group_name, one.child_name, one.booking_id))
    found = DayPaper(_head(work), replace(listed, rows=tuple(rows)))
    work.note("print", "childcare_booking", day, paper="托育当日名册")
    return found


@needs("childcare.book")
def wall_paper(work: Work, day: date) -> WallPaper:
    """The list of a day for the door, masked."""
    return WallPaper(_head(work), day, wall(work, day))


@needs("childcare.read")
def week_paper(work: Work, day: date) -> WeekPaper:
    """The board of the week of a day."""
    return WeekPaper(_head(work), week(work, day))


@needs("childcare.read")
def calendar_paper(work: Work, month: Month) -> CalendarPaper:
    """The month view."""
    return CalendarPaper(_head(work), month_board(work, month))


@needs("childcare.report")
def month_paper(work: Work, month: Month) -> MonthPaper:
    """The month for paper and workbook. Refusal naming the identity that fails, or for a month to come."""
    figures = month_figures(work, month)
    early = "" if figures.visits else office.before_use(work, month)
    return MonthPaper(_head(work), figures, early or _unfinished(work, month))


def _head(work: Work) -> Head:
    centre = settings.load(work, Centre)
    return Head(centre.name, centre.code, centre.demo, work.clerk.name, work.now)


def _doses(work: Work, orders: list[int]) -> tuple[MedicineGiven, ...]:
    rows = work.connection.execute(select(_DOSE).where(_DOSE.c.order_id.in_(orders)).order_by(_DOSE.c.at, _DOSE.c.id))
    return tuple(MedicineGiven(row.order_id, row.at, row.given_by, row.checked_by, row.id) for row in rows)


def _expected(programme: Programme | None, booking: Booking) -> Fee | None:
    minutes = int((booking.ends - booking.starts).total_seconds()) // 60
    return fee(programme, minutes) if programme else None


def _missing(work: Work, programme: Programme | None, booking: Booking) -> tuple[Missing, ...]:
    return missing_papers(work, booking.child_id, programme.no, booking.day) if programme else ()


def _unfinished(work: Work, month: Month) -> str:
    """The month goes on, or stays are neither charged nor decided."""
    inside: Any = BOOKING.day.between(month.first, month.last)
    undecided = (BOOKING.state == BOOKED) & (BOOKING.ends <= work.now) & (BOOKING.day < work.today)
    waiting = BOOKING.state.in_((PRESENT, LEFT)) | undecided
    count = work.connection.execute(select(func.count()).where(inside, waiting)).scalar_one()
    goes_on = f"统计到{short_date(work.today)}，本月尚未结束" if work.today <= month.last else ""
    return "；".join(part for part in (goes_on, f"还有 {count} 次托育未结算或未处理" if count else "") if part)
