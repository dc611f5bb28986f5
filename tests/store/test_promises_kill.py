"""P2: killing the program never harms the file, and what was said to be saved is there."""

from pathlib import Path
from random import Random

from sqlalchemy import select

from shequ_desk.kernel.clock import FixedClock
from shequ_desk.store import numbers, verify
from shequ_desk.store.database import Database
from shequ_desk.store.folder import DataFolder
from shequ_desk.store.tables import AuditRow
from tests.store.children import KEY, NOW, TESTER, kill, receive, rest, start, take_numbers

ROUNDS = 25
MOST_COMMITS = 40


def _stored(path: Path) -> tuple[int, list[str]]:
    """The last number of the series, and the numbers noted in the audit, after a check of everything."""
    database = Database(path, KEY, FixedClock(NOW))
    try:
        assert verify.verify(database, TESTER) == ()
        with database.reading(TESTER) as work:
            noted = work.session.scalars(select(AuditRow.row_key).where(AuditRow.action == "took"))
            return numbers.last(work, "CT", 2026), list(noted)
    finally:
        database.close()


def test_killed_during_commits_nothing_saved_is_lost(folder: DataFolder) -> None:
    chance = Random(20261121)
    saved = 0
    for _ in range(ROUNDS):
        process, pipe = start(take_numbers, folder.database)
        for _ in range(chance.randint(1, MOST_COMMITS)):
            saved = receive(pipe)
        kill(process)
        saved = max([saved, *rest(pipe)])
        last, noted = _stored(folder.database)
        assert saved <= last <= saved + 1
        assert noted == [str(number) for number in range(1, last + 1)]
