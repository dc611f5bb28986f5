"""A canteen with the preset rules and sets."""

import pytest

from shequ_desk.counters.canteen import service as canteen
from shequ_desk.store.database import Database
from tests.counters.canteen.kit import CLERK


@pytest.fixture
def preset(database: Database) -> Database:
    """The database with 套餐 A (id 1, 15 元), 套餐 B (id 2, 18 元) and the sample rules."""
    with database.work(CLERK) as work:
        canteen.preset(work)
    return database
