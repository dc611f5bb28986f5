"""A bare PC by keyboard, from the first question to the first receipt; a replaced PC; a lost password; each role."""

import json
import shutil
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from shequ_desk.counters.canteen import service as canteen
from shequ_desk.counters.canteen.page.settings_page import CanteenSettingsPage
from shequ_desk.counters.canteen.page.till_page import CanteenPage
from shequ_desk.counters.canteen.papers import settlement_pdf
from shequ_desk.desk.rows import RowsView
from shequ_desk.hall.page import HallPage
from shequ_desk.kernel.dates import Month
from shequ_desk.office import service as office
from shequ_desk.office.page.settings import SettingsPage
from shequ_desk.office.page.wizard import Wizard
from shequ_desk.office.rules import Account
from shequ_desk.people.page.import_sheet import ImportSheet
from shequ_desk.people.page.people_page import PeoplePage
from shequ_desk.people.page.register_sheet import RegisterSheet
from shequ_desk.store import backup
from shequ_desk.store.folder import DataFolder
from tests.clocks import RunningClock
from tests.data_files import ROSTER
from tests.desk import looks
from tests.journeys.conftest import LOGIN, LUNCH_TIME, PASSWORD
from tests.journeys.driver import CTRL, Driver
from tests.office.screens import errors

NEW_PASSWORD = "Dinner-330203"
RARE = "解𬀩玉"
WRONG_KEY = "-".join(["ABCDE"] * 6)


def test_from_the_first_question_to_the_first_receipt(newcomer: Driver) -> None:
    found(newcomer)
    _every_page_says_what_to_do_first(newcomer)
    _bring_the_roster_in(newcomer)
    _find_people(newcomer)
    _register_a_newborn(newcomer)
    receipt = _first_lunch(newcomer)
    for words in (RARE, "CT-2026-000001", "套餐 A", "￥10.00", "人民币壹拾元整"):
        assert words in receipt


def found(driver: Driver) -> str:
    """Answer the first questions, each wrong once; returns the recovery key from the sheet."""
    wizard = driver.desk.wizard
    assert wizard is not None
    wizard.activateWindow()
    driver.wait(wizard.isActiveWindow, "the wizard in front")
    centre_and_admin(driver, wizard)
    driver.press(Qt.Key.Key_Return)
    driver.wait(lambda: wizard.at() is wizard.recovery, "the centre")
    key = "-".join(group.text() for group in wizard.recovery.card.groups)
    driver.press(Qt.Key.Key_P, CTRL)
    driver.wait(lambda: driver.printer.papers, "the recovery sheet")
    driver.settle()
    sheet = text_of(driver.printer.papers.pop())
    assert [group for group in key.split("-") if group not in sheet] == []
    driver.write(WRONG_KEY)
    driver.press(Qt.Key.Key_Return)
    assert list(errors(wizard.recovery.form)) == ["recovery"]
    wizard.recovery.card.edit.setText(key)
    driver.press(Qt.Key.Key_Return)
    driver.wait(lambda: driver.desk.shell is not None, "the hall")
    driver.shell.window.resize(1366, 768)
    driver.settle()
    assert driver.shell.window.current_key() == "hall"
    return key


def centre_and_admin(driver: Driver, wizard: Wizard) -> None:
    """Answer the first two questions, each wrong once."""
    wizard.centre.name.setText("清泉社区党群服务中心")
    wizard.centre.code.setText("330203")
    driver.press(Qt.Key.Key_Return)
    assert list(errors(wizard.centre.form)) == ["code"]
    wizard.centre.code.setText("330203001001")
    driver.press(Qt.Key.Key_Return)
    admin = wizard.admin
    for password, wrong in (("12345678", ["password"]), (PASSWORD, [])):
        typed = zip(
            (admin.login, admin.name, admin.password, admin.repeat), (LOGIN, "王岚", password, password), strict=True
        )
        for editor, text in typed:
            editor.setText(text)
        driver.press(Qt.Key.Key_Return)
        assert list(errors(admin.form)) == wrong
    assert wizard.at() is wizard.opening


