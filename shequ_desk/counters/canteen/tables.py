"""Dated rows that say what is offered, and the frozen ledger of what was eaten."""

from sqlalchemy import Date, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from shequ_desk.store.base import (
    FROZEN,
    Base,
    Code,
    Count,
    Day,
    Fen,
    Flag,
    Json,
    LongText,
    Moment,
    Name,
    Phone,
    Ref,
    Secret,
    Text200,
    pk,
)

_MIRRORS = text("origin_id IS NOT NULL")
_LEDGER = (
    "day",
    "mode",
    "person_id",
    "category",
    "rule_version_id",
    "slot",
    "payment",
    "quantity",
    "price",
    "reduction",
    "pay",
    "age",
)


class RuleVersion(Base):
    """One version of a discount rule; `no` is the rule. Only `valid_to` is ever set on a version that was used."""

    __tablename__ = "canteen_rule"
    __table_args__ = (UniqueConstraint("no", "version"),)
    id: Mapped[pk]
    no: Mapped[Ref]
    version: Mapped[Count]
    name: Mapped[Text200]
    document: Mapped[Text200]
    valid_from: Mapped[Day]
    valid_to: Mapped[Day | None]
    categories: Mapped[Json]
    age_from: Mapped[Count | None]
    age_to: Mapped[Count | None]
    hukou: Mapped[Json]
    residence: Mapped[Json]
    slots: Mapped[Json]
    form: Mapped[Code]
    value: Mapped[Count]
    ceiling: Mapped[Fen]
    limit: Mapped[Code] = mapped_column("limit_kind", String(64))
    limit_unit: Mapped[Code]
    limit_amount: Mapped[Count]
    pool: Mapped[Code]
    welfare: Mapped[Flag]
    payers: Mapped[Json]
    priority: Mapped[Count]


class SetRow(Base):
    """A set meal, sold from a day to a day (both inside)."""

    __tablename__ = "canteen_set"
    id: Mapped[pk]
    name: Mapped[Text200]
    slots: Mapped[Json]
    position: Mapped[Count]
    valid_from: Mapped[Day]
    valid_to: Mapped[Day | None]


class PriceRow(Base):
    """The price of a set from a day on."""

    __tablename__ = "canteen_price"
    __table_args__ = (UniqueConstraint("set_id", "valid_from"),)
    id: Mapped[pk]
    set_id: Mapped[Ref] = mapped_column(ForeignKey("canteen_set.id"))
    price: Mapped[Fen]
    valid_from: Mapped[Day]


class MenuRow(Base):
    """What is cooked for one meal of one day."""

    __tablename__ = "canteen_menu"
    __table_args__ = (UniqueConstraint("day", "slot"),)
    id: Mapped[pk]
    day: Mapped[Day]
    slot: Mapped[Code]
    dishes: Mapped[LongText]


class HoursRow(Base):
    """Meal hours from a day on; minutes since midnight."""

    __tablename__ = "canteen_hours"
    __table_args__ = (UniqueConstraint("slot", "valid_from"),)
    id: Mapped[pk]
    slot: Mapped[Code]
    opens: Mapped[Count]
    closes: Mapped[Count]
    valid_from: Mapped[Day]


class ClosedRow(Base):
    """A closed date (`day`) or weekday (0 Monday) from a day to a day."""

    __tablename__ = "canteen_closed"
    id: Mapped[pk]
    day: Mapped[Day | None]
    weekday: Mapped[Count | None]
    reason: Mapped[Text200]
    valid_from: Mapped[Day]
    valid_to: Mapped[Day | None]


class QuotaRow(Base):
    """Public meals a day from a day on; `payers` is a list of [name, weight]."""

    __tablename__ = "canteen_quota"
    id: Mapped[pk]
    valid_from: Mapped[Day] = mapped_column(Date, unique=True)
    portions: Mapped[Count]
    payers: Mapped[Json]
    document: Mapped[Text200]


class OccupationRow(Base):
    """An occupation that may have a public meal."""

    __tablename__ = "canteen_occupation"
    id: Mapped[pk]
    name: Mapped[str] = mapped_column(String(64), unique=True)
    position: Mapped[Count]
    active: Mapped[Flag]


