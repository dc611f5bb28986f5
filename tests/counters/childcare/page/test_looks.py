"""Nothing clipped, nothing outside, everything named, at every size: the page, its sheets, its settings."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QScrollArea

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.page.care_sheets import IncidentSheet, MedicineSheet, NoteSheet, OrderSheet
from shequ_desk.counters.childcare.page.cell_sheet import CellSheet
from shequ_desk.counters.childcare.page.check_sheet import MorningCheckSheet
from shequ_desk.counters.childcare.page.checkout_sheet import CheckoutSheet
from shequ_desk.counters.childcare.page.childcare_page import ChildcarePage
from shequ_desk.counters.childcare.page.delegation_sheet import DelegationSheet
from shequ_desk.counters.childcare.page.enrol_sheet import EnrolSheet
from shequ_desk.counters.childcare.page.file_sheet import FileSheet
from shequ_desk.counters.childcare.page.lined import LinedBoard
from shequ_desk.counters.childcare.page.log_sheet import LogSheet
from shequ_desk.counters.childcare.page.other_sections import TermsSection
from shequ_desk.counters.childcare.page.papers_sheet import PapersSheet
from shequ_desk.counters.childcare.page.print_sheet import PrintSheet
from shequ_desk.counters.childcare.page.queue_sheet import QueueSheet
from shequ_desk.counters.childcare.page.series_sheet import SeriesSheet
from shequ_desk.counters.childcare.page.version_section import VersionSection
from shequ_desk.counters.childcare.page.waiting_sheet import WaitingSheet
from shequ_desk.counters.childcare.rules.board import BoardCell, BoardRow, MonthBoard
from shequ_desk.counters.childcare.rules.booking import NewBooking
from shequ_desk.counters.childcare.rules.door import MorningCheck
from shequ_desk.desk.counter import Context
from shequ_desk.desk.forms import NoteEdit
from shequ_desk.desk.rows import RowsView
from shequ_desk.desk.rows.paint import PAD
from shequ_desk.desk.sheets import Sheet
from shequ_desk.desk.theme import font
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.dates import Month
from shequ_desk.store.database import Database
from tests.counters.childcare.page.conftest import Open
from tests.counters.childcare.page.kit import CLERK, SATURDAY, booked, care, child, settings
from tests.counters.childcare.page.test_settings import TABS
from tests.counters.desk_kit import Desk, crowd
from tests.desk.looks import SIZES, clipped, doubled, nameless, outside, overfull, tab_order, unsaid

Size = tuple[int, int, float]


def chosen(page: ChildcarePage) -> tuple[BoardRow, BoardCell]:
    """The place under the frame."""
    found = page.board.chosen()
    assert found is not None
    return found


def series(page: ChildcarePage, context: Context) -> Sheet:
    """The booking of 李小满 on more days."""
    page.show_person(1)
    assert page.book.shown is not None
    return SeriesSheet(page, context, page.book.asked(), page.book.shown)


def queue(page: ChildcarePage, context: Context) -> Sheet:
    """Whom to call for a place of 李小满."""
    page.show_person(1)
    return QueueSheet(page, context, page.book.asked(), "李小满 候补 11 月 21 日")


MADE: dict[str, Callable[[ChildcarePage, Context], Sheet]] = {
    "check": lambda page, context: MorningCheckSheet(page, context, page.today.table.current()),
    "checkout": lambda page, context: CheckoutSheet(page, context, page.today.table.current()),
    "log": lambda page, context: LogSheet(page, context, page.today.table.current()),
    "note": lambda page, context: NoteSheet(page, context, page.today.table.current()),
    "medicine": lambda page, context: MedicineSheet(page, context, page.today.table.current()),
    "order": lambda page, context: OrderSheet(page, context, page.today.table.current()),
    "incident": lambda page, context: IncidentSheet(page, context, (1, "李小满")),
    "delegation": lambda page, context: DelegationSheet(page, context, 1, "李小满"),
    "waiting": WaitingSheet,
    "enrol": lambda page, context: EnrolSheet(page, context, 1),
    "file": lambda page, context: FileSheet(page, context, 1),
    "cell": lambda page, context: CellSheet(page, context, *chosen(page)),
    "series": series,
    "queue": queue,
    "print": lambda page, context: PrintSheet(page, context, SATURDAY, True),
    "papers": lambda page, context: PapersSheet(page, context, NewBooking(3, 1, SATURDAY)),
}


@pytest.fixture
def full(house: Database, clock: FixedClock) -> Database:
    """Three children today: one here, one booked, one without papers."""
    with house.work(CLERK) as work:
        first = booked(work, child(work, "李小满", date(2024, 8, 10)), "托大班", "下午")
        booked(work, child(work, "陈果", date(2024, 4, 1), papers=False), "托大班", "下午")
    clock.set(datetime(2026, 11, 21, 13, 25))
    with house.work(CLERK) as work:
        childcare.morning_check(work, first, MorningCheck(365, checked_by="陈老师"))
        childcare.check_in(work, first, "李国芳")
    return house


def faults(desk: Desk) -> list[str]:
    """What does not fit or has no name."""
    desk.qtbot.wait(20)
    return clipped(desk.window) + outside(desk.window) + nameless(desk.window) + overfull(desk.window)


def in_whole_lines(board: LinedBoard) -> bool:
    """Whether the line with the frame is in sight, and neither the first nor the last line on show is cut."""
    top, shown = board.top, board.area.viewport().height() - board.head
    seen = range(top // board.line, (top + shown) // board.line)
    whole = shown % board.line == 0 or board.area.verticalScrollBar().maximum() == 0
    return whole and top % board.line == 0 and board.current_line() in seen


def month_of(desk: Desk) -> MonthBoard:
    """November 2026 has six weeks."""
    with desk.context.database.reading(CLERK) as work:
        return childcare.month_board(work, Month(2026, 11))


@pytest.mark.parametrize("size", SIZES)
def test_the_page_fits(open_desk: Open, full: Database, size: Size) -> None:
    desk = open_desk(size)
    page = care(desk)
    assert faults(desk) == []
    page.pick("cg")
    assert faults(desk) == []
    page.page.take_today()
    assert faults(desk) == []
    page.page.board.toggle_month()
    assert faults(desk) == []
    assert (desk.window.width(), desk.window.height()) == size[:2]


@pytest.mark.parametrize("size", SIZES)
def test_the_board_names_its_days_and_shows_whole_lines(open_desk: Open, full: Database, size: Size) -> None:
    desk = open_desk(size)
    board = care(desk).page.board
    desk.qtbot.waitUntil(lambda: in_whole_lines(board.grid))
    heading = QFontMetrics(font(13, True)).horizontalAdvance("周日 29")
    assert min(board.grid.cell_box(0, column).width() for column in range(7)) - PAD >= heading
    for line in (9, 4, 0):
        board.grid.choose(line, 5)
        assert in_whole_lines(board.grid)
    board.toggle_month()
    desk.qtbot.waitUntil(lambda: in_whole_lines(board.months))
    for day in (1, 30, 15):
        board.months.show_board(month_of(desk), date(2026, 11, day), SATURDAY)
        board.months.bring()
        assert in_whole_lines(board.months)
    board.toggle_month()
    board.grid.choose(9, 0)
    desk.qtbot.waitUntil(lambda: in_whole_lines(board.grid))


@pytest.mark.parametrize("size", SIZES)
def test_sheets_fit(open_desk: Open, full: Database, size: Size) -> None:
    desk = open_desk(size)
    page = care(desk).page
    page.take_today()
    found = {}
    for name, make in MADE.items():
        sheet = make(page, desk.context)
        sheet.open()
        desk.qtbot.wait(20)
        found[name] = clipped(sheet) + outside(sheet) + nameless(sheet) + doubled(sheet) + overfull(sheet)
        crowd(sheet)
        found[name] += clipped(sheet) + outside(sheet) + doubled(sheet)
        assert (sheet.height() <= size[1], sheet.width() <= size[0]) == (True, True), name
        sheet.reject()
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.parametrize("size", SIZES)
def test_settings_fit(open_desk: Open, full: Database, size: Size) -> None:
    desk = open_desk(size)
    found = {}
    for title in TABS:
        section = settings(desk).open(title)
        for table in section.findChildren(RowsView):
            table.select(0)
        found[title] = faults(desk) + unsaid(desk.window)
        if isinstance(section, VersionSection | TermsSection):
            section.add()
            sheet = next(one for one in desk.window.findChildren(Sheet) if one.isVisible())
            for note in sheet.findChildren(NoteEdit):
                note.setText("照护服务的内容和要求。\n" * 30)
            crowd(sheet)
            found[f"{title} +"] = clipped(sheet) + outside(sheet) + nameless(sheet) + doubled(sheet)
            sheet.reject()
    assert {title: one for title, one in found.items() if one} == {}


@pytest.mark.parametrize("size", SIZES)
def test_a_long_name_is_whole_at_the_door_and_another_windows_words_in_the_file(
    open_desk: Open, full: Database, size: Size
) -> None:
    with full.work(CLERK) as work:
        child_id = child(work, "阿卜杜热合曼·买买提依明江", date(2024, 9, 1))
        booked(work, child_id, "托大班", "下午")
    desk = open_desk(size)
    page = care(desk).page
    page.take_today()
    assert page.today.choose(child_id)
    desk.qtbot.wait(20)
    card = page.door.card
    areas = [area for area in card.findChildren(QScrollArea) if area.isVisible()]
    assert [area.horizontalScrollBar().maximum() for area in areas] == [0]
    assert clipped(card) == []
    sheet = FileSheet(page, desk.context, child_id)
    sheet.open()
    sheet.open_tab("登记信息")
    sheet.card.theirs.show_text(
        f"{'平时照护 祖辈 · 过敏 花生、鸡蛋 · 健康 有哮喘史 · ' * 4}\n改好后再按 Ctrl S，以下面的为准"
    )
    crowd(sheet)
    desk.qtbot.wait(20)
    assert clipped(sheet) + doubled(sheet) == []


def test_tab_reaches_everything(open_desk: Open, full: Database) -> None:
    desk = open_desk()
    page = care(desk).page
    order = tab_order(page)
    assert {page.board.grid, page.today.table, page.book.finder} <= set(order)
