"""The month on paper: what is printed adds up, and says so when it is not final."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_desk.catalogue import REPORTS
from shequ_desk.counters.childcare import papers
from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.rules.month import Sum
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.figures import Table
from shequ_desk.kernel.money import Money, total
from shequ_desk.store.database import Database
from shequ_desk.till import service as till
from tests.clerks import as_role
from tests.counters.childcare.kit import CLERK, MONDAY, aged, at, grandmother, morning, stay
from tests.counters.childcare.kit import papers as sign
from tests.counters.childcare.papers.kit import NOVEMBER, Gathered, absent, sheets, text

CLASSES = ("乳儿班", "托小班", "托大班", "学龄")
DAYS = st.dates(date(2026, 11, 1), date(2026, 11, 30))
FEN = st.integers(-5000, 5000)


def tables(gathered: Gathered) -> dict[str, Table]:
    """Title → table."""
    return {one.title: one for one in papers.month_tables(gathered.month)}


def summed(table: Table, place: int) -> Any:
    """The sum of a column without its total."""
    values: list[Any] = [row[place] for row in table.rows]
    return total(values) if isinstance(values[0], Money) else sum(values)


@pytest.mark.parametrize("title", ["各项目情况", "各月龄班型情况", "逐日情况"])
def test_by_class_by_day_and_by_programme_are_the_same_total(gathered: Gathered, title: str) -> None:
    table, f = tables(gathered)[title], gathered.month.figures
    assert table.totals is not None
    whole = (f.visits, f.minutes, f.list_price, f.care, f.borne, f.meal_fee)
    assert tuple(summed(table, place) for place in (1, 3, 4, 5, 6, 7)) == whole
    assert (table.totals[1], *table.totals[3:]) == whole


@given(st.lists(st.tuples(st.sampled_from("甲乙丙"), st.sampled_from(CLASSES), DAYS, FEN, FEN), max_size=12))
def test_any_ledger_prints_columns_that_add_up(
    gathered: Gathered, lines: list[tuple[str, str, date, int, int]]
) -> None:
    """Stays of random programmes, classes, days, prices and shares: every table carries the same totals row."""
    figures = replace(gathered.month.figures, **_ledger(lines))
    printed = papers.month_tables(replace(gathered.month, figures=figures))
    grouped = [one for one in printed if one.title in ("各项目情况", "各月龄班型情况", "逐日情况")]
    assert len({one.totals for one in grouped}) == 1
    for one in grouped:
        assert one.totals is None or all(summed(one, place) == one.totals[place] for place in (1, 3, 4, 5, 6, 7))


def _ledger(lines: list[tuple[str, str, date, int, int]]) -> dict[str, Any]:
    def sums(of: list[tuple[str, str, date, int, int]], name: str = "") -> Sum:
        price, care = Money(sum(one[3] + one[4] for one in of)), Money(sum(one[3] for one in of))
        return Sum(name, len(of), 30 * len(of), price, care, Money(len(of)))

    def by(place: int) -> list[tuple[Any, Sum]]:
        keys = sorted({one[place] for one in lines})
        return [(key, sums([one for one in lines if one[place] == key], str(key))) for key in keys]

    whole = sums(lines)
    return {
        "visits": whole.visits,
        "minutes": whole.minutes,
        "list_price": whole.list_price,
        "care": whole.care,
        "meal_fee": whole.meal_fee,
        "by_programme": tuple(one for _, one in by(0)),
        "by_class": tuple(one for _, one in by(1)),
        "by_day": tuple(by(2)),
    }


def test_payers_bear_the_whole_fee(gathered: Gathered) -> None:
    table, f = tables(gathered)["费用承担"], gathered.month.figures
    assert summed(table, 1) == f.list_price
    assert f.borne


def test_the_printed_totals_are_the_figures(gathered: Gathered) -> None:
    f = gathered.month.figures
    pdf = papers.month_pdf(gathered.month)
    whole = f"合计{f.visits:,}{f.hours}{f.minutes:,}{f.list_price.paper()}{f.care.paper()}{f.borne.paper()}"
    assert text(pdf).count(whole) == 3
    proof = f"家长自付{f.care.paper()}+餐费{f.meal_fee.paper()}=本月托育收款凭证合计{f.receipts.paper()}"
    assert absent(pdf, proof, f"人民币{f.list_price.upper()}", "负责人（盖章）") == []


def test_every_day_has_its_line(gathered: Gathered) -> None:
    lines = [f"{day}{one.visits}{one.hours}{one.minutes:,}" for day, one in gathered.month.figures.by_day]
    assert len(lines) > 10
    assert absent(papers.month_pdf(gathered.month), *lines) == []


def test_summary_counts_waiting_no_shows_and_incidents(gathered: Gathered) -> None:
    f = gathered.month.figures
    values = {str(row[0]).strip("　"): row[1] for row in tables(gathered)["主要指标"].rows}
    names = ("候补登记", "预约未到", "临时取消", "事故记录", "拒绝交接", "在托儿童", "照护时长", "折合")
    expected = (f.turns, f.no_shows, f.late_cancels, f.incidents, f.refused, f.children, f.hours, f.minutes)
    assert tuple(values[name] for name in names) == expected


def test_use_of_places_stands_with_its_share(gathered: Gathered) -> None:
    uses = gathered.month.figures.uses
    shares = [f"{one.session_name}{one.used:,}{one.offered:,}{one.percent}" for one in uses]
    assert len(shares) == 7
    assert absent(papers.month_pdf(gathered.month), *shares) == []


def test_the_workbook_holds_numbers_that_add_up(gathered: Gathered) -> None:
    rows = sheets(papers.month_workbook(gathered.month))["逐日情况"]
    whole, days = rows[-1], rows[2:-1]
    assert whole[1] == sum(row[1] for row in days) == gathered.month.figures.visits
    assert round(whole[4], 2) == round(sum(row[4] for row in days), 2)
    assert isinstance(days[0][0], datetime)


def test_a_month_that_goes_on_is_marked_and_says_why(gathered: Gathered) -> None:
    assert "本月尚未结束" in gathered.month.unfinished
    trial = papers.month_pdf(gathered.month)
    final = papers.month_pdf(replace(gathered.month, unfinished=""))
    assert absent(trial, "本表为试算：统计到11月21日，本月尚未结束") == []
    assert "试算" not in text(final)


def test_no_demonstration_no_mark(gathered: Gathered) -> None:
    real = replace(gathered.month, head=replace(gathered.month.head, demo=False), unfinished="")
    assert "演示" not in text(papers.month_pdf(real))
    assert "演示" in text(papers.health_pdf(gathered.month))


def test_the_health_table_counts_every_child_once(gathered: Gathered) -> None:
    ((table),) = papers.health_tables(gathered.month)
    lines = {str(row[0]): row for row in table.rows}
    young = [row for name, row in lines.items() if "月）" in name]
    assert table.totals is not None
    assert lines["3 岁以下小计"][1] == sum(row[1] for row in young if isinstance(row[1], int))
    assert table.totals[1] == gathered.month.figures.children
    assert table.totals[2] == table.totals[1] - table.totals[3]  # type: ignore[operator]


def test_the_health_table_carries_no_name(gathered: Gathered) -> None:
    found = text(papers.health_pdf(gathered.month))
    assert not [row.child_name for row in gathered.day.roster.rows if row.child_name in found]
    ((_, head, *_),) = sheets(papers.health_workbook(gathered.month)).values()
    assert head[0] == "月龄班型"


def test_an_empty_month_is_a_paper_too(preset: Database, clock: FixedClock) -> None:
    clock.set(datetime(2027, 1, 4, 9))
    with preset.reading(CLERK) as work:
        data = childcare.month_paper(work, NOVEMBER.next)
    assert data.unfinished == ""
    assert absent(papers.month_pdf(data), "本期没有记录", "零元整") == []
    assert absent(papers.health_pdf(data), "合计0") == []


def test_stays_left_open_keep_the_month_from_being_final(preset: Database, clock: FixedClock) -> None:
    with preset.work(CLERK) as work:
        child = aged(work, 27)
        sign(work, child)
        grandmother(work, child)
        booking = childcare.book(work, morning(work, child))
    clock.set(datetime(2026, 12, 2, 9))
    with preset.reading(CLERK) as work:
        assert childcare.month_paper(work, NOVEMBER).unfinished == "还有 1 次托育未结算或未处理"
    stay(preset, clock, booking, at(MONDAY, 8, 30), at(MONDAY, 11))
    clock.set(datetime(2026, 12, 2, 9))
    with preset.reading(CLERK) as work:
        data = childcare.month_paper(work, NOVEMBER)
    assert data.unfinished == ""
    assert absent(papers.month_pdf(data), "计时托12.5150") == []


def test_a_stay_taken_back_in_the_next_month_prints_as_minus(preset: Database, clock: FixedClock) -> None:
    with preset.work(CLERK) as work:
        child = aged(work, 27)
        sign(work, child)
        grandmother(work, child)
        booking = childcare.book(work, morning(work, child))
    done = stay(preset, clock, booking, at(MONDAY, 8, 30), at(MONDAY, 11, 30))
    clock.set(at(MONDAY, 20))
    with preset.work(CLERK) as work:
        till.close_day(work, MONDAY, till.cash_taken(work, MONDAY))
    clock.set(datetime(2026, 12, 3, 9))
    with preset.work(CLERK) as work:
        childcare.reverse_stays(work, done.number, "多收")
    clock.set(datetime(2027, 1, 4, 9))
    with preset.reading(CLERK) as work:
        november, december = (childcare.month_paper(work, one) for one in (NOVEMBER, NOVEMBER.next))
    assert (november.figures.visits, december.figures.visits) == (1, -1)
    assert absent(papers.month_pdf(december), "计时托−1−3.0−180−45.00−45.000.00", "（负）肆拾伍元整") == []


def test_no_paper_of_a_month_to_come(preset: Database) -> None:
    with preset.reading(CLERK) as work, pytest.raises(Refusal, match="还没有到"):
        childcare.month_paper(work, NOVEMBER.next)


def test_reports_are_offered_to_who_may_see_them(preset: Database) -> None:
    own = {key: report for key, report in REPORTS.items() if key.startswith("childcare-")}
    assert set(own) == {"childcare-month", "childcare-health", "childcare-wall", "childcare-week"}
    director = as_role("director")
    assert {key for key, one in own.items() if one.permission in director.permissions} == {
        "childcare-month",
        "childcare-health",
        "childcare-week",
    }
    with pytest.raises(Refusal, match="权限"), preset.reading(as_role("canteen")) as work:
        own["childcare-month"].gather(work, NOVEMBER)
