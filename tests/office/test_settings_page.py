"""The settings page: sections by rights, saving, accounts, printers, backups, checks, recovery sheet, audit book."""

import json
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shequ_desk.desk import theme
from shequ_desk.desk.counter import Context, Counter
from shequ_desk.desk.page import Page
from shequ_desk.desk.rows import RowsView
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.money import Money
from shequ_desk.office import service, words
from shequ_desk.office.page.accounts_tab import ResetSheet
from shequ_desk.office.page.audit_tab import AuditTab
from shequ_desk.office.page.backup_tab import BackupTab, RestoredSheet, RestoreSheet
from shequ_desk.office.page.centre_tab import CentreTab, OpeningSheet
from shequ_desk.office.page.password_tab import PasswordTab
from shequ_desk.office.page.pc_tab import PcTab
from shequ_desk.office.page.recovery_tab import RecoveryTab
from shequ_desk.office.page.settings import SettingsPage
from shequ_desk.office.page.verify_tab import VerifyTab
from shequ_desk.office.rules import Account
from shequ_desk.store.base import Base
from shequ_desk.store.verify import Finding
from tests.desk.keys import press
from tests.desk.looks import SIZES, clipped, doubled, nameless, outside, overfull, unsaid
from tests.office.kit import ALL_GRANTS, CENTRE, PASSWORD, Office, of_role
from tests.office.screens import SettingsScreen, errors, settle, shown

EVERYBODY = ["password", "pc"]


@pytest.fixture
def screen(qtbot: QtBot, office: Office) -> SettingsScreen:
    """The settings of a clerk who may do everything."""
    return SettingsScreen(qtbot, office)


@pytest.fixture(autouse=True)
def normal(qapp: QApplication) -> Iterator[None]:
    """Large text does not stay on."""
    yield
    theme.apply(qapp, theme.NORMAL)


@pytest.mark.parametrize(
    ("role", "sections"),
    [
        ("admin", ["centre", "holidays", "accounts", *EVERYBODY, "backup", "verify", "recovery"]),
        ("director", ["centre", "holidays", *EVERYBODY, "verify", "audit"]),
        ("auditor", [*EVERYBODY, "verify", "audit"]),
        ("desk", EVERYBODY),
        ("canteen", EVERYBODY),
    ],
)
def test_sections_follow_the_rights(qtbot: QtBot, office: Office, role: str, sections: list[str]) -> None:
    assert SettingsScreen(qtbot, office.sit(of_role(role))).keys() == sections


def test_a_counter_brings_its_own_section_and_builds_it_late(qtbot: QtBot, office: Office) -> None:
    built: list[Context] = []

    def build(context: Context) -> Page:
        built.append(context)
        return Page()

    counter = Counter(
        "canteen", "助餐", "canteen", "F3", "orange", "office.settings", {}, build, build, settings_title="助餐设置"
    )
    page = SettingsPage(office.context, office.seat, [counter])
    qtbot.addWidget(page)
    assert page.sections[-1].title == "助餐设置"
    assert built == []
    page.open("canteen")
    assert built == [office.context]


def test_arrows_choose_enter_goes_in_escape_comes_out(screen: SettingsScreen) -> None:
    screen.page.shown()
    press(screen.page.list, Qt.Key.Key_Down)
    assert screen.page.current() is screen.open("holidays")
    press(screen.page.list, Qt.Key.Key_Return)
    settle()
    focus = screen.page.focusWidget()
    assert focus is not None
    assert screen.page.current().isAncestorOf(focus)
    assert screen.page.back()
    assert screen.page.list.hasFocus()
    assert not screen.page.back()


