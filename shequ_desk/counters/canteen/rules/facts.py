"""Plain facts for the hall and the checks of the month; the counter turns them into its own shapes."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class TileFact:
    """What can be done now for a person: `action` is settle, book or collect; `open` false: nothing to gain."""

    title: str
    state: str
    action: str
    open: bool


@dataclass(frozen=True)
class PastMeal:
    """One past meal of a person for the timeline."""

    at: datetime
    text: str
    number: str
    undone: bool


@dataclass(frozen=True)
class DueFact:
    """Something with a date that waits; `action` names the place: no_shows, after_death, bookings."""

    due: date
    text: str
    action: str
    urgent: bool
    person_id: int = 0


@dataclass(frozen=True)
class CheckFact:
    """Something that must hold before the month closes."""

    text: str
    holds: bool
    action: str
