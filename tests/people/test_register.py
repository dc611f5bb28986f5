"""Registering, duplicates, people without a number, editing under a lock."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shequ_desk.kernel.errors import Conflict, Refusal
from shequ_desk.people import service
from shequ_desk.people.rules import Details, Draft
from shequ_desk.people.views import Lookalike, PersonView
from shequ_desk.store.database import Database
from shequ_desk.store.rights import Clerk
from tests.people.sample import draft, id_number

ON_ONE_FILE = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


def test_the_number_fills_in_sex_and_birth(database: Database, desk: Clerk) -> None:
    with database.work(desk) as work:
        found = service.get(work, service.register(work, draft("王芳", id_number(date(1961, 3, 4), 22))))
    assert (found.details.sex, found.details.birth, found.id_kind) == ("女", date(1961, 3, 4), "citizen")


def test_the_same_number_is_never_registered_twice(database: Database, desk: Clerk) -> None:
    with database.work(desk) as work:
        first = service.register(work, draft("王芳", id_number()))
        for confirm in (False, True):
            with pytest.raises(Conflict) as met:
                service.register(work, draft("王芳芳", f" {id_number().lower()} "), confirm_duplicates=confirm)
            assert [one.person_id for one in theirs(met.value)] == [first]


@pytest.mark.parametrize(
    ("again", "why"),
    [
        (draft("王芳", birth=date(1950, 1, 1)), "姓名和出生日期相同"),
        (draft("王 芳", phones=("138 0000 1234",)), "姓名和电话相同"),
    ],
)
def test_lookalikes_are_shown_first_and_may_be_confirmed(
    database: Database, desk: Clerk, again: Draft, why: str
) -> None:
    with database.work(desk) as work:
        first = service.register(work, draft("王芳", id_number(), phones=("13800001234",)))
        assert [(one.person_id, one.why, one.certain) for one in service.lookalikes(work, again)] == [
            (first, why, False)
        ]
        with pytest.raises(Conflict):
            service.register(work, again)
        assert service.register(work, again, confirm_duplicates=True) != first


def test_without_a_number_a_reason_is_needed(database: Database, desk: Clerk) -> None:
    with database.work(desk) as work:
        with pytest.raises(Refusal) as refused:
            service.register(work, Draft("新宝"))
        assert refused.value.field == "id_number"
        baby = service.register(work, Draft("新宝", no_number_reason="新生儿"))
        service.give_number(work, baby, id_number(date(2026, 11, 1), 12))
        view = service.get(work, baby)
        assert (view.details.sex, view.details.birth, view.no_number_reason) == (
            "男" if 12 % 2 else "女",
            date(2026, 11, 1),
            "",
        )
        assert service.search(work, id_number(date(2026, 11, 1), 12)[-4:])[0].person_id == baby
        with pytest.raises(Refusal):
            service.give_number(work, baby, id_number())


def test_a_number_somebody_holds_cannot_be_given(database: Database, desk: Clerk) -> None:
    with database.work(desk) as work:
        holder = service.register(work, draft("王芳", id_number()))
        other = service.register(work, draft("王小芳"))
        with pytest.raises(Conflict) as met:
            service.give_number(work, other, id_number())
        assert met.value.theirs == holder


def test_a_wrong_number_is_corrected_for_a_reason(database: Database, desk: Clerk) -> None:
    right = id_number(date(1951, 1, 1), 12)
    with database.work(desk) as work:
        person = service.register(work, draft("王芳", id_number()))
        with pytest.raises(Refusal):
            service.correct_number(work, person, right, "")
        service.correct_number(work, person, right, "与身份证核对")
        assert service.search(work, id_number()) == []
        assert service.search(work, right)[0].person_id == person


def test_hints_never_refuse(database: Database, desk: Clerk) -> None:
    with database.reading(desk) as work:
        odd = replace(draft("王芳", id_number()), sex="女", birth=date(1950, 1, 2))
        texts = [hint.text for hint in service.hints(work, odd)]
    assert any("性别" in text for text in texts)
    assert any("出生" in text for text in texts)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (draft(""), "name"),
        (draft("张3"), "name"),
        (draft("张三", id_number()[:-1] + ("0" if id_number()[-1] != "0" else "1")), "id_number"),
        (draft("张三", phones=("12345",)), "phone"),
        (draft("张三", cards=("a",)), "card"),
    ],
)
def test_what_was_typed_wrong_is_named(database: Database, desk: Clerk, wrong: Draft, field: str) -> None:
    with database.work(desk) as work, pytest.raises(Refusal) as refused:
        service.register(work, wrong)
    assert refused.value.field == field


def test_a_card_has_one_holder(database: Database, desk: Clerk) -> None:
    with database.work(desk) as work:
        first = service.register(work, draft("张三", cards=("ZC00123",)))
        second = service.register(work, draft("李四"))
        with pytest.raises(Refusal):
            service.add_card(work, second, "zc-00123")
        service.end_card(work, service.get(work, first).cards[0].id, work.today)
        service.add_card(work, second, "zc-00123")
        assert [hit.person_id for hit in service.search(work, "ZC00123")] == [second]


def test_a_household_has_one_head(database: Database, desk: Clerk) -> None:
    with database.work(desk) as work:
        home = service.new_household(work, "0001")
        head = service.register(work, replace(draft("张三"), household_id=home, relation="户主"))
        other = service.register(work, draft("李四"))
        with pytest.raises(Refusal) as refused:
            service.join_household(work, other, home, "户主")
        assert "张三" in refused.value.message
        service.join_household(work, other, home, "配偶")
        assert [member.person_id for member in service.household(work, home).members] == [head, other]
        assert [found.id for found in service.households_numbered(work, "0001")] == [home]
        service.leave_household(work, other)
        assert len(service.household(work, home).members) == 1


DETAILS = st.builds(
    Details,
    name=st.sampled_from(["张三", "李四", "𬀩𬭎", "古丽·艾力"]),
    sex=st.sampled_from(["男", "女"]),
    note=st.text("abc甲乙", max_size=5),
    room=st.sampled_from(["", "101", "302"]),
    building=st.sampled_from(["", "3"]),
)


@ON_ONE_FILE
@given(edits=st.lists(st.tuples(st.integers(0, 2), DETAILS), max_size=8))
def test_two_clerks_never_overwrite_each_other_unseen(
    database: Database, desk: Clerk, edits: list[tuple[int, Details]]
) -> None:
    """Three clerks read once and then save in any order: only who saw the newest version may save."""
    with database.work(desk) as work:
        person = service.register(work, draft("王芳"), confirm_duplicates=True)
        start = service.get(work, person)
    seen = [start.version] * 3
    stored = start.details
    for clerk, wanted in edits:
        with database.work(desk) as work:
            newest = service.get(work, person).version
            if seen[clerk] == newest:
                seen[clerk] = service.edit(work, person, wanted, seen[clerk])
                stored = wanted
            else:
                with pytest.raises(Conflict) as met:
                    service.edit(work, person, wanted, seen[clerk])
                assert isinstance(met.value.theirs, PersonView)
                assert met.value.theirs.details == stored
                seen[clerk] = met.value.theirs.version
            assert service.get(work, person).details == stored


def test_an_edit_moves_the_search_keys(database: Database, desk: Clerk) -> None:
    with database.work(desk) as work:
        person = service.register(work, draft("王芳", building="1", room="101"))
        service.edit(work, person, Details("解珍", building="2", room="202"), 1)
        assert [service.search(work, text) for text in ("王芳", "wf", "1-101")] == [[], [], []]
        assert all(service.search(work, text)[0].person_id == person for text in ("解珍", "xz", "jiezhen", "2-202"))
        with pytest.raises(Conflict):
            service.edit(work, person, Details("王芳"), 1)
        assert service.edit(work, person, Details("解珍", building="2", room="202"), 2) == 2


@pytest.mark.parametrize("day", [date(2026, 11, 22), date(1949, 12, 31)])
def test_deaths_and_moves_have_possible_dates(database: Database, desk: Clerk, day: date) -> None:
    with database.work(desk) as work:
        person = service.register(work, draft("王芳", id_number()))
        for report in (service.report_death, service.report_move):
            with pytest.raises(Refusal):
                report(work, person, day)


def test_moving_away_and_back(database: Database, desk: Clerk) -> None:
    with database.work(desk) as work:
        person = service.register(work, draft("王芳"))
        service.report_move(work, person, work.today)
        assert service.search(work, "王芳")[0].note == "已迁出"
        assert service.standing(work, person, work.today).moved_out_on == work.today
        service.report_back(work, person)
        assert service.search(work, "王芳")[0].note == ""


def theirs(conflict: Conflict) -> tuple[Lookalike, ...]:
    """The lookalikes a conflict carries."""
    assert isinstance(conflict.theirs, tuple)
    return conflict.theirs
