"""Versions of one discount rule: whatever was changed or ended in whatever order, a day has one of them or none."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shequ_desk.counters.canteen import service as canteen
from shequ_desk.counters.canteen.rules import Rule
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.money import Money
from shequ_desk.store.database import Database, Work
from tests.counters.canteen.kit import CLERK, lunch, resident

FIRST = date(2026, 11, 22)
DAYS = [FIRST + timedelta(days=shift) for shift in range(12)]
STEPS = st.tuples(st.booleans(), st.integers(0, 10), st.integers(100, 900))


def test_a_planned_change_moved_forward_leaves_no_day_with_two(preset: Database) -> None:
    with preset.work(CLERK) as work:
        guest = resident(work, "陈阿毛", date(1943, 5, 1))
        rule = _eighty(work)
        canteen.change_rule(work, rule.no, replace(rule, value=500), date(2026, 12, 1))
        canteen.change_rule(work, rule.no, replace(rule, value=400), date(2026, 11, 25))
        cuts = [canteen.quote(work, lunch(1, guest), date(2026, 11, day)).reduction for day in (24, 25, 30)]
    assert cuts == [Money(700), Money(400), Money(400)]


def test_a_rule_ended_before_a_planned_change_ends(preset: Database) -> None:
    with preset.work(CLERK) as work:
        rule = _eighty(work)
        canteen.change_rule(work, rule.no, replace(rule, value=500), date(2026, 12, 1))
        canteen.end_rule(work, rule.no, date(2026, 11, 24))
        left = [one for one in canteen.all_rules(work) if one.no == rule.no]
    assert [(one.value, one.valid_to) for one in left] == [(700, date(2026, 11, 24))]


def test_a_rule_cannot_end_before_a_meal_it_was_used_for(preset: Database) -> None:
    with preset.work(CLERK) as work:
        canteen.settle(work, lunch(1, resident(work, "陈阿毛", date(1943, 5, 1))))
        rule = _eighty(work)
    with pytest.raises(Refusal, match="之后还有按此规则结算的餐"), preset.work(CLERK) as work:
        canteen.end_rule(work, rule.no, work.today - timedelta(days=1))
    with preset.work(CLERK) as work:
        canteen.end_rule(work, rule.no, work.today)
        assert _eighty(work).valid_to == work.today


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEPS, max_size=6))
def test_what_was_said_last_holds(preset: Database, steps: list[tuple[bool, int, int]]) -> None:
    with preset.rehearsal(CLERK) as work:
        rule = canteen.add_rule(work, replace(_eighty(work), name="新规则", value=50, valid_from=FIRST))
        said: list[int | None] = [50] * len(DAYS)
        for ends, place, value in steps:
            if not any(said):
                break
            if ends:
                canteen.end_rule(work, rule.no, DAYS[place])
                _end(said, place)
            else:
                canteen.change_rule(work, rule.no, replace(rule, value=value), DAYS[place])
                said[place:] = [value] * (len(DAYS) - place)
        assert [_in_force(work, rule, day) for day in DAYS] == [[value] if value else [] for value in said]


def _end(said: list[int | None], place: int) -> None:
    """Nothing after the last day; up to it the version that was the last one goes on."""
    said[place + 1 :] = [None] * (len(said) - place - 1)
    last = max((at for at, value in enumerate(said) if value), default=place)
    said[last : place + 1] = [said[last]] * (place + 1 - last)


def _in_force(work: Work, rule: Rule, day: date) -> list[int]:
    return [one.value for one in canteen.rules_on(work, day) if one.no == rule.no]


def _eighty(work: Work) -> Rule:
    return next(rule for rule in canteen.rules_on(work, work.today) if rule.age_from == 80)
