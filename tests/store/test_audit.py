"""Every write leaves a line in the chain; the chain notices any change."""

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from shequ_desk.kernel.clock import FixedClock
from shequ_desk.office.tables import ClerkRow
from shequ_desk.store import audit
from shequ_desk.store.database import Database, Work
from shequ_desk.store.tables import AuditRow, SettingRow
from tests.clerks import EVERYTHING


def _clerk_row(login: str) -> ClerkRow:
    return ClerkRow(login=login, name="周小满", active=True, since=datetime(2026, 1, 1))


def _lines(database: Database) -> list[AuditRow]:
    with database.reading(EVERYTHING) as work:
        return list(work.session.scalars(select(AuditRow).order_by(AuditRow.id)))


def _break(database: Database) -> int | None:
    with database.reading(EVERYTHING) as work:
        return audit.first_break(work.session, database.key("audit"))


def test_insert_update_delete_each_leave_a_line(database: Database) -> None:
    with database.work(EVERYTHING) as work:
        work.session.add(_clerk_row("a"))
    with database.work(EVERYTHING) as work:
        row = work.session.scalars(select(ClerkRow)).one()
        row.name = "周大满"
    with database.work(EVERYTHING) as work:
        work.session.delete(work.session.scalars(select(ClerkRow)).one())
    lines = _lines(database)
    assert [line.action for line in lines] == ["insert", "update", "delete"]
    assert [line.id for line in lines] == [1, 2, 3]
    assert '"name":"周小满"' in lines[1].before
    assert '"name":"周大满"' in lines[1].after
    assert lines[0].duties.startswith("系统管理、")


def test_core_insert_is_audited_like_an_orm_write(database: Database) -> None:
    with database.work(EVERYTHING) as work:
        work.insert(SettingRow, {"section": "s", "name": "n", "value": 1})
    assert [(line.subject, line.row_key) for line in _lines(database)] == [("setting", "s/n")]


def _stop_half_way(work: Work) -> None:
    work.session.add(_clerk_row("a"))
    work.session.flush()
    raise ValueError("stop")


def test_a_rolled_back_transaction_leaves_nothing(database: Database) -> None:
    with pytest.raises(ValueError, match="stop"), database.work(EVERYTHING) as work:
        _stop_half_way(work)
    assert _lines(database) == []


def test_a_clock_set_back_is_noted_and_order_stays(database: Database, clock: FixedClock) -> None:
    with database.work(EVERYTHING) as work:
        work.note("print", "x")
    clock.set(datetime(2020, 1, 1))
    with database.work(EVERYTHING) as work:
        work.note("print", "y")
    lines = _lines(database)
    assert [line.subject for line in lines] == ["x", "clock", "y"]
    assert "时间被调回" in lines[1].after


def test_a_clock_put_right_by_two_minutes_is_no_news(database: Database, clock: FixedClock) -> None:
    for back in (0, 120, 121):
        clock.tick(timedelta(seconds=-back))
        with database.work(EVERYTHING) as work:
            work.note("print", str(back))
    assert [line.subject for line in _lines(database)] == ["0", "120", "clock", "121"]


def test_reading_refuses_to_write(database: Database) -> None:
    with database.reading(EVERYTHING) as work, pytest.raises(AssertionError):
        work.insert(SettingRow, {"section": "s", "name": "n", "value": 1})


COLUMNS = ("at", "clerk_id", "clerk_name", "duties", "action", "subject", "row_key", "before", "after", "mac")


def _fill(work: Work, count: int) -> None:
    for number in range(count):
        work.note("print", "receipt", number, title="凭证")


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(1, 5), column=st.sampled_from(COLUMNS))
def test_any_altered_column_breaks_the_chain_there(database: Database, place: int, column: str) -> None:
    with database.work(EVERYTHING) as work:
        _fill(work, 5)
    bare = database.bare()
    for trigger in bare.execute("SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name='audit'").fetchall():
        bare.execute(f"DROP TRIGGER {trigger[0]}")
    value = "2001-01-01 00:00:00.000000" if column == "at" else 77
    kept = bare.execute(f"SELECT {column} FROM audit WHERE id=?", (place,)).fetchone()[0]
    bare.execute(f"UPDATE audit SET {column}=? WHERE id=?", (value, place))
    assert _break(database) == place
    bare.execute(f"UPDATE audit SET {column}=? WHERE id=?", (kept, place))
    bare.close()
    assert _break(database) is None


def test_a_deleted_line_breaks_the_chain(database: Database) -> None:
    with database.work(EVERYTHING) as work:
        _fill(work, 3)
    with database.engine.connect() as connection:
        for name in connection.execute(text("SELECT name FROM sqlite_master WHERE type='trigger'")).scalars().all():
            connection.execute(text(f"DROP TRIGGER {name}"))
        connection.execute(text("DELETE FROM audit WHERE id=2"))
        connection.commit()
    assert _break(database) == 2
