"""One migrated, encrypted template file a session; every test works on its own copy of it.

The gate (CI set) draws the same examples every time; everybody else's runs draw new ones.
"""

import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from shequ_desk.kernel.clock import FixedClock
from shequ_desk.store import migrate
from shequ_desk.store.database import Database
from shequ_desk.store.folder import DataFolder
from tests import tables

settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("gate", settings.get_profile("here"), derandomize=True)
settings.load_profile("gate" if os.environ.get("CI") else "here")
DATA_KEY = bytes(range(32))
NOW = datetime(2026, 11, 21, 10, 42)


@pytest.fixture
def clock() -> FixedClock:
    """Saturday 2026-11-21, 10:42."""
    return FixedClock(NOW)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose database was migrated from nothing."""
    assert tables.MODULES
    path = tmp_path_factory.mktemp("template")
    folder = DataFolder(path)
    migrate.upgrade(folder, DATA_KEY)
    return path


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> DataFolder:
    """A fresh copy of the template."""
    path = tmp_path / "data"
    shutil.copytree(template, path)
    return DataFolder(path)


@pytest.fixture
def database(folder: DataFolder, clock: FixedClock) -> Iterator[Database]:
    """The opened copy."""
    opened = Database(folder.database, DATA_KEY, clock)
    yield opened
    opened.close()
