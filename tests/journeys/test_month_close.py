"""A month of the demo community checked, closed, signed by three people and printed, from the window by keyboard."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from shequ_desk import demo
from shequ_desk.catalogue import COUNTERS
from shequ_desk.counters.reports import service as reports
from shequ_desk.counters.reports.page.chart_view import ChartView
from shequ_desk.counters.reports.page.dashboard_page import DashboardPage
from shequ_desk.counters.reports.page.reports_page import ReportsPage
from shequ_desk.counters.reports.page.rows_sheet import RowsSheet
from shequ_desk.counters.reports.page.words_sheet import WordsSheet
from shequ_desk.desk.speaker import TextSheet
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.dates import Month
from shequ_desk.office import service as office
from shequ_desk.office.rules import Account
from shequ_desk.store.folder import DataFolder
from tests.clocks import RunningClock
from tests.journeys.conftest import LOGIN, PASSWORD
from tests.journeys.driver import ALT, CTRL, Driver
from tests.journeys.queue import text_of

NOW = datetime(2026, 11, 20, 11, 42)
OTHERS = {"chenli": "陈立", "zhoumin": "周敏"}
SECRET = "Noodles-at-noon-41"


@pytest.fixture(scope="module")
def two_months(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """300 residents, October and November in every counter, three accounts."""
    place = tmp_path_factory.mktemp("close")
    plan = demo.Plan(seed=11, months=2, residents=300)
    seat = demo.fill(DataFolder(place), FixedClock(NOW), plan, LOGIN, PASSWORD)
    for login, roles in (("chenli", ("desk",)), ("zhoumin", ("director",))):
        with seat.database.work(seat.clerk) as work:
            office.add_account(work, seat.database, seat.keys, Account(0, login, OTHERS[login], roles), SECRET)
    seat.database.close()
    return place


@pytest.fixture
def office_pc(qapp: QApplication, two_months: Path, tmp_path: Path) -> Iterator[Driver]:
    """The program open on a copy, the founder signed in, October's reports on show."""
    place = tmp_path / "data"
    shutil.copytree(two_months, place)
    hands = Driver(DataFolder(place), RunningClock(NOW), tmp_path / "papers")
    hands.desk.open()
    hands.sign_in(LOGIN, PASSWORD)
    _october(hands)
    yield hands
    hands.leave()


def _page(driver: Driver) -> ReportsPage:
    assert isinstance(driver.page, ReportsPage)
    return driver.page


def _october(driver: Driver) -> None:
    driver.press(Qt.Key.Key_F7)
    driver.settle()
    if _page(driver).period.month.month != 10:
        driver.press(Qt.Key.Key_Left, ALT)
    driver.settle()


def _yes(driver: Driver) -> None:
    driver.press(Qt.Key.Key_Return)
    driver.settle()


def _close(driver: Driver) -> None:
    """Ctrl+J, confirm; give the reason when a check is red."""
    driver.press(Qt.Key.Key_J, CTRL)
    _yes(driver)
    for sheet in driver.sheets(TextSheet):
        sheet.edit.setText("等待核查结果")
        driver.press(Qt.Key.Key_Return, on=sheet.edit)
        driver.settle()


def _sign_as(driver: Driver, login: str) -> None:
    driver.press(Qt.Key.Key_L, CTRL)
    driver.answer_login(SECRET, login)
    driver.shell.window.resize(1366, 768)
    _october(driver)
    driver.press(Qt.Key.Key_J, CTRL)
    _yes(driver)


def test_checked_closed_signed_and_printed(office_pc: Driver) -> None:
    driver = office_pc
    lines = _page(driver).checks.texts()
    assert any("审计" in line or "操作记录" in line or "日结" in line for line in lines)
    _write_words(driver)
    _close(driver)
    assert "王岚 结账" in " ".join(_page(driver).close_card.texts())
    driver.press(Qt.Key.Key_J, CTRL)
    _yes(driver)
    _sign_as(driver, "chenli")
    _sign_as(driver, "zhoumin")
    assert _page(driver).list.standing("monthly") == "已签发"
    driver.press(Qt.Key.Key_P, CTRL)
    driver.wait(lambda: driver.printer.papers, "the paper")
    paper = text_of(driver.printer.papers[-1])
    for said in ("清泉社区党群服务中心", "2026年10月社区服务月报", "老年助餐", "托育服务", "另走访独居老人 12 户。"):
        assert said in paper
    for signed in ("制表：王岚　2026年11月20日", "审核：陈立　2026年11月20日", "签发：周敏　2026年11月20日"):
        assert signed in paper
    driver.press(Qt.Key.Key_F9)
    driver.settle()
    driver.press(Qt.Key.Key_P, CTRL)
    driver.wait(lambda: len(driver.printer.papers) == 2, "the reprint")
    assert driver.printer.papers[0] == driver.printer.papers[1]


def test_a_closed_month_that_nobody_touched_is_not_corrected(office_pc: Driver) -> None:
    driver = office_pc
    _close(driver)
    with driver.shell.context.database.reading(driver.shell.context.clerk) as work:
        assert [one.month.text for one in reports.closed_months(work)] == ["2026年10月"]
        assert reports.drifts(work, COUNTERS[:-2], Month(2026, 11)) == ()


def _write_words(driver: Driver) -> None:
    driver.press(Qt.Key.Key_2, CTRL)
    sheet = driver.sheet(WordsSheet)
    sheet.added.setPlainText("另走访独居老人 12 户。")
    driver.press(Qt.Key.Key_Return, CTRL, on=sheet.added)
    driver.settle()


def test_every_bar_of_the_month_opens_its_rows(office_pc: Driver) -> None:
    driver = office_pc
    driver.press(Qt.Key.Key_F8)
    driver.settle()
    page = driver.page
    assert isinstance(page, DashboardPage)
    charts = page.findChildren(ChartView)
    assert len(charts) >= 4
    charts[0].setFocus()
    driver.press(Qt.Key.Key_Left, on=charts[0])
    driver.press(Qt.Key.Key_Return, on=charts[0])
    driver.settle()
    figure = charts[0].chosen()
    assert figure is not None
    assert driver.sheet(RowsSheet).table.rows.rowCount() > 0
