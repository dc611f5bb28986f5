"""The till page: what is listed, undone, printed."""

from collections.abc import Callable
from datetime import date, timedelta

import pypdfium2
import pytest
from PySide6.QtWidgets import QApplication

from shequ_desk.desk import theme
from shequ_desk.desk.counter import Undo
from shequ_desk.desk.messages import Question, TextQuestion
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.money import ZERO, Money
from shequ_desk.store.database import Database, Work
from shequ_desk.store.rights import Clerk
from shequ_desk.till import service as till
from shequ_desk.till.page.proof_sheet import ProofSheet
from shequ_desk.till.page.receipt_sheet import ReceiptSheet
from shequ_desk.till.rules import Payment, State
from tests.desk.looks import SIZES, clipped, nameless, outside, unsaid
from tests.till.kit import CLERK, charged, meal, of_role
from tests.till.page.kit import Desk

TODAY = date(2026, 11, 21)


def test_the_newest_receipt_is_first_and_new_ones_appear(desk: Desk, database: Database) -> None:
    one = charged(database)
    page = desk.till()
    two = charged(database, meal(Payment.ACCOUNT))
    assert page.numbers() == [two.number, one.number]
    assert page.state(two.number) == "未收款"
    assert page.page.sums.cards["receipts"].number.text() == "2"
    desk.settle()
    assert page.page.sums.cards["owed"].number.text() == "8.00"


def test_a_whole_number_is_found_on_any_day_and_a_part_in_the_day(
    desk: Desk, database: Database, clock: FixedClock
) -> None:
    old = charged(database)
    close(database, TODAY)
    clock.set(clock.now() + timedelta(days=1))
    new = charged(database)
    page = desk.till()
    page.page.receipts.search.setText("000001")
    assert page.numbers() == []
    page.page.receipts.search.setText(f"{old.number.lower()} {old.check_code}")
    assert page.numbers() == [old.number]
    page.page.receipts.search.setText("张晖")
    assert page.numbers() == [new.number]
    assert page.page.back()
    page.page.receipts.earlier()
    assert page.numbers() == [old.number]
    assert page.page.back()
    assert page.numbers() == [new.number]
    assert not page.page.back()
    desk.settle()


def test_while_the_clock_is_set_back_the_page_stays_with_the_day_that_takes_the_money(
    desk: Desk, database: Database, clock: FixedClock
) -> None:
    first = charged(database)
    clock.set(clock.now() - timedelta(days=1))
    page = desk.till()
    second = charged(database)
    assert page.numbers() == [second.number, first.number]
    assert page.page.sums.cards["receipts"].number.text() == "2"
    assert "电脑日期（11月20日）早于还没有日结的11月21日" in page.page.late.text()
    page.page.receipts.earlier()
    assert page.numbers() == []
    assert page.page.back()
    assert (page.numbers(), page.page.back()) == ([second.number, first.number], False)
    clock.set(clock.now() + timedelta(days=1))
    charged(database)
    assert (len(page.numbers()), page.page.late.text()) == (3, "")
    desk.settle()


def test_the_list_goes_on_to_the_next_day_with_the_clock(desk: Desk, database: Database, clock: FixedClock) -> None:
    charged(database)
    page = desk.till()
    close(database, TODAY)
    clock.set(clock.now() + timedelta(days=1))
    new = charged(database)
    assert page.numbers() == [new.number]
    desk.settle()


def test_enter_shows_the_paper(desk: Desk, database: Database) -> None:
    charged(database)
    page = desk.till()
    page.page.receipts.opened.emit(page.numbers()[0])
    desk.settle()
    assert page.page.paper.view.pages == 2
    assert (page.page.paper.view.isVisible(), page.page.paper.none.isVisible()) == (True, False)
    page.page.paper.show_receipt("")
    assert (page.page.paper.view.isVisible(), page.page.paper.none.isVisible()) == (False, True)


