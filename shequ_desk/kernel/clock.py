"""The one place that asks the machine for the time. Times are naive local time: the desk has one time zone."""

from datetime import datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Anything that can say what time it is."""

    def now(self) -> datetime:
        """The present moment, naive local time, whole seconds."""
        ...


class SystemClock:
    """The PC's own clock."""

    def now(self) -> datetime:
        """The present moment, naive local time, whole seconds."""
        return datetime.now().replace(microsecond=0)


class FixedClock:
    """A clock that stands still until it is told otherwise: demo data, tests, replays."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        """The moment it was last set to."""
        return self._at

    def set(self, at: datetime) -> None:
        """Jump to a moment, forwards or back."""
        self._at = at

    def tick(self, step: timedelta) -> None:
        """Move by a step."""
        self._at += step
