"""When money may be taken, and the clock set back (P7)."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.errors import Refusal
from shequ_desk.store.database import Database
from shequ_desk.till import service as till
from shequ_desk.till.rules import CLOCK_SLIP, business_day
from tests.till.kit import CLERK, charged, fen

TODAY = date(2026, 11, 21)
_NEAR = st.dates(TODAY - timedelta(days=60), TODAY + timedelta(days=60))


def _close(database: Database, day: date) -> None:
    with database.work(CLERK) as work:
        till.close_day(work, day, till.preview_close(work, day).expected)


@given(running=st.sets(_NEAR), closed=st.sets(_NEAR))
def test_the_business_day_is_never_closed_and_nothing_earlier_is_open(running: set[date], closed: set[date]) -> None:
    running -= closed
    try:
        day = business_day(TODAY, sorted(running), closed)
    except Refusal:
        return
    assert day not in closed
    assert not [d for d in running if d < TODAY]
    assert day == TODAY or day in running
    assert TODAY <= day <= TODAY + CLOCK_SLIP


def test_yesterday_is_closed_first(database: Database, clock: FixedClock) -> None:
    clock.set(datetime(2026, 11, 20, 11, 0))
    charged(database)
    clock.set(datetime(2026, 11, 21, 8, 0))
    with pytest.raises(Refusal, match="11月20日尚未日结"):
        charged(database)
    _close(database, date(2026, 11, 20))
    assert charged(database).day == TODAY


def test_a_day_of_last_year_is_named_with_its_year(database: Database, clock: FixedClock) -> None:
    clock.set(datetime(2026, 12, 31, 11, 0))
    charged(database)
    clock.set(datetime(2027, 1, 2, 8, 0))
    with pytest.raises(Refusal, match="2026年12月31日尚未日结"):
        charged(database)
    _close(database, date(2026, 12, 31))
    assert charged(database).number == "CT-2027-000001"


def test_a_clock_without_battery_takes_no_money(database: Database, clock: FixedClock) -> None:
    charged(database)
    clock.set(datetime(2010, 1, 1, 0, 5))
    with pytest.raises(Refusal, match="电脑日期（2010年1月1日）不对"):
        charged(database)
    clock.set(datetime(2026, 11, 21, 12, 0))
    assert charged(database).day == TODAY


def test_after_the_close_nothing_more_is_taken(database: Database) -> None:
    charged(database)
    _close(database, TODAY)
    with pytest.raises(Refusal, match="今日已日结"):
        charged(database)


def test_a_clock_set_back_leaves_day_and_numbers_in_order(database: Database, clock: FixedClock) -> None:
    first = charged(database)
    clock.set(datetime(2025, 12, 31, 9, 0))
    clock.set(datetime(2026, 11, 3, 9, 0))
    second = charged(database)
    assert (second.serial, second.day, second.at) == (first.serial + 1, TODAY, datetime(2026, 11, 3, 9, 0))
    clock.set(datetime(2026, 11, 21, 12, 0))
    assert charged(database).serial == first.serial + 2
    _close(database, TODAY)


def test_a_clock_behind_a_closed_day_is_named(database: Database, clock: FixedClock) -> None:
    charged(database)
    _close(database, TODAY)
    clock.set(datetime(2026, 11, 15, 9, 0))
    with pytest.raises(Refusal, match=r"11月15日.*早于.*11月21日"):
        charged(database)


def test_a_clock_once_far_ahead_does_not_stop_the_till(database: Database, clock: FixedClock) -> None:
    clock.set(datetime(2031, 1, 1, 9, 0))
    ahead = charged(database)
    clock.set(datetime(2026, 11, 21, 9, 0))
    now = charged(database)
    assert (ahead.number, now.number) == ("CT-2031-000001", "CT-2026-000001")
    with database.reading(CLERK) as work:
        assert till.open_days(work) == (TODAY, date(2031, 1, 1))


def test_a_day_closed_far_ahead_by_a_wrong_clock_does_not_stop_the_till() -> None:
    assert business_day(TODAY, (), {TODAY + CLOCK_SLIP + timedelta(days=1)}) == TODAY
    with pytest.raises(Refusal, match="早于"):
        business_day(TODAY, (), {TODAY + CLOCK_SLIP})


def test_of_several_days_ahead_the_last_one_goes_on() -> None:
    ahead = [TODAY + timedelta(days=days) for days in (1, 3)]
    assert business_day(TODAY, ahead, ()) == ahead[-1]


def test_shifts_count_the_drawer(database: Database, clock: FixedClock) -> None:
    with database.work(CLERK) as work:
        assert till.open_shift(work, fen("200.00")).counted == fen("200.00")
    charged(database)
    with pytest.raises(Refusal, match=r"短款 1[.]00"), database.work(CLERK) as work:
        till.hand_over(work, fen("207.00"), "李明")
    with database.work(CLERK) as work:
        handed = till.hand_over(work, fen("207.00"), " 李明 ", "找零差错")
        assert till.shifts(work, TODAY)[-1] == handed
    assert (handed.expected, handed.difference, handed.successor) == (fen("208.00"), fen("-1.00"), "李明")
    with database.reading(CLERK) as work:
        state = till.day_state(work, TODAY)
    assert (state.receipts, state.closed) == (1, False)
    assert (state.opening_float, state.expected) == (fen("200.00"), fen("208.00"))


def test_a_shift_is_opened_once_and_not_after_the_close(database: Database) -> None:
    with pytest.raises(Refusal), database.work(CLERK) as work:
        till.open_shift(work, fen("-1.00"))
    with database.work(CLERK) as work:
        till.open_shift(work, fen("0.00"))
    with pytest.raises(Refusal, match="今日已开班"), database.work(CLERK) as work:
        till.open_shift(work, fen("1.00"))
    with pytest.raises(Refusal, match="接班人"), database.work(CLERK) as work:
        till.hand_over(work, fen("0.00"), " ")
    charged(database)
    _close(database, TODAY)
    with pytest.raises(Refusal, match="今日已日结"), database.work(CLERK) as work:
        till.open_shift(work, fen("1.00"))
    with pytest.raises(Refusal, match="今日已日结"), database.work(CLERK) as work:
        till.hand_over(work, fen("8.00"), "李明")


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (datetime(2026, 11, 22, 0, 10), "11月21日尚未日结"),
        (datetime(2010, 1, 1, 0, 5), "电脑日期（2010年1月1日）不对"),
    ],
)
def test_a_shift_is_of_a_day_that_takes_money(database: Database, clock: FixedClock, now: datetime, said: str) -> None:
    charged(database)
    clock.set(now)
    with pytest.raises(Refusal, match=said), database.work(CLERK) as work:
        till.open_shift(work, fen("200.00"))
    with pytest.raises(Refusal, match=said), database.work(CLERK) as work:
        till.hand_over(work, fen("8.00"), "李明")


def test_shifts_of_a_clock_set_back_belong_to_the_open_day(database: Database, clock: FixedClock) -> None:
    charged(database)
    clock.set(datetime(2026, 11, 3, 9, 0))
    with database.work(CLERK) as work:
        assert till.open_shift(work, fen("200.00")).day == TODAY
        handed = till.hand_over(work, fen("208.00"), "李明")
    assert (handed.day, handed.expected, handed.difference) == (TODAY, fen("208.00"), fen("0.00"))


def test_a_clock_behind_a_closed_day_opens_no_shift(database: Database, clock: FixedClock) -> None:
    charged(database)
    _close(database, TODAY)
    clock.set(datetime(2026, 11, 15, 9, 0))
    with pytest.raises(Refusal, match="早于"), database.work(CLERK) as work:
        till.open_shift(work, fen("200.00"))
