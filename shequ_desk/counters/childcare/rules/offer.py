"""What is offered, all of it dated: rooms, groups, sessions, programmes, closed days."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import TypeVar

from shequ_desk.counters.childcare.rules.ages import KINDS, ages_text, mixed_allowed
from shequ_desk.kernel.dates import WEEKDAY_SIGNS, hours_text
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.limits import WEEKENDS_ONLY, Holidays
from shequ_desk.kernel.money import ZERO, Money

HOURLY, HALF, FULL, AFTER_SCHOOL, SUMMER = "hourly", "half", "full", "after_school", "summer"
PROGRAMME_KINDS = {
    HOURLY: "计时托/临时托",
    HALF: "半日托",
    FULL: "全日托",
    AFTER_SCHOOL: "四点半课堂",
    SUMMER: "暑期爱心托育",
}
UNDER_THREE = frozenset({HOURLY, HALF, FULL})
SAMPLE = "示例"
UNITS = {"hour": "元/时", "session": "元/次"}
ALL_WEEK = (0, 1, 2, 3, 4, 5, 6)
WEEKDAYS = tuple((str(day), f"周{name}") for day, name in enumerate(WEEKDAY_SIGNS))
"""(key, words) of every day, Monday first."""
_WORKING_WEEK = frozenset(range(5))
_STEPS = ((20000, 6), (10000, 4), (8000, 2))
GUARDIAN = "家长自付"
MIXED_KIND, SCHOOL_KIND = KINDS[3], KINDS[4]


@dataclass(frozen=True)
class Dated:
    """A version in force from a day to a day, both inside; `no` stays with the thing, `id` is the version's."""

    valid_from: date
    valid_to: date | None = None
    id: int = 0
    no: int = 0

    def covers(self, day: date) -> bool:
        """Whether the version is in force on the day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


T = TypeVar("T", bound=Dated)


@dataclass(frozen=True, kw_only=True)
class Room(Dated):
    """A room. `area` in 0.01 ㎡; `drop_in_rule`: its drop-in places follow the 80/100/200 rule (systems.md §1.8)."""

    name: str
    area: int
    drop_in_rule: bool = False

    @property
    def places(self) -> int | None:
        """Drop-in places by area, None where the rule does not apply."""
        return places_by_area(self.area) if self.drop_in_rule else None


@dataclass(frozen=True, kw_only=True)
class Group(Dated):
    """A class (班): ages in months half-open [age_from, age_to), most children, children per carer.

    `kind` is a value of ages.KINDS. `ratio` 0: the strictest of the children present (mixed class, domain.md §4).
    """

    name: str
    kind: str
    age_from: int
    age_to: int
    limit: int
    ratio: int
    room_no: int = 0
    position: int = 0

    @property
    def ages(self) -> str:
        """6–12 月."""
        return ages_text(self.age_from, self.age_to)

    @property
    def ratio_text(self) -> str:
        """师幼比 1:3; 师生比 for school children."""
        word = "师生比" if self.kind == SCHOOL_KIND else "师幼比"
        return f"{word} 1:{self.ratio}" if self.ratio else f"{word} 按在托最小月龄"

    def takes(self, months: int) -> bool:
        """Whether the age is inside."""
        return self.age_from <= months < self.age_to


@dataclass(frozen=True, kw_only=True)
class Session(Dated):
    """A stretch of the day of one group with its carers. Weekdays 0 Monday to 6.

    `drop_in` false: only children of the full day stay through it (noon), and it is no row of the board.
    """

    group_no: int
    name: str
    starts: time
    ends: time
    weekdays: tuple[int, ...]
    carers: int
    drop_in: bool = True

    @property
    def hours(self) -> str:
        """8:30–11:30."""
        return hours_text(self.starts, self.ends)

    @property
    def text(self) -> str:
        """上午 8:30–11:30."""
        return f"{self.name} {self.hours}".strip()


@dataclass(frozen=True)
class GroupReduction:
    """A reduction for residents with a tag; `percent` off the fee, borne by `payer`."""

    tag: str
    percent: int
    payer: str


@dataclass(frozen=True, kw_only=True)
class Programme(Dated):
    """What a guardian books.

    `group_nos` are the groups it fills, `terms` first and last days outside which it rests (empty: all year).
    `price` per `unit` (hour or session); used time is rounded up to `rounding` minutes. Limits per child:
    `most_minutes` a stay (0 none), `week_limit` bookings a week (0 none), `free_visits` a calendar year, borne by
    `free_payer`. `meal_price` per meal, apart from the fee. `document` names the price's source (公示文号).
    `tags`: residents with one of them only (empty: everybody).
    """

    name: str
    kind: str
    group_nos: tuple[int, ...]
    price: Money
    unit: str = "hour"
    rounding: int = 30
    most_minutes: int = 0
    week_limit: int = 0
    free_visits: int = 0
    free_payer: str = "公益资金"
    reductions: tuple[GroupReduction, ...] = ()
    meal_price: Money = ZERO
    terms: tuple[tuple[date, date], ...] = ()
    tags: tuple[str, ...] = ()
    document: str = ""
    position: int = 0

    @property
    def under_three(self) -> bool:
        """Whether health papers of the nursery rules are needed."""
        return self.kind in UNDER_THREE

    @property
    def sample(self) -> bool:
        """Whether name or document still say 示例: nobody has set this centre's own price yet."""
        return SAMPLE in self.name or SAMPLE in self.document

    @property
    def price_text(self) -> str:
        """计时托 15.00 元/时."""
        return f"{self.name} {self.price.text()} {UNITS[self.unit]}"

    def runs(self, day: date) -> bool:
        """Whether the day lies in force and inside a term."""
        return self.covers(day) and (not self.terms or any(first <= day <= last for first, last in self.terms))


