"""Booking ahead, the kitchen's count, the round, and those who did not come."""

from datetime import date, timedelta

import pytest

from shequ_desk.counters.canteen import papers
from shequ_desk.counters.canteen import service as canteen
from shequ_desk.counters.canteen.rules import Canteen, KitchenCount, NewBooking, Order, Portion
from shequ_desk.counters.canteen.rules.ledger import ListHead
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.money import ZERO, Money
from shequ_desk.people import service as people
from shequ_desk.store.database import Database
from tests.conftest import NOW
from tests.counters.canteen.kit import CLERK, resident
from tests.paper.sheets import page_texts

TOMORROW = date(2026, 11, 22)
EIGHTY = date(1944, 5, 1)
HEAD = ListHead(TOMORROW, "清泉社区党群服务中心", True, "王岚", NOW)


@pytest.fixture
def booked(preset: Database) -> Database:
    """张阿珍 (person 1, delivered) and a visitor booked lunch for tomorrow: bookings 1 and 2."""
    with preset.work(CLERK) as work:
        guest = resident(work, "张阿珍", EIGHTY)
        canteen.book(work, NewBooking(TOMORROW, "午", 1, guest, address="清泉花园 12-302", phone="13800138000"))
        canteen.book(work, NewBooking(TOMORROW, "午", 2, name="访客"))
    return preset


def test_kitchen_and_round(booked: Database) -> None:
    with booked.reading(CLERK) as work:
        counts = canteen.kitchen(work, TOMORROW)
        (stop,) = canteen.delivery_round(work, TOMORROW)
    assert counts == (KitchenCount("午", "套餐 A", 1, 1), KitchenCount("午", "套餐 B", 1, 0))
    assert (stop.name, stop.address, stop.settled) == ("张阿珍", "清泉花园 12-302", False)
    (cooked,), (carried,) = page_texts(papers.kitchen_pdf(HEAD, counts)), page_texts(papers.round_pdf(HEAD, (stop,)))
    for text, title in ((cooked, "备餐单"), (carried, "送餐清单")):
        assert f"{title}\n清泉社区党群服务中心　2026年11月22日 星期日" in text
        assert "演示" in text
        assert "制表：王岚　2026-11-21 10:42" in text
    assert "合计 2 1" in cooked
    assert "清泉花园 12-302 张阿珍 13800138000 套餐 A 1 否" in carried


def test_lists_of_a_day_nobody_booked_say_so() -> None:
    for paper in (papers.kitchen_pdf(HEAD, ()), papers.round_pdf(HEAD, ())):
        (text,) = page_texts(paper)
        assert "当日没有预订。" in text
        assert "合计" not in text


def test_a_cancelled_booking_is_not_cooked(booked: Database) -> None:
    with booked.work(CLERK) as work:
        canteen.cancel_booking(work, 1)
        assert canteen.kitchen(work, TOMORROW) == (KitchenCount("午", "套餐 B", 1, 0),)
        with pytest.raises(Refusal, match="已取消"):
            canteen.cancel_booking(work, 1)


def test_a_served_booking_is_no_no_show_and_a_void_opens_it_again(booked: Database, clock: FixedClock) -> None:
    clock.tick(timedelta(days=1))
    with booked.work(CLERK) as work:
        canteen.settle(work, canteen.order_of_booking(work, 1))
        assert [one.id for one in canteen.no_shows(work, TOMORROW)] == [2]
        assert canteen.delivery_round(work, TOMORROW)[0].settled
    with booked.work(CLERK) as work:
        canteen.void_last(work, "点错")
        assert [one.id for one in canteen.no_shows(work, TOMORROW)] == [1, 2]


@pytest.mark.parametrize(("subsidised", "pay"), [(False, 1500), (True, 800)])
def test_no_show_is_subsidised_only_when_the_setting_says_so(
    booked: Database, clock: FixedClock, subsidised: bool, pay: int
) -> None:
    clock.tick(timedelta(days=2))
    with booked.work(CLERK) as work:
        canteen.save_options(work, Canteen(no_show_subsidised=subsidised))
        done = canteen.settle_no_show(work, 1)
        canteen.waive_no_show(work, 2)
        (row,) = canteen.today(work)
        states = [one.state for one in canteen.bookings(work, TOMORROW)]
        assert canteen.no_shows(work, TOMORROW) == ()
    assert (done.pay, row.payment, row.at.date()) == (Money(pay), "记账", TOMORROW)
    assert states == ["missed", "missed"]


def test_who_is_not_registered_owes_in_the_name_of_the_booking(booked: Database, clock: FixedClock) -> None:
    clock.tick(timedelta(days=1))
    with booked.work(CLERK) as work:
        owed = canteen.settle_no_show(work, 2).receipt
    assert (owed.payer_name, owed.facts[0], owed.amount) == ("访客", ("姓名", "访客"), Money(1800))


