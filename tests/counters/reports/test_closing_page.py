"""The closing card, the words sheet and 一屏掌握 as a clerk uses them, on an invented counter."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from shequ_desk.counters.reports.counter import counter_of, dashboard_of
from shequ_desk.counters.reports.page.dashboard_page import DashboardPage
from shequ_desk.counters.reports.page.reports_page import ReportsPage
from shequ_desk.counters.reports.page.rows_sheet import RowsSheet
from shequ_desk.counters.reports.page.words_sheet import WordsSheet
from shequ_desk.desk import theme
from shequ_desk.desk.counter import Counter
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.dates import Month, Span
from shequ_desk.kernel.facts import Check
from shequ_desk.kernel.sections import Section
from shequ_desk.office.rules import Centre, Opening
from shequ_desk.office.tables import ClerkRole, ClerkRow
from shequ_desk.store import settings
from shequ_desk.store.database import Database, Work
from tests.counters.reports.kit import COUNTER
from tests.counters.reports.test_monthly import section
from tests.desk.looks import clipped, outside
from tests.paper.sheets import page_texts
from tests.till.page.kit import Desk

OCTOBER = Month(2026, 10)
_ROOM = 554
"""Pixels of height a window 680 high leaves to a page in large text."""
VISITS = replace(COUNTER, key="visits", month_section=section, reports=(), checks=lambda *_: ())
Open = Callable[..., "Closing"]


class Closing:
    """The reports page with its closing card."""

    def __init__(self, desk: Desk, page: ReportsPage) -> None:
        self.desk, self.page = desk, page

    def press(self, action: str) -> None:
        """Trigger an action by its id."""
        found = self.page.findChild(QAction, action)
        assert found is not None, f"no action {action}"
        found.trigger()
        self.desk.settle()

    def answer(self, text: str = "") -> None:
        """Answer the last question."""
        self.desk.recorder.answer(text)
        self.desk.settle()

    def lowest(self) -> int:
        """How high the page stays when the window leaves it little room."""
        for _ in range(4):
            self.page.resize(1153, 1)
            self.desk.settle()
        return self.page.height()

    def offered(self) -> str:
        """What the one button of the card would do; empty when there is none."""
        found = self.page.close_card.findChild(QAction, "reports.close")
        return found.text() if found else ""

    def chip(self) -> str:
        """The word on the monthly report."""
        return self.page.list.standing("monthly")


@pytest.fixture
def open_page(qapp: QApplication, database: Database, clock: FixedClock) -> Open:
    """Opens the page at October, in November, for a centre that began in October."""
    clock.set(datetime(2026, 11, 3, 9, 0))
    assert qapp

    def make(desk: Desk, *counters: Counter) -> Closing:
        with database.work(desk.context.clerk) as work:
            settings.save(work, Centre("清泉社区党群服务中心", "330200001001"))
            settings.save(work, Opening(since=date(2026, 10, 1)))
            work.insert(ClerkRow, {"id": 1, "login": "wanglan", "name": "王岚", "active": True, "since": work.now})
            work.insert(ClerkRole, {"clerk_id": 1, "role": "director"})
        page = counter_of(counters).page(desk.context)
        assert isinstance(page, ReportsPage)
        desk.qtbot.addWidget(page)
        page.resize(1250, 660)
        page.show()
        page.shown()
        page.show_month(OCTOBER)
        desk.settle()
        return Closing(desk, page)

    return make


def test_closing_and_signing_by_key(desk: Desk, open_page: Open) -> None:
    at = open_page(desk, VISITS)
    assert (at.offered(), at.chip()) == ("结账并锁定 10 月", "已核对")
    at.press("reports.close")
    at.answer()
    assert desk.recorder.said[-1] == "2026年10月已结账，报表已锁定"
    seen = [at.offered()]
    for _ in range(3):
        at.press("reports.close")
        at.answer()
        seen.append(at.offered())
    assert seen == ["制表签字", "审核签字", "签发签字", ""]
    assert at.chip() == "已签发"
    assert at.page.paper is not None
    assert at.page.paper.frozen is not None
    assert at.page.paper.frozen.edition == 3


def test_a_signature_is_taken_back_by_key_with_a_reason(desk: Desk, open_page: Open) -> None:
    at = open_page(desk, VISITS)
    at.press("reports.close")
    at.answer()
    at.press("reports.close")
    at.answer()
    assert at.offered() == "审核签字"
    at.press("reports.withdraw")
    at.answer("签错了月份")
    assert desk.recorder.said[-1] == "制表的签字已撤回，已记入操作记录"
    assert at.offered() == "制表签字"


def test_reprint_gives_the_frozen_bytes(desk: Desk, open_page: Open) -> None:
    at = open_page(desk, VISITS)
    at.press("reports.close")
    at.answer()
    at.press("reports.print")
    with desk.context.database.work(desk.context.clerk) as work:
        settings.save(work, Centre("改了名的中心", "330200001001"))
    at.page.remake()
    desk.settle()
    at.press("reports.print")
    first, second = (taken[0] for taken in desk.printer.taken)
    assert first == second


def test_a_red_check_asks_for_the_reason_and_prints_it(desk: Desk, open_page: Open) -> None:
    red = replace(VISITS, checks=_red)
    at = open_page(desk, red)
    at.press("reports.close")
    at.answer()
    at.answer("等待司法鉴定")
    assert at.page.paper is not None
    assert at.page.paper.frozen is not None
    assert "11-03 王岚 结账" in at.page.close_card.texts()
    assert "原因：等待司法鉴定" in "".join(page_texts(at.page.paper.pdf)).replace("\n", "")


def _red(*_: object) -> tuple[Check, ...]:
    return (Check("第 17 号逾期无结果", holds=False),)


def test_a_running_month_offers_no_close(desk: Desk, open_page: Open) -> None:
    at = open_page(desk, VISITS)
    at.page.show_month(Month(2026, 11))
    desk.settle()
    assert at.offered() == ""
    assert at.page.close_card.texts()[1] == "2026年11月尚未结束，月末后结账"


def test_the_preview_grows_while_a_slow_section_is_counted(desk: Desk, open_page: Open, qapp: QApplication) -> None:
    gate = threading.Event()

    def slow(work: Work, span: Span) -> Section:
        assert gate.wait(20)
        return section(work, span)

    gate.set()
    at = open_page(desk, VISITS)
    page = counter_of((VISITS, replace(VISITS, key="slow", month_section=slow))).page(desk.context)
    assert isinstance(page, ReportsPage)
    desk.qtbot.addWidget(page)
    page.show()
    gate.clear()
    page.show_month(OCTOBER)
    desk.qtbot.waitUntil(lambda: page.view.pages > 0, timeout=20_000)
    assert page.paper is None
    gate.set()
    desk.settle()
    assert page.paper is not None
    assert len(page.paper.data.chapters) == 2
    assert at.page is not page


def test_in_large_text_the_sheet_of_words_needs_no_scrolling(desk: Desk, open_page: Open, qapp: QApplication) -> None:
    theme.apply(qapp, theme.LARGE)
    at = open_page(desk, VISITS)
    at.page.resize(1280, 680)
    at.press("reports.words")
    sheet = next(one for one in at.page.findChildren(WordsSheet) if one.isVisible())
    desk.settle()
    assert (clipped(sheet), outside(sheet)) == ([], [])
    assert sheet.added.visibleRegion().boundingRect().height() == sheet.added.height()


def test_words_by_hand_reach_the_paper(desk: Desk, open_page: Open) -> None:
    at = open_page(desk, VISITS)
    at.press("reports.words")
    sheet = next(one for one in at.page.findChildren(WordsSheet) if one.isVisible())
    assert sheet.replaced.placeholderText() == "本月服务3次，收费120.00元。"
    sheet.added.setPlainText("另走访 2 次。")
    sheet.submit()
    desk.settle()
    assert at.page.paper is not None
    assert at.page.paper.data.chapters[0].added == "另走访 2 次。"


def test_in_large_text_the_button_that_closes_is_in_sight(desk: Desk, open_page: Open, qapp: QApplication) -> None:
    theme.apply(qapp, theme.LARGE)
    at = open_page(desk, VISITS)
    assert at.offered() == "结账并锁定 10 月"
    assert at.lowest() <= _ROOM


def test_in_large_text_the_signatures_are_in_sight(desk: Desk, open_page: Open, qapp: QApplication) -> None:
    theme.apply(qapp, theme.LARGE)
    at = open_page(desk, VISITS)
    for _ in range(2):
        at.press("reports.close")
        at.answer()
        desk.settle()
        assert at.lowest() <= _ROOM
    shown = at.page.close_card.texts()
    assert [step in shown for step in ("制表", "审核", "签发")] == [True] * 3
    at.page.show_month(Month(2026, 11))
    desk.settle()
    assert at.page.checks.isVisible()


def test_words_of_several_parts_are_kept_until_saved_or_given_up_on_purpose(desk: Desk, open_page: Open) -> None:
    at = open_page(desk, VISITS, replace(VISITS, key="more", title="更多"))
    at.press("reports.words")
    sheet = next(one for one in at.page.findChildren(WordsSheet) if one.isVisible())
    sheet.replaced.insertPlainText("另走访 2 次。")
    sheet.part.setCurrentIndex(1)
    sheet.added.insertPlainText("下月起每周两次。")
    sheet.part.setCurrentIndex(0)
    assert sheet.replaced.text() == "另走访 2 次。"
    sheet.close_button.click()
    assert (sheet.isVisible(), "还没有保存" in sheet.banner.text()) == (True, True)
    sheet.submit()
    desk.settle()
    assert at.page.paper is not None
    chapters = at.page.paper.data.chapters
    assert (chapters[0].replaced, chapters[1].added) == ("另走访 2 次。", "下月起每周两次。")


@pytest.fixture
def dashboard(desk: Desk, open_page: Open) -> DashboardPage:
    """一屏掌握 of October, on show."""
    open_page(desk, VISITS)
    page = dashboard_of((VISITS,)).page(desk.context)
    assert isinstance(page, DashboardPage)
    desk.qtbot.addWidget(page)
    page.resize(1250, 660)
    page.show()
    page.period.go(OCTOBER)
    desk.settle()
    return page


def press(widget: QWidget, key: Qt.Key) -> None:
    """A key for a widget."""
    QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier))


def test_bars_are_walked_by_key_and_open_their_rows(desk: Desk, dashboard: DashboardPage) -> None:
    (chart,) = dashboard.charts()
    chart.setFocus()
    press(chart, Qt.Key.Key_Left)
    assert chart.accessibleDescription() == "11月 3 次，Enter 看明细"
    press(chart, Qt.Key.Key_Return)
    desk.settle()
    sheet = next(one for one in dashboard.findChildren(RowsSheet) if one.isVisible())
    assert sheet.table.rows.rowCount() == 3


def test_dashboard_prints_one_page(desk: Desk, dashboard: DashboardPage) -> None:
    dashboard.print()
    desk.settle()
    (taken,) = desk.printer.taken
    assert len(page_texts(taken[0])) == 1
    assert taken[1] == "A4"
