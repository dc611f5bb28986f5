"""Which meal is served now, which days are closed, what stops being sold."""

from datetime import date, datetime, time

import pytest

from shequ_desk.counters.canteen import service as canteen
from shequ_desk.counters.canteen.rules import Hours
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.dates import Month
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.money import Money
from shequ_desk.office.tables import HolidayRow
from shequ_desk.store.database import Database
from tests.counters.canteen.kit import CLERK, lunch

NOON = Hours("午", time(10, 30), time(12, 30), date(2026, 1, 1))


@pytest.mark.parametrize(
    ("at", "slot"),
    [
        *(((6, 0), "早"), ((8, 30), "早"), ((9, 30), "早"), ((9, 31), "午")),
        *(((12, 30), "午"), ((12, 31), "午"), ((14, 31), "晚"), ((22, 0), "晚")),
    ],
)
def test_the_till_turns_to_the_next_meal_when_it_is_nearer(
    preset: Database, clock: FixedClock, at: tuple[int, int], slot: str
) -> None:
    with preset.work(CLERK) as work:
        canteen.add_set(work, "白粥", ("早",), Money(300), date(2026, 1, 1))
        canteen.change_hours(work, Hours("早", time(6, 30), time(8, 30), date(2026, 1, 1)))
        canteen.change_hours(work, NOON)
        canteen.change_hours(work, Hours("晚", time(16, 30), time(18, 0), date(2026, 1, 1)))
    clock.set(datetime(2026, 11, 23, *at))
    with preset.reading(CLERK) as work:
        assert canteen.slot_now(work) == slot


def test_a_meal_nothing_is_sold_for_is_not_served(preset: Database, clock: FixedClock) -> None:
    clock.set(datetime(2026, 11, 23, 7, 0))
    with preset.reading(CLERK) as work:
        assert [one.slot for one in canteen.hours_on(work, work.today)] == ["早", "午", "晚"]
        assert canteen.slot_now(work) == "午"


def test_hours_change_from_their_day(preset: Database) -> None:
    with preset.work(CLERK) as work:
        canteen.change_hours(work, NOON)
        canteen.change_hours(work, Hours("午", time(11, 0), time(13, 0), date(2026, 12, 1)))
        told = [[one.text for one in canteen.hours_on(work, day) if one.slot == "午"] for day in _AROUND]
    assert told == [["午餐 10:30–12:30"], ["午餐 11:00–13:00"]]


@pytest.mark.parametrize("closes", [time(10, 30), time(9, 0)])
def test_a_meal_ends_after_it_begins(preset: Database, closes: time) -> None:
    with pytest.raises(Refusal, match="结束时间应晚于开始时间"), preset.work(CLERK) as work:
        canteen.change_hours(work, Hours("午", time(10, 30), closes, date(2026, 12, 1)))


def test_a_closed_day_is_opened_again_until_it_is_over(preset: Database) -> None:
    with preset.work(CLERK) as work:
        past, ahead = (canteen.close_date(work, date(2026, 11, day), "检修") for day in (20, 24))
        canteen.end_closure(work, ahead, work.today)
        assert canteen.closed_on(work, date(2026, 11, 24)) == ""
        with pytest.raises(Refusal, match="已经过去的停餐日不能取消"):
            canteen.end_closure(work, past, work.today)
        assert canteen.closed_on(work, date(2026, 11, 20)) == "检修"


def test_a_closed_weekday_ends_with_its_last_day(preset: Database) -> None:
    with preset.work(CLERK) as work:
        sundays = canteen.close_weekday(work, 6, date(2026, 11, 1), "周日休息")
        canteen.end_closure(work, sundays, date(2026, 11, 15))
        closed = [day.day for day in Month(2026, 11).days() if day not in canteen.open_days(work, Month(2026, 11))]
    assert closed == [1, 8, 15]


def test_days_off_still_to_come_are_closed_once(preset: Database) -> None:
    with preset.work(CLERK) as work:
        for day in (date(2026, 11, 20), date(2026, 12, 24), date(2026, 12, 25)):
            work.insert(HolidayRow, {"day": day, "rest": True, "name": "放假", "proof": ""})
        canteen.close_date(work, date(2026, 12, 24), "检修")
        assert [canteen.close_holidays(work), canteen.close_holidays(work)] == [1, 0]
        assert canteen.closed_on(work, date(2026, 12, 25)) == "放假"
        assert canteen.closed_on(work, date(2026, 11, 20)) == ""


def test_a_set_is_not_ended_before_a_meal_that_was_sold(preset: Database) -> None:
    with preset.work(CLERK) as work:
        canteen.settle(work, lunch(1, None))
        with pytest.raises(Refusal, match="之后还卖过这个套餐"):
            canteen.end_set(work, 1, date(2026, 11, 20))
        canteen.end_set(work, 1, work.today)
        assert [[one.id for one in canteen.sets_on(work, date(2026, 11, day))] for day in (21, 22)] == [[1, 2], [2]]


_AROUND = (date(2026, 11, 30), date(2026, 12, 1))
