"""A lunch queue through the real window, by keyboard: what issue 2 §7 and §8 promise the clerk."""

from datetime import date, timedelta

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from sqlalchemy import func, select

from shequ_desk.counters.canteen import service as canteen
from shequ_desk.counters.canteen.page.backfill_sheet import BackfillSheet
from shequ_desk.counters.canteen.page.booking_sheet import BookingSheet
from shequ_desk.counters.canteen.page.public_sheet import PublicSheet
from shequ_desk.counters.canteen.page.review_sheet import ReviewSheet
from shequ_desk.counters.canteen.page.till_page import CanteenPage
from shequ_desk.counters.canteen.rules import Order, Portion, Rule, Worker
from shequ_desk.counters.canteen.rules.discount import Payer
from shequ_desk.desk.forms import Form
from shequ_desk.desk.speaker import QuestionSheet, TextSheet
from shequ_desk.desk.widgets import TileButton
from shequ_desk.hall.due_button import DueButton
from shequ_desk.hall.page import HallPage
from shequ_desk.kernel.money import Money
from shequ_desk.office.page.settings import SettingsPage
from shequ_desk.people import service as people
from shequ_desk.people.tables import Person
from shequ_desk.till import service as till
from shequ_desk.till.page.close_sheet import CloseDaySheet
from shequ_desk.till.page.collect_sheet import CollectSheet
from shequ_desk.till.page.settings_page import TillSettingsPage
from shequ_desk.till.page.till_page import TillPage
from shequ_desk.till.rules import State
from tests.counters.canteen.kit import resident
from tests.counters.canteen.page.kit import texts
from tests.journeys.conftest import LOGIN, PASSWORD
from tests.journeys.driver import ALT, CTRL, NONE, Driver

SHIFT = Qt.KeyboardModifier.ShiftModifier
EIGHTY = date(1944, 5, 1)
QUEUE = {"欧阳春梅": "oycm", "司马玉兰": "smyl", "尉迟阿娥": "ycae", "诸葛根土": "zggt", "上官云珍": "sgyz"}
MM = 72 / 25.4


def _open(driver: Driver, *names: str) -> list[int]:
    """Sign in with these elders of 82 registered, the till on show."""
    driver.sign_in(LOGIN, PASSWORD)
    seat = driver.shell.seat
    with seat.database.work(seat.clerk) as work:
        ids = [resident(work, name, EIGHTY) for name in names]
    driver.press(Qt.Key.Key_F3)
    return ids


def _till(driver: Driver) -> CanteenPage:
    assert isinstance(driver.page, CanteenPage)
    return driver.page


def _pick(driver: Driver, name: str) -> None:
    driver.write(name)
    driver.press(Qt.Key.Key_Return)


def _printed(driver: Driver, papers: int) -> str:
    """The text of the newest paper, once there are so many."""
    driver.wait(lambda: len(driver.printer.papers) >= papers, "the paper")
    return _text(driver.printer.papers[-1])


def _text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "")


def _answer(driver: Driver, text: str) -> None:
    sheet = driver.sheet(TextSheet)
    sheet.edit.setText(text)
    driver.press(Qt.Key.Key_Return, on=sheet.edit)
    driver.settle()


def _close_day(driver: Driver) -> None:
    seat = driver.shell.seat
    with seat.database.work(seat.clerk) as work:
        till.close_day(work, work.today, till.preview_close(work, work.today).expected)


def test_a_usual_lunch_is_initials_enter_enter(driver: Driver) -> None:
    _open(driver, *QUEUE)
    page = _till(driver)
    for place, (name, initials) in enumerate(QUEUE.items(), 1):
        assert page.finder.hasFocus(), name
        driver.write(initials)
        driver.press(Qt.Key.Key_Return)
        assert page.order.amount.number.text() == "8.00", name
        driver.press(Qt.Key.Key_Return)
        assert name in _printed(driver, place)
    driver.settle()
    assert [row[1] for row in texts(page.list.table)[:5]] == list(reversed(QUEUE))
    assert [row[6] for row in texts(page.list.table)[:5]] == ["现金"] * 5


def test_one_pays_for_several_and_one_void_takes_all_back(driver: Driver) -> None:
    _open(driver, *QUEUE)
    for initials in list(QUEUE.values())[:3]:
        _pick(driver, initials)
    assert _till(driver).order.amount.number.text() == "24.00"
    driver.press(Qt.Key.Key_Return)
    text = _printed(driver, 1)
    assert [name for name in QUEUE if name in text] == list(QUEUE)[:3]
    assert "人民币贰拾肆元整" in text
    driver.press(Qt.Key.Key_F12)
    _answer(driver, "少了一位")
    _pick(driver, "oycm")
    assert _till(driver).order.amount.number.text() == "8.00"