def test_the_centre_is_saved_with_one_key(screen: SettingsScreen, office: Office) -> None:
    tab = screen.open("centre")
    assert isinstance(tab, CentreTab)
    tab.name.setText("清泉村便民服务中心")
    tab.idle.setText("5")
    screen.ctrl(Qt.Key.Key_S)
    with office.seat.database.reading(office.seat.clerk) as work:
        assert (service.centre(work).name, service.centre(work).code) == ("清泉村便民服务中心", CENTRE.code)
        assert service.desk_settings(work).idle_minutes == 5
    assert office.recorder.said == ["已保存"]


@pytest.mark.parametrize(("name", "text"), [("code", "123"), ("window", ""), ("name", ""), ("idle_minutes", "0")])
def test_a_wrong_answer_saves_nothing(screen: SettingsScreen, office: Office, name: str, text: str) -> None:
    tab = screen.open("centre")
    assert isinstance(tab, CentreTab)
    tab.free_code.setText("A-7")
    editors = {"code": tab.code, "window": tab.desk, "name": tab.name, "idle_minutes": tab.idle}
    editors[name].setText(text)
    screen.ctrl(Qt.Key.Key_S)
    assert list(errors(tab.form)) == [name]
    with office.seat.database.reading(office.seat.clerk) as work:
        assert service.centre(work) == CENTRE


def test_a_name_half_changed_is_still_there_after_another_section(screen: SettingsScreen) -> None:
    tab = screen.open("centre")
    assert isinstance(tab, CentreTab)
    tab.name.setText("清泉村便民服务中心")
    screen.open("pc")
    screen.open("centre")
    assert tab.name.text() == "清泉村便民服务中心"
    assert (tab.back(), tab.name.text(), tab.back()) == (True, CENTRE.name, False)


def test_opening_figures_are_mended(screen: SettingsScreen, office: Office) -> None:
    tab = screen.open("centre")
    screen.ctrl(Qt.Key.Key_E)
    sheet = screen.sheet()
    assert isinstance(sheet, OpeningSheet)
    for editor, text in ((sheet.since, "2026-11-10"), (sheet.meals, "64"), (sheet.price, "960"), (sheet.paid, "960")):
        editor.setText(text)
    sheet.submit()
    with office.seat.database.reading(office.seat.clerk) as work:
        opening = service.opening(work)
    assert (opening.meals, opening.paid) == (64, Money(96_000))
    assert isinstance(tab, CentreTab)
    assert "2026-11-10" in tab.figures.values()


def test_a_colleague_is_added_changed_stopped_and_brought_back(
    screen: SettingsScreen, office: Office, clock: FixedClock
) -> None:
    tab = screen.accounts()
    screen.ctrl(Qt.Key.Key_N)
    sheet = screen.account_sheet()
    fill = ((sheet.login, "lina"), (sheet.name, "李娜"), (sheet.password, "Shitang2026"), (sheet.repeat, "Shitang2026"))
    for editor, text in fill:
        editor.setText(text)
    sheet.submit()
    assert "至少选择一个岗位" in sheet.banner.text()
    sheet.boxes["canteen"].setChecked(True)
    sheet.submit()
    screen.idle()
    assert [row[:2] for row in rows(tab)] == [("lina", "李娜"), ("wanglan", "王岚")]
    change_roles(screen, "director")
    assert rows(tab)[0][2] == "食堂、主任（兼任 2 岗）"
    screen.ctrl(Qt.Key.Key_D)
    office.recorder.answer()
    assert rows(tab)[1] == ("lina", "李娜", "食堂、主任（兼任 2 岗）", "已停用")
    reset(screen, "Huilai2026")
    entered = service.enter(office.seat.folder, "lina", "Huilai2026", clock, ALL_GRANTS)
    entered.database.close()
    assert entered.clerk.duties == "食堂、主任"


def rows(tab: Page) -> list[tuple[str, ...]]:
    """Lines of the list of accounts."""
    view = tab.view  # type: ignore[attr-defined]
    return [view.rows.row_at(place) for place in range(view.rows.rowCount())]


