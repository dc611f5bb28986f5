"""The mediation page in the real window on a real database."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shequ_desk.counters.mediation.page.mediation_page import MediationPage
from shequ_desk.counters.mediation.page.settings_page import MediationSettingsPage
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
from tests.clerks import EVERYTHING
from tests.counters.mediation.page.kit import Room, Tray

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
Open = Callable[..., Room]


@pytest.fixture
def open_room(qtbot: QtBot, qapp: QApplication, desk: Database, clock: FixedClock, tmp_path: Path) -> Iterator[Open]:
    """Opens the window with the cases and the settings of mediation, at a size and for a clerk."""
    messages = Messages(qapp)
    jobs, news, state, tray = Jobs(messages), News(), State(tmp_path), Tray()
    printing = Printing(jobs, messages, state, tray)
    printing.remember("A4", "激光")
    desk.listeners.append(news.tell)

    def nowhere(_key: str, _person_id: int, _action: str) -> None:
        return None

    def make(size: tuple[int, int, float] = (1366, 768, theme.NORMAL), clerk: Clerk = EVERYTHING) -> Room:
        theme.apply(qapp, size[2])
        context = Context(desk, clerk, clock, tmp_path, jobs, news, messages, printing, state, nowhere)

        def cases() -> Page:
            return MediationPage(context)

        def settings() -> Page:
            return MediationSettingsPage(context)

        entries = [
            Entry("mediation", "调解", "mediation", "F5", cases),
            Entry("settings", "设置", "settings", "Ctrl+,", settings, at_foot=True),
        ]
        window = MainWindow(entries, clock, messages, jobs, news)
        qtbot.addWidget(window)
        printing.host = window
        window.resize(size[0], size[1])
        window.show_page("mediation")
        window.show()
        with qtbot.waitActive(window):
            pass
        return Room(qtbot, window, context, Recorder(messages), tray)

    yield make
    jobs.shutdown()
    desk.listeners.clear()
    theme.apply(qapp, theme.NORMAL)


@pytest.fixture
def room(open_room: Open) -> Room:
    """The window for a clerk with every right."""
    return open_room()
