"""Everything gathered once; papers need no database."""

import shutil
from pathlib import Path

import pytest

from shequ_desk.kernel.clock import FixedClock
from shequ_desk.store.database import Database
from shequ_desk.store.folder import DataFolder
from tests.conftest import DATA_KEY, NOW
from tests.counters.childcare.papers.kit import Gathered, gather


@pytest.fixture(scope="package")
def gathered(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Gathered:
    """What the papers of a made-up November print."""
    path = tmp_path_factory.mktemp("childcare") / "data"
    shutil.copytree(template, path)
    database = Database(DataFolder(path).database, DATA_KEY, FixedClock(NOW))
    found = gather(database)
    database.close()
    return found
