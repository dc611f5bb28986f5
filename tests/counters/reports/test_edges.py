"""When a month may be closed, and by whom over a red line."""

from datetime import date, datetime

import pytest

from shequ_desk.counters.reports.rules.closing import Line, check_month, check_order, check_red
from shequ_desk.counters.reports.rules.monthly import Monthly, chinese
from shequ_desk.kernel.dates import Month, Span
from shequ_desk.kernel.errors import Refusal

SEPTEMBER, OCTOBER, NOVEMBER = (Month(2026, number) for number in (9, 10, 11))
BEGUN = date(2026, 9, 30)
RED = (Line("还有 1 天未日结", False),)


def test_a_month_is_closed_when_its_last_day_is_over_and_the_program_saw_a_day_of_it() -> None:
    check_month(OCTOBER, date(2026, 11, 1), BEGUN)
    check_month(SEPTEMBER, date(2026, 11, 1), BEGUN)
    with pytest.raises(Refusal, match="还没有结束") as early:
        check_month(OCTOBER, date(2026, 10, 31), BEGUN)
    assert early.value.way_out == "11月1日起可以结账"
    with pytest.raises(Refusal, match="在启用本程序之前"):
        check_month(Month(2026, 8), date(2026, 11, 1), BEGUN)


def test_months_are_closed_one_after_another_from_the_first() -> None:
    check_order(SEPTEMBER, [], BEGUN)
    check_order(OCTOBER, [SEPTEMBER], BEGUN)
    for month, closed, said in (
        (OCTOBER, [], "2026年9月还没有结账"),
        (NOVEMBER, [SEPTEMBER], "2026年10月还没有结账"),
        (SEPTEMBER, [SEPTEMBER], "已经结账"),
    ):
        with pytest.raises(Refusal, match=said):
            check_order(month, closed, BEGUN)


def test_a_red_line_is_passed_by_the_director_with_a_reason_only() -> None:
    check_red((), may_override=False, reason="")
    check_red(RED, may_override=True, reason="停电补录")
    with pytest.raises(Refusal, match="还有 1 项核对未通过：还有 1 天未日结"):
        check_red(RED, may_override=False, reason="停电补录")
    with pytest.raises(Refusal, match="须写明原因"):
        check_red(RED, may_override=True, reason=" ")


def test_a_report_is_a_trial_through_its_last_day() -> None:
    moments = (datetime(2026, 10, 31, 23, 59), datetime(2026, 11, 1))
    assert [Monthly(Span(OCTOBER), "清泉", False, at, ()).trial for at in moments] == [True, False]


def test_headings_count_in_chinese() -> None:
    assert [chinese(number) for number in (1, 9, 10, 11, 20, 21, 99)] == [
        "一",
        "九",
        "十",
        "十一",
        "二十",
        "二十一",
        "九十九",
    ]
