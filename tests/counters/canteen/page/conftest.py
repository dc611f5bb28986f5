"""The canteen's pages in the real window on a real database."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shequ_desk.counters.canteen.counter import COUNTER
from shequ_desk.counters.canteen.page.settings_page import CanteenSettingsPage
from shequ_desk.desk import theme
from shequ_desk.desk.counter import Context
from shequ_desk.desk.jobs import Jobs
from shequ_desk.desk.messages import Messages, Recorder
from shequ_desk.desk.news import News
from shequ_desk.desk.page import Page
from shequ_desk.desk.printing import Printing
from shequ_desk.desk.state import State
from shequ_desk.desk.window import Entry, MainWindow
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.store.database import Database
from shequ_desk.store.rights import Clerk
from tests.counters.canteen.kit import CLERK
from tests.counters.canteen.page.kit import Desk, Tray

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
Open = Callable[..., Desk]


@pytest.fixture
def open_desk(qtbot: QtBot, qapp: QApplication, preset: Database, clock: FixedClock, tmp_path: Path) -> Iterator[Open]:
    """Opens the window with the till and the settings of the canteen, at a size and for a clerk."""
    messages = Messages(qapp)
    jobs, news, state, tray = Jobs(messages), News(), State(tmp_path), Tray()
    printing = Printing(jobs, messages, state, tray)
    for paper in ("A4", "A5"):
        printing.remember(paper, "针式")
    preset.listeners.append(news.tell)
    opened: list[tuple[str, int, str]] = []

    def go(key: str, person_id: int, action: str) -> None:
        opened.append((key, person_id, action))

    def make(size: tuple[int, int, float] = (1366, 768, theme.NORMAL), clerk: Clerk = CLERK) -> Desk:
        theme.apply(qapp, size[2])
        context = Context(preset, clerk, clock, tmp_path, jobs, news, messages, printing, state, go)

        def till() -> Page:
            return COUNTER.page(context)

        def settings() -> Page:
            return CanteenSettingsPage(context)

        entries = [
            Entry("canteen", "助餐", "canteen", "F3", till),
            Entry("settings", "设置", "settings", "Ctrl+,", settings, at_foot=True),
        ]
        window = MainWindow(entries, clock, messages, jobs, news)
        qtbot.addWidget(window)
        printing.host = window
        window.resize(size[0], size[1])
        window.show_page("canteen")
        window.show()
        with qtbot.waitActive(window):
            pass
        return Desk(qtbot, window, context, Recorder(messages), tray, opened)

    yield make
    jobs.shutdown()
    preset.listeners.clear()
    theme.apply(qapp, theme.NORMAL)


@pytest.fixture
def desk(open_desk: Open) -> Desk:
    """The window for a clerk with every right."""
    return open_desk()
