"""Statistics, allowance, prevention, roster and papers as the clerk reads them."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from shequ_desk.counters.mediation.page.allowance_sheet import AllowanceSheet
from shequ_desk.counters.mediation.page.behind_sheet import BehindSheet
from shequ_desk.counters.mediation.page.file_sheets import OriginalSheet
from shequ_desk.counters.mediation.page.find_sheet import FindSheet
from shequ_desk.counters.mediation.page.papers_sheet import PapersSheet
from shequ_desk.counters.mediation.page.prevention_sheet import PreventionSheet
from shequ_desk.counters.mediation.page.roster_sheet import RosterSheet
from shequ_desk.counters.mediation.page.stats_sheet import StatsSheet
from shequ_desk.kernel.figures import Column
from shequ_desk.store.database import Database
from tests.counters.desk_kit import ALT, CTRL, error, fill, texts, trigger
from tests.counters.mediation.kit import TODAY, new_case, original, settle, two_parties, view
from tests.counters.mediation.page.conftest import Open
from tests.counters.mediation.page.kit import Room, open_case
from tests.desk.looks import SIZES, clipped, doubled, shortened, unsaid

DAY = timedelta(days=1)


def _stats(room: Room) -> StatsSheet:
    room.page().key(Qt.Key.Key_F11)
    room.settle()
    return room.sheet(StatsSheet)


def _columns(sheet: StatsSheet) -> list[Column]:
    return [one for place, one in enumerate(sheet.table.rows.columns) if not sheet.table.isColumnHidden(place)]


def test_every_number_of_the_table_opens_its_list(room: Room, desk: Database) -> None:
    settle(desk, new_case(desk))
    new_case(desk)
    sheet = _stats(room)
    shown = {line[1]: line[2] for line in texts(sheet.table)}
    assert (shown["调解案件总数"], shown["书面"], shown["期末在办"]) == ("1 件", "1 件", "1 件")
    assert sheet.rate.text().startswith("调解成功率 100.0%")
    for place, line in enumerate(texts(sheet.table)):
        if line[2].startswith("1 件"):
            sheet.table.setCurrentIndex(sheet.table.rows.index(place, 2))
            sheet.submit()
            room.settle()
            behind = room.sheet(BehindSheet)
            assert len(texts(behind.table)) == 1, line[1]
            behind.accept()


@pytest.mark.parametrize("size", SIZES)
def test_a_list_behind_a_number_names_the_parties_and_says_what_it_cuts(
    open_room: Open, desk: Database, size: tuple[int, int, float]
) -> None:
    settle(desk, new_case(desk))
    room = open_room(size)
    sheet = _stats(room)
    sheet.table.select(next(place for place, line in enumerate(texts(sheet.table)) if line[1] == "调解案件总数"))
    sheet.submit()
    room.settle()
    behind = room.sheet(BehindSheet)
    room.qtbot.wait(20)
    assert (shortened(behind.table, "parties"), unsaid(behind), clipped(behind), doubled(behind)) == ([], [], [], [])


def test_quarters_years_and_the_period_before(room: Room, desk: Database) -> None:
    settle(desk, new_case(desk))
    sheet = _stats(room)
    sheet.kind.choose("12")
    room.settle()
    assert sheet.period.text() == "2026年"
    assert [column.title for column in _columns(sheet)] == ["分组", "项目", "本期", "占比", "上年同期", "同比"]
    trigger(sheet, "stats.back")
    room.settle()
    assert (sheet.period.text(), texts(sheet.table)[0][2]) == ("2025年", "0 件")
    trigger(sheet, "stats.on")
    trigger(sheet, "stats.on")
    room.settle()
    assert sheet.period.text() == "2026年"
    sheet.kind.choose("3")
    room.settle()
    sheet.table.setCurrentIndex(sheet.table.rows.index(0, 4))
    assert "2026年三季度 调解案件总数" in sheet.behind.text()
    trigger(sheet, "stats.print")
    room.settle()
    room.settle()
    assert len(room.tray.papers) == 1


def test_the_allowance_of_a_month_by_mediator(room: Room, desk: Database) -> None:
    settle(desk, new_case(desk))
    room.page().key(Qt.Key.Key_B, ALT)
    sheet = room.sheet(AllowanceSheet)
    assert texts(sheet.table) == []
    trigger(sheet, "allowance.on")
    assert [line[0] for line in texts(sheet.table)] == ["张师傅"]
    assert sheet.sum.text().startswith("合计 ")
    trigger(sheet, "allowance.print")
    room.settle()
    room.settle()
    assert len(room.tray.papers) == 1


def test_prevention_is_counted_and_corrected_by_a_negative_number(room: Room) -> None:
    page = room.page()
    page.page.prevention()
    sheet = room.sheet(PreventionSheet)
    fill(sheet, {"key": "排查纠纷（次）", "number": "0"})
    sheet.submit()
    assert "不为 0" in error(sheet, "number")
    fill(sheet, {"number": "3"})
    sheet.submit()
    page.page.prevention()
    again = room.sheet(PreventionSheet)
    assert texts(again.table)[0][1:3] == ["排查纠纷（次）", "3"]
    fill(again, {"key": "排查纠纷（次）", "number": "-1"})
    again.submit()
    assert "原因" in error(again, "note")


def test_the_roster_leads_to_the_cases_of_a_mediator(room: Room, desk: Database) -> None:
    new_case(desk)
    room.page().key(Qt.Key.Key_Y, ALT)
    sheet = room.sheet(RosterSheet)
    assert texts(sheet.table)[0][4:6] == ["1", "1"]
    sheet.submit()
    found = room.sheet(FindSheet)
    assert found.mediator.optional() == 1
    assert len(texts(found.table)) == 1


def test_a_display_list_is_printed_from_what_was_found(room: Room, desk: Database) -> None:
    new_case(desk)
    room.page().key(Qt.Key.Key_F, CTRL)
    sheet = room.sheet(FindSheet)
    sheet.text.setText("没有这样的字")
    trigger(sheet, "find.print")
    assert "现在是 0 件" in sheet.banner.text()
    sheet.clear()
    trigger(sheet, "find.print")
    room.settle()
    room.settle()
    assert len(room.tray.papers) == 1


def test_what_was_found_is_saved_as_a_masked_workbook(room: Room, desk: Database, tmp_path: Path) -> None:
    for _ in range(3):
        new_case(desk)
    room.page().key(Qt.Key.Key_F, CTRL)
    sheet = room.sheet(FindSheet)
    sheet.text.setText("没有这样的字")
    trigger(sheet, "find.export")
    assert "没有可以导出的案件" in sheet.banner.text()
    sheet.clear()
    trigger(sheet, "find.export")
    room.settle()
    dialog = sheet.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "一览表.xlsx"))
    room.settle()
    book = openpyxl.load_workbook(tmp_path / "一览表.xlsx").active
    cells = [str(cell.value) for line in book.iter_rows() for cell in line]
    assert cells.count("陈某与周某") == 3
    assert not [word for word in ("陈立秋", "周春山", "湖滨里", "漏水") if word in "".join(cells)]
    connection = desk.bare()
    noted = connection.execute("SELECT subject, after FROM audit WHERE action = 'export'").fetchall()
    connection.close()
    assert [tuple(row) for row in noted] == [("调解案件一览表", '{"行数":3}')]


def test_the_list_of_the_page_is_exported_by_the_key_of_every_list(room: Room, desk: Database, tmp_path: Path) -> None:
    page = room.page()
    room.window.request_export()
    assert room.recorder.said[-1] == "没有可以导出的案件"
    late, _ = new_case(desk, accepted_on=TODAY - 60 * DAY), new_case(desk)
    for group, found in (("overdue", 1), ("", 2)):
        page.page.cases.show_group(group)
        room.window.request_export()
        room.settle()
        dialog = page.page.findChildren(QFileDialog)[-1]
        path = tmp_path / f"{found}.xlsx"
        dialog.fileSelected.emit(str(path))
        room.settle()
        dialog.reject()
        cells = [str(cell.value) for line in openpyxl.load_workbook(path).active.iter_rows() for cell in line]
        assert cells.count("陈某与周某") == found
        assert view(desk, late).number in cells


def test_a_paper_is_looked_at_printed_and_comes_back_signed(room: Room, desk: Database) -> None:
    case_id = new_case(desk, accepted_on=TODAY - DAY)
    page = room.page()
    page.page.open_case(case_id)
    page.key(Qt.Key.Key_F10)
    sheet = room.sheet(PapersSheet)
    room.settle()
    titles = [line[0] for line in texts(sheet.table)]
    assert titles[-1] == "全卷（一个 PDF）"
    sheet.table.select(titles.index("人民调解申请书"))
    room.settle()
    assert sheet.preview.pdf().startswith(b"%PDF")
    page.key(Qt.Key.Key_P, CTRL)
    room.settle()
    assert len(room.tray.papers) == 1
    assert "application" not in {one.key for one in view(desk, case_id).originals}
    trigger(sheet, "papers.original")
    made = room.sheet(OriginalSheet)
    assert made.key.optional() == "application"
    made.submit()
    assert [one.key for one in view(desk, case_id).originals] == [original("application").key]
    assert room.sheets(PapersSheet) == []


def test_the_whole_file_is_one_paper(room: Room, desk: Database) -> None:
    page = room.page()
    page.page.open_case(new_case(desk))
    page.key(Qt.Key.Key_F10)
    sheet = room.sheet(PapersSheet)
    sheet.table.select(sheet.table.rows.rowCount() - 1)
    room.settle()
    assert sheet.preview.pages > 1
    trigger(sheet, "papers.original")
    assert "由“办理”里的步骤登记" in sheet.banner.text()


def test_a_name_no_font_has_is_announced_over_the_papers_before_it_is_printed(room: Room, desk: Database) -> None:
    applicant, respondent = two_parties()
    case_id = new_case(desk, parties=(replace(applicant, name="陈\U0003134a"), respondent))
    page = open_case(room, case_id)
    page.key(Qt.Key.Key_F10)
    sheet = room.sheet(PapersSheet)
    sheet.table.select([line[0] for line in texts(sheet.table)].index("人民调解申请书"))
    room.settle()
    page.key(Qt.Key.Key_P, CTRL)
    assert room.recorder.questions[-1].text == "没有字体能印出：\U0003134a（U+3134A）"
    assert room.papers() == []
    room.answer()
    assert len(room.papers()) == 1


def test_a_file_being_made_is_stopped_by_choosing_another_paper(room: Room, desk: Database) -> None:
    case_id = new_case(desk)
    settle(desk, case_id)
    page = open_case(room, case_id)
    page.key(Qt.Key.Key_F10)
    sheet = room.sheet(PapersSheet)
    sheet.table.select(sheet.table.rows.rowCount() - 1)
    assert sheet.hint.text() == "正在制作……"
    running = [job for job in room.context.jobs.running if job.title == "制作全卷"]
    sheet.table.select(0)
    room.settle()
    assert [job.cancelled() for job in running] == [True]
    assert sheet.preview.pages < 5
    assert sheet.main.isEnabled()
