"""Public meals: forty a day, one per person, also when two processes race for the last."""

from datetime import date, datetime

import pytest

from shequ_desk.counters.canteen import service as canteen
from shequ_desk.counters.canteen.rules import Order, Payer, Portion, Quota, Worker
from shequ_desk.kernel.dates import Month
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.money import ZERO, Money
from shequ_desk.store.database import Database
from tests.counters.canteen.kit import CLERK, free, lunch
from tests.race import raced

SOLD_OUT = "今日公益套餐 40 份已发完 → 可按普通价结算，或请明日再来"


@pytest.fixture
def thirty_nine(preset: Database) -> Database:
    """One public meal is left."""
    with preset.work(CLERK) as work:
        for number in range(39):
            canteen.settle(work, free(1, number))
    return preset


def test_the_fortieth_is_given_and_the_next_refused(thirty_nine: Database) -> None:
    with thirty_nine.work(CLERK) as work:
        done = canteen.settle(work, free(1, 39))
    with pytest.raises(Refusal) as refused, thirty_nine.work(CLERK) as work:
        canteen.settle(work, free(1, 40))
    assert refused.value.sentence == SOLD_OUT
    assert done.pay == ZERO
    with thirty_nine.reading(CLERK) as work:
        row = canteen.today(work)[0]
        assert canteen.stats(work).public_used == 40
    assert (row.name, row.category, row.payment, row.reduction) == ("外卖员 师*", "公益", "公益", Money(1500))


def test_two_processes_cannot_both_have_the_fortieth(thirty_nine: Database) -> None:
    answers = sorted(raced("tests.counters.canteen.racer", thirty_nine.path, (100, 200)))
    assert answers == sorted(["CT-2026-000040", SOLD_OUT])
    with thirty_nine.reading(CLERK) as work:
        assert canteen.public_used(work, work.today) == 40


def test_void_gives_quota_and_person_back(thirty_nine: Database) -> None:
    with thirty_nine.work(CLERK) as work:
        canteen.settle(work, free(1, 39))
    with thirty_nine.work(CLERK) as work:
        canteen.void_last(work, "登记错人")
    with thirty_nine.work(CLERK) as work:
        canteen.settle(work, free(1, 39))
        assert canteen.public_used(work, work.today) == 40


def test_a_paper_list_of_another_day_is_refused_by_that_day(preset: Database) -> None:
    eaten = datetime(2026, 11, 20, 11, 30)
    with preset.work(CLERK) as work:
        canteen.change_quota(work, Quota(date(2026, 11, 1), 1, (Payer("慈善", 1),)))
        canteen.backfill(work, free(1, 7), eaten)
        with pytest.raises(Refusal, match="11月20日公益套餐 1 份已发完"):
            canteen.backfill(work, free(1, 8), eaten)
        assert canteen.settle(work, free(1, 7)).number == "CT-2026-000002"


def test_one_per_person_per_day_whatever_the_occupation(preset: Database) -> None:
    with preset.work(CLERK) as work:
        canteen.settle(work, free(1, 7))
    with pytest.raises(Refusal, match="今天已领过"), preset.work(CLERK) as work:
        canteen.settle(work, free(2, 7, "环卫工"))


@pytest.mark.parametrize(("first", "again"), [("刘师傅", "刘　师傅。"), ("Liu Wei", "LIU WEI"), ("阿毛", "阿·毛")])
def test_one_person_however_the_name_is_spelt(preset: Database, first: str, again: str) -> None:
    with preset.work(CLERK) as work:
        canteen.settle(work, _named(first, "1234"))
        with pytest.raises(Refusal, match="今天已领过"):
            canteen.settle(work, _named(again, "1234"))
        assert canteen.settle(work, _named(again, "4321")).number == "CT-2026-000002"


@pytest.mark.parametrize(
    ("worker", "field"),
    [
        (Worker("。·", "外卖员", "1234"), "name"),
        (Worker(" ", "外卖员", "1234"), "name"),
        (Worker("刘", "飞行员", "1234"), "occupation"),
        (Worker("刘", "外卖员", "12a4"), "tail"),
        (Worker("刘", "外卖员", "１２３４"), "tail"),
    ],
)
def test_a_worker_needs_name_occupation_and_tail(preset: Database, worker: Worker, field: str) -> None:
    with pytest.raises(Refusal) as refused, preset.work(CLERK) as work:
        canteen.settle(work, Order((Portion(1, None, worker),), "午"))
    assert refused.value.field == field


def test_public_and_paid_meals_do_not_share_a_receipt(preset: Database) -> None:
    mixed = Order((*free(1, 1).portions, *lunch(1, None).portions), "午")
    with pytest.raises(Refusal, match="单独出单"), preset.work(CLERK) as work:
        canteen.settle(work, mixed)


def test_a_new_quota_and_payer_act_from_their_date(preset: Database) -> None:
    with preset.work(CLERK) as work:
        canteen.change_quota(work, Quota(date(2026, 11, 21), 1, (Payer("慈善", 2), Payer("社区", 1))))
        canteen.settle(work, free(1, 1))
        with pytest.raises(Refusal, match="1 份已发完"):
            canteen.settle(work, free(1, 2))
        ledger = canteen.public_ledger(work, Month(2026, 11))
    assert {part.name: part.amount for part in ledger.payers} == {"慈善": Money(1000), "社区": Money(500)}
    assert (ledger.used, ledger.quota) == (1, 20 * 40 + 1)


@pytest.mark.parametrize("payers", [(), (Payer("慈善", 0),), (Payer("慈善", 1), Payer("慈善", 2))])
def test_a_quota_names_each_payer_once_with_a_share(preset: Database, payers: tuple[Payer, ...]) -> None:
    with pytest.raises(Refusal) as refused, preset.work(CLERK) as work:
        canteen.change_quota(work, Quota(date(2026, 11, 21), 40, payers))
    assert refused.value.field == "payers"


def test_occupations_are_data(preset: Database) -> None:
    with preset.work(CLERK) as work:
        added = canteen.add_occupation(work, "代驾")
        assert [one.name for one in canteen.occupations(work)][-2:] == ["其他", "代驾"]
        canteen.retire_occupation(work, added)
        with pytest.raises(Refusal, match="不在公益套餐的职业范围内"):
            canteen.settle(work, free(1, 1, "代驾"))


def _named(name: str, tail: str) -> Order:
    return Order((Portion(1, None, Worker(name, "外卖员", tail)),), "午")
