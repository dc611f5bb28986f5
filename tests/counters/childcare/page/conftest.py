"""Childcare's pages in the real window on a real database."""

from collections.abc import Callable
from functools import partial

import pytest

from shequ_desk.counters.childcare.counter import COUNTER
from shequ_desk.store.database import Database
from tests.counters.childcare.page.kit import CLERK, nursery
from tests.counters.desk_kit import Desk, Windows

Open = Callable[..., Desk]


@pytest.fixture
def house(database: Database) -> Database:
    """The nursery as drawn."""
    with database.work(CLERK) as work:
        nursery(work)
    return database


@pytest.fixture
def open_desk(windows: Windows) -> Open:
    """Opens the window with the page and the settings of childcare, at a size and for a clerk."""
    return partial(windows.open, Desk, COUNTER)


@pytest.fixture
def desk(open_desk: Open, house: Database) -> Desk:
    """The window for a clerk with every right, the nursery open."""
    return open_desk()
