"""The sheets of the till: shift, hand-over, day close, collecting."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtWidgets import QApplication

from shequ_desk.desk import theme
from shequ_desk.desk.messages import Question
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.money import Money
from shequ_desk.people import service as people
from shequ_desk.people.rules import GRANTS as PEOPLE_GRANTS
from shequ_desk.store.database import Database
from shequ_desk.store.rights import ROLES, Clerk, merge_grants, permissions_of
from shequ_desk.till import service as till
from shequ_desk.till.page import collect_sheet
from shequ_desk.till.page.close_sheet import CloseDaySheet
from shequ_desk.till.page.closed_sheet import ClosedDaysSheet
from shequ_desk.till.page.collect_sheet import CollectSheet
from shequ_desk.till.page.form_sheet import FormSheet
from shequ_desk.till.page.shift_sheets import HandOverSheet, OpenShiftSheet
from shequ_desk.till.rules import GRANTS, Payment
from tests.desk.looks import clipped, outside
from tests.people.sample import draft, id_number
from tests.till.kit import CLERK, charged, meal
from tests.till.page.kit import Desk

TODAY = date(2026, 11, 21)


def test_a_shift_opens_once(desk: Desk) -> None:
    page = desk.till()
    page.press("till.open_shift")
    sheet = page.sheet(OpenShiftSheet)
    sheet.submit()
    assert "备用金" in sheet.form.rows["opening"].error()
    sheet.opening.setText("200")
    sheet.submit()
    with desk.context.database.reading(CLERK) as work:
        assert till.opening_float(work, TODAY) == Money(20000)
    assert "200.00" in desk.recorder.said[-1]
    assert not page.may("till.open_shift")


def test_a_hand_over_with_a_difference_needs_a_reason(desk: Desk, database: Database) -> None:
    charged(database)
    page = desk.till()
    page.press("till.hand_over")
    sheet = page.sheet(HandOverSheet)
    sheet.successor.setText("李明")
    sheet.count.sum.setText("7.00")
    assert sheet.difference.text().startswith("短款 1.00 元")
    sheet.submit()
    assert "短款 1.00 元" in sheet.form.rows["reason"].error()
    sheet.reason.setText("找零有误")
    sheet.submit()
    with database.reading(CLERK) as work:
        (shift,) = till.shifts(work, TODAY)
    assert (shift.successor, shift.difference, shift.reason) == ("李明", Money(-100), "找零有误")
    desk.settle()


def test_on_the_smallest_screen_in_large_text_the_reason_is_in_sight(
    desk: Desk, database: Database, qapp: QApplication
) -> None:
    theme.apply(qapp, theme.LARGE)
    charged(database)
    page = desk.till()
    page.page.resize(1280, 680)
    page.press("till.hand_over")
    sheet = page.sheet(HandOverSheet)
    sheet.count.sum.setText("7.00")
    desk.settle()
    assert sheet.reason.visibleRegion().boundingRect().height() == sheet.reason.height()
    assert (clipped(sheet), outside(sheet)) == ([], [])


def test_after_a_late_evening_the_drawer_is_closed_first(desk: Desk, database: Database, clock: FixedClock) -> None:
    charged(database)
    page = desk.till()
    clock.set(datetime(2026, 11, 22, 0, 10))
    for act in ("till.open_shift", "till.hand_over"):
        page.press(act)
        assert "11月21日尚未日结" in desk.recorder.refusals[-1].message
    assert page.page.findChildren(FormSheet) == []


def test_notes_and_coins_add_up(desk: Desk) -> None:
    page = desk.till()
    page.press("till.hand_over")
    sheet = page.sheet(HandOverSheet)
    for fen, pieces in ((10000, "2"), (500, "3"), (10, "7")):
        sheet.count.pieces[fen].insert(pieces)
        sheet.count.pieces[fen].textEdited.emit(pieces)
    assert sheet.count.value() == Money(21570)


def test_a_day_closes_after_one_question_that_names_it(desk: Desk, database: Database) -> None:
    charged(database)
    charged(database, meal(Payment.WECHAT))
    page = desk.till()
    page.press("till.close")
    sheet = page.sheet(CloseDaySheet)
    sheet.count.sum.setText("9")
    sheet.submit()
    assert "长款 1.00 元" in sheet.form.rows["reason"].error()
    sheet.count.sum.setText("8")
    assert sheet.difference.text() == "✓ 账款相符"
    sheet.submit()
    question = desk.recorder.questions[-1]
    assert isinstance(question, Question)
    assert ("2026年11月21日" in question.text, question.stop) == (True, True)
    with database.reading(CLERK) as work:
        assert not till.day_state(work, TODAY).closed
    page.answer()
    desk.settle()
    with database.reading(CLERK) as work:
        assert till.day_state(work, TODAY).closed
    assert [paper for _, paper, _, _ in desk.printer.taken] == ["A4"]


def test_counting_may_take_a_while(desk: Desk, database: Database, clock: FixedClock) -> None:
    charged(database)
    page = desk.till()
    page.press("till.close")
    sheet = page.sheet(CloseDaySheet)
    clock.tick(timedelta(minutes=7))
    sheet.count.sum.setText("8")
    sheet.submit()
    page.answer()
    desk.settle()
    with database.reading(CLERK) as work:
        assert till.day_state(work, TODAY).closed


def test_what_comes_in_during_the_count_stops_the_close(desk: Desk, database: Database) -> None:
    charged(database)
    page = desk.till()
    page.press("till.close")
    sheet = page.sheet(CloseDaySheet)
    sheet.count.sum.setText("8")
    sheet.submit()
    charged(database, meal(Payment.WECHAT))
    page.answer()
    desk.settle()
    assert "清点期间又有收款或作废" in sheet.banner.text()
    with database.reading(CLERK) as work:
        assert not till.day_state(work, TODAY).closed
    sheet.reject()
    page.press("till.close")
    again = page.sheet(CloseDaySheet)
    again.count.sum.setText("8")
    again.submit()
    page.answer()
    desk.settle()
    with database.reading(CLERK) as work:
        assert till.day_state(work, TODAY).closed


def test_a_printer_that_fails_collects_only_once(desk: Desk, database: Database) -> None:
    charged(database, meal(Payment.ACCOUNT))
    desk.printer.failures = 1
    page = desk.till()
    page.press("till.collect")
    desk.settle()
    sheet = page.sheet(CollectSheet)
    sheet.rows_view.mark_all()
    sheet.submit()
    desk.settle()
    page.answer()
    desk.settle()
    assert len(desk.printer.taken) == 1
    with database.reading(CLERK) as work:
        assert [one.kind for one in till.receipts_of_day(work, TODAY)] == ["CT", "SK"]


def test_a_failed_print_of_the_close_closes_nothing_twice(desk: Desk, database: Database) -> None:
    charged(database)
    desk.printer.failures = 1
    page = desk.till()
    page.press("till.close")
    sheet = page.sheet(CloseDaySheet)
    sheet.count.sum.setText("8")
    sheet.submit()
    page.answer()
    desk.settle()
    assert page.answer().endswith("重打")
    desk.settle()
    assert len(desk.printer.taken) == 1
    with database.reading(CLERK) as work:
        assert len(till.closed_days(work, TODAY, TODAY)) == 1


def test_a_day_left_open_comes_first(desk: Desk, database: Database, clock: FixedClock) -> None:
    charged(database)
    clock.set(clock.now() + timedelta(days=1))
    page = desk.till()
    assert "11月21日还没有日结" in page.page.late.text()
    page.page.show_person(0, "close")
    desk.settle()
    sheet = page.sheet(CloseDaySheet)
    assert "2026年11月21日" in sheet.title.text()
    sheet.count.sum.setText("8")
    sheet.submit()
    page.answer()
    desk.settle()
    assert page.page.late.text() == ""


def test_a_day_without_receipts_needs_no_close(desk: Desk) -> None:
    page = desk.till()
    page.press("till.close")
    assert "没有开过票" in desk.recorder.refusals[-1].message


def test_closed_days_are_listed_and_printed_again(desk: Desk, database: Database) -> None:
    charged(database)
    with database.work(CLERK) as work:
        till.close_day(work, TODAY, Money(800))
    page = desk.till()
    page.press("till.closed")
    sheet = page.sheet(ClosedDaysSheet)
    assert sheet.days.rows.row_at(0).day == TODAY
    sheet.submit()
    desk.settle()
    assert [paper for _, paper, _, _ in desk.printer.taken] == ["A4"]


def test_an_empty_month_has_nothing_to_print(desk: Desk) -> None:
    page = desk.till()
    page.press("till.closed")
    sheet = page.sheet(ClosedDaysSheet)
    sheet.later()
    assert not sheet.main.isEnabled()
    sheet.submit()
    assert sheet.isVisible()


def test_several_on_account_receipts_are_collected_at_once(desk: Desk, database: Database) -> None:
    owed = [charged(database, meal(Payment.ACCOUNT)) for _ in range(2)]
    other = charged(database, meal(Payment.ACCOUNT, person_id=8))
    page = desk.till()
    page.press("till.collect")
    desk.settle()
    sheet = page.sheet(CollectSheet)
    assert sheet.sum.number.text() == "0.00"
    for place in (0, 1):
        sheet.rows_view.select(place)
        sheet.rows_view.toggle()
    assert sheet.sum.number.text() == "16.00"
    sheet.received.setText("20")
    assert sheet.change.text() == "找零 4.00 元"
    sheet.submit()
    desk.settle()
    with database.reading(CLERK) as work:
        assert [one.number for one in till.unpaid(work)] == [other.number]
        collected = till.receipt(work, till.receipt(work, owed[0].number).collected_by)
    assert (collected.kind, collected.amount, collected.change) == ("SK", Money(1600), Money(400))
    assert len(desk.printer.taken) == 1


def test_too_little_cash_is_said_beside_the_field(desk: Desk, database: Database) -> None:
    charged(database, meal(Payment.ACCOUNT))
    page = desk.till()
    page.press("till.collect")
    desk.settle()
    sheet = page.sheet(CollectSheet)
    sheet.rows_view.mark_all()
    sheet.received.setText("5")
    sheet.submit()
    assert "现金不足" in sheet.form.rows["received"].error()
    sheet.payment.choose("wechat")
    sheet.submit()
    desk.settle()
    with database.reading(CLERK) as work:
        assert till.unpaid(work) == ()


def test_marks_outlive_the_search_line(desk: Desk, database: Database) -> None:
    charged(database, meal(Payment.ACCOUNT))
    second = charged(database, meal(Payment.ACCOUNT))
    page = desk.till()
    page.press("till.collect")
    desk.settle()
    sheet = page.sheet(CollectSheet)
    sheet.rows_view.mark_all()
    sheet.search.setText(second.number.lower())
    desk.settle()
    sheet.rows_view.mark_all()
    sheet.search.setText("没有这个人")
    desk.settle()
    assert sheet.sum.number.text() == "8.00"
    assert sheet.rows_view.current() is None
    sheet.rows_view.toggle()
    assert sheet.sum.number.text() == "8.00"
    desk.settle()


def test_of_a_long_list_the_oldest_are_shown_and_the_rest_is_found(
    desk: Desk, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collect_sheet, "_LISTED", 2)
    owed = [charged(database, meal(Payment.ACCOUNT)) for _ in range(3)]
    page = desk.till()
    page.press("till.collect")
    desk.settle()
    sheet = page.sheet(CollectSheet)
    sheet.rows_view.mark_all()
    assert [one.number for one in sheet.rows_view.marked()] == [owed[0].number, owed[1].number]
    assert "只列出最早的 2 张" in sheet.more.text()
    assert sheet.more.isVisible()
    sheet.search.setText(owed[2].number)
    desk.settle()
    assert not sheet.more.isVisible()
    sheet.rows_view.select(0)
    sheet.rows_view.toggle()
    assert sheet.sum.number.text() == "24.00"


def test_the_sheet_of_one_person_starts_with_everything_marked(
    desk_of: Callable[[Clerk], Desk], database: Database
) -> None:
    both = permissions_of(ROLES, merge_grants([GRANTS, PEOPLE_GRANTS]))
    clerk = replace(CLERK, permissions=both)
    with database.work(clerk) as work:
        person = people.register(work, draft("仇英", id_number()))
    charged(database, meal(Payment.ACCOUNT, person_id=person))
    charged(database, meal(Payment.ACCOUNT, person_id=8))
    page = desk_of(clerk).till()
    page.page.show_person(person, "collect")
    sheet = page.sheet(CollectSheet)
    assert sheet.sum.number.text() == "8.00"
    sheet.submit()
    page.desk.settle()
    with database.reading(CLERK) as work:
        assert [one.person_id for one in till.unpaid(work)] == [8]
