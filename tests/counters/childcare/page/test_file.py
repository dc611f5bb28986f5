"""A child's file: opened with approval and logged, papers and adults added, ended, completed."""

from datetime import date, datetime

import pytest
from sqlalchemy import select

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.page.care_sheets import IncidentSheet
from shequ_desk.counters.childcare.page.document_tab import DocumentSheet
from shequ_desk.counters.childcare.page.file_sheet import FileSheet
from shequ_desk.counters.childcare.page.file_tab import FileTab
from shequ_desk.counters.childcare.page.section import EntrySheet
from shequ_desk.counters.childcare.rules.care import Incident
from shequ_desk.counters.childcare.rules.child import ChildCard
from shequ_desk.kernel.identity import complete
from shequ_desk.people import service as people
from shequ_desk.store.database import Database
from shequ_desk.store.tables import AuditRow
from tests.counters.childcare.page.kit import CLERK, care, child
from tests.counters.desk_kit import Desk, fill, texts

MINOR = complete("33020020150101333")
ADULT = complete("33020019880101333")


@pytest.fixture
def file(desk: Desk, house: Database) -> FileSheet:
    """李小满's file on show."""
    with house.work(CLERK) as work:
        child(work, "李小满", date(2024, 8, 10))
    page = care(desk)
    page.pick("lxm")
    page.page.cards.open_book_file()
    return desk.sheet(FileSheet)


def tab(file: FileSheet, title: str) -> FileTab:
    """A part that is a list."""
    found = file.open_tab(title)
    assert isinstance(found, FileTab)
    return found


def test_opening_is_logged(file: FileSheet, house: Database) -> None:
    assert file.title.text() == "李小满 的档案"
    with house.reading(CLERK) as work:
        opened = work.session.scalars(select(AuditRow.after).where(AuditRow.action == "open_file")).all()
    assert len(opened) == 1


def test_a_change_in_the_open_file_is_no_other_opening(file: FileSheet, desk: Desk, house: Database) -> None:
    file.card.carer.choose("祖辈")
    file.card.save()
    with house.reading(CLERK) as work:
        opened = work.session.scalars(select(AuditRow.after).where(AuditRow.action == "open_file")).all()
    assert (desk.recorder.said[-1], len(opened)) == ("登记已保存", 1)
    file.reject()
    care(desk).page.cards.open_book_file()
    with house.reading(CLERK) as work:
        opened = work.session.scalars(select(AuditRow.after).where(AuditRow.action == "open_file")).all()
    assert len(opened) == 2


def test_entry_is_registered(file: FileSheet, desk: Desk) -> None:
    file.card.carer.choose("祖辈")
    file.card.allergies.setText("鸡蛋")
    file.card.save()
    assert desk.recorder.said[-1] == "登记已保存"
    assert file.card.allergies.text() == "鸡蛋"


def test_what_is_typed_stays_while_papers_are_added(file: FileSheet, desk: Desk) -> None:
    file.card.allergies.setText("鸡蛋")
    tab(file, "材料").changed.emit()
    assert file.card.allergies.text() == "鸡蛋"


def test_two_clerks_on_one_registration_see_both(file: FileSheet, desk: Desk, house: Database) -> None:
    file.card.carer.choose("祖辈")
    file.card.allergies.setText("鸡蛋")
    with house.work(CLERK) as work:
        child_id = people.search(work, "李小满")[0].person_id
        childcare.save_card(work, ChildCard(child_id, "保姆", "花生"))
    file.card.save()
    desk.answer()
    assert "保姆" in file.card.theirs.text()
    assert "花生" in file.card.theirs.text()
    assert file.card.allergies.text() == "鸡蛋"
    file.card.save()
    assert desk.recorder.said[-1] == "登记已保存"
    with house.work(CLERK) as work:
        stored = childcare.open_file(work, child_id).card
    assert stored is not None
    assert (stored.carer_kind, stored.allergies) == ("祖辈", "鸡蛋")


def test_papers_are_added_and_withdrawn(file: FileSheet, desk: Desk) -> None:
    papers = tab(file, "材料")
    assert [row[0] for row in texts(papers.table)].count("健康检查表") == 1
    papers.add_document()  # type: ignore[attr-defined]
    sheet = desk.sheet(DocumentSheet)
    sheet.kind.setCurrentText("健康检查表")
    sheet.fields.signed_on.setText("2026-11-20")
    sheet.submit()
    assert not sheet.isVisible()
    shown = texts(papers.table)
    assert [row[0] for row in shown].count("健康检查表") == 2
    papers.table.select([row[0] for row in shown].index("托育服务协议"))
    papers.withdraw()  # type: ignore[attr-defined]
    desk.sheet(EntrySheet).submit()
    assert [row[7] for row in texts(papers.table) if row[0] == "托育服务协议"] == ["已撤回"]


def test_a_paper_of_tomorrow_is_refused(file: FileSheet, desk: Desk) -> None:
    tab(file, "材料").add_document()  # type: ignore[attr-defined]
    sheet = desk.sheet(DocumentSheet)
    sheet.fields.signed_on.setText("2026-11-22")
    sheet.submit()
    assert "晚于今天" in sheet.form.rows["signed_on"].error()


def test_adults_are_authorised_and_ended(file: FileSheet, desk: Desk) -> None:
    adults = tab(file, "接送人")
    adults.add_pickup()  # type: ignore[attr-defined]
    sheet = desk.sheet(EntrySheet)
    fill(sheet, {"name": "李大山", "relation": "父"})
    sheet.submit()
    assert sheet.form.rows["id_number"].error()
    fill(sheet, {"id_number": MINOR})
    sheet.submit()
    assert "18 周岁" in sheet.form.rows["id_number"].error()
    fill(sheet, {"id_number": ADULT})
    sheet.submit()
    assert {row[0] for row in texts(adults.table)} == {"张昕琴", "李大山"}
    adults.table.select([row[0] for row in texts(adults.table)].index("张昕琴"))
    adults.end()  # type: ignore[attr-defined]
    ended = desk.sheet(EntrySheet)
    fill(ended, {"last_day": "2026-11-20"})
    ended.submit()
    assert [row[6] for row in texts(adults.table) if row[0] == "张昕琴"] == ["已停用"]


def test_an_incident_is_completed_not_changed(file: FileSheet, desk: Desk, house: Database) -> None:
    child_id = file.card._card.child_id  # type: ignore[union-attr]
    at = datetime(2026, 11, 20, 15, 0)
    with house.work(CLERK) as work:
        childcare.report_incident(work, Incident(child_id, at, "活动室", "陈老师", "摔倒", "擦伤", "消毒", None))
    incidents = tab(file, "事故记录")
    incidents.changed.emit()
    incidents.table.select(0)
    incidents.amend()  # type: ignore[attr-defined]
    sheet = desk.sheet(IncidentSheet)
    fill(sheet, {"what": "补充：家长已接走就医", "measures": "随访"})
    sheet.submit()
    assert len(texts(incidents.table)) == 2


def test_nothing_chosen_is_said(file: FileSheet, desk: Desk) -> None:
    tab(file, "事故记录").amend()  # type: ignore[attr-defined]
    assert "还没有选一行" in desk.recorder.refusals[-1].message