@dataclass(frozen=True)
class Closure:
    """Closed days of the centre's own, both ends inside; `group_no` 0: every group."""

    first: date
    last: date
    reason: str
    group_no: int = 0
    id: int = 0

    def covers(self, day: date, group_no: int) -> bool:
        """Whether the group is closed on the day."""
        return self.first <= day <= self.last and self.group_no in (0, group_no)


def places_by_area(area: int) -> int:
    """Drop-in places of a room of so many 0.01 ㎡: [80,100) 2, [100,200) 4, [200,∞) 6, below 80 none."""
    return next((places for least, places in _STEPS if area >= least), 0)


def meets(session: Session, day: date, holidays: Holidays = WEEKENDS_ONLY) -> bool:
    """Whether the session is held on the day by its weekdays and the holiday table.

    A published rest day is none; a worked weekend is one for sessions held on all five working days.
    """
    if not session.covers(day) or day in holidays.rest:
        return False
    worked = day in holidays.working and set(session.weekdays) >= _WORKING_WEEK
    return worked or day.weekday() in session.weekdays


def in_force(versions: Iterable[T], day: date) -> tuple[T, ...]:
    """The versions in force on the day, in the order given."""
    return tuple(one for one in versions if one.covers(day))


def group_for(groups: Iterable[Group], programme: Programme, months: int) -> Group | None:
    """The programme's group for the age; a class of its own age before a mixed one."""
    fitting = [one for one in groups if one.no in programme.group_nos and one.takes(months)]
    return min(fitting, key=lambda one: (one.kind == MIXED_KIND, one.position, one.no), default=None)


def minute_of(at: time) -> int:
    """Minutes since midnight."""
    return at.hour * 60 + at.minute


def check_room(room: Room) -> None:
    """Refusal when the name is missing or the area makes no sense."""
    if not room.name.strip():
        raise Refusal("请填写房间名称", "例如：托育室", "name")
    if not 0 < room.area <= 10_000_00:
        raise Refusal("面积应在 0 到 10,000 ㎡ 之间", "请填写使用面积，例如 96.5", "area")


