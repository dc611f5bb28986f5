"""The lunch till by keyboard: initials, Enter, Enter."""

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt

from shequ_desk.counters.canteen import service as canteen
from shequ_desk.counters.canteen.page.booking_sheet import BookingSheet
from shequ_desk.counters.canteen.page.public_sheet import PublicSheet
from shequ_desk.counters.canteen.page.review_sheet import ReviewSheet
from shequ_desk.counters.canteen.rules import NewBooking, Order, Portion
from shequ_desk.desk.sheets import Sheet
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.people import service as people
from shequ_desk.store.database import Database
from shequ_desk.till import service as till
from shequ_desk.till.page.receipt_sheet import ReceiptSheet
from tests.clerks import as_role
from tests.counters.canteen.kit import CLERK, free, lunch, resident
from tests.counters.canteen.page.conftest import Open
from tests.counters.canteen.page.kit import Desk
from tests.counters.desk_kit import ALT, CTRL, texts, trigger
from tests.desk.looks import SIZES, clipped, doubled, nameless, outside, shortened, tab_order


def test_initials_enter_enter(desk: Desk, elders: tuple[int, int]) -> None:
    page = desk.till()
    page.type("cam")
    assert [hit.name for hit in page.page.finder.list.hits] == ["陈阿毛"]
    page.enter()
    assert (page.amount(), page.in_finder()) == ("8.00", True)
    page.enter()
    assert page.in_finder()
    assert page.rows()[0][1:7] == ["陈阿毛", "80+", "15.00", "−7.00", "8.00", "现金"]
    assert len(desk.papers()) == 1
    assert desk.recorder.said[-1].endswith("已结算 8.00 元")


def test_settling_without_printing_and_printing_again(desk: Desk, elders: tuple[int, int]) -> None:
    page = desk.till()
    page.pick("cam")
    page.key(Qt.Key.Key_F10)
    assert desk.papers() == []
    page.key(Qt.Key.Key_F11)
    assert len(desk.papers()) == 1
    assert "次打印" in desk.recorder.said[-1]


def test_one_bill_for_two_elders_and_a_guest(desk: Desk, elders: tuple[int, int]) -> None:
    page = desk.till()
    page.pick("cam")
    page.pick("zye")
    page.key(Qt.Key.Key_G, CTRL)
    assert page.amount() == "35.00"
    page.key(Qt.Key.Key_Escape)
    assert page.amount() == "20.00"
    page.key(Qt.Key.Key_2, CTRL)
    assert page.amount() == "23.00"
    page.key(Qt.Key.Key_2, ALT)
    page.enter()
    assert [row[6] for row in page.rows()] == ["微信", "微信"]
    assert len({row[7] for row in page.rows()}) == 1


def test_cash_and_change(desk: Desk, elders: tuple[int, int]) -> None:
    page = desk.till()
    page.pick("cam")
    page.key(Qt.Key.Key_S, ALT)
    page.page.order.received.setText("5")
    page.enter()
    assert "不足" in page.page.order.error()
    assert page.rows() == []
    page.page.order.received.setText("10")
    assert page.page.order.change_text() == "2.00"
    page.enter()
    assert "找零 2.00 元" in desk.recorder.said[-1]
    assert page.page.order.error() == ""


def test_a_second_lunch_is_full_price_and_a_void_gives_it_back(desk: Desk, elders: tuple[int, int]) -> None:
    page = desk.till()
    page.pick("cam")
    page.enter()
    page.pick("cam")
    assert page.amount() == "15.00"
    page.key(Qt.Key.Key_Escape)
    page.key(Qt.Key.Key_F12)
    desk.answer("点错了")
    assert page.rows()[0][6] == "作废"
    page.pick("cam")
    assert page.amount() == "8.00"


def test_a_card_is_scanned(desk: Desk, elders: tuple[int, int], preset: Database) -> None:
    with preset.work(CLERK) as work:
        people.add_card(work, elders[0], "90017733")
    page = desk.till()
    page.pick("90017733")
    assert page.amount() == "8.00"


