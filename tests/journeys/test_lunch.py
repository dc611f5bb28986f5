"""A whole lunch through the real window, by keyboard: settings, till, day close, the month's paper."""

from datetime import timedelta

import pypdfium2
from PySide6.QtCore import Qt

from shequ_desk.counters.canteen.page.entry_sheet import EntrySheet
from shequ_desk.counters.canteen.page.rule_section import RuleSheet
from shequ_desk.counters.canteen.page.settings_page import CanteenSettingsPage
from shequ_desk.counters.canteen.page.till_page import CanteenPage
from shequ_desk.counters.reports.page.reports_page import ReportsPage
from shequ_desk.counters.reports.page.rows_sheet import RowsSheet
from shequ_desk.desk.speaker import QuestionSheet, TextSheet
from shequ_desk.office.page.settings import SettingsPage
from shequ_desk.people import service as people
from shequ_desk.people.rules import Filters
from shequ_desk.till import service as till
from shequ_desk.till.page.close_sheet import CloseDaySheet
from shequ_desk.till.page.till_page import TillPage
from shequ_desk.till.rules import State
from tests.counters.desk_kit import fill, trigger
from tests.journeys.conftest import LOGIN, PASSWORD
from tests.journeys.driver import ALT, CTRL, Driver


def test_a_new_tariff_a_lunch_a_void_the_close_and_the_settlement(driver: Driver) -> None:
    driver.sign_in(LOGIN, PASSWORD)
    _new_set_and_rule(driver)
    name = _somebody_of_75(driver)
    number = _lunch_for(driver, name)
    _void_and_settle_again(driver, name, number)
    _close_the_day(driver)
    assert name in _print_the_month(driver)


def _new_set_and_rule(driver: Driver) -> None:
    driver.press(Qt.Key.Key_Comma, CTRL)
    settings = driver.page
    assert isinstance(settings, SettingsPage)
    canteen = settings.open("canteen")
    assert isinstance(canteen, CanteenSettingsPage)
    trigger(canteen.open("套餐与价格"), "sets.add")
    sheet = driver.sheet(EntrySheet)
    fill(sheet, {"name": "套餐 C", "price": "25", "valid_from": "2026-11-20"})
    driver.press(Qt.Key.Key_Return, on=sheet)
    trigger(canteen.open("优惠规则"), "rules.add")
    rule = driver.sheet(RuleSheet)
    fill(
        rule,
        {"name": "75 周岁以上", "age_from": "75", "value": "9.00", "valid_from": "2026-11-20", "payers": "市 50 区 50"},
    )
    driver.press(Qt.Key.Key_Return, on=rule)
    assert driver.sheets(EntrySheet) == []


def _somebody_of_75(driver: Driver) -> str:
    """A resident of 75 to 79 whose name nobody else has and who has not eaten today."""
    with driver.shell.seat.database.reading(driver.shell.seat.clerk) as work:
        rows = people.listing(work, Filters(age_from=75, age_to=79), 0, 60)
        return next(row.name for row in rows if len(people.search(work, row.name)) == 1)


def _lunch_for(driver: Driver, name: str) -> str:
    driver.press(Qt.Key.Key_F3)
    page = driver.page
    assert isinstance(page, CanteenPage)
    driver.press(Qt.Key.Key_3, CTRL)
    driver.write(name)
    driver.press(Qt.Key.Key_Return)
    assert page.order.amount.number.text() == "16.00"
    driver.press(Qt.Key.Key_2, ALT)
    driver.press(Qt.Key.Key_Return)
    driver.settle()
    driver.wait(lambda: driver.printer.papers, "the receipt")
    with driver.shell.seat.database.reading(driver.shell.seat.clerk) as work:
        receipt = till.receipts_of_day(work, work.today)[-1]
    text = _text(driver.printer.papers[-1])
    assert receipt.payer_name == name
    for shown in (name, receipt.number, "套餐 C", "人民币壹拾陆元整", "￥16.00", "微信", "演示", "不作发票"):
        assert shown in text
    return receipt.number


