"""Changes against another period: as columns print them and as prose tells them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_desk.kernel.dates import Month, Span
from shequ_desk.kernel.figures import Column, Table, without
from shequ_desk.kernel.money import Money
from shequ_desk.kernel.rates import change, percent, trend

COUNTS = st.integers(0, 10**6)


@pytest.mark.parametrize(
    ("now", "before", "told"),
    [
        (103, 100, "增长3.0%"),
        (397, 463, "下降14.3%"),
        (100, 100, "持平"),
        (100_001, 100_000, "持平"),
        (5, 0, "—"),
        (Money(150), Money(100), "增长50.0%"),
    ],
)
def test_prose_tells_a_change_in_words(now: int | Money, before: int | Money, told: str) -> None:
    assert trend(now, before) == told


@pytest.mark.parametrize(
    ("part", "whole", "told"),
    [
        (97, 100, "97.0%"),
        (1, 3, "33.3%"),
        (1, 16, "6.3%"),
        (0, 5, "0.0%"),
        (-1, 8, "−12.5%"),
        (3, 0, "—"),
        (Money(150), Money(200), "75.0%"),
    ],
)
def test_shares_are_rounded_half_up_and_nothing_is_divided_by_nothing(
    part: int | Money, whole: int | Money, told: str
) -> None:
    assert percent(part, whole) == told


def test_a_column_says_how_many_decimals() -> None:
    assert [percent(1, 3, 0), percent(2, 3, 2), change(4, 3, 0)] == ["33%", "66.67%", "+33%"]


def test_a_change_against_a_loss_keeps_its_direction() -> None:
    assert [change(Money(-50), Money(-100)), change(Money(-150), Money(-100))] == ["+50.0%", "−50.0%"]


@given(COUNTS, COUNTS)
def test_words_and_column_say_the_same(now: int, before: int) -> None:
    column = change(now, before)
    expected = {"+": f"增长{column[1:]}", "−": f"下降{column[1:]}", "—": "—"}.get(column[0], "持平")
    assert trend(now, before) == expected


def test_a_year_is_compared_with_the_year_before() -> None:
    spans = (Span(Month(2026, 10)), Span(Month(2026, 10), 3), Span(Month(2026, 1), 12))
    assert [one.compared for one in spans] == ["环比", "环比", "同比"]


def test_a_column_is_left_out_of_head_rows_and_totals() -> None:
    columns = (Column("a", "甲"), Column("b", "乙", "int"), Column("c", "丙", "int"))
    left = without(Table("表", columns, [("x", 1, 2)], ("合计", 1, 2)), "b")
    assert [column.title for column in left.columns] == ["甲", "丙"]
    assert (left.rows, left.totals) == ([("x", 2)], ("合计", 2))
