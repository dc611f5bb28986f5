"""The steps of a case: what each needs, what is refused, two windows at once."""

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Qt

from shequ_desk.counters.mediation.page.acts_sheet import ActsSheet
from shequ_desk.counters.mediation.page.after_sheets import ArchiveSheet, VisitSheet
from shequ_desk.counters.mediation.page.agreement_sheets import AgreementSheet, SigningSheet
from shequ_desk.counters.mediation.page.edit_sheet import BothSheet, EditSheet
from shequ_desk.counters.mediation.page.ending_sheets import EndingSheet, FinishSheet
from shequ_desk.counters.mediation.page.file_sheets import ExcuseSheet, OriginalSheet
from shequ_desk.counters.mediation.page.path_sheets import MoveSheet
from shequ_desk.desk.sheets import Sheet
from shequ_desk.people.page.choose_fields import RIGHT
from shequ_desk.store.database import Database
from tests.counters.desk_kit import error, fill, texts, trigger
from tests.counters.mediation.kit import (
    DETAILS,
    TODAY,
    act,
    new_case,
    original,
    settle,
    talk,
    view,
)
from tests.counters.mediation.page.kit import Room, open_case, view_of

DAY = timedelta(days=1)


def test_the_steps_are_listed_with_their_needs_and_started_by_a_digit(room: Room, desk: Database) -> None:
    page = open_case(room, new_case(desk, accepted_on=TODAY - 2 * DAY))
    page.key(Qt.Key.Key_F9)
    sheet = room.sheet(ActsSheet)
    assert [line[1] for line in texts(sheet.table)][:4] == ["进入调查", "进入调解", "调解不成或终止", "转交"]
    page.key(Qt.Key.Key_2)
    move = room.sheet(MoveSheet)
    fill(move, {"day": (TODAY - 3 * DAY).isoformat()})
    move.submit()
    assert error(move, "day")
    fill(move, {"day": TODAY.isoformat()})
    move.submit()
    assert view_of(page).chip == "调解中"
    assert "调解 11-21 起" in page.page.head.path.accessibleName()


def test_the_oral_form_is_refused_while_it_is_chosen_and_when_saved(room: Room, desk: Database) -> None:
    case_id = new_case(desk, details=DETAILS)
    talk(desk, case_id)
    page = open_case(room, case_id)
    sheet = page.act("agreement", AgreementSheet, form="口头", content="周某修复。", manner="三日内修复")
    assert "没有即时履行" in sheet.advice.text()
    fill(sheet, {"perform_by": (TODAY + DAY).isoformat()})
    sheet.submit()
    assert "不能用口头协议" in error(sheet, "form")
    fill(sheet, {"form": "书面", "made_on": (TODAY - DAY).isoformat()})
    sheet.submit()
    assert "早于受理日" in error(sheet, "made_on")
    fill(sheet, {"made_on": TODAY.isoformat()})
    sheet.submit()
    assert room.sheets(AgreementSheet) == []
    page.act("sign", SigningSheet, pages="2")
    assert room.sheets(SigningSheet) == []
    assert view_of(page).chip == "达成协议"


def test_signing_names_the_papers_that_lack(room: Room, desk: Database) -> None:
    case_id = new_case(desk)
    act(desk, "move", case_id, "mediating", TODAY, "")
    page = open_case(room, case_id)
    page.act("agreement", AgreementSheet, content="周某修复。", manner="修复", perform_by=TODAY.isoformat())
    assert room.sheets(AgreementSheet) == []
    page.key(Qt.Key.Key_F9)
    assert "还缺" in texts(room.sheet(ActsSheet).table)[0][2]
    room.sheet(ActsSheet).reject()
    signing = page.act("sign", SigningSheet, pages="2")
    assert "人民调解申请书" in signing.banner.text()


def test_a_case_ends_with_its_notice(room: Room, desk: Database) -> None:
    case_id = new_case(desk)
    talk(desk, case_id)
    page = open_case(room, case_id)
    ending = page.act("ending", EndingSheet, note="双方分歧大。")
    assert "没有选" in error(ending, "reason")
    fill(ending, {"reason": "调解委员会认为无法达成调解协议"})
    ending.submit()
    page.act("end", FinishSheet)
    assert room.sheets(FinishSheet) == []
    assert view_of(page).chip == "调解不成"