def test_delivery_needs_an_address(desk: Desk, elders: tuple[int, int], preset: Database) -> None:
    page = desk.till()
    page.pick("cam")
    page.key(Qt.Key.Key_D, CTRL)
    page.page.order.address.setText("")
    page.enter()
    assert "送餐地址" in page.page.order.error()
    page.page.order.address.setText("清泉花园 12 幢 302")
    page.enter()
    assert page.rows()[0][6] == "现金 送餐"
    with preset.reading(CLERK) as work:
        assert [stop.address for stop in canteen.delivery_round(work, work.today)] == ["清泉花园 12 幢 302"]


def test_nobody_found_is_said_under_the_amount(desk: Desk, preset: Database) -> None:
    page = desk.till()
    page.pick("xyzxyz")
    assert "没有找到" in page.page.order.error()


def test_the_dead_pay_in_full_with_the_reason(desk: Desk, elders: tuple[int, int], preset: Database) -> None:
    with preset.work(CLERK) as work:
        people.report_death(work, elders[0], date(2026, 11, 1))
    page = desk.till()
    page.page.show_person(elders[0])
    assert page.amount() == "15.00"


def test_the_forty_first_is_refused_on_the_sheet(desk: Desk, preset: Database) -> None:
    with preset.work(CLERK) as work:
        for number in range(39):
            canteen.settle(work, free(1, number))
    page = desk.till()
    for name, stays in (("刘师傅", False), ("张师傅", True)):
        page.key(Qt.Key.Key_U, CTRL)
        sheet = desk.sheet(PublicSheet)
        sheet.name.setText(name)
        sheet.occupation.choose("外卖员")
        sheet.tail.setText("7788")
        sheet.submit()
        assert sheet.isVisible() is stays
        desk.come_back()
    assert "40 份已发完" in sheet.banner.text()
    assert sheet.count_text() == "40 / 40 份"
    sheet.reject()
    desk.come_back()
    assert page.in_finder()
    assert page.rows()[0][1:7] == ["外卖员 刘*", "公益", "15.00", "−15.00", "0.00", "公益"]


def test_a_line_opens_its_receipt(desk: Desk, elders: tuple[int, int]) -> None:
    page = desk.till()
    page.pick("cam")
    page.key(Qt.Key.Key_F10)
    assert len(page.rows()) == 1
    page.page.list.table.setFocus()
    page.page.list.table.select(0)
    page.enter()
    sheet = desk.sheet(ReceiptSheet)
    assert sheet.view.pdf().startswith(b"%PDF")
    sheet.submit()
    assert len(desk.papers()) == 1


def test_booking_and_serving(desk: Desk, elders: tuple[int, int], preset: Database, clock: FixedClock) -> None:
    page = desk.till()
    page.page.show_person(elders[0], "book")
    sheet = desk.sheet(BookingSheet)
    sheet.form.deliver.click()
    sheet.form.address.setText("清泉花园 12 幢 302")
    sheet.submit()
    assert sheet.count_text() == "备餐 1 份：午餐套餐 A 1 份（送 1）"
    sheet.print_kitchen()
    sheet.print_round()
    assert len(desk.papers()) == 2
    clock.set(datetime(2026, 11, 22, 11, 0))
    sheet.reject()
    assert not sheet.isVisible()
    page.page.book()
    sheet = desk.sheet(BookingSheet)
    sheet.day.setText("2026-11-22")
    sheet.table.select(0)
    sheet.serve()
    assert (sheet.isVisible(), page.amount()) == (False, "8.00")
    page.page.settle(False)
    with preset.reading(CLERK) as work:
        assert [one.state for one in canteen.bookings(work, work.today)] == ["served"]


