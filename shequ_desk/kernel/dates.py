"""周岁, months of age, months, and how a date is written; domain.md §1.6, §4, §7.3."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Self

from shequ_desk.kernel.days import parse_day, parse_month, parse_run
from shequ_desk.kernel.limits import (
    WEEKENDS_ONLY,
    Holidays,
    add_months,
    limit_days,
    limit_months,
    limit_working_days,
)

__all__ = [
    "WEEKDAY_SIGNS",
    "WEEKENDS_ONLY",
    "Holidays",
    "Month",
    "Span",
    "add_months",
    "age_months",
    "age_years",
    "clock_text",
    "full_date",
    "hours_text",
    "limit_days",
    "limit_months",
    "limit_working_days",
    "long_date",
    "parse_day",
    "short_date",
    "short_weekday",
    "weekday_name",
]
WEEKDAY_SIGNS = "一二三四五六日"
"""Of Monday to Sunday."""
_QUARTERS = "一二三四"
_SPANS = {1: "{0.year}年{0.month}月", 3: "{0.year}年{quarter}季度", 12: "{0.year}年"}


def age_years(birth: date, on: date, strict: bool = False) -> int:
    """周岁 on a day; negative before birth. Born on 29 Feb counts on 28 Feb in common years (民法典 art 202).

    The birthday itself counts (administrative practice); `strict` counts from the day after it (criminal law).
    """
    birthday = add_months(birth, (on.year - birth.year) * 12)
    reached = on > birthday if strict else on >= birthday
    return on.year - birth.year - (not reached)


def age_months(birth: date, on: date) -> int:
    """Completed calendar months (domain.md §4); short months clamp: born 31 Aug is 6 months old on 28 Feb."""
    months = (on.year - birth.year) * 12 + on.month - birth.month
    return months - (add_months(birth, months) > on)


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """A calendar month, the unit of every report (domain.md §7.3)."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (1 <= self.year <= 9999 and 1 <= self.month <= 12):
            raise ValueError(f"no such month: {self.year}-{self.month}")

    @classmethod
    def of(cls, day: date) -> Self:
        """The month `day` lies in."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str, field: str = "") -> Self:
        """'2026-10', '2026年10月', '2026.10', '202610'. Raises Refusal."""
        return cls(*parse_month(text, field))

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """The last day."""
        return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    def days(self) -> tuple[date, ...]:
        """Every day of the month, in order."""
        return tuple(self.first + timedelta(days=shift) for shift in range(self.last.day))

    def plus(self, months: int) -> Self:
        """The month `months` later; earlier when negative."""
        return self.of(add_months(self.first, months))

    @property
    def previous(self) -> Self:
        """The month before (上月, 环比)."""
        return self.plus(-1)

    @property
    def next(self) -> Self:
        """The month after."""
        return self.plus(1)

    @property
    def year_before(self) -> Self:
        """The same month one year earlier (上年同期, 同比)."""
        return self.plus(-12)

    def __contains__(self, day: date) -> bool:
        return (day.year, day.month) == (self.year, self.month)

    @property
    def text(self) -> str:
        """'2026年10月'."""
        return f"{self.year}年{self.month}月"

    @property
    def key(self) -> str:
        """'2026-10', sortable, also what `parse` reads."""
        return f"{self.year:04d}-{self.month:02d}"

    def __str__(self) -> str:
        return self.key


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """A run of whole calendar months a report speaks of: a month, a quarter or a year."""

    start: Month
    count: int = 1

    def __post_init__(self) -> None:
        if self.count not in (1, 3, 12) or (self.start.month - 1) % self.count:
            raise ValueError(f"no such period: {self.start} + {self.count}")

    @classmethod
    def of(cls, day: date, count: int) -> Self:
        """The month, quarter or year (`count` 1, 3, 12 months) a day lies in."""
        return cls(Month(day.year, (day.month - 1) // count * count + 1), count)

    @classmethod
    def parse(cls, text: str, field: str = "") -> Self:
        """'2026Q3', '2026年三季度', '2026'. Raises Refusal."""
        year, month, count = parse_run(text, field)
        return cls(Month(year, month), count)

    def plus(self, periods: int) -> "Span":
        """The period so many periods later; earlier when negative."""
        return Span(self.start.plus(periods * self.count), self.count)

    @property
    def end(self) -> Month:
        """The last month."""
        return self.start.plus(self.count - 1)

    @property
    def first(self) -> date:
        """The first day."""
        return self.start.first

    @property
    def last(self) -> date:
        """The last day."""
        return self.end.last

    def months(self) -> tuple[Month, ...]:
        """Its months, in order."""
        return tuple(self.start.plus(shift) for shift in range(self.count))

    @property
    def previous(self) -> "Span":
        """The period before (环比)."""
        return self.plus(-1)

    @property
    def year_before(self) -> "Span":
        """The same period one year earlier (同比)."""
        return Span(self.start.year_before, self.count)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def text(self) -> str:
        """'2026年10月', '2026年三季度', '2026年' (domain.md §7.3)."""
        return _SPANS[self.count].format(self.start, quarter=_QUARTERS[(self.start.month - 1) // 3])

    @property
    def word(self) -> str:
        """How prose calls it: 本月, 本季度, 本年."""
        return {1: "本月", 3: "本季度", 12: "本年"}[self.count]

    @property
    def before_word(self) -> str:
        """How prose calls the period before: 上月, 上季度, 上年."""
        return {1: "上月", 3: "上季度", 12: "上年"}[self.count]

    @property
    def compared(self) -> str:
        """What the comparison with the period before is called: 环比; of a year 同比."""
        return "同比" if self.count == 12 else "环比"

    def __str__(self) -> str:
        return self.key

    @property
    def key(self) -> str:
        """'2026-10', '2026Q3', '2026'."""
        year = f"{self.start.year:04d}"
        return {1: self.start.key, 3: f"{year}Q{(self.start.month + 2) // 3}", 12: year}[self.count]


def long_date(day: date) -> str:
    """'2026年11月21日'; no leading zeros (GB/T 9704-2012)."""
    return f"{day.year}年{short_date(day)}"


def short_date(day: date) -> str:
    """'11月21日', where nobody asks for the year; no leading zeros either."""
    return f"{day.month}月{day.day}日"


def clock_text(at: time | datetime) -> str:
    """'8:30': a time of day that stands alone; behind a date in figures it keeps two digits (design/README)."""
    return f"{at.hour}:{at.minute:02}"


def hours_text(starts: time | datetime, ends: time | datetime) -> str:
    """'8:30–11:30'."""
    return f"{clock_text(starts)}–{clock_text(ends)}"


def weekday_name(day: date) -> str:
    """'星期六'."""
    return f"星期{WEEKDAY_SIGNS[day.weekday()]}"


def short_weekday(day: date) -> str:
    """'周六'."""
    return f"周{WEEKDAY_SIGNS[day.weekday()]}"


def full_date(day: date) -> str:
    """'2026年11月21日 星期六' (domain.md §7.3)."""
    return f"{long_date(day)} {weekday_name(day)}"
