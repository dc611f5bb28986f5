"""A till page on a real database, a printer that does as it is told, and somebody who listens."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shequ_desk.desk.messages import Recorder
from shequ_desk.store.database import Database
from shequ_desk.store.rights import Clerk
from tests.desk.around import Around
from tests.till.kit import CLERK
from tests.till.page.kit import Desk, ToldPrinter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture
def printer() -> ToldPrinter:
    """Takes everything until told otherwise."""
    return ToldPrinter()


@pytest.fixture
def desk_of(
    qtbot: QtBot, qapp: QApplication, database: Database, tmp_path: Path, printer: ToldPrinter
) -> Iterator[Callable[[Clerk], Desk]]:
    """The desk of a clerk: context, recorder, printer."""
    around = Around(qapp, database, tmp_path, printer)

    def make(clerk: Clerk) -> Desk:
        return Desk(qtbot, around.context(clerk), Recorder(around.messages), printer, around.opened)

    yield make
    around.close()


@pytest.fixture
def desk(desk_of: Callable[[Clerk], Desk]) -> Desk:
    """The desk of a clerk with every right."""
    return desk_of(CLERK)
