"""A month whose frozen lines were altered behind the program's back is refused, naming the receipt."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from shequ_desk.counters.canteen import service as canteen
from shequ_desk.counters.canteen.rules import Quota, Rule
from shequ_desk.counters.canteen.rules.discount import Payer
from shequ_desk.counters.canteen.rules.order import ELDERS, EVERYONE, PUBLIC
from shequ_desk.counters.canteen.rules.proof import LineKind, money_true, shares_due
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.dates import Month
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.money import ZERO, Money, total
from shequ_desk.office.rules import Opening
from shequ_desk.store import settings
from shequ_desk.store.database import Database, Work
from shequ_desk.till import service as till
from tests.counters.canteen.kit import CLERK, free, lunch, resident

NOVEMBER = Month(2026, 11)
SHARES = Rule("八十", "off", 700, (Payer("市", 50), Payer("区", 50)), date(2026, 1, 1))
FREE = Quota(date(2026, 1, 1), 40, (Payer("公益资金", 2), Payer("街道", 1)))


@pytest.fixture
def month(preset: Database) -> Database:
    """Receipts 1 to 3 of elders, 4 public, 5 voided."""
    with preset.work(CLERK) as work:
        canteen.change_quota(work, FREE)
        guests = [resident(work, name, date(1944, 5, 1)) for name in ("陈阿毛", "周月娥", "钱根土", "林秀英")]
        for guest in guests[:3]:
            canteen.settle(work, lunch(1, guest))
        canteen.settle(work, free(1, 1))
        done = canteen.settle(work, lunch(1, guests[3]))
        canteen.void_meals(work, done.number, "点错")
    return preset


def _alter(work: Work, *statements: str) -> None:
    """Write past the guards, as somebody with the key and a tool could."""
    for table in ("canteen_meal", "canteen_share", "canteen_public"):
        work.session.execute(text(f'DROP TRIGGER IF EXISTS "frozen_{table}_update"'))
        work.session.execute(text(f'DROP TRIGGER IF EXISTS "frozen_{table}_delete"'))
    for statement in statements:
        assert work.session.connection().execute(text(statement)).rowcount > 0, statement


def test_a_true_month_passes(month: Database) -> None:
    with month.reading(CLERK) as work:
        assert canteen.settlement(work, NOVEMBER).meals == 4
        assert canteen.public_ledger(work, NOVEMBER).used == 1


def test_meals_of_the_day_quota_and_paper_figures_open_their_lines(month: Database) -> None:
    with month.work(CLERK) as work:
        settings.save(work, Opening(date(2026, 11, 5), 61, 7, Money(93000), Money(31000), Money(62000)))
        found = canteen.settlement(work, NOVEMBER)
        public = canteen.public_ledger(work, NOVEMBER)
        figures = {one.label: one for one in (*canteen.settlement_figures(found), *canteen.public_figures(public))}
        opened = {label: one.rows(work) for label, one in figures.items()}
    lunches = opened["老龄特惠 午餐"].totals
    assert (figures["老龄特惠 午餐"].value, lunches and lunches[5]) == (3, 3)
    assert figures["老龄特惠 早餐"].value == 0
    assert [figures[f"启用前 {name}"].value for name in ("餐次", "原价", "补贴", "自付")] == [
        *opened["启用前 餐次"].rows[0][1:]
    ]
    quota = opened["份额合计"].totals
    assert quota is not None
    assert (figures["份额合计"].value, figures["剩余合计"].value) == (quota[1], quota[3])
    assert quota[1] == public.quota


_MOVED = (
    "UPDATE canteen_share SET fen = fen - 100 WHERE meal_id = 2 AND payer = '市'",
    "UPDATE canteen_share SET fen = fen + 100 WHERE meal_id = 2 AND payer = '区'",
)
_MORE = "UPDATE canteen_share SET fen = fen + 50 WHERE meal_id = 1"


@pytest.mark.parametrize(
    ("statements", "number"),
    [
        (_MOVED, 2),
        (("UPDATE canteen_share SET payer = '慈善' WHERE meal_id = 3 AND payer = '区'",), 3),
        (("UPDATE canteen_share SET payer = '慈善' WHERE meal_id = 4 AND payer = '街道'",), 4),
        (("UPDATE canteen_share SET day = '2026-11-20' WHERE meal_id = 3",), 3),
        (("UPDATE canteen_meal SET quantity = 2 WHERE id = 2",), 2),
        (("UPDATE canteen_meal SET quantity = 1 WHERE origin_id IS NOT NULL",), 5),
        (("UPDATE canteen_meal SET rule_version_id = 1 WHERE id = 2",), 2),
        (("UPDATE canteen_meal SET price = price + 100, reduction = reduction + 100 WHERE id = 1", _MORE), 1),
        (("UPDATE canteen_public SET quantity = 2 WHERE meal_id = 4",), 4),
    ],
)
def test_an_altered_line_is_refused_by_its_receipt(month: Database, statements: tuple[str, ...], number: int) -> None:
    with month.work(CLERK) as work:
        _alter(work, *statements)
        paper = canteen.public_ledger if number == 4 else canteen.settlement
        with pytest.raises(Refusal) as refused:
            paper(work, NOVEMBER)
        assert f"CT-2026-{number:06d}" in refused.value.message


@pytest.mark.parametrize(("payment", "name"), [("cash", "现金"), ("alipay", "支付宝")])
def test_a_receipt_whose_meal_was_taken_away_is_noticed(
    month: Database, clock: FixedClock, payment: str, name: str
) -> None:
    with month.work(CLERK) as work:
        till.close_day(work, work.today, till.preview_close(work, work.today).expected)
    clock.tick(timedelta(days=2))
    with month.work(CLERK) as work:
        canteen.settle(work, lunch(1, resident(work, "许文琴", date(1944, 5, 1)), payment=payment))
        assert canteen.settlement(work, NOVEMBER).meals == 5
        last = "(SELECT max(id) FROM canteen_meal)"
        _alter(work, f"DELETE FROM canteen_share WHERE meal_id = {last}", f"DELETE FROM canteen_meal WHERE id = {last}")
        with pytest.raises(Refusal, match=f"{name}的就餐流水.*凭证合计"):
            canteen.settlement(work, NOVEMBER)


def test_a_mirror_that_is_no_mirror_is_refused(month: Database) -> None:
    with month.work(CLERK) as work:
        till.close_day(work, work.today, till.preview_close(work, work.today).expected)
        moved = "UPDATE canteen_meal SET origin_id = 4 WHERE origin_id IS NOT NULL"
        _alter(work, moved)
        with pytest.raises(Refusal, match="CT-2026-000005"):
            canteen.settlement(work, NOVEMBER)


def test_a_rule_altered_after_its_use_is_noticed(month: Database) -> None:
    with month.work(CLERK) as work:
        _alter(work, """UPDATE canteen_rule SET payers = '[["市", 1], ["区", 0]]' WHERE age_from = 80""")
        with pytest.raises(Refusal, match="CT-2026-00000"):
            canteen.settlement(work, NOVEMBER)


def test_who_pays_for_public_meals_changes_from_a_day_without_any(month: Database) -> None:
    with month.work(CLERK) as work:
        more = Quota(work.today, 60, FREE.payers)
        canteen.change_quota(work, more)
        with pytest.raises(Refusal, match="不能改由谁承担"):
            canteen.change_quota(work, Quota(work.today, 60, (Payer("街道", 1),)))
        assert canteen.quota_on(work, work.today) == more


@given(price=st.integers(1, 5000), cut=st.integers(1, 5000), sign=st.sampled_from((1, -1)))
def test_a_fixed_reduction_is_the_rules_or_none(price: int, cut: int, sign: int) -> None:
    money = [Money(sign * fen) for fen in (price, cut, price - cut)]
    kind = LineKind(ELDERS, 1, None, sign, *money)
    assert money_true(kind, SHARES) == (cut == min(700, price))
    assert not money_true(LineKind(EVERYONE, None, None, sign, *money), None)
    assert money_true(LineKind(PUBLIC, None, date(2026, 11, 21), sign, money[0], money[0], ZERO), None)
    assert not money_true(LineKind(ELDERS, 1, None, -sign, *money), SHARES)


@given(fen=st.integers(0, 5000), sign=st.sampled_from((1, -1)), weights=st.lists(st.integers(1, 99), min_size=1))
def test_shares_add_up_and_the_first_bears_the_rest(fen: int, sign: int, weights: list[int]) -> None:
    payers = [Payer(f"承担方{place}", weight) for place, weight in enumerate(weights)]
    kind = LineKind(ELDERS, 1, None, sign, Money(sign * 5000), Money(sign * fen), Money(sign * (5000 - fen)))
    due = shares_due(kind, payers)
    assert total(due.values()) == kind.reduction
    assert all(part.fen * sign > 0 for part in due.values())
