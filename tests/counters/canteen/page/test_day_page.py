"""Who may not settle: the day's meals are read, a paper list is entered by who may, and no button is without act."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt

from shequ_desk.counters.canteen import service as canteen
from shequ_desk.counters.canteen.page.backfill_sheet import BackfillSheet
from shequ_desk.counters.canteen.page.booking_sheet import BookingSheet
from shequ_desk.counters.canteen.page.day_page import DayPage
from shequ_desk.counters.canteen.page.review_sheet import ReviewSheet
from shequ_desk.counters.canteen.rules import NewBooking
from shequ_desk.desk.sheets import Sheet
from shequ_desk.desk.widgets import KeyButton
from shequ_desk.people import service as people
from shequ_desk.store.database import Database
from shequ_desk.till.page.receipt_sheet import ReceiptSheet
from tests.clerks import as_role
from tests.counters.canteen.kit import CLERK, free, lunch, resident
from tests.counters.canteen.page.kit import Desk
from tests.counters.desk_kit import ALT, CTRL, texts
from tests.desk.keys import press
from tests.desk.looks import SIZES, clipped, nameless, outside

Open = Callable[..., Desk]
READERS = ("director", "auditor")


@pytest.fixture
def eaten(preset: Database) -> Database:
    """Two lunches of an elder, one of them yesterday's, a public meal, a booking for tomorrow."""
    with preset.work(CLERK) as work:
        guest = resident(work, "陈阿毛", date(1944, 5, 1))
        canteen.backfill(work, lunch(1, guest), datetime(2026, 11, 20, 11, 30))
        canteen.settle(work, lunch(1, guest))
        canteen.settle(work, free(1, 1))
        canteen.book(work, NewBooking(date(2026, 11, 22), "午", 1, guest))
    return preset


def _page(desk: Desk) -> DayPage:
    page = desk.window.show_page("canteen")
    assert isinstance(page, DayPage)
    return page


def _buttons(widget: DayPage | Sheet) -> set[str]:
    return {one.objectName() for one in widget.findChildren(KeyButton) if one.isVisible() and one.objectName()}


@pytest.mark.parametrize(
    ("role", "more"), [("director", {"canteen.backfill"}), ("auditor", set[str]())], ids=list(READERS)
)
def test_a_reader_sees_the_day_and_only_what_may_be_done(
    eaten: Database, open_desk: Open, role: str, more: set[str]
) -> None:
    desk = open_desk(clerk=as_role(role))
    page = _page(desk)
    assert [row[2] for row in texts(page.list.table)] == ["外卖员 师*", "陈阿毛", "陈阿毛"]
    assert _buttons(page) == {"canteen.day.earlier", "canteen.day.later", "canteen.book", *more}
    assert all(one.isEnabled() for one in page.findChildren(KeyButton))
    press(None, Qt.Key.Key_Left, ALT)
    assert (page.day.text(), texts(page.list.table)) == ("2026-11-20", [])
    press(None, Qt.Key.Key_Escape)
    assert page.day.text() == "2026-11-21"


@pytest.mark.parametrize("role", READERS)
def test_a_receipt_is_looked_at_and_not_printed_again(eaten: Database, open_desk: Open, role: str) -> None:
    desk = open_desk(clerk=as_role(role))
    page = _page(desk)
    press(page.list.table, Qt.Key.Key_Return)
    sheet = desk.sheet(ReceiptSheet)
    sheet.submit()
    assert not sheet.isVisible()
    assert (desk.papers(), desk.recorder.refusals) == ([], [])


@pytest.mark.parametrize("role", READERS)
def test_bookings_are_read(eaten: Database, open_desk: Open, role: str) -> None:
    desk = open_desk(clerk=as_role(role))
    _page(desk).show_person(0, "bookings")
    sheet = desk.sheet(BookingSheet)
    assert [row[1] for row in texts(sheet.table)] == ["陈阿毛"]
    assert _buttons(sheet) == {"booking.kitchen", "booking.round"}
    sheet.submit()
    assert not sheet.isVisible()


@pytest.mark.parametrize("role", READERS)
def test_meals_after_a_death_are_read(eaten: Database, open_desk: Open, role: str) -> None:
    with eaten.work(CLERK) as work:
        people.report_death(work, 1, date(2026, 11, 19))
    desk = open_desk(clerk=as_role(role))
    _page(desk).show_person(1, "after_death")
    sheet = desk.sheet(ReviewSheet)
    assert len(texts(sheet.table)) == 2
    press(sheet.table, Qt.Key.Key_Return)
    assert desk.recorder.questions == []
    sheet.submit()
    assert not sheet.isVisible()


def test_the_director_alone_enters_a_paper_list(eaten: Database, open_desk: Open) -> None:
    desk = open_desk(clerk=as_role("director"))
    page = _page(desk)
    press(None, Qt.Key.Key_R, CTRL)
    sheet = desk.sheet(BackfillSheet)
    assert "backfill.void" not in _buttons(sheet)
    sheet.day.setText("2026-11-19")
    sheet.at.setText("11:30")
    sheet.finder.setText("cam")
    press(sheet.finder, Qt.Key.Key_Return)
    sheet.submit()
    assert [row[2] for row in texts(sheet.table)] == ["陈阿毛"]
    with eaten.work(as_role("director")) as work:
        canteen.backfill(work, free(1, 2), datetime(2026, 11, 19, 11, 40))
    sheet.reject()
    page.shown()
    assert [row[7] for row in texts(page.list.table)][:2] == ["公益 补录", "现金 补录"]


def test_a_resident_is_looked_at_in_the_hall(eaten: Database, open_desk: Open) -> None:
    desk = open_desk(clerk=as_role("auditor"))
    _page(desk).show_person(1)
    assert desk.opened == [("hall", 1, "")]


@pytest.mark.parametrize("size", SIZES)
def test_the_day_fits(eaten: Database, open_desk: Open, size: tuple[int, int, float]) -> None:
    desk = open_desk(size, clerk=as_role("director"))
    page = _page(desk)
    desk.qtbot.wait(20)
    assert clipped(desk.window) + outside(desk.window) + nameless(desk.window) == []
    for action in ("show_bookings", "backfill"):
        getattr(page, action)()
        sheet = desk.sheet(Sheet)
        desk.qtbot.wait(20)
        assert clipped(sheet) + outside(sheet) + nameless(sheet) == []
        sheet.reject()