def flaws(driver: Driver) -> list[str]:
    """What does not fit or has no name in the window as it stands."""
    window = driver.shell.window
    return [*looks.clipped(window), *looks.outside(window), *looks.nameless(window), *looks.twice(window)]


def look_everywhere(driver: Driver) -> dict[str, list[str]]:
    """Open every page and every section of the settings; returns the flaws by place."""
    seen = {}
    for key in driver.shell.pages():
        driver.show(key)
        seen[key] = flaws(driver)
    settings = driver.page
    assert isinstance(settings, SettingsPage)
    for section in settings.sections:
        settings.open(section.key)
        driver.settle()
        seen[f"settings/{section.key}"] = flaws(driver)
    return seen


def _every_page_says_what_to_do_first(driver: Driver) -> None:
    seen = look_everywhere(driver)
    assert {"hall", "people", "canteen", "till", "reports", "settings/accounts", "settings/canteen"} <= set(seen)
    assert {place: found for place, found in seen.items() if found} == {}
    for key, words in (("people", "Ctrl I"), ("canteen", "Enter"), ("till", "收款")):
        lists = [view for view in driver.show(key).findChildren(RowsView) if view.isVisible()]
        assert [view.rows.rowCount() for view in lists] == [0] * len(lists)
        assert any(words in words_on(view) for view in lists), key
    _sample_rules(driver)
    _nothing_from_before(driver)


def _nothing_from_before(driver: Driver) -> None:
    """Who enters no figures from paper finds none on the settlement."""
    with driver.shell.seat.database.reading(driver.shell.seat.clerk) as work:
        paper = settlement_pdf(canteen.settlement(work, Month.of(work.today)))
    text = text_of(paper)
    assert "老年助餐补贴结算表" in text
    assert "启用前手工数" not in text


def _sample_rules(driver: Driver) -> None:
    driver.press(Qt.Key.Key_Comma, CTRL)
    settings = driver.page
    assert isinstance(settings, SettingsPage)
    canteen = settings.open("canteen")
    assert isinstance(canteen, CanteenSettingsPage)
    rules = canteen.open("优惠规则")
    driver.settle()
    table = rules.findChild(RowsView)
    assert table is not None
    names = [table.rows.row_at(place).name for place in range(table.rows.rowCount())]
    assert names == ["60 周岁以上（示例）", "70 周岁以上（示例）", "80 周岁以上（示例）"]


def _bring_the_roster_in(driver: Driver) -> None:
    expected = json.loads((ROSTER.parent / "roster.expected.json").read_text("utf-8"))
    driver.press(Qt.Key.Key_F2)
    driver.press(Qt.Key.Key_I, CTRL)
    sheet = driver.sheet(ImportSheet)
    sheet.read_file(str(ROSTER))
    for step in (1, 2, 3):
        driver.wait(lambda: sheet.step() == step, f"step {step}")  # noqa: B023
        driver.settle()
        if step < 3:
            driver.press(Qt.Key.Key_Return, on=sheet.main)
    outcome = sheet.outcome.text()
    assert f"新增 {expected['created']:,} 行" in outcome
    assert f"退回 {expected['rejected']} 行" in outcome
    driver.press(Qt.Key.Key_Return, on=sheet.main)
    driver.settle()
    page = driver.page
    assert isinstance(page, PeoplePage)
    assert page.list.total == expected["created"]


