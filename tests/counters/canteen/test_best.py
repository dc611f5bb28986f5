"""The choice of the single best rule, against a slow and plain re-reading of domain.md §5.3."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_desk.counters.canteen.rules import Award, Payer, Rule
from shequ_desk.counters.canteen.rules.discount import (
    Diner,
    Plate,
    Use,
    allowed,
    best,
    check_rule,
    evidence,
    fits,
    in_force,
)
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.money import ZERO, Money, total

DAY = date(2026, 11, 21)
PAYERS = (Payer("市", 50), Payer("区", 50))
SIXTY = Rule("60 周岁以上", "off", 300, PAYERS, date(2026, 1, 1), age_from=60, no=1)
TAGS = ("dibao", "tekun", "duju")

_days = st.integers(-40, 40).map(lambda shift: DAY + timedelta(days=shift))
_ages = st.none() | st.integers(0, 110)
_some_tags = st.lists(st.sampled_from(TAGS), unique=True).map(tuple)


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    """Any rule that check_rule lets pass."""
    form = draw(st.sampled_from(("off", "price", "percent", "cap")))
    value = draw(st.integers(1, 100 if form in ("percent", "cap") else 3000))
    low = draw(_ages)
    limit = draw(st.sampled_from(("", "meal", "day", "month")))
    start = draw(_days)
    return Rule(
        name="规则",
        form=form,
        value=value,
        payers=tuple(Payer(name, draw(st.integers(1, 9))) for name in ("市", "区", "街道")[: draw(st.integers(1, 3))]),
        valid_from=start,
        valid_to=draw(st.none() | st.integers(0, 60).map(lambda days: start + timedelta(days=days))),
        categories=draw(_some_tags),
        age_from=low,
        age_to=draw(st.none() | st.integers(low or 0, 120)),
        hukou=draw(st.sampled_from(((), ("本社区",), ("本社区", "本街道")))),
        slots=draw(st.sampled_from(((), ("午",), ("早", "晚")))),
        ceiling=Money(draw(st.integers(1, 900))),
        limit=limit,
        limit_unit=draw(st.sampled_from(("count", "fen"))),
        limit_amount=draw(st.integers(1, 900)) if limit else 0,
        pool=draw(st.sampled_from(("", "共用"))),
        priority=draw(st.integers(0, 2)),
        no=draw(st.integers(1, 6)),
    )


_diners = st.builds(
    Diner,
    age=_ages,
    categories=_some_tags.map(frozenset),
    hukou=st.sampled_from(("本社区", "本街道", "外地")),
)
_plates = st.builds(Plate, day=_days, slot=st.sampled_from("早午晚"), price=st.integers(0, 4000).map(Money))
_uses = st.lists(
    st.builds(
        Use,
        limit_key=st.sampled_from(("池:共用", *(f"规则:{no}" for no in range(1, 7)))),
        day=_days,
        slot=st.sampled_from("早午晚"),
        count=st.integers(0, 3),
        fen=st.integers(0, 900),
    ),
    max_size=5,
)


@given(st.lists(rules(), max_size=6), _diners, _plates, _uses)
def test_best_is_best_and_stays_inside_the_price(
    offered: list[Rule], diner: Diner, plate: Plate, used: list[Use]
) -> None:
    for rule in offered:
        check_rule(rule)
    chosen = best(offered, diner, plate, used)
    cuts = [allowed(rule, plate, used) for rule in offered if fits(rule, diner, plate)]
    assert chosen.reduction == max([*cuts, ZERO])
    assert ZERO <= chosen.reduction <= plate.price
    assert total(amount for _, amount in chosen.shares) == chosen.reduction
    assert (chosen.rule is None) == (chosen.reduction == ZERO) == bool(chosen.reason)


@given(st.lists(rules(), min_size=1, max_size=6), _diners, _plates)
def test_the_order_of_the_list_decides_nothing(offered: list[Rule], diner: Diner, plate: Plate) -> None:
    numbered = [replace(rule, no=place) for place, rule in enumerate(offered, 1)]
    turned = sorted(numbered, key=lambda rule: -rule.no)
    assert best(numbered, diner, plate, ()) == best(turned, diner, plate, ())


@given(rules(), _diners, _plates, _uses)
def test_a_limit_in_fen_is_never_passed(rule: Rule, diner: Diner, plate: Plate, used: list[Use]) -> None:
    limited = replace(rule, limit="day", limit_unit="fen", limit_amount=500, pool="")
    spent = sum(use.fen for use in used if use.limit_key == limited.limit_key and use.day == plate.day)
    assert best([limited], diner, plate, used).reduction.fen <= max(0, 500 - spent)


@given(rules(), st.integers(0, 60))
def test_both_ends_of_a_rule_are_inside(rule: Rule, days: int) -> None:
    last = rule.valid_from + timedelta(days=days)
    closed = replace(rule, valid_to=last)
    assert in_force(closed, rule.valid_from)
    assert in_force(closed, last)
    assert not in_force(closed, rule.valid_from - timedelta(days=1))
    assert not in_force(closed, last + timedelta(days=1))


@pytest.mark.parametrize(("age", "reduction"), [(59, 0), (60, 300), (None, 0)])
def test_sixty_includes_sixty(age: int | None, reduction: int) -> None:
    assert best([SIXTY], Diner(age), Plate(DAY, "午", Money(1500)), ()).reduction == Money(reduction)


@pytest.mark.parametrize(
    ("asked", "inside"),
    [
        ({"categories": ("tekun", "dibao")}, True),
        ({"categories": ("tekun",)}, False),
        ({"hukou": ("本街道", "本社区")}, True),
        ({"hukou": ("本街道",)}, False),
        ({"residence": ("常住", "暂住")}, True),
        ({"residence": ("暂住",)}, False),
        ({"slots": ("午",)}, True),
        ({"slots": ("早", "晚")}, False),
        ({"age_from": 70, "age_to": 70}, True),
        ({"age_from": None, "age_to": 69}, False),
    ],
)
def test_all_that_a_rule_asks_must_be_there(asked: dict[str, object], inside: bool) -> None:
    rule = replace(SIXTY, **asked)  # type: ignore[arg-type]
    check_rule(rule)
    assert fits(rule, Diner(70, frozenset({"dibao"}), "本社区", "常住"), Plate(DAY, "午", Money(1500))) == inside


def test_the_frozen_reason_names_what_the_rule_asked_and_nothing_else() -> None:
    diner = Diner(70, frozenset({"dibao", "duju"}), "本社区", "常住", evidence=(("dibao", "低保"), ("duju", "独居")))
    assert evidence(replace(SIXTY, categories=("dibao", "tekun")), diner) == "70周岁；低保"
    assert evidence(replace(SIXTY, age_from=None, hukou=("本社区",), residence=("常住",)), diner) == "本社区；常住"


def test_remainder_goes_to_the_first_payer() -> None:
    odd = replace(SIXTY, value=301)
    assert best([odd], Diner(70), Plate(DAY, "午", Money(1500)), ()).shares == (("市", Money(151)), ("区", Money(150)))


def test_ties_go_to_priority_then_number() -> None:
    first, second = replace(SIXTY, no=2, priority=1), replace(SIXTY, no=9, priority=0)
    assert _winner([first, second]) == 9
    assert _winner([first, replace(second, priority=1)]) == 2


def test_rules_of_one_pool_share_the_limit() -> None:
    pooled = replace(SIXTY, pool="老年优惠", limit="meal", limit_amount=1)
    used = [Use(pooled.limit_key, DAY, "午", 1, 300)]
    result = best([pooled, replace(pooled, no=2, value=200)], Diner(70), Plate(DAY, "午", Money(1500)), used)
    assert result == Award(None, ZERO, (), "本餐已享受")
    assert best([pooled], Diner(70), Plate(DAY, "晚", Money(1500)), used).reduction == Money(300)


def test_barred_says_why() -> None:
    assert best([SIXTY], Diner(90, barred="已迁出"), Plate(DAY, "午", Money(1500)), ()).reason == "已迁出"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "name"),
        ({"value": 0}, "value"),
        ({"form": "percent", "value": 101}, "value"),
        ({"form": "cap", "value": 50}, "ceiling"),
        ({"form": "cap", "value": 101, "ceiling": Money(500)}, "value"),
        ({"valid_to": date(2025, 12, 31)}, "valid_to"),
        ({"age_to": 59}, "age_to"),
        ({"slots": ("夜",)}, "slots"),
        ({"limit": "day"}, "limit_amount"),
        ({"payers": ()}, "payers"),
        ({"payers": (Payer("市", 50), Payer("市", 50))}, "payers"),
    ],
)
def test_a_rule_that_cannot_be_accounted_for_is_refused(change: dict[str, object], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_rule(replace(SIXTY, **change))  # type: ignore[arg-type]
    assert refused.value.field == field


def _winner(offered: list[Rule]) -> int:
    chosen = best(offered, Diner(70), Plate(DAY, "午", Money(1500)), ()).rule
    assert chosen is not None
    return chosen.no
