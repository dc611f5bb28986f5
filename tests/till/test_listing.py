"""The list of receipts, debts, and the hooks of `verify`."""

from datetime import date, timedelta

from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.money import ZERO, Money
from shequ_desk.store.database import Database
from shequ_desk.till import service as till
from shequ_desk.till.rules import Payment, State
from shequ_desk.till.service.figures import altered_papers, close_sheet, number_gaps
from shequ_desk.till.service.listing import count_receipts, list_receipts, owed, whole_number
from tests.till.kit import CLERK, charged, meal, of_role

TODAY = date(2026, 11, 21)
_CASH, _LATER = Payment.CASH, Payment.ACCOUNT


def test_the_list_is_read_a_window_at_a_time_newest_first(database: Database) -> None:
    numbers = [charged(database).number for _ in range(5)]
    with database.reading(CLERK) as work:
        assert count_receipts(work, TODAY) == 5
        windows = [list_receipts(work, TODAY, "", offset, 2) for offset in (0, 2, 4)]
    assert [one.number for window in windows for one in window] == numbers[::-1]


def test_every_standing_has_its_word(database: Database, clock: FixedClock) -> None:
    plain, void, debt, paid = (charged(database, meal(one)) for one in (_CASH, _CASH, _LATER, _LATER))
    with database.work(CLERK) as work:
        till.void(work, void.number, "点错")
        till.collect(work, [paid.number], Payment.CASH, Money(800))
        till.close_day(work, TODAY, till.preview_close(work, TODAY).expected)
    clock.set(clock.now() + timedelta(days=1))
    with database.work(CLERK) as work:
        till.reverse(work, plain.number, "金额有误")
        old = {one.number: one.state for one in list_receipts(work, TODAY, "CT", 0, 9)}
        (mirror,) = list_receipts(work, work.today, "", 0, 9)
    assert [old[one.number] for one in (plain, void, debt, paid)] == ["已冲红", "作废", "未收款", "已收款"]
    assert (mirror.standing, mirror.amount) == (State.MIRROR, Money(-800))


def test_signs_of_a_search_pattern_are_plain_text(database: Database) -> None:
    charged(database)
    with database.reading(CLERK) as work:
        assert [count_receipts(work, TODAY, text) for text in ("%", "_", "晖", "ct-2026", "　")] == [0, 0, 1, 1, 1]


def test_a_scanned_code_lists_its_receipt_alone_whatever_the_day(database: Database, clock: FixedClock) -> None:
    first, _second = charged(database), charged(database)
    clock.set(clock.now() + timedelta(days=1))
    with database.reading(CLERK) as work:
        found = list_receipts(work, work.today, f"{first.number} {first.check_code}", 0, 9)
    assert [one.number for one in found] == [first.number]


def test_a_scanned_code_starts_with_a_whole_number() -> None:
    texts = ("ct-2026-000412 0a1b", "ＣＴ－2026－000412", "000412", "")
    assert [whole_number(text) for text in texts] == ["CT-2026-000412", "CT-2026-000412", "", ""]


def test_only_what_still_waits_is_owed(database: Database) -> None:
    charged(database)
    with database.reading(CLERK) as work:
        assert owed(work) == (0, ZERO)
    first, second = charged(database, meal(Payment.ACCOUNT)), charged(database, meal(Payment.ACCOUNT))
    with database.work(CLERK) as work:
        till.void(work, first.number, "重复")
        assert owed(work) == (1, Money(800))
        till.collect(work, [second.number], Payment.WECHAT)
        assert owed(work) == (0, ZERO)


def test_the_sheet_of_a_day_is_a_preview_until_it_is_signed(database: Database) -> None:
    charged(database)
    with database.work(CLERK) as work:
        assert close_sheet(work, TODAY).closed_at is None
        signed = till.close_day(work, TODAY, Money(800))
        assert close_sheet(work, TODAY) == signed


def test_whoever_may_verify_may_ask_the_till(database: Database) -> None:
    charged(database)
    with database.reading(of_role("admin")) as work:
        assert (number_gaps(work), altered_papers(work)) == ((), ())
