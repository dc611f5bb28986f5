"""Bar charts."""

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shequ_desk.kernel.money import Money
from shequ_desk.paper.charts import Bars, Series
from tests.paper.sheets import darkness, page_texts, printed

MONTHS = [f"{month}月" for month in range(1, 13)]


def test_labels_numbers_legend_and_unit_can_be_read() -> None:
    labels = ["张𬀩", "努尔·买买提·阿不都热合曼"]
    chart = Bars(labels, [Series("本月", [1234, 0]), Series("上月", [7, 56])], "份")
    text = page_texts(printed(chart))[0].replace("\n", "")
    assert [part for part in (*labels, "1,234", "56", "本月", "上月", "单位：份") if part not in text] == []


def test_what_could_not_be_counted_is_a_dash_without_a_bar() -> None:
    pdf = printed(Bars(["9月", "10月"], [Series("", [None, 7])], "份"))
    text = page_texts(pdf)[0].split()
    assert "—" in text
    assert "0" not in text
    days = Bars([str(day) for day in range(1, 31)], [Series("", [7, *[None] * 29])], "份")
    assert "—" not in page_texts(printed(days))[0]


def ink(value: int) -> int:
    """Return how many points are grey when one bar shows `value` beside a bar of 100."""
    pdf = printed(Bars(["甲", "乙"], [Series("", [value, 100])]))
    return sum(grey < 150 for grey in darkness(pdf, scale=1)[2])


def test_bars_are_as_long_as_their_numbers() -> None:
    assert ink(100) - ink(10) == pytest.approx(2 * (ink(55) - ink(10)), rel=0.1)
    assert ink(100) > ink(10) + 1000


def boxes(pdf: bytes, wanted: str) -> list[tuple[float, ...]]:
    """Left, bottom, right and top of each character of the first place these words stand at."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0].get_textpage()
        start = page.get_text_range().index(wanted)
        return [page.get_charbox(start + place, loose=True) for place in range(len(wanted))]


def test_labels_of_one_chart_have_one_size() -> None:
    labels = ["甲", "乙", "丙", "生产经营", *["道路交通事故"] * 20]
    pdf = printed(Bars(labels, [Series("", [1] * 24)]))
    sizes = {round(top - bottom, 2) for label in ("甲", "乙", "丙") for _, bottom, _, top in boxes(pdf, label)}
    sizes |= {round(top - bottom, 2) for _, bottom, _, top in boxes(pdf, "道路")}
    assert len(sizes) == 1


def test_numbers_of_narrow_bars_run_upwards() -> None:
    labels = ["日"] * 31
    lying = boxes(printed(Bars(labels, [Series("", [45] * 31)])), "45")
    upright = boxes(printed(Bars(labels, [Series("", [123456] * 31)])), "123")
    assert lying[0][1] == lying[1][1]
    assert lying[0][0] < lying[1][0]
    assert upright[0][1] < upright[1][1] < upright[2][1]
    assert upright[0][0] == pytest.approx(upright[2][0], abs=0.5)


def test_money_is_printed_with_two_decimals_also_below_zero() -> None:
    text = page_texts(printed(Bars(["甲", "乙"], [Series("", [Money(123450), Money(-700)])], "元")))[0]
    assert "1,234.50" in text
    assert "−7.00" in text


@settings(max_examples=30)
@given(st.lists(st.integers(-(10**9), 10**9), max_size=31))
def test_any_numbers_make_a_chart(values: list[int]) -> None:
    labels = [str(day) for day in range(1, len(values) + 1)]
    text = page_texts(printed(Bars(labels, [Series("本月", values)])))[0]
    assert all(f"{value:,}" in text for value in values)


def test_values_and_labels_must_match() -> None:
    with pytest.raises(ValueError, match="11 values for 12 labels"):
        Bars(MONTHS, [Series("本月", [1] * 11)])
