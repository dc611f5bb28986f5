"""Fixed statements: SQLAlchemy's text and conversions on the driver's own cursor, heard by its listeners."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from sqlalchemy import bindparam, event, func, insert, select, text

from shequ_desk.kernel.money import Money
from shequ_desk.store import numbers
from shequ_desk.store.base import FenType
from shequ_desk.store.database import Database
from shequ_desk.store.statements import Fixed
from shequ_desk.store.tables import AuditRow, NumberSeries
from tests.store.children import NOW, TESTER

_AUDIT = AuditRow.__table__.c
_SINCE = Fixed(select(_AUDIT.at, _AUDIT.action).where(_AUDIT.at >= bindparam("since"), _AUDIT.action != "nothing"))


@pytest.fixture
def heard(database: Database) -> Iterator[list[str]]:
    """What a listener of SQLAlchemy's is told."""
    found: list[str] = []

    def listen(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        found.append(statement.split()[0])

    event.listen(database.engine, "before_cursor_execute", listen)
    yield found
    event.remove(database.engine, "before_cursor_execute", listen)


def test_values_go_in_and_come_out_as_their_types(database: Database) -> None:
    with database.work(TESTER) as work:
        work.note("looked", "number")
    with database.reading(TESTER) as work:
        found = work.rows(_SINCE, {"since": NOW})
        assert [(row.at, row.action) for row in found] == [(NOW, "looked")]
        assert work.rows(_SINCE, {"since": datetime(2027, 1, 1)}) == []


def test_money_and_nothing_keep_their_types(database: Database) -> None:
    query = Fixed(select(bindparam("due", type_=FenType), bindparam("none", type_=FenType).label("none")))
    with database.reading(TESTER) as work:
        assert [tuple(row) for row in work.rows(query, {"due": Money(1250), "none": None})] == [(Money(1250), None)]


def test_a_statement_serves_one_database_after_another(database: Database) -> None:
    other = Database(database.path, bytes(range(32)), database.clock)
    query = Fixed(select(func.count().label("number")).select_from(AuditRow.__table__))
    counts = []
    for opened in (database, other, database):
        with opened.reading(TESTER) as work:
            counts.append(work.rows(query)[0].number)
    other.close()
    assert counts == [0, 0, 0]


def test_a_write_answers_what_it_returns_or_nothing(database: Database) -> None:
    series = insert(NumberSeries).values(kind="CT", year=bindparam("year"), last=7)
    raised = text("UPDATE number_series SET last = last + :more").bindparams(bindparam("more"))
    with database.work(TESTER) as work:
        assert work.rows(Fixed(series.returning(NumberSeries.last)), {"year": 2026})[0].last == 7
        assert work.rows(Fixed(raised), {"more": 2}) == []
        assert numbers.last(work, "CT", 2026) == 9


def test_a_list_has_no_fixed_text(database: Database) -> None:
    query = Fixed(select(_AUDIT.id).where(_AUDIT.id.in_(bindparam("ids", expanding=True))))
    with database.reading(TESTER) as work, pytest.raises(AssertionError, match="fixed text"):
        work.rows(query, {"ids": [1]})


def test_listeners_hear_of_every_statement(database: Database, heard: list[str]) -> None:
    with database.work(TESTER) as work:
        numbers.take(work, "CT", 2026)
        work.note("took", "number")
    assert heard == ["BEGIN", "UPDATE", "INSERT", "SELECT", "INSERT"]


def test_a_rehearsal_is_rolled_back(database: Database, heard: list[str]) -> None:
    with database.rehearsal(TESTER) as work:
        assert numbers.take(work, "CT", 2026) == 1
        work.note("took", "number")
        work.news("till")
    assert heard[-1] == "INSERT"
    with database.reading(TESTER) as work:
        assert (numbers.last(work, "CT", 2026), work.audit_head()) == (0, "0" * 64)
