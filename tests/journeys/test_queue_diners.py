"""A lunch queue through the real window, by keyboard: who eats, and at what price (issue 2 §7)."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from sqlalchemy import func, select

from shequ_desk.counters.canteen import service as canteen
from shequ_desk.counters.canteen.page.public_sheet import PublicSheet
from shequ_desk.counters.canteen.page.review_sheet import ReviewSheet
from shequ_desk.counters.canteen.rules import Order, Portion, Rule, Worker
from shequ_desk.counters.canteen.rules.discount import Payer
from shequ_desk.kernel.money import Money
from shequ_desk.people import service as people
from shequ_desk.people.tables import Person
from tests.counters.desk_kit import texts
from tests.journeys.driver import CTRL, Driver
from tests.journeys.queue import answer, due_item, form_errors, open_till, pick, printed, till_page


def test_public_meals_end_at_forty_and_a_void_gives_one_back(driver: Driver) -> None:
    open_till(driver)
    seat = driver.shell.seat
    with seat.database.work(seat.clerk) as work:
        left = canteen.quota_on(work, work.today).portions - canteen.public_used(work, work.today) - 1
        for number in range(left):
            worker = Worker(f"工友{number}", "外卖员", f"{5000 + number}")
            canteen.settle(work, Order((Portion(1, None, worker),), "午"))
    assert "没有" not in _take_public(driver, "刘师傅", "7001")
    assert till_page(driver).stats.public.number.text() == "40"
    assert "已发完" in _take_public(driver, "孙师傅", "7002")
    driver.press(Qt.Key.Key_Escape, on=driver.sheet(PublicSheet))
    driver.press(Qt.Key.Key_F12)
    answer(driver, "没有来领")
    assert _take_public(driver, "孙师傅", "7002") == ""


def test_a_worker_has_one_public_meal_a_day(driver: Driver) -> None:
    open_till(driver)
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
    return " ".join([sheet.banner.text(), *form_errors(sheet.form)]).strip() if open_ else ""


def test_a_welfare_reason_is_nowhere(driver: Driver) -> None:
    (guest,) = open_till(driver, "欧阳春梅")
    seat = driver.shell.seat
    with seat.database.work(seat.clerk) as work:
        rule = Rule("特困免费", "percent", 100, (Payer("区", 1),), work.today, categories=("tekun",), welfare=True)
        canteen.add_rule(work, rule)
        people.add_tag(work, guest, "tekun", date(2026, 1, 1), proof="民救〔2026〕1 号")
    pick(driver, "oycm")
    driver.press(Qt.Key.Key_Return)
    first = printed(driver, 1)
    driver.press(Qt.Key.Key_F11)
    again = printed(driver, 2)
    listed = texts(till_page(driver).list.table)[0]
    shown = " ".join(label.text() for label in driver.page.findChildren(QLabel))
    for text in (first, again, repr(listed), shown):
        assert "特困" not in text
    assert (listed[2], "政策优惠" in first, "第2次打印" in again) == ("政策优惠", True, True)


def test_an_unregistered_diner_leaves_no_record(driver: Driver) -> None:
    open_till(driver)
    seat = driver.shell.seat
    people_before = _persons(driver)
    driver.press(Qt.Key.Key_G, CTRL)
    driver.press(Qt.Key.Key_Return)
    assert "普通居民" in printed(driver, 1)
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
    (guest,) = open_till(driver, "欧阳春梅")
    seat = driver.shell.seat
    with seat.database.work(seat.clerk) as work:
        report = people.report_move if moved else people.report_death
        report(work, guest, date(2026, 11, 10))
    pick(driver, "欧阳春梅")
    shown = " ".join(label.text() for label in till_page(driver).order.findChildren(QLabel))
    assert till_page(driver).order.amount.number.text() == "15.00"
    assert f"已于 2026-11-10 {'迁出' if moved else '去世'}" in shown


def test_a_death_reported_later_is_due_in_the_hall_and_looked_into(driver: Driver) -> None:
    (guest,) = open_till(driver, "欧阳春梅")
    pick(driver, "oycm")
    driver.press(Qt.Key.Key_Return)
    printed(driver, 1)
    seat = driver.shell.seat
    with seat.database.work(seat.clerk) as work:
        people.report_death(work, guest, date(2026, 11, 19))
    due_item(driver, "去世后就餐").click()
    driver.settle()
    sheet = driver.sheet(ReviewSheet)
    assert [row[1] for row in texts(sheet.table)] == ["欧阳春梅"]
    driver.press(Qt.Key.Key_Return, on=sheet.table)
    answer(driver, "家属代领，已追回优惠")
    assert texts(sheet.table) == []
