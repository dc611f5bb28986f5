"""A till page on a real database, a printer that does as it is told, and somebody who listens."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shequ_desk.desk import theme
from shequ_desk.desk.counter import Context
from shequ_desk.desk.jobs import Jobs
from shequ_desk.desk.messages import Messages, Recorder
from shequ_desk.desk.news import News
from shequ_desk.desk.printing import Printing
from shequ_desk.desk.state import State
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.store.database import Database
from shequ_desk.store.rights import Clerk
from tests.till.kit import CLERK
from tests.till.page.kit import Desk, ToldPrinter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture
def printer() -> ToldPrinter:
    """Takes everything until told otherwise."""
    return ToldPrinter()


@pytest.fixture
def desk_of(
    qtbot: QtBot, qapp: QApplication, database: Database, clock: FixedClock, tmp_path: Path, printer: ToldPrinter
) -> Iterator[Callable[[Clerk], Desk]]:
    """The desk of a clerk: context, recorder, printer."""
    theme.apply(qapp, theme.NORMAL)
    messages = Messages(qapp)
    jobs, news, state = Jobs(messages), News(), State(tmp_path)
    printing = Printing(jobs, messages, state, printer)
    database.listeners.append(news.tell)
    for paper in ("A4", "A5"):
        printing.remember(paper, "针式")
    opened: list[tuple[str, int, str]] = []

    def go(key: str, person_id: int, action: str) -> None:
        opened.append((key, person_id, action))

    def make(clerk: Clerk) -> Desk:
        context = Context(database, clerk, clock, tmp_path, jobs, news, messages, printing, state, go)
        return Desk(qtbot, context, Recorder(messages), printer, opened)

    yield make
    jobs.shutdown()
    database.listeners.clear()


@pytest.fixture
def desk(desk_of: Callable[[Clerk], Desk]) -> Desk:
    """The desk of a clerk with every right."""
    return desk_of(CLERK)
