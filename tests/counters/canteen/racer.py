"""One of two processes that race for the last public meal; run by test_public.py."""

import sys
from datetime import datetime
from pathlib import Path

from shequ_desk.counters.canteen import service as canteen
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.errors import Refusal
from shequ_desk.store.database import Database
from tests.conftest import DATA_KEY
from tests.counters.canteen.kit import CLERK, free
from tests.race import wait


def race(path: Path, number: int) -> str:
    """The receipt's number, or why there is none."""
    database = Database(path, DATA_KEY, FixedClock(datetime(2026, 11, 21, 10, 42)))
    with database.reading(CLERK) as work:
        canteen.sets_on(work, work.today, "午")
    wait()
    try:
        with database.work(CLERK) as work:
            return canteen.settle(work, free(1, number)).number
    except Refusal as refusal:
        return refusal.sentence


if __name__ == "__main__":
    sys.stdout.write(race(Path(sys.argv[1]), int(sys.argv[2])))
