"""Ages, classes, places, offer and no-show rules, with every vector about childcare."""

import json
from collections.abc import Collection
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_desk.counters.childcare.rules import ages, offer
from shequ_desk.counters.childcare.rules.booking import suspended_until
from shequ_desk.counters.childcare.rules.documents import Document, missing, recheck_due
from shequ_desk.counters.childcare.rules.offer import FULL, HOURLY, SCHOOL_KIND, Group, Programme, Session
from shequ_desk.counters.childcare.rules.settings import Childcare
from shequ_desk.kernel.dates import limit_days, limit_months
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.limits import Holidays
from shequ_desk.kernel.money import Money

VECTORS: dict[str, Any] = json.loads((Path(__file__).parents[2] / "data" / "vectors.json").read_text("utf-8"))
JANUARY = date(2026, 1, 1)
DAY = date(2026, 11, 23)


@pytest.mark.parametrize("vector", VECTORS["childcare_age"], ids=lambda v: v["birth"])
def test_class_by_age(vector: dict[str, Any]) -> None:
    months = ages.months_on(date.fromisoformat(vector["birth"]), date.fromisoformat(vector["on"]))
    assert months == vector["months"]
    assert ages.class_of(months) == vector["class"]
    assert ages.mixed_allowed(months) == vector["mixed_class_allowed"]


@pytest.mark.parametrize("vector", VECTORS["childcare_staffing"], ids=lambda v: f"{v['class']}{v['children']}")
def test_staffing(vector: dict[str, Any]) -> None:
    one = next(one for one in ages.AGE_CLASSES if one.name == vector["class"])
    assert ages.carers_needed(vector["children"], one.ratio) == vector["min_carers"]
    assert (vector["children"] <= one.limit) == vector["within_capacity"]


@pytest.mark.parametrize("vector", VECTORS["periods"], ids=lambda v: f"{v['rule']} {v['start_day_not_counted']}")
def test_periods(vector: dict[str, Any]) -> None:
    start = date.fromisoformat(vector["start_day_not_counted"])
    last = limit_months(start, 1) if "month" in vector["rule"] else limit_days(start, 30)
    assert last.isoformat() == vector["last_day_if_only_weekends_are_rest_days"]


@given(st.integers(0, 400))
def test_every_month_has_one_class_and_neighbours_share_no_month(months: int) -> None:
    takes = [one.name for one in ages.AGE_CLASSES if one.first <= months < one.end]
    assert ages.class_of(months) in (*takes, ages.TOO_YOUNG, ages.TOO_OLD)
    assert len(takes) == (6 <= months < 36)


@pytest.mark.parametrize(
    ("area", "places"),
    [(7999, 0), (8000, 2), (9999, 2), (10000, 4), (19999, 4), (20000, 6), (50000, 6)],
)
def test_places_by_area_are_half_open(area: int, places: int) -> None:
    assert offer.places_by_area(area) == places


def test_how_ages_are_written() -> None:
    assert [ages.ages_text(*one) for one in ((6, 12), (24, 36), (72, 156))] == ["6–12 月", "24–36 月", "6–12 岁"]
    assert [ages.age_text(one) for one in (0, 27, 36, 100)] == ["0 月", "27 月", "3 岁", "8 岁"]


def _group(**changed: Any) -> Group:
    base = Group(valid_from=JANUARY, name="托大班", kind="托大班", age_from=24, age_to=36, limit=20, ratio=7, no=1)
    return replace(base, **changed)


def _session(**changed: Any) -> Session:
    base = Session(
        valid_from=JANUARY, group_no=1, name="上午", starts=time(8), ends=time(11), weekdays=(0, 1, 2, 3, 4), carers=1
    )
    return replace(base, **changed)


def _programme(**changed: Any) -> Programme:
    base = Programme(valid_from=JANUARY, name="计时托", kind=HOURLY, group_nos=(1,), price=Money(1500))
    return replace(base, **changed)