def change_roles(screen: SettingsScreen, role: str) -> None:
    """Tick one more role for the account under the cursor."""
    tab = screen.accounts()
    tab.view.select(0)
    screen.ctrl(Qt.Key.Key_E)
    sheet = screen.account_sheet()
    sheet.boxes[role].setChecked(True)
    sheet.submit()
    settle()


def reset(screen: SettingsScreen, password: str) -> None:
    """Give the second account a new password."""
    screen.accounts().view.select(1)
    screen.ctrl(Qt.Key.Key_R)
    sheet = screen.sheet()
    assert isinstance(sheet, ResetSheet)
    sheet.password.setText(password)
    sheet.repeat.setText(password)
    sheet.submit()
    screen.idle()


def test_who_changes_the_own_account_is_told_when_it_holds(screen: SettingsScreen, office: Office) -> None:
    change_roles(screen, "auditor")
    assert office.recorder.said == ["改的是您自己的账号：锁屏再登录后起作用"]


def test_the_last_administrator_is_told_why_he_stays(screen: SettingsScreen, office: Office) -> None:
    assert screen.accounts().view.current()[0] == "wanglan"
    screen.ctrl(Qt.Key.Key_E)
    sheet = screen.account_sheet()
    sheet.boxes["admin"].setChecked(False)
    sheet.submit()
    assert "至少要留一名系统管理员" in sheet.banner.text()
    sheet.reject()
    screen.ctrl(Qt.Key.Key_D)
    office.recorder.answer()
    assert [refusal.message for refusal in office.recorder.refusals] == ["至少要留一名系统管理员"]


def test_the_own_password_needs_the_old_one(screen: SettingsScreen, office: Office, clock: FixedClock) -> None:
    tab = screen.open("password")
    assert isinstance(tab, PasswordTab)
    for old in ("guess", PASSWORD):
        for editor, text in ((tab.old, old), (tab.new, "Xinmima2026"), (tab.repeat, "Xinmima2026")):
            editor.setText(text)
        screen.enter(tab.repeat)
        screen.idle()
        if old == "guess":
            assert list(errors(tab.form)) == ["old"]
    service.enter(office.seat.folder, "wanglan", "Xinmima2026", clock, ALL_GRANTS).database.close()
    assert office.recorder.said == ["密码已改，下次登录用新密码"]


