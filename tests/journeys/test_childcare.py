"""An afternoon in care by keyboard, from the hall to the month: booked, checked, in, a stranger refused, out."""

from datetime import datetime

import pypdfium2
from PySide6.QtCore import Qt

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.page.check_sheet import MorningCheckSheet
from shequ_desk.counters.childcare.page.checkout_sheet import CheckoutSheet
from shequ_desk.counters.childcare.page.childcare_page import ChildcarePage
from shequ_desk.counters.childcare.rules.board import DayRow
from shequ_desk.counters.childcare.rules.booking import NewBooking
from shequ_desk.counters.childcare.rules.documents import AGREEMENT, CONSENT, HEALTH, VACCINE, Document
from shequ_desk.counters.childcare.rules.door import NewPickup
from shequ_desk.counters.reports.page.reports_page import ReportsPage
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.dates import Month
from shequ_desk.kernel.identity import complete
from shequ_desk.people import service as people
from shequ_desk.people.rules import Draft
from shequ_desk.till import service as till
from tests.journeys.conftest import LOGIN, LUNCH_TIME, PASSWORD
from tests.journeys.driver import CTRL, Driver

ALT = Qt.KeyboardModifier.AltModifier
NAME, BIRTH = "柏小满", datetime(2024, 8, 10).date()
GRANDMOTHER = complete("33020019620304122")


def test_an_afternoon_in_care(driver: Driver) -> None:
    driver.sign_in(LOGIN, PASSWORD)
    child_id = _family(driver)
    _book_from_the_hall(driver)
    _check_in(driver, child_id)
    _refuse_a_stranger(driver, child_id)
    _out_to_the_grandmother(driver)
    _print_the_month(driver)


def _family(driver: Driver) -> int:
    """A child with every paper and a grandmother who may fetch it."""
    seat = driver.shell.seat
    with seat.database.work(seat.clerk) as work:
        number = complete(f"330200{BIRTH:%Y%m%d}777")
        child_id = people.register(work, Draft(NAME, birth=BIRTH, id_number=number))
        for kind in (CONSENT, AGREEMENT):
            childcare.add_document(work, Document(0, child_id, kind, work.today, None, "柏国芳", "母"))
        for kind in (HEALTH, VACCINE):
            childcare.add_document(work, Document(0, child_id, kind, work.today, None))
        childcare.add_pickup(work, NewPickup(child_id, "张昕琴", "外婆", GRANDMOTHER))
    _make_room(driver, child_id)
    return child_id


def _make_room(driver: Driver, child_id: int) -> None:
    """The demonstration may have filled the afternoon: one booking of it is cancelled then."""
    seat = driver.shell.seat
    with seat.database.work(seat.clerk) as work:
        form = childcare.form(work, NewBooking(child_id, 0, work.today))
        assert form.group is not None
        session = next(one for one in form.sessions if one.name == "下午")
        asked = NewBooking(child_id, form.programme.no, work.today, session.no)
        if not childcare.form(work, asked).bookable:
            here = childcare.cell_bookings(work, work.today, form.group.no, session.no)
            childcare.cancel(work, next(one.id for one in here if one.state == "booked"))


def _page(driver: Driver) -> ChildcarePage:
    assert isinstance(driver.page, ChildcarePage)
    return driver.page


def _book_from_the_hall(driver: Driver) -> None:
    driver.press(Qt.Key.Key_K, CTRL)
    driver.write(NAME)
    driver.press(Qt.Key.Key_Return)
    driver.settle()
    driver.press(Qt.Key.Key_F4)
    page = _page(driver)
    assert page.book.fields.child.text().startswith(f"{NAME} · 27 月 · 托大班")
    assert page.book.fields.starts.text() == "13:30"
    driver.press(Qt.Key.Key_Return)
    driver.settle()
    assert [row.state for row in _today(driver) if row.child_name == NAME] == ["booked"]


def _today(driver: Driver) -> tuple[DayRow, ...]:
    seat = driver.shell.seat
    with seat.database.reading(seat.clerk) as work:
        return childcare.roster(work).rows