@pytest.mark.parametrize(
    ("version", "check", "field"),
    [
        (_group(name=" "), offer.check_group, "name"),
        (_group(kind="大班"), offer.check_group, "kind"),
        (_group(age_to=24), offer.check_group, "age_from"),
        (_group(kind=offer.MIXED_KIND, ratio=0, age_from=17), offer.check_group, "age_from"),
        (_group(limit=0), offer.check_group, "limit"),
        (_group(ratio=0), offer.check_group, "ratio"),
        (_session(ends=time(8)), offer.check_session, "ends"),
        (_session(weekdays=()), offer.check_session, "weekdays"),
        (_session(carers=-1), offer.check_session, "carers"),
        (_programme(group_nos=()), offer.check_programme, "group_nos"),
        (_programme(price=Money(-1)), offer.check_programme, "price"),
        (_programme(rounding=0), offer.check_programme, "rounding"),
        (_programme(terms=((DAY, JANUARY),)), offer.check_programme, "terms"),
        (_programme(reductions=(offer.GroupReduction("kunjing", 120, "民政"),)), offer.check_programme, "reductions"),
        (offer.Room(valid_from=JANUARY, name="A", area=0), offer.check_room, "area"),
    ],
)
def test_what_cannot_be_offered(version: Any, check: Any, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        check(version)
    assert refused.value.field == field


def test_a_mixed_class_may_go_without_a_ratio_and_comes_after_the_own_age() -> None:
    mixed = _group(kind=offer.MIXED_KIND, name="混合班", age_from=18, ratio=0, no=2)
    offer.check_group(mixed)
    programme = _programme(group_nos=(1, 2))
    found = [offer.group_for((mixed, _group()), programme, months) for months in (17, 20, 27, 36)]
    assert [one.name if one else "" for one in found] == ["", "混合班", "托大班", ""]


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.booleans(), st.booleans())
def test_when_a_session_is_held(day: date, rest: bool, worked: bool) -> None:
    holidays = Holidays.of([(day, rest)] if rest or worked else [])
    held = offer.meets(_session(), day, holidays)
    assert held == (not rest and (day.weekday() < 5 or worked))
    assert not offer.meets(_session(valid_to=day - timedelta(days=1)), day, holidays)


def test_rechecked_after_three_calendar_months() -> None:
    assert not recheck_due(None, DAY)
    assert [recheck_due(date(2026, 8, one), DAY) for one in (22, 23, 24)] == [True, True, False]


def test_missing_papers_in_the_order_they_are_asked_for() -> None:
    birth, last = date(2024, 8, 1), date(2026, 8, 20)
    health = Document(1, 1, "health", date(2026, 3, 1), date(2027, 3, 1))
    consent = Document(2, 1, "consent", date(2026, 3, 1), None, "李国芳", "母", withdrawn_on=date(2026, 10, 1))
    found = missing([health, consent], _programme(), birth, DAY, last)
    assert [one.kind for one in found] == ["consent", "agreement", "health", "vaccine"]
    assert "满 3 个月（上次 2026-08-20）" in found[2].text
    again = replace(health, signed_on=date(2026, 11, 1))
    assert [one.kind for one in missing([again], _programme(), birth, DAY, last)] == ["consent", "agreement", "vaccine"]
    school = _programme(kind="after_school")
    assert [one.kind for one in missing([], school, date(2011, 1, 1), DAY, None)] == ["agreement"]


@given(st.lists(st.integers(0, 60), max_size=6), st.integers(0, 100))
def test_a_pause_needs_enough_strikes_close_together_and_ends(shifts: list[int], after: int) -> None:
    settings = Childcare(strikes=3, strike_days=30, suspend_days=14)
    strikes = [DAY + timedelta(days=one) for one in shifts]
    day = DAY + timedelta(days=after)
    until = suspended_until(strikes, day, settings)
    newest = max(strikes, default=DAY)
    close = [one for one in strikes if newest - one < timedelta(days=30)]
    assert (until is not None) == (len(close) >= 3 and day <= newest + timedelta(days=14))


def test_programme_texts() -> None:
    assert _programme().price_text == "计时托 15.00 元/时"
    assert _group().ratio_text == "师幼比 1:7"
    assert _group(kind=SCHOOL_KIND, ratio=15).ratio_text == "师生比 1:15"
    assert _programme(kind=FULL).under_three


@pytest.mark.parametrize(
    ("days", "text"),
    [
        ((0, 1, 2, 3, 4), "周一至周五"),
        ((6, 0, 1, 2), "周一至周三、周日"),
        ((0, 1, 3), "周一、周二、周四"),
        ((5,), "周六"),
        (range(7), "每天"),
        ((), ""),
    ],
)
def test_weekdays_are_said_as_people_say_them(days: Collection[int], text: str) -> None:
    assert offer.weekdays_text(days) == text
