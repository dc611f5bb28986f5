"""Upgrades: all or nothing, and never by a program older than the file (promises P10, P11)."""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from shequ_desk import bundle
from shequ_desk.kernel.errors import Trouble
from shequ_desk.store import migrate, revision, space, trouble
from shequ_desk.store.database import connect
from shequ_desk.store.folder import DataFolder
from tests.store.children import KEY, kill, rest, start, upgrade_until

ROWS = 300
ROUNDS_AT_LEAST = 20
_HEADER = (
    "import sqlalchemy as sa\nfrom alembic import op\n\nrevision = {0!r}\ndown_revision = {1!r}\n\n\ndef upgrade():\n"
)
_FIRST = """
    op.create_table("audit", sa.Column("id", sa.Integer, primary_key=True), sa.Column("mac", sa.String(64)))
    op.create_table("parent", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(20)))
    op.create_table(
        "child",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("parent_id", sa.Integer, sa.ForeignKey("parent.id", ondelete="CASCADE")),
    )
"""
_SECOND = """
    with op.batch_alter_table("parent", recreate="always") as table:
        table.add_column(sa.Column("age", sa.Integer, server_default="0", nullable=False))
    op.execute("UPDATE parent SET age = id % 90")
    with op.batch_alter_table("audit", recreate="always") as table:
        table.add_column(sa.Column("at", sa.String(20), server_default="", nullable=False))
    op.execute("UPDATE audit SET at = '2026'")
"""
_FAILING = _SECOND + '    op.execute("INSERT INTO nowhere VALUES (1)")\n'
_ORPHANING = _SECOND + '    op.execute("DELETE FROM parent WHERE id = 1")\n'


def _scripts(place: Path, **steps: str) -> Path:
    (place / "versions").mkdir(parents=True)
    shutil.copy(bundle.migrations() / "env.py", place)
    before = None
    for name, body in steps.items():
        (place / "versions" / f"{name}.py").write_text(_HEADER.format(name, before) + body)
        before = name
    return place


@pytest.fixture
def old(tmp_path: Path) -> DataFolder:
    """A folder at the first revision, with rows, a cascading reference and a frozen table."""
    folder = DataFolder(tmp_path / "old")
    folder.create()
    migrate.upgrade(folder, KEY, _scripts(tmp_path / "first", first=_FIRST))
    with _opened(folder) as connection:
        for number in range(1, ROWS + 1):
            connection.execute("INSERT INTO parent VALUES (?, '王岚')", (number,))
            connection.execute("INSERT INTO child VALUES (?, ?)", (number, number))
        connection.execute("INSERT INTO audit VALUES (1, 'aa')")
    return folder


@pytest.fixture
def second(tmp_path: Path) -> Path:
    """The scripts of the next version; a per cent sign in the path is no option of Alembic."""
    return _scripts(tmp_path / "50% second", first=_FIRST, second=_SECOND)


@contextmanager
def _opened(folder: DataFolder) -> Iterator[Any]:
    with closing(connect(folder.database, KEY)) as connection:
        yield connection


def _state(folder: DataFolder) -> tuple[str | None, int, int, list[str], int]:
    """Revision, parents, children, columns of parent, triggers; after a full check of the file."""
    with _opened(folder) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        parents, children = (connection.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in ("parent", "child"))
        columns = [row[1] for row in connection.execute("PRAGMA table_info(parent)").fetchall()]
        triggers = connection.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'").fetchone()[0]
        return revision.current(connection), parents, children, columns, triggers


OLD = ("first", ROWS, ROWS, ["id", "name"], 2)
NEW = ("second", ROWS, ROWS, ["id", "name", "age"], 2)


def test_an_upgrade_keeps_rows_references_and_triggers(old: DataFolder, second: Path) -> None:
    assert _state(old) == OLD
    assert migrate.upgrade(old, KEY, second) == migrate.Upgrade("first", "second")
    assert _state(old) == NEW
    assert not list(old.path.glob("desk.db.*"))
    assert migrate.upgrade(old, KEY, second) == migrate.Upgrade("second", "second")


@pytest.mark.parametrize("body", [_FAILING, _ORPHANING], ids=["failing", "orphaning"])
def test_a_failed_upgrade_leaves_the_old_file(old: DataFolder, tmp_path: Path, second: Path, body: str) -> None:
    bad = _scripts(tmp_path / "bad", first=_FIRST, second=body)
    with pytest.raises(Trouble, match="升级数据没有成功"):
        migrate.upgrade(old, KEY, bad)
    assert _state(old) == OLD
    migrate.upgrade(old, KEY, second)
    assert _state(old) == NEW


def test_killed_at_every_step_the_file_is_old_or_new(old: DataFolder, second: Path, tmp_path: Path) -> None:
    seen: list[str | None] = []
    survived = False
    while not survived:
        folder = DataFolder(tmp_path / f"round{len(seen)}")
        shutil.copytree(old.path, folder.path)
        process, pipe = start(upgrade_until, folder.path, second, len(seen) + 1)
        survived = rest(pipe) == ["survived"]
        kill(process)
        state = _state(folder)
        assert state in (OLD, NEW)
        seen.append(state[0])
        migrate.upgrade(folder, KEY, second)
        assert _state(folder) == NEW
        assert not list(folder.path.glob("desk.db.*"))
        shutil.rmtree(folder.path)
    assert len(seen) >= ROUNDS_AT_LEAST
    assert {"first", "second"} == set(seen)


def test_the_copy_is_put_back_when_the_file_was_harmed(old: DataFolder, second: Path) -> None:
    shutil.copy(old.database, old.path / "desk.db.before")
    harmed = bytearray(old.database.read_bytes())
    harmed[100:5000] = bytes(4900)
    old.database.write_bytes(harmed)
    migrate.upgrade(old, KEY, second)
    assert _state(old) == NEW


def test_a_harmed_copy_never_replaces_the_file(old: DataFolder, second: Path) -> None:
    (old.path / "desk.db.before").write_bytes(b"half a copy")
    migrate.upgrade(old, KEY, second)
    assert _state(old) == NEW


def test_an_older_program_refuses_a_newer_file(old: DataFolder, second: Path, tmp_path: Path) -> None:
    migrate.upgrade(old, KEY, second)
    with pytest.raises(Trouble, match="更新版本") as caught:
        migrate.upgrade(old, KEY, tmp_path / "first")
    assert "新版程序" in caught.value.way_out
    assert _state(old) == NEW


def test_a_wrong_key_changes_nothing(old: DataFolder, second: Path) -> None:
    before = old.database.read_bytes()
    with pytest.raises(Trouble, match="密钥不符"):
        migrate.upgrade(old, bytes(32), second)
    assert old.database.read_bytes() == before


def test_an_old_engine_is_refused() -> None:
    with pytest.raises(Trouble, match="太旧"):
        trouble.check_engine((3, 51, 2))
    trouble.check_engine((3, 51, 3))


def test_room_for_the_copy_is_asked_for(tmp_path: Path) -> None:
    size = 10 * 1024 * 1024
    with pytest.raises(Trouble, match="需要 84 MB，只剩 83 MB"):
        space.require(tmp_path, size, "升级", lambda _: 83 * 1024 * 1024)
    space.require(tmp_path, size, "升级", lambda _: 84 * 1024 * 1024)


def test_broken_chains_of_scripts_are_a_bug(tmp_path: Path) -> None:
    lost = _scripts(tmp_path / "lost", first=_FIRST, second=_SECOND)
    (lost / "versions" / "first.py").unlink()
    with pytest.raises(ValueError, match="not one chain"):
        revision.chain(lost)
