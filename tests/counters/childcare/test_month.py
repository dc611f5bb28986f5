"""The month adds up, made up or lived through."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import text

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.rules.month import MonthFigures, check_month
from shequ_desk.counters.childcare.service.behind import month_sums
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.dates import Month
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.money import Money, total
from shequ_desk.people.service.sample import fill
from shequ_desk.store.database import Database
from tests.counters.childcare.kit import (
    CLERK,
    MONDAY,
    TODAY,
    at,
    morning,
    stay,
)

NOVEMBER = Month(2026, 11)


@pytest.fixture
def made_up(database: Database) -> Database:
    """A made-up November in a community of 900."""
    with database.work(CLERK) as work:
        fill(work, Random(7), 900)
    with database.work(CLERK) as work:
        childcare.demo(work, Random(7), NOVEMBER)
    return database


def test_a_made_up_month_adds_up(made_up: Database) -> None:
    with made_up.reading(CLERK) as work:
        figures = childcare.month_figures(work, NOVEMBER)
        sums = {one.label: one for one in month_sums(figures)}
        rows = sums["托育人次"].rows(work).rows
        checks = childcare.checks(work, NOVEMBER)
        boards = [childcare.week(work, TODAY - timedelta(days=shift)) for shift in (0, 7, 14)]
        month = childcare.month_board(work, NOVEMBER)
    assert figures.visits == len(rows) > 100
    assert figures.list_price == total(row[6] for row in rows if isinstance(row[6], Money))
    assert sum(one.children for one in figures.ages) == figures.children
    cells = [cell for board in boards for row in board.rows for cell in row.cells]
    assert {cell.level for cell in cells} == {"free", "tight", "full", "closed"}
    assert [one.holds for one in checks] == [True] * 4
    assert all(cell.used <= cell.places for cell in cells)
    assert [(one.day.day, one.closed) for one in month.days if one.closed] == [
        (day, "休") for day in (1, 8, 15, 22, 29)
    ]
    assert sum(one.children for one in month.days) > 100


def test_days_with_too_few_carers_are_named(made_up: Database) -> None:
    with made_up.work(CLERK) as work:
        work.session.execute(text("UPDATE childcare_group SET most = 1"))
    with made_up.reading(CLERK) as work:
        last = childcare.checks(work, NOVEMBER)[-1]
        days = childcare.crowded_days(work, NOVEMBER)
    assert not last.holds
    assert last.text.startswith(f"托育超出班额或师幼比：{days[0].month}月{days[0].day}日、")
    assert last.text.endswith(f"等 {len(days)} 天")
    assert all(day in NOVEMBER and day <= TODAY for day in days)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"visits": 1}, "项目合计与总计不符"),
        ({"payers": ()}, "各承担方"),
        ({"receipts": Money(1)}, "凭证合计不符"),
        ({"children": 0}, "儿童数"),
    ],
)
def test_every_identity_is_asserted(made_up: Database, changed: dict[str, object], said: str) -> None:
    with made_up.reading(CLERK) as work:
        figures = childcare.month_figures(work, NOVEMBER)
    bad: MonthFigures = replace(figures, **changed)  # type: ignore[arg-type]
    with pytest.raises(Refusal, match=said):
        check_month(bad)


def test_no_month_to_come(preset: Database) -> None:
    with preset.reading(CLERK) as work, pytest.raises(Refusal, match="还没有到"):
        childcare.month_figures(work, NOVEMBER.next)


def test_a_month_before_the_program_says_so(preset: Database) -> None:
    with preset.reading(CLERK) as work:
        paper = childcare.month_paper(work, NOVEMBER.previous)
    assert paper.unfinished == "2026年10月在启用本程序之前，没有记录"


def test_use_is_what_was_used_of_what_was_offered(ready: Database, clock: FixedClock) -> None:
    with ready.work(CLERK) as work:
        number = childcare.book(work, morning(work, 1))
    stay(ready, clock, number, at(MONDAY, 8, 30), at(MONDAY, 10))
    with ready.reading(CLERK) as work:
        uses = {(one.group_name, one.session_name): one for one in childcare.month_figures(work, NOVEMBER).uses}
    one = uses["托大班", "上午 8:30–11:30"]
    days = [day for day in NOVEMBER.days() if day <= MONDAY and day.weekday() < 6]
    assert (one.used, one.offered) == (90, 7 * 180 * len(days))
