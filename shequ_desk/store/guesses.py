"""Growing delay against guessing passwords. There is no permanent lock-out.

The first two failures are free; then one waits 5, 10, 20 … seconds, at most 15 minutes. A clock set back starts the
present wait anew from the new time: it can neither shorten it nor make it last for ever.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

FREE = 2
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=15)
_DOUBLINGS = 12


@dataclass(frozen=True)
class Guesses:
    """Failures in a row of one login, and when the last one was (naive local time)."""

    failures: int
    at: datetime

    @property
    def delay(self) -> timedelta:
        """How long to wait after the last failure."""
        over = self.failures - FREE
        return min(FIRST_WAIT * 2 ** min(over - 1, _DOUBLINGS), LONGEST_WAIT) if over > 0 else timedelta()

    def seen(self, now: datetime) -> "Guesses":
        """The same failures, as if the last were now, when the clock was set back behind it."""
        return replace(self, at=now) if now < self.at else self

    def wait(self, now: datetime) -> timedelta:
        """What is left of the delay; zero when one may try."""
        return max(self.seen(now).at + self.delay - now, timedelta())

    def failed(self, now: datetime) -> "Guesses":
        """One failure more."""
        return Guesses(self.failures + 1, now)

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {"failures": self.failures, "at": self.at.isoformat()}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "Guesses":
        """Back from JSON values; KeyError, TypeError or ValueError when they are damaged."""
        return cls(int(value["failures"]), datetime.fromisoformat(value["at"]))


def spoken(wait: timedelta) -> str:
    """The wait in words, rounded up to seconds: 10 秒, 2 分 5 秒."""
    seconds = -(-wait // timedelta(seconds=1))
    minutes, rest = divmod(seconds, 60)
    return "".join(f"{n} {unit}" for n, unit in ((minutes, "分 " if rest else "分钟"), (rest, "秒")) if n)
