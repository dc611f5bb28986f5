"""A mediation desk with its committee, sub-types, sample tariff and one mediator (id 1)."""

import pytest

from shequ_desk.counters.mediation import service as mediation
from shequ_desk.office.rules import Centre
from shequ_desk.store import settings
from shequ_desk.store.database import Database
from tests.clerks import EVERYTHING
from tests.counters.mediation.kit import mediator


@pytest.fixture
def desk(database: Database) -> Database:
    """The database with the preset and 张师傅."""
    with database.work(EVERYTHING) as work:
        settings.save(work, Centre("清泉社区党群服务中心", "330200001001"))
        mediation.preset(work)
        mediator(work)
    return database
