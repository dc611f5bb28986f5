"""One case on the page: log, corrections, attachments, steps, two windows, roles, looks."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.page import case_list
from shequ_desk.counters.mediation.page.acts_sheet import ActsSheet
from shequ_desk.counters.mediation.page.after_sheets import ArchiveSheet, VisitSheet
from shequ_desk.counters.mediation.page.agreement_sheets import AgreementSheet, SigningSheet
from shequ_desk.counters.mediation.page.edit_sheet import BothSheet, EditSheet
from shequ_desk.counters.mediation.page.ending_sheets import EndingSheet, FinishSheet
from shequ_desk.counters.mediation.page.entry_view import EntryView
from shequ_desk.counters.mediation.page.escalate_sheet import EscalateSheet
from shequ_desk.counters.mediation.page.file_sheets import ExcuseSheet, OriginalSheet
from shequ_desk.counters.mediation.page.find_sheet import FindSheet
from shequ_desk.counters.mediation.page.log_sheet import LogSheet
from shequ_desk.counters.mediation.page.parties_sheet import PartiesSheet
from shequ_desk.counters.mediation.page.party_sheet import PartySheet
from shequ_desk.counters.mediation.page.path_sheets import MoveSheet
from shequ_desk.counters.mediation.rules import CaseView, Signing
from shequ_desk.desk.sheets import Sheet
from shequ_desk.people.page.choose_fields import RIGHT
from shequ_desk.store.database import Database
from tests.clerks import EVERYTHING, as_role
from tests.counters.mediation.kit import (
    AGREED,
    DETAILS,
    TODAY,
    act,
    new_case,
    original,
    photo,
    resident,
    settle,
    talk,
    two_parties,
    view,
)
from tests.counters.mediation.page.conftest import Open
from tests.counters.mediation.page.kit import ALT, CTRL, Cases, Room, actions, error, fill, texts, trigger
from tests.desk.looks import SIZES, clipped, nameless, outside, tab_order

DAY = timedelta(days=1)


def _open(room: Room, case_id: int) -> Cases:
    page = room.page()
    page.page.open_case(case_id)
    return page


def _view(page: Cases) -> CaseView:
    assert page.page.view is not None
    return page.page.view


def test_an_empty_desk_says_what_to_do_first(room: Room) -> None:
    page = room.page()
    assert "按 Ctrl N" in page.page.cases.list.accessibleName() + page.words()
    assert page.page.head.about.text() == "左边用 ↑ ↓ 选一件，或按 Ctrl N 受理新案件"


def test_the_list_walks_by_arrow_and_enter_writes_in_the_log(room: Room, desk: Database) -> None:
    first, second = new_case(desk), new_case(desk)
    page = room.page()
    assert _view(page).id == first
    page.key(Qt.Key.Key_Up)
    assert _view(page).id == second
    page.key(Qt.Key.Key_Return)
    sheet = room.sheet(LogSheet)
    assert sheet.focusWidget() is sheet.text
    fill(sheet, {"kind": "联系", "text": "电话约双方周三到场。"})
    page.key(Qt.Key.Key_Return, CTRL)
    room.settle()
    room.come_back()
    assert "电话约双方周三到场。" in page.log()[0]


def test_an_entry_with_photos_is_kept_and_looked_at(room: Room, desk: Database, tmp_path: Path) -> None:
    (tmp_path / "现场.jpg").write_bytes(photo())
    (tmp_path / "阴角.png").write_bytes(photo(kind="PNG", seed=2))
    page = _open(room, new_case(desk))
    page.key(Qt.Key.Key_Return)
    sheet = room.sheet(LogSheet)
    sheet.files.take([tmp_path / "现场.jpg", tmp_path / "阴角.png"])
    sheet.files.table.select(1)
    sheet.files.giver.setText("陈某")
    sheet.files.giver.textEdited.emit("陈某")
    fill(sheet, {"text": "现场查看，照片 2 张。"})
    sheet.submit()
    room.settle()
    assert room.sheets(LogSheet) == []
    kept = _view(page).attachments
    assert [(one.name, one.giver, one.kind_text) for one in kept] == [
        ("现场.jpg", "", "现场照片"),
        ("阴角.png", "陈某", "现场照片"),
    ]
    assert "附件 2 件" in page.log()[0]
    page.page.log.list.row_activated.emit(page.page.log.list.current())
    whole = room.sheet(EntryView)
    assert not whole.peek.pixmap().isNull()


def test_a_program_named_as_a_photo_is_refused_and_the_words_stay(room: Room, desk: Database, tmp_path: Path) -> None:
    (tmp_path / "照片.jpg").write_bytes(b"MZ\x90\x00" + bytes(2000))
    page = _open(room, new_case(desk))
    before = len(page.log())
    page.page.write_log()
    sheet = room.sheet(LogSheet)
    sheet.files.take([tmp_path / "照片.jpg"])
    fill(sheet, {"text": "现场查看。"})
    sheet.submit()
    room.settle()
    assert sheet.isVisible()
    assert "“照片.jpg”：这是一个程序" in sheet.banner.text()
    assert sheet.text.text() == "现场查看。"
    assert len(_view(page).log) == before
    sheet.files.drop()
    sheet.submit()
    room.settle()
    assert room.sheets(LogSheet) == []


def test_an_identity_card_and_a_huge_file_are_refused_when_chosen(room: Room, desk: Database, tmp_path: Path) -> None:
    (tmp_path / "身份证.jpg").write_bytes(photo())
    (tmp_path / "大.jpg").write_bytes(bytes(31_000_000))
    _open(room, new_case(desk)).page.write_log()
    box = room.sheet(LogSheet).files
    box.take([tmp_path / "身份证.jpg", tmp_path / "大.jpg"])
    assert box.files == []
    assert ["不存图像" in one.message or "超过" in one.message for one in room.recorder.refusals] == [True, True]


def test_a_correction_is_a_new_entry_that_names_the_old(room: Room, desk: Database) -> None:
    page = _open(room, new_case(desk))
    page.page.log.list.row_activated.emit(page.page.log.list.current())
    trigger(room.sheet(EntryView), "entry.correct")
    room.answer("受理人应为王岚")
    assert "更正第 1 笔" in page.log()[0]
    assert "已由第 2 笔更正" in page.log()[1]


def test_the_steps_are_listed_with_their_needs_and_started_by_a_digit(room: Room, desk: Database) -> None:
    page = _open(room, new_case(desk, accepted_on=TODAY - 2 * DAY))
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
    assert _view(page).chip == "调解中"
    assert "调解 11-21 起" in page.page.head.path.accessibleName()


def test_the_oral_form_is_refused_while_it_is_chosen_and_when_saved(room: Room, desk: Database) -> None:
    case_id = new_case(desk, details=DETAILS)
    talk(desk, case_id)
    page = _open(room, case_id)
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
    assert not sheet.isVisible()
    signing = page.act("sign", SigningSheet, pages="2")
    assert not signing.isVisible(), signing.banner.text()
    assert _view(page).chip == "达成协议"


def test_signing_names_the_papers_that_lack(room: Room, desk: Database) -> None:
    case_id = new_case(desk)
    act(desk, "move", case_id, "mediating", TODAY, "")
    page = _open(room, case_id)
    made = page.act("agreement", AgreementSheet, content="周某修复。", manner="修复", perform_by=TODAY.isoformat())
    assert not made.isVisible()
    page.key(Qt.Key.Key_F9)
    assert "还缺" in texts(room.sheet(ActsSheet).table)[0][2]
    room.sheet(ActsSheet).reject()
    signing = page.act("sign", SigningSheet, pages="2")
    assert "人民调解申请书" in signing.banner.text()


def test_a_case_ends_with_its_notice(room: Room, desk: Database) -> None:
    case_id = new_case(desk)
    talk(desk, case_id)
    page = _open(room, case_id)
    ending = page.act("ending", EndingSheet, note="双方分歧大。")
    assert "没有选" in error(ending, "reason")
    fill(ending, {"reason": "调解委员会认为无法达成调解协议"})
    ending.submit()
    finish = page.act("end", FinishSheet)
    assert not finish.isVisible(), finish.banner.text()
    assert _view(page).chip == "调解不成"


def test_an_oral_agreement_is_not_offered_to_the_court(room: Room, desk: Database) -> None:
    case_id = new_case(desk)
    talk(desk, case_id)
    page = _open(room, case_id)
    made = page.act("agreement", AgreementSheet, form="口头", content="当面赔礼。", manner="当场履行")
    made.at_once.setChecked(True)
    made.submit()
    assert room.sheets(AgreementSheet) == []
    page.act("sign", SigningSheet, pages="1")
    assert _view(page).chip == "达成协议"
    page.key(Qt.Key.Key_F9)
    assert "申请司法确认" not in [line[1] for line in texts(room.sheet(ActsSheet).table)]


def test_a_lacking_paper_is_explained_where_that_is_allowed(room: Room, desk: Database) -> None:
    case_id = new_case(desk)
    settle(desk, case_id)
    page = _open(room, case_id)
    sheet = page.act("excuse", ExcuseSheet, key="履行情况记录", reason="无")
    assert error(sheet, "reason")
    assert "人民调解申请书" not in [sheet.key.itemText(place) for place in range(sheet.key.count())]
    fill(sheet, {"reason": "双方当面结清，没有凭证"})
    sheet.submit()
    assert "卷宗情况说明" in page.words()
    assert "已说明" in page.words()


def test_recording_an_original_moves_the_meter_and_can_be_taken_back(room: Room, desk: Database) -> None:
    page = _open(room, new_case(desk))
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
    page = _open(room, case_id)
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
    page = _open(room, case_id)
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


def test_the_parties_are_verified_added_and_taken_out(room: Room, desk: Database) -> None:
    page = _open(room, new_case(desk))
    page.key(Qt.Key.Key_B, CTRL)
    sheet = room.sheet(PartiesSheet)
    trigger(sheet, "parties.add")
    party = room.sheet(PartySheet)
    fill(party, {"name": "郑小雨"})
    party.submit()
    assert [line[1] for line in texts(sheet.table)] == ["陈立秋", "周春山", "郑小雨"]
    sheet.table.select(2)
    trigger(sheet, "parties.verify")
    assert texts(sheet.table)[2][5] == "2026-11-21 王岚"
    trigger(sheet, "parties.remove")
    room.answer()
    assert len(texts(sheet.table)) == 2
    sheet.table.select(1)
    trigger(sheet, "parties.remove")
    room.answer()
    assert "被申请人" in sheet.banner.text()


def test_an_urgent_report_is_logged_and_printed(room: Room, desk: Database) -> None:
    page = _open(room, new_case(desk))
    page.key(Qt.Key.Key_F12)
    sheet = room.sheet(EscalateSheet)
    fill(sheet, {"text": "多人聚集，已劝离。"})
    sheet.submit()
    assert error(sheet, "reported_to")
    fill(sheet, {"reported_to": "清泉派出所 李警官", "kind": "群体性事件风险"})
    sheet.submit()
    room.settle()
    room.settle()
    assert "上报" in page.log()[0]
    assert len(room.tray.papers) == 1


def test_finding_by_person_kind_and_words(room: Room, desk: Database) -> None:
    with desk.work(EVERYTHING) as work:
        person = resident(work, "陈小雨")
        party = mediation.party_of(work, person, "applicant")
    mine = new_case(desk, parties=(party, view(desk, new_case(desk)).parties[1]))
    page = room.page()
    page.page.show_person(person)
    sheet = room.sheet(FindSheet)
    assert [row[1] for row in texts(sheet.table)] == ["陈某与周某"]
    sheet.clear()
    sheet.text.setText("漏水 第1号")
    assert len(texts(sheet.table)) == 1
    sheet.clear()
    sheet.type.choose(15)
    assert texts(sheet.table) == []
    sheet.submit()
    assert "没有选案件" in sheet.banner.text()
    sheet.take(person)
    sheet.type.setCurrentIndex(0)
    sheet.submit()
    assert _view(page).id == mine


def test_the_hall_opens_a_case_and_the_overdue_ones(room: Room, desk: Database) -> None:
    late = new_case(desk, accepted_on=TODAY - 60 * DAY)
    new_case(desk)
    page = room.page()
    page.page.show_person(0, "overdue")
    assert [row.id for row in page.rows()] == [late]
    assert page.page.cases.count.text() == "在办 2 · 逾期 1"
    page.key(Qt.Key.Key_Escape)
    assert len(page.rows()) == 2
    page.page.show_person(0, f"case:{late}")
    assert _view(page).id == late
    page.page.show_person(0, "case:999")
    assert room.recorder.refusals


def test_the_list_narrows_while_typing(room: Room, desk: Database) -> None:
    new_case(desk)
    new_case(desk, details=replace(DETAILS, title="物业费纠纷"))
    page = room.page()
    page.page.cases.text.setText("物业费")
    room.qtbot.waitUntil(lambda: len(page.rows()) == 1)
    assert _view(page).details.title == "物业费纠纷"
    page.page.cases.text.setText("没有这样的案件")
    room.qtbot.waitUntil(lambda: page.rows() == [])
    assert page.page.view is None
    assert "没有符合条件的案件" in page.words()
    page.key(Qt.Key.Key_Escape)
    assert len(page.rows()) == 2


def test_a_case_that_leaves_the_list_stays_in_hand(room: Room, desk: Database) -> None:
    first, second = new_case(desk), new_case(desk)
    page = room.page()
    page.page.cases.show_group("open")
    page.page.open_case(first)
    page.page.cases.show_group("open")
    settle(desk, first)
    assert _view(page).chip == "达成协议"
    assert [row.id for row in page.rows()] == [second]
    page.key(Qt.Key.Key_Down)
    assert _view(page).id == second


def test_a_case_far_down_is_found_by_its_number(room: Room, desk: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    cases = [new_case(desk) for _ in range(3)]
    monkeypatch.setattr(case_list, "WINDOW", 2)
    page = _open(room, cases[0])
    assert _view(page).id == cases[0]
    assert [row.id for row in page.rows()] == [cases[0]]


def test_a_director_reads_everything_and_writes_nothing(open_room: Open, desk: Database) -> None:
    case_id = new_case(desk)
    room = open_room(clerk=as_role("director"))
    page = _open(room, case_id)
    offered = actions(page.page)
    assert {"mediation.papers", "mediation.parties", "mediation.statistics", "mediation.find"} <= offered
    assert not offered & {"mediation.log", "mediation.acts", "mediation.accept", "mediation.escalate"}
    page.key(Qt.Key.Key_B, CTRL)
    assert not actions(room.sheet(PartiesSheet)) & {"parties.add", "parties.verify"}


def test_a_settled_case_goes_on_to_its_return_visit_and_the_bound_file(room: Room, desk: Database) -> None:
    case_id = new_case(desk)
    settle(desk, case_id)
    page = _open(room, case_id)
    early = page.act("visit", VisitSheet, day=(TODAY - DAY).isoformat(), text="双方满意。")
    assert "协议之后才能回访" in error(early, "day")
    fill(early, {"day": TODAY.isoformat()})
    early.submit()
    assert _view(page).chip == "已回访"
    archive = page.act("archive", ArchiveSheet, pages="12")
    assert "人民调解回访记录" in archive.banner.text()
    archive.reject()
    papers = [original("performance"), original("visit")]
    act(desk, "record_originals", case_id, papers)
    page.act("archive", ArchiveSheet, pages="12")
    assert room.sheets(ArchiveSheet) == []
    assert _view(page).chip == "已归档"
    page.key(Qt.Key.Key_F9)
    page.key(Qt.Key.Key_Return)
    assert room.sheets(Sheet) == []


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut_and_everything_has_a_name(
    open_room: Open, desk: Database, size: tuple[int, int, float]
) -> None:
    sides = two_parties()
    many = (*sides, *(replace(sides[0], name=f"林{one}") for one in "甲乙丙丁"))
    case_id = new_case(desk, parties=many, details=replace(DETAILS, type_code=1, title="父亲赡养费和房屋居住权纠纷"))
    talk(desk, case_id)
    act(desk, "draft_agreement", case_id, replace(AGREED, excluded=("identity",)))
    act(desk, "sign_agreement", case_id, Signing(TODAY, TODAY, TODAY, pages=2, copies=7))
    room = open_room(size)
    page = _open(room, case_id).page
    assert clipped(page) == []
    assert outside(page) == []
    assert nameless(page) == []
    assert len(tab_order(page)) >= 8


@pytest.mark.parametrize("size", SIZES)
def test_no_sheet_is_cut(open_room: Open, desk: Database, size: tuple[int, int, float]) -> None:
    case_id = new_case(desk)
    talk(desk, case_id)
    room = open_room(size)
    page = _open(room, case_id)
    for key, modifier in ((Qt.Key.Key_N, CTRL), (Qt.Key.Key_F9, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_Y, ALT)):
        page.key(key, modifier)
        room.settle()
        sheet = room.sheet(Sheet)
        assert clipped(sheet) + outside(sheet) + nameless(sheet) == []
        sheet.reject()
        room.come_back()
