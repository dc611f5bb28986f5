"""One of two processes that take cases in at the same time; run by test_race.py."""

import sys
from datetime import datetime
from pathlib import Path

from shequ_desk.counters.mediation import service as mediation
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.store.database import Database
from tests.clerks import EVERYTHING
from tests.conftest import DATA_KEY
from tests.counters.mediation.kit import draft
from tests.race import wait


def race(path: Path, times: int) -> str:
    """The numbers given, one a line."""
    database = Database(path, DATA_KEY, FixedClock(datetime(2026, 11, 21, 10, 42)))
    wait()
    numbers = []
    for _ in range(times):
        with database.work(EVERYTHING) as work:
            numbers.append(mediation.case(work, mediation.accept(work, draft())).number)
    return "\n".join(numbers)


if __name__ == "__main__":
    sys.stdout.write(race(Path(sys.argv[1]), int(sys.argv[2])))