def _find_people(driver: Driver) -> None:
    driver.press(Qt.Key.Key_F1)
    for typed, name in (("zxcr", "扎西·次仁"), ("𬀩", RARE), ("9580", RARE)):
        driver.press(Qt.Key.Key_K, CTRL)
        driver.write(typed)
        assert driver.shell.search is not None
        hits = driver.shell.search.finder.list.hits
        assert name in [hit.name for hit in hits]
        place = [hit.name for hit in hits].index(name)
        for _ in range(place):
            driver.press(Qt.Key.Key_Down)
        driver.press(Qt.Key.Key_Return)
        driver.settle()
        assert isinstance(driver.page, HallPage)
        assert name in words_on(driver.page)


def _register_a_newborn(driver: Driver) -> None:
    driver.press(Qt.Key.Key_Escape)
    driver.press(Qt.Key.Key_F2)
    driver.press(Qt.Key.Key_N, CTRL)
    sheet = driver.sheet(RegisterSheet)
    sheet.reason.choose("新生儿")
    sheet.fields.name.setText("解小满")
    sheet.fields.birth.set_value(date(2026, 11, 18))
    driver.press(Qt.Key.Key_Return, on=sheet.fields.name)
    driver.settle()
    assert driver.sheets(RegisterSheet) == []
    assert "解小满" in words_on(driver.page)
    assert flaws(driver) == []


def _first_lunch(driver: Driver) -> str:
    driver.press(Qt.Key.Key_F3)
    page = driver.page
    assert isinstance(page, CanteenPage)
    driver.write(RARE)
    driver.press(Qt.Key.Key_Return)
    assert page.order.amount.number.text() == "10.00"
    driver.press(Qt.Key.Key_Return)
    driver.wait(lambda: driver.printer.papers, "the receipt")
    text = text_of(driver.printer.papers[-1])
    assert "演示" not in text
    return text


def text_of(pdf: bytes) -> str:
    """Everything a reader can copy from a paper."""
    document = pypdfium2.PdfDocument(pdf)
    return "".join(page.get_textpage().get_text_range() for page in document)