def test_bad_input_is_answered_in_words_and_takes_no_money(driver: Driver) -> None:
    _open(driver, "欧阳春梅")
    page = _till(driver)
    driver.press(Qt.Key.Key_Return)
    assert "还没有选择就餐人" in page.order.error()
    _pick(driver, "不存在的人")
    assert "没有找到" in page.order.error()
    driver.press(Qt.Key.Key_Escape)
    _pick(driver, "oycm")
    for wrong in ("abc", "-5", "7.99", "99999999999999"):
        page.order.received.setText(wrong)
        driver.press(Qt.Key.Key_Return, on=page.order.received)
        driver.settle()
        assert page.order.error(), wrong
        assert driver.printer.papers == [], wrong
    page.order.received.setText("１０")
    driver.press(Qt.Key.Key_Return, on=page.order.received)
    assert "找零：2.00" in _printed(driver, 1)


def test_public_meals_end_at_forty_and_a_void_gives_one_back(driver: Driver) -> None:
    _open(driver)
    seat = driver.shell.seat
    with seat.database.work(seat.clerk) as work:
        left = canteen.quota_on(work, work.today).portions - canteen.public_used(work, work.today) - 1
        for number in range(left):
            worker = Worker(f"工友{number}", "外卖员", f"{5000 + number}")
            canteen.settle(work, Order((Portion(1, None, worker),), "午"))
    assert "没有" not in _take_public(driver, "刘师傅", "7001")
    assert _till(driver).stats.public.number.text() == "40"
    assert "已发完" in _take_public(driver, "孙师傅", "7002")
    driver.press(Qt.Key.Key_Escape, on=driver.sheet(PublicSheet))
    driver.press(Qt.Key.Key_F12)
    _answer(driver, "没有来领")
    assert _take_public(driver, "孙师傅", "7002") == ""


def test_a_worker_has_one_public_meal_a_day(driver: Driver) -> None:
    _open(driver)
    assert _take_public(driver, "刘师傅", "7001") == ""
    assert "今天已领过" in _take_public(driver, "刘师傅", "7001")


def _take_public(driver: Driver, name: str, tail: str) -> str:
    """Ask for a public meal; what the sheet refuses, "" when it went well and was closed."""
    driver.press(Qt.Key.Key_U, CTRL)
    sheet = driver.sheet(PublicSheet)
    sheet.name.setText(name)
    sheet.occupation.choose("外卖员")
    sheet.tail.setText(tail)
    driver.press(Qt.Key.Key_Return, on=sheet.tail)
    driver.settle()
    open_ = driver.sheets(PublicSheet)
    return " ".join([sheet.banner.text(), *_errors(sheet.form)]).strip() if open_ else ""


def _errors(form: Form) -> list[str]:
    return [field.error() for field in form.rows.values() if field.error()]


def test_on_account_is_a_tile_in_the_hall_and_is_collected_by_one_receipt(driver: Driver) -> None:
    (guest,) = _open(driver, "欧阳春梅")
    _pick(driver, "oycm")
    driver.press(Qt.Key.Key_4, ALT)
    driver.press(Qt.Key.Key_Return)
    assert "记账（未收款）" in _printed(driver, 1)
    tile = _tile(driver, guest, "挂账收款")
    assert tile is not None
    assert "1 笔 8.00 元" in tile.accessibleName()
    tile.click()
    driver.settle()
    assert isinstance(driver.page, TillPage)
    sheet = driver.sheet(CollectSheet)
    sheet.received.setText("10")
    driver.press(Qt.Key.Key_Return, on=sheet.received)
    text = _printed(driver, 2)
    assert "SK-2026-000001" in text
    assert "找零：2.00" in text
    assert _tile(driver, guest, "挂账收款") is None


def _tile(driver: Driver, person_id: int, title: str) -> TileButton | None:
    driver.shell.window.show_page("hall")
    hall = driver.page
    assert isinstance(hall, HallPage)
    hall.show_person(person_id)
    driver.settle()
    shown = (one for one in hall.findChildren(TileButton) if not one.isHidden())
    return next((one for one in shown if title in one.accessibleName()), None)


