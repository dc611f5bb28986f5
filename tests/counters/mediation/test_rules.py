"""Limits, effect, path, file and allowance without a database."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_desk.counters.mediation.rules import (
    DOCUMENTS,
    MOVES,
    OUTCOMES,
    SOURCES,
    STATES,
    AllowanceCase,
    AllowanceRate,
    FileFacts,
    Mediation,
    Recorded,
    Step,
    allowance,
    completeness,
    confirmation_limit,
    effect_date,
    mediation_limit,
    number_text,
    pair_text,
    rail,
    surname_only,
    type_text,
    written_reason,
)
from shequ_desk.counters.mediation.rules.file import missing, missing_to_finish, present, required
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.limits import WEEKENDS_ONLY, Holidays
from shequ_desk.kernel.money import ZERO, Money

VECTORS = json.loads((Path(__file__).parents[2] / "data" / "vectors.json").read_text(encoding="utf-8"))["periods"]
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
PAPERS = st.frozensets(st.sampled_from(sorted(DOCUMENTS)))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda one: f"{one['rule']}-{one['start_day_not_counted']}")
def test_period_vectors(vector: dict[str, Any]) -> None:
    start = date.fromisoformat(vector["start_day_not_counted"])
    if vector["rule"] == "mediation_1_month":
        found = mediation_limit(start, 1, None, start, WEEKENDS_ONLY)
    else:
        found = confirmation_limit(start, start, WEEKENDS_ONLY)
    assert found.last == date.fromisoformat(vector["last_day_if_only_weekends_are_rest_days"])
    assert not found.counted


def test_a_limit_in_a_week_of_holidays_moves_behind_it_and_says_it_counted_them() -> None:
    week = Holidays(rest=frozenset(date(2026, 10, day) for day in range(1, 8)))
    found = mediation_limit(date(2026, 9, 1), 1, None, date(2026, 9, 28), week)
    assert (found.last, found.days_left, found.counted) == (date(2026, 10, 8), 10, True)


def test_thirty_days_are_not_a_month() -> None:
    start = date(2026, 2, 10)
    month = mediation_limit(start, 1, None, start, WEEKENDS_ONLY).last
    assert confirmation_limit(start, start, WEEKENDS_ONLY).last - month == timedelta(days=2)


@given(DAYS)
def test_a_limit_ends_on_a_working_day_about_a_month_later(start: date) -> None:
    last = mediation_limit(start, 1, None, start, WEEKENDS_ONLY).last
    assert last.weekday() < 5
    assert timedelta(days=28) <= last - start <= timedelta(days=33)


@given(DAYS, st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_a_written_agreement_holds_from_the_last_mark(made: date, parties: int, mediator: int, seal: int) -> None:
    marks = [made + timedelta(days=shift) for shift in (parties, mediator, seal)]
    assert effect_date("written", made, *marks) == max(marks)
    assert effect_date("oral", made, None, None, None) == made


def test_a_mark_before_the_agreement_is_refused() -> None:
    day = date(2026, 11, 5)
    with pytest.raises(Refusal) as refused:
        effect_date("written", day, day, day - timedelta(days=1), day)
    assert refused.value.field == "mediator_on"


@pytest.mark.parametrize(
    ("forced", "asked", "at_once", "difficulty", "free"),
    [
        (True, False, True, "simple", True),
        (True, True, True, "simple", False),
        (True, False, False, "simple", False),
        (True, False, True, "hard", False),
        (True, False, True, "major", False),
        (False, False, False, "major", True),
        (False, True, True, "simple", False),
    ],
)
def test_writing_is_demanded_by_the_ningbo_rule(
    forced: bool, asked: bool, at_once: bool, difficulty: str, free: bool
) -> None:
    assert (written_reason(forced, asked, at_once, difficulty) == "") == free


def test_numbers_names_and_labels() -> None:
    assert number_text(Mediation(), "海万", 2026, 1) == "（2026）海万人调字第1号"
    assert number_text(Mediation(brackets="square"), "清泉", 2026, 121) == "[2026]清泉人调字第121号"
    names = ("周春山", "欧阳娜娜", "欧阳", "Anna", "")
    assert [surname_only(name) for name in names] == ["周某", "欧阳某", "欧某", "A某", ""]
    assert pair_text(["周某", "王某", "李某"], ["陈某"]) == "周某等3人与陈某"
    assert (type_text(2), type_text(10), type_text(99)) == ("邻里纠纷", "劳动争议", "其他纠纷")


def test_every_state_leads_to_the_archive() -> None:
    def ends(state: str) -> set[str]:
        seen, waiting = {state}, [state]
        while waiting:
            for following in MOVES[waiting.pop()]:
                if following not in seen:
                    seen.add(following)
                    waiting.append(following)
        return seen

    assert set(MOVES) == set(STATES)
    assert all("archived" in ends(state) for state in STATES)
    assert ends("failed") == {"failed", "archived"}


def test_the_progress_line_names_how_it_ended() -> None:
    day = date(2026, 11, 21)
    marks = rail((Step("accepted", day, "王岚"), Step("ended", day, "王岚")))
    assert [(mark.title, mark.day is not None, mark.present) for mark in marks] == [
        ("受理", True, False),
        ("调查", False, False),
        ("调解", False, False),
        ("终止", True, True),
        ("履行回访", False, False),
        ("归档", False, False),
    ]


FACTS = st.builds(
    FileFacts,
    source=st.sampled_from(sorted(SOURCES)),
    outcome=st.sampled_from(["", *OUTCOMES]),
    form=st.sampled_from(["oral", "written"]),
    steps=st.frozensets(st.sampled_from(["investigating", "mediating"])),
    recorded=PAPERS,
    excused=PAPERS,
    rights_notice=st.booleans(),
    has_agents=st.booleans(),
    has_evidence=st.booleans(),
    has_mediation_log=st.booleans(),
    at_once=st.booleans(),
    confirmation=st.booleans(),
    all_verified=st.booleans(),
)


@given(FACTS)
def test_the_meter_counts_what_is_needed_and_there(facts: FileFacts) -> None:
    day = date(2026, 11, 21)
    meter = completeness(facts, [Recorded(key, 1, day) for key in facts.recorded])
    assert meter.total == len(required(facts))
    assert meter.done + len(meter.missing) == meter.total
    assert meter.whole == (set(required(facts)) <= present(facts))
    assert set(missing_to_finish(facts)) <= set(missing(facts))


@given(FACTS)
def test_one_opening_paper_is_enough_and_one_agreement_form(facts: FileFacts) -> None:
    needed = required(facts)
    assert "application" in needed or "registration" in needed
    assert not {"agreement", "oral"} <= set(needed)
    assert ("notice" in needed) == (facts.outcome in ("failed", "ended"))


def test_the_tariff_pays_by_difficulty_and_by_the_file() -> None:
    day = date(2026, 11, 20)
    rates = [
        AllowanceRate(1, date(2026, 1, 1), "hard", Money(10000), Money(3000), ZERO, "旧"),
        AllowanceRate(2, date(2026, 7, 1), "hard", Money(15000), Money(5000), Money(2000), "新"),
        AllowanceRate(3, date(2026, 12, 1), "hard", Money(99900), Money(99900), ZERO, "未生效"),
    ]

    def paid(outcome: str, done: int, difficulty: str = "hard", finished: date = day) -> Money:
        case = AllowanceCase(1, "1号", "", "", "张师傅", difficulty, outcome, finished, done, 9)
        return allowance(case, rates).amount

    assert (paid("success", 9), paid("failed", 9), paid("success", 8)) == (Money(15000), Money(5000), Money(2000))
    assert paid("success", 9, finished=date(2026, 6, 30)) == Money(10000)
    assert paid("success", 9, difficulty="simple") == ZERO
