"""Settling at the till: money, limits, frozen lines, taking back."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from shequ_desk.counters.canteen import service as canteen
from shequ_desk.counters.canteen.rules import Order, Payer, Portion, Rule
from shequ_desk.counters.canteen.tables import MealLine, ShareLine
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.money import ZERO, Money
from shequ_desk.people import service as people
from shequ_desk.store.database import Database
from shequ_desk.till import service as till
from shequ_desk.till.rules import Payment
from tests.clerks import as_role
from tests.counters.canteen.kit import CLERK, lunch, resident

EIGHTY = date(1944, 5, 1)


def test_cash_with_change(preset: Database) -> None:
    with preset.work(CLERK) as work:
        guest = resident(work, "陈阿毛", EIGHTY)
        done = canteen.settle(work, replace(lunch(1, guest), received=Money(1000)))
    with preset.reading(CLERK) as work:
        receipt = till.receipt(work, done.number)
        (row,) = canteen.today(work)
        stats = canteen.stats(work)
    assert (done.number, done.pay, done.change) == ("CT-2026-000001", Money(800), Money(200))
    assert (receipt.amount, receipt.reduction, receipt.payment) == (Money(800), Money(700), Payment.CASH)
    assert receipt.facts[2:] == (("类别", "80 周岁以上（示例）（82周岁）"), ("餐次", "午餐"))
    assert (row.name, row.category, row.reduction, row.payment) == ("陈阿毛", "80+", Money(700), "现金")
    assert (stats.meals, stats.reduction, stats.paid) == (1, Money(700), Money(800))


def test_too_little_cash_settles_nothing(preset: Database) -> None:
    with preset.work(CLERK) as work:
        guest = resident(work, "陈阿毛", EIGHTY)
    with pytest.raises(Refusal, match="现金不足"), preset.work(CLERK) as work:
        canteen.settle(work, replace(lunch(1, guest), received=Money(700)))
    with preset.reading(CLERK) as work:
        assert canteen.today(work) == ()


def test_one_payer_for_several_elders(preset: Database) -> None:
    with preset.work(CLERK) as work:
        mother, father = resident(work, "陈阿娟", EIGHTY), resident(work, "陈阿福", date(1960, 1, 1))
        son = resident(work, "陈国强", date(1985, 1, 1))
        done = canteen.settle(work, replace(lunch(1, mother, father), payer_id=son))
        receipt = till.receipt(work, done.number)
    assert receipt.payer_name == "陈国强"
    assert [(line.reduction, line.note) for line in receipt.lines] == [
        (Money(700), "陈阿娟 80+"),
        (Money(300), "陈阿福 60+"),
    ]
    assert done.pay == receipt.amount == Money(2000)


def test_second_portion_of_the_meal_is_not_reduced_even_on_one_receipt(preset: Database) -> None:
    with preset.work(CLERK) as work:
        guest = resident(work, "陈阿毛", EIGHTY)
        done = canteen.settle(work, lunch(1, guest, guest))
    assert [(one.reduction, one.state) for one in done.quote.portions] == [
        (Money(700), "本餐未享受"),
        (ZERO, "本餐已享受"),
    ]
    assert done.quote.portions[1].reason == "本餐已享受"


def test_unregistered_diner_pays_full_and_leaves_no_person(preset: Database) -> None:
    with preset.work(CLERK) as work:
        done = canteen.settle(work, lunch(2, None, payment="wechat"))
        person = work.session.scalar(select(MealLine.person_id))
    assert (done.pay, person) == (Money(1800), None)


def test_nothing_is_put_on_account_of_nobody(preset: Database) -> None:
    with preset.work(CLERK) as work:
        guest, payer = resident(work, "陈阿毛", EIGHTY), resident(work, "陈孝子", date(1980, 1, 1))
        with pytest.raises(Refusal, match="普通居民没有登记，不能记账") as refused:
            canteen.settle(work, lunch(1, None, payment="account"))
        paid = [
            canteen.settle(work, order).receipt
            for order in (
                lunch(1, None, guest, payment="account"),
                replace(lunch(1, None, payment="account"), payer_id=payer),
            )
        ]
    assert refused.value.field == "payment"
    assert [(one.payer_name, one.person_id) for one in paid] == [("陈阿毛", guest), ("陈孝子", payer)]


def test_on_account_counts_and_is_collected_later(preset: Database) -> None:
    with preset.work(CLERK) as work:
        guest = resident(work, "郑国富", EIGHTY)
        done = canteen.settle(work, lunch(1, guest, payment="account"))
    with preset.work(CLERK) as work:
        assert [one.number for one in till.unpaid(work, (guest,))] == [done.number]
        till.collect(work, [done.number], Payment.CASH, Money(800))
    with preset.reading(CLERK) as work:
        assert till.unpaid(work, (guest,)) == ()
        assert canteen.stats(work).paid == Money(800)


def test_welfare_reason_is_shown_nowhere(preset: Database) -> None:
    with preset.work(CLERK) as work:
        rule = Rule(
            "特困免费", "percent", 100, (Payer("区", 1),), date(2026, 1, 1), categories=("tekun",), welfare=True
        )
        canteen.add_rule(work, rule)
        guest = resident(work, "郑国富", EIGHTY)
        people.add_tag(work, guest, "tekun", date(2026, 1, 1), proof="文号 1")
        done = canteen.settle(work, lunch(1, guest))
        receipt = till.receipt(work, done.number)
        (row,) = canteen.today(work)
        kept = work.session.execute(select(MealLine.rule_name, MealLine.evidence)).one()
    assert "特困" not in repr((receipt, row, done.quote.portions[0].rule))
    assert (row.category, row.payment, row.pay) == ("政策优惠", "免费", ZERO)
    assert tuple(kept) == ("特困免费", "特困 文号 1")


def test_a_rule_may_ask_for_one_grade_of_a_tag(preset: Database) -> None:
    with preset.work(CLERK) as work:
        payers = (Payer("区", 1),)
        canteen.add_rule(
            work, Rule("重残", "off", 900, payers, date(2026, 1, 1), categories=("canji:一级", "canji:二级"))
        )
        guests = [resident(work, name, date(1990, 5, 1)) for name in ("郑国富", "林国富")]
        for guest, grade in zip(guests, ("二级", "三级"), strict=True):
            people.add_tag(work, guest, "canji", date(2026, 1, 1), grade=grade, proof=f"残疾证 {grade}")
        cuts = [canteen.settle(work, lunch(1, guest)).quote.reduction for guest in guests]
        kept = work.session.execute(select(MealLine.evidence).order_by(MealLine.id)).scalars().all()
    assert cuts == [Money(900), ZERO]
    assert kept == ["残疾 二级 残疾证 二级", ""]


def test_deceased_and_moved_get_no_discount_with_the_reason(preset: Database) -> None:
    with preset.work(CLERK) as work:
        dead, gone = resident(work, "毛阿定", EIGHTY), resident(work, "徐惠珍", EIGHTY)
        people.report_death(work, dead, date(2026, 11, 20))
        people.report_move(work, gone, date(2026, 11, 20))
        quoted = [canteen.quote(work, lunch(1, person)).portions[0] for person in (dead, gone)]
        last_day = [canteen.quote(work, lunch(1, person), date(2026, 11, 20)).reduction for person in (dead, gone)]
    assert last_day == [Money(700), Money(700)]
    assert [one.reduction for one in quoted] == [ZERO, ZERO]
    assert "去世" in quoted[0].reason
    assert "迁出" in quoted[1].reason


def test_meals_after_a_death_reported_later_are_listed_until_reviewed(preset: Database, clock: FixedClock) -> None:
    with preset.work(CLERK) as work:
        guest, that_day = (resident(work, name, EIGHTY) for name in ("毛阿定", "徐惠珍"))
        canteen.settle(work, lunch(1, guest))
        canteen.settle(work, lunch(1, that_day))
    clock.tick(timedelta(days=3))
    with preset.work(CLERK) as work:
        people.report_death(work, guest, date(2026, 11, 20))
        people.report_death(work, that_day, date(2026, 11, 21))
        (found,) = canteen.meals_after_death(work)
        canteen.mark_reviewed(work, found.meal_id, "家属代领，已追回")
        assert canteen.meals_after_death(work) == ()
        assert canteen.meals_after_death(work, reviewed=True) == (found,)
    assert (found.name, found.reduction, found.died_on) == ("毛阿定", Money(700), date(2026, 11, 20))


def test_void_gives_the_limit_back_and_keeps_the_line(preset: Database) -> None:
    with preset.work(CLERK) as work:
        guest = resident(work, "陈阿毛", EIGHTY)
        canteen.settle(work, lunch(1, guest))
    with preset.work(CLERK) as work:
        undone = canteen.void_last(work, "点错套餐")
        assert "canteen" in work.topics
        again = canteen.settle(work, lunch(1, guest))
    with preset.reading(CLERK) as work:
        rows = canteen.today(work)
        stats = canteen.stats(work)
    assert (undone.number, undone.meals, again.pay) == ("CT-2026-000001", 1, Money(800))
    assert [(row.number, row.state) for row in rows] == [("000002", ""), ("000001", "作废")]
    assert (stats.meals, stats.paid) == (1, Money(800))


def test_the_last_bill_is_the_newest_that_still_stands(preset: Database) -> None:
    for _ in range(3):
        with preset.work(CLERK) as work:
            canteen.settle(work, lunch(1, None))
    undone = []
    for _ in range(3):
        with preset.work(CLERK) as work:
            undone.append(canteen.void_last(work, "点错套餐").number)
    assert undone == ["CT-2026-000003", "CT-2026-000002", "CT-2026-000001"]
    with preset.work(CLERK) as work, pytest.raises(Refusal, match="还没有可以作废"):
        canteen.void_last(work, "点错套餐")


def test_who_gets_nothing_off_is_told_so_beside_the_search(preset: Database) -> None:
    with preset.work(CLERK) as work:
        elder, young = resident(work, "陈阿毛", EIGHTY), resident(work, "李想", date(1996, 5, 1))
        found = canteen.offers(work, (elder, young), "午", 1)
    assert [(one.person_id, one.welcome) for one in found] == [(elder, True), (young, False)]


def test_reversal_after_the_close_mirrors_every_sum(preset: Database, clock: FixedClock) -> None:
    with preset.work(CLERK) as work:
        guest = resident(work, "陈阿毛", EIGHTY)
        done = canteen.settle(work, lunch(1, guest))
    with preset.work(CLERK) as work:
        till.close_day(work, work.today, Money(800))
    clock.tick(timedelta(days=1))
    with pytest.raises(Refusal, match="已日结，不能作废"), preset.work(CLERK) as work:
        canteen.void_meals(work, done.number, "点错")
    with preset.work(CLERK) as work:
        undone = canteen.reverse_meals(work, done.number, "重复结算")
    with preset.reading(CLERK) as work:
        sums = work.session.execute(select(func.sum(MealLine.quantity), func.sum(MealLine.pay))).one()
        shares = work.session.scalar(select(func.sum(ShareLine.fen)))
        (mirror,) = canteen.today(work)
    assert undone.mirror == "CT-2026-000002"
    assert tuple(sums) == (0, ZERO)
    assert shares == ZERO
    assert (mirror.state, mirror.pay) == ("冲红", Money(-800))


def test_backfill_uses_the_meal_s_day_and_keeps_both_times(preset: Database, clock: FixedClock) -> None:
    eaten = datetime(2026, 11, 20, 11, 30)
    with preset.work(CLERK) as work:
        guest = resident(work, "陈阿毛", date(1946, 11, 21))
        late = canteen.backfill(work, lunch(1, guest), eaten)
        now = canteen.settle(work, lunch(1, guest))
        first, second = sorted(canteen.today(work), key=lambda row: row.meal_id)
    assert (late.quote.portions[0].age, late.pay) == (79, Money(1000))
    assert (now.quote.portions[0].age, now.pay) == (80, Money(800))
    assert (first.at, first.day, first.marks) == (eaten, clock.now().date(), "补录 11-21 10:42")
    assert second.marks == ""


def test_backfill_respects_the_limit_of_that_day(preset: Database) -> None:
    with preset.work(CLERK) as work:
        guest = resident(work, "陈阿毛", EIGHTY)
        canteen.backfill(work, lunch(1, guest), datetime(2026, 11, 20, 11, 30))
        again = canteen.backfill(work, lunch(1, guest), datetime(2026, 11, 20, 11, 40))
    assert again.quote.reduction == ZERO
    with pytest.raises(Refusal, match="晚于现在"), preset.work(CLERK) as work:
        canteen.backfill(work, lunch(1, guest), datetime(2026, 11, 21, 12, 0))


def test_backfill_is_a_right_of_its_own(preset: Database) -> None:
    with pytest.raises(Refusal, match="没有办理这一项的权限"), preset.work(as_role("desk")) as work:
        canteen.backfill(work, lunch(1, None), datetime(2026, 11, 20, 11, 30))


def test_a_rule_change_acts_from_its_date_and_touches_nothing_settled(preset: Database, clock: FixedClock) -> None:
    with preset.work(CLERK) as work:
        guest = resident(work, "陈阿毛", EIGHTY)
        canteen.settle(work, lunch(1, guest))
    before = _ledger(preset)
    with preset.reading(CLERK) as work:
        eighty = next(rule for rule in canteen.rules_on(work, work.today) if rule.age_from == 80)
    better = replace(eighty, value=900)
    with pytest.raises(Refusal, match="已有按原规则结算的餐"), preset.work(CLERK) as work:
        canteen.change_rule(work, eighty.no, better, work.today)
    with preset.work(CLERK) as work:
        canteen.change_rule(work, eighty.no, better, date(2026, 11, 22))
        assert canteen.quote(work, lunch(1, guest), date(2026, 11, 21)).portions[0].award.reason == "本餐已享受"
        assert canteen.quote(work, lunch(1, guest), date(2026, 11, 22)).reduction == Money(900)
        versions = [(one.version, one.valid_to) for one in canteen.all_rules(work) if one.no == eighty.no]
    assert versions == [(2, None), (1, date(2026, 11, 21))]
    assert _ledger(preset) == before


def test_a_price_change_acts_from_its_date(preset: Database) -> None:
    with preset.work(CLERK) as work:
        canteen.settle(work, lunch(1, None))
    with pytest.raises(Refusal, match="已有按原价结算的餐"), preset.work(CLERK) as work:
        canteen.change_price(work, 1, Money(1600), work.today)
    with preset.work(CLERK) as work:
        canteen.change_price(work, 1, Money(1600), date(2026, 12, 1))
        assert canteen.quote(work, lunch(1, None), date(2026, 11, 30)).price == Money(1500)
        assert canteen.quote(work, lunch(1, None), date(2026, 12, 1)).price == Money(1600)


def test_two_sets_on_sale_never_share_a_name(preset: Database) -> None:
    planned = date(2026, 12, 1)
    with preset.work(CLERK) as work:
        canteen.add_set(work, "冬至餐", ("午",), Money(2000), planned)
        for asked in (planned, work.today):
            with pytest.raises(Refusal, match="已有名为“冬至餐”的套餐"):
                canteen.add_set(work, "冬至餐 ", ("午",), Money(2100), asked)
        with pytest.raises(Refusal, match="已有名为“冬至餐”的套餐"):
            canteen.edit_set(work, 1, "冬至餐", ("午",), 1)
        canteen.edit_set(work, 1, "套餐 A", ("午", "晚"), 1)
        canteen.end_set(work, 1, work.today)
        canteen.add_set(work, "套餐 A", ("午",), Money(1600), planned)
        assert [one.name for one in canteen.sets_on(work, planned, "午")] == ["套餐 B", "冬至餐", "套餐 A"]


def test_closed_days_take_no_orders(preset: Database) -> None:
    with preset.work(CLERK) as work:
        canteen.close_weekday(work, 5, date(2026, 11, 1), "周六休息")
        with pytest.raises(Refusal, match="周六休息"):
            canteen.settle(work, lunch(1, None))
        with pytest.raises(Refusal, match=r"^12月5日 停餐：周六休息"):
            canteen.quote(work, lunch(1, None), date(2026, 12, 5))
        assert canteen.quote(work, lunch(1, None), date(2026, 11, 20)).pay == Money(1500)


def test_a_set_of_another_meal_is_refused(preset: Database) -> None:
    with preset.work(CLERK) as work, pytest.raises(Refusal, match="本餐不供应"):
        canteen.quote(work, Order((Portion(1),), "早"))


def test_meals_cannot_be_altered_or_deleted(preset: Database) -> None:
    with preset.work(CLERK) as work:
        canteen.settle(work, lunch(1, resident(work, "陈阿毛", EIGHTY)))
    for statement in ("UPDATE canteen_meal SET pay = 0", "DELETE FROM canteen_share", "DELETE FROM canteen_meal"):
        with pytest.raises(IntegrityError, match="is frozen"), preset.work(CLERK) as work:
            work.session.execute(text(statement))


def _ledger(database: Database) -> list[tuple[object, ...]]:
    with database.reading(CLERK) as work:
        return [tuple(row) for row in work.session.execute(select(MealLine.__table__))]