def test_an_oral_agreement_is_not_offered_to_the_court(room: Room, desk: Database) -> None:
    case_id = new_case(desk)
    talk(desk, case_id)
    page = open_case(room, case_id)
    made = page.act("agreement", AgreementSheet, form="口头", content="当面赔礼。", manner="当场履行")
    made.at_once.setChecked(True)
    made.submit()
    assert room.sheets(AgreementSheet) == []
    page.act("sign", SigningSheet, pages="1")
    assert view_of(page).chip == "达成协议"
    page.key(Qt.Key.Key_F9)
    assert "申请司法确认" not in [line[1] for line in texts(room.sheet(ActsSheet).table)]


def test_a_lacking_paper_is_explained_where_that_is_allowed(room: Room, desk: Database) -> None:
    case_id = new_case(desk)
    settle(desk, case_id)
    page = open_case(room, case_id)
    sheet = page.act("excuse", ExcuseSheet, key="履行情况记录", reason="无")
    assert error(sheet, "reason")
    assert "人民调解申请书" not in [sheet.key.itemText(place) for place in range(sheet.key.count())]
    fill(sheet, {"reason": "双方当面结清，没有凭证"})
    sheet.submit()
    assert "卷宗情况说明" in page.words()
    assert "已说明" in page.words()


def test_recording_an_original_moves_the_meter_and_can_be_taken_back(room: Room, desk: Database) -> None:
    page = open_case(room, new_case(desk))
    meter = page.page.file.meter.text()
    page.act("original", OriginalSheet, key="人民调解申请书（缺）", pages="2")
    assert page.page.file.meter.text() != meter
    page.key(Qt.Key.Key_F9)
    trigger(room.sheet(ActsSheet), "act.original")
    sheet = room.sheet(OriginalSheet)
    sheet.table.select(0)
    trigger(sheet, "original.withdraw")
    room.answer("登记错了")
    assert page.page.file.meter.text() == meter


def test_two_windows_editing_one_case_show_both_versions(room: Room, desk: Database) -> None:
    case_id = new_case(desk)
    page = open_case(room, case_id)
    page.key(Qt.Key.Key_F9)
    trigger(room.sheet(ActsSheet), "act.edit")
    sheet = room.sheet(EditSheet)
    fill(sheet, {"title": "三楼漏水纠纷", "place": "湖滨里 3 幢 302 室"})
    act(desk, "edit_case", case_id, replace(DETAILS, title="楼道漏水纠纷"))
    sheet.submit()
    both = room.sheet(BothSheet)
    assert set(both.choice.keys()) == {"title", "place"}
    both.choice.choose("title", RIGHT)
    both.submit()
    stored = view(desk, case_id).details
    assert (stored.title, stored.place) == ("三楼漏水纠纷", "湖滨里 3 幢 302 室")


def test_a_step_taken_elsewhere_is_told_and_what_was_typed_stays(room: Room, desk: Database) -> None:
    case_id = new_case(desk)
    talk(desk, case_id)
    page = open_case(room, case_id)
    page.key(Qt.Key.Key_F9)
    trigger(room.sheet(ActsSheet), "act.agreement")
    sheet = room.sheet(AgreementSheet)
    fill(sheet, {"content": "周某修复。", "manner": "修复", "perform_by": TODAY.isoformat()})
    act(desk, "edit_case", case_id, replace(DETAILS, place="湖滨里"))
    sheet.submit()
    assert "案情登记有改动" in sheet.banner.text()
    assert sheet.content.text() == "周某修复。"
    sheet.submit()
    assert not sheet.isVisible()
    assert view(desk, case_id).agreement is not None


def test_a_settled_case_goes_on_to_its_return_visit_and_the_bound_file(room: Room, desk: Database) -> None:
    case_id = new_case(desk)
    settle(desk, case_id)
    page = open_case(room, case_id)
    early = page.act("visit", VisitSheet, day=(TODAY - DAY).isoformat(), text="双方满意。")
    assert "协议之后才能回访" in error(early, "day")
    fill(early, {"day": TODAY.isoformat()})
    early.submit()
    assert view_of(page).chip == "已回访"
    archive = page.act("archive", ArchiveSheet, pages="12")
    assert "人民调解回访记录" in archive.banner.text()
    archive.reject()
    papers = [original("performance"), original("visit")]
    act(desk, "record_originals", case_id, papers)
    page.act("archive", ArchiveSheet, pages="12")
    assert room.sheets(ArchiveSheet) == []
    assert view_of(page).chip == "已归档"
    page.key(Qt.Key.Key_F9)
    page.key(Qt.Key.Key_Return)
    assert room.sheets(Sheet) == []
