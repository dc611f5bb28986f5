"""The reports page: what stands, what is refused, what opens."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from shequ_desk.catalogue import COUNTERS
from shequ_desk.counters.reports.page.reports_page import ReportsPage
from shequ_desk.counters.reports.page.rows_sheet import RowsSheet
from shequ_desk.desk import theme
from shequ_desk.desk.rows import show_cell
from shequ_desk.kernel.dates import Month
from shequ_desk.store.database import Database
from shequ_desk.store.rights import Clerk
from shequ_desk.store.tables import AuditRow
from tests.clerks import EVERYTHING, as_role
from tests.counters.reports.kit import COUNTER, Reports, early, report
from tests.desk.keys import press
from tests.desk.looks import SIZES, clipped, nameless, outside
from tests.till.kit import CLERK
from tests.till.page.kit import Desk, open_sheet

_FRAME = 110
"""What header, status line and margins of the window take from its height, in design pixels."""
Open = Callable[[Desk], Reports]


def test_every_paper_says_how_it_stands(desk: Desk, open_reports: Open) -> None:
    page = open_reports(desk).page
    assert [page.list.standing(key) for key in ("good", "bad", "day")] == ["试算", "缺 1 项", "未日结"]
    assert page.gold.text() == "还没有结束，还不能签字"
    assert page.view.pages == 1
    assert page.checks.texts() == ["还有 1 天未日结", "单号连续", "操作记录完整，没有删改"]


def test_a_month_and_a_day_that_are_over_are_checked(desk: Desk, open_reports: Open) -> None:
    reports = open_reports(desk)
    reports.page.show_month(Month(2026, 10))
    reports.page.list.choose("day")
    reports.press("reports.back")
    desk.settle()
    assert [reports.page.list.standing(key) for key in ("good", "day")] == ["已核对", "已核对"]
    assert reports.page.gold.text() == ""


def test_a_paper_its_period_does_not_allow_lacks_nothing(desk: Desk, qtbot: QtBot) -> None:
    page = ReportsPage((replace(COUNTER, reports=(report("early", "日结单", early, "day"),)),), desk.context)
    qtbot.addWidget(page)
    page.shown()
    desk.settle()
    assert page.list.standing("early") == "不能出表"
    assert "没有开过票" in page.red.text()


def test_whole_numbers_are_shown_for_a_reason_that_is_written_down(
    desk_of: Callable[[Clerk], Desk], open_reports: Open, database: Database
) -> None:
    desk = desk_of(EVERYTHING)
    reports = open_reports(desk)
    page = reports.page
    assert page.paper is not None
    assert page.paper.data.id_no == "3302**********0025"
    reports.press("reports.whole")
    desk.recorder.answer("街道审核要看")
    desk.settle()
    assert page.paper.data.id_no == "330200194405010025"
    with database.reading(CLERK) as work:
        noted = work.session.execute(select(AuditRow).order_by(AuditRow.id.desc()).limit(1)).scalar_one()
        assert (noted.action, noted.subject, "街道审核要看" in noted.after) == ("unmask", "good", True)
    page.remake()
    desk.settle()
    assert page.paper.data.id_no == "3302**********0025"


def test_who_may_not_see_them_gets_no_whole_numbers(desk_of: Callable[[Clerk], Desk], open_reports: Open) -> None:
    desk = desk_of(as_role("auditor"))
    reports = open_reports(desk)
    assert reports.page.paper is not None
    reports.press("reports.whole")
    desk.recorder.answer("想看看")
    desk.settle()
    assert "没有办理这一项的权限" in desk.recorder.refusals[-1].message
    assert reports.page.paper.data.id_no == "3302**********0025"


def test_a_refused_paper_says_why_and_gives_nothing_out(desk: Desk, open_reports: Open) -> None:
    reports = open_reports(desk)
    reports.page.list.choose("bad")
    desk.settle()
    assert reports.page.red.text() == "✗ 补贴合计与明细不符，差 3.00 元 → 请核对 11月2日 的流水"
    assert reports.figures() == []
    assert not any(reports.may(one) for one in ("reports.print", "reports.pdf", "reports.excel"))
    reports.page.print()
    assert desk.printer.taken == []
    reports.page.list.choose("good")
    desk.settle()
    assert reports.page.red.text() == ""
    assert reports.may("reports.print")


def test_a_month_before_the_first_record_is_said_plainly(desk: Desk, open_reports: Open) -> None:
    reports = open_reports(desk)
    reports.page.show_month(Month(2026, 8))
    desk.settle()
    assert reports.page.gold.text() == "2026年8月没有记录，下面是一张空表"
    assert reports.page.list.standing("good") == "空表"
    assert reports.figures() == ["0.00 元"]


def test_every_paper_of_a_new_office_is_empty_or_not_to_be_had(desk: Desk, qtbot: QtBot) -> None:
    page = ReportsPage(COUNTERS, desk.context)
    qtbot.addWidget(page)
    page.show()
    page.shown()
    desk.settle()
    standings = {report.key: page.list.standing(report.key) for counter in COUNTERS for report in counter.reports}
    assert {key: standing for key, standing in standings.items() if standing != "空表"} == {
        "day-close": "不能出表",
        "childcare-wall": "可打印",
        "childcare-week": "可打印",
    }
    page.show_month(Month(2025, 3))
    desk.settle()
    months = [report.key for counter in COUNTERS for report in counter.reports if report.period == "month"]
    assert {page.list.standing(key) for key in months if key != "monthly"} == {"空表"}
    assert page.list.standing("monthly") == "不能出表"
    assert page.gold.text() == "2025年3月没有记录，下面是一张空表"


def test_the_period_is_chosen_by_keyboard(desk: Desk, open_reports: Open) -> None:
    reports = open_reports(desk)
    edit = reports.page.period
    assert edit.text() == "2026年11月"
    press(edit, Qt.Key.Key_Down)
    assert edit.period() == Month(2026, 10)
    edit.setText("2026-09")
    press(edit, Qt.Key.Key_Return)
    assert edit.text() == "2026年9月"
    reports.press("reports.next")
    assert edit.period() == Month(2026, 10)
    reports.page.list.choose("day")
    assert edit.text() == "2026年11月21日"
    reports.press("reports.back")
    assert edit.period() == date(2026, 11, 20)
    desk.settle()


def test_what_has_not_come_or_cannot_be_read_is_refused(desk: Desk, open_reports: Open) -> None:
    reports = open_reports(desk)
    reports.page.later()
    assert reports.page.red.text() == "✗ 2026年12月还没有到 → 最近可选 2026年11月"
    reports.page.period.setText("去年")
    press(reports.page.period, Qt.Key.Key_Return)
    assert "月份看不懂" in reports.page.red.text()
    assert reports.page.period.period() == Month(2026, 11)
    desk.settle()


def test_enter_on_a_figure_opens_its_rows(desk: Desk, open_reports: Open) -> None:
    page = open_reports(desk).page
    page.figures.select(0)
    press(page.figures, Qt.Key.Key_Return)
    desk.settle()
    sheet = open_sheet(page, RowsSheet)
    columns = sheet.table.rows.columns
    cells = sheet.table.rows.row_at(0)
    assert [show_cell(cell, column) for cell, column in zip(cells, columns, strict=True)] == ["张晖琴", "8.00"]


def test_two_copies_go_to_the_printer_and_a_failure_prints_the_same_again(desk: Desk, open_reports: Open) -> None:
    reports = open_reports(desk)
    desk.printer.failures = 1
    reports.press("reports.print")
    desk.settle()
    desk.recorder.answer()
    desk.settle()
    assert [(paper, copies) for _, paper, _, copies in desk.printer.taken] == [("A4", 2)]


def test_the_workbook_is_made_of_the_same_data(
    desk: Desk, open_reports: Open, tmp_path: Path, qapp: QApplication
) -> None:
    reports = open_reports(desk)
    reports.press("reports.excel")
    desk.settle()
    dialog = reports.page.findChild(QFileDialog)
    assert dialog is not None
    target = tmp_path / "结算表.xlsx"
    dialog.fileSelected.emit(str(target))
    dialog.reject()
    desk.settle()
    assert target.read_bytes() == b"8.00 3302**********0025"


def test_a_failed_check_leads_to_where_it_is_mended(desk: Desk, open_reports: Open) -> None:
    reports = open_reports(desk)
    reports.press("reports.mend.1")
    assert desk.opened == [("till", 0, "close")]
    reports.page.show_month(Month(2026, 10))
    desk.settle()
    assert not reports.may("reports.mend.1")


def test_news_leave_the_paper_and_say_so(desk: Desk, open_reports: Open) -> None:
    page = open_reports(desk).page
    page.refresh("till")
    assert "按 F9 重新生成" in page.gold.text()
    page.remake()
    desk.settle()
    assert "F9" not in page.gold.text()


def test_without_rights_the_list_is_empty(desk_of: Callable[[Clerk], Desk], open_reports: Open) -> None:
    desk = desk_of(as_role("admin"))
    reports = open_reports(desk)
    assert reports.page.list.count() == 0
    assert not reports.may("reports.print")


def test_what_leaves_the_house_is_written_down(desk: Desk, open_reports: Open, database: Database) -> None:
    reports = open_reports(desk)
    with database.reading(CLERK) as work:
        before = work.audit_head()
    reports.press("reports.print")
    desk.settle()
    with database.reading(CLERK) as work:
        assert work.audit_head() != before


@pytest.mark.parametrize(("width", "height", "factor"), SIZES)
def test_nothing_is_clipped_or_nameless(
    desk: Desk, open_reports: Open, qapp: QApplication, width: int, height: int, factor: float
) -> None:
    theme.apply(qapp, factor)
    page = open_reports(desk).page
    page.resize(width - 116, max(height - 112, page.minimumSizeHint().height()))
    desk.settle()
    assert (clipped(page), outside(page), nameless(page)) == ([], [], [])
    assert page.minimumSizeHint().height() <= height - theme.px(_FRAME), "the page would scroll beside its lists"


def test_so_many_copies_are_printed_and_remembered(desk: Desk, open_reports: Open) -> None:
    reports = open_reports(desk)
    reports.page.copies.setText("3")
    reports.press("reports.print")
    desk.settle()
    assert desk.printer.taken[-1][3] == 3
    assert open_reports(desk).page.copies.text() == "3"


@pytest.mark.parametrize("text", ["", "0", "51", "两"])
def test_unclear_copies_print_nothing(desk: Desk, open_reports: Open, text: str) -> None:
    reports = open_reports(desk)
    reports.page.copies.setText(text)
    reports.press("reports.print")
    desk.settle()
    assert desk.printer.taken == []
    assert desk.recorder.refusals[-1].message == "份数应是 1 到 50 的整数"
