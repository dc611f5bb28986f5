from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.masks import mask_name
from shequ_desk.kernel.names import LOOK_ALIKES, check_name, code_points, normalise, utf16_units, warnings

STANDARD = (Path(__file__).parents[1] / "data" / "tgh8105.txt").read_text("utf-8").split()
HAN = st.sampled_from("".join(STANDARD))


def test_eleven_look_alikes() -> None:
    assert len(set(LOOK_ALIKES)) == 11
    for dot in LOOK_ALIKES:
        assert check_name(f"古丽{dot}艾力") == check_name(f"古丽 {dot} 艾力") == "古丽·艾力"


def test_every_standard_character() -> None:
    characters = "".join(STANDARD)
    assert len(characters) == 8105
    for sign in characters:
        assert check_name(sign + sign) == sign + sign


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        (" 王 芳 ", "王芳"),
        ("\u3000王\u3000芳\u00a0", "王芳"),
        ("王\u200b芳\ufeff", "王芳"),
        ("J. R. Smith", "J. R. Smith"),
        ("Ｊｏｈｎ　Ｓｍｉｔｈ", "John Smith"),
        ("O\u2019Neil  Mary-Jane", "O'Neil Mary-Jane"),
        ("Jose\u0301", "Jos\u00e9"),
        ("\u3007一", "\u3007一"),
        ("买买提·艾力·肉孜", "买买提·艾力·肉孜"),
    ],
)
def test_normalised(typed: str, name: str) -> None:
    assert check_name(typed) == name


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "还没有输入姓名"),
        (" \u3000", "还没有输入姓名"),
        ("张3", "“3”（U\\+0033）"),
        ("=张三", "“=”（U\\+003D）"),
        ("张\x07三", "看不见的字符 U\\+0007"),
        ("张\n三", "看不见的字符 U\\+000A"),
        ("张Anna", "“A”"),
        ("张三.", "“.”"),
        ("·张三", "间隔号"),
        ("张三·", "间隔号"),
        ("张··三", "间隔号"),
        ("张三😀", "“😀”（U\\+1F600）"),
        ("-Smith", "字母开头"),
        ("Иван", "“И”"),
        ("1", "“1”"),
        ("张\ud800", "U\\+D800"),
        ("张" * 51, "51 个字"),
        ("𬀩" * 51, "51 个字"),
    ],
)
def test_refused(typed: str, said: str) -> None:
    with pytest.raises(Refusal, match=said) as caught:
        check_name(typed, field="name")
    assert caught.value.field == "name"


@pytest.mark.parametrize("sign", ["张", "𬀩", "A"])
def test_fifty_characters_are_enough(sign: str) -> None:
    assert code_points(check_name(sign * 50)) == 50


def test_private_characters_are_kept_and_pointed_at() -> None:
    name = "王\ue123芳"
    assert check_name(name) == name
    assert warnings(name) == ("第 2 个字是旧系统的自造字（U+E123），请对照证件选用正式汉字",)
    assert warnings("王芳") == ()


@given(st.text(max_size=60))
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


def _check(text: str) -> str | Refusal:
    try:
        return check_name(text)
    except Refusal as refusal:
        return refusal


@given(st.text(max_size=60) | st.text("张Ab·. '-\u3000\ue000", max_size=60))
def test_any_text_is_a_name_or_a_refusal(text: str) -> None:
    result = _check(text)
    if isinstance(result, Refusal):
        assert result.message
        assert result.way_out
    else:
        assert _check(result) == result
        assert 1 <= code_points(result) <= 50


@given(st.lists(HAN, min_size=1, max_size=25), st.sampled_from(["", " ", "\u3000"]))
def test_spaces_in_han_names_never_matter(signs: list[str], gap: str) -> None:
    assert check_name(gap.join(signs)) == "".join(signs)


@given(st.lists(HAN, min_size=1, max_size=10))
def test_masks_count_characters(signs: list[str]) -> None:
    masked = mask_name("".join(signs))
    assert len(masked) == len(signs)
    assert masked.count("*") == {1: 1, 2: 1}.get(len(signs), len(signs) - 2)
    assert utf16_units("".join(signs)) == sum(1 + (ord(sign) > 0xFFFF) for sign in signs)


def test_no_name_no_mask() -> None:
    assert mask_name("") == ""
