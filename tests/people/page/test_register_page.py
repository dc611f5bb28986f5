"""Registering: what the number tells, refusals beside the field, lookalikes, people without a number."""

from datetime import date

from shequ_desk.people.page.lookalike_sheet import LookalikeSheet
from shequ_desk.people.page.register_sheet import RegisterSheet
from tests.people.page.pages import Desk, RegisterForm
from tests.people.sample import draft, id_number

BORN = date(1950, 1, 1)


def test_the_number_fills_sex_and_birth(shown: Desk) -> None:
    form = RegisterForm(shown)
    form.fill("仇英", id_number(BORN, 12))
    assert (form.sheet.fields.sex.value(), form.sheet.fields.birth.value()) == ("女", BORN)
    assert "330200" in form.sheet.notice.text()


def test_enter_saves_everything_and_opens_the_record(shown: Desk) -> None:
    form = RegisterForm(shown)
    form.fill("仇英", id_number(BORN))
    form.sheet.phone.setText("138 1234 5678")
    form.sheet.card.setText("ZC0001")
    form.sheet.house.number.setText("0123")
    form.sheet.fields.relation.choose("户主")
    form.enter()
    view = shown.page.record.view
    assert view is not None
    assert (view.details.name, view.household_no, view.details.relation) == ("仇英", "0123", "户主")
    assert ([phone.masked for phone in view.phones], [card.number for card in view.cards]) == (
        ["138****5678"],
        ["ZC0001"],
    )


def test_a_household_number_that_exists_offers_to_join_it(shown: Desk) -> None:
    first = RegisterForm(shown)
    first.fill("仇英", id_number(BORN))
    first.sheet.house.number.setText("0123")
    first.enter()
    second = RegisterForm(shown)
    second.fill("仇小满", id_number(date(1980, 5, 5)))
    second.sheet.house.number.setText("0123")
    second.enter()
    view = shown.page.record.view
    assert view is not None
    assert {member.name for member in view.household} == {"仇英", "仇小满"}


def test_refusals_stand_beside_their_field(shown: Desk) -> None:
    form = RegisterForm(shown)
    form.fill("仇英", "33020019500101001")
    form.enter()
    assert set(form.errors()) == {"id_number"}
    form.sheet.id_number.setText(id_number(BORN))
    form.sheet.phone.setText("12")
    form.enter()
    assert set(form.errors()) == {"phone"}
    form.sheet.phone.clear()
    form.sheet.fields.name.setText("仇4")
    form.enter()
    assert set(form.errors()) == {"name"}
    assert shown.page.list.total == 0


def test_nobody_without_a_number_unless_a_reason_is_given(shown: Desk) -> None:
    form = RegisterForm(shown)
    form.fill("仇小满")
    form.enter()
    assert set(form.errors()) == {"id_number"}
    form.fill("仇小满", reason="新生儿", birth=date(2026, 11, 1))
    form.enter()
    assert shown.page.record.view is not None
    assert shown.page.record.view.no_number_reason == "新生儿"


def test_the_same_number_only_opens_the_record_that_is_there(shown: Desk) -> None:
    known = shown.register(draft("仇英", id_number(BORN)))
    form = RegisterForm(shown)
    form.fill("仇英", id_number(BORN))
    assert "可能已经登记过" in form.sheet.notice.text()
    form.enter()
    found = shown.sheet(LookalikeSheet)
    assert not found.go_on_button.isVisible()
    found.submit()
    assert shown.page.record.view is not None
    assert shown.page.record.view.id == known


def test_another_person_of_the_same_name_and_birth_needs_a_reason(shown: Desk) -> None:
    shown.register(draft("仇英", id_number(BORN)))
    form = RegisterForm(shown)
    form.fill("仇英", id_number(BORN, 13))
    form.enter()
    found = shown.sheet(LookalikeSheet)
    found.go_on()
    assert "依据" in found.form.rows["reason"].error()
    found.reason.setText("两本身份证都看过")
    found.go_on()
    shown.settle()
    assert shown.page.on_record()
    assert shown.audit("not_same_person") == 1


def test_the_name_counts_characters_and_warns_of_private_ones(shown: Desk) -> None:
    form = RegisterForm(shown)
    form.sheet.fields.name.setText("张𬀩")
    assert form.sheet.fields.name.live() == "2 个字"
    form.sheet.fields.name.setText("张\ue863")
    assert "2 个字；" in form.sheet.fields.name.live()


def test_escape_leaves_nothing_behind(shown: Desk) -> None:
    form = RegisterForm(shown)
    form.fill("仇英", id_number(BORN))
    shown.sheet(RegisterSheet).reject()
    shown.settle()
    assert shown.page.list.total == 0
