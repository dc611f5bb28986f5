"""What the hall, the reports page and the month's report are told."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class TileFact:
    """What can be done for the resident, with one line of state; `action` accept or case:<id>."""

    title: str
    state: str
    action: str
    urgent: bool


@dataclass(frozen=True)
class PastCase:
    """One line of a resident's timeline; without the right there is no title and no number."""

    at: datetime
    text: str
    number: str


@dataclass(frozen=True)
class TodayFacts:
    """Open cases, those past a limit, and what was taken in today."""

    open: int
    overdue: int
    accepted: int


@dataclass(frozen=True)
class DueFact:
    """A date that waits; `action` opens the case."""

    due: date
    text: str
    urgent: bool
    person_id: int
    action: str


@dataclass(frozen=True)
class CheckFact:
    """Something that must hold before the month closes."""

    text: str
    holds: bool
    action: str


@dataclass(frozen=True)
class Prevention:
    """One entry of what was looked for or prevented; `key` of PREVENTION."""

    id: int
    day: date
    key: str
    number: int
    note: str
    clerk: str
