"""Both Ningbo tariffs of vectors.json, set up as data alone and settled through the real services."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from shequ_desk.counters.canteen import service as canteen
from shequ_desk.counters.canteen.rules import Payer, Rule
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.money import Money
from shequ_desk.store.database import Database
from tests.counters.canteen.kit import CLERK, lunch, resident

VECTORS = json.loads((Path(__file__).parents[2] / "data" / "vectors.json").read_text("utf-8"))
SINCE = date(2026, 1, 1)


@pytest.mark.parametrize("case", VECTORS["canteen_wanan_cents"], ids=lambda case: f"{case['age']}{case['plan']}")
def test_wanan(database: Database, case: dict[str, Any]) -> None:
    with database.work(CLERK) as work:
        plans = {plan: canteen.add_set(work, f"套餐 {plan}", ("午",), Money(fen), SINCE) for plan, fen in _WANAN}
        for age_from, age_to, fen in ((60, 79, 500), (80, None, 600)):
            rule = Rule(f"{age_from}+", "off", fen, (Payer("社区", 1),), SINCE, age_from=age_from, age_to=age_to)
            canteen.add_rule(work, rule)
        guest = resident(work, "应土根", date(2026 - case["age"], 11, 21))
    with database.work(CLERK) as work:
        assert canteen.settle(work, lunch(plans[case["plan"]], guest)).pay == Money(case["pay"])


@pytest.mark.parametrize("case", VECTORS["canteen_lvmei_cents"], ids=lambda case: str(case["meals_already_today"]))
def test_lvmei(database: Database, case: dict[str, Any]) -> None:
    with database.work(CLERK) as work:
        plate = canteen.add_set(work, "套餐", ("午", "晚"), Money(1200), SINCE)
        canteen.add_rule(work, Rule("60+ 8 元", "price", 800, (Payer("运营方", 1),), SINCE, age_from=60))
        canteen.add_rule(work, _jiangbei())
        guest = resident(work, "缪阿毛", date(1950, 5, 1), "本区")
        outsider = resident(work, "华阿土", date(1950, 5, 1), "外地")
    for _ in range(case["meals_already_today"]):
        with database.work(CLERK) as work:
            canteen.settle(work, lunch(plate, guest))
    with database.work(CLERK) as work:
        assert canteen.settle(work, lunch(plate, guest)).pay == Money(case["pay"])
        assert canteen.settle(work, lunch(plate, outsider)).pay == Money(800)


def test_sixtieth_and_eightieth_birthday(preset: Database, clock: FixedClock) -> None:
    today = clock.now().date()
    births = {59: date(1966, 11, 22), 60: date(1966, 11, 21), 79: date(1946, 11, 22), 80: date(1946, 11, 21)}
    with preset.work(CLERK) as work:
        ids = {age: resident(work, "宓月娥", birth) for age, birth in births.items()}
        quoted = {age: canteen.quote(work, lunch(1, person_id)) for age, person_id in ids.items()}
    assert today == date(2026, 11, 21)
    assert {age: one.reduction for age, one in quoted.items()} == {
        59: Money(0),
        60: Money(300),
        79: Money(500),
        80: Money(700),
    }


def test_birthday_counts_from_the_day_after_when_strict(preset: Database) -> None:
    with preset.work(CLERK) as work:
        guest = resident(work, "宓月娥", date(1966, 11, 21))
        canteen.save_options(work, canteen.options(work).__class__(birthday_strict=True))
    with preset.reading(CLERK) as work:
        assert canteen.quote(work, lunch(1, guest)).reduction == Money(0)


_WANAN = (("A", 1500), ("B", 2000), ("C", 2500))


def _jiangbei() -> Rule:
    return Rule(
        name="江北户籍每天 4 元",
        form="price",
        value=400,
        payers=(Payer("区", 50), Payer("运营方", 50)),
        valid_from=SINCE,
        age_from=60,
        hukou=("本社区", "本街道", "本区"),
        limit="day",
        limit_amount=1,
    )
