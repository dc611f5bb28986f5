"""人民调解案件情况统计表: identities, the published bulletin, and the list behind every number."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.rules import COLUMNS, EndingDraft, Signing, StatColumn
from shequ_desk.counters.mediation.rules.statistics import added, broken, filled
from shequ_desk.kernel.dates import Month, Span
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.figures import recount
from shequ_desk.store.database import Database
from tests.clerks import EVERYTHING
from tests.counters.mediation.kit import AGREED, DETAILS, TODAY, act, new_case, original, settle, view

NOVEMBER = Span(Month(2026, 11))
BULLETIN = {
    "type_1": 160,
    "type_2": 278,
    "type_3": 67,
    "type_4": 44,
    "type_5": 31,
    "type_6": 76,
    "type_7": 18,
    "type_8": 28,
    "type_9": 4,
    "type_10": 13,
    "type_12": 7,
    "type_13": 55,
    "type_14": 33,
    "type_15": 1,
    "type_99": 54,
    "total": 869,
    "success": 842,
    "failed": 27,
    "source_own": 455,
    "source_apply": 378,
    "source_referred": 36,
}
"""The bulletin of August 2016 (systems.md §1.7); the 27 not settled are 不成."""


def ended(desk: Database, **changes: object) -> int:
    case_id = new_case(desk, **changes)
    act(desk, "record_originals", case_id, [original("registration"), original("application")])
    act(desk, "draft_ending", case_id, EndingDraft("refused", TODAY, "一方拒绝。"))
    act(desk, "end_case", case_id, original("notice"))
    return case_id


@pytest.fixture
def worked(desk: Database) -> Database:
    """Two settled, one ended, one open; one of the settled from October."""
    settle(desk, new_case(desk, accepted_on=date(2026, 10, 28)))
    oral = replace(AGREED, form="oral", at_once=True, perform_by=None)
    settle(desk, new_case(desk, details=replace(DETAILS, type_code=15)), oral)
    referred = replace(
        DETAILS, type_code=10, source="referred", referrer="police", referrer_name="派出所", difficulty="hard"
    )
    ended(desk, details=referred)
    new_case(desk)
    with desk.work(EVERYTHING) as work:
        mediation.add_prevention(work, TODAY, "survey_times", 4, "网格巡查")
        mediation.add_prevention(work, TODAY, "survey_times", -1, "19 日重复登记一次")
    return desk


def test_a_case_counts_once_in_the_month_it_was_finished(worked: Database) -> None:
    with worked.reading(EVERYTHING) as work:
        found = mediation.statistics(work, Span(Month(2026, 11)))
        october = mediation.statistics(work, Span(Month(2026, 10)))
    values = found.values
    asked = ("total", "success", "ended", "failed", "oral", "written", "type_2", "type_15", "type_10", "hard", "open")
    assert [values[key] for key in asked] == [3, 2, 1, 0, 1, 1, 1, 1, 1, 1, 1]
    assert (values["people"], values["amount"], values["referrer_police"], values["performed"]) == (6, 240000, 1, 1)
    assert (values["accepted"], values["prevent_survey_times"]) == (3, 3)
    assert (october.values["total"], october.values["accepted"], october.values["open"]) == (0, 1, 1)
    assert (found.success_rate, october.success_rate) == ("66.7%", "—")


def test_every_number_of_the_table_opens_rows_that_make_it(worked: Database) -> None:
    with worked.reading(EVERYTHING) as work:
        found = mediation.statistics(work, NOVEMBER)
        figures = mediation.statistics_figures(found)
        assert [recount(figure, figure.rows(work)) for figure in figures] == [figure.value for figure in figures]
    assert len(figures) > 50


def test_lists_behind_carry_surnames_and_no_address(worked: Database) -> None:
    with worked.reading(EVERYTHING) as work:
        table = mediation.cases_behind(work, NOVEMBER, "total")
    text = repr(table)
    assert "陈某与周某" in text
    assert not [word for word in ("陈立秋", "周春山", "湖滨里", "138") if word in text]


def test_month_quarter_and_year_agree(worked: Database) -> None:
    with worked.reading(EVERYTHING) as work:
        year = mediation.statistics(work, Span(Month(2026, 1), 12))
        quarter = mediation.statistics(work, Span(Month(2026, 10), 3))
        months = [mediation.statistics(work, Span(month)) for month in quarter.span.months()[:2]]
    summed = [column.key for column in COLUMNS if column.key != "open"]
    assert [year.values[key] for key in summed] == [quarter.values[key] for key in summed]
    assert [quarter.values[key] for key in summed] == [sum(one.values[key] for one in months) for key in summed]


def test_the_published_bulletin_comes_out_figure_for_figure(desk: Database) -> None:
    with desk.work(EVERYTHING) as work:
        mediation.save_past_figures(work, Span(Month(2016, 8)), BULLETIN)
        mediation.save_past_figures(work, Span(Month(2016, 7)), {"total": 840})
        mediation.save_past_figures(work, Span(Month(2015, 8)), {"total": 1028})
        found = mediation.statistics(work, Span(Month(2016, 8)))
        figures = mediation.statistics_figures(found)
        assert [recount(figure, figure.rows(work)) for figure in figures] == [figure.value for figure in figures]
    assert (found.values["total"], found.values["success"], found.success_rate) == (869, 842, "96.9%")
    assert [found.values[f"type_{code}"] for code in (1, 2, 15, 99, 11)] == [160, 278, 1, 54, 0]
    assert [found.share(f"source_{key}") for key in ("own", "apply", "referred")] == ["52.4%", "43.5%", "4.1%"]
    assert found.change("total", found.year_before) == "−15.5%"
    assert found.change("total", found.before) == "+3.5%"
    assert found.change("success", found.before) == "—"
    assert not {"类型", "来源", "总数"} & set(found.part)
    assert {"涉及当事人数", "疑难复杂案件", "协议形式"} <= set(found.part)


def test_a_year_with_a_month_known_only_by_its_total_says_so(desk: Database) -> None:
    with desk.work(EVERYTHING) as work:
        mediation.save_past_figures(work, Span(Month(2016, 8)), BULLETIN)
        mediation.save_past_figures(work, Span(Month(2016, 7)), {"total": 840})
        year = mediation.statistics(work, Span(Month(2016, 1), 12))
    assert year.values["total"] == 1709
    assert "type_1" not in year.values
    assert {"类型", "来源"} <= set(year.part)


def test_a_year_known_only_by_its_total_is_what_the_next_is_compared_with(desk: Database) -> None:
    with desk.work(EVERYTHING) as work:
        mediation.save_past_figures(work, Span.parse("2015"), {"total": 9000, "success": 8700, "failed": 300})
        for quarter, total in (("2016Q1", 2000), ("2016Q2", 2100)):
            mediation.save_past_figures(work, Span.parse(quarter), {"total": total})
        year = mediation.statistics(work, Span.parse("2016"))
        months = [mediation.statistics(work, Span(Month(2015, 8))), mediation.statistics(work, Span.parse("2015Q3"))]
        rows = mediation.cases_behind(work, Span.parse("2015"), "total").rows
    assert (year.values["total"], year.before["total"]) == (4100, 9000)
    assert year.change("total", year.before) == "−54.4%"
    assert [one.values["total"] for one in months] == [0, 0]
    assert [(row[1], row[2], row[9]) for row in rows] == [("启用前手工数", "2015年", 9000)]


@pytest.mark.parametrize(
    ("entered", "again", "sentence"),
    [
        ("2015", Month(2015, 8), "2015年已经填过，与2015年8月重复"),
        ("2015Q3", Month(2015, 8), "2015年三季度已经填过"),
        ("2015Q3", "2015", "2015年三季度已经填过，与2015年重复"),
        ("2015", "2026", "2026年还没有结束"),
        ("2015", "2026Q4", "2026年四季度还没有结束"),
    ],
)
def test_no_month_is_entered_twice_nor_a_year_that_goes_on(
    desk: Database, entered: str, again: str | Month, sentence: str
) -> None:
    span = Span(again) if isinstance(again, Month) else Span.parse(again)
    with desk.work(EVERYTHING) as work:
        mediation.save_past_figures(work, Span.parse(entered), {"total": 9})
    with pytest.raises(Refusal, match=sentence), desk.work(EVERYTHING) as work:
        mediation.save_past_figures(work, span, {"total": 3})
    with desk.work(EVERYTHING) as work:
        mediation.save_past_figures(work, Span.parse(entered), {})
        assert mediation.past_entered(work) == {}


def test_no_case_ends_in_a_year_that_was_entered(desk: Database) -> None:
    case_id, december = new_case(desk, accepted_on=date(2025, 12, 8)), date(2025, 12, 20)
    with desk.work(EVERYTHING) as work:
        mediation.save_past_figures(work, Span.parse("2025"), {"total": 12})
    with pytest.raises(Refusal, match="2025年的统计数字是启用前手工填的"):
        settle(desk, case_id, replace(AGREED, made_on=december))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"type_1": 161}, "按类型合计 870 ≠ 调解案件总数 869"),
        ({"source_own": 454}, "按来源合计 868"),
        ({"success": 843}, "按结果合计 870"),
        ({"oral": 800, "written": 41}, "按协议形式合计 841"),
        ({"oral": 800, "written": 42, "confirm_applied": 43}, "申请确认 43 大于书面 42"),
        ({"type_1": -1, "type_2": 439}, "不能为负"),
        ({"type_77": 1}, "没有这一栏"),
        ({"open": 1}, "没有这一栏"),
    ],
)
def test_entered_figures_that_do_not_add_up_are_refused(desk: Database, changes: dict[str, int], sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence), desk.work(EVERYTHING) as work:
        mediation.save_past_figures(work, Span(Month(2016, 8)), BULLETIN | changes)


def test_a_month_to_come_has_no_table(desk: Database) -> None:
    with pytest.raises(Refusal, match="还没有开始"), desk.reading(EVERYTHING) as work:
        mediation.statistics(work, Span(Month(2026, 12)))


def test_figures_from_paper_are_for_months_without_cases_of_ours(worked: Database) -> None:
    for month, sentence in ((Month(2026, 11), "已有系统内结案"), (Month(2026, 12), "晚于今天")):
        with pytest.raises(Refusal, match=sentence), worked.work(EVERYTHING) as work:
            mediation.save_past_figures(work, Span(month), {"total": 0})


def test_no_case_ends_in_a_month_that_was_entered(desk: Database) -> None:
    case_id, october = new_case(desk, accepted_on=date(2026, 10, 8)), date(2026, 10, 20)
    with desk.work(EVERYTHING) as work:
        mediation.save_past_figures(work, Span(Month(2026, 10)), {"total": 12})
    with pytest.raises(Refusal, match="2026年10月的统计数字是启用前手工填的"):
        settle(desk, case_id, replace(AGREED, made_on=october))
    with desk.work(EVERYTHING) as work:
        mediation.save_past_figures(work, Span(Month(2026, 10)), {})
        assert mediation.past_entered(work) == {}
    act(desk, "sign_agreement", case_id, Signing(october, october, october, pages=2, copies=3))
    assert view(desk, case_id).finished_on == october


def test_entered_figures_are_changed_and_taken_out(desk: Database) -> None:
    month = Month(2016, 8)
    with desk.work(EVERYTHING) as work:
        mediation.save_past_figures(work, Span(month), BULLETIN)
        mediation.save_past_figures(work, Span(month), {"total": 870})
        assert mediation.past_figures(work, Span(month)) == {"total": 870}


@pytest.mark.parametrize(("number", "note", "sentence"), [(0, "", "数量"), (-1, "", "原因")])
def test_prevention_counts_are_only_added_to(desk: Database, number: int, note: str, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence), desk.work(EVERYTHING) as work:
        mediation.add_prevention(work, TODAY, "prevented", number, note)
    with pytest.raises(Refusal, match="晚于今天"), desk.work(EVERYTHING) as work:
        mediation.add_prevention(work, TODAY + timedelta(days=1), "prevented", 1, "")


def test_decimals_belong_to_the_column() -> None:
    assert StatColumn("amount", "协议涉及金额", "总数", "万元", 2).text(123456789) == "123.46"
    assert StatColumn("amount", "协议涉及金额", "总数", "万元", 4).text(123456789) == "123.4568"
    assert [StatColumn("total", "总数", "总数").text(value) for value in (1028, 0, None)] == ["1,028", "0", ""]


PARTS = st.lists(st.dictionaries(st.sampled_from([c.key for c in COLUMNS]), st.integers(0, 50)).map(filled), max_size=4)


@given(PARTS)
def test_whole_tables_add_up_to_a_whole_table(parts: list[dict[str, int]]) -> None:
    sound = [part for part in parts if not broken(part) and "total" in part]
    values, _ = added(sound)
    assert broken(values) == ()


def test_the_allowance_list_pays_whole_files(worked: Database) -> None:
    with worked.reading(EVERYTHING) as work:
        found = mediation.allowance_list(work, Month(2026, 11))
        figures = mediation.allowance_figures(found)
        assert [recount(figure, figure.rows(work)) for figure in figures] == [figure.value for figure in figures]
    assert [(row.case.difficulty, row.amount.fen, row.note[:3]) for row in found.rows] == [
        ("normal", 0, "卷宗缺"),
        ("normal", 0, "卷宗缺"),
        ("hard", 0, "卷宗缺"),
    ]
    assert found.sums == (("张师傅", 3, found.amount),)


def test_a_case_taken_in_late_into_an_earlier_month_is_an_adjustment_naming_it(desk: Database) -> None:
    case_id = new_case(desk, accepted_on=date(2026, 10, 8))
    new_case(desk)
    with desk.reading(EVERYTHING) as work:
        late = mediation.month_section(work, NOVEMBER).adjustments
        before = mediation.month_section(work, Span(Month(2026, 10))).adjustments
    assert late is not None
    assert late.rows == [(view(desk, case_id).number, date(2026, 10, 8), TODAY, "受理")]
    assert before is None
