"""Pure decisions: who may do what, ages as birth dates, periods."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_desk.kernel.dates import age_years
from shequ_desk.kernel.errors import Refusal
from shequ_desk.people.rules import GRANTS, Details, born_between, changes, check_details, check_period, covers

TODAY = date(2026, 11, 21)
DAYS = st.dates(date(1900, 1, 1), date(2030, 12, 31))


@given(birth=DAYS, on=DAYS, low=st.integers(0, 110), span=st.integers(0, 20))
def test_birth_dates_of_an_age_range_are_those_whose_age_is_in_it(birth: date, on: date, low: int, span: int) -> None:
    first, last = born_between(low, low + span, on)
    assert first is not None
    assert last is not None
    assert (first <= birth <= last) == (low <= age_years(birth, on) <= low + span)


@pytest.mark.parametrize("on", [date(2023, 2, 28), date(2024, 2, 28), date(2024, 2, 29), date(2023, 3, 1)])
def test_born_on_29_february(on: date) -> None:
    birth = date(1960, 2, 29)
    first, last = born_between(63, 63, on)
    assert first is not None
    assert last is not None
    assert (first <= birth <= last) == (age_years(birth, on) == 63)


def test_an_open_age_range_asks_nothing() -> None:
    assert born_between(None, None, TODAY) == (None, None)


@given(first=DAYS, length=st.integers(0, 400), day=DAYS)
def test_a_period_covers_both_its_ends(first: date, length: int, day: date) -> None:
    last = date.fromordinal(first.toordinal() + length)
    assert covers(first, last, first)
    assert covers(first, last, last)
    assert covers(first, None, day) == (day >= first)
    assert covers(first, last, day) == (first <= day <= last)


def test_a_period_may_not_end_before_it_begins() -> None:
    check_period(TODAY, TODAY)
    with pytest.raises(Refusal) as refused:
        check_period(TODAY, date(2026, 11, 20))
    assert refused.value.field == "to_day"


@pytest.mark.parametrize(
    ("details", "field"),
    [
        (Details("张三", sex="M"), "sex"),
        (Details("张三", hukou="火星"), "hukou"),
        (Details("张三", residence="?"), "residence"),
        (Details("张三", birth=date(2026, 11, 22)), "birth"),
        (Details("张三", relation="子"), "relation"),
    ],
)
def test_values_outside_the_lists_are_refused_beside_their_field(details: Details, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_details(details, TODAY)
    assert refused.value.field == field
    assert refused.value.way_out


def test_only_what_differs_is_a_change() -> None:
    assert changes({"a": 1, "b": 2}, {"a": 1, "b": 3}) == {"b": 3}


def test_writing_stays_at_the_window() -> None:
    assert {role for role, held in GRANTS.items() if "people.write" in held} == {"desk"}
    assert {role for role, held in GRANTS.items() if "people.unmask" in held} == {"desk", "director"}
    assert "admin" not in GRANTS
