"""The week board, the month view, the list of the day."""

from dataclasses import dataclass
from datetime import date, datetime

from shequ_desk.counters.childcare.rules.ages import age_text
from shequ_desk.counters.childcare.rules.booking import BOOKING_STATES, DONE, LEFT
from shequ_desk.counters.childcare.rules.offer import Group, Session
from shequ_desk.kernel.dates import Month, clock_text, hours_text, short_weekday

_LATE = "过时未接走"
FREE, TIGHT, FULL, CLOSED = "free", "tight", "full", "closed"


@dataclass(frozen=True)
class BoardCell:
    """One session of one day. `used` is the most children together at an instant; `closed` says why it is not held.

    `waiting` children of the waiting list; `level` free, tight, full or closed.
    """

    day: date
    used: int
    places: int
    closed: str
    waiting: int
    level: str

    @property
    def left(self) -> int:
        """Places left, never below 0."""
        return max(self.places - self.used, 0)

    @property
    def word(self) -> str:
        """余 2, 满, 休."""
        if self.level == CLOSED:
            return "休"
        return "满" if self.level == FULL else f"余 {self.left}"


@dataclass(frozen=True)
class BoardRow:
    """A session of a group over the days of the board."""

    group: Group
    session: Session
    cells: tuple[BoardCell, ...]


@dataclass(frozen=True)
class WeekBoard:
    """Monday to Sunday. `number` is the ISO week of `year`."""

    monday: date
    days: tuple[date, ...]
    rows: tuple[BoardRow, ...]

    @property
    def title(self) -> str:
        """2026 年第 47 周."""
        year, week, _ = self.monday.isocalendar()
        return f"{year} 年第 {week} 周"

    def heading(self, day: date) -> str:
        """周六 21."""
        return f"{short_weekday(day)} {day.day}"


@dataclass(frozen=True)
class MonthDay:
    """One day of the month view: children booked, sessions full of those held, `closed` when none is held."""

    day: date
    children: int
    full: int
    sessions: int
    closed: str
    level: str


@dataclass(frozen=True)
class MonthBoard:
    """Every day of a month."""

    month: Month
    days: tuple[MonthDay, ...]


@dataclass(frozen=True)
class TodayFact:
    """Children today: here or gone, and booked in all."""

    came: int
    booked: int


@dataclass(frozen=True)
class DayRow:
    """One child of the day's list (今日在托, 当日名册); `late`: still here though its time is over."""

    booking_id: int
    child_id: int
    child_name: str
    months: int
    group_name: str
    programme_name: str
    starts: datetime
    ends: datetime
    temperature: int
    condition: str
    checked_by: str
    in_at: datetime | None
    out_at: datetime | None
    pickup: str
    state: str
    remark: str = ""
    number: str = ""
    enrolment_id: int = 0
    late: bool = False

    @property
    def age(self) -> str:
        """27 月."""
        return age_text(self.months)

    @property
    def hours(self) -> str:
        """14:00–17:00."""
        return hours_text(self.starts, self.ends)

    @property
    def check_text(self) -> str:
        """36.5 ℃ 正常; — before the check."""
        return f"{self.temperature / 10:.1f} ℃ {self.condition}" if self.temperature else "—"

    @property
    def state_text(self) -> str:
        """待签到, 在托, 过时未接走, 已接走 11:02."""
        if self.late:
            return _LATE
        word = BOOKING_STATES[self.state]
        return f"{word} {clock_text(self.out_at)}" if self.out_at and self.state in (LEFT, DONE) else word


@dataclass(frozen=True)
class RosterOfDay:
    """The list of a day with its counts; `expected` still to come, `present` here now, `gone` picked up."""

    day: date
    rows: tuple[DayRow, ...]
    expected: int
    present: int
    gone: int

    @property
    def text(self) -> str:
        """签到 5 · 待签到 2 · 已接走 1."""
        return f"签到 {self.present + self.gone} · 待签到 {self.expected} · 已接走 {self.gone}"


@dataclass(frozen=True)
class WallRow:
    """A line for the wall or the door: masked name and time, nothing else (domain.md §8.3)."""

    name: str
    hours: str


def level_of(used: int, places: int, tight_percent: int) -> str:
    """FULL at all places (also when there are none), TIGHT from the share of the setting, else FREE."""
    if used >= places:
        return FULL
    return TIGHT if used * 100 >= places * tight_percent else FREE
