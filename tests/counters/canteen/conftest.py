"""A canteen with the preset rules and sets, and an invented October."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

import pytest

from shequ_desk.counters.canteen import service as canteen
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.dates import Month
from shequ_desk.office.rules import Centre, Opening
from shequ_desk.people.service.sample import fill
from shequ_desk.store import settings
from shequ_desk.store.database import Database
from shequ_desk.store.folder import DataFolder
from tests.conftest import DATA_KEY, NOW
from tests.counters.canteen.kit import CLERK


@pytest.fixture
def preset(database: Database) -> Database:
    """The database with 套餐 A (id 1, 15 元), 套餐 B (id 2, 18 元) and the sample rules, in use since October."""
    with database.work(CLERK) as work:
        settings.save(work, Opening(date(2026, 10, 1)))
        canteen.preset(work)
    return database


@pytest.fixture(scope="package")
def october(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with an invented October of 400 residents, made once."""
    path = tmp_path_factory.mktemp("october") / "data"
    shutil.copytree(template, path)
    database = Database(DataFolder(path).database, DATA_KEY, FixedClock(NOW))
    with database.work(CLERK) as work:
        settings.save(work, Centre("清泉社区党群服务中心", "330200001001", demo=True))
        fill(work, Random(7), 400)
    with database.work(CLERK) as work:
        canteen.demo(work, Random(7), Month(2026, 10))
    database.close()
    return path


@pytest.fixture
def made_up(october: Path, tmp_path: Path, clock: FixedClock) -> Iterator[Database]:
    """A copy of the invented October."""
    shutil.copytree(october, tmp_path / "october")
    opened = Database(DataFolder(tmp_path / "october").database, DATA_KEY, clock)
    yield opened
    opened.close()
