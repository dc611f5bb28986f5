"""Charging, reading back, printing again, taking back."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import event

from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.money import ZERO, Money
from shequ_desk.office.rules import Centre
from shequ_desk.store import numbers, settings
from shequ_desk.store.database import Database, Work
from shequ_desk.till import service as till
from shequ_desk.till.rules import Charge, Line, Payment, Receipt, State, give_back
from tests.till.kit import CLERK, FACTS, charged, fen, meal

TODAY = date(2026, 11, 21)


def _read(database: Database, number: str) -> Receipt:
    with database.reading(CLERK) as work:
        return till.receipt(work, number)


def _power_cut(database: Database) -> None:
    with database.work(CLERK) as work:
        till.charge(work, meal())
        raise InterruptedError


def _close(database: Database, day: date = TODAY) -> None:
    with database.work(CLERK) as work:
        sheet = till.preview_close(work, day)
        till.close_day(work, day, sheet.expected)


def test_a_charge_is_the_receipt_that_is_stored(database: Database) -> None:
    with database.work(CLERK) as work:
        settings.save(work, Centre(name="清泉社区党群服务中心", window="1"))
    given = charged(database, meal(received=fen("10.00")))
    assert (given.number, given.amount, given.change) == ("CT-2026-000001", fen("8.00"), fen("2.00"))
    assert (given.centre, given.window, given.day) == ("清泉社区党群服务中心", "1", TODAY)
    assert given.at == datetime(2026, 11, 21, 10, 42)
    assert _read(database, " ct-2026-000001 ") == given


def test_a_card_number_is_not_taken_for_cash(database: Database) -> None:
    assert charged(database, meal(received=fen("1008.00"))).change == fen("1000.00")
    with pytest.raises(Refusal, match="多得不像收款") as refused:
        charged(database, meal(received=fen("88880001.00")))
    assert refused.value.field == "received"
    assert charged(database).number == "CT-2026-000002"


def test_sums_are_those_of_the_lines(database: Database) -> None:
    lines = (Line("套餐A", 2, Money(1500), Money(1400), "张晖琴"), Line("汤", 3, Money(200)))
    paper = Charge("CT", "老年助餐收款凭证", "张晖琴", None, FACTS, lines, Payment.WECHAT)
    given = charged(database, paper)
    assert (given.list_total, given.reduction, given.amount) == (Money(3600), Money(1400), Money(2200))
    assert (given.received, given.change) == (Money(2200), ZERO)
    assert _read(database, given.number).lines == lines


@pytest.mark.parametrize(
    ("charge", "field"),
    [
        (meal(received=fen("7.99")), "received"),
        (meal(Payment.FREE), "payment"),
        (meal(reduction=fen("15.01")), "lines"),
        (meal(price=Money(-1), reduction=ZERO), "lines"),
        (meal(reduction=Money(-1)), "lines"),
        (Charge("CT", "凭证", " ", None, (), (Line("汤", 1, Money(1)),), Payment.WECHAT), "payer_name"),
        (replace(meal(), payer_name="𬀩" * 51), "payer_name"),
        (Charge("CT", "凭证", "张", None, (), (), Payment.WECHAT), "lines"),
        (Charge("CT", "凭证", "张", None, (), (Line("汤", 0, Money(1)),), Payment.WECHAT), "lines"),
    ],
)
def test_what_cannot_be_charged_takes_no_number(database: Database, charge: Charge, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        charged(database, charge)
    assert refused.value.field == field
    assert charged(database).serial == 1


def test_an_amount_of_zero_is_free_however_it_was_to_be_paid(database: Database) -> None:
    given = charged(database, meal(Payment.CASH, reduction=Money(1500)))
    assert (given.payment, given.amount, given.received) == (Payment.FREE, ZERO, ZERO)


def test_a_series_goes_on_from_paper(database: Database) -> None:
    with database.work(CLERK) as work:
        numbers.start_at(work, "CT", 2026, 412)
    assert charged(database).number == "CT-2026-000412"


def test_a_failed_transaction_gives_its_number_back(database: Database) -> None:
    with pytest.raises(InterruptedError):
        _power_cut(database)
    assert charged(database).serial == 1


def test_each_year_counts_from_one(database: Database, clock: FixedClock) -> None:
    charged(database)
    _close(database)
    clock.set(datetime(2027, 1, 4, 11, 0))
    assert charged(database).number == "CT-2027-000001"


def test_an_unknown_number_is_refused(database: Database) -> None:
    with pytest.raises(Refusal, match="CT-2026-000099"):
        _read(database, "ct-2026-000099")


def test_the_check_code_tells_a_genuine_paper(database: Database) -> None:
    first, second = charged(database), charged(database)
    assert first.check_code != second.check_code
    with database.reading(CLERK) as work:
        assert till.genuine(work, first.number, first.check_code.upper())
        assert not till.genuine(work, first.number, second.check_code)


def test_a_void_keeps_number_and_content(database: Database, clock: FixedClock) -> None:
    given = charged(database)
    clock.tick(timedelta(minutes=3))
    with database.work(CLERK) as work:
        void = till.void(work, given.number, " 点错套餐 ")
    assert void == _read(database, given.number)
    assert (void.state, void.reason, void.undone_by) == (State.VOID, "点错套餐", "王岚")
    assert (void.number, void.lines, void.amount, void.at) == (given.number, given.lines, given.amount, given.at)
    assert void.undone_at == datetime(2026, 11, 21, 10, 45)
    assert charged(database).serial == given.serial + 1


def test_a_reversal_is_a_negative_receipt_that_names_the_original(database: Database, clock: FixedClock) -> None:
    given = charged(database)
    _close(database)
    clock.tick(timedelta(days=2))
    with database.work(CLERK) as work:
        mirror = till.reverse(work, given.number, "金额有误")
    assert mirror == _read(database, mirror.number)
    assert (mirror.state, mirror.mirrors_id, mirror.mirrors_number) == (State.MIRROR, given.id, given.number)
    assert (mirror.serial, mirror.day) == (given.serial + 1, date(2026, 11, 23))
    assert mirror.amount + given.amount == ZERO
    assert mirror.list_total + given.list_total == ZERO
    original = _read(database, given.number)
    assert (original.state, original.mirrored_by, original.reason) == (State.REVERSED, mirror.number, "金额有误")


def test_void_before_the_close_and_reversal_after_it(database: Database, clock: FixedClock) -> None:
    given = charged(database)
    with pytest.raises(Refusal, match="尚未日结"), database.work(CLERK) as work:
        till.reverse(work, given.number, "错")
    _close(database)
    with pytest.raises(Refusal, match="不能作废"), database.work(CLERK) as work:
        till.void(work, given.number, "错")


def test_nothing_is_taken_back_twice(database: Database, clock: FixedClock) -> None:
    gone, kept = charged(database), charged(database)
    with database.work(CLERK) as work:
        till.void(work, gone.number, "错")
    with pytest.raises(Refusal, match="已经作废"), database.work(CLERK) as work:
        till.void(work, gone.number, "错")
    _close(database)
    clock.tick(timedelta(days=1))
    with database.work(CLERK) as work:
        mirror = till.reverse(work, kept.number, "错")
    for number in (kept.number, mirror.number, gone.number):
        with pytest.raises(Refusal), database.work(CLERK) as work:
            till.reverse(work, number, "错")
    with pytest.raises(Refusal, match="红冲单"), database.work(CLERK) as work:
        till.void(work, mirror.number, "错")


@pytest.mark.parametrize("act", [till.void, till.reverse])
def test_taking_back_needs_a_reason(database: Database, act: Callable[[Work, str, str], Receipt]) -> None:
    given = charged(database)
    for reason in ("  ", "错" * 201):
        with pytest.raises(Refusal) as refused, database.work(CLERK) as work:
            act(work, given.number, reason)
        assert refused.value.field == "reason"


def test_reprints_are_counted_with_time_and_operator(database: Database, clock: FixedClock) -> None:
    given = charged(database)
    assert (given.prints, given.printed_at) == (1, None)
    for nth in (2, 3):
        clock.tick(timedelta(minutes=1))
        with database.work(CLERK) as work:
            again = till.reprint(work, given.number)
        assert (again.prints, again.printed_at, again.printed_by) == (nth, clock.now(), "王岚")
        assert again == _read(database, given.number)


def test_the_first_paper_after_settling_without_print_is_no_reprint(database: Database) -> None:
    with database.work(CLERK) as work:
        given = till.charge(work, replace(meal(), printing=False))
    assert given.prints == 0
    with database.work(CLERK) as work:
        first = till.reprint(work, given.number)
    assert (first.prints, first.printed_at) == (1, None)
    assert _read(database, given.number) == first
    with database.work(CLERK) as work:
        second = till.reprint(work, given.number)
    assert (second.prints, second.printed_by) == (2, "王岚")


@pytest.mark.parametrize(
    ("payment", "words"),
    [
        (Payment.CASH, "，请退还现金 8.00 元"),
        (Payment.WECHAT, "，请从微信退还 8.00 元"),
        (Payment.ALIPAY, "，请从支付宝退还 8.00 元"),
        (Payment.ACCOUNT, ""),
    ],
)
def test_what_was_paid_is_named_to_be_given_back(database: Database, payment: Payment, words: str) -> None:
    assert give_back(charged(database, meal(payment))) == words


def test_the_day_lists_its_receipts_in_order(database: Database) -> None:
    with database.work(CLERK) as work:
        given = [till.charge(work, meal()) for _ in range(3)]
    with database.reading(CLERK) as work:
        assert till.receipts_of_day(work, TODAY) == tuple(given)
        assert till.receipts_of_day(work, TODAY, "TY") == ()


def test_two_windows_never_share_a_number(database: Database) -> None:
    with ThreadPoolExecutor(2) as pool:
        given = list(pool.map(lambda _: charged(database), range(20)))
    assert sorted(receipt.serial for receipt in given) == list(range(1, 21))


def test_the_hot_path_takes_few_statements(database: Database) -> None:
    charged(database)
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement.split()[0])

    event.listen(database.engine, "before_cursor_execute", note)
    charged(database)
    assert statements == ["BEGIN", "SELECT", "UPDATE", "SELECT", "INSERT", "INSERT", "SELECT", "INSERT"]
