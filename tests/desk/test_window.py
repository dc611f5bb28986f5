"""The window: keys, pages built late and kept, news, Esc, looks in three sizes."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

import shequ_desk
from shequ_desk.desk import theme
from shequ_desk.desk.jobbar import JobBar
from shequ_desk.desk.jobs import Jobs
from shequ_desk.desk.messages import Messages, Question
from shequ_desk.desk.news import News
from shequ_desk.desk.printing.choose import PrinterSheet
from shequ_desk.desk.printing.printer import PAPERS
from shequ_desk.desk.sheets import Sheet
from shequ_desk.desk.speaker import Toast
from shequ_desk.desk.window import MainWindow
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.errors import Refusal
from tests.desk.keys import press
from tests.desk.looks import SIZES, clipped, nameless, outside, tab_order
from tests.desk.samples import TillPage, window


@pytest.fixture
def news() -> News:
    return News()


@pytest.fixture
def desk(qtbot: QtBot, clock: FixedClock, messages: Messages, jobs: Jobs, news: News) -> MainWindow:
    """The sample window on its first page."""
    made = window(clock, messages, jobs, news)
    qtbot.addWidget(made)
    made.show_page("hall")
    made.show()
    qtbot.waitActive(made).__enter__()
    return made


def till(desk: MainWindow) -> TillPage:
    page = desk.current_page()
    assert isinstance(page, TillPage)
    return page


def test_pages_are_built_when_first_shown_and_kept(qtbot: QtBot, desk: MainWindow) -> None:
    first = desk.current_page()
    assert list(desk.pages()) == ["hall"]
    press(desk, Qt.Key.Key_F3)
    assert desk.current_key() == "canteen"
    press(desk, Qt.Key.Key_Escape)
    assert desk.current_page() is first
    assert till(desk).showings == 2


def test_enter_is_the_main_action_and_a_focused_button_keeps_its_own(qtbot: QtBot, desk: MainWindow) -> None:
    page = till(desk)
    page.kinds.setFocus()
    press(None, Qt.Key.Key_Return)
    assert page.settled == 1
    desk.header.lock_button.setFocus()
    with qtbot.waitSignal(desk.lock_requested):
        press(desk.header.lock_button, Qt.Key.Key_Return)
    assert page.settled == 1


def test_a_key_works_from_anywhere_but_only_for_the_page_on_show(qtbot: QtBot, desk: MainWindow) -> None:
    hidden = till(desk)
    desk.show_page("canteen")
    desk.header.lock_button.setFocus()
    press(desk.header.lock_button, Qt.Key.Key_F10)
    assert (hidden.settled, till(desk).settled) == (0, 1)


def test_payment_is_chosen_by_keyboard(qtbot: QtBot, desk: MainWindow) -> None:
    kinds = till(desk).kinds
    kinds.setFocus()
    press(None, Qt.Key.Key_Right)
    assert kinds.choice() == "card"
    press(None, Qt.Key.Key_3)
    assert kinds.choice() == "later"
    press(None, Qt.Key.Key_Right)
    assert kinds.choice() == "cash"


def test_news_reaches_only_the_page_on_show(desk: MainWindow, news: News) -> None:
    hidden = till(desk)
    desk.show_page("canteen")
    news.tell("till")
    assert till(desk).topics == ["till"]
    assert hidden.topics == []


def test_a_page_opens_in_turns_and_hears_news_once_it_was_read(desk: MainWindow, news: News) -> None:
    seen: list[tuple[str, int]] = []

    def look() -> None:
        news.tell("till")
        seen.append((desk.current_key(), till(desk).showings))

    beat = QTimer(interval=0)
    beat.timeout.connect(look)
    beat.start()
    first = till(desk)
    page = desk.show_page("canteen")
    beat.stop()
    assert ("hall", 1) in seen, "no turn between building and showing"
    assert ("canteen", 0) in seen, "no turn between laying out and reading"
    assert isinstance(page, TillPage)
    assert (page.showings, page.topics) == (1, [])
    assert first.topics != []
    assert page.isVisible()
    assert page.updatesEnabled()


def test_a_refusal_stands_over_the_page_until_escape(qtbot: QtBot, desk: MainWindow, messages: Messages) -> None:
    messages.refuse(Refusal("今日公益套餐 40 份已发完", "可按普通价结算"))
    assert "40 份已发完 → 可按普通价结算" in desk.banner.text()
    press(desk, Qt.Key.Key_Escape)
    assert not desk.banner.isVisible()
    assert desk.current_key() == "hall"


def test_a_question_is_a_sheet_that_does_not_block(qtbot: QtBot, desk: MainWindow, messages: Messages) -> None:
    answers: list[str] = []
    messages.ask_once("作废收据 CT-2026-000412？", "作废", lambda: answers.append("yes"))
    sheet = desk.findChild(Sheet)
    assert sheet is not None
    press(sheet, Qt.Key.Key_Return)
    messages.questioned.emit(Question("关闭？", "关闭", answers.clear, lambda: answers.append("no")))
    press(desk.findChildren(Sheet)[-1], Qt.Key.Key_Escape)
    assert answers == ["yes", "no"]


def test_what_runs_for_long_is_said_in_the_status_line(qtbot: QtBot, desk: MainWindow, jobs: Jobs) -> None:
    over = threading.Event()
    jobs.run(lambda _progress, _cancelled: over.wait(20), lambda _done: None, title="备份")
    bar = desk.findChild(JobBar)
    assert bar is not None
    qtbot.waitUntil(bar.isVisible, timeout=20_000)
    assert bar.accessibleName() == "正在备份"
    over.set()
    qtbot.waitUntil(jobs.idle, timeout=20_000)


def test_no_title_of_a_job_says_again_that_it_runs() -> None:
    code = Path(shequ_desk.__file__).parent.rglob("*.py")
    assert [path.name for path in code if 'title="正在' in path.read_text("utf-8")] == []


def test_the_time_follows_the_clock(desk: MainWindow, clock: FixedClock) -> None:
    assert desk.header._date.text() == "2026年11月21日 星期六"
    clock.set(clock.now().replace(hour=13, minute=5))
    desk.header.show_time()
    assert desk.header._time.text() == "13:05"


@pytest.mark.parametrize(("width", "height", "factor"), SIZES)
def test_nothing_is_clipped(
    qtbot: QtBot,
    clock: FixedClock,
    messages: Messages,
    jobs: Jobs,
    dressed: QApplication,
    width: int,
    height: int,
    factor: float,
) -> None:
    theme.apply(dressed, factor)
    desk = window(clock, messages, jobs)
    qtbot.addWidget(desk)
    desk.resize(width, height)
    desk.show_page("canteen")
    desk.show()
    dressed.processEvents()
    assert (desk.width(), desk.height()) == (width, height)
    assert clipped(desk) + outside(desk) + nameless(desk) == []


@pytest.mark.parametrize(("width", "height", "factor"), SIZES)
def test_long_names_of_centre_and_clerk_give_way_to_date_and_duty(
    qtbot: QtBot,
    clock: FixedClock,
    messages: Messages,
    jobs: Jobs,
    dressed: QApplication,
    width: int,
    height: int,
    factor: float,
) -> None:
    theme.apply(dressed, factor)
    desk = window(clock, messages, jobs)
    qtbot.addWidget(desk)
    desk.header.show_centre("宁波市海曙区高桥镇青山村便民服务中心（乡村振兴示范点）", "1 号窗口 · 全科服务")
    desk.header.show_clerk("阿卜杜热依木·买买提明·阿卜杜拉 · 系统管理、窗口、主任")
    desk.resize(width, height)
    desk.show()
    dressed.processEvents()
    assert (desk.width(), clipped(desk)) == (width, [])
    assert desk.header.clerk_chip.text().endswith(" · 系统管理等 3 个岗位")
    assert "买买提明" in desk.header.clerk_chip.toolTip()


@pytest.mark.parametrize(("width", "height", "factor"), SIZES)
def test_long_words_stay_in_the_window(
    qtbot: QtBot,
    clock: FixedClock,
    messages: Messages,
    jobs: Jobs,
    dressed: QApplication,
    width: int,
    height: int,
    factor: float,
) -> None:
    theme.apply(dressed, factor)
    desk = window(clock, messages, jobs)
    qtbot.addWidget(desk)
    desk.resize(width, height)
    desk.show_page("canteen")
    desk.show()
    heights = []
    for text in ("已保存", f"已存为 {'社区服务中心/导出/' * 14}记录.xlsx"):
        messages.say(text)
        toast = desk.findChild(Toast)
        assert toast is not None
        assert desk.rect().contains(toast.geometry())
        assert toast.height() >= toast.heightForWidth(toast.width())
        heights.append(toast.height())
    assert heights[0] < heights[1]
    names = (f"\\\\SERVER2019\\{'EPSON LQ-635KII 二楼大厅 ' * 3}", "针式")
    sheet = PrinterSheet(desk, PAPERS["A5"], names, messages.say)
    sheet.open()
    dressed.processEvents()
    assert sheet.findChildren(QScrollArea)[0].horizontalScrollBar().maximum() == 0
    sheet.reject()


def test_tab_reaches_every_control(desk: MainWindow) -> None:
    order = tab_order(desk)
    page = till(desk)
    assert {*page.form.rows["name"].findChildren(type(page.form.rows["name"].editor)), page.table} <= set(order)
    assert desk.header.lock_button in order


def test_two_pictures_of_one_page_are_the_same(desk: MainWindow, dressed: QApplication) -> None:
    dressed.processEvents()
    assert desk.grab().toImage() == desk.grab().toImage()
