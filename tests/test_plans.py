"""How SQLite goes about what the window asks. No file is ever analysed: the plan seen here is the largest office's."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from shequ_desk import catalogue
from shequ_desk.counters.canteen import service as canteen
from shequ_desk.counters.canteen.service.behind import Behind, diners_behind, meals_behind
from shequ_desk.counters.childcare.service import behind as childcare_behind
from shequ_desk.counters.childcare.service import listing, turns
from shequ_desk.counters.childcare.tables import BookingRow
from shequ_desk.hall import gather
from shequ_desk.kernel.dates import Month
from shequ_desk.people import service as people
from shequ_desk.people.rules import Draft
from shequ_desk.store.database import Database, Work
from tests.clerks import EVERYTHING

MONTH = Month(2026, 11)
OF_DAYS = childcare_behind.Behind(MONTH.first, MONTH.last, payer="市")
THROUGH_ALL = re.compile(r"SCAN (person|visit|search_key|canteen_meal|receipt)\b(?!.*ix_person_merged_into)")
ASKED: dict[str, Callable[[Work], object]] = {
    "meals of places": lambda work: meals_behind(work, "", Behind(MONTH, areas=(1, 2))),
    "meals of no place": lambda work: meals_behind(work, "", Behind(MONTH, no_area=True)),
    "diners of places": lambda work: diners_behind(work, "", Behind(MONTH, areas=(1, 2))),
    "diners of no place": lambda work: diners_behind(work, "", Behind(MONTH, no_area=True)),
    "meals after a death": canteen.meals_after_death,
    "bookings of a day": lambda work: listing.bookings(work, BookingRow.day == work.today),
    "bookings to come": lambda work: listing.bookings(work, BookingRow.day >= work.today),
    "places of a day": lambda work: listing.enrolments_on(work, work.today),
    "waiting": turns.turns,
    "stays": lambda work: childcare_behind.stays_behind(work, OF_DAYS),
    "children": lambda work: childcare_behind.children_behind(work, OF_DAYS),
    "shares": lambda work: childcare_behind.shares_behind(work, OF_DAYS),
    "missed": lambda work: childcare_behind.missed_behind(work, OF_DAYS),
    "turns": lambda work: childcare_behind.waiting_behind(work, OF_DAYS),
    "incidents": lambda work: childcare_behind.incidents_behind(work, OF_DAYS),
}


@contextmanager
def plans(database: Database) -> Iterator[list[str]]:
    """What SQLite says of every query sent meanwhile, one line a step."""
    sent: dict[str, Any] = {}
    said: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        if statement.startswith(("SELECT", "WITH")):
            sent[statement] = values

    event.listen(database.engine, "before_cursor_execute", note)
    yield said
    event.remove(database.engine, "before_cursor_execute", note)
    bare = database.bare()
    for statement, values in sent.items():
        said += [str(row[3]) for row in bare.execute(f"EXPLAIN QUERY PLAN {statement}", values)]
    bare.close()


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED.keys())
def test_what_is_asked_of_a_few_does_not_go_through_everybody(
    database: Database, asked: Callable[[Work], object]
) -> None:
    with plans(database) as said, database.reading(EVERYTHING) as work:
        asked(work)
    assert said
    assert [step for step in said if THROUGH_ALL.match(step)] == []


@pytest.mark.parametrize("which", [Behind(MONTH, areas=(1, 2)), Behind(MONTH, no_area=True)], ids=["places", "none"])
def test_the_meals_of_places_are_read_by_their_days(database: Database, which: Behind) -> None:
    with plans(database) as said, database.reading(EVERYTHING) as work:
        meals_behind(work, "", which)
    assert [step for step in said if step.startswith("SEARCH canteen_meal")] == [
        "SEARCH canteen_meal USING INDEX ix_canteen_meal_ledger (day>? AND day<?)"
    ]


def test_the_hall_goes_through_nothing_but_what_it_shows(database: Database) -> None:
    with database.work(EVERYTHING) as work:
        canteen.preset(work)
        person = people.register(work, Draft("周小满", no_number_reason="其他"))
        people.visited(work, person)
    with plans(database) as said, database.reading(EVERYTHING) as work:
        gather.front(work, catalogue.COUNTERS, person)
        gather.reminders(work, catalogue.COUNTERS, person)
        gather.timeline(work, catalogue.COUNTERS, person)
        gather.day(work, catalogue.COUNTERS)
    assert len(said) > 50
    assert [step for step in said if THROUGH_ALL.match(step)] == []
