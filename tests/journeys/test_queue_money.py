"""A lunch queue through the real window, by keyboard: money and paper (issue 2 §7, §8)."""

from datetime import date, timedelta

import pypdfium2
import pytest
from PySide6.QtCore import Qt

from shequ_desk.counters.canteen import service as canteen
from shequ_desk.counters.canteen.rules import Order, Portion
from shequ_desk.desk.speaker import QuestionSheet, TextSheet
from shequ_desk.desk.widgets import TileButton
from shequ_desk.hall.page import HallPage
from shequ_desk.kernel.money import Money
from shequ_desk.office.page.settings import SettingsPage
from shequ_desk.till import service as till
from shequ_desk.till.page.close_sheet import CloseDaySheet
from shequ_desk.till.page.collect_sheet import CollectSheet
from shequ_desk.till.page.settings_page import TillSettingsPage
from shequ_desk.till.page.till_page import TillPage
from shequ_desk.till.rules import State
from tests.counters.desk_kit import texts
from tests.journeys.driver import ALT, CTRL, NONE, Driver
from tests.journeys.queue import (
    QUEUE,
    answer,
    open_till,
    pick,
    printed,
    till_page,
)

SHIFT = Qt.KeyboardModifier.ShiftModifier
MM = 72 / 25.4


def test_a_usual_lunch_is_initials_enter_enter(driver: Driver) -> None:
    open_till(driver, *QUEUE)
    page = till_page(driver)
    for place, (name, initials) in enumerate(QUEUE.items(), 1):
        assert page.finder.hasFocus(), name
        driver.write(initials)
        driver.press(Qt.Key.Key_Return)
        assert page.order.amount.number.text() == "8.00", name
        driver.press(Qt.Key.Key_Return)
        assert name in printed(driver, place)
    driver.settle()
    assert [row[1] for row in texts(page.list.table)[:5]] == list(reversed(QUEUE))
    assert [row[6] for row in texts(page.list.table)[:5]] == ["现金"] * 5


def test_one_pays_for_several_and_one_void_takes_all_back(driver: Driver) -> None:
    open_till(driver, *QUEUE)
    for initials in list(QUEUE.values())[:3]:
        pick(driver, initials)
    assert till_page(driver).order.amount.number.text() == "24.00"
    driver.press(Qt.Key.Key_Return)
    text = printed(driver, 1)
    assert [name for name in QUEUE if name in text] == list(QUEUE)[:3]
    assert "人民币贰拾肆元整" in text
    driver.press(Qt.Key.Key_F12)
    answer(driver, "少了一位")
    pick(driver, "oycm")
    assert till_page(driver).order.amount.number.text() == "8.00"


def test_bad_input_is_answered_in_words_and_takes_no_money(driver: Driver) -> None:
    open_till(driver, "欧阳春梅")
    page = till_page(driver)
    driver.press(Qt.Key.Key_Return)
    assert "还没有选择就餐人" in page.order.error()
    pick(driver, "不存在的人")
    assert "没有找到" in page.order.error()
    driver.press(Qt.Key.Key_Escape)
    pick(driver, "oycm")
    for wrong in ("abc", "-5", "7.99", "99999999999999"):
        page.order.received.setText(wrong)
        driver.press(Qt.Key.Key_Return, on=page.order.received)
        driver.settle()
        assert page.order.error(), wrong
        assert driver.printer.papers == [], wrong
    page.order.received.setText("１０")
    driver.press(Qt.Key.Key_Return, on=page.order.received)
    assert "找零：2.00" in printed(driver, 1)


