"""Frozen tables stay as they were written, and a removed trigger is noticed."""

from collections.abc import Iterator
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from shequ_desk.kernel.clock import FixedClock
from shequ_desk.store import guards, migrate, verify
from shequ_desk.store.base import Base
from shequ_desk.store.database import Database
from shequ_desk.store.folder import DataFolder
from tests.store.children import KEY, NOW, TESTER


@pytest.fixture
def opened(folder: DataFolder) -> Iterator[Database]:
    """A file with three audit lines."""
    database = Database(folder.database, KEY, FixedClock(NOW))
    with database.work(TESTER) as work:
        for number in range(3):
            work.note("counted", "number", number)
    yield database
    database.close()


@pytest.fixture
def bare(opened: Database) -> Iterator[Any]:
    """The file in another program's hands, which keeps our pragma."""
    connection = opened.bare()
    connection.execute("PRAGMA recursive_triggers=ON")
    yield connection
    connection.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET action = 'x' WHERE id = 2",
        "DELETE FROM audit WHERE id = 3",
        "DELETE FROM audit",
        "REPLACE INTO audit SELECT * FROM audit WHERE id = 1",
        "INSERT OR REPLACE INTO audit SELECT * FROM audit",
    ],
)
def test_frozen_rows_cannot_be_changed(opened: Database, bare: Any, statement: str) -> None:
    with pytest.raises(sqlcipher.IntegrityError, match="audit is frozen"):
        bare.execute(statement)
    assert verify.verify(opened, TESTER) == ()


def test_the_programs_own_connections_keep_replace_out(opened: Database) -> None:
    with opened.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA recursive_triggers").scalar() == 1


def test_every_frozen_table_has_both_triggers(bare: Any) -> None:
    frozen = [table.name for table in Base.metadata.sorted_tables if guards.is_frozen(table)]
    triggers = bare.execute("SELECT tbl_name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    assert "audit" in frozen
    assert sorted(name for (name,) in triggers) == sorted(2 * frozen)


@pytest.mark.parametrize(
    "tampering",
    [
        ("DROP TRIGGER frozen_audit_update",),
        (
            "DROP TRIGGER frozen_audit_delete",
            "CREATE TRIGGER frozen_audit_delete BEFORE DELETE ON audit BEGIN SELECT 1; END",
        ),
        ("CREATE TRIGGER stranger AFTER INSERT ON audit BEGIN DELETE FROM setting; END",),
    ],
)
def test_tampering_is_seen_mended_and_remembered(
    folder: DataFolder, opened: Database, bare: Any, tampering: tuple[str, ...]
) -> None:
    for statement in tampering:
        bare.execute(statement)
    assert "防篡改保护" in verify.verify(opened, TESTER)[0].message
    mended = migrate.upgrade(folder, KEY).mended
    assert len(mended) == 1
    with opened.work(TESTER) as work:
        guards.note(work, mended)
    findings = verify.verify(opened, TESTER)
    assert [mended[0] in finding.message and "已恢复" in finding.message for finding in findings] == [True]
    assert migrate.upgrade(folder, KEY).mended == ()


def test_an_altered_line_breaks_the_chain(opened: Database, bare: Any) -> None:
    guards.drop_all(bare)
    bare.execute("UPDATE audit SET action = 'x' WHERE id = 2")
    guards.mend(bare)
    assert [f.message for f in verify.verify(opened, TESTER)] == ["操作记录从第 2 条起被删改"]


def test_a_row_that_points_nowhere_and_a_slices_own_finding(opened: Database, bare: Any) -> None:
    bare.execute("CREATE TABLE child (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES audit (id))")
    assert verify.verify(opened, TESTER, [lambda work: [verify.Finding(f"{work.today:%Y}", "")]])[0].message == "2026"
    bare.execute("INSERT INTO child VALUES (1, 99)")
    assert "1 行数据" in verify.verify(opened, TESTER)[0].message