def test_those_who_did_not_come_are_charged_or_let_go(
    desk: Desk, elders: tuple[int, int], preset: Database, clock: FixedClock
) -> None:
    with preset.work(CLERK) as work:
        for person_id in elders:
            canteen.book(work, NewBooking(date(2026, 11, 21), "午", 1, person_id))
    clock.set(datetime(2026, 11, 22, 11, 0))
    page = desk.till()
    page.page.show_person(0, "no_shows")
    sheet = desk.sheet(BookingSheet)
    assert [row[5] for row in texts(sheet.table)] == ["未到待处理", "未到待处理"]
    sheet.table.select(0)
    sheet.charge()
    desk.answer()
    sheet.table.select(1)
    sheet.waive()
    desk.answer()
    assert [row[5] for row in texts(sheet.table)] == ["未到", "未到"]
    with preset.reading(CLERK) as work:
        owed = till.unpaid(work, [elders[0]])
    assert [one.amount.text() for one in owed] == ["15.00"]


def test_bookings_of_a_closed_day_open_on_that_day(desk: Desk, elders: tuple[int, int], preset: Database) -> None:
    with preset.work(CLERK) as work:
        canteen.book(work, NewBooking(date(2026, 11, 25), "午", 1, elders[0]))
        canteen.close_date(work, date(2026, 11, 25), "台风")
    desk.till().page.show_person(0, "stranded")
    sheet = desk.sheet(BookingSheet)
    assert sheet.day.value() == date(2026, 11, 25)
    assert len(texts(sheet.table)) == 1


def test_meals_after_a_death_are_reviewed(
    desk: Desk, elders: tuple[int, int], preset: Database, clock: FixedClock
) -> None:
    with preset.work(CLERK) as work:
        canteen.settle(work, lunch(1, elders[0]))
        people.report_death(work, elders[0], date(2026, 11, 20))
    desk.till().page.show_person(elders[0], "after_death")
    sheet = desk.sheet(ReviewSheet)
    assert len(texts(sheet.table)) == 1
    sheet.submit()
    desk.answer("家属代领，已追回优惠")
    assert texts(sheet.table) == []


def test_on_account_is_collected_at_the_till(desk: Desk, elders: tuple[int, int]) -> None:
    desk.till().page.show_person(elders[0], "collect")
    assert desk.opened == [("till", elders[0], "collect")]


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_clipped(open_desk: Open, elders: tuple[int, int], size: tuple[int, int, float]) -> None:
    desk = open_desk(size)
    page = desk.till()
    for text in ("cam", "zye"):
        page.pick(text)
    desk.qtbot.wait(20)
    assert clipped(desk.window) + outside(desk.window) + nameless(desk.window) == []
    assert (desk.window.width(), desk.window.height()) == size[:2]
    page.type("cam")
    desk.qtbot.wait(20)
    assert clipped(page.page) + outside(page.page) == []


@pytest.mark.parametrize("size", SIZES)
def test_names_are_whole_beside_all_marks(open_desk: Open, preset: Database, size: tuple[int, int, float]) -> None:
    with preset.work(CLERK) as work:
        names = ("欧阳春梅", "尉迟阿娥", "上官云珍")
        guests = [resident(work, name, date(1944, 5, 1)) for name in names]
        at_home = Order((Portion(1, guests[0], address="清泉花园 12 幢 302"),), "午", "alipay")
        canteen.backfill(work, at_home, datetime(2026, 11, 21, 10, 40))
        canteen.settle(work, Order((Portion(1, guests[1], address="湖滨里 3-101"),), "午", "account"))
        canteen.settle(work, free(1, 1, "快递员"))
        canteen.settle(work, lunch(1, guests[2]))
        canteen.void_last(work, "点错")
    page = open_desk(size).till()
    page.desk.qtbot.wait(20)
    assert [shortened(page.page.list.table, key) for key in ("name", "payment", "pay")] == [[], [], []]


@pytest.mark.parametrize("size", SIZES)
def test_address_and_payer_leave_the_buttons_on_show(
    open_desk: Open, preset: Database, elders: tuple[int, int], size: tuple[int, int, float]
) -> None:
    desk = open_desk(size)
    page = desk.till()
    page.pick("zye")
    page.key(Qt.Key.Key_F9)
    page.pick("cam")
    page.key(Qt.Key.Key_D, CTRL)
    desk.qtbot.wait(20)
    frame = page.page.parentWidget()
    assert frame is not None
    assert page.page.height() <= frame.height()
    assert page.page.width() <= frame.width()
    assert clipped(desk.window) + outside(desk.window) == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("action", ["add_public", "book", "backfill"])
