from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from shequ_desk.kernel.identity import (
    Code,
    IdError,
    check_character,
    complete,
    conflicts,
    hints,
    inspect,
    mask_id,
    normalise,
    upgrade_15,
)

TODAY = date(2026, 11, 21)
BIRTHS = st.dates(date(1900, 1, 1), TODAY)
SEQUENCES = st.integers(0, 999)


def _number(birth: date, sequence: int, area: str = "330200") -> str:
    return complete(f"{area}{birth:%Y%m%d}{sequence:03d}")


NUMBERS = st.builds(_number, BIRTHS, SEQUENCES)


def _code(text: str, today: date = TODAY) -> Code:
    with pytest.raises(IdError) as caught:
        inspect(text, today, field="id_no")
    assert caught.value.field == "id_no"
    assert caught.value.message
    assert caught.value.way_out
    return caught.value.code


@given(BIRTHS, SEQUENCES)
def test_a_built_number_says_what_it_was_built_from(birth: date, sequence: int) -> None:
    card = inspect(_number(birth, sequence), TODAY)
    assert (card.kind, card.area, card.province, card.birth) == ("citizen", "330200", "33", birth)
    assert card.sex == ("男" if sequence % 2 else "女")
    assert card.birth_sure


@given(NUMBERS, st.integers(0, 17), st.sampled_from("0123456789X"))
def test_every_single_error_is_caught(number: str, place: int, sign: str) -> None:
    assume(sign != number[place])
    with pytest.raises(IdError):
        inspect(number[:place] + sign + number[place + 1 :], TODAY)


@given(NUMBERS, st.integers(0, 16))
def test_every_swap_of_neighbours_is_caught(number: str, place: int) -> None:
    assume(number[place] != number[place + 1])
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    with pytest.raises(IdError):
        inspect(swapped, TODAY)


@given(NUMBERS)
def test_typing_habits_do_not_matter(number: str) -> None:
    full_width = number.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789X"})
    spaced = f" {number[:6]} {number[6:14]}-{number[14:]} "
    for typed in (number.lower(), full_width, full_width.lower(), spaced, f"'{number}", f"\u3000{number}\n"):
        assert normalise(typed) == number
        assert inspect(typed, TODAY).number == number


@given(NUMBERS)
def test_nothing_gives_the_number_away(number: str) -> None:
    card = inspect(number, TODAY)
    assert number not in repr(card)
    wrong = number[:-1] + ("0" if number[-1] != "0" else "1")
    with pytest.raises(IdError) as caught:
        inspect(wrong, TODAY)
    assert caught.value.code == "E_CHECK"
    assert number[:17] not in caught.value.sentence
    assert not set(caught.value.sentence) & set("0123456789X")


def test_weights_are_powers_of_two() -> None:
    digits = "33020019490811234"
    remainder = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(digits)) % 11
    assert check_character(digits) == "10X98765432"[remainder]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "E_LEN"),
        ("   ", "E_LEN"),
        ("33020019", "E_LEN"),
        ("330200650222154", "E_LEN"),
        ("3.30200199110195e+17", "E_LEN"),
        ("X30200199001011234", "E_CHAR"),
        ("33020019900101123Y", "E_CHAR"),
        ("٣٣٠٢٠٠١٩٩٠٠١٠١١٢٣٤", "E_CHAR"),
        ("¹²³456199001011234", "E_CHAR"),
        (complete("71020019900101123"), "E_AREA"),
        (complete("16020019900101123"), "E_AREA"),
        (complete("82000119900101123"), "E_AREA"),
        (complete("97184019900101123"), "E_AREA"),
        (complete("33020019000229123"), "E_DATE"),
        (complete("33020000000101123"), "E_DATE"),
        (complete("33020018950101123"), "E_AGE"),
        (complete("33020020261122123"), "E_FUTURE"),
        ("USA33020304051", "E_LEN"),
        ("US1330203040511", "E_CHAR"),
        ("USA710203040511", "E_AREA"),
        ("USA330203134511", "E_DATE"),
    ],
)
def test_first_error_wins(text: str, code: Code) -> None:
    assert _code(text) == code


def test_excel_loss_is_named() -> None:
    with pytest.raises(IdError, match="表格当成数字"):
        inspect("3.30200199110195E+17", TODAY)


def test_age_ends_at_130() -> None:
    birth = date(1896, 11, 21)
    assert inspect(_number(birth, 1), TODAY).birth == birth
    assert _code(_number(birth, 1), date(2027, 11, 21)) == "E_AGE"


def test_born_today() -> None:
    assert inspect(_number(TODAY, 1), TODAY).birth == TODAY
    assert _code(_number(TODAY + timedelta(days=1), 1)) == "E_FUTURE"


@given(BIRTHS.filter(lambda birth: birth.year < 2000), st.integers(0, 995))
def test_legacy_numbers(birth: date, sequence: int) -> None:
    old = f"330200{birth:%y%m%d}{sequence:03d}"
    assert upgrade_15(old) == _number(birth, sequence)
    assert inspect(old, TODAY, legacy=True).birth == birth


@pytest.mark.parametrize(("text", "code"), [("33020065022215", "E_LEN"), ("33020065022215X", "E_CHAR"), ("", "E_LEN")])
def test_refused_legacy_numbers(text: str, code: Code) -> None:
    with pytest.raises(IdError) as caught:
        upgrade_15(text)
    assert caught.value.code == code


def test_legacy_date_must_exist() -> None:
    with pytest.raises(IdError) as caught:
        inspect("330200650230154", TODAY, legacy=True)
    assert caught.value.code == "E_DATE"


def test_two_digit_year_of_a_foreign_card() -> None:
    young, old = inspect("USA330203040511", TODAY), inspect("KAZ110090123105", TODAY)
    assert (young.birth, old.birth) == (date(2003, 4, 5), date(1990, 12, 31))
    assert old.sex == "女"


@pytest.mark.parametrize(
    ("area", "birth", "said"),
    [
        ("330203", date(1950, 1, 1), ""),
        ("330213", date(1940, 1, 1), "奉化区"),
        ("330283", date(2024, 1, 1), "奉化市"),
        ("330283", date(1990, 1, 1), ""),
        ("330200", date(1990, 1, 1), "不在本机区划表"),
        ("440301", date(1990, 1, 1), "不在本机区划表"),
    ],
)
def test_hints(area: str, birth: date, said: str) -> None:
    found = hints(inspect(_number(birth, 1, area), TODAY))
    assert len(found) == bool(said)
    assert said in "".join(found)


def test_no_hints_on_other_cards() -> None:
    assert hints(inspect("810000190102030114", TODAY)) == ()
    assert hints(inspect("933840190304050011", TODAY)) == ()


def test_conflicts() -> None:
    card = inspect(_number(date(1957, 3, 9), 1), TODAY)
    assert conflicts(card, "男", date(1957, 3, 9)) == conflicts(card) == ()
    assert conflicts(card, "女", date(1957, 9, 3)) == (
        "性别填的是女，号码里是男",
        "出生日期填的是1957年9月3日，号码里是1957年3月9日",
    )
    assert conflicts(replace(card, birth_sure=False), birth=date(1857, 3, 9)) == ()


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("330200650222154", "3302*******2154"),
        ("33021319550808018X44", "3302************8X44"),
        ("33020019", "********"),
        ("", ""),
    ],
)
def test_id_masks(number: str, shown: str) -> None:
    assert mask_id(number) == shown
