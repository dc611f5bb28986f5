"""P1: saved means saved, through a power cut. One transaction waits for the disk once."""

import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import event

from shequ_desk.kernel.clock import FixedClock
from shequ_desk.store import numbers
from shequ_desk.store.database import Database, connect
from shequ_desk.store.folder import DataFolder
from tests.store.children import KEY, NOW, TESTER
from tests.store.power_cuts import Disk, Image
from tests.store.power_record import Act, Recorder

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the driver's library shows no sqlite3_vfs there")
COMMITS = 150
CUTS = 500
FOLD_EVERY = 31
REOPEN_EVERY = 56
LONGEST_TEXT = 3000


@dataclass(frozen=True)
class Found:
    """What opening one image showed: how many saved commits are not there, and what SQLite says of the file."""

    lost: int
    check: str


WHOLE = Found(0, "ok")


def _opened(path: Path, pragma: str) -> Database:
    database = Database(path, KEY, FixedClock(NOW))

    def limit(connection: Any, _record: object) -> None:
        connection.execute(pragma)

    event.listen(database.engine, "connect", limit)
    return database


def _history(folder: DataFolder, chance: Random, pragma: str) -> list[Act]:
    """Commits of every size; the log is folded in and the file closed and opened again between them."""
    with Recorder(folder.path) as recorder:
        database = _opened(folder.database, pragma)
        for number in range(1, COMMITS + 1):
            with database.work(TESTER) as work:
                work.note("took", "number", numbers.take(work, "CT", 2026), text="文" * chance.randint(0, LONGEST_TEXT))
            recorder.saved(number)
            if number % FOLD_EVERY == 0:
                connection = database.bare()
                connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
                connection.close()
            if number % REOPEN_EVERY == 0:
                database.close()
                database = _opened(folder.database, pragma)
        database.close()
    return recorder.acts


def _images(files: dict[str, bytes], acts: list[Act], chance: Random, cuts: int) -> Iterator[tuple[int, Image]]:
    """So many power cuts at random places: the last commit that was said to be saved, and what is left."""
    places = sorted(chance.choices(range(len(acts)), k=cuts))
    disk, saved, done = Disk(files), 0, 0
    for place in places:
        for act in acts[done:place]:
            disk.take(act)
            saved = act.offset if act.kind == "saved" else saved
        done = place
        yield saved, disk.after_cut(chance)


def _looked_at(image: Image, saved: int, folder: DataFolder) -> Found:
    """Put the image where the files were, open it with the key, read every page, count the commits."""
    for path in folder.path.glob("desk.db*"):
        path.unlink()
    for name, content in image.items():
        Path(name).write_bytes(content)
    with closing(connect(folder.database, KEY)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        (check,) = connection.execute("PRAGMA integrity_check").fetchone()
        noted = connection.execute("SELECT row_key FROM audit WHERE action = 'took' ORDER BY id").fetchall()
        (last,) = connection.execute("SELECT coalesce(max(last), 0) FROM number_series WHERE kind = 'CT'").fetchone()
    assert noted == [(str(number),) for number in range(1, last + 1)]
    return Found(max(0, saved - last), check)


def _replay(folder: DataFolder, pragma: str, cuts: int) -> list[Found]:
    chance = Random(20261121)
    files = {str(folder.database): folder.database.read_bytes()}
    acts = _history(folder, chance, pragma)
    return [_looked_at(image, saved, folder) for saved, image in _images(files, acts, chance, cuts)]


def test_no_power_cut_loses_a_commit_or_harms_the_file(folder: DataFolder) -> None:
    found = _replay(folder, "PRAGMA synchronous", CUTS)
    assert len(found) == CUTS
    assert [one for one in found if one != WHOLE] == []


def test_the_replay_sees_what_a_weaker_setting_loses(folder: DataFolder) -> None:
    found = _replay(folder, "PRAGMA synchronous=NORMAL", CUTS // 5)
    assert sum(1 for one in found if one.lost) > len(found) // 2
    assert {one.check for one in found} == {"ok"}