def check_group(group: Group) -> None:
    """Refusal when a field makes no sense."""
    if not group.name.strip():
        raise Refusal("请填写班名", "例如：托大班", "name")
    if group.kind not in KINDS:
        raise Refusal("请选择班型", "、".join(KINDS), "kind")
    _check_ages(group)
    if not 1 <= group.limit <= 200:
        raise Refusal("班额应在 1 到 200 之间", "乳儿班 10、托小班 15、托大班 20、混合班 18", "limit")
    if not 0 <= group.ratio <= 50 or (group.ratio == 0 and group.kind != MIXED_KIND):
        raise Refusal("每名保育人员照护人数应在 1 到 50 之间", "只有混合班可填 0，表示按在托最小月龄", "ratio")


def _check_ages(group: Group) -> None:
    """设置标准 19: only children of 18 months and over share a mixed class."""
    if not 0 <= group.age_from < group.age_to:
        raise Refusal("起始月龄应小于截止月龄", "例如 24 到 36 月（不含 36）", "age_from")
    if group.kind == MIXED_KIND and not mixed_allowed(group.age_from):
        raise Refusal("混合班只收 18 月龄以上的婴幼儿", "起始月龄填 18 或以上，更小的另设一班", "age_from")


def check_session(session: Session) -> None:
    """Refusal when a field makes no sense."""
    if session.starts >= session.ends:
        raise Refusal("时段结束应晚于开始", "例如 8:30–11:30", "ends")
    if not session.weekdays or not set(session.weekdays) <= set(ALL_WEEK):
        raise Refusal("请至少选择一个开放的星期", "例如：周一到周五", "weekdays")
    if not 0 <= session.carers <= 50:
        raise Refusal("在岗保育人员应在 0 到 50 人之间", "请填写该时段实际在岗人数", "carers")


def check_programme(programme: Programme) -> None:
    """Refusal when a field makes no sense."""
    if not programme.name.strip():
        raise Refusal("请填写项目名称", "例如：计时托", "name")
    if programme.kind not in PROGRAMME_KINDS or programme.unit not in UNITS:
        raise Refusal("请选择项目类别和计价方式", "例如：计时托，按小时", "kind")
    if not programme.group_nos:
        raise Refusal("请至少选择一个班", "项目的儿童按年龄进入所选的班", "group_nos")
    if programme.price < ZERO or programme.meal_price < ZERO:
        raise Refusal("价格不能为负", "免费项目填 0", "price")
    if not 1 <= programme.rounding <= 240:
        raise Refusal("计时取整应在 1 到 240 分钟之间", "一般按 30 分钟进整", "rounding")
    if min(programme.most_minutes, programme.week_limit, programme.free_visits) < 0:
        raise Refusal("限制次数和时长不能为负", "不限填 0", "most_minutes")
    _check_terms(programme)


def _check_terms(programme: Programme) -> None:
    for term in programme.terms:
        if term[0] > term[1]:
            raise Refusal("开放期的结束早于开始", "请核对学期或暑期的起止日期", "terms")
    for reduction in programme.reductions:
        if not 1 <= reduction.percent <= 100 or not reduction.payer.strip():
            raise Refusal("减免比例应在 1 到 100 之间，并写明由谁承担", "例如：困境儿童 100%，民政", "reductions")


def weekdays_text(days: Collection[int]) -> str:
    """周一至周五、周日: three and more after one another by the first and the last; all seven are 每天."""
    runs: list[list[int]] = []
    for day in sorted(days):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return "每天" if len(days) == len(WEEKDAYS) else "、".join(_days_text(run) for run in runs)


def _days_text(run: Sequence[int]) -> str:
    names = [WEEKDAYS[day][1] for day in run]
    return f"{names[0]}至{names[-1]}" if len(names) > 2 else "、".join(names)
