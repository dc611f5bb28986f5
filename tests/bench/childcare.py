"""2,000 children and 100,000 stays in the file: a booking admitted, the week board's figures read."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.rules.booking import NewBooking
from shequ_desk.counters.childcare.rules.plan import moment
from shequ_desk.counters.childcare.tables import BookingRow
from shequ_desk.office.service import Seat
from shequ_desk.people.tables import Person
from shequ_desk.store.database import Work
from tests.bench.figures import Line, spread, times

CHILDREN, STAYS = 2_000, 100_000
_A_DAY = 100
_OLDER, _HOURLY = 3, 3
_STAY = """
INSERT INTO childcare_stay (id, day, stay_day, booking_id, child_id, programme_no, programme_name, group_no, group_name,
  session_no, age_class, months, in_at, out_at, minutes, billed, quantity, item, list_price, reduction, care, payer,
  reason, free, meals, meal_fee, pay, payment, receipt_id, receipt_no)
SELECT id, day, day, id, child_id, programme_no, '计时托', group_no, '托大班', session_no, '托大班', months, starts,
  ends, 180, 180, 1, '计时托', 4500, 0, 4500, '', '', 0, 0, 0, 4500, 'wechat', 1, 'TY-0-' || id FROM childcare_booking
"""


def places(seat: Seat) -> list[Line]:
    """Fill the file, then book and read the board as the page does."""
    with seat.database.work(seat.clerk) as work:
        _prepare(work)
        children = _children(work)
        _fill(work, children)
    bare = seat.database.bare()
    bare.execute(_STAY)
    bare.close()
    return [_admit(seat), _board(seat)]


def _admit(seat: Seat) -> Line:
    with seat.database.reading(seat.clerk) as work:
        asked = _asked(work)

    def one(place: int) -> None:
        with seat.database.work(seat.clerk) as work:
            childcare.book(work, asked[place])

    found = times(len(asked), one)
    what = f"admit a childcare booking, {CHILDREN:,} children, {STAYS:,} stays"
    return Line(what, spread(found[5:]), "service call to durable commit", "≤ 10 ms")


def _board(seat: Seat) -> Line:
    def one(_: int) -> None:
        with seat.database.reading(seat.clerk) as work:
            childcare.week(work, work.today)

    one(0)
    return Line("week board, figures read", spread(times(60, one)), "six rows and more, seven days", "drawn ≤ 50 ms")


def _prepare(work: Work) -> None:
    childcare.preset(work, work.today.replace(month=1, day=1))
    if not childcare.approved(work):
        childcare.approve(work, work.clerk.id, work.today, None, "测速")


def _children(work: Work) -> list[int]:
    youngest = work.today - timedelta(days=13 * 365)
    query = select(Person.id).where(Person.birth >= youngest).order_by(Person.id).limit(CHILDREN)
    return list(work.connection.execute(query).scalars())


def _fill(work: Work, children: list[int]) -> None:
    known = {"programme_no": _HOURLY, "group_no": _OLDER, "session_no": 1, "months": 27, "state": "done"}
    known |= {"pickup_id": 0, "remark": "", "clerk_name": "王岚", "enrolment_id": 0, "series_id": 0}
    rows = [_stay(number, children, work.today) | known for number in range(STAYS)]
    work.insert_many(BookingRow, rows, each=False)


def _stay(number: int, children: list[int], today: date) -> dict[str, Any]:
    day = today - timedelta(days=1 + number // _A_DAY)
    starts = moment(day, 510)
    ends = starts + timedelta(hours=3)
    row = {"id": number + 1, "child_id": children[number % len(children)], "day": day, "booked_at": starts}
    return row | {"starts": starts, "ends": ends, "came_at": starts, "left_at": ends}


def _asked(work: Work) -> list[NewBooking]:
    """Up to 200 bookings of two-year-olds on the open days ahead, four a morning."""
    oldest, youngest = work.today - timedelta(days=32 * 30), work.today - timedelta(days=26 * 30)
    query = select(Person.id).where(Person.birth.between(oldest, youngest)).order_by(Person.id).limit(200)
    children = list(work.connection.execute(query).scalars())
    session = next(one.no for one in childcare.sessions(work, work.today, _OLDER) if one.name == "上午")
    days = [day for day in (work.today + timedelta(days=one) for one in range(1, 75)) if day.weekday() < 5]
    return [NewBooking(child, _HOURLY, days[place // 4 % len(days)], session) for place, child in enumerate(children)]
