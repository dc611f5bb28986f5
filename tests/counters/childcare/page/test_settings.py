"""The settings as a director uses them: a nursery entered from nothing, changes with a date, clashes listed."""

from datetime import date

import pytest
from PySide6.QtWidgets import QCheckBox

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.page.options_section import OptionsSection
from shequ_desk.counters.childcare.page.programme_section import ReductionsEdit, TermsEdit
from shequ_desk.counters.childcare.page.section import EntrySheet
from shequ_desk.counters.childcare.page.version_section import VersionSection, VersionSheet
from shequ_desk.counters.childcare.rules.fees import RefundRule
from shequ_desk.desk.widgets import KeyButton
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.money import Money
from shequ_desk.store.database import Database
from tests.clerks import as_role
from tests.counters.childcare.page.conftest import Open
from tests.counters.childcare.page.kit import CLERK, SATURDAY, booked, care, child, settings
from tests.counters.desk_kit import Desk, fill, texts

TABS = ("项目与价格", "班级", "时段与保育员", "房间", "停托日", "协议与告知书", "档案授权", "其他")


def versions(desk: Desk, title: str) -> VersionSection:
    """A tab of dated things."""
    found = settings(desk).open(title)
    assert isinstance(found, VersionSection)
    return found


def tick(sheet: EntrySheet, *names: str) -> None:
    """Tick boxes by accessible name."""
    boxes = {box.accessibleName(): box for box in sheet.findChildren(QCheckBox)}
    for name in names:
        boxes[name].setChecked(True)


def enter(desk: Desk, title: str, *ticks: str, **fields: str) -> VersionSheet:
    """Add one thing; the sheet must close."""
    versions(desk, title).add()
    sheet = desk.sheet(VersionSheet)
    fill(sheet, fields)
    tick(sheet, *ticks)
    sheet.submit()
    return sheet


def test_a_nursery_is_entered_from_nothing(open_desk: Open, database: Database) -> None:
    desk = open_desk()
    since = {"valid_from": "2026-11-21"}
    enter(desk, "房间", "临时托名额按面积核定", name="托育室", area="100", **since)
    enter(desk, "班级", kind="托大班", room_no="托育室", **since)
    session = {"group_no": "托大班", "name": "下午", "starts": "1330", "ends": "1700", "carers": "1"}
    enter(desk, "时段与保育员", "开放的星期 周六", **session, **since)
    programme = {"name": "计时托", "price": "15", "free_visits": "12", "reductions": "低保 50 民政"}
    enter(desk, "项目与价格", "进哪些班（按月龄自动分） 托大班", **programme, **since)
    for title, row in (
        ("房间", ["托育室", "100", "4 名"]),
        ("班级", ["托大班", "托大班", "24–36 月", "20", "师幼比 1:7", "托育室"]),
        ("时段与保育员", ["托大班", "下午 13:30–17:00"]),
        ("项目与价格", ["计时托", "托大班", "15.00 元/时"]),
    ):
        shown = texts(versions(desk, title).table)[0]
        assert [cell.replace("100.00", "100") for cell in shown[: len(row)]] == row
    with database.work(CLERK) as work:
        childcare.approve(work, CLERK.id, SATURDAY, None, "窗口办理")
    page = care(desk)
    assert page.cell() == ("托大班", "下午", "余 4")


def test_the_director_of_an_empty_centre_starts_from_samples(open_desk: Open, database: Database) -> None:
    desk = open_desk(clerk=as_role("director"))
    section = versions(desk, "项目与价格")
    offered = next(one for one in section.findChildren(KeyButton) if one.objectName() == "programme.samples")
    assert offered.isVisible()
    offered.click()
    assert "计时托（示例）" in [row[0] for row in texts(section.table)]
    assert not offered.isVisible()
    assert not offered.isEnabled()
    assert len(texts(versions(desk, "班级").table)) == 5


def test_a_price_from_monday_on(desk: Desk, house: Database) -> None:
    section = versions(desk, "项目与价格")
    section.table.select(0)
    section.change()
    sheet = desk.sheet(VersionSheet)
    fill(sheet, {"price": "18", "valid_from": "2026-11-23"})
    sheet.submit()
    assert not sheet.isVisible(), sheet.banner.text()
    with house.reading(CLERK) as work:
        prices = {day: childcare.programmes(work, day)[0].price for day in (SATURDAY, date(2026, 11, 23))}
    assert list(prices.values()) == [Money(1500), Money(1800)]
    assert {row[6] for row in texts(section.table) if row[0] == "计时托"} == {"执行中", "未开始"}


def test_a_sample_is_marked_until_its_price_is_set(open_desk: Open, preset: Database) -> None:
    desk = open_desk()
    section = versions(desk, "项目与价格")
    names = [row[0] for row in texts(section.table)]
    assert "计时托（示例）" in names
    section.table.select(names.index("计时托（示例）"))
    section.change()
    sheet = desk.sheet(VersionSheet)
    assert "示例" in sheet.form.rows["document"].editor.text()
    fill(sheet, {"document": "2026 年 11 月公示", "price": "16", "valid_from": "2026-11-21"})
    sheet.submit()
    assert not sheet.isVisible(), sheet.banner.text()
    assert "计时托" in [row[0] for row in texts(section.table) if row[6] == "执行中"]


