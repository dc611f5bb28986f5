"""Plain facts for the hall and the monthly report; the counter turns them into its own shapes."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class TileFact:
    """What can be done now for a child: `action` is book, check_in, check_out or settle."""

    title: str
    state: str
    action: str


@dataclass(frozen=True)
class PastStay:
    """One past stay of a child for the timeline."""

    at: datetime
    text: str
    number: str


@dataclass(frozen=True)
class DueFact:
    """Something with a date that waits; `action` names the place on the page."""

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


@dataclass(frozen=True)
class TodayFact:
    """Children today: here or gone, booked in all, places that can still be booked."""

    came: int
    booked: int
