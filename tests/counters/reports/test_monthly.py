"""The monthly report: sections, failures named, words by hand, the layout of GB/T 9704 in the PDF itself."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pypdfium2
import pytest

from shequ_desk.counters.reports import service as reports
from shequ_desk.counters.reports.papers import document_pdf, document_workbook
from shequ_desk.counters.reports.rules.document import Document, Paragraph, Sign, dumped, loaded
from shequ_desk.counters.reports.rules.monthly import chinese, document_of
from shequ_desk.counters.reports.service import Words
from shequ_desk.kernel.dates import Month, Span
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.figures import Column, Figure, Table
from shequ_desk.kernel.money import Money
from shequ_desk.kernel.sections import Chart, Line, Section
from shequ_desk.office.rules import Centre, Opening
from shequ_desk.paper.style import MM
from shequ_desk.store import settings
from shequ_desk.store.database import Database, Work
from tests.clerks import EVERYTHING

OCTOBER = Span(Month(2026, 10))
PITCH = 225 * MM / 22


def rows(_work: object) -> Table:
    """Three rows of 40 yuan."""
    return Table("明细", (Column("name", "姓名"), Column("fen", "金额", "money")), [("𬀩某", Money(4000))] * 3)


COUNT = Figure(3, "次", rows, "服务")
PAID = Figure(Money(12000), "元", rows, "费用", "fen")


def section(_work: Work, span: Span) -> Section:
    """A small section with prose, a table, a chart and an appendix."""
    table = Table(
        "服务情况", (Column("kind", "类别"), Column("count", "次数", "int")), [("上门", COUNT)], ("合计", COUNT)
    )
    chart = Chart(
        "近十二个月服务", "months", "次", tuple(f"{n}月" for n in range(1, 13)), (Line("本年", (COUNT,) * 12),)
    )
    prose = ((f"{span.word}服务", COUNT, "次，收费", PAID, "元。"),)
    return Section("上门服务", ("上门服务", COUNT, "次"), prose, (table,), (chart,), (table,))


def failing(_work: Work, _span: Span) -> Section:
    """Its sums do not agree."""
    raise Refusal("账不平：甲 3 元，乙 4 元", "请核对")


def broken(_work: Work, _span: Span) -> Section:
    """A defect of ours."""
    raise KeyError("gone")


def _none(*_: object) -> tuple[()]:
    return ()


@dataclass(frozen=True)
class Invented:
    """A counter as far as reports know it."""

    key: str
    title: str
    month_section: Callable[[Work, Span], Section | None]
    checks: Callable[..., tuple[()]] = _none
    reports: tuple[()] = ()


GOOD = Invented("visits", "上门", section)


@pytest.fixture
def begun(database: Database) -> Database:
    """A centre that uses the program since August."""
    with database.work(EVERYTHING) as work:
        settings.save(work, Centre("清泉社区党群服务中心", "330200001001"))
        settings.save(work, Opening(since=date(2026, 8, 1)))
    return database


def composed(database: Database, span: Span = OCTOBER, *reporters: Invented) -> Document:
    """The paper of a period."""
    with database.reading(EVERYTHING) as work:
        return document_of(reports.monthly(work, reporters or (GOOD,), span))


def texts(document: Document) -> list[str]:
    """Its paragraphs."""
    return [part.text for part in document.body if isinstance(part, Paragraph)]


def test_sections_become_numbered_chapters(begun: Database) -> None:
    found = composed(begun)
    titles = [getattr(part, "title", getattr(part, "text", "")) for part in found.body]
    assert titles == [
        "一、总体情况",
        "本月上门服务3次。",
        "二、上门服务",
        "本月服务3次，收费120.00元。",
        "表1　服务情况",
        "图1　近十二个月服务",
    ]
    assert found.title == ("清泉社区党群服务中心", "2026年10月社区服务月报")
    assert (found.subtitle, found.mark) == ("（2026年10月1日—31日）", "")


def test_the_report_grows_section_by_section(begun: Database) -> None:
    with begun.reading(EVERYTHING) as work:
        grown = list(reports.growing(work, (GOOD, Invented("more", "更多", section)), OCTOBER))
    assert [len(one.chapters) for one in grown] == [1, 2, 2]
    assert grown[-1].chapters[:1] == grown[0].chapters


@pytest.mark.parametrize(
    ("bad", "said"),
    [(failing, "本部分未能生成：账不平：甲 3 元，乙 4 元，请核对。"), (broken, "本部分未能生成：数据有误")],
    ids=["refused", "broken"],
)
def test_a_part_that_fails_is_named_and_the_rest_stands(
    begun: Database, bad: Callable[[Work, Span], Section], said: str
) -> None:
    found = texts(composed(begun, OCTOBER, Invented("bad", "坏的", bad), GOOD))
    assert any(text.startswith(said) for text in found)
    assert "本月服务3次，收费120.00元。" in found
    assert "1. 坏的部分未能生成，其余部分不受影响。" in found


def test_a_running_month_is_a_trial_and_an_unborn_one_refused(begun: Database) -> None:
    running = composed(begun, Span(Month(2026, 11)))
    assert running.mark == "试算"
    assert texts(running)[-1] == "1. 数据截至2026年11月21日，本期尚未结束，本表为试算。"
    for span, said in ((Span(Month(2026, 12)), "还没有到"), (Span(Month(2026, 7)), "在启用本程序之前")):
        with begun.reading(EVERYTHING) as work, pytest.raises(Refusal, match=said):
            reports.monthly(work, (GOOD,), span)


def test_opening_figures_of_a_start_inside_the_month_are_stated(begun: Database) -> None:
    with begun.work(EVERYTHING) as work:
        settings.save(work, Opening(date(2026, 10, 12), 120, 30, Money(180000), Money(60000), Money(120000)))
    note = texts(composed(begun))[-1]
    assert note.startswith("1. 本程序自2026年10月12日启用；此前手工数（未计入上表）：就餐 120 份，公益套餐 30 份")
    assert "补贴 600.00 元" in note


def test_the_year_shows_twelve_months_side_by_side(begun: Database) -> None:
    year = composed(begun, Span(Month(2026, 1), 12))
    (beside,) = (part for part in year.body if isinstance(part, Table) and "十二个月对照" in part.title)
    assert beside.rows == [("服务", *[3] * 12, 36)]
    assert composed(begun, Span(Month(2026, 7), 3)).title[1] == "2026年三季度社区服务季报"


def test_words_by_hand_replace_prose_and_leave_figures(begun: Database) -> None:
    with begun.work(EVERYTHING) as work:
        reports.rewrite(work, OCTOBER, "visits", Words("本月上门以慰问为主。", "另有走访 2 次。"))
    found = texts(composed(begun))
    assert "本月上门以慰问为主。" in found
    assert "另有走访 2 次。" in found
    assert "本月服务3次，收费120.00元。" not in found
    assert "1. 上门服务部分的文字由制表人改写，表中数字由系统计算。" in found
    with begun.work(EVERYTHING) as work:
        reports.rewrite(work, OCTOBER, "visits", Words())
    assert "本月服务3次，收费120.00元。" in texts(composed(begun))


def test_a_document_survives_being_frozen(begun: Database) -> None:
    found = composed(begun).signed([Sign("制表", "王岚", date(2026, 11, 2)), Sign("审核"), Sign("签发")])
    again = loaded(dumped(found))
    assert dumped(again) == dumped(found)
    assert document_pdf(again) == document_pdf(found)
    assert document_workbook(again) == document_workbook(found)


@pytest.mark.parametrize(("number", "said"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九")])
def test_headings_count_in_chinese(number: int, said: str) -> None:
    assert chinese(number) == said


def _lines(page: pypdfium2.PdfPage) -> list[tuple[float, float, float, int]]:
    """(bottom from the top edge, leftmost, rightmost, characters) of every line, from above."""
    text, high, found = page.get_textpage(), page.get_height(), dict[float, list[tuple[float, float]]]()
    for place in range(text.count_chars()):
        if text.get_text_range(place, 1).strip():
            left, bottom, right, _ = text.get_charbox(place, loose=True)
            key = next((one for one in found if abs(one - (high - bottom)) < 2), high - bottom)
            found.setdefault(key, []).append((left, right))
    return [(key, min(found[key])[0], max(right for _, right in found[key]), len(found[key])) for key in sorted(found)]


def test_the_page_is_laid_out_as_the_standard_says() -> None:
    long = Paragraph("社区工作者每月入户走访并为老人代办事项" * 60)
    pdf = document_pdf(Document(("清泉社区", "月报"), "（10月）", "清泉社区", date(2026, 11, 2), (long,)))
    document = pypdfium2.PdfDocument(pdf)
    try:
        *body, number = _lines(document[1])
        first = _lines(document[0])[-1]
        size = document[1].get_size()
    finally:
        document.close()
    assert size == pytest.approx((210 * MM, 297 * MM), abs=0.1)
    assert pdf.count(b"/FontFile2") == pdf.count(b"/CIDFontType2") > 0
    assert len(body) == 22
    assert {round(below[0] - above[0], 1) for above, below in itertools.pairwise(body)} == {round(PITCH, 1)}
    assert {line[3] for line in body[:-1]} == {28}
    assert body[0][1] == pytest.approx(28 * MM, abs=0.5)
    assert body[0][2] == pytest.approx((210 - 26) * MM, abs=0.5)
    assert body[0][0] == pytest.approx(37 * MM + (PITCH + 16) / 2, abs=2)
    assert body[-1][0] < (297 - 35) * MM
    assert number[0] > (297 - 35 + 7) * MM
    assert number[1] == pytest.approx(28 * MM + 14, abs=1)
    assert first[2] == pytest.approx((210 - 26) * MM - 14, abs=1)
