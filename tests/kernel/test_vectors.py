"""Every vector of tests/data/vectors.json that is about the kernel."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from shequ_desk.kernel import divisions, identity, masks, names
from shequ_desk.kernel.dates import (
    age_months,
    age_years,
    limit_days,
    limit_months,
    long_date,
    short_weekday,
    weekday_name,
)
from shequ_desk.kernel.limits import WEEKENDS_ONLY, add_months
from shequ_desk.kernel.money import Money
from shequ_desk.kernel.uscc import inspect_uscc
from tests.kernel.words import read_upper

VECTORS: dict[str, Any] = json.loads((Path(__file__).parents[1] / "data" / "vectors.json").read_text("utf-8"))
TODAY = date.fromisoformat(VECTORS["reference_today"])
Vector = dict[str, Any]


def _of(*keys: str) -> list[Vector]:
    return [vector for key in keys for vector in VECTORS[key]]


@pytest.mark.parametrize("vector", _of("id_valid", "hkmotw_residence", "foreign_pr_18"), ids=lambda v: v["input"])
def test_valid_number(vector: Vector) -> None:
    card = identity.inspect(vector["input"], TODAY)
    found = {
        "kind": card.kind,
        "area": card.area,
        "birth": card.birth.isoformat(),
        "sex": card.sex,
        "normalized": card.number,
        "accept_province": card.province,
        "country_numeric": card.country,
    }
    expected = {key: value for key, value in vector.items() if key in found}
    assert {key: found[key] for key in expected} == expected
    assert len(expected) >= 4


@pytest.mark.parametrize("vector", VECTORS["id_invalid"], ids=lambda v: v["note"])
def test_invalid_number(vector: Vector) -> None:
    with pytest.raises(identity.IdError) as caught:
        identity.inspect(vector["input"], TODAY)
    assert caught.value.code == vector["expect"]


@pytest.mark.parametrize("vector", VECTORS["id_15_upgrade"], ids=lambda v: v["input"])
def test_legacy_upgrade(vector: Vector) -> None:
    assert identity.upgrade_15(vector["input"]) == vector["upgrade"]
    assert identity.inspect(vector["input"], TODAY, legacy=True).number == vector["upgrade"]


@pytest.mark.parametrize("vector", VECTORS["foreign_pr_15"], ids=lambda v: v["input"])
def test_foreign_15(vector: Vector) -> None:
    if vector["expect"] != "OK":
        with pytest.raises(identity.IdError) as caught:
            identity.inspect(vector["input"], TODAY)
        assert caught.value.code == vector["expect"]
        return
    card = identity.inspect(vector["input"], TODAY)
    assert (card.country, card.area, card.sex) == (vector["country"], vector["area4"], vector["sex"])
    assert f"{card.birth:%y%m%d}" == vector["birth_yymmdd"]
    assert (card.kind, card.birth_sure) == ("foreign_pr_15", False)


@pytest.mark.parametrize("vector", VECTORS["uscc_valid"], ids=lambda v: v["input"])
def test_valid_uscc(vector: Vector) -> None:
    assert inspect_uscc(vector["input"]).code == vector["input"].upper()


@pytest.mark.parametrize("vector", VECTORS["uscc_invalid"], ids=lambda v: v["note"])
def test_invalid_uscc(vector: Vector) -> None:
    with pytest.raises(identity.IdError) as caught:
        inspect_uscc(vector["input"])
    assert caught.value.code == vector["expect"]


@pytest.mark.parametrize("vector", VECTORS["rmb"], ids=lambda v: v["amount"])
def test_amount_in_words(vector: Vector) -> None:
    amount = Money.parse(vector["amount"])
    assert amount.upper() == vector["canonical"]
    assert amount.upper(prefix=True) == vector["printed"]
    assert {read_upper(form) for form in vector["accepted"]} == {amount.fen}


@pytest.mark.parametrize(("amount", "forms"), VECTORS["rmb_official_examples"].items())
def test_official_amount(amount: str, forms: list[str]) -> None:
    fen = Money.parse(amount).fen
    assert {read_upper(form) for form in forms} == {fen}
    assert read_upper(Money(fen).upper()) == fen


@pytest.mark.parametrize("vector", VECTORS["age_years"], ids=lambda v: f"{v['birth']} on {v['on']}")
def test_age(vector: Vector) -> None:
    birth, on = date.fromisoformat(vector["birth"]), date.fromisoformat(vector["on"])
    assert age_years(birth, on) == vector["age_birthday_counts"]
    assert age_years(birth, on, strict=True) == vector["age_strict_next_day"]


@pytest.mark.parametrize("vector", VECTORS["childcare_age"], ids=lambda v: f"{v['birth']} on {v['on']}")
def test_months_of_age(vector: Vector) -> None:
    assert age_months(date.fromisoformat(vector["birth"]), date.fromisoformat(vector["on"])) == vector["months"]


@pytest.mark.parametrize("vector", VECTORS["periods"], ids=lambda v: f"{v['rule']} {v['start_day_not_counted']}")
def test_period(vector: Vector) -> None:
    start = date.fromisoformat(vector["start_day_not_counted"])
    raw = date.fromisoformat(vector["last_day_raw"])
    moved = date.fromisoformat(vector["last_day_if_only_weekends_are_rest_days"])
    assert weekday_name(raw) == f"星期{vector['weekday']}"
    assert short_weekday(raw) == f"周{vector['weekday']}"
    if vector["rule"] == "mediation_1_month":
        assert add_months(start, 1) == raw
        assert limit_months(start, 1, WEEKENDS_ONLY) == moved
    else:
        assert limit_days(start, 30, WEEKENDS_ONLY) == moved == raw


@pytest.mark.parametrize("vector", VECTORS["masks"], ids=lambda v: f"{v['type']} {v['input']}")
def test_mask(vector: Vector) -> None:
    mask = {"name": masks.mask_name, "id": masks.mask_id, "phone": masks.mask_phone}[vector["type"]]
    assert mask(vector["input"]) == vector["expect"]


@pytest.mark.parametrize("vector", VECTORS["name_dots"], ids=lambda v: v["label"])
def test_interpunct(vector: Vector) -> None:
    assert names.normalise(vector["input"]) == vector["normalized"]
    assert names.check_name(vector["input"]) == "古丽\u00b7艾力"


@pytest.mark.parametrize("vector", VECTORS["rare_chars"], ids=lambda v: v["code"])
def test_rare_character(vector: Vector) -> None:
    sign = vector["char"]
    name = f"王{sign}"
    assert names.check_name(name) == name
    assert names.warnings(name) == ()
    assert names.code_points(name) == 2
    assert names.utf16_units(sign) == vector["utf16_units"]
    assert masks.mask_name(f"王{sign}{sign}") == f"王*{sign}"
    assert sign.encode("gb18030").hex().upper() == vector["gb18030"]


@pytest.mark.parametrize(("code", "name"), VECTORS["divisions_ningbo"].items())
def test_county_in_force(code: str, name: str) -> None:
    county = divisions.county(code)
    assert county is not None
    assert (county.name, county.withdrawn) == (name, False)


@pytest.mark.parametrize(("code", "name"), VECTORS["divisions_ningbo_withdrawn"].items())
def test_county_withdrawn(code: str, name: str) -> None:
    county = divisions.county(code)
    assert county is not None
    assert (county.name, county.withdrawn) == (name, True)


@pytest.mark.parametrize("vector", VECTORS["community_code_12"], ids=lambda v: v["input"])
def test_community_code(vector: Vector) -> None:
    if vector["level"].startswith("E_"):
        with pytest.raises(divisions.DivisionError) as caught:
            divisions.parse_community(vector["input"])
        assert caught.value.code == vector["level"]
        return
    code = divisions.parse_community(vector["input"])
    assert (code.level, code.street_kind) == (vector["level"], vector["street_kind"])


def test_urban_rural_classes() -> None:
    assert VECTORS["urban_rural_class"] == divisions.URBAN_RURAL


@pytest.mark.parametrize(("day", "text"), VECTORS["gb9704"]["dates"])
def test_long_date(day: str, text: str) -> None:
    assert long_date(date.fromisoformat(day)) == text
