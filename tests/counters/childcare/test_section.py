"""Childcare in the report of a month, quarter and year: every number recounts to its rows."""

from datetime import timedelta
from random import Random

import pytest

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.dates import Month, Span
from shequ_desk.kernel.figures import recount
from shequ_desk.kernel.money import Money
from shequ_desk.kernel.sections import figures_of, text_of
from shequ_desk.people.service.sample import fill
from shequ_desk.store.database import Database
from shequ_desk.till import service as till
from tests.clerks import EVERYTHING
from tests.counters.childcare.kit import CLERK, MONDAY, aged, at, grandmother, morning, papers, stay

NOVEMBER = Span(Month(2026, 11))


@pytest.fixture
def made_up(database: Database) -> Database:
    """October and November in a community of 900."""
    with database.work(CLERK) as work:
        fill(work, Random(7), 900)
    for month in (Month(2026, 10), Month(2026, 11)):
        with database.work(CLERK) as work:
            childcare.demo(work, Random(7), month)
    return database


@pytest.mark.parametrize("span", [NOVEMBER, Span(Month(2026, 10), 3), Span(Month(2026, 1), 12)], ids=str)
def test_every_figure_recounts(made_up: Database, span: Span) -> None:
    with made_up.reading(EVERYTHING) as work:
        section = childcare.month_section(work, span)
        figures = [*figures_of(section), *(one for m in section.measures for one in (m.now, m.before, m.year))]
        wrong = [one for one in figures if recount(one, one.rows(work)) != one.value]
    assert wrong == []
    assert len(figures) > 40
    assert text_of(section.headline).startswith("托育服务")


def test_the_sums_of_a_table_agree_with_its_totals(made_up: Database) -> None:
    with made_up.reading(EVERYTHING) as work:
        section = childcare.month_section(work, NOVEMBER)
        figures = childcare.month_figures(work, Month(2026, 11))
    programmes, classes, payers = section.tables
    for table in (programmes, classes):
        assert programmes.totals is not None
        assert sum(row[1].value for row in table.rows) == figures.visits  # type: ignore[union-attr,misc]
    assert sum((row[1].value for row in payers.rows), Money(0)) == figures.list_price  # type: ignore[union-attr]


def test_a_period_without_stays_says_so(preset: Database) -> None:
    with preset.reading(EVERYTHING) as work:
        section = childcare.month_section(work, NOVEMBER)
    assert [text_of(words) for words in section.prose] == ["本月没有托育服务。"]
    assert (section.tables, section.charts, section.adjustments) == ((), (), None)


def test_what_was_taken_back_in_the_next_month_is_an_adjustment(preset: Database, clock: FixedClock) -> None:
    with preset.work(CLERK) as work:
        one = aged(work, 27)
        papers(work, one)
        grandmother(work, one)
        number = childcare.book(work, morning(work, one))
    done = stay(preset, clock, number, at(MONDAY, 8, 30), at(MONDAY, 11, 30))
    with preset.work(CLERK) as work:
        till.close_day(work, MONDAY, Money(4500))
    clock.set(at(MONDAY + timedelta(days=10), 9))
    with preset.work(CLERK) as work:
        childcare.reverse_stays(work, done.number, "多收")
        section = childcare.month_section(work, Span(Month(2026, 12)))
    assert section.adjustments is not None
    assert [row[0] for row in section.adjustments.rows] == [done.number]
    assert text_of(section.prose[0]).startswith("本月托育服务−1人次（上月1人次，环比下降200.0%）")