def test_a_ratio_below_bookings_lists_them(desk: Desk, house: Database) -> None:
    with house.work(CLERK) as work:
        for name in ("周安安", "吴一一", "郑小小", "冯小满"):
            booked(work, child(work, name, date(2024, 8, 5)), "托大班", "下午", date(2026, 11, 23))
    section = versions(desk, "班级")
    section.table.select([row[0] for row in texts(section.table)].index("托大班"))
    section.change()
    sheet = desk.sheet(VersionSheet)
    fill(sheet, {"ratio": "2", "valid_from": "2026-11-22"})
    sheet.submit()
    assert sheet.isVisible()
    assert "已有预约放不下" in sheet.banner.text()
    listed = texts(sheet.clashes)
    assert [row[:3] for row in listed] == [
        ["郑小小", "2026-11-23", "13:30–17:00"],
        ["冯小满", "2026-11-23", "13:30–17:00"],
    ]
    assert sheet.form.rows["ratio"].editor.text() == "2"


def test_a_session_is_ended(desk: Desk, house: Database) -> None:
    section = versions(desk, "时段与保育员")
    section.table.select(0)
    section.end()
    sheet = desk.sheet(EntrySheet)
    fill(sheet, {"last_day": "2026-11-21"})
    sheet.submit()
    page = care(desk)
    page.page.board.turn_on()
    board = page.page.board.board
    assert board is not None
    assert [row.session.name for row in board.rows if row.group.name == "乳儿班"] == ["下午"]


def test_closed_days_close_the_board(desk: Desk, house: Database) -> None:
    section = settings(desk).open("停托日")
    section.add()  # type: ignore[attr-defined]
    sheet = desk.sheet(EntrySheet)
    fill(sheet, {"first": "2026-11-23", "last": "2026-11-24", "reason": "全面消毒"})
    sheet.submit()
    assert texts(section.table)[0] == ["2026-11-23 至 2026-11-24", "全面消毒", "全部"]  # type: ignore[attr-defined]
    page = care(desk)
    page.page.board.turn_on()
    board = page.page.board.board
    assert board is not None
    assert [cell.closed for cell in board.rows[0].cells[:3]] == ["全面消毒", "全面消毒", ""]
    section.table.select(0)  # type: ignore[attr-defined]
    section.end()  # type: ignore[attr-defined]
    assert texts(section.table) == []  # type: ignore[attr-defined]


def test_a_new_agreement_carries_its_refund_rules(desk: Desk, house: Database) -> None:
    section = settings(desk).open("协议与告知书")
    section.table.select(0)  # type: ignore[attr-defined]
    section.add()  # type: ignore[attr-defined]
    sheet = desk.sheet(EntrySheet)
    fill(sheet, {"kind": "托育服务协议", "version": "2026-2", "refunds": "因病 100，家长原因 50", "text": "新正文"})
    sheet.submit()
    assert not sheet.isVisible(), sheet.banner.text()
    with house.reading(CLERK) as work:
        found = childcare.terms(work, "agreement", date(2026, 11, 22))
    assert found is not None
    assert found.refunds == (RefundRule("因病", 100), RefundRule("家长原因", 50))


def test_options_are_saved_and_refused_at_their_field(desk: Desk, house: Database) -> None:
    section = settings(desk).open("其他")
    assert isinstance(section, OptionsSection)
    section.fever.setText("37.5")
    section.strikes.setText("0")
    section.save()
    with house.reading(CLERK) as work:
        stored = childcare.options(work)
    assert (stored.fever_tenths, stored.strikes) == (375, 0)
    section.tight.setText("900")
    section.save()
    assert section.form.rows["tight_percent"].error()


@pytest.mark.parametrize("text", ["低保50民政", "低保 50% 民政，残疾 30 残联"])
def test_reductions_are_read_as_documents_write_them(qtbot: object, text: str) -> None:
    edit = ReductionsEdit()
    edit.setText(text)
    assert edit.value()[0].percent == 50
    shown = edit.text()
    edit.set_value(edit.value())
    assert edit.value()[0].payer == "民政", shown


@pytest.mark.parametrize("text", ["低保 民政", "外星人 50 民政"])
def test_what_is_no_reduction_is_refused(qtbot: object, text: str) -> None:
    edit = ReductionsEdit()
    edit.setText(text)
    with pytest.raises(Refusal):
        edit.value()


def test_terms_are_read(qtbot: object) -> None:
    edit = TermsEdit()
    edit.setText("2026-07-01 至 2026-08-31")
    assert edit.value() == ((date(2026, 7, 1), date(2026, 8, 31)),)
    edit.setText("暑假")
    with pytest.raises(Refusal):
        edit.value()
