"""Meals that are not settled in the queue: booked ahead, or entered from a paper list (issue 2 §7)."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt

from shequ_desk.counters.canteen import service as canteen
from shequ_desk.counters.canteen.page.backfill_sheet import BackfillSheet
from shequ_desk.counters.canteen.page.booking_sheet import BookingSheet
from shequ_desk.counters.canteen.rules import Order, Portion
from shequ_desk.desk.speaker import QuestionSheet
from shequ_desk.kernel.money import Money
from shequ_desk.till import service as till
from tests.counters.desk_kit import texts
from tests.journeys.driver import ALT, CTRL, Driver
from tests.journeys.queue import (
    close_day,
    due_item,
    form_errors,
    open_till,
    pick,
    printed,
    till_page,
)


def test_what_was_booked_is_cooked_served_in_the_queue_or_missed(driver: Driver) -> None:
    open_till(driver, "欧阳春梅", "司马玉兰")
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
    close_day(driver)
    driver.desk.clock.tick(timedelta(days=1))  # type: ignore[attr-defined]
    driver.press(Qt.Key.Key_F1)
    driver.press(Qt.Key.Key_F3)
    pick(driver, "oycm")
    assert till_page(driver).order.amount.number.text() == "11.00"
    driver.press(Qt.Key.Key_Return)
    assert "套餐 B" in printed(driver, 1)
    seat = driver.shell.seat
    with seat.database.reading(seat.clerk) as work:
        states = {one.name: one.state for one in canteen.bookings(work, work.today)}
    assert (states["欧阳春梅"], states["司马玉兰"]) == ("served", "booked")
    close_day(driver)
    driver.desk.clock.tick(timedelta(days=1))  # type: ignore[attr-defined]
    due_item(driver, "预订未到").click()
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
    open_till(driver, "欧阳春梅")
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
    row = texts(till_page(driver).list.table)[0]
    assert "补录" in row[6]
    seat = driver.shell.seat
    with seat.database.reading(seat.clerk) as work:
        meal = canteen.today(work)[0]
        receipt = till.receipt(work, meal.receipt_no)
        used = canteen.quote(work, Order((Portion(1, meal.person_id),), "午"), date(2026, 11, 19))
    assert (meal.at.isoformat(), receipt.prints) == ("2026-11-19T11:30:00", 0)
    assert used.reduction == Money(0)
    driver.press(Qt.Key.Key_F11)
    text = printed(driver, 1)
    assert "补录，用餐时间 2026-11-19 11:30" in text
    assert "补打" not in text


@pytest.mark.parametrize(("bad_day", "bad_time"), [("2026-11-21", "11:30"), ("2026-11-20", "23:00"), ("x", "11:30")])
def test_a_paper_list_refuses_times_to_come(driver: Driver, bad_day: str, bad_time: str) -> None:
    open_till(driver, "欧阳春梅")
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
    assert sheet.banner.text() or form_errors(sheet.form)
