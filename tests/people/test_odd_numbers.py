"""Numbers that the program would refuse, taken on purpose: one that two people bear, one that fails the check."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_desk.kernel.errors import Conflict, Refusal
from shequ_desk.kernel.identity import IdError, check_character, complete
from shequ_desk.kernel.printed import AS_PRINTED, as_printed
from shequ_desk.people import service
from shequ_desk.people.rules import Draft, Filters, Odd
from shequ_desk.people.service.notices import reminders
from shequ_desk.store.database import Database
from shequ_desk.store.rights import Clerk
from tests.people.sample import account, draft, id_number

TODAY = date(2026, 11, 21)
TWICE = Odd(shared="两张身份证都看过，公安确认重号")
ON_CARD = Odd(as_printed="与身份证逐位核对一致")
DAYS = st.dates(date(1900, 1, 1), TODAY)


def wrong_check(number: str) -> str:
    """The same number with another last character."""
    return number[:17] + ("0" if number[17] != "0" else "1")


@pytest.fixture
def director(database: Database, everyone: dict[str, Clerk]) -> Clerk:
    """Somebody else with an account who may see whole numbers."""
    account(database, everyone["director"])
    return everyone["director"]


@given(DAYS, st.integers(0, 999))
def test_a_right_number_is_none_of_these(birth: date, sequence: int) -> None:
    assert as_printed(complete(f"330200{birth:%Y%m%d}{sequence:03d}"), TODAY) is None


@given(DAYS, st.integers(0, 999), st.sampled_from("0123456789X"))
def test_a_failing_number_still_tells_birth_and_sex(birth: date, sequence: int, last: str) -> None:
    seventeen = f"330200{birth:%Y%m%d}{sequence:03d}"
    found = as_printed(seventeen + last, TODAY)
    if last == check_character(seventeen):
        assert found is None
    else:
        assert found is not None
        assert (found.number, found.birth, found.sex) == (seventeen + last, birth, "男" if sequence % 2 else "女")


@pytest.mark.parametrize("digits", ["19500230", "20990101", "18000101", "00000000"])
def test_an_impossible_day_is_no_birth(digits: str) -> None:
    found = as_printed(f"330200{digits}0110", TODAY)
    assert found is not None
    assert (found.birth, found.sex) == (None, "男")


@pytest.mark.parametrize("text", ["", "33020019500101", "330200195001010X1X", "330200500101011"])
def test_what_has_not_the_shape_of_a_number_stays_refused(text: str) -> None:
    with pytest.raises(IdError):
        as_printed(text, TODAY)


def test_a_number_of_two_people_is_registered_on_purpose_and_seen_on_both(database: Database, desk: Clerk) -> None:
    with database.work(desk) as work:
        first = service.register(work, draft("王芳", id_number()))
        with pytest.raises(Conflict) as met:
            service.register(work, draft("李秀英", id_number()), confirm_duplicates=True)
        assert [(one.person_id, one.shared) for one in met.value.theirs] == [(first, True)]  # type: ignore[attr-defined]
        second = service.register(work, replace(draft("李秀英", id_number()), odd=TWICE))
        for mine, other in ((first, second), (second, first)):
            view = service.get(work, mine)
            assert [twin.person_id for twin in view.twins] == [other]
            assert [(odd.kind, odd.reason) for odd in view.odd] == [("shared", TWICE.shared)]
            assert service.brief(work, mine).number_note == "重号"
        assert {hit.person_id for hit in service.search(work, id_number())} == {first, second}
        assert {row.person_id for row in service.listing(work, Filters(odd_number=True), 0, 9)} == {first, second}


def test_number_and_name_alike_are_one_person_whatever_is_said(database: Database, desk: Clerk) -> None:
    with database.work(desk) as work:
        service.register(work, draft("王芳", id_number()))
        with pytest.raises(Conflict, match="已登记"):
            service.register(work, replace(draft("王 芳", id_number()), odd=TWICE), confirm_duplicates=True)


def test_a_third_holder_and_an_accident_are_told_apart(database: Database, desk: Clerk) -> None:
    with database.work(desk) as work:
        for name in ("王芳", "李秀英", "张敏"):
            service.register(work, replace(draft(name, id_number()), odd=TWICE))
        with pytest.raises(Conflict):
            service.register(work, draft("赵丽", id_number()))
        assert service.count(work, Filters(odd_number=True)) == 3


def test_the_reason_is_kept_only_where_it_was_needed(database: Database, desk: Clerk) -> None:
    with database.work(desk) as work:
        person = service.register(work, replace(draft("王芳", id_number()), odd=Odd("多余", "多余")))
        view = service.get(work, person)
    assert (view.id_kind, view.odd, view.twins) == ("citizen", (), ())


def test_a_shared_number_may_be_given_later_and_ends_with_its_correction(database: Database, desk: Clerk) -> None:
    with database.work(desk) as work:
        first = service.register(work, draft("王芳", id_number()))
        second = service.register(work, draft("李秀英"))
        with pytest.raises(Conflict):
            service.give_number(work, second, id_number())
        service.give_number(work, second, id_number(), TWICE)
        assert service.brief(work, first).number_note == "重号"
        service.correct_number(work, first, id_number(date(1950, 1, 1), 13), "公安换发新号")
        for person in (first, second):
            assert service.brief(work, person).number_note == ""
            assert service.get(work, person).twins == ()


def test_holders_of_one_number_may_turn_out_to_be_one_person(database: Database, desk: Clerk) -> None:
    with database.work(desk) as work:
        first = service.register(work, draft("王芳", id_number()))
        second = service.register(work, replace(draft("王芬", id_number()), odd=TWICE))
        merge_id = service.merge(work, first, second, {"id_number": "alias"})
        assert service.get(work, first).twins == ()
        service.unmerge(work, merge_id)
        assert [twin.person_id for twin in service.get(work, second).twins] == [first]


def test_a_number_as_printed_is_taken_with_a_reason_and_marked(database: Database, desk: Clerk) -> None:
    number = wrong_check(id_number(date(1961, 3, 4), 22))
    with database.work(desk) as work:
        with pytest.raises(Refusal):
            service.register(work, draft("王芳", number))
        person = service.register(work, replace(draft("王芳", number), odd=ON_CARD))
        view = service.get(work, person)
        assert (view.id_kind, view.details.birth, view.details.sex) == (AS_PRINTED, date(1961, 3, 4), "女")
        assert [odd.reason for odd in view.odd] == [ON_CARD.as_printed]
        assert service.unmask(work, person, "id_number", "核对") == number
        assert [hit.person_id for hit in service.search(work, number[-4:])] == [person]
        assert any("校验不通过" in line for line in reminders(work, person))


def test_an_impossible_day_leaves_the_birth_to_the_clerk(database: Database, desk: Clerk) -> None:
    odd = Draft("王芳", id_number="330200195002300210", birth=date(1950, 3, 1), odd=ON_CARD)
    with database.work(desk) as work:
        person = service.register(work, odd)
        view = service.get(work, person)
    assert (view.details.birth, view.age) == (date(1950, 3, 1), 76)


def test_the_second_person_is_another_and_only_once(database: Database, desk: Clerk, director: Clerk) -> None:
    number = wrong_check(id_number())
    with database.work(desk) as work:
        person = service.register(work, replace(draft("王芳", number), odd=ON_CARD))
        (odd,) = service.get(work, person).odd
        assert [found[:2] for found in service.unconfirmed(work)] == [(person, "王芳")]
        with pytest.raises(Refusal, match="不能自己复核"):
            service.confirm_number(work, odd.id)
    with database.work(director) as work:
        service.confirm_number(work, odd.id)
        assert service.get(work, person).odd[0].second_name == director.name
        assert service.unconfirmed(work) == ()
        with pytest.raises(Refusal, match="不需要复核"):
            service.confirm_number(work, odd.id)


@pytest.mark.parametrize(("role", "active"), [("", True), ("canteen", True), ("director", False)])
def test_an_office_of_one_confirms_alone_and_the_name_says_so(
    database: Database, desk: Clerk, everyone: dict[str, Clerk], role: str, active: bool
) -> None:
    account(database, desk)
    if role:
        account(database, everyone[role], active=active)
    with database.work(desk) as work:
        person = service.register(work, replace(draft("王芳", wrong_check(id_number())), odd=ON_CARD))
        service.confirm_number(work, service.get(work, person).odd[0].id)
        assert service.get(work, person).odd[0].second_name == "林晓（兼）"
        assert service.unconfirmed(work) == ()
    with database.reading(desk) as work:
        logged = work.session.connection().exec_driver_sql("SELECT after FROM audit WHERE action = 'confirm_number'")
        assert "（兼）" in logged.scalar_one()


def test_a_right_number_given_later_ends_the_mark(database: Database, desk: Clerk) -> None:
    with database.work(desk) as work:
        person = service.register(work, replace(draft("王芳", wrong_check(id_number())), odd=ON_CARD))
        service.correct_number(work, person, id_number(), "公安更正后的新证")
        view = service.get(work, person)
    assert (view.id_kind, view.odd) == ("citizen", ())
