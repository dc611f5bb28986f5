"""The hall asks every counter it is given and knows none: two made-up counters are enough to show it."""

from datetime import date, datetime
from typing import Any

import pytest

from shequ_desk.desk.counter import Counter, DueRow, Tile, TimelineRow, TodayRow
from shequ_desk.desk.window import Page
from shequ_desk.hall import gather
from shequ_desk.kernel.errors import Refusal
from shequ_desk.people import service as people
from shequ_desk.people.rules import Draft
from shequ_desk.store.database import Database, Work
from tests.clerks import EVERYTHING, NOBODY


def _no_page(_context: Any) -> Page:
    raise LookupError("the hall never builds pages")


def _counter(key: str, at: datetime, due: date, secret: bool = False) -> Counter:
    def may(work: Work) -> bool:
        return not secret or "secret" in work.clerk.permissions

    def tiles(work: Work, person: int) -> list[Tile]:
        return [Tile(key, f"{person}", "green")] if may(work) else []

    def timeline(_work: Work, _person: int) -> list[TimelineRow]:
        return [TimelineRow(at, key, "green", key)]

    def figures(_work: Work) -> list[TodayRow]:
        return [TodayRow(key, 1, None, "green")]

    def waiting(_work: Work) -> list[DueRow]:
        return [DueRow(due, key, "gold")]

    return Counter(
        key,
        key,
        "hall",
        "",
        "green",
        "x",
        {},
        _no_page,
        tiles=tiles,
        timeline=timeline,
        today=figures,
        due=waiting,
        reminders=lambda _work, _person: [f"{key}!"],
    )


EARLY = _counter("early", datetime(2026, 11, 1, 9), date(2026, 12, 1))
LATE = _counter("late", datetime(2026, 11, 20, 9), date(2026, 11, 22), secret=True)


@pytest.fixture
def person(database: Database) -> int:
    with database.work(EVERYTHING) as work:
        return people.register(work, Draft("周小满", birth=date(1944, 2, 29), no_number_reason="其他"))


def test_newest_service_first_nearest_due_first(database: Database, person: int) -> None:
    with database.reading(EVERYTHING) as work:
        lines = gather.timeline(work, (EARLY, LATE), person)
        told = gather.reminders(work, (EARLY, LATE), person)
        day = gather.day(work, (EARLY, LATE))
    assert [row.text for row in lines] == ["late", "early"]
    assert [item.row.text for item in day.due] == ["late", "early"]
    assert [row.label for row in day.today] == ["early", "late"]
    assert told == ("early!", "late!")


def test_a_counter_shows_no_tile_to_who_may_not_see_it(database: Database, person: int) -> None:
    with database.reading(EVERYTHING) as work:
        view = gather.front(work, (EARLY, LATE), person)
    assert [of.counter.key for of in view.tiles] == ["early"]


def test_a_merged_record_leads_to_the_kept_one(database: Database, person: int) -> None:
    with database.work(EVERYTHING) as work:
        draft = Draft("周晓满", birth=date(1944, 2, 29), no_number_reason="其他")
        alias = people.register(work, draft, confirm_duplicates=True)
        people.merge(work, person, alias, {})
    with database.reading(EVERYTHING) as work:
        view = gather.front(work, (EARLY,), alias)
    assert view.brief.id == person
    assert [of.tile.state for of in view.tiles] == [str(person)]


def test_without_the_right_to_read_residents_there_is_no_card(database: Database, person: int) -> None:
    with database.reading(NOBODY) as work, pytest.raises(Refusal):
        gather.front(work, (EARLY,), person)
