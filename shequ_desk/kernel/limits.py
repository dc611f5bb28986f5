"""Limits in days and months, 民法典 arts 201-203 and 民诉法 art 85 (domain.md §3.4 Counting)."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Holidays:
    """The dated table of the State Council notices: `rest` days off, `working` weekends that are worked.

    A day in neither is a rest day on Saturday and Sunday. A day in both is a mistake and raises ValueError.
    """

    rest: frozenset[date] = frozenset()
    working: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if self.rest & self.working:
            raise ValueError("a day cannot be both a rest day and a working day")

    @classmethod
    def of(cls, rows: Iterable[tuple[date, bool]]) -> Self:
        """From table rows (day, is it a rest day)."""
        table = dict(rows)
        return cls(
            frozenset(day for day, rest in table.items() if rest),
            frozenset(day for day, rest in table.items() if not rest),
        )

    def is_rest(self, day: date) -> bool:
        """Whether `day` is a 法定休假日 or a weekend that is not worked."""
        return day in self.rest or (day.weekday() >= _SATURDAY and day not in self.working)

    def next_working_day(self, day: date) -> date:
        """The first working day on or after `day`: `day` itself unless it is a rest day."""
        while self.is_rest(day):
            day += _ONE_DAY
        return day

    def covers(self, year: int) -> bool:
        """Whether the notice of `year` has been entered; if not, print 未计法定节假日 beside a limit."""
        return any(day.year == year for day in self.rest)


WEEKENDS_ONLY = Holidays()


def add_months(day: date, months: int) -> date:
    """The same-numbered day `months` later, or that month's last day (民法典 art 202)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def limit_days(start: date, days: int, holidays: Holidays = WEEKENDS_ONLY) -> date:
    """The last day of a limit of `days`; `start` is not counted, and it moves off a rest day."""
    return holidays.next_working_day(start + timedelta(days=days))


def limit_months(start: date, months: int, holidays: Holidays = WEEKENDS_ONLY) -> date:
    """The last day of a limit of calendar `months`, moved off a rest day as in `limit_days`."""
    return holidays.next_working_day(add_months(start, months))


def limit_working_days(start: date, days: int, holidays: Holidays = WEEKENDS_ONLY) -> date:
    """The last day of a limit of working `days`; `start` is not counted."""
    day = start
    for _ in range(days):
        day = holidays.next_working_day(day + _ONE_DAY)
    return day
