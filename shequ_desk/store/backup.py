"""Backups: one folder each with the encrypted database, the key file and what was counted when it was checked.

A backup gets its name only after it was written, flushed, opened with the key, checked page by page and compared with
the source. The key file in it carries the recovery wrap: a backup and the recovery sheet bring back a lost PC.
"""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import Any

from shequ_desk.kernel.errors import Refusal, Trouble
from shequ_desk.store import files, snapshot, space, thinning
from shequ_desk.store.database import Database
from shequ_desk.store.folder import DataFolder
from shequ_desk.store.keys import KeyFile
from shequ_desk.store.snapshot import Contents
from shequ_desk.store.trouble import damaged, reaching, translated

EVERY = timedelta(hours=1)
_STAMP = "%Y%m%d-%H%M%S"
_PREFIX = "desk-"
_PART = ".part"
_QUIET_TRIES = 3
_PATIENCE_MS = 60_000
_one_at_a_time = Lock()
"""The start, the hour, a clerk and the end may all want one; they would take each other's unfinished copy away."""


@dataclass(frozen=True)
class Backup:
    """One backup on the disk. `contents` is None when it was never checked or its note is unreadable."""

    path: Path
    made_at: datetime
    size: int
    contents: Contents | None

    @property
    def verified(self) -> bool:
        """Whether it was opened and compared after it was written."""
        return self.contents is not None

    @property
    def database(self) -> Path:
        """The encrypted copy."""
        return self.path / "desk.db"

    @property
    def keys(self) -> Path:
        """The key file as it was then."""
        return self.path / "keys.json"


def backup_now(
    database: Database,
    folder: DataFolder,
    place: Path | None = None,
    free: Callable[[Path], int] = files.free_bytes,
) -> Backup:
    """Write, check and name one backup in `place` (usual: the data folder's backups), then thin out old ones.

    Trouble, with the unfinished copy removed, when the disk is full or the copy does not equal its source. A job:
    it reads the whole file, but does not keep anybody from working. A second one waits for the first.
    """
    place, now = place or folder.backups, database.clock.now()
    with _one_at_a_time, translated(), reaching(place):
        files.make_private(place)
        _remove_parts(place)
        space.require(place, _size_of(folder.database), "备份", free)
        made = _write(database, folder, place, now)
        _thin(database, place, now)
    return made


def backups(place: Path) -> tuple[Backup, ...]:
    """All backups in the folder, newest first."""
    found = (_read(path) for path in place.glob(f"{_PREFIX}*") if path.suffix != _PART)
    return tuple(sorted((b for b in found if b), key=lambda b: (b.made_at, b.path.name), reverse=True))


def at(place: Path) -> Backup:
    """The backup in this folder, or the newest of those beneath it. Refusal when there is none."""
    found = [made for made in backups(place.parent) if made.path == place] or backups(place)
    if not found:
        raise Refusal("这个文件夹里没有备份", "请选名字以 desk- 开头的备份文件夹，或它的上一层", "folder")
    return found[0]


def is_of(made: Backup, database: Database) -> bool:
    """Whether the backup is this centre's own; False also when its key file is missing or unreadable."""
    fits: list[bool] = []
    with suppress(Trouble):
        database.lend_key(lambda key: fits.append(KeyFile.load(made.keys).fits(key)))
    return fits == [True]


def changed(database: Database, folder: DataFolder) -> bool:
    """Whether anything was written since the newest checked backup; asked at start and at close."""
    newest = _newest(folder)
    return newest is None or newest.contents is None or newest.contents.chain != _head(database)


def due(database: Database, folder: DataFolder) -> bool:
    """Whether the hourly backup should run now: an hour has passed (or the clock was set back) and there is news."""
    newest, now = _newest(folder), database.clock.now()
    return newest is None or (not timedelta() <= now - newest.made_at < EVERY and changed(database, folder))


def check(backup: Backup, data_key: bytes) -> Contents:
    """Open a backup and check it again, page by page. Trouble when it is damaged or not what was written."""
    found = snapshot.checked(backup.database, data_key)
    if backup.contents is not None and found != backup.contents:
        raise damaged()
    return found


def _newest(folder: DataFolder) -> Backup | None:
    return next((b for b in backups(folder.backups) if b.verified), None)


def _head(database: Database) -> str:
    with translated(), _bare(database) as connection:
        return snapshot.chain_head(connection)


def _write(database: Database, folder: DataFolder, place: Path, now: datetime) -> Backup:
    name = _free_name(place, now)
    part = place / (name + _PART)
    files.make_private(part)
    try:
        source = _copy(database, part / "desk.db")
        _compare(database, part / "desk.db", source)
        if folder.keys.exists():
            files.copy_durable(folder.keys, part / "keys.json")
        _note(part, now, source)
        files.switch(part, place / name)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return Backup(place / name, now, _size_of(place / name / "desk.db"), source)


def _compare(database: Database, copy: Path, source: Contents) -> None:
    database.lend_key(lambda key: snapshot.must_equal(snapshot.checked(copy, key), source))


def _copy(database: Database, target: Path) -> Contents:
    """Fold the log in, copy, and count the source as it was copied.

    Again when somebody wrote meanwhile, at last holding writers.
    """
    with _bare(database) as connection:
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        for _ in range(_QUIET_TRIES):
            version = _version(connection)
            source = _vacuum(connection, target)
            if _version(connection) == version:
                return source
        with _bare(database) as holder:
            holder.execute(f"PRAGMA busy_timeout={_PATIENCE_MS}")
            holder.execute("BEGIN IMMEDIATE")
            return _vacuum(connection, target)


def _vacuum(connection: Any, target: Path) -> Contents:
    target.unlink(missing_ok=True)
    counted = snapshot.contents(connection)
    connection.execute("VACUUM INTO ?", (str(target),))
    files.sync_file(target)
    return counted


def _version(connection: Any) -> int:
    return int(connection.execute("PRAGMA data_version").fetchone()[0])


@contextmanager
def _bare(database: Database) -> Iterator[Any]:
    connection = database.bare()
    try:
        connection.execute("PRAGMA busy_timeout=5000")
        yield connection
    finally:
        connection.close()


def _note(part: Path, now: datetime, source: Contents) -> None:
    note = {"made_at": now.isoformat(), "contents": source.as_json()}
    files.write_atomic(part / "checked.json", json.dumps(note).encode())


def _read(path: Path) -> Backup | None:
    stamp = path.name.removeprefix(_PREFIX)[: len("20261121-104200")]
    try:
        made_at, size = datetime.strptime(stamp, _STAMP), _size_of(path / "desk.db")
    except (ValueError, OSError):
        return None
    try:
        note = json.loads((path / "checked.json").read_bytes())
        return Backup(path, made_at, size, Contents(**note["contents"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Backup(path, made_at, size, None)


def _free_name(place: Path, now: datetime) -> str:
    name = f"{_PREFIX}{now.strftime(_STAMP)}"
    taken = len(list(place.glob(f"{name}*")))
    return f"{name}-{taken}" if taken else name


def _size_of(path: Path) -> int:
    return path.stat().st_size


def _remove_parts(place: Path) -> None:
    for part in place.glob(f"{_PREFIX}*{_PART}"):
        shutil.rmtree(part, ignore_errors=True)


def _thin(database: Database, place: Path, now: datetime) -> None:
    """Only this centre's own: a stick may carry those of several."""
    found = [made for made in backups(place) if made.verified and is_of(made, database)]
    kept = thinning.kept((made.made_at for made in found), now)
    for backup in found:
        if backup.made_at not in kept:
            shutil.rmtree(backup.path)
