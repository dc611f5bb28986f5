"""The real-life roster, read once and imported once; every test works on its own copy."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from shequ_desk.kernel.clock import FixedClock
from shequ_desk.people import roster
from shequ_desk.people.roster.importing import Preview
from shequ_desk.people.rules import GRANTS
from shequ_desk.store.database import Database
from shequ_desk.store.folder import DataFolder
from shequ_desk.store.rights import Clerk, merge_grants, permissions_of
from tests.conftest import DATA_KEY, NOW
from tests.people.roster.books import ROSTER

DESK = Clerk(7, "lin", "林晓", ("desk",), permissions_of(["desk"], merge_grants([GRANTS])))


@pytest.fixture(scope="session")
def proposal() -> roster.Proposal:
    """The file, read through the child process."""
    return roster.propose(ROSTER)


@pytest.fixture
def preview(database: Database, desk: Clerk, proposal: roster.Proposal) -> Preview:
    """What it will do to an empty register."""
    with database.reading(desk) as work:
        return roster.plan(work, proposal)


@pytest.fixture(scope="session")
def imported_once(template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, roster.Done]:
    """A data folder with the roster in it, and what the import answered."""
    path = tmp_path_factory.mktemp("imported") / "data"
    shutil.copytree(template, path)
    opened = Database(DataFolder(path).database, DATA_KEY, FixedClock(NOW))
    done = roster.import_file(opened, DESK, ROSTER)
    opened.close()
    return path, done


@pytest.fixture
def done(imported_once: tuple[Path, roster.Done]) -> roster.Done:
    """What the import answered."""
    return imported_once[1]


@pytest.fixture
def filled(imported_once: tuple[Path, roster.Done], tmp_path: Path, clock: FixedClock) -> Iterator[Database]:
    """A copy of the imported register."""
    path = tmp_path / "filled"
    shutil.copytree(imported_once[0], path)
    opened = Database(DataFolder(path).database, DATA_KEY, clock)
    yield opened
    opened.close()
