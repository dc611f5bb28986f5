"""One contract for every counter the catalogue names: it is checked by being there."""

from datetime import date
from functools import partial
from typing import Any, get_type_hints

import pytest

from shequ_desk import catalogue
from shequ_desk.bundle import resources
from shequ_desk.desk.counter import Counter, Report, period_at
from shequ_desk.desk.page import Page
from shequ_desk.kernel.dates import Month, Span
from shequ_desk.kernel.figures import Table
from shequ_desk.kernel.late import Later
from shequ_desk.kernel.money import Money
from shequ_desk.office.rules import Opening
from shequ_desk.people import service as people
from shequ_desk.people.rules import Draft
from shequ_desk.store import settings
from shequ_desk.store.database import Database, Work
from shequ_desk.store.rights import ROLES
from shequ_desk.till import service as till
from shequ_desk.till.rules import Charge, Line, Payment
from tests.clerks import EVERYTHING, GRANTS, NOBODY

COUNTERS = {counter.key: counter for counter in catalogue.COUNTERS}
MONTH = Month(2026, 11)
every = pytest.mark.parametrize("counter", COUNTERS.values(), ids=COUNTERS.keys())


@pytest.fixture
def person(database: Database) -> int:
    with database.work(EVERYTHING) as work:
        return people.register(work, Draft("周小满", birth=date(1944, 2, 29), no_number_reason="其他"))


def _asked(work: Work, counter: Counter, person: int) -> list[object]:
    """Everything a counter says about a person and the day."""
    return [
        *counter.tiles(work, person),
        *counter.timeline(work, person),
        *counter.reminders(work, person),
        *counter.today(work),
        *counter.due(work),
        *counter.checks(work, MONTH),
    ]


def _stood_for(made: Any) -> Any:
    """The class or function itself, whatever names it."""
    inner = made.func if isinstance(made, partial) else made
    return inner.target if isinstance(inner, Later) else inner


def test_keys_and_shortcuts_are_unique() -> None:
    assert len({counter.key for counter in catalogue.COUNTERS}) == len(catalogue.COUNTERS)
    shortcuts = [counter.shortcut for counter in catalogue.COUNTERS]
    assert len(set(shortcuts)) == len(shortcuts)
    assert "F1" not in shortcuts


def test_tests_and_program_grant_the_same() -> None:
    assert catalogue.GRANTS == GRANTS


def test_administration_is_no_business() -> None:
    assert all(permission.startswith("office.") for permission in catalogue.GRANTS["admin"])


@every
def test_a_counter_has_a_picture_and_grants_its_own_permission(counter: Counter) -> None:
    assert (resources() / "icons" / f"{counter.icon}.svg").is_file()
    granted = frozenset[str]().union(*(counter.grants.get(role, frozenset()) for role in ROLES))
    assert counter.permission in granted


@every
def test_what_is_loaded_later_is_a_page_or_makes_bytes(counter: Counter) -> None:
    pages = [_stood_for(made) for made in (counter.page, counter.settings_page) if made is not None]
    papers = [_stood_for(made) for report in counter.reports for made in (report.pdf, report.workbook)]
    assert all(issubclass(page, Page) for page in pages if isinstance(page, type))
    assert all(get_type_hints(paper)["return"] is bytes for paper in papers)


@every
def test_who_has_no_right_is_told_nothing(counter: Counter, database: Database, person: int) -> None:
    with database.reading(NOBODY) as work:
        assert _asked(work, counter, person) == []
        assert counter.month_section(work, Span(MONTH)) is None


@every
def test_who_has_every_right_gets_whole_answers_in_an_empty_centre(
    counter: Counter, database: Database, person: int
) -> None:
    with database.reading(EVERYTHING) as work:
        for answer in _asked(work, counter, person):
            assert answer
        section = counter.month_section(work, Span(MONTH))
    assert section is None or section.prose


@pytest.fixture
def served(database: Database) -> Database:
    """A centre that has taken money once, so that every report has a day and a month to speak of."""
    with database.work(EVERYTHING) as work:
        settings.save(work, Opening(since=MONTH.plus(-2).first))
        line = (Line("套餐 A", 1, Money(1500)),)
        till.charge(work, Charge("CT", "老年助餐收款凭证", "普通居民", None, (), line, Payment.CASH, Money(1500)))
    return database


@pytest.mark.parametrize("found", catalogue.REPORTS.values(), ids=catalogue.REPORTS.keys())
def test_every_report_becomes_paper_workbook_and_figures(found: Report, served: Database) -> None:
    period = MONTH.plus(-1) if found.period == "month" else period_at(found.period, date(2026, 11, 21))
    with served.reading(EVERYTHING) as work:
        data = found.gather(work, period)
        opened = [figure.rows(work) for figure in found.figures(data)]
    assert all(isinstance(table, Table) for table in opened)
    assert found.pdf(data).startswith(b"%PDF")
    assert found.workbook(data).startswith(b"PK")
