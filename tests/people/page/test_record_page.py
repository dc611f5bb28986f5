"""The record: masked, unmasked on purpose, edited by two, tags and contacts dated, moved, merged and parted."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from shequ_desk.desk import theme
from shequ_desk.kernel.identity import mask_id
from shequ_desk.people import service as people
from shequ_desk.people.page import small_sheets as small
from shequ_desk.people.page.choose_fields import RIGHT
from shequ_desk.people.page.edit_sheet import ConflictSheet, EditSheet
from shequ_desk.people.page.merge_sheet import MergeSheet
from shequ_desk.people.page.merges_sheet import AssignSheet, MergesSheet
from shequ_desk.people.page.number_sheet import NumberSheet
from tests.people.page.pages import Desk, errors, press
from tests.people.sample import draft, id_number

NUMBER = id_number(date(1950, 1, 1))


@pytest.fixture
def person(shown: Desk) -> int:
    """仇英, with everything registered, on show."""
    made = shown.register(
        replace(draft("仇英", NUMBER, phones=("13812345678",), cards=("ZC0001",)), address="清泉花园")
    )
    shown.open(made)
    return made


def test_numbers_are_masked_until_a_reason_is_given_and_again_after(person: int, shown: Desk) -> None:
    assert mask_id(NUMBER) in shown.facts()
    shown.page.record.card.ask("id_number")
    shown.recorder.answer("核对证件")
    assert NUMBER in shown.facts()
    assert shown.audit("unmask") == 1
    shown.page.record.card._timer.start(0)
    assert NUMBER not in shown.facts()


def test_leaving_the_record_masks_again(person: int, shown: Desk) -> None:
    shown.page.record.card.ask("phone")
    shown.recorder.answer("回电话")
    assert "13812345678" in shown.facts()
    shown.page.back()
    shown.open(person)
    assert "13812345678" not in shown.facts()


def test_an_edit_is_saved(person: int, shown: Desk) -> None:
    shown.page.record.edit()
    sheet = shown.sheet(EditSheet)
    sheet.fields.occupation.setText("退休教师")
    press(sheet.fields.occupation, Qt.Key.Key_Return)
    assert shown.stored(person).details.occupation == "退休教师"


def test_an_edit_keeps_what_the_lists_do_not_offer(shown: Desk) -> None:
    context = shown.context
    with context.database.work(context.clerk) as work:
        grid = people.add_area(work, "旧网格", from_day=date(2020, 1, 1))
        house = people.new_household(work, "001")
        person = people.register(
            work, replace(draft("仇英", NUMBER), area_id=grid, household_id=house, relation="曾孙女", ethnic="穿青人")
        )
        people.end_area(work, grid, date(2026, 11, 1))
    shown.open(person)
    shown.page.record.edit()
    sheet = shown.sheet(EditSheet)
    assert sheet.fields.area.text() == "旧网格（已停用）"
    sheet.fields.note.setText("听力不好")
    sheet.submit()
    kept = shown.stored(person).details
    assert (kept.area_id, kept.relation, kept.ethnic, kept.note) == (grid, "曾孙女", "穿青人", "听力不好")
    shown.page.record._open(small.HouseSheet)
    shown.sheet(small.HouseSheet).submit()
    assert shown.stored(person).details.relation == "曾孙女"


def test_a_wrong_edit_is_refused_beside_the_field(person: int, shown: Desk) -> None:
    shown.page.record.edit()
    sheet = shown.sheet(EditSheet)
    sheet.fields.birth.setText("2050-01-01")
    sheet.submit()
    assert set(errors(sheet.form)) == {"birth"}


def test_two_clerks_see_both_versions_and_lose_nothing(person: int, shown: Desk) -> None:
    shown.page.record.edit()
    sheet = shown.sheet(EditSheet)
    view = shown.stored(person)
    with shown.context.database.work(shown.context.clerk) as work:
        people.edit(work, person, replace(view.details, occupation="教师", note="送餐"), view.version)
    sheet.fields.note.setText("听力不好")
    sheet.fields.residence.choose("暂住")
    sheet.submit()
    both = shown.sheet(ConflictSheet)
    assert set(both.choice.keys()) == {"occupation", "note", "residence"}
    assert both.choice.right() == ["residence", "note"]
    both.submit()
    stored = shown.stored(person).details
    assert (stored.occupation, stored.note, stored.residence) == ("教师", "听力不好", "暂住")


def test_a_tag_is_added_with_proof_and_ended(person: int, shown: Desk) -> None:
    shown.page.record._open(small.TagSheet)
    sheet = shown.sheet(small.TagSheet)
    sheet.submit()
    assert set(errors(sheet.form)) == {"tag"}
    sheet.tag.choose("canji")
    sheet.grade.choose("二级")
    sheet.proof.setText("残联12号")
    sheet.submit()
    tags = shown.page.record.tags
    assert [(row.title, row.grade, row.state) for row in map(tags.rows.row_at, range(1))] == [("残疾", "二级", "有效")]
    tags.select(0)
    press(tags, Qt.Key.Key_Return)
    end = shown.sheet(small.EndSheet)
    end.submit()
    assert shown.stored(person).tags[0].to_day == date(2026, 11, 21)


def test_a_card_of_somebody_else_is_refused_beside_the_field(person: int, shown: Desk) -> None:
    other = shown.register(draft("解明", id_number(date(1960, 1, 1))))
    shown.open(other)
    shown.page.record._open(small.CardSheet)
    sheet = shown.sheet(small.CardSheet)
    sheet.card.setText("zc0001")
    press(sheet.card, Qt.Key.Key_Return)
    assert "仇英" in errors(sheet.form)["card"]


def test_phone_guardian_and_household(person: int, shown: Desk) -> None:
    other = shown.register(draft("解明", id_number(date(1980, 1, 1))))
    shown.page.record._open(small.PhoneSheet)
    phone = shown.sheet(small.PhoneSheet)
    phone.phone.setText("13900001111")
    phone.submit()
    shown.page.record._open(small.GuardianSheet)
    guardian = shown.sheet(small.GuardianSheet)
    guardian.finder.setText("解明")
    guardian.finder.pick()
    guardian.relation.choose("子")
    guardian.submit()
    shown.page.record._open(small.HouseSheet)
    house = shown.sheet(small.HouseSheet)
    house.house.number.setText("0456")
    house.submit()
    view = shown.stored(person)
    assert [one.masked for one in view.phones] == ["139****1111", "138****5678"]
    assert [one.guardian_id for one in view.guardians] == [other]
    assert view.household_no == "0456"


def test_a_death_names_the_person_and_can_be_withdrawn(person: int, shown: Desk) -> None:
    shown.page.record._open(small.EventSheet)
    sheet = shown.sheet(small.EventSheet)
    assert "仇英" in sheet.title.text()
    sheet.kind.choose("deceased_on")
    sheet.day.setText("2026-12-01")
    sheet.submit()
    assert "晚于今天" in sheet._day_row.error()
    sheet.day.setText("2026-11-20")
    sheet.submit()
    assert shown.stored(person).deceased_on == date(2026, 11, 20)
    shown.page.record._open(small.EventSheet)
    again = shown.sheet(small.EventSheet)
    again.kind.choose("alive")
    again.reason.setText("同名误报")
    again.submit()
    assert shown.stored(person).deceased_on is None


def test_a_number_given_later(shown: Desk) -> None:
    child = shown.register(draft("仇小满", birth=date(2026, 11, 1)))
    shown.open(child)
    shown.page.record._open(NumberSheet)
    sheet = shown.sheet(NumberSheet)
    number = id_number(date(2026, 11, 1))
    sheet.id_number.setText(number)
    sheet.submit()
    assert shown.stored(child).id_masked == mask_id(number)


def test_a_number_corrected_by_a_colleague_meanwhile_is_said(person: int, shown: Desk) -> None:
    shown.page.record._open(NumberSheet)
    sheet = shown.sheet(NumberSheet)
    theirs, mine = id_number(date(1951, 1, 1)), id_number(date(1952, 1, 1))
    with shown.context.database.work(shown.context.clerk) as work:
        people.correct_number(work, person, theirs, "与户口簿核对")
    sheet.id_number.setText(mine)
    sheet.reason.setText("与身份证核对")
    sheet.submit()
    assert shown.stored(person).details.birth == date(1951, 1, 1)
    assert "刚刚被别人改过" in sheet.banner.text()
    assert mask_id(theirs) in sheet.banner.text()
    sheet.submit()
    assert shown.stored(person).details.birth == date(1952, 1, 1)


def test_a_number_given_by_a_colleague_meanwhile_is_kept(shown: Desk) -> None:
    child = shown.register(draft("仇小满", birth=date(2026, 11, 1)))
    shown.open(child)
    shown.page.record._open(NumberSheet)
    sheet = shown.sheet(NumberSheet)
    with shown.context.database.work(shown.context.clerk) as work:
        people.give_number(work, child, id_number(date(2026, 11, 1)))
    sheet.id_number.setText(id_number(date(2026, 11, 2)))
    sheet.submit()
    assert "已有证件号码" in errors(sheet.form)["id_number"]
    assert shown.stored(child).details.birth == date(2026, 11, 1)


def test_a_household_changed_by_a_colleague_meanwhile_is_said(person: int, shown: Desk) -> None:
    shown.page.record._open(small.HouseSheet)
    sheet = shown.sheet(small.HouseSheet)
    with shown.context.database.work(shown.context.clerk) as work:
        people.join_household(work, person, people.new_household(work, "0789"), "子")
    sheet.house.number.setText("0456")
    sheet.submit()
    assert shown.stored(person).household_no == "0789"
    assert "户号 0789，与户主关系 子" in sheet.banner.text()
    sheet.submit()
    view = shown.stored(person)
    assert (view.household_no, view.details.relation) == ("0456", "")


def test_another_edit_does_not_disturb_the_household(person: int, shown: Desk) -> None:
    shown.page.record._open(small.HouseSheet)
    sheet = shown.sheet(small.HouseSheet)
    with shown.context.database.work(shown.context.clerk) as work:
        people.edit(work, person, replace(shown.stored(person).details, note="听力不好"), shown.stored(person).version)
    sheet.house.number.setText("0456")
    sheet.submit()
    view = shown.stored(person)
    assert (view.household_no, view.details.note) == ("0456", "听力不好")


def test_a_record_changed_by_a_colleague_is_shown_again_before_merging(person: int, shown: Desk) -> None:
    twin = shown.register(replace(draft("仇瑛", birth=date(1950, 1, 1)), occupation="退休", address="湖滨里"))
    shown.page.record.merge()
    sheet = shown.sheet(MergeSheet)
    sheet.finder.setText("仇瑛")
    sheet.finder.pick()
    sheet.choice.choose("address", RIGHT)
    view = shown.stored(twin)
    with shown.context.database.work(shown.context.clerk) as work:
        people.edit(work, twin, replace(view.details, address="东村", note="听力不好"), view.version)
    sheet.submit()
    assert "刚刚被别人改过" in sheet.banner.text()
    assert shown.stored(twin).id == twin
    assert {"address", "note"} <= set(sheet.choice.right())
    sheet.submit()
    merged = shown.stored(twin)
    assert (merged.id, merged.details.address, merged.details.note) == (person, "东村", "听力不好")


def test_a_record_merged_elsewhere_meanwhile_takes_no_third_one_along(person: int, shown: Desk) -> None:
    twin = shown.register(draft("仇瑛", birth=date(1950, 1, 1)))
    third = shown.register(draft("仇莹", birth=date(1951, 1, 1)))
    shown.page.record.merge()
    sheet = shown.sheet(MergeSheet)
    sheet.finder.setText("仇瑛")
    sheet.finder.pick()
    with shown.context.database.work(shown.context.clerk) as work:
        people.merge(work, third, twin, {})
    sheet.submit()
    assert shown.stored(third).id == third
    assert "仇莹" in sheet._explain.text()


def test_choosing_by_keyboard_shows_where_the_cursor_is(person: int, shown: Desk) -> None:
    shown.register(replace(draft("仇瑛", birth=date(1950, 1, 1)), sex="女", occupation="退休"))
    shown.page.record.merge()
    sheet = shown.sheet(MergeSheet)
    sheet.finder.setText("仇瑛")
    sheet.finder.pick()
    sheet.activateWindow()
    for _ in ("to the finder", "to the first field"):
        press(sheet.main, Qt.Key.Key_Tab)
    chosen = QApplication.focusWidget()
    assert isinstance(chosen, QPushButton)
    assert chosen.isChecked()
    edge = chosen.grab().toImage().pixelColor(chosen.width() // 2, 1)
    assert edge == theme.colour("marker")


def test_merge_chooses_field_by_field_and_unmerge_gives_both_back(person: int, shown: Desk) -> None:
    twin = shown.register(replace(draft("仇瑛", birth=date(1950, 1, 1)), occupation="退休", address="湖滨里"))
    shown.page.record.merge()
    sheet = shown.sheet(MergeSheet)
    sheet.submit()
    assert "还没有选定" in sheet.banner.text()
    sheet.finder.setText("仇瑛")
    sheet.finder.pick()
    assert sheet.choice.right() == ["occupation"]
    sheet.choice.choose("address", RIGHT)
    sheet.submit()
    merged = shown.stored(twin)
    assert (merged.id, merged.details.occupation, merged.details.address) == (person, "退休", "湖滨里")
    with shown.context.database.work(shown.context.clerk) as work:
        people.add_tag(work, person, "duju", date(2026, 11, 1))
    shown.open(person)
    shown.page.record.merges()
    shown.sheet(MergesSheet).submit()
    assert shown.recorder.questions[-1].text == f"撤销合并：仇瑛（档案 {twin}）并入 仇英（档案 {person}）"
    shown.recorder.answer()
    assign = shown.sheet(AssignSheet)
    box = next(box for box in assign.boxes if "标签" in box.label)
    box.choose(twin)
    assign.submit()
    assert shown.stored(person).details.address == "清泉花园"
    assert [tag.key for tag in shown.stored(twin).tags] == ["duju"]
    assert shown.stored(person).tags == ()
