"""The desk's own data: settings, committees, mediators, sub-types, tariff."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.rules import AllowanceRate, Committee, Mediation, Mediator
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.money import ZERO, Money
from shequ_desk.store.database import Database
from tests.clerks import EVERYTHING
from tests.counters.mediation.kit import TODAY, draft, new_case, view


def test_a_new_centre_starts_with_its_own_committee_and_a_sample_tariff(desk: Database) -> None:
    with desk.work(EVERYTHING) as work:
        mediation.preset(work)
        first = mediation.committees(work)
        assert [(one.name, one.abbreviation) for one in first] == [("清泉人民调解委员会", "清泉")]
        assert "物业费" in mediation.subtypes(work)[15]
        assert all(rate.document.startswith("示例") for rate in mediation.rates(work))


@pytest.mark.parametrize(
    "changes",
    [
        {"brackets": "curly"},
        {"word": " "},
        {"retention": ""},
        {"limit_months": 0},
        {"visit_days": 400},
        {"photo_pixels": 10},
        {"upload_megabytes": 0},
        {"stored_megabytes": 51},
    ],
)
def test_settings_out_of_bounds_are_refused(desk: Database, changes: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as refused, desk.work(EVERYTHING) as work:
        mediation.save_options(work, replace(Mediation(), **changes))
    assert refused.value.field == next(iter(changes))


def test_two_committees_never_number_their_cases_alike(desk: Database) -> None:
    with desk.work(EVERYTHING) as work:
        first = mediation.committees(work)[0]
        street = Committee(0, "清泉街道人民调解委员会", f" {first.abbreviation} ", "street")
        with pytest.raises(Refusal, match=f"案号已经用“{first.abbreviation}”"):
            mediation.save_committee(work, street)
        second = mediation.save_committee(work, replace(street, abbreviation="清街"))
        with pytest.raises(Refusal, match="案号已经用") as refused:
            mediation.save_committee(work, replace(street, id=second))
        mediation.save_committee(work, replace(first, active=False))
        with pytest.raises(Refusal, match="案号已经用"):
            mediation.save_committee(work, replace(street, id=second))
    assert refused.value.field == "abbreviation"


def test_a_second_committee_counts_for_itself(desk: Database) -> None:
    with desk.work(EVERYTHING) as work:
        second = mediation.save_committee(work, Committee(0, "清泉街道人民调解委员会", "清街", "street"))
    new_case(desk)
    assert view(desk, new_case(desk, committee_id=second)).number == "（2026）清街人调字第1号"
    with desk.work(EVERYTHING) as work:
        mediation.save_committee(work, Committee(second, "清泉街道调委会", "清街", "street", active=False))
        with pytest.raises(Refusal, match="不能改类别"):
            mediation.save_committee(work, Committee(second, "清泉街道调委会", "清街", "social"))
        assert len(mediation.committees(work)) == 1
        assert len(mediation.committees(work, everything=True)) == 2
    with pytest.raises(Refusal, match="请选择受理的调解委员会"):
        new_case(desk, committee_id=second)


@pytest.mark.parametrize("changes", [{"name": ""}, {"abbreviation": " "}, {"kind": "court"}])
def test_a_committee_needs_name_abbreviation_and_kind(desk: Database, changes: dict[str, str]) -> None:
    with pytest.raises(Refusal) as refused, desk.work(EVERYTHING) as work:
        mediation.save_committee(work, replace(Committee(0, "调委会", "清"), **changes))  # type: ignore[arg-type]
    assert refused.value.field == next(iter(changes))


def test_the_roster_counts_cases_and_knows_who_is_in_office(desk: Database) -> None:
    new_case(desk)
    with desk.work(EVERYTHING) as work:
        former = mediation.save_mediator(work, Mediator(0, "陈立", "grid", 1, "13800001111", date(2020, 1, 1)))
        mediation.end_mediator(work, former, TODAY - timedelta(days=1))
        assert [(one.name, one.open_cases, one.cases) for one in mediation.mediators(work)] == [
            ("张师傅", 1, 1),
            ("陈立", 0, 0),
        ]
        assert [one.name for one in mediation.mediators(work, TODAY)] == ["张师傅"]
        with pytest.raises(Refusal, match="不在任"):
            mediation.accept(work, draft(mediator_id=former))
        mediation.save_mediator(work, Mediator(former, "陈立", "grid", 1, "", date(2020, 1, 1)))
        assert len(mediation.mediators(work, TODAY)) == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "陈3"},
        {"level": "king"},
        {"committee_id": 99},
        {"phone": "123"},
        {"to_day": date(2019, 1, 1)},
    ],
)
def test_a_mediator_with_a_wrong_field_is_refused(desk: Database, changes: dict[str, Any]) -> None:
    whole = Mediator(0, "陈立", "grid", 1, "13800001111", date(2020, 1, 1))
    with pytest.raises(Refusal) as refused, desk.work(EVERYTHING) as work:
        mediation.save_mediator(work, replace(whole, **changes))
    assert refused.value.field == next(iter(changes))


def test_subtypes_come_and_go(desk: Database) -> None:
    with desk.work(EVERYTHING) as work:
        mediation.add_subtype(work, 2, "宠物")
        with pytest.raises(Refusal, match="已经有了"):
            mediation.add_subtype(work, 2, "宠物")
        mediation.retire_subtype(work, 2, "宠物")
        assert "宠物" not in mediation.subtypes(work)[2]
        mediation.add_subtype(work, 2, "宠物")
        assert "宠物" in mediation.subtypes(work)[2]
        with pytest.raises(Refusal, match="请选择类型"):
            mediation.add_subtype(work, 42, "宠物")


def test_a_rate_is_never_changed_only_followed(desk: Database) -> None:
    rate = AllowanceRate(0, TODAY, "hard", Money(20000), Money(5000), ZERO, "街道办〔2026〕5号")
    with desk.work(EVERYTHING) as work:
        before = mediation.rates(work)
        mediation.add_rate(work, rate)
        after = mediation.rates(work)
    assert after[0].settled == Money(20000)
    assert set(before) < set(after)
    for changes in ({"difficulty": "easy"}, {"settled": Money(-1)}, {"document": ""}):
        with pytest.raises(Refusal), desk.work(EVERYTHING) as work:
            mediation.add_rate(work, replace(rate, **changes))