def test_a_welfare_reason_is_nowhere(driver: Driver) -> None:
    (guest,) = _open(driver, "欧阳春梅")
    seat = driver.shell.seat
    with seat.database.work(seat.clerk) as work:
        rule = Rule("特困免费", "percent", 100, (Payer("区", 1),), work.today, categories=("tekun",), welfare=True)
        canteen.add_rule(work, rule)
        people.add_tag(work, guest, "tekun", date(2026, 1, 1), proof="民救〔2026〕1 号")
    _pick(driver, "oycm")
    driver.press(Qt.Key.Key_Return)
    first = _printed(driver, 1)
    driver.press(Qt.Key.Key_F11)
    again = _printed(driver, 2)
    listed = texts(_till(driver).list.table)[0]
    shown = " ".join(label.text() for label in driver.page.findChildren(QLabel))
    for text in (first, again, repr(listed), shown):
        assert "特困" not in text
    assert (listed[2], "政策优惠" in first, "第2次打印" in again) == ("政策优惠", True, True)


def test_an_unregistered_diner_leaves_no_record(driver: Driver) -> None:
    _open(driver)
    seat = driver.shell.seat
    people_before = _persons(driver)
    driver.press(Qt.Key.Key_G, CTRL)
    driver.press(Qt.Key.Key_Return)
    assert "普通居民" in _printed(driver, 1)
    with seat.database.reading(seat.clerk) as work:
        meal = canteen.today(work)[0]
    assert (meal.person_id, meal.name, meal.reduction) == (None, "普通居民", Money(0))
    assert _persons(driver) == people_before


def _persons(driver: Driver) -> int:
    seat = driver.shell.seat
    with seat.database.reading(seat.clerk) as work:
        return work.session.scalar(select(func.count()).select_from(Person)) or 0


@pytest.mark.parametrize("moved", [False, True])
def test_dead_and_moved_pay_the_full_price_and_see_why(driver: Driver, moved: bool) -> None:
    (guest,) = _open(driver, "欧阳春梅")
    seat = driver.shell.seat
    with seat.database.work(seat.clerk) as work:
        report = people.report_move if moved else people.report_death
        report(work, guest, date(2026, 11, 10))
    _pick(driver, "欧阳春梅")
    shown = " ".join(label.text() for label in _till(driver).order.findChildren(QLabel))
    assert _till(driver).order.amount.number.text() == "15.00"
    assert f"已于 2026-11-10 {'迁出' if moved else '去世'}" in shown


def test_a_death_reported_later_is_due_in_the_hall_and_looked_into(driver: Driver) -> None:
    (guest,) = _open(driver, "欧阳春梅")
    _pick(driver, "oycm")
    driver.press(Qt.Key.Key_Return)
    _printed(driver, 1)
    seat = driver.shell.seat
    with seat.database.work(seat.clerk) as work:
        people.report_death(work, guest, date(2026, 11, 19))
    _due(driver, "去世后就餐").click()
    driver.settle()
    sheet = driver.sheet(ReviewSheet)
    assert [row[1] for row in texts(sheet.table)] == ["欧阳春梅"]
    driver.press(Qt.Key.Key_Return, on=sheet.table)
    _answer(driver, "家属代领，已追回优惠")
    assert texts(sheet.table) == []


def _due(driver: Driver, words: str) -> DueButton:
    driver.shell.window.show_page("hall")
    driver.settle()
    return next(one for one in driver.page.findChildren(DueButton) if words in one.text() and not one.isHidden())


def test_what_was_booked_is_cooked_served_in_the_queue_or_missed(driver: Driver) -> None:
    _open(driver, "欧阳春梅", "司马玉兰")
    for name, initials in (("欧阳春梅", "oycm"), ("司马玉兰", "smyl")):
        driver.press(Qt.Key.Key_B, CTRL)
        sheet = driver.sheet(BookingSheet)
        driver.write(initials)
        driver.press(Qt.Key.Key_Return)
        assert sheet.form.name.plain() == name
        sheet.form.meal_set.setCurrentIndex(1)
        driver.press(Qt.Key.Key_Return, on=sheet.main)
        driver.settle()
        before = sheet.count_text()
        driver.press(Qt.Key.Key_Escape, on=sheet)
    assert "套餐 B" in before
    _close_day(driver)
    driver.desk.clock.tick(timedelta(days=1))  # type: ignore[attr-defined]
    driver.press(Qt.Key.Key_F1)
    driver.press(Qt.Key.Key_F3)
    _pick(driver, "oycm")
    assert _till(driver).order.amount.number.text() == "11.00"
    driver.press(Qt.Key.Key_Return)
    assert "套餐 B" in _printed(driver, 1)
    seat = driver.shell.seat
    with seat.database.reading(seat.clerk) as work:
        states = {one.name: one.state for one in canteen.bookings(work, work.today)}
    assert (states["欧阳春梅"], states["司马玉兰"]) == ("served", "booked")
    _close_day(driver)
    driver.desk.clock.tick(timedelta(days=1))  # type: ignore[attr-defined]
    _due(driver, "预订未到").click()
    driver.settle()
    sheet = driver.sheet(BookingSheet)
    missed = [place for place, row in enumerate(texts(sheet.table)) if row[1] == "司马玉兰"]
    sheet.table.select(missed[0])
    driver.press(Qt.Key.Key_J, ALT, on=sheet)
    driver.press(Qt.Key.Key_Return, on=driver.sheet(QuestionSheet))
    driver.settle()
    with seat.database.reading(seat.clerk) as work:
        meal = canteen.today(work)[0]
        receipt = till.receipt(work, meal.receipt_no)
    assert (meal.name, meal.pay.text(), meal.payment, receipt.prints) == ("司马玉兰", "18.00", "记账", 0)
    assert receipt.note == "2026-11-21 预订未到"


