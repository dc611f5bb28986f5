"""What a stay costs: rounding, free quota, reductions, refunds."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_desk.counters.childcare.rules.fees import RefundRule, billed_minutes, fee, refund
from shequ_desk.counters.childcare.rules.offer import GUARDIAN, HALF, HOURLY, GroupReduction, Programme
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.money import Money, total

PRICES = st.integers(0, 10_000).map(Money)
STEPS = st.sampled_from((1, 10, 15, 20, 30, 45, 60))
REDUCTIONS = (GroupReduction("kunjing", 50, "民政"), GroupReduction("guer", 100, "民政"))


def _hourly(price: Money = Money(1500), rounding: int = 30, free_visits: int = 0) -> Programme:
    return Programme(
        valid_from=date(2026, 1, 1),
        name="计时托",
        kind=HOURLY,
        group_nos=(1,),
        price=price,
        rounding=rounding,
        free_visits=free_visits,
        reductions=REDUCTIONS,
        meal_price=Money(1200),
    )


@given(st.integers(1, 1440), STEPS)
def test_used_time_is_rounded_up_to_the_step(minutes: int, step: int) -> None:
    billed = billed_minutes(minutes, step)
    assert billed % step == 0
    assert minutes <= billed < minutes + step


@given(st.integers(1, 720), PRICES, STEPS)
def test_the_fee_is_price_by_billed_time_to_the_fen(minutes: int, price: Money, step: int) -> None:
    found = fee(_hourly(price, step), minutes)
    assert abs(found.list_price.fen * 60 - price.fen * found.billed) <= 30
    assert found.list_price == found.pay == found.line.price * found.line.quantity


@given(st.integers(1, 720), PRICES, STEPS, st.integers(0, 3), st.sets(st.sampled_from(("kunjing", "guer", "dibao"))))
def test_shares_add_up_and_nobody_pays_less_than_nothing(
    minutes: int, price: Money, step: int, visits: int, tags: set[str]
) -> None:
    found = fee(_hourly(price, step, free_visits=2), minutes, tags, visits, meals=2)
    assert total(amount for _, amount in found.shares) == found.list_price
    assert found.care >= Money(0)
    assert found.pay == found.care + Money(2400)
    assert found.free == (visits < 2)


@given(st.integers(1, 700), PRICES, STEPS)
def test_longer_never_costs_less(minutes: int, price: Money, step: int) -> None:
    programme = _hourly(price, step)
    assert fee(programme, minutes).list_price <= fee(programme, minutes + step).list_price


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (180, "计时托 15.00 元/时 × 3 = 45.00 元"),
        (181, "计时托 15.00 元/时 × 3.5 = 52.50 元"),
        (1, "计时托 15.00 元/时 × 0.5 = 7.50 元"),
    ],
)
def test_how_a_fee_reads(minutes: int, text: str) -> None:
    assert fee(_hourly(), minutes).text == text


def test_a_session_costs_its_price_whatever_was_used() -> None:
    half = Programme(
        valid_from=date(2026, 1, 1), name="半日托", kind=HALF, group_nos=(1,), price=Money(4000), unit="session"
    )
    found = [fee(half, minutes) for minutes in (5, 180)]
    assert [one.pay for one in found] == [Money(4000), Money(4000)]
    assert (found[0].billed, found[0].text) == (0, "半日托 40.00 元/次 × 1 = 40.00 元")


def test_the_free_visit_comes_first_then_the_best_reduction() -> None:
    programme = _hourly(free_visits=1)
    free, helped, plain = (
        fee(programme, 60, tags, visits) for tags, visits in ((("guer",), 0), (("guer", "kunjing"), 1), ((), 1))
    )
    assert (free.payer, free.reason, free.pay) == ("公益资金", "年度免费第 1 次（共 1 次）", Money(0))
    assert (helped.payer, helped.reduction, helped.free) == ("民政", Money(1500), False)
    assert plain.shares == ((GUARDIAN, Money(1500)),)


def test_meals_cannot_be_negative() -> None:
    with pytest.raises(Refusal, match="餐数不能为负"):
        fee(_hourly(), 60, meals=-1)


def test_refund_by_the_rule_of_the_agreement() -> None:
    rules = (RefundRule("机构原因中断服务", 100), RefundRule("突发疾病", 50))
    assert [refund(Money(4501), rules, one.reason) for one in rules] == [Money(4501), Money(2251)]
    with pytest.raises(Refusal, match="协议没有约定“天气”"):
        refund(Money(100), rules, "天气")
