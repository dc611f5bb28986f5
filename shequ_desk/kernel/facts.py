"""What a counter's service tells the hall and the month's report; the counter gives it a colour (desk/counter.py)."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class TileFact:
    """What can be done now for a person; `action` names it to the page. `main` is what the counter's own key does."""

    title: str
    state: str
    action: str
    main: bool = False
    urgent: bool = False


@dataclass(frozen=True)
class PastFact:
    """One past service of a person; `number` is its receipt's or case's, "" when there is none."""

    at: datetime
    text: str
    number: str


@dataclass(frozen=True)
class DueFact:
    """Something with a date that waits; `action` names the place on the page. `person_id` 0: about nobody."""

    due: date
    text: str
    action: str
    urgent: bool = False
    person_id: int = 0


@dataclass(frozen=True)
class Check:
    """Something that must hold before the month closes; `action` opens the place to mend it, "" when there is none."""

    text: str
    holds: bool
    action: str = ""


def counted(count: int, good: str, bad: str, action: str) -> Check:
    """Holds when nothing is left; `bad` has one {} for how many there are."""
    return Check(bad.format(count) if count else good, not count, action)