def words_on(widget: QWidget) -> str:
    """The words of every label on show."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_a_replaced_pc_starts_from_the_backup(newcomer: Driver, tmp_path: Path) -> None:
    key = found(newcomer)
    made = backup.backup_now(newcomer.shell.seat.database, newcomer.desk.folder, tmp_path / "usb")
    other = Driver(DataFolder(tmp_path / "new-pc"), RunningClock(LUNCH_TIME), tmp_path / "papers")
    other.desk.open()
    wizard = other.desk.wizard
    assert wizard is not None
    wizard.activateWindow()
    other.wait(wizard.isActiveWindow, "the wizard in front")
    other.press(Qt.Key.Key_F2)
    for typed, wrong in ((WRONG_KEY, ["recovery"]), (key, [])):
        wizard.restore.folder.setText(str(made.path.parent))
        wizard.restore.key.setText(typed)
        other.press(Qt.Key.Key_Return, on=wizard.restore.key)
        other.settle()
        assert wrong == ([] if other.desk.wizard is None else list(errors(wizard.restore.form)))
    assert other.desk.login is not None
    other.sign_in(LOGIN, PASSWORD)
    assert other.shell.seat.clerk.name == "王岚"
    other.leave()


def test_data_that_opens_no_more_is_brought_back_at_the_login(newcomer: Driver, tmp_path: Path) -> None:
    key, folder = found(newcomer), DataFolder(tmp_path / "broken")
    newcomer.wait(lambda: backup.backups(newcomer.desk.folder.backups), "the first backup")
    newcomer.settle()
    shutil.copytree(newcomer.desk.folder.path, folder.path)
    folder.database.write_bytes(bytes(40_000))
    driver = Driver(folder, RunningClock(LUNCH_TIME), tmp_path / "papers")
    driver.desk.open()
    for typed in ("", key):
        driver.answer_login(PASSWORD, LOGIN)
        driver.press(Qt.Key.Key_F4)
        wizard = driver.desk.wizard
        assert wizard is not None
        wizard.activateWindow()
        driver.wait(wizard.isActiveWindow, "the question in front")
        assert wizard.at() is wizard.restore
        assert Path(wizard.restore.folder.text()) == folder.backups
        wizard.restore.key.setText(typed)
        driver.press(Qt.Key.Key_Return if typed else Qt.Key.Key_Escape, on=wizard.restore.key)
        driver.settle()
        assert driver.desk.login is not None
        assert driver.desk.login.entry.banner.text().startswith("已恢复") == bool(typed)
    driver.sign_in(LOGIN, PASSWORD)
    assert driver.shell.seat.clerk.name == "王岚"
    driver.leave()


def test_a_forgotten_password_is_replaced_with_the_sheet(newcomer: Driver) -> None:
    key = found(newcomer)
    newcomer.press(Qt.Key.Key_L, CTRL)
    window = newcomer.desk.login
    assert window is not None
    window.activateWindow()
    newcomer.wait(window.isActiveWindow, "the login in front")
    newcomer.press(Qt.Key.Key_F2)
    card = window.recovery
    for typed, wrong in ((WRONG_KEY, ["recovery"]), (key, [])):
        texts = (typed, LOGIN, NEW_PASSWORD, NEW_PASSWORD)
        for editor, text in zip((card.key, card.login, card.password, card.repeat), texts, strict=True):
            editor.setText(text)
        newcomer.press(Qt.Key.Key_Return, on=card.repeat)
        newcomer.settle()
        assert wrong == ([] if newcomer.desk.login is None else list(errors(card.form)))
    assert newcomer.desk.login is None
    newcomer.press(Qt.Key.Key_L, CTRL)
    newcomer.answer_login(PASSWORD)
    assert newcomer.desk.login is not None
    newcomer.answer_login(NEW_PASSWORD)
    assert newcomer.windows() == ["MainWindow"]


ROLE_PAGES = {
    "admin": ["hall", "settings"],
    "director": ["hall", "people", "canteen", "childcare", "mediation", "till", "reports", "dashboard", "settings"],
    "auditor": ["hall", "people", "canteen", "childcare", "till", "reports", "dashboard", "settings"],
    "canteen": ["hall", "people", "canteen", "till", "reports", "dashboard", "settings"],
    "mediation": ["hall", "people", "mediation", "reports", "dashboard", "settings"],
}


@pytest.fixture(params=ROLE_PAGES)
def one_role(request: pytest.FixtureRequest, driver: Driver) -> tuple[str, Driver]:
    """A clerk with one role only, signed in."""
    role = str(request.param)
    desk = driver.desk
    driver.sign_in(LOGIN, PASSWORD)
    seat = driver.shell.seat
    with seat.database.work(seat.clerk) as work:
        account = Account(0, f"only{role}", "陈敏", (role,))
        office.add_account(work, seat.database, seat.keys, account, NEW_PASSWORD)
    driver.press(Qt.Key.Key_L, CTRL)
    driver.answer_login(NEW_PASSWORD, f"only{role}")
    assert desk.login is None
    driver.shell.window.resize(1366, 768)
    return role, driver


def test_every_page_of_every_role_makes_sense(one_role: tuple[str, Driver], monkeypatch: pytest.MonkeyPatch) -> None:
    role, driver = one_role
    bugs: list[object] = []
    monkeypatch.setattr("sys.excepthook", lambda *bug: bugs.append(bug))
    assert driver.shell.pages() == ROLE_PAGES[role]
    seen = look_everywhere(driver)
    assert {place: found for place, found in seen.items() if found} == {}
    driver.press(Qt.Key.Key_F1)
    driver.press(Qt.Key.Key_K, CTRL)
    if role == "admin":
        assert driver.shell.search is None
        assert "不办理居民业务" in words_on(driver.page)
    else:
        driver.write("李")
        driver.press(Qt.Key.Key_Return)
        driver.settle()
        assert "李" in words_on(driver.page)
    assert bugs == []
    assert QApplication.activeModalWidget() is None
