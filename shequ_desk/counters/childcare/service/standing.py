"""Standing full-day children day by day: expected, away, no longer coming."""

from datetime import date, timedelta
from typing import Any

from shequ_desk.counters.childcare.rules.booking import AWAY, BOOKED
from shequ_desk.counters.childcare.rules.plan import Place
from shequ_desk.counters.childcare.rules.waiting import Freed
from shequ_desk.counters.childcare.service.admitting import Applicant, applicant
from shequ_desk.counters.childcare.service.approvals import must_be_approved
from shequ_desk.counters.childcare.service.bookings import LOCK, day_row
from shequ_desk.counters.childcare.service.offers import offer_freed
from shequ_desk.counters.childcare.service.plans import plan_of
from shequ_desk.counters.childcare.service.presence import StandingChild, Taken, standing_on
from shequ_desk.counters.childcare.tables import BookingRow, EnrolmentRow
from shequ_desk.kernel.dates import short_date
from shequ_desk.kernel.errors import Refusal
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

_ONE_DAY = timedelta(days=1)


@needs("childcare.book")
def end_enrolment(work: Work, enrolment_id: int, last_day: date) -> None:
    """Let a standing place end with `last_day`; its later days are offered to the waiting list.

    Refusal for a day before today's stays or after its end.
    """
    work.serialize(LOCK)
    must_be_approved(work)
    row = _enrolment(work, enrolment_id)
    if not work.today - _ONE_DAY <= last_day <= row.to_day:
        raise Refusal("终止日期应在昨天到原截止日之间", f"原截止日 {row.to_day}", "last_day")
    first, last = last_day + _ONE_DAY, row.to_day
    row.to_day = last_day
    work.session.flush()
    work.news("childcare")
    if first <= last:
        offer_freed(work, first, 0, last)


@needs("childcare.book")
def away(work: Work, enrolment_id: int, day: date, reason: str = "") -> Freed:
    """A standing child stays at home (请假); its place of that day is offered to the waiting list.

    Refusal when it came, or never would.
    """
    work.serialize(LOCK)
    row = _day_row(work, enrolment_id, day)
    if row.state != BOOKED:
        raise Refusal("当日已签到或已处理", "请刷新后再看", "day")
    row.state, row.remark = AWAY, reason.strip()[:200]
    work.session.flush()
    work.news("childcare")
    return Freed(row.state, offer_freed(work, row.day, row.group_no))


@needs("childcare.door")
def expected(work: Work, enrolment_id: int, day: date) -> int:
    """The day's booking of a standing child, made when it is first asked for. Refusal when it does not come then."""
    return _day_row(work, enrolment_id, day).id


def _day_row(work: Work, enrolment_id: int, day: date) -> BookingRow:
    must_be_approved(work)
    known = work.session.query(BookingRow).filter_by(enrolment_id=enrolment_id, day=day).one_or_none()
    if known is not None:
        return known
    row = _enrolment(work, enrolment_id)
    who = applicant(work, row.child_id)
    plan = plan_of(work, day)
    taken = _standing(row, who, plan, day)
    programme, group = plan.programme(row.programme_no, day), plan.group(taken.group_no, day)
    assert programme is not None
    assert group is not None
    place = Place(programme, group, None, day, taken.presence.start, taken.presence.end)
    values = day_row(work, place, row.child_id, taken.months) | {"enrolment_id": row.id}
    return work.session.get_one(BookingRow, work.insert(BookingRow, values))


def _standing(row: EnrolmentRow, who: Applicant, plan: Any, day: date) -> Taken:
    child = StandingChild(
        row.id, row.child_id, row.programme_no, row.weekdays, row.from_day, row.to_day, who.birth, who.standing.name
    )
    taken = standing_on(plan, child, day) if row.from_day <= day <= row.to_day else None
    if taken is None:
        raise Refusal(f"{who.standing.name}{short_date(day)}没有长期托安排", "请核对日期", "day")
    return taken


def _enrolment(work: Work, enrolment_id: int) -> EnrolmentRow:
    row = work.session.get(EnrolmentRow, enrolment_id)
    if row is None:
        raise Refusal("没有这个长期托", "请从列表中选择", "enrolment_id")
    return row