def test_a_paper_list_is_entered_with_both_times_marked_on_list_and_receipt(driver: Driver) -> None:
    _open(driver, "欧阳春梅")
    driver.press(Qt.Key.Key_R, CTRL)
    sheet = driver.sheet(BackfillSheet)
    sheet.day.setText("2026-11-19")
    sheet.at.setText("11:30")
    sheet.finder.setFocus()
    driver.write("oycm")
    driver.press(Qt.Key.Key_Return)
    driver.press(Qt.Key.Key_Return)
    driver.settle()
    assert [row[2] for row in texts(sheet.table)] == ["欧阳春梅"]
    driver.press(Qt.Key.Key_Escape, on=sheet)
    row = texts(_till(driver).list.table)[0]
    assert "补录" in row[6]
    seat = driver.shell.seat
    with seat.database.reading(seat.clerk) as work:
        meal = canteen.today(work)[0]
        receipt = till.receipt(work, meal.receipt_no)
        used = canteen.quote(work, Order((Portion(1, meal.person_id),), "午"), date(2026, 11, 19))
    assert (meal.at.isoformat(), receipt.prints) == ("2026-11-19T11:30:00", 0)
    assert used.reduction == Money(0)
    driver.press(Qt.Key.Key_F11)
    text = _printed(driver, 1)
    assert "补录，用餐时间 2026-11-19 11:30" in text
    assert "补打" not in text


@pytest.mark.parametrize(("bad_day", "bad_time"), [("2026-11-21", "11:30"), ("2026-11-20", "23:00"), ("x", "11:30")])
def test_a_paper_list_refuses_times_to_come(driver: Driver, bad_day: str, bad_time: str) -> None:
    _open(driver, "欧阳春梅")
    driver.press(Qt.Key.Key_R, CTRL)
    sheet = driver.sheet(BackfillSheet)
    sheet.day.setText(bad_day)
    sheet.at.setText(bad_time)
    sheet.finder.setFocus()
    driver.write("oycm")
    driver.press(Qt.Key.Key_Return)
    sheet.submit()
    driver.settle()
    assert texts(sheet.table) == []
    assert sheet.banner.text() or _errors(sheet.form)


def test_after_the_close_only_a_mirror_naming_the_original_gives_the_quota_back(driver: Driver) -> None:
    _open(driver, "欧阳春梅")
    _pick(driver, "oycm")
    driver.press(Qt.Key.Key_Return)
    _printed(driver, 1)
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
    closed = _printed(driver, 2)
    assert "差额说明：找零差错" in closed
    driver.desk.clock.tick(timedelta(days=1))  # type: ignore[attr-defined]
    page = _page(driver)
    page.receipts.search.setText(number)
    driver.settle()
    driver.press(Qt.Key.Key_F12)
    assert driver.sheets(TextSheet) == []
    driver.press(Qt.Key.Key_F12, SHIFT)
    _answer(driver, "没有就餐")
    text = _printed(driver, 3)
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
    _open(driver, "欧阳春梅")
    driver.press(Qt.Key.Key_Comma, CTRL)
    assert isinstance(driver.page, SettingsPage)
    settings = driver.page.open("till")
    assert isinstance(settings, TillSettingsPage)
    settings.form_box.choose(form)
    driver.settle()
    driver.press(Qt.Key.Key_P, ALT, on=settings)
    assert "样张" in _printed(driver, 1)
    driver.press(Qt.Key.Key_F3)
    _pick(driver, "oycm")
    driver.press(Qt.Key.Key_Return, NONE)
    text = _printed(driver, 2)
    document = pypdfium2.PdfDocument(driver.printer.papers[-1])
    assert round(document[0].get_width() / MM) == width
    for shown in ("￥8.00", "人民币捌元整", "欧阳春梅", "不作发票或财政票据使用", "演示"):
        assert shown in text