def test_sheets_fit(open_desk: Open, size: tuple[int, int, float], action: str) -> None:
    desk = open_desk(size)
    getattr(desk.till().page, action)()
    sheet = next(sheet for sheet in desk.window.findChildren(Sheet) if sheet.isVisible())
    desk.qtbot.wait(20)
    assert clipped(sheet) + outside(sheet) + nameless(sheet) + doubled(sheet) == []
    assert (sheet.height() <= size[1], sheet.width() <= size[0]) == (True, True)


@pytest.mark.parametrize("size", SIZES)
def test_the_paper_of_a_line_scrolls_alone(
    open_desk: Open, elders: tuple[int, int], size: tuple[int, int, float]
) -> None:
    desk = open_desk(size)
    page = desk.till()
    page.pick("cam")
    page.key(Qt.Key.Key_F10)
    page.rows()
    page.page.list.table.select(0)
    page.page.list.table.row_activated.emit(page.page.list.table.current())
    desk.settle()
    sheet = desk.sheet(ReceiptSheet)
    assert (doubled(sheet), clipped(sheet)) == ([], [])


def test_tab_reaches_everything(desk: Desk) -> None:
    page = desk.till().page
    order = tab_order(page)
    assert order[0] is page.finder
    assert {page.order.received, page.list.table} <= set(order)


def test_who_does_not_eat_pays_for_several(desk: Desk, preset: Database, elders: tuple[int, int]) -> None:
    page = desk.till()
    with preset.work(CLERK) as work:
        son = resident(work, "钱建军", date(1970, 5, 1))
    page.key(Qt.Key.Key_F9)
    assert "先查找付款的居民" in page.page.order.error()
    page.pick("qjj")
    page.key(Qt.Key.Key_F9)
    assert page.page.order.payer_text() == "由 钱建军 代付，再按 F9 取消"
    page.pick("cam")
    page.pick("zye")
    page.enter()
    with preset.reading(CLERK) as work:
        receipt = till.receipt(work, "CT-2026-000001")
        names = [row.name for row in canteen.today(work)]
    assert (receipt.payer_name, receipt.person_id, names) == ("钱建军", son, ["周月娥", "陈阿毛"])
    assert dict(receipt.facts)["交款人"] == "钱建军"
    assert page.page.order.payer_text() == ""


def test_who_pays_for_one_is_not_taken_for_the_diner(desk: Desk, preset: Database, elders: tuple[int, int]) -> None:
    page = desk.till()
    with preset.work(CLERK) as work:
        resident(work, "钱建军", date(1970, 5, 1))
    page.pick("qjj")
    page.key(Qt.Key.Key_F9)
    page.pick("cam")
    page.enter()
    with preset.reading(CLERK) as work:
        receipt = till.receipt(work, "CT-2026-000001")
    assert [title for title, _ in receipt.facts] == ["交款人", "证件号", "份数", "餐次"]
    assert receipt.lines[0].note.startswith("陈阿毛")


def test_the_payer_goes_by_the_same_key_and_by_escape(desk: Desk, elders: tuple[int, int]) -> None:
    page = desk.till()
    for key in (Qt.Key.Key_F9, Qt.Key.Key_Escape):
        page.pick("cam")
        page.key(Qt.Key.Key_F9)
        assert page.page.order.payer_text()
        page.key(key)
        assert (page.page.order.payer_text(), page.amount(), page.in_finder()) == ("", "0.00", True)


def test_a_clerk_without_the_right_sees_no_paper_list(open_desk: Open) -> None:
    page = open_desk(clerk=as_role("desk")).till().page
    with pytest.raises(AssertionError):
        trigger(page.list, "canteen.backfill")
    trigger(page.list, "canteen.book")
