"""统计表, 以案定补 and the list for display, as paper and workbook."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from shequ_desk.counters.mediation import papers
from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.counter import REPORTS
from shequ_desk.counters.mediation.rules import COLUMNS, AllowanceRate, Filters, Statistics
from shequ_desk.kernel.dates import Month, Span
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.figures import recount
from shequ_desk.kernel.money import Money
from shequ_desk.store.database import Database
from tests.clerks import EVERYTHING
from tests.counters.mediation.kit import DETAILS, TODAY, new_case, settle, visited
from tests.counters.mediation.papers.kit import joined, plain
from tests.counters.mediation.test_statistics import BULLETIN
from tests.paper.sheets import page_sizes, page_texts

NOVEMBER, AUGUST = Month(2026, 11), Month(2016, 8)
YEAR = Span(Month(2026, 1), 12)


def statistics(desk: Database, span: Span) -> Statistics:
    with desk.reading(EVERYTHING) as work:
        return mediation.statistics(work, span)


def cells(book: bytes) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in load_workbook(BytesIO(book)).worksheets[0].iter_rows()]


@pytest.fixture
def published(desk: Database) -> Statistics:
    """The bulletin of August 2016 with the totals it compares itself with."""
    with desk.work(EVERYTHING) as work:
        mediation.save_past_figures(work, Span(AUGUST), BULLETIN)
        mediation.save_past_figures(work, Span(Month(2016, 7)), {"total": 840})
        mediation.save_past_figures(work, Span(Month(2015, 8)), {"total": 1028})
        return mediation.statistics(work, Span(AUGUST))


def test_the_published_bulletin_stands_on_the_paper(published: Statistics) -> None:
    pages = page_texts(papers.statistics_pdf(published))
    text = "\n".join(pages)
    assert "2016年8月" in text
    assert "调解成功率 96.9%（调解成功 842 件 ÷ 办结 869 件）" in text
    assert "+3.5%" in text
    assert "−15.5%" in text
    assert "160 278 67 44 31 76 18 28 4 13 0 7 55 33 1 54" in text
    assert "455 378 36" in text


def test_headings_of_narrow_columns_are_broken_by_sense(published: Statistics) -> None:
    lines = "\n".join(page_texts(papers.statistics_pdf(published))).splitlines()
    words = {word for line in lines for word in line.split()}
    assert {"（万元）", "人数（人）", "（含部分）", "宅基地", "调委会"} <= words
    assert not {"（万", "元）", "会", "地", "分）", "数", "故"} & words


def test_the_paper_is_a4_across_on_two_pages(published: Statistics) -> None:
    sizes = page_sizes(papers.statistics_pdf(published))
    assert [(round(wide), round(high)) for wide, high in sizes] == [(842, 595)] * 2


def test_an_identity_that_fails_keeps_the_paper_back(published: Statistics) -> None:
    wrong = replace(published, values={**published.values, "type_2": 277})
    for make in (papers.statistics_pdf, papers.statistics_workbook):
        with pytest.raises(Refusal, match="按类型合计 868"):
            make(wrong)


def test_the_workbook_has_a_line_for_every_column(published: Statistics) -> None:
    rows = cells(papers.statistics_workbook(published))
    lines = {(row[0], row[1]): row[2:] for row in rows[2:]}
    assert len(lines) == len(COLUMNS) + 1
    assert lines["总数", "调解案件总数"] == ["件", 869, None, 840, "+3.5%", 1028, "−15.5%"]
    assert lines["类型", "邻里"][:3] == ["件", 278, "32.0%"]
    assert lines["总数", "调解成功率"][1] == "96.9%"
    assert lines["总数", "协议涉及金额"][1] is None


@pytest.mark.parametrize("span", [Span(NOVEMBER), Span(Month(2026, 10), 3), YEAR])
def test_month_quarter_and_year_of_the_running_year_are_trials(desk: Database, span: Span) -> None:
    settle(desk, new_case(desk))
    found = statistics(desk, span)
    text = plain(papers.statistics_pdf(found))
    assert f"本表为试算：{span.text}尚未结束" in text
    assert "0.12" in text
    assert cells(papers.statistics_workbook(found))[0][0].startswith("试算")


@pytest.mark.parametrize(("span", "compared"), [(Span(Month(2026, 7), 3), True), (YEAR, False)])
def test_a_year_is_compared_once(desk: Database, span: Span, compared: bool) -> None:
    found = statistics(desk, span)
    text, heads = plain(papers.statistics_pdf(found)), cells(papers.statistics_workbook(found))[1]
    assert ("环比" in text, "上期" in text, "环比" in heads, "上期" in heads) == (compared,) * 4
    assert "同比" in text
    assert {"上年同期", "同比"} <= set(heads)


def test_what_was_never_published_is_blank_and_named(desk: Database) -> None:
    with desk.work(EVERYTHING) as work:
        mediation.save_past_figures(work, Span(Month(2016, 7)), {"total": 840, "success": 800, "failed": 40})
        mediation.save_past_figures(work, Span(AUGUST), BULLETIN)
        found = mediation.statistics(work, Span(Month(2016, 7), 3))
    text = plain(papers.statistics_pdf(found))
    assert "期内有月份未提供以下分项，不列数：" in text
    assert "类型" in text.split("不列数：")[1]


def test_the_reports_of_the_page_offer_all_three_periods_and_the_allowance(desk: Database) -> None:
    settle(desk, new_case(desk))
    assert [one.period for one in REPORTS] == ["month", "quarter", "year", "month"]
    for report, period in zip(REPORTS, (NOVEMBER, Span(Month(2026, 10), 3), YEAR, NOVEMBER), strict=True):
        with desk.reading(EVERYTHING) as work:
            data = report.gather(work, period)
            figures = report.figures(data)
            assert [recount(figure, figure.rows(work)) for figure in figures] == [figure.value for figure in figures]
        assert report.pdf(data).startswith(b"%PDF")
        assert report.workbook(data).startswith(b"PK")
    assert REPORTS[0].trial(statistics(desk, Span(NOVEMBER))) == "2026年11月尚未结束，这是试算"
    assert REPORTS[0].trial(statistics(desk, Span(Month(2026, 10)))) == ""


def test_allowances_in_words_with_places_to_sign(desk: Database) -> None:
    with desk.work(EVERYTHING) as work:
        rate = AllowanceRate(
            0, TODAY - timedelta(days=60), "normal", Money(20000), Money(10000), Money(5000), "清办〔2026〕5号"
        )
        mediation.add_rate(work, rate)
    whole = new_case(desk)
    settle(desk, whole)
    visited(desk, whole)
    settle(desk, new_case(desk, details=replace(DETAILS, title="噪声纠纷")))
    with desk.reading(EVERYTHING) as work:
        found = mediation.allowance_list(work, NOVEMBER)
    text = plain(papers.allowance_pdf(found))
    assert "合计（大写）：人民币" in text
    assert f"￥{found.amount.paper()}" in text
    assert "清办〔2026〕5号" in text
    assert "陈某与周某" in text
    assert "陈立秋" not in text
    assert "领款人签名" in text
    assert all(label in text for label in ("制表：", "审核：", "调委会负责人：", "社区负责人（盖章）："))
    rows = cells(papers.allowance_workbook(found))
    assert rows[-1][0] == "合计"
    assert round(rows[-1][8] * 100) == found.amount.fen == sum(row.amount.fen for row in found.rows)


def test_a_month_without_a_finished_case_has_no_empty_lines_to_sign_for(desk: Database) -> None:
    with desk.reading(EVERYTHING) as work:
        found = mediation.allowance_list(work, AUGUST)
    text = plain(papers.allowance_pdf(found))
    assert "补贴明细本期没有记录。" in text
    assert "零元" not in text


def test_a_list_for_display_names_nobody_and_no_place(desk: Database) -> None:
    new_case(desk, details=replace(DETAILS, title="湖滨里302室漏水纠纷", subtype=""))
    with desk.reading(EVERYTHING) as work:
        rows = mediation.cases(work, Filters())
    pages = page_texts(papers.display_pdf("调解案件一览表", "清泉社区　2026年11月21日", rows, demo=True))
    text = joined(pages)
    assert "调解案件一览表清泉社区2026年11月21日" in text
    assert "陈某与周某邻里纠纷" in text
    assert not [word for word in ("陈立秋", "周春山", "湖滨里", "138", "4,800") if word in text]
    assert "演示" in text
