"""A centre with the sample offer and an approved clerk."""

import pytest

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.store.database import Database
from tests.counters.childcare.kit import CLERK, TODAY, aged, grandmother, papers


@pytest.fixture
def preset(database: Database) -> Database:
    """The sample offer; the clerk may open children's files."""
    with database.work(CLERK) as work:
        childcare.preset(work)
        childcare.approve(work, CLERK.id, TODAY, None, "负责托育登记")
    return database


@pytest.fixture
def ready(preset: Database) -> Database:
    """李小满 (child 1) with papers and grandmother."""
    with preset.work(CLERK) as work:
        one = aged(work, 27)
        papers(work, one)
        grandmother(work, one)
    return preset