def _to_the_child(driver: Driver) -> None:
    """Alt T, then down to the child."""
    driver.press(Qt.Key.Key_T, ALT)
    page = _page(driver)
    for _ in range(page.today.table.rows.rowCount()):
        stay = page.door.card.stay
        if stay is not None and stay.child_name == NAME:
            return
        driver.press(Qt.Key.Key_Down)
    raise AssertionError(f"{NAME} is not on today's list")


def _check_in(driver: Driver, child_id: int) -> None:
    _at(driver, 13, 28)
    _to_the_child(driver)
    driver.press(Qt.Key.Key_Return)
    sheet = driver.sheet(MorningCheckSheet)
    sheet.temperature.setText("36.5")
    driver.press(Qt.Key.Key_Return, on=sheet.temperature)
    driver.settle()
    assert [row.state for row in _today(driver) if row.child_id == child_id] == ["present"]


def _refuse_a_stranger(driver: Driver, child_id: int) -> None:
    _at(driver, 15, 58)
    _to_the_child(driver)
    driver.press(Qt.Key.Key_Return)
    sheet = driver.sheet(CheckoutSheet)
    sheet.hands.name.setText("赵路人")
    sheet.hands.id_tail.setFocus()
    sheet.hands.id_tail.setText("9999")
    driver.press(Qt.Key.Key_Return, on=sheet.hands.id_tail)
    assert sheet.hands.verdict.text().startswith("✗")
    driver.press(Qt.Key.Key_F10, on=sheet)
    assert [row.state for row in _today(driver) if row.child_id == child_id] == ["present"]
    driver.press(Qt.Key.Key_Escape, on=sheet)
    seat = driver.shell.seat
    with seat.database.reading(seat.clerk) as work:
        booking = next(row.booking_id for row in childcare.roster(work).rows if row.child_id == child_id)
        assert childcare.door_log(work, booking)[-1].kind_text == "拒绝交接"


def _out_to_the_grandmother(driver: Driver) -> None:
    _to_the_child(driver)
    papers = len(driver.printer.papers)
    driver.press(Qt.Key.Key_Return)
    sheet = driver.sheet(CheckoutSheet)
    assert "张昕琴（外婆）有授权" in sheet.hands.verdict.text()
    driver.press(Qt.Key.Key_Return, on=sheet)
    driver.wait(lambda: len(driver.printer.papers) > papers, "the receipt")
    text = _text(driver.printer.papers[-1])
    seat = driver.shell.seat
    with seat.database.reading(seat.clerk) as work:
        receipt = till.receipts_of_day(work, work.today)[-1]
        row = next(one for one in childcare.roster(work).rows if one.child_name == NAME)
    assert (row.state, row.number, row.pickup) == ("done", receipt.number, "张昕琴（外婆）")
    for shown in (receipt.number, "计时托", "演示", "不作发票"):
        assert shown in text


def _print_the_month(driver: Driver) -> None:
    """Down the list of the reports page to childcare's paper; the stay just charged is in its sums."""
    driver.press(Qt.Key.Key_F7)
    page = driver.page
    assert isinstance(page, ReportsPage)
    driver.settle()
    for _ in range(page.list.count()):
        chosen = page.list.chosen()
        if chosen is not None and chosen.key == "childcare-month":
            break
        driver.press(Qt.Key.Key_Down, on=page.list)
    driver.wait(lambda: page.paper is not None and page.paper.report.key == "childcare-month", "the month's paper")
    papers = len(driver.printer.papers)
    driver.press(Qt.Key.Key_P, CTRL)
    driver.wait(lambda: len(driver.printer.papers) > papers, "the month on paper")
    seat = driver.shell.seat
    with seat.database.reading(seat.clerk) as work:
        figures = childcare.month_figures(work, Month.of(work.today))
    text = _text(driver.printer.papers[-1])
    for shown in ("托育服务月报表", "演示", str(figures.visits), figures.list_price.text()):
        assert shown in text


def _at(driver: Driver, hour: int, minute: int) -> None:
    clock = driver.desk.clock
    assert isinstance(clock, FixedClock)
    clock.set(LUNCH_TIME.replace(hour=hour, minute=minute))


def _text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "".join(page.get_textpage().get_text_range() for page in document)