def test_a_printer_is_remembered_and_tried(screen: SettingsScreen, office: Office) -> None:
    tab = screen.open("pc")
    assert isinstance(tab, PcTab)
    tab.boxes["A5"].choose("前台 A5")
    assert office.context.printing.remembered("A5") == "前台 A5"
    press(tab, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    screen.idle()
    assert office.printer.printed == [("A5", "前台 A5")]
    tab.boxes["A5"].choose("")
    assert office.context.printing.remembered("A5") == ""


def test_a_printer_that_is_gone_stays_on_the_list(screen: SettingsScreen, office: Office) -> None:
    office.context.printing.remember("A4", "旧打印机")
    tab = screen.open("pc")
    assert isinstance(tab, PcTab)
    assert tab.boxes["A4"].text() == "旧打印机（没有找到）"


def test_large_text_is_remembered_for_this_pc(screen: SettingsScreen, office: Office) -> None:
    tab = screen.open("pc")
    assert isinstance(tab, PcTab)
    tab.large.click()
    assert office.context.state.large()
    tab.large.click()
    assert not office.context.state.large()


def test_a_backup_is_made_and_brought_back(
    screen: SettingsScreen, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab = screen.open("backup")
    assert isinstance(tab, BackupTab)
    screen.ctrl(Qt.Key.Key_B)
    screen.idle()
    assert [row[2] for row in rows(tab)] == ["已校验"]
    screen.ctrl(Qt.Key.Key_R)
    sheet = screen.sheet()
    assert isinstance(sheet, RestoreSheet)
    for secret in ("", "guess"):
        sheet.secret.setText(secret)
        sheet.submit()
        screen.idle()
        assert sheet.isVisible()
    sheet.secret.setText(office.recovery)
    sheet.submit()
    screen.idle()
    done = screen.sheet()
    assert isinstance(done, RestoredSheet)
    left: list[int] = []
    monkeypatch.setattr("shequ_desk.office.page.backup_tab.QCoreApplication.exit", left.append)
    done.submit()
    assert left == [0]


def test_a_folder_without_backups_is_refused(screen: SettingsScreen, office: Office) -> None:
    tab = screen.open("backup")
    assert isinstance(tab, BackupTab)
    tab.restore(office.context.folder)
    assert [refusal.message for refusal in office.recorder.refusals] == ["这个文件夹里没有备份"]


def test_checking_says_that_all_is_well_or_what_is_not(screen: SettingsScreen) -> None:
    tab = screen.open("verify")
    assert isinstance(tab, VerifyTab)
    screen.enter(tab.view)
    screen.idle()
    assert "没有发现问题" in tab.result.text()
    tab.show_findings((Finding("收据断号 1 个", "请核对"),))
    assert "发现 1 个问题" in tab.result.text()
    assert tab.view.rows.rowCount() == 1


def test_a_new_sheet_is_typed_back(screen: SettingsScreen, office: Office) -> None:
    tab = screen.open("recovery")
    assert isinstance(tab, RecoveryTab)
    screen.ctrl(Qt.Key.Key_N)
    office.recorder.answer()
    key = "-".join(label.text() for label in tab.key.groups)
    with pytest.raises(Refusal, match="已经作废"):
        office.seat.keys.unlock_recovery(office.recovery)
    tab.key.edit.setText(key)
    screen.enter(tab.key.edit)
    assert office.recorder.said == ["恢复单核对无误，请收进保险柜，销毁旧单"]
    assert not tab.made.isVisible()


def test_the_audit_book_speaks_chinese(screen: SettingsScreen, office: Office) -> None:
    with office.seat.database.work(office.seat.clerk) as work:
        service.add_account(
            work, office.seat.database, office.seat.keys, Account(0, "lina", "李娜", ("desk",)), "Shitang2026"
        )
    tab = screen.open("audit")
    assert isinstance(tab, AuditTab)
    assert tab.view.rows.row_at(0).action == "新增 岗位"
    assert tab.view.rows.row_at(0).row_key.endswith("/窗口")
    tab.view.select(0)
    assert {"岗位", "窗口"} <= set(tab.detail.values())
    tab.view.select(1)
    assert tab.view.rows.row_at(1).action == "新增 账号"
    assert {"登录名", "lina"} <= set(tab.detail.values())


def test_every_table_and_column_has_its_word() -> None:
    tables = [table for name, table in Base.metadata.tables.items() if name != "audit"]
    columns = {column.name for table in tables for column in table.columns}
    # A new table or column needs its word in resources/office/audit.json: the audit book speaks no English.
    assert [table.name for table in tables if words.subject(table.name) == table.name] == []
    assert [name for name in sorted(columns) if words.values(json.dumps({name: 1}), "")[0][0] == name] == []


@pytest.mark.parametrize(("width", "height", "factor"), SIZES)
def test_no_section_is_clipped_or_nameless(
    qtbot: QtBot, qapp: QApplication, office: Office, width: int, height: int, factor: float
) -> None:
    theme.apply(qapp, factor)
    page = SettingsPage(office.context, office.seat, [])
    page.resize(width - 127, height - 126)  # what rail, header and status line leave in large text
    shown(qtbot, page)
    found = []
    for section in page.sections:
        page.open(section.key)
        for table in page.current().findChildren(RowsView):
            table.select(0 if table.rows.rowCount() else -1)
        settle()
        found += [*clipped(page), *outside(page), *nameless(page), *unsaid(page), *doubled(page), *overfull(page)]
    assert found == []
