"""Bookings, series, standing full-day children, and those who did not come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from shequ_desk.counters.childcare.rules.ages import age_text
from shequ_desk.counters.childcare.rules.documents import Document, Missing
from shequ_desk.counters.childcare.rules.fees import Fee
from shequ_desk.counters.childcare.rules.offer import Group, Programme, Session
from shequ_desk.counters.childcare.rules.settings import Childcare
from shequ_desk.kernel.dates import hours_text, short_date
from shequ_desk.kernel.errors import Refusal

BOOKED, PRESENT, LEFT, DONE = "booked", "present", "left", "done"
CANCELLED, LATE, MISSED, AWAY = "cancelled", "late", "missed", "away"
BOOKING_STATES = {
    BOOKED: "待签到",
    PRESENT: "在托",
    LEFT: "已接走未结算",
    DONE: "已接走",
    CANCELLED: "已取消",
    LATE: "临时取消",
    MISSED: "未到",
    AWAY: "请假",
}
TAKING_PLACE = frozenset({BOOKED, PRESENT, LEFT, DONE})
"""States that hold a place until the end of the booked time; who was picked up early frees it from then on."""
CAME = frozenset({PRESENT, LEFT, DONE})


@dataclass(frozen=True)
class NewBooking:
    """A place for one child on one day. `session_no` 0: the whole day. Without times the session's own are taken."""

    child_id: int
    programme_no: int
    day: date
    session_no: int = 0
    starts: time | None = None
    ends: time | None = None
    group_no: int = 0
    pickup_id: int = 0
    remark: str = ""


@dataclass(frozen=True)
class NewSeries:
    """The same booking on every such weekday (0 Monday) from `booking.day` to `last`, both inside."""

    booking: NewBooking
    last: date
    weekdays: tuple[int, ...]


@dataclass(frozen=True)
class Failure:
    """A date of a series that cannot be booked, and why."""

    day: date
    reason: str


@dataclass(frozen=True)
class SeriesResult:
    """What a series comes to: dates that can be (or were) booked, dates that cannot."""

    days: tuple[date, ...]
    failures: tuple[Failure, ...]


@dataclass(frozen=True)
class Booking:
    """A booking as listed. `months` on its day; `number` of its receipt, empty before."""

    id: int
    child_id: int
    child_name: str
    months: int
    programme_no: int
    programme_name: str
    group_no: int
    group_name: str
    session_no: int
    session_name: str
    day: date
    starts: datetime
    ends: datetime
    state: str
    pickup_id: int
    remark: str
    booked_at: datetime
    enrolment_id: int = 0
    series_id: int = 0
    number: str = ""

    @property
    def age(self) -> str:
        """27 月."""
        return age_text(self.months)

    @property
    def hours(self) -> str:
        """14:00–17:00."""
        return hours_text(self.starts, self.ends)

    @property
    def state_text(self) -> str:
        """待签到."""
        return BOOKING_STATES[self.state]


@dataclass(frozen=True)
class Enrolment:
    """A standing full-day child: a place on these weekdays from a day to a day, both inside."""

    child_id: int
    programme_no: int
    weekdays: tuple[int, ...]
    first: date
    last: date
    id: int = 0
    child_name: str = ""
    group_no: int = 0


@dataclass(frozen=True)
class BookingForm:
    """Everything the form shows about a child and a place before it is booked.

    `group` is chosen by the age on the day; `refusals` say why it cannot be booked (empty: it can); `missing` papers do
    not stop the booking, only the first stay. `free` places left in the session, `children` present with the child at
    the fullest instant, `carers` on duty then; `fee` for the booked time; `turn` the place on the waiting list.
    """

    child_id: int
    child_name: str
    months: int
    day: date
    programme: Programme
    programmes: tuple[Programme, ...]
    group: Group | None
    session: Session | None
    sessions: tuple[Session, ...]
    starts: datetime
    ends: datetime
    guardian: str
    agreement: Document | None
    health_valid_to: date | None
    missing: tuple[Missing, ...]
    pickups: tuple["PickupChoice", ...]
    fee: Fee | None
    free: int
    children: int
    carers: int
    refusals: tuple[Refusal, ...]
    turn: int

    @property
    def bookable(self) -> bool:
        """Whether booking would be admitted now."""
        return not self.refusals

    @property
    def lacks_place(self) -> bool:
        """Whether nothing but a place is wanting, so that the child may wait for one."""
        return bool(self.turn and self.refusals) and all(one.field == "session_no" for one in self.refusals)

    @property
    def child_text(self) -> str:
        """李小满 · 27 月 · 托大班（自动）."""
        group = f" · {self.group.name}（自动）" if self.group else ""
        return f"{self.child_name} · {age_text(self.months)}{group}"


@dataclass(frozen=True)
class PickupChoice:
    """An authorised adult to choose on the form: 张昉琴（外婆）· 已授权."""

    id: int
    text: str


@dataclass(frozen=True)
class Clash:
    """A booking that a change of group, carers or room would leave without a place."""

    booking_id: int
    child_id: int
    child_name: str
    day: date
    hours: str
    reason: str

    @property
    def text(self) -> str:
        """11月23日 8:30–11:30 李小满."""
        return f"{short_date(self.day)} {self.hours} {self.child_name}"


def cancelled_state(starts: datetime, now: datetime, settings: Childcare) -> str:
    """CANCELLED in time, LATE within the hours before the start."""
    return LATE if now > starts - timedelta(hours=settings.late_cancel_hours) else CANCELLED


def suspended_until(strikes: Iterable[date], day: date, settings: Childcare) -> date | None:
    """The last day a child may not be booked because of no-shows; None when it may.

    `strikes` are the days of its no-shows and late cancels; the newest ones within `strike_days` of each other count.
    """
    past = sorted(strikes)
    if not settings.strikes or len(past) < settings.strikes:
        return None
    newest = past[-1]
    counted = [one for one in past if one > newest - timedelta(days=settings.strike_days)]
    until = newest + timedelta(days=settings.suspend_days)
    return until if len(counted) >= settings.strikes and day <= until else None


def check_times(starts: datetime, ends: datetime, now: datetime) -> None:
    """Refusal when the time is past, empty or backwards."""
    if ends <= starts:
        raise Refusal("离托时间应晚于入托时间", "请核对起止时间", "ends")
    if ends <= now:
        raise Refusal("不能预约已经过去的时间", "请选择以后的时段；电脑时间不对请先校正", "day")
