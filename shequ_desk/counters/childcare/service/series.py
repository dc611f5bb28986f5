"""The same booking on many dates, and standing full-day children, checked on every one of them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from shequ_desk.counters.childcare.rules.booking import (
    BOOKED,
    Enrolment,
    Failure,
    NewBooking,
    NewSeries,
    SeriesResult,
)
from shequ_desk.counters.childcare.rules.offer import FULL
from shequ_desk.counters.childcare.rules.plan import Place
from shequ_desk.counters.childcare.service.admitting import (
    Applicant,
    OwnBooking,
    applicant,
)
from shequ_desk.counters.childcare.service.approvals import must_be_approved
from shequ_desk.counters.childcare.service.bookings import LOCK, checked, write
from shequ_desk.counters.childcare.service.offers import move_on
from shequ_desk.counters.childcare.service.plans import plan_of
from shequ_desk.counters.childcare.service.presence import Presences, presences
from shequ_desk.counters.childcare.tables import BookingRow, EnrolmentRow
from shequ_desk.kernel.dates import short_date
from shequ_desk.kernel.errors import Refusal
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

_LONGEST = timedelta(days=366)
_ONE_DAY = timedelta(days=1)


@needs("childcare.book")
def check_series(work: Work, series: NewSeries) -> SeriesResult:
    """Which dates of the series can be booked and which cannot, and why. Nothing is stored.

    Refusal without the director's approval, for dates backwards or over a year apart, or without a weekday.
    """
    must_be_approved(work)
    who = applicant(work, series.booking.child_id)
    result, _places = _series(work, who, series)
    return result


@needs("childcare.book")
def book_series(work: Work, series: NewSeries, skip_failures: bool = False) -> SeriesResult:
    """Book every date of the series; those that fail are left out only when `skip_failures`.

    Refusal naming the first failing dates otherwise, or when no date can be booked.
    """
    work.serialize(LOCK)
    must_be_approved(work)
    move_on(work)
    who = applicant(work, series.booking.child_id)
    result, places = _series(work, who, series)
    if not places:
        raise Refusal(f"没有一个日期可以预约：{_named(result.failures)}", "请调整星期、时段或日期", "weekdays")
    if result.failures and not skip_failures:
        failed = f"{len(result.failures)} 个日期不能预约：{_named(result.failures)}"
        raise Refusal(failed, "可去掉这些日期，预约其余日期", "weekdays")
    first = write(work, who, places[0], series.booking)
    work.session.get_one(BookingRow, first).series_id = first
    for one in places[1:]:
        write(work, who, one, series.booking, first)
    return result


@needs("childcare.book")
def enrol(work: Work, enrolment: Enrolment) -> int:
    """A standing full-day child from a day to a day (at most a year), admitted on every date; returns the id.

    Refusal as book, naming the first dates on which it does not fit.
    """
    work.serialize(LOCK)
    must_be_approved(work)
    move_on(work)
    _check_enrolment(work, enrolment)
    who = applicant(work, enrolment.child_id)
    booking = NewBooking(who.standing.person_id, enrolment.programme_no, enrolment.first)
    result, places = _series(work, who, NewSeries(booking, enrolment.last, enrolment.weekdays), standing=True)
    if result.failures or not places:
        raise Refusal(f"这些日期放不下：{_named(result.failures)}", "请调整起止日期或星期，或增加在岗人员", "first")
    if places[0].programme.kind != FULL:
        raise Refusal("长期托只用于全日托项目", "其他项目请用系列预约", "programme_no")
    row = {
        "child_id": who.standing.person_id,
        "programme_no": enrolment.programme_no,
        "weekdays": sorted(enrolment.weekdays),
        "from_day": enrolment.first,
        "to_day": enrolment.last,
        "made_at": work.now,
        "clerk_name": work.clerk.name,
    }
    work.news("childcare")
    return work.insert(EnrolmentRow, row)


def _series(work: Work, who: Applicant, series: NewSeries, standing: bool = False) -> tuple[SeriesResult, list[Place]]:
    first, last = series.booking.day, series.last
    if last < first or last - first > _LONGEST:
        raise Refusal("结束日期应在开始之后，且不超过一年", "请核对日期", "last")
    if not series.weekdays:
        raise Refusal("请至少选择一个星期", "例如：周一、周三", "weekdays")
    found = presences(work, plan_of(work, first, last), first, last)
    places: list[Place] = []
    failures: list[Failure] = []
    for day in _days(first, last, series.weekdays):
        asked = replace(series.booking, day=day)
        try:
            place = checked(work, found, _counting(who, places), asked)
        except Refusal as refusal:
            if not (standing and refusal.field == "day" and _rests(found, asked)):
                failures.append(Failure(day, refusal.message))
            continue
        places.append(place)
    return SeriesResult(tuple(one.day for one in places), tuple(failures)), places


def _rests(found: Presences, asked: NewBooking) -> bool:
    """Whether a standing place simply rests on the day: nothing is held then."""
    plan = found.plan
    programme = plan.programme(asked.programme_no, asked.day)
    numbers = programme.group_nos if programme else ()
    return not any(plan.held(no, asked.day) for no in numbers)


def _counting(who: Applicant, places: list[Place]) -> Applicant:
    """The child with the series' own earlier dates counted against its weekly limit."""
    mine = tuple(OwnBooking(0, place.day, place.programme.no, BOOKED) for place in places)
    return replace(who, own=(*who.own, *mine))


def _days(first: date, last: date, weekdays: tuple[int, ...]) -> Iterator[date]:
    day = first
    while day <= last:
        if day.weekday() in weekdays:
            yield day
        day += _ONE_DAY


def _named(failures: tuple[Failure, ...]) -> str:
    named = "；".join(f"{short_date(one.day)} {one.reason}" for one in failures[:3])
    return named + (f"；等 {len(failures)} 个日期" if len(failures) > 3 else "")


def _check_enrolment(work: Work, enrolment: Enrolment) -> None:
    if enrolment.first < work.today:
        raise Refusal("长期托不能从过去的日期开始", "请选择今天或以后", "first")
    if not enrolment.weekdays:
        raise Refusal("请至少选择一个星期", "例如：周一到周五", "weekdays")
