"""The residents' page on a real database with invented residents."""

import os
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from PySide6.QtWidgets import QApplication

from shequ_desk.desk.counter import Context
from shequ_desk.desk.messages import Recorder
from shequ_desk.people.service.sample import fill
from shequ_desk.store.database import Database
from shequ_desk.store.rights import Clerk
from tests.desk.around import Around, Tray
from tests.people.page.pages import Desk

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

RESIDENTS = 60


@pytest.fixture
def context(qapp: QApplication, database: Database, desk: Clerk, tmp_path: Path) -> Iterator[Context]:
    """What a page is given, with nobody registered."""
    around = Around(qapp, database, tmp_path, Tray())
    yield around.context(desk)
    around.close()


@pytest.fixture
def recorder(context: Context) -> Recorder:
    """What is said to the clerk."""
    return Recorder(context.messages)


@pytest.fixture
def residents(context: Context) -> int:
    """Invented residents on a tree of places; how many."""
    with context.database.work(context.clerk) as work:
        fill(work, Random(5), RESIDENTS)
    return RESIDENTS


@pytest.fixture
def shown(context: Context, recorder: Recorder) -> Iterator[Desk]:
    """The page on show."""
    opened = Desk(context, recorder)
    yield opened
    opened.close()
