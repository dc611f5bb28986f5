"""Two records of one person: merged by alias, read as one, given back."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.errors import DeskError, Refusal
from shequ_desk.people import service
from shequ_desk.people.rules import Details, Filters, Odd
from shequ_desk.people.service.merge import FIELDS, Side
from shequ_desk.people.views import PersonView
from shequ_desk.store.database import Database, Work
from shequ_desk.store.rights import Clerk
from tests.people.sample import draft, id_number

ON_ONE_FILE = settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
CHOICES = st.dictionaries(st.sampled_from(FIELDS), st.sampled_from(get_args(Side)))
OTHER = id_number(date(1950, 1, 2), 13)
THIRD = id_number(date(1950, 1, 3), 15)
TWICE = Odd(shared="两张身份证都看过")


def two(work: Work) -> tuple[int, int]:
    """Two records of one man, each with a number, a phone and a tag."""
    keep = service.register(work, draft("王芳", id_number(), phones=("13800001111",), building="1", room="101"))
    alias = service.register(work, draft("王方", OTHER, phones=("13900002222",), building="2", room="202"))
    service.add_tag(work, keep, "dibao", date(2026, 1, 1))
    service.add_tag(work, alias, "duju", date(2026, 1, 1))
    return keep, alias


def ageless(view: PersonView) -> PersonView:
    """A view without the version counter, which every merge moves."""
    return replace(view, version=0)


def test_a_merged_record_reads_as_one(database: Database, desk: Clerk) -> None:
    with database.work(desk) as work:
        keep, alias = two(work)
        service.merge(work, keep, alias, {"room": "alias"})
        assert service.ids_of(work, alias) == service.ids_of(work, keep) == (keep, alias)
        assert service.brief(work, alias).id == keep
        assert {tag.key for tag in service.standing(work, alias, work.today).tags} == {"dibao", "duju"}
        view = service.get(work, alias)
        assert (view.details.room, view.details.name, view.aliases) == ("202", "王芳", (alias,))
        assert {phone.masked for phone in view.phones} == {"138****1111", "139****2222"}
        assert service.count(work, Filters()) == 1


@pytest.mark.parametrize("side", get_args(Side))
def test_both_numbers_and_names_still_lead_to_the_kept_record(database: Database, desk: Clerk, side: Side) -> None:
    with database.work(desk) as work:
        keep, alias = two(work)
        service.merge(work, keep, alias, {"id_number": side})
        for text in (id_number(), OTHER, "王方", "王芳", "1111", "2222"):
            assert [hit.person_id for hit in service.search(work, text)] == [keep], text
        assert service.search(work, "王方")[0].note == "已合并"
        assert service.search(work, "王芳")[0].note == ""
        assert service.unmask(work, keep, "id_number", "核对") == (OTHER if side == "alias" else id_number())


@ON_ONE_FILE
@given(choices=CHOICES)
def test_unmerge_gives_both_back(database: Database, desk: Clerk, choices: dict[str, Side]) -> None:
    with database.work(desk) as work:
        found = service.search(work, id_number())
        keep, alias = (found[0].person_id, service.search(work, OTHER)[0].person_id) if found else two(work)
        before = service.get(work, keep), service.get(work, alias)
        merged = service.merge(work, keep, alias, choices)
        back = service.unmerge(work, merged)
        assert (back.keep_id, back.alias_id, back.since) == (keep, alias, work.now)
        assert ageless(service.get(work, keep)) == ageless(before[0])
        assert ageless(service.get(work, alias)) == ageless(before[1])
        assert service.search(work, id_number())[0].person_id == keep
        assert service.search(work, OTHER)[0].person_id == alias


def test_edits_after_the_merge_survive_its_undoing(database: Database, desk: Clerk) -> None:
    with database.work(desk) as work:
        keep, alias = two(work)
        merged = service.merge(work, keep, alias, {"room": "alias", "building": "alias"})
        view = service.get(work, keep)
        service.edit(work, keep, replace(view.details, room="909", note="新"), view.version)
        service.unmerge(work, merged)
        details = service.get(work, keep).details
    assert (details.building, details.room, details.note) == ("1", "909", "新")


def test_rows_made_after_the_merge_are_listed_and_assigned(database: Database, desk: Clerk, clock: FixedClock) -> None:
    with database.work(desk) as work:
        keep, alias = two(work)
    clock.tick(timedelta(hours=1))
    with database.work(desk) as work:
        merged = service.merge(work, keep, alias, {})
        service.add_phone(work, alias, "13700003333")
        service.add_tag(work, keep, "canji", work.today, grade="一级")
        back = service.unmerge(work, merged)
        assert [row.text for row in back.added] == ["电话 137****3333", "标签 残疾"]
        for row in back.added:
            service.assign(work, row.table, row.row_id, alias)
        assert service.added_since(work, keep, back.since) == ()
        assert service.search(work, "3333")[0].person_id == alias
        assert {tag.key for tag in service.standing(work, alias, work.today).tags} == {"duju", "canji"}


def test_merges_are_undone_from_the_last_one(database: Database, desk: Clerk) -> None:
    with database.work(desk) as work:
        keep, alias = two(work)
        third = service.register(work, draft("王访"))
        first = service.merge(work, keep, alias, {})
        second = service.merge(work, third, keep, {})
        assert service.ids_of(work, alias) == (third, keep, alias)
        with pytest.raises(Refusal):
            service.unmerge(work, first)
        service.unmerge(work, second)
        assert service.ids_of(work, alias) == (keep, alias)
        service.unmerge(work, first)
        assert service.ids_of(work, alias) == (alias,)
        with pytest.raises(Refusal):
            service.unmerge(work, first)
        assert [one.undone_at is not None for one in service.merges(work, keep)] == [True, True]


def test_a_record_is_not_merged_with_itself(database: Database, desk: Clerk) -> None:
    with database.work(desk) as work:
        keep, alias = two(work)
        service.merge(work, keep, alias, {})
        with pytest.raises(Refusal):
            service.merge(work, alias, keep, {})


def test_a_relation_goes_with_its_household(database: Database, desk: Clerk) -> None:
    with database.work(desk) as work:
        first, second = (service.new_household(work, number) for number in ("001", "002"))
        head, keep, alias = (service.register(work, draft(name)) for name in ("单田", "仇英", "仇英英"))
        service.join_household(work, head, first, "户主")
        service.join_household(work, alias, second, "户主")
    with pytest.raises(Refusal, match="没有选户"), database.work(desk) as work:
        service.merge(work, keep, alias, {"relation": "alias"})
    with database.work(desk) as work:
        service.join_household(work, keep, first, "子")
    with pytest.raises(Refusal, match="户主是单田"), database.work(desk) as work:
        service.merge(work, keep, alias, {"relation": "alias"})
    with database.work(desk) as work:
        service.merge(work, keep, alias, {"relation": "alias", "household_id": "alias"})
        kept = service.get(work, keep).details
        assert (kept.household_id, kept.relation) == (second, "户主")


def test_a_guardian_is_not_the_ward(database: Database, desk: Clerk) -> None:
    with database.work(desk) as work:
        mother, child = (service.register(work, draft(name)) for name in ("王芳", "王小"))
        service.add_guardian(work, child, "母亲", mother)
        for keep, alias in ((mother, child), (child, mother)):
            with pytest.raises(Refusal, match="监护人"):
                service.merge(work, keep, alias, {})


def test_the_number_of_an_alias_is_not_registered_again(database: Database, desk: Clerk) -> None:
    with database.work(desk) as work:
        keep, alias = two(work)
        service.merge(work, keep, alias, {})
        again = service.lookalikes(work, draft("王方", OTHER))
        assert [(one.person_id, one.certain) for one in again] == [(keep, True)]
        view = service.get(work, alias)
        service.edit(work, alias, Details("王芳", sex="男", birth=view.details.birth), view.version)
        assert service.brief(work, keep).address == ""


def test_the_database_itself_keeps_a_number_unique_among_kept_records(database: Database, desk: Clerk) -> None:
    swap = text("UPDATE person SET id_number = :number WHERE id = :id")
    with database.work(desk) as work:
        keep, alias = two(work)
    with pytest.raises(IntegrityError), database.work(desk) as work:
        work.connection.execute(swap, {"number": id_number(), "id": alias})
    with database.work(desk) as work:
        merge_id = service.merge(work, keep, alias, {})
        work.connection.execute(swap, {"number": id_number(), "id": alias})
        work.connection.execute(swap, {"number": OTHER, "id": alias})
        service.unmerge(work, merge_id)
    with pytest.raises(IntegrityError), database.work(desk) as work:
        work.connection.execute(swap, {"number": id_number(), "id": alias})


def test_a_record_corrected_to_its_aliass_number_is_not_parted_from_it(database: Database, desk: Clerk) -> None:
    with database.work(desk) as work:
        keep, alias = two(work)
        merged = service.merge(work, keep, alias, {})
        service.correct_number(work, keep, OTHER, "看过身份证")
    with pytest.raises(Refusal, match="分开后两份档案会是同一个证件号码"), database.work(desk) as work:
        service.unmerge(work, merged)
    with database.work(desk) as work:
        service.correct_number(work, keep, THIRD, "看过身份证")
        service.unmerge(work, merged)
        numbers = [service.unmask(work, person_id, "id_number", "核对") for person_id in (keep, alias)]
    assert numbers == [THIRD, OTHER]


def test_a_number_given_to_another_meanwhile_must_be_freed_before_parting(database: Database, desk: Clerk) -> None:
    with database.work(desk) as work:
        keep, alias = two(work)
        merged = service.merge(work, keep, alias, {"id_number": "alias"})
        service.correct_number(work, keep, THIRD, "看过身份证")
        other = service.register(work, draft("仇英", OTHER))
    with pytest.raises(Refusal, match="已登记给仇英"), database.work(desk) as work:
        service.unmerge(work, merged)
    with database.work(desk) as work:
        service.correct_number(work, other, id_number(date(1950, 1, 4)), "看过身份证")
        service.unmerge(work, merged)
        assert service.unmask(work, alias, "id_number", "核对") == OTHER


STEPS = st.one_of(
    st.tuples(st.just("number"), st.integers(0, 2), st.integers(0, 3), st.booleans()),
    st.tuples(st.just("merge"), st.integers(0, 2), st.integers(0, 2), st.booleans()),
    st.tuples(st.just("part"), st.integers(0, 2), st.integers(0, 2), st.booleans()),
)


@ON_ONE_FILE
@given(day=st.dates(date(1930, 1, 1), date(2000, 1, 1)), steps=st.lists(STEPS, min_size=3, max_size=12))
def test_numbers_merges_and_partings_in_any_order_are_done_or_refused(
    database: Database, desk: Clerk, day: date, steps: list[tuple[str, int, int, bool]]
) -> None:
    numbers = [id_number(day, sequence) for sequence in (101, 103, 105, 107)]
    with database.work(desk) as work:
        people = [service.register(work, draft(name)) for name in ("王芳", "王方", "王访")]
    for step in steps:
        with suppress(DeskError), database.work(desk) as work:
            _take(work, people, numbers, *step)
    with database.reading(desk) as work:
        held = list(work.connection.execute(_HELD))
    assert len(held) == len(set(held))


_HELD = text("SELECT id_number, id_twin FROM person WHERE merged_into IS NULL AND id_number IS NOT NULL")


def _take(work: Work, people: list[int], numbers: list[str], act: str, first: int, second: int, chosen: bool) -> None:
    if act == "number":
        odd = TWICE if chosen else Odd()
        if service.get(work, people[first]).id_masked:
            service.correct_number(work, people[first], numbers[second], "看过身份证", odd)
        else:
            service.give_number(work, people[first], numbers[second], odd)
    elif act == "merge":
        service.merge(work, people[first], people[second], {"id_number": "alias"} if chosen else {})
    else:
        for one in service.merges(work, people[first])[:1]:
            service.unmerge(work, one.id)
