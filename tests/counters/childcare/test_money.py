"""Money: free visits, meals apart, void, mirror receipt and the refund of the agreement."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.rules.booking import DONE, LEFT, NewBooking
from shequ_desk.counters.childcare.rules.child import Payment
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.dates import Month
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.money import ZERO, Money
from shequ_desk.people import service as people
from shequ_desk.store.database import Database
from shequ_desk.till import service as till
from shequ_desk.till.rules import State
from tests.clerks import as_role
from tests.counters.childcare.kit import (
    CHECK,
    CLERK,
    FULL,
    HOURLY,
    MONDAY,
    OLDER,
    at,
    session_no,
    stay,
)

NOVEMBER = Month(2026, 11)


def _booked(database: Database, clock: FixedClock, day: date, programme: int = HOURLY) -> int:
    clock.set(at(day, 8))
    with database.work(CLERK) as work:
        session = 0 if programme == FULL else session_no(work, OLDER, "上午", day)
        return childcare.book(work, NewBooking(1, programme, day, session))


def _close(database: Database, clock: FixedClock, day: date) -> None:
    clock.set(at(day, 18))
    with database.work(CLERK) as work:
        till.close_day(work, day, till.cash_taken(work, day))


def test_hours_used_are_charged_not_hours_booked(ready: Database, clock: FixedClock) -> None:
    number = _booked(ready, clock, MONDAY)
    clock.set(at(MONDAY, 8, 20))
    with ready.work(CLERK) as work:
        childcare.morning_check(work, number, CHECK)
        childcare.check_in(work, number)
    clock.set(at(MONDAY, 10, 1))
    with ready.work(CLERK) as work:
        quoted = childcare.quote(work, number)
        done = childcare.release(work, number, Payment("cash", Money(5000)), pickup_id=1)
    assert (quoted.minutes, quoted.billed, quoted.pay) == (91, 120, Money(3000))
    assert (done.fee, done.change) == (quoted, Money(2000))


def test_the_price_of_the_day_counts(ready: Database, clock: FixedClock) -> None:
    with ready.work(CLERK) as work:
        hourly = next(one for one in childcare.programmes(work, work.today) if one.no == HOURLY)
        tuesday = MONDAY + timedelta(days=1)
        childcare.save_programme(work, replace(hourly, valid_from=tuesday, price=Money(2000)))
    found = []
    for day in (MONDAY, tuesday):
        found.append(stay(ready, clock, _booked(ready, clock, day), at(day, 8, 30), at(day, 9, 30)).fee.pay)
        _close(ready, clock, day)
    assert found == [Money(1500), Money(2000)]


def test_meals_stand_apart_and_a_reduction_leaves_them(ready: Database, clock: FixedClock) -> None:
    with ready.work(CLERK) as work:
        people.add_tag(work, 1, "kunjing", work.today)
    number = _booked(ready, clock, MONDAY, FULL)
    clock.set(at(MONDAY, 8, 30))
    with ready.work(CLERK) as work:
        childcare.morning_check(work, number, CHECK)
        childcare.check_in(work, number)
        childcare.check_out(work, number, pickup_id=1)
        done = childcare.settle(work, number, Payment("wechat"), meals=2)
        receipt = till.receipt(work, done.number)
        figures = childcare.month_figures(work, NOVEMBER)
    assert [(line.item, line.quantity, line.amount) for line in receipt.lines] == [
        ("全日托", 1, ZERO),
        ("餐费", 2, Money(2400)),
    ]
    assert [(one.payer, one.amount) for one in figures.payers] == [("民政", Money(8000))]
    assert (figures.care, figures.meal_fee, figures.receipts) == (ZERO, Money(2400), Money(2400))


def test_free_visits_are_used_up_and_come_back_with_a_void(ready: Database, clock: FixedClock) -> None:
    with ready.work(CLERK) as work:
        hourly = next(one for one in childcare.programmes(work, work.today) if one.no == HOURLY)
        childcare.save_programme(work, replace(hourly, valid_from=work.today, free_visits=1))
    first = _booked(ready, clock, MONDAY)
    free = stay(ready, clock, first, at(MONDAY, 8, 30), at(MONDAY, 10))
    with ready.work(CLERK) as work:
        undone = childcare.void_stays(work, free.number, "点错了孩子")
        assert childcare.open_file(work, 1).free_visits_used == 0
        assert [one.state for one in childcare.roster(work).rows] == [LEFT]
        again = childcare.settle(work, first, Payment())
        assert childcare.open_file(work, 1).free_visits_used == 1
    assert (free.fee.pay, free.fee.free, undone.number) == (ZERO, True, free.number)
    assert (again.fee.free, again.number) == (True, "TY-2026-000002")
    _close(ready, clock, MONDAY)
    tuesday = MONDAY + timedelta(days=1)
    second = stay(ready, clock, _booked(ready, clock, tuesday), at(tuesday, 8, 30), at(tuesday, 10))
    assert (second.fee.free, second.fee.pay) == (False, Money(2250))


def test_a_closed_day_is_reversed_by_the_director_only(ready: Database, clock: FixedClock) -> None:
    done = stay(ready, clock, _booked(ready, clock, MONDAY), at(MONDAY, 8, 30), at(MONDAY, 11, 30))
    _close(ready, clock, MONDAY)
    clock.set(at(MONDAY + timedelta(days=1), 9))
    with pytest.raises(Refusal, match="权限"), ready.work(as_role("childcare")) as work:
        childcare.reverse_stays(work, done.number, "多收")
    with ready.work(CLERK) as work:
        undone = childcare.reverse_stays(work, done.number, "多收")
        mirror, original = till.receipt(work, undone.mirror), till.receipt(work, done.number)
        figures = childcare.month_figures(work, NOVEMBER)
        assert childcare.roster(work, MONDAY).rows[0].state == LEFT
    assert (mirror.amount, original.state) == (Money(-4500), State.REVERSED)
    assert (figures.visits, figures.list_price, figures.receipts) == (0, ZERO, ZERO)
    assert [(day.day, one.visits) for day, one in figures.by_day] == [(23, 1), (24, -1)]


@pytest.mark.parametrize(
    ("reason", "back", "kept"),
    [("机构原因中断服务", 4500, 0), ("儿童突发疾病提前接回", 2250, 2250)],
)
def test_refund_by_the_agreement(ready: Database, clock: FixedClock, reason: str, back: int, kept: int) -> None:
    done = stay(ready, clock, _booked(ready, clock, MONDAY), at(MONDAY, 8, 30), at(MONDAY, 11, 30))
    with ready.work(CLERK) as work:
        assert reason in [one.reason for one in childcare.refund_reasons(work, done.number)]
        undone = childcare.refund(work, done.number, reason)
        new = till.receipt(work, undone.kept)
        figures = childcare.month_figures(work, NOVEMBER)
        states = [one.state for one in childcare.roster(work).rows]
    assert (undone.given_back, new.amount, undone.mirror) == (Money(back), Money(kept), "")
    assert dict(new.facts)["原凭证"] == done.number
    assert (figures.visits, figures.care, figures.receipts, states) == (1, Money(kept), Money(kept), [DONE])
    assert figures.list_price == sum((one.amount for one in figures.payers), ZERO)


def test_a_refund_of_a_closed_day_gives_a_mirror_receipt(ready: Database, clock: FixedClock) -> None:
    done = stay(ready, clock, _booked(ready, clock, MONDAY), at(MONDAY, 8, 30), at(MONDAY, 11, 30))
    _close(ready, clock, MONDAY)
    clock.set(at(MONDAY + timedelta(days=1), 9))
    with ready.work(CLERK) as work:
        undone = childcare.refund(work, done.number, "收费录入有误")
        mirror = till.receipt(work, undone.mirror)
    assert (mirror.state, mirror.amount, mirror.mirrors_number) == (State.MIRROR, Money(-4500), done.number)


@pytest.mark.parametrize("reason", ["天气", "家长自行提前接回", ""])
def test_a_reason_the_agreement_does_not_pay_for(ready: Database, clock: FixedClock, reason: str) -> None:
    done = stay(ready, clock, _booked(ready, clock, MONDAY), at(MONDAY, 8, 30), at(MONDAY, 11, 30))
    with pytest.raises(Refusal, match=r"不退费|没有约定"), ready.work(CLERK) as work:
        childcare.refund(work, done.number, reason)


def test_only_own_receipts(ready: Database) -> None:
    with ready.work(CLERK) as work, pytest.raises(Refusal, match="不是托育凭证"):
        childcare.void_stays(work, "CT-2026-000001", "错")


def test_nothing_is_settled_twice_or_before_the_child_went(ready: Database, clock: FixedClock) -> None:
    number = _booked(ready, clock, MONDAY)
    with ready.work(CLERK) as work, pytest.raises(Refusal, match="还没有接走"):
        childcare.settle(work, number, Payment())
    stay(ready, clock, number, at(MONDAY, 8, 30), at(MONDAY, 9))
    with ready.work(CLERK) as work, pytest.raises(Refusal, match="已经结算"):
        childcare.settle(work, number, Payment())


def test_short_cash_keeps_the_child_here(ready: Database, clock: FixedClock) -> None:
    number = _booked(ready, clock, MONDAY)
    clock.set(datetime(2026, 11, 23, 8, 30))
    with ready.work(CLERK) as work:
        childcare.morning_check(work, number, CHECK)
        childcare.check_in(work, number)
    with pytest.raises(Refusal, match="现金不足"), ready.work(CLERK) as work:
        childcare.release(work, number, Payment("cash", Money(1)), pickup_id=1)
    with ready.reading(CLERK) as work:
        assert childcare.roster(work).present == 1
