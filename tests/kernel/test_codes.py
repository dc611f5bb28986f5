"""Unified social credit codes and division codes beyond the vectors."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from shequ_desk.kernel import divisions
from shequ_desk.kernel.identity import IdError
from shequ_desk.kernel.uscc import inspect_uscc, organisation_check_character, uscc_check_character

SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def _code(eight: str, prefix: str = "54330203") -> str:
    seventeen = prefix + eight + organisation_check_character(eight)
    return seventeen + uscc_check_character(seventeen)


CODES = st.builds(_code, st.text(SIGNS, min_size=8, max_size=8))


@given(CODES)
def test_a_built_code_passes(code: str) -> None:
    found = inspect_uscc(f"{code[:8]} {code[8:]}".lower())
    assert (found.code, found.area, found.hints) == (code, "330203", ())
    assert found.kind == "居民委员会、村民委员会"


@given(CODES, st.integers(0, 17), st.sampled_from(SIGNS))
def test_every_single_error_is_caught(code: str, place: int, sign: str) -> None:
    assume(sign != code[place])
    with pytest.raises(IdError):
        inspect_uscc(code[:place] + sign + code[place + 1 :])


def test_early_organisation_codes_only_warn() -> None:
    eight = "YYYYYYYY"
    wrong = "0" if organisation_check_character(eight) != "0" else "1"
    seventeen = "99330203" + eight + wrong
    found = inspect_uscc(seventeen + uscc_check_character(seventeen))
    assert found.kind == ""
    assert len(found.hints) == 1


def test_length() -> None:
    with pytest.raises(IdError) as caught:
        inspect_uscc("5433", field="uscc")
    assert (caught.value.code, caught.value.field) == ("E_LEN", "uscc")


@pytest.mark.parametrize(
    ("text", "level", "street_kind"),
    [
        ("330203000000", "county_itself", ""),
        ("330203100000", "street_itself", "镇"),
        ("330203199199", "residents_committee", "镇"),
        ("522632210500", "like_villagers_committee", "乡"),
        ("330203400499", "like_residents_committee", "类似乡级"),
        ("330203600600", "other", "其他"),
        ("３３０２０３ ００１ ００１", "residents_committee", "街道"),
    ],
)
def test_community_levels(text: str, level: str, street_kind: str) -> None:
    code = divisions.parse_community(text)
    assert (code.level, code.street_kind) == (level, street_kind)


def test_community_parts() -> None:
    code = divisions.parse_community("330203001002")
    assert (code.county, code.street) == ("330203", "330203001")


@pytest.mark.parametrize(("text", "code"), [("33020300100A", "E_CHAR"), ("710203001001", "E_AREA"), ("", "E_LEN")])
def test_refused_communities(text: str, code: str) -> None:
    with pytest.raises(divisions.DivisionError) as caught:
        divisions.parse_community(text, field="community")
    assert (caught.value.code, caught.value.field) == (code, "community")


def test_county_codes_are_unique_and_in_zhejiang() -> None:
    codes = [county.code for county in divisions.COUNTIES]
    assert len(set(codes)) == len(codes) == 45
    assert all(code.startswith(("3301", "3302")) for code in codes)
    assert divisions.county("330100") is None
