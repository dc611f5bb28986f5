"""One of two processes that race for the last place; run by test_waiting.py."""

import sys
from datetime import datetime
from pathlib import Path

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.errors import Refusal
from shequ_desk.store.database import Database
from tests.conftest import DATA_KEY
from tests.counters.childcare.kit import CLERK, INFANTS, MONDAY, morning
from tests.race import wait


def race(path: Path, child_id: int) -> str:
    """The booking's id, or why there is none."""
    database = Database(path, DATA_KEY, FixedClock(datetime(2026, 11, 21, 10, 42)))
    with database.reading(CLERK) as work:
        asked = morning(work, child_id, group=INFANTS)
        childcare.week(work, MONDAY)
    wait()
    try:
        with database.work(CLERK) as work:
            return str(childcare.book(work, asked))
    except Refusal as refusal:
        return refusal.sentence


if __name__ == "__main__":
    sys.stdout.write(race(Path(sys.argv[1]), int(sys.argv[2])))
