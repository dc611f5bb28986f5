"""What the hall, the reports page and the month's report are told."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class TodayFacts:
    """Open cases and those past a limit."""

    open: int
    overdue: int


@dataclass(frozen=True)
class Prevention:
    """One entry of what was looked for or prevented; `key` of PREVENTION."""

    id: int
    day: date
    key: str
    number: int
    note: str
    clerk: str
