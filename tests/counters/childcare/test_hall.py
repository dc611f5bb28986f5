"""What the hall is told, and what hangs on the wall; what a booking costs."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.rules.booking import NewBooking
from shequ_desk.counters.childcare.rules.care import MedicineGiven, MedicineOrder
from shequ_desk.counters.childcare.rules.child import ChildCard
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.dates import Month
from shequ_desk.kernel.errors import Refusal
from shequ_desk.people import service as people
from shequ_desk.store.database import Database
from tests.clerks import as_role
from tests.counters.childcare.kit import (
    CHECK,
    CLERK,
    HOURLY,
    MONDAY,
    OLDER,
    TODAY,
    aged,
    at,
    child,
    morning,
    session_no,
    stay,
)
from tests.statements import statements

NOVEMBER = Month(2026, 11)


def test_tiles_follow_the_child_through_the_day(ready: Database, clock: FixedClock) -> None:
    with ready.work(CLERK) as work:
        tiles = [childcare.tiles(work, 1)]
        number = childcare.book(work, morning(work, 1))
        tiles.append(childcare.tiles(work, 1))
        assert childcare.tiles(work, child(work, date(1980, 5, 1), "李国芳")) == ()
    clock.set(at(MONDAY, 8))
    with ready.reading(CLERK) as work:
        tiles.append(childcare.tiles(work, 1))
    stay(ready, clock, number, at(MONDAY, 8, 30), at(MONDAY, 10))
    with ready.reading(CLERK) as work:
        tiles.append(childcare.tiles(work, 1))
        (past,) = childcare.timeline(work, 1)
        today = childcare.figures_today(work)
    assert [[(one.title, one.state) for one in facts] for facts in tiles] == [
        [("预约托育", "27 月")],
        [("预约托育", "已约 11月23日 8:30–11:30")],
        [("托育签到", "托大班 8:30–11:30 待签到"), ("预约托育", "27 月")],
        [("预约托育", "27 月")],
    ]
    assert (past.text, past.number) == ("托大班 计时托 8:30–11:30", "TY-2026-000001")
    assert (today.came, today.booked) == (1, 1)


def test_reminders_tell_of_allergies_and_health_checks(ready: Database, clock: FixedClock) -> None:
    with ready.work(CLERK) as work:
        childcare.save_card(work, ChildCard(1, "祖辈", "牛奶"))
        assert childcare.reminders(work, 1) == ("有过敏或禁忌，请打开托育档案查看",)
    clock.set(datetime(2027, 2, 10, 9))
    with ready.reading(CLERK) as work:
        assert childcare.reminders(work, 1) == ("有过敏或禁忌，请打开托育档案查看", "健康检查有效至 2027-03-01")


def test_due_of_tomorrow_medicine_and_no_shows(ready: Database, clock: FixedClock) -> None:
    with ready.work(CLERK) as work:
        childcare.book(work, morning(work, 1))
        order = MedicineOrder(1, "退热贴", "1 片", "午睡前", TODAY, MONDAY, "李国芳", original=True)
        number = childcare.order_medicine(work, order)
    clock.set(at(MONDAY - timedelta(days=1), 10))
    with ready.reading(CLERK) as work:
        sunday = [one.text for one in childcare.due(work)]
    clock.set(at(MONDAY, 12))
    with ready.work(CLERK) as work:
        monday = [one.text for one in childcare.due(work)]
        childcare.give_medicine(work, MedicineGiven(number, work.now, "陈老师", "沈老师"))
        for given, said in (
            (MedicineGiven(number, work.now, "陈老师", "陈老师"), "不能是同一人"),
            (MedicineGiven(number, work.now, "陈老师", ""), "两人核对"),
            (MedicineGiven(99, work.now, "陈老师", "沈老师"), "没有这份"),
        ):
            with pytest.raises(Refusal, match=said):
                childcare.give_medicine(work, given)
        assert len(childcare.doses(work, MONDAY)) == len(childcare.medicines(work, MONDAY)) == 1
    assert sunday == ["今日委托喂药 1 份", "明日托育 1 名儿童"]
    assert monday == ["11月23日 托育预约未到 1 个待处理", "今日委托喂药 1 份"]


def test_due_without_approval_names_nobody(ready: Database, clock: FixedClock) -> None:
    with ready.work(CLERK) as work:
        number = childcare.book(work, morning(work, 1))
    clock.set(at(MONDAY, 8, 30))
    with ready.work(CLERK) as work:
        childcare.morning_check(work, number, CHECK)
        childcare.check_in(work, number)
    clock.set(at(MONDAY, 18))
    with ready.reading(replace(as_role("auditor"), id=9)) as work:
        assert [one.text for one in childcare.due(work)] == ["有 1 名儿童过时未接走"]


def test_the_wall_carries_masked_names_only(ready: Database) -> None:
    with ready.work(CLERK) as work:
        childcare.book(work, morning(work, 1))
        (row,) = childcare.wall(work, MONDAY)
    assert (row.name, row.hours) == ("李*满", "8:30–11:30")


def test_statements_of_a_booking_do_not_grow(ready: Database) -> None:
    with ready.work(CLERK) as work:
        for name in "一二三四五":
            childcare.book(work, morning(work, aged(work, 27, name=f"周小{name}")))
        asked = NewBooking(1, HOURLY, MONDAY, session_no(work, OLDER, "上午"))
    with ready.work(CLERK) as work, statements(ready) as sent:
        childcare.book(work, asked)
    assert len(sent) <= 24
    with ready.reading(CLERK) as work:
        assert people.brief(work, 1).name == "李小满"
