"""Asks every counter what it knows; holds no rule and knows no counter by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from shequ_desk.desk.counter import Counter, DueRow, Tile, TimelineRow, TodayRow
from shequ_desk.people import service as people
from shequ_desk.people.views import Brief
from shequ_desk.store.database import Work

TIMELINE_LIMIT = 200


@dataclass(frozen=True)
class TileOf:
    """A tile and the counter it opens."""

    counter: Counter
    tile: Tile


@dataclass(frozen=True)
class DueOf:
    """A due item and the counter it opens."""

    counter: Counter
    row: DueRow


@dataclass(frozen=True)
class PersonView:
    """Everything the hall shows of the person in front of the clerk."""

    brief: Brief
    tiles: tuple[TileOf, ...]
    timeline: tuple[TimelineRow, ...]
    reminders: tuple[str, ...]


@dataclass(frozen=True)
class DayView:
    """The figures of one day and what is due, nearest first."""

    on: date
    today: tuple[TodayRow, ...]
    due: tuple[DueOf, ...]


def front(work: Work, counters: Sequence[Counter], person_id: int) -> PersonView:
    """The person's card and what can be done now; neither reminders nor timeline yet. Refusal without people.read."""
    brief = people.brief(work, person_id)
    tiles = tuple(TileOf(counter, tile) for counter in counters for tile in counter.tiles(work, brief.id))
    return PersonView(brief, tiles, (), ())


def reminders(work: Work, counters: Sequence[Counter], person_id: int) -> tuple[str, ...]:
    """What the clerk should know before anything is begun, in the counters' order."""
    return tuple(text for counter in counters for text in counter.reminders(work, person_id))


def timeline(work: Work, counters: Sequence[Counter], person_id: int) -> tuple[TimelineRow, ...]:
    """The person's services, the newest first."""
    lines = [row for counter in counters for row in counter.timeline(work, person_id)]
    lines.sort(key=lambda row: row.at, reverse=True)
    return tuple(lines[:TIMELINE_LIMIT])


def day(work: Work, counters: Sequence[Counter]) -> DayView:
    """Today's figures in the counters' order and due items by date."""
    figures = tuple(row for counter in counters for row in counter.today(work))
    due = [DueOf(counter, row) for counter in counters for row in counter.due(work)]
    due.sort(key=lambda item: item.row.due)
    return DayView(work.today, figures, tuple(due))
