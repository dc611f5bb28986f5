"""Which backups are kept: all of the last 48 hours, then one a day for 30 days, then one a month for 12 months."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

ALL_FOR = timedelta(hours=48)
DAILY_FOR = timedelta(days=30)
MONTHLY_FOR = timedelta(days=366)


def kept(moments: Iterable[datetime], now: datetime) -> frozenset[datetime]:
    """The moments to keep. The newest always stays, and so does what a clock set back leaves in the future."""
    ordered = sorted(moments)
    young = {moment for moment in ordered if now - moment <= ALL_FOR}
    daily = _last_of_each(ordered, now - DAILY_FOR, lambda moment: moment.strftime("%Y-%m-%d"))
    monthly = _last_of_each(ordered, now - MONTHLY_FOR, lambda moment: moment.strftime("%Y-%m"))
    return frozenset({*ordered[-1:], *young, *daily, *monthly})


def _last_of_each(ordered: list[datetime], since: datetime, period: Callable[[datetime], str]) -> Iterable[datetime]:
    return {period(moment): moment for moment in ordered if moment >= since}.values()
