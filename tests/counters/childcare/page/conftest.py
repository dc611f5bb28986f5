"""Childcare's pages in the real window on a real database."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shequ_desk.counters.childcare.page.childcare_page import ChildcarePage
from shequ_desk.counters.childcare.page.settings_page import ChildcareSettingsPage
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
from tests.counters.canteen.page.kit import Desk, Tray
from tests.counters.childcare.page.kit import CLERK, nursery

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
Open = Callable[..., Desk]


@pytest.fixture
def house(database: Database) -> Database:
    """The nursery as drawn."""
    with database.work(CLERK) as work:
        nursery(work)
    return database


@pytest.fixture
def open_desk(
    qtbot: QtBot, qapp: QApplication, database: Database, clock: FixedClock, tmp_path: Path
) -> Iterator[Open]:
    """Opens the window with the page and the settings of childcare, at a size and for a clerk."""
    messages = Messages(qapp)
    jobs, news, state, tray = Jobs(messages), News(), State(tmp_path), Tray()
    printing = Printing(jobs, messages, state, tray)
    for paper in ("A4", "A5"):
        printing.remember(paper, "针式")
    database.listeners.append(news.tell)
    opened: list[tuple[str, int, str]] = []

    def go(key: str, person_id: int, action: str) -> None:
        opened.append((key, person_id, action))

    def make(size: tuple[int, int, float] = (1366, 768, theme.NORMAL), clerk: Clerk = CLERK) -> Desk:
        theme.apply(qapp, size[2])
        context = Context(database, clerk, clock, tmp_path, jobs, news, messages, printing, state, go)

        def page() -> Page:
            return ChildcarePage(context)

        def settings() -> Page:
            return ChildcareSettingsPage(context)

        entries = [
            Entry("childcare", "托育", "childcare", "F4", page),
            Entry("settings", "设置", "settings", "Ctrl+,", settings, at_foot=True),
        ]
        window = MainWindow(entries, clock, messages, jobs, news)
        qtbot.addWidget(window)
        printing.host = window
        window.resize(size[0], size[1])
        window.show_page("childcare")
        window.show()
        with qtbot.waitActive(window):
            pass
        return Desk(qtbot, window, context, Recorder(messages), tray, opened)

    yield make
    jobs.shutdown()
    database.listeners.clear()
    theme.apply(qapp, theme.NORMAL)


@pytest.fixture
def desk(open_desk: Open, house: Database) -> Desk:
    """The window for a clerk with every right, the nursery open."""
    return open_desk()
