"""The month's papers: identities on random months, what breaks them, and the pages themselves."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pypdfium2
import pytest
from sqlalchemy import text

from shequ_desk.counters.canteen import papers
from shequ_desk.counters.canteen import service as canteen
from shequ_desk.counters.canteen.rules import Canteen, Order, Portion, Rule
from shequ_desk.counters.canteen.rules.discount import Payer
from shequ_desk.counters.canteen.rules.settlement import check_settlement
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.dates import Month
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.figures import Table
from shequ_desk.kernel.money import ZERO, Money, total
from shequ_desk.office.rules import Opening
from shequ_desk.people import service as people
from shequ_desk.store import settings
from shequ_desk.store.database import Database
from shequ_desk.till import service as till
from shequ_desk.till.rules import State
from tests.counters.canteen.kit import CLERK, free, lunch, resident
from tests.paper.sheets import page_texts

OCTOBER = Month(2026, 10)
NOVEMBER = Month(2026, 11)


def test_made_up_month_adds_up_to_the_row(made_up: Database) -> None:
    with made_up.reading(CLERK) as work:
        found = canteen.settlement(work, OCTOBER)
        public = canteen.public_ledger(work, OCTOBER)
        figures = canteen.settlement_figures(found)
        opened = [(figure, figure.rows(work)) for figure in figures]
        checks = canteen.checks(work, OCTOBER)
    assert found.meals > 300
    assert public.used == sum(row.quantity for row in public.rows) == found.modes[2].meals
    assert public.quota == 31 * 40
    assert all(day.closed == day.meals for day in found.days)
    assert len(found.days) == 31
    for figure, table in opened:
        assert _behind(figure.label, figure.unit, table) == figure.value, figure.label
    assert all(check.holds for check in checks)


def test_the_same_dice_make_the_same_month(made_up: Database, clock: FixedClock) -> None:
    with made_up.reading(CLERK) as work:
        first = canteen.settlement(work, OCTOBER)
    assert (first.meals, first.price, first.pay) == (
        sum(mode.meals for mode in first.modes),
        total(row.price for row in first.modes),
        first.price - first.subsidy,
    )
    with made_up.work(CLERK) as work:
        canteen.demo(work, Random(7), NOVEMBER)
    with made_up.reading(CLERK) as work:
        assert canteen.settlement(work, OCTOBER) == first
        assert till.open_days(work) in ((), (clock.now().date(),))


@pytest.mark.parametrize("seed", range(4))
def test_identities_hold_in_random_months(preset: Database, clock: FixedClock, seed: int) -> None:
    dice = Random(seed)
    clock.set(datetime(2026, 10, 28, 11, 0))
    with preset.work(CLERK) as work:
        births = {f"应阿{name}": date(1930 + 3 * place, 1, 1) for place, name in enumerate("甲乙丙丁戊己")}
        guests = [resident(work, name, birth) for name, birth in births.items()]
        canteen.add_rule(work, _odd_rule())
    for _ in range(8):
        _busy_day(preset, clock, dice, guests)
        clock.tick(timedelta(days=1))
    with preset.reading(CLERK) as work:
        both = [canteen.settlement(work, month) for month in (OCTOBER, NOVEMBER)]
        publics = [canteen.public_ledger(work, month) for month in (OCTOBER, NOVEMBER)]
    for found, public in zip(both, publics, strict=True):
        assert found.price == found.pay + found.subsidy
        assert found.subsidy == total(part.amount for part in found.payers)
        assert public.value == found.modes[2].price
    assert sum(found.meals for found in both) > 20


def test_each_broken_identity_is_named(made_up: Database) -> None:
    with made_up.reading(CLERK) as work:
        good = canteen.settlement(work, OCTOBER)
    day, mode, cent = good.days[0], good.modes[0], Money(1)
    changes: tuple[tuple[dict[str, Any], str], ...] = (
        ({"modes": (replace(mode, pay=mode.pay + cent), *good.modes[1:])}, "原价合计"),
        ({"payments": good.payments[1:]}, "各支付方式合计"),
        ({"days": (replace(day, receipts=day.receipts + cent), *good.days[1:])}, "当日凭证合计"),
        ({"days": (replace(day, closed=ZERO), *good.days[1:])}, "日结单"),
        ({"days": good.days[1:]}, "逐日凭证合计"),
    )
    for change, said in changes:
        with pytest.raises(Refusal, match=said):
            check_settlement(replace(good, **change), good.subsidy)
    with pytest.raises(Refusal, match="各承担方合计"):
        check_settlement(good, good.subsidy + cent)


def test_a_tampered_ledger_prints_nothing(made_up: Database) -> None:
    with made_up.work(CLERK) as work:
        for name in work.session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
            work.session.execute(text(f'DROP TRIGGER "{name}"'))
        work.session.execute(text("UPDATE canteen_meal SET pay = pay + 1 WHERE id = 5"))
    with made_up.reading(CLERK) as work:
        with pytest.raises(Refusal, match="账不平"):
            canteen.settlement(work, OCTOBER)
        assert not canteen.checks(work, OCTOBER)[0].holds


def test_who_holds_the_money_decides_what_the_operator_is_owed(preset: Database) -> None:
    with preset.work(CLERK) as work:
        canteen.add_rule(work, replace(_odd_rule(), payers=(Payer("区", 1), Payer("运营方", 1)), value=900))
        guest = resident(work, "应阿福", date(1940, 1, 1))
        canteen.settle(work, lunch(1, guest))
        operator = canteen.settlement(work, NOVEMBER)
        canteen.save_options(work, Canteen(holder="centre"))
        centre = canteen.settlement(work, NOVEMBER)
    assert (operator.price, operator.pay, operator.own) == (Money(1500), Money(600), Money(450))
    assert operator.payable == Money(450)
    assert centre.payable == Money(1050)


def test_merged_records_are_one_row(preset: Database, clock: FixedClock) -> None:
    with preset.work(CLERK) as work:
        one, other = resident(work, "应阿福", date(1940, 1, 1)), resident(work, "应阿富", date(1940, 1, 1))
        for guest in (one, other):
            canteen.settle(work, lunch(1, guest))
    with preset.work(CLERK) as work:
        people.merge(work, one, other, {})
    with preset.reading(CLERK) as work:
        (row,) = canteen.settlement(work, NOVEMBER).rows
        assert len(canteen.timeline(work, one)) == 2
        assert canteen.quote(work, lunch(1, other)).portions[0].state == "本餐已享受"
    assert (row.person_ids, row.noon, row.name) == ((one, other), 2, "应阿福")


def test_the_hall_tells_price_reduction_and_what_was_paid(preset: Database) -> None:
    with preset.work(CLERK) as work:
        old, young = resident(work, "应阿福", date(1940, 1, 1)), resident(work, "应小福", date(1990, 1, 1))
        for guest in (old, young):
            canteen.settle(work, lunch(1, guest))
        told = [row.text for person in (old, young) for row in canteen.timeline(work, person)]
    assert told == ["午餐 实收 8.00 · 原价 15.00 优惠 7.00 · 80+", "午餐 实收 15.00 · 套餐 A"]


def test_opening_figures_are_stated_apart(preset: Database) -> None:
    opening = Opening(date(2026, 11, 10), 120, 30, Money(180000), Money(60000), Money(120000))
    with preset.work(CLERK) as work:
        settings.save(work, opening)
        canteen.settle(work, lunch(1, None))
        found, ledger = canteen.settlement(work, NOVEMBER), canteen.public_ledger(work, NOVEMBER)
    assert found.meals == 1
    assert found.before is not None
    assert (found.before.until, found.before.meals) == (date(2026, 11, 9), 120)
    assert (ledger.before, ledger.quota) == (30, 12 * 40)
    assert "启用前手工数" in _text(papers.settlement_pdf(found))


def test_the_communitys_own_stand_first_and_names_in_order(preset: Database) -> None:
    guests = (("单阿福", "外地"), ("应阿福", "本社区"), ("仇阿福", "本社区"), ("安阿福", "本区"))
    with preset.work(CLERK) as work:
        for name, hukou in guests:
            canteen.settle(work, lunch(1, resident(work, name, date(1940, 1, 1), hukou)))
        rows = canteen.settlement(work, NOVEMBER).rows
    assert [row.name for row in rows] == ["仇阿福", "应阿福", "安阿福", "单阿福"]


def test_other_occupations_stand_last(preset: Database) -> None:
    with preset.work(CLERK) as work:
        for number, occupation in enumerate(("其他", "其他", "外卖员", "环卫工", "环卫工", "环卫工")):
            canteen.settle(work, free(1, number, occupation))
        ledger = canteen.public_ledger(work, NOVEMBER)
    assert ledger.occupations == (("环卫工", 3), ("外卖员", 1), ("其他", 2))


def test_papers_say_what_they_must(made_up: Database) -> None:
    with made_up.reading(CLERK) as work:
        found, ledger = canteen.settlement(work, OCTOBER), canteen.public_ledger(work, OCTOBER)
    whole, posted, public = papers.settlement_pdf(found), papers.posting_pdf(found), papers.public_pdf(ledger)
    words = found.subsidy.upper(prefix=True)
    for paper in (whole, posted, public):
        assert "演示" in _text(paper)
        assert "清泉社区党群服务中心" in _text(paper)
    for label in ("制表", "审核", "社区负责人", "运营方（盖章）", "街道审核", "2026年11月21日至2026年11月27日", words):
        assert label in _text(whole)
    assert pypdfium2.PdfDocument(whole)[0].get_size()[0] > 800
    assert found.rows[0].name in _text(whole)
    assert all(row.name not in _text(posted) for row in found.rows)
    assert "公益套餐发放台账" in _text(public)
    assert f"补贴合计（大写）：{words}" in _text(posted)
    for label in ("公示单位（盖章）：", "监督电话：", "餐次"):
        assert label in _text(posted)


def test_every_page_says_what_it_belongs_to(made_up: Database) -> None:
    with made_up.reading(CLERK) as work:
        found, ledger = canteen.settlement(work, OCTOBER), canteen.public_ledger(work, OCTOBER)
    made = {
        "老年助餐补贴结算表": papers.settlement_pdf(found),
        "老年助餐补贴结算表（公示）": papers.posting_pdf(found),
        "公益套餐发放台账": papers.public_pdf(ledger),
    }
    for title, paper in made.items():
        for page in page_texts(paper):
            assert f"{title}　2026年10月　制表：王岚　2026-11-21 10:42" in page


def test_workbooks_hold_the_same_sums(made_up: Database) -> None:
    with made_up.reading(CLERK) as work:
        found, ledger = canteen.settlement(work, OCTOBER), canteen.public_ledger(work, OCTOBER)
    for content in (papers.settlement_workbook(found), papers.posting_workbook(found), papers.public_workbook(ledger)):
        assert content.startswith(b"PK")
    detail, modes, *_ = papers.settlement_tables(found)
    assert modes.totals == ("合计", found.meals, found.price, found.subsidy, found.pay)
    assert detail.totals is not None
    assert detail.totals[9] == sum(row.meals for row in found.rows)


def test_posting_may_leave_out_the_number(made_up: Database) -> None:
    with made_up.work(CLERK) as work:
        canteen.save_options(work, Canteen(posting_id_tail=False))
        found = canteen.settlement(work, OCTOBER)
    assert "3302*" not in _text(papers.posting_pdf(found))


def test_the_signed_copy_is_whole_only_for_who_may_unmask(made_up: Database) -> None:
    masked = replace(CLERK, permissions=CLERK.permissions - {"people.unmask"})
    with made_up.reading(CLERK) as work:
        whole = canteen.settlement(work, OCTOBER)
    with made_up.reading(masked) as work:
        hidden = canteen.settlement(work, OCTOBER)
    assert len(whole.rows[0].id_no) == len(hidden.rows[0].id_no) == 18
    assert "*" not in whole.rows[0].id_no
    assert whole.rows[0].id_no in _text(papers.settlement_pdf(whole))
    for found in (papers.settlement_pdf(hidden), papers.posting_pdf(whole)):
        assert whole.rows[0].id_no not in _text(found)


def _busy_day(database: Database, clock: FixedClock, dice: Random, guests: list[int]) -> None:
    given: list[str] = []
    with database.work(CLERK) as work:
        till.open_shift(work, Money(50000))
    for _ in range(dice.randrange(3, 7)):
        with database.work(CLERK) as work:
            order = _any_order(dice, guests)
            given.append(canteen.settle(work, order).number)
    with database.work(CLERK) as work:
        canteen.settle(work, free(1, dice.randrange(1000)))
        if dice.random() < 0.5:
            canteen.void_meals(work, dice.choice(given), "点错")
        if dice.random() < 0.5:
            canteen.backfill(work, lunch(2, guests[0]), work.now - timedelta(days=2))
    with database.work(CLERK) as work:
        till.close_day(work, work.today, till.preview_close(work, work.today).expected)
    clock.tick(timedelta(days=1))
    _reverse_one(database, dice, given)
    clock.tick(timedelta(days=-1))


def _reverse_one(database: Database, dice: Random, given: list[str]) -> None:
    """Reverse one that still stands on the next day, in that day's books."""
    with database.work(CLERK) as work:
        standing = [number for number in given if till.receipt(work, number).state is State.VALID]
        canteen.reverse_meals(work, dice.choice(standing), "重复结算")


def _any_order(dice: Random, guests: list[int]) -> Order:
    payment = dice.choice(("cash", "wechat", "alipay", "account"))
    diners = dice.sample([*guests, None], dice.randrange(1, 4))
    payment = "cash" if diners == [None] else payment
    return Order(tuple(Portion(dice.choice((1, 2)), diner) for diner in diners), dice.choice("午晚"), payment)


def _odd_rule() -> Rule:
    payers = (Payer("市", 1), Payer("区", 1), Payer("街道", 1))
    rule = Rule("七十以上", "off", 701, payers, date(2026, 1, 1), age_from=70)
    return replace(rule, limit="month", limit_unit="fen", limit_amount=3000)


def _behind(label: str, unit: str, table: Table) -> object:
    """The total of the column that the figure's label speaks of."""
    assert table.totals is not None
    if label == "应付运营方":
        return table.totals[-1]
    if unit == "份":
        return table.totals[5]
    if "承担" in label:
        return table.totals[-1]
    return table.totals[{"原价": 6, "补贴": 7}.get(next((w for w in ("原价", "补贴") if w in label), ""), 8)]


def _text(paper: bytes) -> str:
    document = pypdfium2.PdfDocument(paper)
    return "".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "")