def _void_and_settle_again(driver: Driver, name: str, number: str) -> None:
    driver.press(Qt.Key.Key_F12)
    sheet = driver.sheet(TextSheet)
    sheet.edit.setText("点错了套餐")
    driver.press(Qt.Key.Key_Return, on=sheet.edit)
    driver.settle()
    with driver.shell.seat.database.reading(driver.shell.seat.clerk) as work:
        assert till.receipt(work, number).state is State.VOID
    driver.press(Qt.Key.Key_F3)
    driver.write(name)
    driver.press(Qt.Key.Key_Return)
    driver.press(Qt.Key.Key_F10)
    driver.settle()
    with driver.shell.seat.database.reading(driver.shell.seat.clerk) as work:
        again = till.receipts_of_day(work, work.today)[-1]
    assert (again.payer_name, again.state, again.amount.text()) == (name, State.VALID, "16.00")
    assert int(again.number[-6:]) == int(number[-6:]) + 1


def _close_the_day(driver: Driver) -> None:
    driver.press(Qt.Key.Key_T, CTRL)
    assert isinstance(driver.page, TillPage)
    driver.settle()
    papers = len(driver.printer.papers)
    driver.press(Qt.Key.Key_F10)
    driver.wait(lambda: driver.sheets(CloseDaySheet), "the day-close sheet on show")
    sheet = driver.sheet(CloseDaySheet)
    with driver.shell.seat.database.reading(driver.shell.seat.clerk) as work:
        expected = till.preview_close(work, work.today).expected
    sheet.count.sum.setText(expected.text())
    driver.press(Qt.Key.Key_Return, on=sheet.count.sum)
    driver.press(Qt.Key.Key_Return, on=driver.sheet(QuestionSheet))
    driver.wait(lambda: len(driver.printer.papers) > papers, "the day-close sheet")
    with driver.shell.seat.database.reading(driver.shell.seat.clerk) as work:
        assert till.open_days(work) == ()
    text = _text(driver.printer.papers[-1])
    assert "收款日结单" in text
    assert "断号 0 个" in text


def _print_the_month(driver: Driver) -> str:
    driver.press(Qt.Key.Key_F7)
    page = driver.page
    assert isinstance(page, ReportsPage)
    page.list.choose("canteen-settlement")
    driver.settle()
    papers = len(driver.printer.papers)
    driver.press(Qt.Key.Key_P, CTRL)
    driver.wait(lambda: len(driver.printer.papers) > papers, "the settlement")
    text = _text(driver.printer.papers[-1])
    assert "老年助餐补贴结算表" in text
    page.figures.setFocus()
    page.figures.select(0)
    driver.press(Qt.Key.Key_Return, on=page.figures)
    driver.wait(lambda: driver.sheets(RowsSheet), "the rows behind the figure")
    rows = driver.sheet(RowsSheet)
    assert rows.table.rows.rowCount() > 0
    return text


def test_yesterday_left_open_is_closed_first(driver: Driver) -> None:
    driver.sign_in(LOGIN, PASSWORD)
    clock = driver.desk.clock
    clock.tick(timedelta(days=1))  # type: ignore[attr-defined]
    driver.press(Qt.Key.Key_F3)
    page = driver.page
    assert isinstance(page, CanteenPage)
    driver.press(Qt.Key.Key_G, CTRL)
    driver.press(Qt.Key.Key_Return)
    driver.settle()
    assert "日结" in page.order.error()
    assert driver.printer.papers == []


def _text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "".join(page.get_textpage().get_text_range() for page in document)


def test_in_the_hall_the_next_thing_typed_or_swiped_is_a_resident(driver: Driver) -> None:
    driver.sign_in(LOGIN, PASSWORD)
    assert driver.shell.search is not None
    for key in (Qt.Key.Key_F1, Qt.Key.Key_F3, Qt.Key.Key_F1):
        driver.press(key)
        driver.settle()
    driver.write("c")
    assert driver.shell.search.finder.text() == "c"
