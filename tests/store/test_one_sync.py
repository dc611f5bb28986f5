"""A transaction waits for the disk once: receipt, lines, audit and number stand or fall by one fsync of the log."""

import sys
from collections.abc import Callable
from datetime import date

import pytest

from shequ_desk.counters.canteen import service as canteen
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.people import service as people
from shequ_desk.people.rules import Draft
from shequ_desk.store.database import Database, Work
from shequ_desk.store.folder import DataFolder
from tests.counters.canteen.kit import CLERK, lunch, resident
from tests.store.children import KEY, NOW
from tests.store.power_record import Recorder

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the driver's library shows no sqlite3_vfs there")
GUEST = 1


def _settle(work: Work) -> None:
    canteen.settle(work, lunch(1, GUEST))


def _register(work: Work) -> None:
    people.register(work, Draft("新宝", no_number_reason="新生儿", phones=("13800001234",)))


def _note(work: Work) -> None:
    work.note("took", "number", text="文" * 20_000)


@pytest.mark.parametrize("act", [_settle, _register, _note])
def test_one_transaction_is_one_sync(folder: DataFolder, act: Callable[[Work], None]) -> None:
    with Recorder(folder.path) as recorder:
        database = Database(folder.database, KEY, FixedClock(NOW))
        with database.work(CLERK) as work:
            canteen.preset(work)
            assert resident(work, "陈阿毛", date(1944, 5, 1)) == GUEST
        recorder.acts.clear()
        with database.work(CLERK) as work:
            act(work)
        done = list(recorder.acts)
        database.close()
    log = f"{folder.database}-wal"
    assert [one.path for one in done if one.kind == "sync"] == [log]
    assert done[-1].kind == "sync"
    assert {(one.kind, one.path) for one in done[:-1]} == {("write", log)}


def test_reading_waits_for_nothing(folder: DataFolder) -> None:
    database = Database(folder.database, KEY, FixedClock(NOW))
    with Recorder(folder.path) as recorder:
        with database.reading(CLERK) as work:
            assert people.search(work, "zw") == []
        assert [one.kind for one in recorder.acts if one.kind == "sync"] == []
        database.close()
