"""Sets, prices, hours, closed days, public meals: what the canteen offers on which day."""

from dataclasses import dataclass
from datetime import date, time

from shequ_desk.counters.canteen.rules.discount import SLOTS, Payer, check_payers
from shequ_desk.kernel.dates import WEEKDAY_SIGNS, hours_text
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.money import ZERO, Money
from shequ_desk.kernel.names import normalise

WEEKDAYS = tuple(f"星期{sign}" for sign in WEEKDAY_SIGNS)


@dataclass(frozen=True)
class MealSet:
    """A set as sold on a day: its price then, its slots, `position` 1… is its hotkey (Ctrl+1 …)."""

    id: int
    name: str
    slots: tuple[str, ...]
    position: int
    price: Money
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True)
class SetPrice:
    """One dated price of a set."""

    set_id: int
    price: Money
    valid_from: date


@dataclass(frozen=True)
class Hours:
    """When one meal is served, from a date on."""

    slot: str
    opens: time
    closes: time
    valid_from: date

    @property
    def text(self) -> str:
        """午餐 10:30–12:30."""
        return f"{SLOTS[self.slot]} {hours_text(self.opens, self.closes)}"


@dataclass(frozen=True)
class Closed:
    """A closed day: one date (`day`) or every such weekday (0 = Monday) from `valid_from` to `valid_to`."""

    id: int
    reason: str
    valid_from: date
    valid_to: date | None = None
    day: date | None = None
    weekday: int | None = None

    def covers(self, day: date) -> bool:
        """Whether the canteen is closed on the day because of this."""
        if self.day is not None:
            return day == self.day
        inside = self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
        return inside and day.weekday() == self.weekday


@dataclass(frozen=True)
class Quota:
    """Public meals a day from a date on, and who pays for them."""

    valid_from: date
    portions: int
    payers: tuple[Payer, ...]
    document: str = ""


@dataclass(frozen=True)
class Occupation:
    """An occupation that may have a public meal."""

    id: int
    name: str
    position: int
    active: bool = True


@dataclass(frozen=True)
class Worker:
    """Who takes a public meal: name or nickname, occupation, last digits of the phone. No identity is kept."""

    name: str
    occupation: str
    tail: str

    @property
    def key(self) -> str:
        """One per person per day is counted by name and phone tail, whatever occupation is given.

        Letters in any case, with or without spaces and marks, are one name.
        """
        return f"{_letters(self.name)}/{self.tail}"

    @property
    def shown(self) -> str:
        """As on the till list: 外卖员 刘*."""
        return f"{self.occupation} {self.name[:1]}*"


def check_worker(worker: Worker) -> None:
    """Refusal when name, occupation or the four digits of the phone are missing."""
    if not _letters(worker.name) or len(worker.name) > 50:
        raise Refusal("请填写姓名或称呼", "例如：刘师傅", "name")
    if not worker.occupation:
        raise Refusal("请选择职业", "保洁员、环卫工、外卖员、快递员或其他", "occupation")
    if len(worker.tail) != 4 or not worker.tail.isascii() or not worker.tail.isdigit():
        raise Refusal("请填写手机尾号 4 位", "用于一人一天一份", "tail")


def set_name(text: str) -> str:
    """Return the name of a set as written. Refusal when there is none."""
    if not text.strip():
        raise Refusal("请填写套餐名称", "例如：套餐 A", "name")
    return text


def check_set(name: str, slots: tuple[str, ...], price: Money) -> None:
    """Refusal when a set has no name, no slot or a price of zero or less."""
    set_name(name)
    if not slots or not set(slots) <= SLOTS.keys():
        raise Refusal("请选择供应餐次", "早、午、晚至少一项", "slots")
    if price <= ZERO:
        raise Refusal("价格应大于 0", "例如：15.00", "price")


def check_quota(quota: Quota) -> None:
    """Refusal when portions are negative, or as check_payers."""
    if quota.portions < 0:
        raise Refusal("份数不能为负", "停发填 0", "portions")
    check_payers(quota.payers)


def check_hours(hours: Hours) -> None:
    """Refusal when the slot is unknown or the meal ends before it starts."""
    if hours.slot not in SLOTS:
        raise Refusal("餐次只有早、午、晚", "请重新选择", "slot")
    if hours.closes <= hours.opens:
        raise Refusal("结束时间应晚于开始时间", "例如：10:30 到 12:30", "closes")


def _letters(name: str) -> str:
    return "".join(sign for sign in normalise(name).casefold() if sign.isalnum())


def sold_out(portions: int, when: str = "今日") -> Refusal:
    """The sentence for the first one too many of a day's `portions` (design/README.md); `when` names the day."""
    way_out = "可按普通价结算，或请明日再来" if when == "今日" else "可按普通价补录"
    return Refusal(f"{when}公益套餐 {portions} 份已发完", way_out)
