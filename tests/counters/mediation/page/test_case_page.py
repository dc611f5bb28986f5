"""The cases on the page: the list, finding, parties, roles, looks."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.page import case_list
from shequ_desk.counters.mediation.page.accept_sheet import AcceptSheet
from shequ_desk.counters.mediation.page.file_sheets import OriginalSheet
from shequ_desk.counters.mediation.page.find_sheet import FindSheet
from shequ_desk.counters.mediation.page.log_sheet import LogSheet
from shequ_desk.counters.mediation.page.parties_sheet import PartiesSheet
from shequ_desk.counters.mediation.page.party_sheet import PartySheet
from shequ_desk.counters.mediation.rules import PartyDraft, Signing
from shequ_desk.desk.sheets import Sheet
from shequ_desk.desk.theme import font
from shequ_desk.desk.widgets import ElidedLabel
from shequ_desk.store.database import Database
from tests.clerks import EVERYTHING, as_role
from tests.counters.desk_kit import ALT, CTRL, NONE, actions, crowd, fill, texts, trigger
from tests.counters.mediation.kit import (
    AGREED,
    DETAILS,
    TODAY,
    act,
    new_case,
    resident,
    settle,
    talk,
    two_parties,
    view,
)
from tests.counters.mediation.page.conftest import Open
from tests.counters.mediation.page.kit import Room, open_case, view_of
from tests.desk.looks import SIZES, clipped, doubled, nameless, outside, tab_order

DAY = timedelta(days=1)


def test_an_empty_desk_says_what_to_do_first(room: Room) -> None:
    page = room.page()
    assert "按 Ctrl N" in page.page.cases.list.accessibleName() + page.words()
    assert page.page.head.about.text() == "左边用 ↑ ↓ 选一件，或按 Ctrl N 受理新案件"


def test_the_list_walks_by_arrow_and_enter_writes_in_the_log(room: Room, desk: Database) -> None:
    first, second = new_case(desk), new_case(desk)
    page = room.page()
    assert view_of(page).id == first
    page.key(Qt.Key.Key_Up)
    assert view_of(page).id == second
    page.key(Qt.Key.Key_Return)
    sheet = room.sheet(LogSheet)
    assert sheet.focusWidget() is sheet.text
    fill(sheet, {"kind": "联系", "text": "电话约双方周三到场。"})
    page.key(Qt.Key.Key_Return, CTRL)
    room.settle()
    room.come_back()
    assert "电话约双方周三到场。" in page.log()[0]


def test_the_parties_are_verified_added_and_taken_out(room: Room, desk: Database) -> None:
    page = open_case(room, new_case(desk))
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
    assert view_of(page).id == mine


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
    assert view_of(page).id == late
    page.page.show_person(0, "case:999")
    assert room.recorder.refusals


def test_the_list_narrows_while_typing(room: Room, desk: Database) -> None:
    new_case(desk)
    new_case(desk, details=replace(DETAILS, title="物业费纠纷"))
    page = room.page()
    page.page.cases.text.setText("物业费")
    room.qtbot.waitUntil(lambda: len(page.rows()) == 1)
    assert view_of(page).details.title == "物业费纠纷"
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
    assert view_of(page).chip == "达成协议"
    assert [row.id for row in page.rows()] == [second]
    page.key(Qt.Key.Key_Down)
    assert view_of(page).id == second


def test_a_case_far_down_is_found_by_its_number(room: Room, desk: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    cases = [new_case(desk) for _ in range(3)]
    monkeypatch.setattr(case_list, "WINDOW", 2)
    page = open_case(room, cases[0])
    assert view_of(page).id == cases[0]
    assert [row.id for row in page.rows()] == [cases[0]]


def test_a_director_reads_everything_and_writes_nothing(open_room: Open, desk: Database) -> None:
    case_id = new_case(desk)
    room = open_room(clerk=as_role("director"))
    page = open_case(room, case_id)
    offered = actions(page.page)
    assert {"mediation.papers", "mediation.parties", "mediation.statistics", "mediation.find"} <= offered
    assert not offered & {"mediation.log", "mediation.acts", "mediation.accept", "mediation.escalate"}
    page.key(Qt.Key.Key_B, CTRL)
    assert not actions(room.sheet(PartiesSheet)) & {"parties.add", "parties.verify"}


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut_and_everything_has_a_name(
    open_room: Open, desk: Database, size: tuple[int, int, float]
) -> None:
    sides = two_parties()
    firm = PartyDraft("respondent", "湖滨里物业服务有限公司", kind="organisation", verified=True)
    many = (firm, *sides, *(replace(sides[0], name=f"林{one}") for one in "甲乙丙丁"))
    case_id = new_case(desk, parties=many, details=replace(DETAILS, type_code=1, title="父亲赡养费和房屋居住权纠纷"))
    talk(desk, case_id)
    act(desk, "draft_agreement", case_id, replace(AGREED, excluded=("identity",)))
    act(desk, "sign_agreement", case_id, Signing(TODAY, TODAY, TODAY, pages=2, copies=8))
    room = open_room(size)
    page = open_case(room, case_id).page
    assert clipped(page) == []
    assert outside(page) == []
    assert nameless(page) == []
    assert len(tab_order(page)) >= 8
    shortened = [one.text() for one in page.findChildren(ElidedLabel) if one.toolTip()]
    assert [text for text in shortened if "申请人" in text or "调解员" in text] == []
    assert (doubled(page), page.visibleRegion().boundingRect().size()) == ([], page.size())
    line = QFontMetrics(font(12)).horizontalAdvance("（2026）清泉人调字第14号　剩 31 天")
    assert page.cases.list.viewport().width() - 2 * 13 >= line


@pytest.mark.parametrize("size", SIZES)
def test_no_sheet_is_cut(open_room: Open, desk: Database, size: tuple[int, int, float]) -> None:
    case_id = new_case(desk)
    talk(desk, case_id)
    room = open_room(size)
    page = open_case(room, case_id)
    for key, modifier in ((Qt.Key.Key_N, CTRL), (Qt.Key.Key_F9, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_Y, ALT)):
        page.key(key, modifier)
        room.settle()
        sheet = room.sheet(Sheet)
        assert clipped(sheet) + outside(sheet) + nameless(sheet) == []
        sheet.reject()
        room.come_back()


@pytest.mark.parametrize("size", SIZES)
def test_no_sheet_with_a_list_scrolls_twice(open_room: Open, desk: Database, size: tuple[int, int, float]) -> None:
    case_id = [new_case(desk) for _ in range(12)][-1]
    room = open_room(size)
    page = open_case(room, case_id)
    keys = ((Qt.Key.Key_F, CTRL), (Qt.Key.Key_F11, NONE), (Qt.Key.Key_F10, NONE), (Qt.Key.Key_B, ALT))
    found = {}
    for key, modifier in (*keys, (Qt.Key.Key_F, ALT), (Qt.Key.Key_Y, ALT), (Qt.Key.Key_B, CTRL)):
        page.key(key, modifier)
        room.settle()
        sheet = room.sheet(Sheet)
        QApplication.processEvents()
        found[sheet.windowTitle()] = doubled(sheet)
        crowd(sheet)
        found[sheet.windowTitle()] += doubled(sheet)
        sheet.reject()
        room.come_back()
    assert len(found) == 7
    assert not any(found.values()), found


@pytest.mark.parametrize("size", SIZES)
def test_hits_and_originals_scroll_once(open_room: Open, desk: Database, size: tuple[int, int, float]) -> None:
    with desk.work(EVERYTHING) as work:
        for name in ("王一", "王二", "王三", "王四"):
            resident(work, name)
    case_id = new_case(desk)
    settle(desk, case_id)
    room = open_room(size)
    page = open_case(room, case_id)
    original = OriginalSheet(page.page, room.context, view_of(page))
    original.open()
    crowd(original)
    assert (doubled(original), clipped(original)) == ([], [])
    original.reject()
    page.page.find_case()
    sheet = room.sheet(FindSheet)
    sheet.finder.setText("王")
    QApplication.processEvents()
    assert len(sheet.finder.list.hits) == 4
    assert (doubled(sheet), clipped(sheet)) == ([], [])
    sheet.finder.pick()
    assert sheet.table.isVisible()


@pytest.mark.parametrize("size", SIZES)
def test_all_parties_of_a_new_case_are_on_show(open_room: Open, desk: Database, size: tuple[int, int, float]) -> None:
    with desk.work(EVERYTHING) as work:
        resident_id = resident(work, "林己")
    room = open_room(size)
    room.page().key(Qt.Key.Key_N, CTRL)
    sheet = room.sheet(AcceptSheet)
    sheet.parties.parties = [replace(two_parties()[0], name=f"林{one}") for one in "甲乙丙丁戊"]
    sheet.parties.add_resident(resident_id)
    QApplication.processEvents()
    assert len(texts(sheet.parties.table)) == 6
    assert sheet.parties.table.verticalScrollBar().maximum() == 0
    assert doubled(sheet) == []
