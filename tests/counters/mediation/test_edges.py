"""The first and the last day on which a rule of mediation holds, and what a file may not go without."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from shequ_desk.counters.mediation.rules.allowance import AllowanceCase, AllowanceRate, allowance
from shequ_desk.counters.mediation.rules.deadlines import (
    check_confirmation,
    check_extension,
    confirmation_limit,
)
from shequ_desk.counters.mediation.rules.file import FileFacts, check_excuse, missing, missing_to_finish
from shequ_desk.counters.mediation.rules.statistics import Statistics, broken
from shequ_desk.kernel.dates import Month, Span
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.limits import WEEKENDS_ONLY, Holidays
from shequ_desk.kernel.money import Money

DAY = date(2026, 11, 20)
MORROW = DAY + timedelta(days=1)
KNOWN = Holidays(frozenset({date(2026, 10, 1), date(2027, 1, 1)}))
CASE = AllowanceCase(1, "（2026）清泉人调字第1号", "", "", "王岚", "simple", "success", DAY, 9, 9)
FILE = FileFacts("apply", "success", "written", frozenset({"mediating"}), frozenset())


def rate(place: int, since: date, settled: int, difficulty: str = "simple") -> AllowanceRate:
    """A made-up rate."""
    return AllowanceRate(place, since, difficulty, Money(settled), Money(0), Money(0), "示例")


def test_a_limit_is_extended_up_to_its_last_day() -> None:
    check_extension(DAY, MORROW, True, True, DAY)
    with pytest.raises(Refusal, match="届满"):
        check_extension(DAY, DAY + timedelta(days=9), True, True, MORROW)
    with pytest.raises(Refusal, match="应晚于现在的期限"):
        check_extension(DAY, DAY, True, True, DAY)
    with pytest.raises(Refusal, match="双方都提出"):
        check_extension(DAY, MORROW, True, False, DAY)


def test_the_court_is_asked_from_the_day_of_effect_to_the_last_of_the_thirty() -> None:
    counted, today = confirmation_limit(DAY, DAY, KNOWN), date(2027, 2, 1)
    for applied in (DAY, counted.last):
        check_confirmation(counted, applied, True, today)
    for applied, said in (
        (DAY - timedelta(days=1), "生效日与今天之间"),
        (counted.last + timedelta(days=1), "已过三十日"),
    ):
        with pytest.raises(Refusal, match=said):
            check_confirmation(counted, applied, True, today)
    uncounted = confirmation_limit(DAY, DAY, WEEKENDS_ONLY)
    check_confirmation(uncounted, uncounted.last + timedelta(days=1), True, today)
    assert (counted.counted, uncounted.counted) == (True, False)


def test_a_case_is_paid_by_the_newest_rate_that_held_on_its_day() -> None:
    rates = (rate(3, date(2026, 1, 1), 300), rate(1, DAY, 100), rate(2, MORROW, 200), rate(9, DAY, 900, "hard"))
    assert allowance(CASE, rates).amount == Money(100)
    assert allowance(CASE, rates[2:]).note == "没有适用的补贴标准"
    assert allowance(replace(CASE, done=8), rates).note == "卷宗缺 1 项"


@pytest.mark.parametrize(("made_on", "running"), [(date(2026, 10, 31), True), (date(2026, 11, 1), False)])
def test_a_period_runs_through_its_last_day(made_on: date, running: bool) -> None:
    made = Statistics(Span(Month(2026, 10)), {}, {}, {}, (), made_on, "清泉", False)
    assert made.running == running


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"total": 1, "hard": 2}, ("疑难复杂案件 2 大于调解案件总数 1",)),
        ({"written": 1, "confirm_applied": 2}, ("申请确认 2 大于书面 1",)),
        ({"total": 2, "success": 1, "failed": 1}, ()),
        ({"total": -1}, ("调解案件总数不能为负",)),
    ],
)
def test_a_part_is_never_more_than_its_whole(values: dict[str, int], said: tuple[str, ...]) -> None:
    assert broken(values) == said


def test_what_the_parties_sign_is_explained_away_only_without_an_agreement() -> None:
    settled, failed = (
        replace(FILE, outcome=outcome, excused=frozenset({"rights"})) for outcome in ("success", "failed")
    )
    assert ["rights" in missing(facts) for facts in (settled, failed)] == [True, False]
    assert ["rights" in missing_to_finish(replace(FILE, outcome=one)) for one in ("success", "failed")] == [True, False]
    with pytest.raises(Refusal, match="不能用情况说明代替"):
        check_excuse("rights", "当事人不愿签", settled)
    check_excuse("rights", "当事人不愿签", failed)