def test_what_cannot_be_booked(booked: Database) -> None:
    with booked.work(CLERK) as work:
        canteen.close_date(work, date(2026, 11, 23), "停水")
        people.report_death(work, 1, date(2026, 11, 20))
        for booking, said in (
            (NewBooking(date(2026, 11, 20), "午", 1, name="访客"), "已经过去"),
            (NewBooking(date(2026, 11, 23), "午", 1, name="访客"), "停水"),
            (NewBooking(TOMORROW, "早", 1, name="访客"), "不供应"),
            (NewBooking(TOMORROW, "午", 1), "请填写预订人"),
            (NewBooking(TOMORROW, "晚", 1, 1), "已登记去世"),
        ):
            with pytest.raises(Refusal, match=said):
                canteen.book(work, booking)


def test_nobody_books_one_meal_twice(booked: Database) -> None:
    with pytest.raises(Refusal, match="已经预订了这一餐"), booked.work(CLERK) as work:
        canteen.book(work, NewBooking(TOMORROW, "午", 2, 1))


def test_due_tells_of_tomorrow_and_of_no_shows(booked: Database, clock: FixedClock) -> None:
    with booked.reading(CLERK) as work:
        assert [one.text for one in canteen.due(work)] == ["明日备餐 2 份，送餐 1 份"]
        assert [tile.state for tile in canteen.tiles(work, 1)] == [
            "本餐未享受 · 80+ 立减 7",
            "已订 午餐 套餐 A",
        ]
    clock.tick(timedelta(days=2))
    with booked.reading(CLERK) as work:
        assert [one.text for one in canteen.due(work)] == ["11月22日 预订未到 2 份待处理"]


def test_lists_go_from_breakfast_to_supper(preset: Database) -> None:
    with preset.work(CLERK) as work:
        porridge = canteen.add_set(work, "白粥", ("早",), Money(500), date(2026, 1, 1))
        for slot, set_id in (("晚", 1), ("午", 1), ("早", porridge)):
            canteen.book(work, NewBooking(TOMORROW, slot, set_id, name="访客", address="3 幢"))
        cooked, carried = canteen.kitchen(work, TOMORROW), canteen.delivery_round(work, TOMORROW)
    assert [one.slot for one in cooked] == [one.slot for one in carried] == ["早", "午", "晚"]


def test_bookings_of_a_day_that_was_closed_later_are_due(booked: Database) -> None:
    with booked.work(CLERK) as work:
        canteen.book(work, NewBooking(date(2026, 11, 24), "午", 2, name="访客"))
        canteen.close_date(work, TOMORROW, "台风")
        canteen.end_set(work, 2, date(2026, 11, 23))
        found = [(one.text, one.urgent) for one in canteen.due(work)]
    assert found == [
        ("11月22日 停餐，已订 2 份，请通知", True),
        ("11月24日 套餐不供应，已订 1 份，请通知", True),
    ]
    with booked.work(CLERK) as work:
        for number in (1, 2, 3):
            canteen.cancel_booking(work, number)
        assert canteen.due(work) == ()


def test_a_delivered_meal_without_booking_is_on_the_round(preset: Database) -> None:
    with preset.work(CLERK) as work:
        guest, other = resident(work, "张阿珍", EIGHTY), resident(work, "李阿根", EIGHTY)
        canteen.book(work, NewBooking(work.today, "午", 1, guest, address="3 幢"))
        canteen.settle(work, Order((Portion(1, other, address="3 幢"),), "午"))
        stops = canteen.delivery_round(work, work.today)
        assert canteen.stats(work).paid != ZERO
    assert [(stop.name, stop.settled, stop.portions) for stop in stops] == [("张阿珍", False, 1), ("李阿根", True, 1)]


@pytest.mark.parametrize("address", ["", "3 幢"])
def test_settling_a_meal_in_the_queue_serves_its_booking_once(
    preset: Database, clock: FixedClock, address: str
) -> None:
    with preset.work(CLERK) as work:
        guest = resident(work, "张阿珍", EIGHTY)
        canteen.book(work, NewBooking(work.today, "午", 1, guest, address=address))
        order = Order((Portion(1, guest, address="3 幢"), Portion(2, guest), Portion(1)), "午")
        canteen.settle(work, order)
        (served,) = canteen.bookings(work, work.today)
        stops = canteen.delivery_round(work, work.today)
    assert served.state == "served"
    assert [(stop.address, stop.settled) for stop in stops] == [("3 幢", True)]
    clock.tick(timedelta(days=1))
    with preset.reading(CLERK) as work:
        assert canteen.no_shows(work, served.day) == ()


def test_the_booking_of_a_merged_record_is_served_too(preset: Database) -> None:
    with preset.work(CLERK) as work:
        kept, twin = resident(work, "张阿珍", EIGHTY), resident(work, "张阿针", EIGHTY)
        canteen.book(work, NewBooking(work.today, "午", 2, twin))
        people.merge(work, kept, twin, {})
    with preset.work(CLERK) as work:
        portion = canteen.booked_portion(work, kept, "午")
        assert portion is not None
        assert portion.set_id == 2
        canteen.settle(work, Order((Portion(2, kept),), "午"))
        assert canteen.booked_portion(work, kept, "午") is None


def test_a_booking_still_to_come_is_no_no_show(booked: Database) -> None:
    with booked.work(CLERK) as work, pytest.raises(Refusal, match="还没到用餐日"):
        canteen.settle_no_show(work, 1)
