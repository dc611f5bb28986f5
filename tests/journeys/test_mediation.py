"""A dispute by keyboard: from the resident in the hall to the archived file, saved as one PDF."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from shutil import copytree

import pypdfium2
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit, QPlainTextEdit, QWidget

from shequ_desk.catalogue import GRANTS
from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.page.accept_sheet import AcceptSheet
from shequ_desk.counters.mediation.page.acts_sheet import ActsSheet
from shequ_desk.counters.mediation.page.after_sheets import ArchiveSheet
from shequ_desk.counters.mediation.page.agreement_sheets import AgreementSheet
from shequ_desk.counters.mediation.page.log_sheet import LogSheet
from shequ_desk.counters.mediation.page.mediation_page import MediationPage
from shequ_desk.counters.mediation.page.papers_sheet import PapersSheet
from shequ_desk.counters.mediation.page.parties_sheet import PartiesSheet
from shequ_desk.counters.mediation.page.party_sheet import PartySheet
from shequ_desk.counters.mediation.rules import CaseView
from shequ_desk.desk.sheets import Sheet
from shequ_desk.hall.page import HallPage
from shequ_desk.kernel.dates import Month, Span
from shequ_desk.office import service as office
from shequ_desk.office.rules import Account
from shequ_desk.people import service as people
from shequ_desk.people.rules import Filters
from shequ_desk.store.folder import DataFolder
from tests.clocks import RunningClock
from tests.journeys.conftest import LOGIN, LUNCH_TIME, PASSWORD
from tests.journeys.driver import ALT, CTRL, NONE, Driver
from tests.journeys.queue import text_of
from tests.journeys.test_first_day import words_on

MEDIATOR, WINDOW, SECRET = "limin", "chenmin", "Quiet-words-17"


@pytest.fixture
def seated(qapp: QApplication, community: Path, tmp_path: Path) -> Iterator[Driver]:
    """李敏, who may mediate, signed in on a copy of the community."""
    place, clock = tmp_path / "data", RunningClock(LUNCH_TIME)
    copytree(community, place)
    seat = office.enter(DataFolder(place), LOGIN, PASSWORD, clock, GRANTS)
    accounts = (Account(0, MEDIATOR, "李敏", ("desk", "mediation")), Account(0, WINDOW, "陈敏", ("desk",)))
    with seat.database.work(seat.clerk) as work:
        for account in accounts:
            office.add_account(work, seat.database, seat.keys, account, SECRET)
    seat.database.close()
    hands = Driver(DataFolder(place), clock, tmp_path / "papers")
    hands.desk.open()
    hands.sign_in(MEDIATOR, SECRET)
    yield hands
    hands.leave()


def test_from_the_hall_to_the_archived_file(seated: Driver, tmp_path: Path) -> None:
    name = _take_in(seated)
    _investigate(seated, tmp_path)
    _act(seated, "进入调解")
    _press(seated, Qt.Key.Key_Return)
    _write_log(seated, "双方各自陈述，愿意分担修复费用。")
    _verify_everybody(seated)
    _agree(seated)
    assert _view(seated).chip == "达成协议"
    _follow_up(seated)
    saved = _save_whole_file(seated, tmp_path / "全卷.pdf")
    _archive(seated)
    view = _view(seated)
    assert (view.chip, view.completeness.missing) == ("已归档", ())
    assert view.number in saved
    assert "人民调解协议书" in saved
    assert name in saved
    _the_table_counts_it(seated, view)
    _the_window_learns_only_that_there_is_a_case(seated, name, view)


def _take_in(driver: Driver) -> str:
    name = _somebody(driver)
    driver.press(Qt.Key.Key_F1)
    driver.press(Qt.Key.Key_K, CTRL)
    driver.write(name)
    driver.press(Qt.Key.Key_Return)
    driver.press(Qt.Key.Key_F5)
    sheet = driver.sheet(AcceptSheet)
    assert [one.name for one in sheet.parties.parties] == [name]
    _press(driver, Qt.Key.Key_2, ALT)
    _type_into(driver, "name", "周春山")
    _type_into(driver, "phone", "13900007750")
    _type_into(driver, "address", "湖滨里 3 幢 302 室")
    _press(driver, Qt.Key.Key_Return)
    assert driver.sheets(PartySheet) == []
    _type_into(driver, "title", "楼上漏水纠纷")
    _choose(driver, "type_code", "邻里纠纷")
    _type_into(driver, "brief", "三楼卫生间漏水，二楼吊顶受损，要求修复。")
    _type_into(driver, "amount", "4800")
    _choose(driver, "mediator_id", "")
    _walk_to(driver, sheet.consent)
    _press(driver, Qt.Key.Key_Space)
    _walk_to(driver, sheet.fields.place)
    _press(driver, Qt.Key.Key_Return)
    assert driver.sheets(AcceptSheet) == []
    assert _view(driver).details.title == "楼上漏水纠纷"
    return name


def _investigate(driver: Driver, folder: Path) -> None:
    _act(driver, "进入调查")
    _press(driver, Qt.Key.Key_Return)
    photo = BytesIO()
    Image.new("RGB", (900, 700), (90, 120, 110)).save(photo, "JPEG")
    (folder / "现场.jpg").write_bytes(photo.getvalue())
    _press(driver, Qt.Key.Key_Return)
    driver.sheet(LogSheet)
    _press(driver, Qt.Key.Key_O, CTRL)
    _answer_dialog(driver, folder / "现场.jpg")
    _type_into(driver, "text", "现场查看 302 与 202，卫生间阴角渗水，照片 1 张。")
    _press(driver, Qt.Key.Key_Return, CTRL)
    driver.settle()
    assert [one.name for one in _view(driver).attachments] == ["现场.jpg"]


def _write_log(driver: Driver, text: str) -> None:
    _press(driver, Qt.Key.Key_Return)
    _type_into(driver, "text", text)
    _press(driver, Qt.Key.Key_Return, CTRL)
    driver.settle()
    assert driver.sheets(LogSheet) == []


def _verify_everybody(driver: Driver) -> None:
    _press(driver, Qt.Key.Key_B, CTRL)
    for _ in _view(driver).parties:
        _press(driver, Qt.Key.Key_Y, ALT)
        _press(driver, Qt.Key.Key_Down)
    _press(driver, Qt.Key.Key_Escape)
    assert driver.sheets(PartiesSheet) == []
    assert all(one.verified_on for one in _view(driver).parties)


def _agree(driver: Driver) -> None:
    for title in ("人民调解申请书", "权利义务告知书", "人民调解调查记录", "人民调解证据材料", "人民调解记录"):
        _print_and_record(driver, title)
    _act(driver, "拟协议（书面或口头）")
    _type_into(driver, "content", "周某修复三楼防水层，补偿吊顶 1,200.00 元。")
    _type_into(driver, "manner", "转账一次付清")
    _type_into(driver, "perform_by", "2026-11-20")
    _press(driver, Qt.Key.Key_Return)
    assert driver.sheets(AgreementSheet) == []
    assert "转账一次付清" in _print(driver, "人民调解协议书")
    _press(driver, Qt.Key.Key_Escape)
    _act(driver, "登记签署的协议，达成协议")
    _type_into(driver, "pages", "2")
    _press(driver, Qt.Key.Key_Return)


def _follow_up(driver: Driver) -> None:
    _act(driver, "登记履行情况")
    _type_into(driver, "text", "1,200.00 元已转账，防水层已修复。")
    _press(driver, Qt.Key.Key_Return, CTRL)
    _act(driver, "登记回访")
    _type_into(driver, "text", "不再渗水，双方满意。")
    _press(driver, Qt.Key.Key_Return, CTRL)
    for title in ("履行情况记录", "人民调解回访记录"):
        _print_and_record(driver, title)


def _save_whole_file(driver: Driver, path: Path) -> str:
    sheet = _open_paper(driver, "全卷（一个 PDF）")
    pages = sheet.preview.pages
    _press(driver, Qt.Key.Key_S, CTRL)
    _answer_dialog(driver, path)
    driver.wait(path.exists, "the saved file")
    _press(driver, Qt.Key.Key_Escape)
    assert len(pypdfium2.PdfDocument(path)) == pages > 5
    return text_of(path.read_bytes())


def _archive(driver: Driver) -> None:
    _act(driver, "归档")
    sheet = driver.sheet(ArchiveSheet)
    driver.wait(sheet.pages.plain, "the pages of the file counted")
    _press(driver, Qt.Key.Key_Return)
    assert driver.sheets(Sheet) == []


def _the_table_counts_it(driver: Driver, view: CaseView) -> None:
    seat = driver.shell.seat
    with seat.database.reading(seat.clerk) as work:
        behind = mediation.cases_behind(work, _month(driver), "success")
    assert view.number in {row[0] for row in behind.rows}


def _the_window_learns_only_that_there_is_a_case(driver: Driver, name: str, view: CaseView) -> None:
    driver.press(Qt.Key.Key_L, CTRL)
    driver.answer_login(SECRET, WINDOW)
    assert "mediation" not in driver.shell.pages()
    driver.press(Qt.Key.Key_K, CTRL)
    driver.write(name)
    driver.press(Qt.Key.Key_Return)
    driver.settle()
    assert isinstance(driver.page, HallPage)
    shown = words_on(driver.page)
    assert "内容保密" in shown
    assert view.details.title not in shown
    assert view.number not in shown


def _month(driver: Driver) -> Span:
    return Span(Month.of(driver.shell.seat.database.clock.now().date()))


def _somebody(driver: Driver) -> str:
    """A resident of 40 to 60 whose name nobody else has."""
    with driver.shell.seat.database.reading(driver.shell.seat.clerk) as work:
        rows = people.listing(work, Filters(age_from=40, age_to=60), 0, 60)
        return next(row.name for row in rows if len(people.search(work, row.name)) == 1)


def _view(driver: Driver) -> CaseView:
    page = driver.page
    assert isinstance(page, MediationPage)
    assert page.view is not None
    return page.view


def _act(driver: Driver, title: str) -> None:
    """F9, ↓ to the act, Enter."""
    _press(driver, Qt.Key.Key_F9)
    sheet = driver.sheet(ActsSheet)
    titles = [sheet.table.rows.row_at(place).title for place in range(sheet.table.rows.rowCount())]
    for _ in range(titles.index(title)):
        _press(driver, Qt.Key.Key_Down)
    _press(driver, Qt.Key.Key_Return)


def _open_paper(driver: Driver, title: str) -> PapersSheet:
    """F10, ↓ to the paper, wait until it is to be seen."""
    _press(driver, Qt.Key.Key_F10)
    sheet = driver.sheet(PapersSheet)
    titles = [sheet.table.rows.row_at(place).title for place in range(sheet.table.rows.rowCount())]
    for _ in range(titles.index(title)):
        _press(driver, Qt.Key.Key_Down)
    driver.settle()
    driver.wait(lambda: sheet.preview.pages and sheet.main.isEnabled(), title)
    return sheet


def _print(driver: Driver, title: str) -> str:
    _open_paper(driver, title)
    papers = len(driver.printer.papers)
    _press(driver, Qt.Key.Key_Return)
    driver.wait(lambda: len(driver.printer.papers) > papers, title)
    return text_of(driver.printer.papers[-1])


def _print_and_record(driver: Driver, title: str) -> None:
    """Print it, have it signed, record the original: the meter moves only then."""
    done = _view(driver).completeness.done
    assert title.removeprefix("人民调解") in _print(driver, title).replace(" ", "")
    assert _view(driver).completeness.done == done
    _press(driver, Qt.Key.Key_R, CTRL)
    _press(driver, Qt.Key.Key_Return)
    assert driver.sheets(Sheet) == []
    assert _view(driver).completeness.done == done + 1


def _press(driver: Driver, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    """A key in the newest sheet, else in the window."""
    front = QApplication.activeModalWidget() or driver.shell.window
    if QApplication.activeWindow() is not front:
        front.activateWindow()
        driver.wait(front.isActiveWindow, "the front window")
    driver.press(key, modifier)
    QApplication.processEvents()


def _walk_to(driver: Driver, target: QWidget) -> None:
    """Tab until the cursor is there; everything must be within reach."""
    for _ in range(60):
        if QApplication.focusWidget() is target:
            return
        _press(driver, Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never reaches {target.objectName()}")


def _field(driver: Driver, name: str) -> QWidget:
    front = QApplication.activeModalWidget()
    assert front is not None
    found = [one for one in front.findChildren(QWidget, name) if one.isVisible()]
    assert found, f"no field {name}"
    return found[-1]


def _type_into(driver: Driver, name: str, text: str) -> None:
    """Tab to a field and write, as an input method commits it."""
    field = _field(driver, name)
    _walk_to(driver, field)
    if isinstance(field, QPlainTextEdit):
        field.insertPlainText(text)
    else:
        assert isinstance(field, QLineEdit)
        field.selectAll()
        field.insert(text)
    QApplication.processEvents()


def _choose(driver: Driver, name: str, text: str) -> None:
    """Tab to a choice and press ↓ until it says so; without a text just once."""
    field = _field(driver, name)
    assert isinstance(field, QComboBox)
    _walk_to(driver, field)
    for _ in range(field.count()):
        _press(driver, Qt.Key.Key_Down)
        if field.currentText() == text or not text:
            return
    raise AssertionError(f"no {text}")


def _answer_dialog(driver: Driver, path: Path) -> None:
    """Type a path into the file dialog on show, Enter."""
    driver.wait(lambda: driver.sheets(QFileDialog), "the file dialog")
    dialog = driver.sheet(QFileDialog)
    line = dialog.findChild(QLineEdit, "fileNameEdit")
    assert line is not None
    line.setText(str(path))
    driver.press(Qt.Key.Key_Return, on=line)
    driver.wait(lambda: not driver.sheets(QFileDialog), "the file dialog gone")
    driver.settle()