class MealLine(Base):
    """One portion; a mirror (`origin_id`) has quantity -1 and negative money, so that every sum is a plain SUM.

    `day` is the accounting (business) day, `meal_day` and `meal_at` when it was eaten. Money is for the portion.
    """

    __tablename__ = "canteen_meal"
    __table_args__ = (
        Index("ix_canteen_meal_ledger", *_LEDGER),
        Index("ix_canteen_meal_person", "person_id", "meal_day"),
        Index("ix_canteen_meal_receipt", "receipt_id"),
        Index("ix_canteen_meal_origin", "origin_id", unique=True, sqlite_where=_MIRRORS),
        FROZEN,
    )
    id: Mapped[pk]
    day: Mapped[Day]
    meal_day: Mapped[Day]
    meal_at: Mapped[Moment]
    entered_at: Mapped[Moment]
    slot: Mapped[Code]
    person_id: Mapped[Ref | None] = mapped_column(ForeignKey("person.id"))
    diner: Mapped[Name]
    age: Mapped[Count | None]
    set_id: Mapped[Ref] = mapped_column(ForeignKey("canteen_set.id"))
    set_name: Mapped[Text200]
    mode: Mapped[Code]
    category: Mapped[Code]
    rule_no: Mapped[Ref | None]
    rule_version: Mapped[Count | None]
    rule_version_id: Mapped[Ref | None]
    rule_name: Mapped[Text200]
    rule_document: Mapped[Text200]
    standard: Mapped[Text200]
    limit_key: Mapped[Text200]
    evidence: Mapped[Secret] = mapped_column(String(200))
    quantity: Mapped[Count]
    price: Mapped[Fen]
    reduction: Mapped[Fen]
    pay: Mapped[Fen]
    payment: Mapped[Code]
    receipt_id: Mapped[Ref] = mapped_column(ForeignKey("receipt.id"))
    receipt_no: Mapped[Code]
    backfilled: Mapped[Flag]
    address: Mapped[Secret] = mapped_column(String(200))
    booking_id: Mapped[Ref | None]
    origin_id: Mapped[Ref | None] = mapped_column(ForeignKey("canteen_meal.id"))


class ShareLine(Base):
    """The part of one portion's reduction that one payer bears; negative for a mirror."""

    __tablename__ = "canteen_share"
    __table_args__ = (Index("ix_canteen_share_ledger", "day", "payer", "fen"), FROZEN)
    id: Mapped[pk]
    meal_id: Mapped[Ref] = mapped_column(ForeignKey("canteen_meal.id"), index=True)
    day: Mapped[Day]
    payer: Mapped[Code]
    fen: Mapped[Fen]


class PublicLine(Base):
    """One public meal handed out (or given back, quantity -1); `worker_key` counts one per person per day."""

    __tablename__ = "canteen_public"
    __table_args__ = (Index("ix_canteen_public_meal_day", "meal_day", "worker_key"), FROZEN)
    id: Mapped[pk]
    meal_id: Mapped[Ref] = mapped_column(ForeignKey("canteen_meal.id"), unique=True)
    meal_day: Mapped[Day]
    day: Mapped[Day] = mapped_column(Date, index=True)
    worker_key: Mapped[Secret] = mapped_column(String(64))
    name: Mapped[Name]
    occupation: Mapped[Code]
    tail: Mapped[Phone]
    quantity: Mapped[Count]


class BookingRow(Base):
    """A portion booked ahead; `state` booked, cancelled, served or missed."""

    __tablename__ = "canteen_booking"
    __table_args__ = (Index("ix_canteen_booking_day", "day", "slot"),)
    id: Mapped[pk]
    day: Mapped[Day]
    slot: Mapped[Code]
    set_id: Mapped[Ref] = mapped_column(ForeignKey("canteen_set.id"))
    person_id: Mapped[Ref | None] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[Name]
    phone: Mapped[Phone]
    address: Mapped[Secret] = mapped_column(String(200))
    remark: Mapped[Text200]
    state: Mapped[Code]
    booked_at: Mapped[Moment]


class ReviewLine(Base):
    """A meal dated after its diner's death that somebody looked into."""

    __tablename__ = "canteen_review"
    __table_args__ = FROZEN
    meal_id: Mapped[Ref] = mapped_column(ForeignKey("canteen_meal.id"), primary_key=True, autoincrement=False)
    at: Mapped[Moment]
    clerk_name: Mapped[Text200]
    outcome: Mapped[Text200]
