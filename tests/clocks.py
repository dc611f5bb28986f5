"""A clock for whole jobs: time goes on while the clerk works, as it stands still in most tests."""

from datetime import datetime, timedelta

from shequ_desk.kernel.clock import FixedClock

_SECOND = timedelta(seconds=1)


class RunningClock(FixedClock):
    """A second passes between any two looks at it."""

    def now(self) -> datetime:
        """The moment, one second after the one told before."""
        self.tick(_SECOND)
        return super().now()