def test_the_newest_paper_is_there_without_a_key_and_the_last_of_a_run_follows(desk: Desk, database: Database) -> None:
    first, second, third = (charged(database) for _ in range(3))
    page = desk.till()
    desk.settle()
    assert (page.numbers()[0], page.page.paper.view.rendered()[0]) == (third.number, 0)
    shown = page.page.paper.view.pdf()
    for receipt in (second, first):
        page.choose(receipt.number)
    desk.qtbot.waitUntil(lambda: page.page.paper.view.pdf() not in (shown, b""), timeout=5_000)
    desk.settle()
    document = pypdfium2.PdfDocument(page.page.paper.view.pdf())
    assert first.number in document[0].get_textpage().get_text_range()


def test_voiding_asks_for_a_reason_and_says_what_to_give_back(desk: Desk, database: Database) -> None:
    receipt = charged(database)
    page = desk.till()
    page.press("till.void")
    asked = desk.recorder.questions[-1]
    assert isinstance(asked, TextQuestion)
    assert receipt.number in asked.text
    page.answer("点错套餐")
    assert page.state(receipt.number) == "作废"
    assert desk.recorder.said[-1] == f"{receipt.number} 已作废，请退还现金 8.00 元"
    assert not page.may("till.void")
    desk.settle()


def test_a_counter_takes_its_own_receipts_back(desk: Desk, database: Database) -> None:
    undone: list[tuple[str, str]] = []

    def void(work: Work, number: str, reason: str) -> None:
        till.void(work, number, reason)
        undone.append((number, reason))

    receipt = charged(database)
    page = desk.till({"CT": Undo(void, till.reverse)})
    page.press("till.void")
    page.answer("重复点餐")
    assert undone == [(receipt.number, "重复点餐")]
    desk.settle()


def test_a_closed_day_is_reversed_and_the_mirror_printed(desk: Desk, database: Database, clock: FixedClock) -> None:
    receipt = charged(database)
    close(database, TODAY)
    clock.set(clock.now() + timedelta(days=1))
    page = desk.till()
    page.page.receipts.earlier()
    assert (page.may("till.void"), page.may("till.reverse")) == (False, True)
    page.press("till.reverse")
    page.answer("金额有误")
    desk.settle()
    with database.reading(CLERK) as work:
        original = till.receipt(work, receipt.number)
    assert original.state is State.REVERSED
    assert len(desk.printer.taken) == 1
    assert original.mirrored_by in desk.recorder.said[-1]


def test_reading_rights_offer_no_acts(desk_of: Callable[[Clerk], Desk], database: Database) -> None:
    charged(database)
    desk = desk_of(of_role("auditor"))
    page = desk.till()
    assert len(page.numbers()) == 1
    acts = ("till.void", "till.reverse", "till.reprint", "till.close", "till.collect", "till.open_shift")
    assert not any(page.may(act) for act in acts)
    desk.settle()


def test_a_printer_that_fails_offers_the_same_paper_and_never_charges_again(desk: Desk, database: Database) -> None:
    receipt = charged(database)
    desk.printer.failures = 1
    page = desk.till()
    page.press("till.reprint")
    desk.settle()
    question = desk.recorder.questions[-1]
    assert isinstance(question, Question)
    assert (question.verb, desk.printer.taken) == ("重打", [])
    page.answer()
    desk.settle()
    assert [paper for _, paper, _, _ in desk.printer.taken] == ["A5"]
    with database.reading(CLERK) as work:
        assert till.receipt(work, receipt.number).prints == 2
        assert len(till.receipts_of_day(work, TODAY)) == 1


def test_a_refused_reprint_offer_leaves_everything(desk: Desk, database: Database) -> None:
    receipt = charged(database)
    desk.printer.failures = 1
    page = desk.till()
    page.press("till.reprint")
    desk.settle()
    question = desk.recorder.questions[-1]
    assert isinstance(question, Question)
    question.no()
    desk.settle()
    with database.reading(CLERK) as work:
        assert till.receipt(work, receipt.number).state is State.VALID
    assert desk.printer.taken == []


def test_a_slow_printer_does_not_hold_the_page(desk: Desk, database: Database) -> None:
    charged(database)
    page = desk.till()
    desk.printer.gate.clear()
    page.page.reprint()
    later = charged(database)
    assert later.number in page.numbers()
    assert desk.printer.taken == []
    desk.printer.gate.set()
    desk.settle()
    assert len(desk.printer.taken) == 1


