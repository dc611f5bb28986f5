"""On the window: a number that fails the check, a number of two people, the second person."""

from dataclasses import replace
from datetime import date

from shequ_desk.kernel.printed import AS_PRINTED
from shequ_desk.people import service as people
from shequ_desk.people.page.lookalike_sheet import LookalikeSheet
from shequ_desk.people.page.number_sheet import NumberSheet
from shequ_desk.people.rules import Odd
from shequ_desk.store.rights import Clerk
from tests.people.page.pages import Desk, RegisterForm, errors
from tests.people.sample import account, draft, id_number

BORN = date(1950, 1, 1)
WRONG = id_number(BORN, 12)[:17] + ("0" if id_number(BORN, 12)[17] != "0" else "1")
TYPO = "号码校验不通过"


def said(desk: Desk) -> str:
    """What the record says of its number."""
    desk.settle()
    return desk.page.record.card.odd.text()


def test_the_field_for_a_failing_number_comes_and_goes(shown: Desk) -> None:
    form = RegisterForm(shown)
    row = form.sheet.form.rows["as_printed"]
    seen = []
    for typed in ("3302001950", WRONG, id_number(BORN, 12), ""):
        form.sheet.id_number.setText(typed)
        seen.append(row.isVisible())
    assert seen == [False, True, False, False]


def test_a_failing_number_is_refused_until_the_card_was_compared(shown: Desk) -> None:
    form = RegisterForm(shown)
    form.fill("王芳", WRONG)
    assert (form.sheet.fields.sex.value(), form.sheet.fields.birth.value()) == ("女", BORN)
    form.enter()
    assert TYPO in form.errors()["id_number"]
    form.sheet.printed.setText("与身份证原件逐位核对一致")
    form.enter()
    view = shown.page.record.view
    assert view is not None
    assert view.id_kind == AS_PRINTED
    assert "待第二人复核" in said(shown)


def test_who_registered_it_is_told_who_else_confirms(shown: Desk, everyone: dict[str, Clerk]) -> None:
    account(shown.context.database, replace(everyone["director"], name="周敏"))
    shown.open(shown.register(replace(draft("王芳", WRONG), odd=Odd(as_printed="与身份证原件一致"))))
    shown.page.record.card.confirm()
    shown.recorder.answer()
    assert "请周敏用自己的账号登录" in shown.recorder.refusals[-1].way_out
    assert "待第二人复核" in said(shown)


def test_an_office_of_one_confirms_its_own_number(shown: Desk) -> None:
    shown.open(shown.register(replace(draft("王芳", WRONG), odd=Odd(as_printed="与身份证原件一致"))))
    shown.page.record.card.confirm()
    shown.recorder.answer()
    assert "林晓（兼）已复核" in said(shown)
    assert not shown.page.record.card.confirm_button.isVisible()


def test_a_number_of_two_people_is_registered_with_a_reason_after_a_look(shown: Desk) -> None:
    first = shown.register(draft("仇英", id_number(BORN)))
    form = RegisterForm(shown)
    form.fill("李秀英", id_number(BORN))
    form.enter()
    found = shown.sheet(LookalikeSheet)
    assert "重号" in found.go_on_button.text()
    found.go_on()
    assert "依据" in found.form.rows["reason"].error()
    found.reason.setText("两张身份证都看过，派出所确认重号")
    found.go_on()
    assert "与仇英" in said(shown)
    shown.open(first)
    assert "与李秀英" in said(shown)
    shown.page.back()
    shown.page.list.living.choose("odd")
    shown.settle()
    assert set(shown.names()) == {"仇英", "李秀英"}


def test_a_shared_number_is_given_later_after_one_refusal(shown: Desk) -> None:
    shown.register(draft("仇英", id_number(BORN)))
    other = shown.register(draft("李秀英"))
    shown.open(other)
    shown.page.record._open(NumberSheet)
    sheet = shown.sheet(NumberSheet)
    assert not sheet.form.rows["shared"].isVisible()
    sheet.id_number.setText(id_number(BORN))
    sheet.submit()
    assert "仇英" in errors(sheet.form)["shared"]
    sheet.shared.setText("派出所证明为重号")
    sheet.submit()
    assert [twin.name for twin in shown.stored(other).twins] == ["仇英"]


def test_another_clerk_confirms_and_the_mark_stays(shown: Desk, everyone: dict[str, Clerk]) -> None:
    with shown.context.database.work(everyone["desk"]) as work:
        person = people.register(work, replace(draft("王芳", WRONG), odd=Odd(as_printed="与身份证原件一致")))
    shown.open(person)
    card = shown.page.record.card
    assert card.confirm_button.isVisible()
    card.confirm()
    shown.recorder.answer()
    shown.settle()
    assert "林晓已复核" in said(shown)
    assert not card.confirm_button.isVisible()
