"""What each role sees: no dead button, no child's name without the director's approval."""

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.page.options_section import OptionsSection
from shequ_desk.counters.childcare.page.other_sections import ApprovalSection
from shequ_desk.counters.childcare.page.section import EntrySheet
from shequ_desk.store.database import Database
from shequ_desk.store.rights import Clerk
from tests.clerks import as_role
from tests.counters.childcare.page.conftest import Open
from tests.counters.childcare.page.kit import CLERK, SINCE, booked, care, child, settings
from tests.counters.childcare.page.test_board import AUGUST
from tests.counters.desk_kit import Desk, fill, texts
from tests.desk.looks import SIZES


def words(desk: Desk) -> str:
    """Every text on show."""
    return "\n".join(label.text() for label in desk.window.findChildren(QLabel) if label.isVisible())


@pytest.fixture
def full(house: Database) -> Database:
    """One child is booked today."""
    with house.work(CLERK) as work:
        booked(work, child(work, "李小满", AUGUST), "托大班", "下午")
    return house


@pytest.mark.parametrize("role", ["desk", "childcare"])
def test_without_approval_only_numbers_and_what_to_do(open_desk: Open, full: Database, role: str) -> None:
    desk = open_desk(clerk=as_role(role))
    page = care(desk)
    shown = words(desk)
    assert "档案授权" in shown
    assert "李小满" not in shown
    assert not page.page.book.isVisible()
    assert "Enter 预约" not in shown
    assert shown.count("档案授权") == 1
    page.enter()
    page.page.cards.list_cell()
    page.page.cards.cancel_cell()
    page.page.cards.show_waiting()
    assert desk.recorder.refusals == []


@pytest.mark.parametrize("role", ["director", "auditor"])
def test_who_only_reads_sees_the_board(open_desk: Open, full: Database, role: str) -> None:
    desk = open_desk(clerk=as_role(role))
    page = care(desk)
    assert page.page.board.grid.isVisible()
    assert "由窗口、托育岗位办理" in words(desk)
    assert not page.page.book.isVisible()
    assert not page.page.today.isVisible()
    assert ("授权" in words(desk)) == (role == "director")
    assert page.page.board.height() == page.page.height()


def test_approval_opens_the_page(open_desk: Open, full: Database) -> None:
    desk = open_desk(clerk=CLERK)
    approvals = settings(desk).open("档案授权")
    assert isinstance(approvals, ApprovalSection)
    approvals.table.select(0)
    approvals.revoke()
    desk.answer()
    assert texts(approvals.table)[0][5] == "已撤销"
    page = care(desk)
    assert not page.page.book.isVisible()
    settings(desk).open("档案授权")
    approvals.grant()
    sheet = desk.sheet(EntrySheet)
    sheet.submit()
    assert sheet.form.rows["clerk_id"].error() or sheet.banner.text()
    sheet.reject()


def test_the_directors_settings_can_be_changed_others_look(open_desk: Open, full: Database) -> None:
    desk = open_desk(clerk=as_role("desk"))
    page = settings(desk)
    assert [page.tabs.tabText(place) for place in range(page.tabs.count())].count("档案授权") == 0
    section = page.open("班级")
    assert [action for action in section.findChildren(QAction) if action.objectName() == "group.add"] == []
    assert texts(section.table)[0][0] == "乳儿班"  # type: ignore[attr-defined]
    options = page.open("其他")
    assert isinstance(options, OptionsSection)
    assert not options.save_button.isVisible()
    assert not options.fever.isEnabled()
    assert not options.late_counts.isEnabled()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("clerk", [as_role("desk"), as_role("director")], ids=["desk", "director"])
def test_an_empty_centre_says_what_to_do_first(
    open_desk: Open, database: Database, size: tuple[int, int, float], clerk: Clerk
) -> None:
    desk = open_desk(size, clerk)
    assert "还没有班级和时段" in words(desk)
    assert "设置—托育" in words(desk)


def test_a_new_centre_shows_no_place_before_there_is_one(open_desk: Open, database: Database) -> None:
    with database.work(CLERK) as work:
        childcare.approve(work, CLERK.id, SINCE, None, "托育窗口日常办理")
    desk = open_desk()
    page = care(desk).page
    assert (page.book.isVisible(), page.book.chip.isVisible()) == (True, False)


def test_a_fill_is_kept_after_a_refusal(open_desk: Open, full: Database) -> None:
    desk = open_desk(clerk=as_role("director"))
    section = settings(desk).open("停托日")
    section.add()  # type: ignore[attr-defined]
    sheet = desk.sheet(EntrySheet)
    fill(sheet, {"first": "2026-11-30", "last": "2026-11-29", "reason": "消毒"})
    sheet.submit()
    assert sheet.isVisible()
    assert sheet.form.rows["reason"].editor.text() == "消毒"