def test_no_printer_at_all_is_said(desk: Desk, database: Database) -> None:
    charged(database)
    desk.printer.installed = []
    desk.context.printing.remember("A5", "")
    page = desk.till()
    page.press("till.reprint")
    assert "没有装打印机" in desk.recorder.refusals[-1].message
    desk.settle()


def test_without_a_chosen_receipt_nothing_is_printed(desk: Desk) -> None:
    page = desk.till()
    page.page.reprint()
    assert desk.recorder.refusals[-1].message == "没有选中凭证"
    assert desk.printer.taken == []


def test_a_paper_is_proved_by_its_code(desk: Desk, database: Database) -> None:
    receipt = charged(database)
    page = desk.till()
    page.press("till.prove")
    sheet = page.sheet(ProofSheet)
    sheet.number.setText(f"{receipt.number} {receipt.check_code}")
    sheet.submit()
    assert sheet.verdict.text().startswith("✓ 是本中心开具的凭证")
    sheet.number.setText(receipt.number)
    sheet.code.setText("0" * 16)
    sheet.submit()
    assert "校验码不符" in sheet.verdict.text()
    with database.work(CLERK) as work:
        till.void(work, receipt.number, "点错")
    sheet.code.setText(receipt.check_code.upper())
    sheet.submit()
    assert sheet.verdict.text().startswith("✓ 是本中心开具的凭证，作废")
    assert sheet.verdict.property("tone") == "gold"
    desk.settle()


def close(database: Database, day: date) -> None:
    """Close a day with the right cash."""
    with database.work(CLERK) as work:
        expected: Money = till.preview_close(work, day).expected
        assert expected >= ZERO
        till.close_day(work, day, expected)


@pytest.mark.parametrize(("width", "height", "factor"), SIZES)
def test_nothing_is_clipped_or_nameless(
    desk: Desk, database: Database, qapp: QApplication, width: int, height: int, factor: float
) -> None:
    theme.apply(qapp, factor)
    charged(database)
    page = desk.till().page
    page.resize(width - 116, max(height - 112, page.minimumSizeHint().height()))
    desk.settle()
    assert (clipped(page), outside(page), nameless(page)) == ([], [], [])


@pytest.mark.parametrize(
    ("width", "height", "factor"), [(1250, 658, theme.NORMAL), (1164, 570, theme.NORMAL), (1153, 554, theme.LARGE)]
)
def test_a_low_window_scrolls_lists_only_and_shows_the_paper_in_a_sheet(
    desk: Desk, database: Database, qapp: QApplication, width: int, height: int, factor: float
) -> None:
    theme.apply(qapp, factor)
    for _ in range(20):
        receipt = charged(database)
    page = desk.till().page
    for _ in range(2):
        page.resize(width, height)
        desk.settle()
    assert (page.width(), page.height()) == (width, height)
    assert (clipped(page), outside(page), unsaid(page)) == ([], [], [])
    page.receipts.opened.emit(receipt.number)
    desk.settle()
    sheets = [sheet for sheet in page.findChildren(ReceiptSheet) if sheet.isVisible()]
    assert page.paper.view.isVisible() is not bool(sheets)
    assert bool(sheets) is (factor > theme.NORMAL)
    page.receipts.search.setText("没有这样的人")
    desk.settle()
    assert (page.height(), clipped(page)) == (height, [])


@pytest.mark.parametrize(("width", "factor"), [(1250, theme.NORMAL), (1164, theme.NORMAL), (1153, theme.LARGE)])
def test_sums_of_millions_leave_the_page_its_width(
    desk: Desk, database: Database, qapp: QApplication, width: int, factor: float
) -> None:
    theme.apply(qapp, factor)
    for payment in (Payment.WECHAT, Payment.ACCOUNT):
        charged(database, meal(payment, Money(246_913_678)))
    page = desk.till().page
    page.resize(width, page.minimumSizeHint().height())
    desk.settle()
    assert page.sums.cards["phones"].number.text() == page.sums.cards["owed"].number.text() == "2,469,129.78"
    assert page.minimumSizeHint().width() <= width
    assert (clipped(page), outside(page)) == ([], [])