def test_on_account_is_a_tile_in_the_hall_and_is_collected_by_one_receipt(driver: Driver) -> None:
    (guest,) = open_till(driver, "欧阳春梅")
    pick(driver, "oycm")
    driver.press(Qt.Key.Key_4, ALT)
    driver.press(Qt.Key.Key_Return)
    assert "记账（未收款）" in printed(driver, 1)
    tile = _tile(driver, guest, "记账收款")
    assert tile is not None
    assert "1 笔 8.00 元" in tile.accessibleName()
    tile.click()
    driver.settle()
    assert isinstance(driver.page, TillPage)
    sheet = driver.sheet(CollectSheet)
    sheet.received.setText("10")
    driver.press(Qt.Key.Key_Return, on=sheet.received)
    text = printed(driver, 2)
    assert "SK-2026-000001" in text
    assert "找零：2.00" in text
    assert _tile(driver, guest, "记账收款") is None


def _tile(driver: Driver, person_id: int, title: str) -> TileButton | None:
    driver.shell.window.show_page("hall")
    hall = driver.page
    assert isinstance(hall, HallPage)
    hall.show_person(person_id)
    driver.settle()
    shown = (one for one in hall.findChildren(TileButton) if not one.isHidden())
    return next((one for one in shown if title in one.accessibleName()), None)


def test_after_the_close_only_a_mirror_naming_the_original_gives_the_quota_back(driver: Driver) -> None:
    open_till(driver, "欧阳春梅")
    pick(driver, "oycm")
    driver.press(Qt.Key.Key_Return)
    printed(driver, 1)
    driver.press(Qt.Key.Key_T, CTRL)
    driver.settle()
    number = _page(driver).receipts.number()
    driver.press(Qt.Key.Key_F10)
    driver.wait(lambda: driver.sheets(CloseDaySheet), "the day-close sheet")
    sheet = driver.sheet(CloseDaySheet)
    sheet.count.sum.setText("1")
    driver.press(Qt.Key.Key_Return, on=sheet.count.sum)
    assert driver.sheets(QuestionSheet) == []
    sheet.reason.setText("找零差错")
    driver.press(Qt.Key.Key_Return, on=sheet.reason)
    driver.press(Qt.Key.Key_Return, on=driver.sheet(QuestionSheet))
    closed = printed(driver, 2)
    assert "差额说明：找零差错" in closed
    driver.desk.clock.tick(timedelta(days=1))  # type: ignore[attr-defined]
    page = _page(driver)
    page.receipts.search.setText(number)
    driver.settle()
    driver.press(Qt.Key.Key_F12)
    assert driver.sheets(TextSheet) == []
    driver.press(Qt.Key.Key_F12, SHIFT)
    answer(driver, "没有就餐")
    text = printed(driver, 3)
    assert f"冲销原单 {number}" in text
    assert "人民币（负）捌元整" in text
    seat = driver.shell.seat
    with seat.database.reading(seat.clerk) as work:
        assert till.receipt(work, number).state is State.REVERSED
        guest = till.receipt(work, number).person_id
        again = canteen.quote(work, Order((Portion(1, guest),), "午"), date(2026, 11, 20))
    assert again.pay == Money(800)


def _page(driver: Driver) -> TillPage:
    assert isinstance(driver.page, TillPage)
    return driver.page


@pytest.mark.parametrize(("form", "width"), [("roll80", 80), ("roll58", 58), ("a5", 210)])
def test_receipts_come_on_the_paper_chosen_in_the_settings(driver: Driver, form: str, width: int) -> None:
    open_till(driver, "欧阳春梅")
    driver.press(Qt.Key.Key_Comma, CTRL)
    assert isinstance(driver.page, SettingsPage)
    settings = driver.page.open("till")
    assert isinstance(settings, TillSettingsPage)
    settings.form_box.choose(form)
    driver.settle()
    driver.press(Qt.Key.Key_P, ALT, on=settings)
    assert "样张" in printed(driver, 1)
    driver.press(Qt.Key.Key_F3)
    pick(driver, "oycm")
    driver.press(Qt.Key.Key_Return, NONE)
    text = printed(driver, 2)
    document = pypdfium2.PdfDocument(driver.printer.papers[-1])
    assert round(document[0].get_width() / MM) == width
    for shown in ("￥8.00", "人民币捌元整", "欧阳春梅", "不作发票或财政票据使用", "演示"):
        assert shown in text
