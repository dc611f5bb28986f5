"""Rows as pages and lists show them."""

from dataclasses import dataclass
from datetime import date, datetime

from shequ_desk.kernel.money import Money


@dataclass(frozen=True)
class MealRow:
    """One line of 本餐流水. `number` is the short number (000412), `receipt_no` the whole one.

    `state`: empty, 作废, 已冲红 (a later day reversed it) or 冲红 (this is the mirror). Money of a mirror is negative.
    `payment` is the till's word (现金 …), `marks` 补录, 送餐 and the like.
    """

    meal_id: int
    at: datetime
    person_id: int | None
    name: str
    category: str
    price: Money
    reduction: Money
    pay: Money
    payment: str
    number: str
    receipt_no: str
    state: str
    set_name: str
    slot: str
    day: date
    marks: str


@dataclass(frozen=True)
class Stats:
    """The four figures over the list, for one accounting day (and slot, when asked)."""

    meals: int
    reduction: Money
    public_used: int
    public_quota: int
    paid: Money


@dataclass(frozen=True)
class Booking:
    """A booked portion. `state`: booked, cancelled, served or missed; `address` not empty: delivered."""

    id: int
    day: date
    slot: str
    set_id: int
    set_name: str
    person_id: int | None
    name: str
    phone: str
    address: str
    remark: str
    state: str
    booked_at: datetime


@dataclass(frozen=True)
class NewBooking:
    """What is asked for when booking one portion; `person_id` None needs a name."""

    day: date
    slot: str
    set_id: int
    person_id: int | None = None
    name: str = ""
    phone: str = ""
    address: str = ""
    remark: str = ""


@dataclass(frozen=True)
class KitchenCount:
    """Portions to cook of one set in one meal; `delivered` of them leave the house."""

    slot: str
    set_name: str
    portions: int
    delivered: int


@dataclass(frozen=True)
class RoundStop:
    """One stop of the delivery round."""

    slot: str
    address: str
    name: str
    phone: str
    set_name: str
    portions: int
    settled: bool
    remark: str


@dataclass(frozen=True)
class Stranded:
    """Portions booked for a day that cannot be served: the day was closed, or their set is not sold that meal."""

    day: date
    portions: int
    reason: str


@dataclass(frozen=True)
class ListHead:
    """What the working lists of a day carry: day, centre, who printed it and when."""

    day: date
    centre: str
    demo: bool
    made_by: str
    made_at: datetime


@dataclass(frozen=True)
class AfterDeath:
    """A meal dated after its diner's death, with a discount or without, to be reviewed."""

    meal_id: int
    person_id: int
    name: str
    meal_at: datetime
    died_on: date
    reduction: Money
    receipt_no: str


BOOKING_STATES = {"booked": "已预订", "cancelled": "已取消", "served": "已就餐", "missed": "未到"}
