from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.money import CAP_FEN, MINUS, ZERO, Money, share, total, upper
from tests.kernel.words import read_upper

FEN = st.integers(-CAP_FEN, CAP_FEN)
WEIGHTS = st.lists(st.integers(0, 1000), min_size=1, max_size=8).filter(any)


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("12", 1200),
        ("12.5", 1250),
        ("12.", 1200),
        ("1,234.50", 123450),
        ("１２．５", 1250),
        ("１，２３４", 123400),
        ("￥12", 1200),
        ("¥ 12.05", 1205),
        (" 8元 ", 800),
        ("8。5", 850),
        ("007", 700),
        ("0", 0),
        ("999,999,999,999.99", CAP_FEN),
    ],
)
def test_typed_amounts(typed: str, fen: int) -> None:
    assert Money.parse(typed) == Money(fen)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "还没有输入"),
        ("十二", "不是数字"),
        ("12..5", "不是数字"),
        ("1,2345", "不是数字"),
        ("1 2", "不是数字"),
        ("12²", "不是数字"),
        ("1e3", "不是数字"),
        ("٣", "不是数字"),
        ("nan", "不是数字"),
        (".", "不是数字"),
        ("1.234", "两位小数"),
        ("-5", "负数"),
        ("−5", "负数"),
        ("1000000000000", "太大"),
        ("9" * 5000, "太大"),
    ],
)
def test_refused_amounts(typed: str, said: str) -> None:
    with pytest.raises(Refusal, match=said) as caught:
        Money.parse(typed, field="price")
    assert caught.value.field == "price"
    assert caught.value.way_out


@given(FEN)
def test_text_is_read_back(fen: int) -> None:
    amount = Money(fen)
    assert Money.parse(amount.text(), signed=True) == amount
    assert Money.parse(amount.paper(), signed=True) == amount


def test_negative_text() -> None:
    assert Money(-123450).text() == "-1,234.50"
    assert [ZERO.text(), ZERO.paper(), Money(-1).paper()] == ["0.00", "0.00", "\u22120.01"]
    assert Money(-5).paper() == f"{MINUS}0.05"
    assert str(Money(100)) == "1.00"


@given(FEN)
def test_words_are_read_back(fen: int) -> None:
    assert read_upper(Money(fen).upper()) == fen
    assert read_upper(upper(Money(fen), prefix=True)) == fen


@given(FEN)
def test_words_keep_the_rules(fen: int) -> None:
    words = Money(fen).upper()
    assert "零零" not in words
    assert words.endswith("整") is (fen % 10 == 0)
    assert not set(words) - set("零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整（负）")


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (-1205, "人民币（负）壹拾贰元零伍分"),
        (10_000_000_010, "人民币壹亿元壹角整"),
        (10_000_100_000, "人民币壹亿零壹仟元整"),
        (1_000_050_000, "人民币壹仟万零伍佰元整"),
    ],
)
def test_words(fen: int, words: str) -> None:
    assert Money(fen).upper(prefix=True) == words


@given(FEN, WEIGHTS)
def test_shares_add_up(fen: int, weights: list[int]) -> None:
    parts = share(Money(fen), weights)
    assert total(parts) == Money(fen)
    exact = [Fraction(abs(fen) * weight, sum(weights)) for weight in weights]
    first = next(place for place, weight in enumerate(weights) if weight)
    for place, (part, due) in enumerate(zip(parts, exact, strict=True)):
        if place != first:
            assert abs(part).fen == int(due)
    assert 0 <= abs(parts[first]).fen - exact[first] < len(weights)
    assert all(not part for part, weight in zip(parts, weights, strict=True) if not weight)


def test_remainder_goes_to_the_first_named() -> None:
    assert Money(301).share([50, 50]) == (Money(151), Money(150))
    assert Money(-301).share([50, 50]) == (Money(-151), Money(-150))
    assert Money(100).share([0, 1, 2]) == (ZERO, Money(34), Money(66))


@pytest.mark.parametrize("weights", [[], [0, 0], [2, -1]])
def test_senseless_weights_are_a_bug(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        Money(100).share(weights)


@pytest.mark.parametrize(
    ("fen", "rate", "result"),
    [
        (1001, 50, 501),
        (-1001, 50, -501),
        (1000, Decimal("33.335"), 333),
        (5, 10, 1),
        (4, 10, 0),
        (CAP_FEN, 100, CAP_FEN),
    ],
)
def test_percent_rounds_half_away_from_zero(fen: int, rate: int | Decimal, result: int) -> None:
    assert Money(fen).percent(rate) == Money(result)


@given(FEN, FEN, st.integers(-1000, 1000))
def test_arithmetic(first: int, second: int, times: int) -> None:
    a, b = Money(first), Money(second)
    assert (a + b) - b == a
    assert a - b == a + -b
    assert a * times == times * a == Money(first * times)
    assert (a < b) is (first < second)
    assert bool(a) is (first != 0)
    assert abs(a).fen == abs(first)


def test_whole_yuan_and_nothing() -> None:
    assert Money.yuan(3) == Money(300)
    assert total([]) == ZERO


@pytest.mark.parametrize("wrong", [1.5, "1", True, None])
def test_only_whole_fen(wrong: object) -> None:
    with pytest.raises(TypeError):
        Money(wrong)  # type: ignore[arg-type]
