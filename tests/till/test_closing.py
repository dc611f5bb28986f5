"""Day close: sums, cash in the drawer, numbers, the chain of closes; on-account receipts and their collection."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.errors import Refusal, Trouble
from shequ_desk.kernel.money import ZERO, Money, total
from shequ_desk.store.database import Database
from shequ_desk.till import service as till
from shequ_desk.till.rules import CloseSheet, Payment, Receipt, State, Taking
from shequ_desk.till.service._codes import first_close_content, first_content
from shequ_desk.till.service.figures import altered_papers, close_figures, number_gaps
from shequ_desk.till.service.sample import charge_many
from shequ_desk.till.tables import DayCloseRow
from tests.till.kit import CLERK, charged, fen, meal

TODAY = date(2026, 11, 21)


def _collect(database: Database, *numbers: str, payment: Payment = Payment.CASH, received: str = "100.00") -> Receipt:
    with database.work(CLERK) as work:
        return till.collect(work, numbers, payment, fen(received))


def _preview(database: Database, day: date = TODAY) -> CloseSheet:
    with database.reading(CLERK) as work:
        return till.preview_close(work, day)


def _close(database: Database, day: date = TODAY, extra: Money = ZERO, reason: str = "") -> CloseSheet:
    with database.work(CLERK) as work:
        return till.close_day(work, day, till.preview_close(work, day).expected + extra, reason)


def test_the_sheet_counts_every_kind_of_receipt_rightly(database: Database, clock: FixedClock) -> None:
    old, owed = charged(database), charged(database, meal(Payment.ACCOUNT))
    _close(database)
    clock.tick(timedelta(days=1))
    with database.work(CLERK) as work:
        till.open_shift(work, fen("200.00"))
    for charge in (meal(), meal(), meal(Payment.WECHAT), meal(Payment.ACCOUNT), meal(reduction=Money(1500))):
        last = charged(database, charge)
    assert last.payment is Payment.FREE
    with database.work(CLERK) as work:
        till.void(work, "CT-2026-000003", "点错")
        till.reverse(work, old.number, "金额有误")
    _collect(database, owed.number)
    sheet = _preview(database, date(2026, 11, 22))
    eight = fen("8.00")
    assert sheet.takings == (
        Taking("CT", Payment.ACCOUNT, 1, eight, 0, ZERO),
        Taking("CT", Payment.CASH, 1, eight, 1, -eight),
        Taking("CT", Payment.FREE, 1, ZERO, 0, ZERO),
        Taking("CT", Payment.WECHAT, 1, eight, 0, ZERO),
        Taking("SK", Payment.CASH, 1, eight, 0, ZERO),
    )
    assert sheet.expected == fen("208.00")
    assert (sheet.receipts, sheet.voids, sheet.gaps) == (7, 1, 0)
    assert [(s.first, s.last, s.receipts, s.voids) for s in sheet.series] == [
        ("CT-2026-000003", "CT-2026-000008", 6, 1),
        ("SK-2026-000001", "SK-2026-000001", 1, 0),
    ]
    assert (sheet.sales, sheet.collections) == (fen("16.00"), eight)
    assert sheet.perpetual == fen("32.00")
    assert (sheet.clerk_name, sheet.made_at, sheet.closed_at) == (CLERK.name, clock.now(), None)


def test_a_close_is_signed_frozen_and_read_back(database: Database, clock: FixedClock) -> None:
    charged(database)
    with database.work(CLERK) as work:
        head = work.audit_head()
    clock.tick(timedelta(hours=6))
    with pytest.raises(Refusal, match=r"长款 0[.]50"):
        _close(database, extra=fen("0.50"))
    signed = _close(database, extra=fen("0.50"), reason=" 顾客未取找零 ")
    assert (signed.counted, signed.difference, signed.reason) == (fen("8.50"), fen("0.50"), "顾客未取找零")
    assert (signed.chain, signed.closed_at, signed.clerk_name) == (head[:12], datetime(2026, 11, 21, 16, 42), "王岚")
    with database.reading(CLERK) as work:
        assert till.closed_days(work, TODAY, TODAY) == (signed,)
        assert till.close_sheet(work, TODAY) == signed
        assert number_gaps(work) == ()
        assert till.open_days(work) == ()
        assert till.day_state(work, TODAY).closed


def test_closes_are_chained_and_add_up(database: Database, clock: FixedClock) -> None:
    for _ in range(3):
        charged(database)
        charged(database, meal(Payment.ALIPAY))
        _close(database, clock.now().date())
        clock.tick(timedelta(days=1))
    with database.reading(CLERK) as work:
        sheets = till.closed_days(work, date(2026, 11, 1), date(2026, 11, 30))
        month = till.takings(work, date(2026, 11, 1), date(2026, 11, 30))
    assert len({sheet.mac for sheet in sheets}) == 3
    assert [sheet.perpetual for sheet in sheets] == [fen("16.00"), fen("32.00"), fen("48.00")]
    assert total(t.net for t in month) == total(sheet.sales for sheet in sheets) == fen("48.00")


def test_only_open_days_with_receipts_close_and_the_oldest_first(database: Database, clock: FixedClock) -> None:
    with pytest.raises(Refusal, match="11月21日没有开过票"):
        _preview(database)
    with database.reading(CLERK) as work, pytest.raises(Refusal, match="2025年3月3日没有开过票"):
        till.close_sheet(work, date(2025, 3, 3))
    clock.set(datetime(2031, 1, 1, 9, 0))
    charged(database)
    clock.set(datetime(2026, 11, 21, 9, 0))
    charged(database)
    with pytest.raises(Refusal, match="11月21日尚未日结"):
        _close(database, date(2031, 1, 1))
    with pytest.raises(Refusal, match="不能为负"):
        _close(database, extra=fen("-8.01"), reason="少了")
    _close(database)
    with pytest.raises(Refusal, match="已经日结"):
        _close(database)
    assert _close(database, date(2031, 1, 1)).perpetual == fen("16.00")


def test_a_missing_number_stops_the_close(database: Database) -> None:
    charged(database)
    bare = database.bare()
    bare.execute("UPDATE number_series SET last = last + 1")
    bare.close()
    charged(database)
    assert _preview(database).gaps == 1
    with database.reading(CLERK) as work:
        assert [finding.message for finding in number_gaps(work)] == ["2026 年 CT 票号缺 1 个"]
    with pytest.raises(Trouble, match="票号不连续"):
        _close(database)


def test_on_account_receipts_are_listed_until_collected(database: Database) -> None:
    owed = [charged(database, meal(Payment.ACCOUNT, person_id=person)) for person in (7, 8, 7)]
    charged(database)
    with database.reading(CLERK) as work:
        assert till.unpaid(work) == tuple(owed)
        assert till.unpaid(work, [7]) == (owed[0], owed[2])
        assert till.unpaid(work, []) == ()
    given = _collect(database, owed[0].number, owed[2].number, owed[0].number)
    assert (given.number, given.amount, given.change) == ("SK-2026-000001", fen("16.00"), fen("84.00"))
    assert (given.payer_name, given.person_id) == ("张晖琴", 7)
    assert [line.item for line in given.lines] == [owed[0].number, owed[2].number]
    with database.reading(CLERK) as work:
        assert till.unpaid(work) == (owed[1],)
        assert till.receipt(work, owed[0].number).collected_by == given.number


def test_a_collection_names_who_paid_it_and_whose_record_it_is_when_it_is_one_only(database: Database) -> None:
    owed = [charged(database, meal(Payment.ACCOUNT, person_id=one)).number for one in (7, 7, 7, 8)]
    with database.work(CLERK) as work:
        own = till.collect(work, owed[:2], Payment.WECHAT)
        son = till.collect(work, owed[2:], Payment.WECHAT, payer_name=" 张伟 ")
    assert (own.payer_name, own.person_id) == ("张晖琴", 7)
    assert (son.payer_name, son.person_id, son.facts[0]) == ("张伟", None, ("交款人", "张伟"))


def test_what_is_not_owed_is_not_collected(database: Database) -> None:
    paid, owed, gone = charged(database), *(charged(database, meal(Payment.ACCOUNT)) for _ in range(2))
    with database.work(CLERK) as work:
        till.void(work, gone.number, "错")
    _collect(database, owed.number)
    for number in (paid.number, gone.number, owed.number):
        with pytest.raises(Refusal, match=number):
            _collect(database, number)
    with pytest.raises(Refusal, match="没有选择"):
        _collect(database)


def test_a_collection_takes_real_money(database: Database) -> None:
    owed = charged(database, meal(Payment.ACCOUNT))
    for payment in (Payment.ACCOUNT, Payment.FREE):
        with pytest.raises(Refusal) as refused:
            _collect(database, owed.number, payment=payment)
        assert refused.value.field == "payment"
    with pytest.raises(Refusal, match="现金不足"):
        _collect(database, owed.number, received="7.00")
    assert _collect(database, owed.number, payment=Payment.WECHAT).received == fen("8.00")


def test_a_collected_receipt_is_freed_by_taking_the_collection_back(database: Database, clock: FixedClock) -> None:
    owed = charged(database, meal(Payment.ACCOUNT))
    first = _collect(database, owed.number)
    with pytest.raises(Refusal, match=first.number), database.work(CLERK) as work:
        till.void(work, owed.number, "错")
    with database.work(CLERK) as work:
        till.void(work, first.number, "错")
        assert till.unpaid(work)[0].number == owed.number
    second = _collect(database, owed.number)
    _close(database)
    clock.tick(timedelta(days=1))
    with database.work(CLERK) as work:
        mirror = till.reverse(work, second.number, "错收")
        assert [one.number for one in till.unpaid(work)] == [owed.number]
    assert (mirror.kind, mirror.amount, mirror.state) == ("SK", fen("-8.00"), State.MIRROR)
    assert _preview(database, date(2026, 11, 22)).expected == fen("-8.00")
    with database.work(CLERK) as work:
        till.reverse(work, owed.number, "没吃")
        assert till.unpaid(work) == ()
    assert _preview(database, date(2026, 11, 22)).sales == fen("-8.00")


def test_every_figure_of_the_sheet_opens_its_receipts(database: Database) -> None:
    charged(database)
    charged(database)
    charged(database, meal(Payment.WECHAT))
    with database.work(CLERK) as work:
        till.void(work, "CT-2026-000001", "错")
    sheet = _close(database)
    with database.reading(CLERK) as work:
        figures = {figure.label: figure for figure in close_figures(sheet)}
        tables = {label: figure.rows(work) for label, figure in figures.items()}
    values = {label: figure.value for label, figure in figures.items()}
    assert values | {"CT 现金": fen("8.00"), "CT 微信": fen("8.00"), "开票": 3, "作废": 1} == values
    assert values | {"合计 净额": fen("16.00"), "现金收入净额": fen("8.00"), "收回记账": fen("0.00")} == values
    assert values | {"合计 金额": fen("16.00"), "应有现金": sheet.expected, "实点现金": sheet.counted} == values
    assert list(tables["备用金"].rows) == [("备用金", sheet.opening_float)]
    assert tables["应有现金"].totals == ("合计", sheet.opening_float + fen("8.00"))
    assert tables["启用以来累计净额"].totals == ("合计", values["启用以来累计净额"])
    assert tables["启用以来累计净额"].rows[1] == ("本日净额", fen("16.00"))
    assert [row[1] for row in tables["CT 现金"].rows] == ["CT-2026-000002"]
    assert [row[1] for row in tables["作废"].rows] == ["CT-2026-000001"]
    assert (len(tables["开票"].rows), tables["开票"].totals and tables["开票"].totals[6]) == (3, fen("16.00"))


def test_money_that_came_in_opens_the_receipts_it_came_by(database: Database) -> None:
    charged(database)
    owed = charged(database, meal(Payment.ACCOUNT))
    with database.work(CLERK) as work:
        till.collect(work, [owed.number], Payment.WECHAT, ZERO)
    sheet = _close(database)
    with database.reading(CLERK) as work:
        figures = {figure.label: (figure.value, figure.rows(work)) for figure in close_figures(sheet)}
    for label, value, numbers in (
        ("本日实收", fen("16.00"), {"CT-2026-000001", "SK-2026-000001"}),
        ("其中记账", fen("8.00"), {owed.number}),
    ):
        told, table = figures[label]
        assert told == value == (table.totals and table.totals[6])
        assert {row[1] for row in table.rows} == numbers


def test_what_was_written_past_the_triggers_is_named(database: Database, clock: FixedClock) -> None:
    for _ in range(2):
        charged(database)
        _close(database, clock.now().date())
        clock.tick(timedelta(days=1))
    with database.reading(CLERK) as work:
        assert altered_papers(work) == ()
    bare = database.bare()
    for table in ("receipt", "day_close"):
        bare.execute(f"DROP TRIGGER frozen_{table}_update")
    bare.execute("UPDATE receipt SET amount = 700, list_total = 1400 WHERE id = 1")
    bare.execute("UPDATE day_close SET reason = '改' WHERE id = 2")
    bare.close()
    with database.reading(CLERK) as work:
        named = [finding.message.split()[0] for finding in altered_papers(work)]
    assert named == ["CT-2026-000001", "2026年11月22日日结"]


@pytest.mark.parametrize("column", ["note", "reason", "centre", "window"])
def test_a_changed_word_on_a_receipt_is_named(database: Database, column: str) -> None:
    charged(database)
    bare = database.bare()
    bare.execute("DROP TRIGGER frozen_receipt_update")
    bare.execute(f"UPDATE receipt SET {column} = '已退款'")
    bare.close()
    with database.reading(CLERK) as work:
        assert [finding.message.split()[0] for finding in altered_papers(work)] == ["CT-2026-000001"]


def test_the_code_of_an_early_receipt_still_fits(database: Database) -> None:
    given = charged(database)
    row = {name: getattr(given, name) for name in Receipt.__dataclass_fields__}
    with database.reading(CLERK) as work:
        early = work.keyed_code("receipt", first_content(row, given.lines))
    bare = database.bare()
    bare.execute("DROP TRIGGER frozen_receipt_update")
    bare.execute("UPDATE receipt SET check_code = ?", (early,))
    bare.close()
    with database.reading(CLERK) as work:
        assert early != given.check_code
        assert altered_papers(work) == ()


@pytest.mark.parametrize("column", ["centre", "window"])
def test_a_changed_place_on_a_day_close_is_named(database: Database, column: str) -> None:
    charged(database)
    _close(database)
    bare = database.bare()
    bare.execute("DROP TRIGGER frozen_day_close_update")
    bare.execute(f"UPDATE day_close SET {column} = '另一处'")
    bare.close()
    with database.reading(CLERK) as work:
        assert [finding.message.split()[0] for finding in altered_papers(work)] == ["2026年11月21日日结"]


def test_the_code_of_an_early_day_close_still_fits(database: Database) -> None:
    charged(database)
    late = _close(database).mac
    with database.reading(CLERK) as work:
        (row,) = work.connection.execute(select(DayCloseRow.__table__)).mappings().all()
        early = work.keyed_code("day close", first_close_content(dict(row), ""))
    bare = database.bare()
    bare.execute("DROP TRIGGER frozen_day_close_update")
    bare.execute("UPDATE day_close SET mac = ?", (early,))
    bare.close()
    with database.reading(CLERK) as work:
        assert early != late
        assert altered_papers(work) == ()


def test_unpaid_receipts_are_found_through_their_own_index(database: Database) -> None:
    query = "EXPLAIN QUERY PLAN SELECT id FROM receipt WHERE payment = 'account' AND amount > 0"
    bare = database.bare()
    plan = bare.execute(query).fetchall()
    bare.close()
    assert "ix_receipt_person_id" in plan[0][-1]


def test_receipts_in_bulk_are_like_those_given_one_by_one(database: Database) -> None:
    moments = [datetime(2026, 11, 21, 11, minute) for minute in range(3)]
    with database.work(CLERK) as work:
        given = charge_many(work, [(at, meal()) for at in moments])
    one = charged(database)
    with database.reading(CLERK) as work:
        assert till.receipts_of_day(work, TODAY) == (*given, one)
        assert altered_papers(work) == ()
    assert [receipt.serial for receipt in given] == [1, 2, 3]
    assert _close(database).gaps == 0
