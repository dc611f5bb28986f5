"""Receipts and day closes. Everything here is only ever inserted; corrections are rows of their own."""

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    Date,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    literal_column,
    text,
)
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
    Ref,
    SecretJson,
    Text200,
    pk,
)

ON_ACCOUNT: ColumnElement[str] = literal_column("'account'")
"""Payment of an on-account receipt, spelled out: with a bound value the database cannot use their small index."""


class TillDay(Base):
    """A business day on which at least one receipt was given; it stays open until a DayCloseRow names it."""

    __tablename__ = "till_day"
    __table_args__ = FROZEN
    id: Mapped[pk]
    day: Mapped[Day] = mapped_column(Date, unique=True)
    at: Mapped[Moment]


class ReceiptRow(Base):
    """A receipt with everything printed on it. `facts` is a list of [label, value]; `person_id` may be an alias."""

    __tablename__ = "receipt"
    __table_args__ = (
        UniqueConstraint("kind", "year", "serial"),
        CheckConstraint("amount = list_total - reduction", name="totals"),
        Index(None, "day", "id"),
        Index(None, "person_id", sqlite_where=text("payment = 'account'")),
        FROZEN,
    )
    id: Mapped[pk]
    kind: Mapped[str] = mapped_column(String(16))
    year: Mapped[Count]
    serial: Mapped[Count]
    number: Mapped[str] = mapped_column(String(32), unique=True)
    day: Mapped[Day]
    at: Mapped[Moment]
    clerk_id: Mapped[Ref]
    clerk_name: Mapped[Text200]
    centre: Mapped[Text200]
    window: Mapped[Code]
    title: Mapped[Text200]
    payer_name: Mapped[Name]
    person_id: Mapped[Ref | None]
    facts: Mapped[SecretJson]
    list_total: Mapped[Fen]
    reduction: Mapped[Fen]
    amount: Mapped[Fen]
    payment: Mapped[Code]
    received: Mapped[Fen]
    change: Mapped[Fen]
    note: Mapped[LongText]
    printed: Mapped[Flag]
    mirrors_id: Mapped[Ref | None] = mapped_column(ForeignKey("receipt.id"), unique=True)
    reason: Mapped[Text200]
    check_code: Mapped[Code]


class ReceiptLine(Base):
    """One printed line of a receipt. `position` counts from 1."""

    __tablename__ = "receipt_line"
    __table_args__ = FROZEN
    receipt_id: Mapped[Ref] = mapped_column(ForeignKey("receipt.id"), primary_key=True)
    position: Mapped[Count] = mapped_column(primary_key=True, autoincrement=False)
    item: Mapped[Text200]
    quantity: Mapped[Count]
    price: Mapped[Fen]
    reduction: Mapped[Fen]
    amount: Mapped[Fen]
    note: Mapped[Text200]


class ReceiptEvent(Base):
    """What happened to a receipt later: `kind` void (nth 1, so once only) or print (the nth paper)."""

    __tablename__ = "receipt_event"
    __table_args__ = (UniqueConstraint("receipt_id", "kind", "nth"), FROZEN)
    id: Mapped[pk]
    receipt_id: Mapped[Ref] = mapped_column(ForeignKey("receipt.id"))
    kind: Mapped[Code]
    nth: Mapped[Count]
    at: Mapped[Moment]
    clerk_id: Mapped[Ref]
    clerk_name: Mapped[Text200]
    reason: Mapped[Text200]


class ReceiptCollection(Base):
    """An on-account receipt and the receipt (series SK) that collected it."""

    __tablename__ = "receipt_collection"
    __table_args__ = FROZEN
    receipt_id: Mapped[Ref] = mapped_column(ForeignKey("receipt.id"), primary_key=True)
    collection_id: Mapped[Ref] = mapped_column(ForeignKey("receipt.id"), primary_key=True)


class ShiftRow(Base):
    """开班 (`kind` open) and 交接班 (`kind` hand_over)."""

    __tablename__ = "till_shift"
    __table_args__ = (Index(None, "day", "id"), FROZEN)
    id: Mapped[pk]
    kind: Mapped[Code]
    day: Mapped[Day]
    at: Mapped[Moment]
    clerk_id: Mapped[Ref]
    clerk_name: Mapped[Text200]
    successor: Mapped[Text200]
    expected: Mapped[Fen]
    counted: Mapped[Fen]
    difference: Mapped[Fen]
    reason: Mapped[Text200]


class DayCloseRow(Base):
    """A signed day close; `mac` covers the row and the mac of the close before it (`previous_id`)."""

    __tablename__ = "day_close"
    __table_args__ = FROZEN
    id: Mapped[pk]
    day: Mapped[Day] = mapped_column(Date, unique=True)
    at: Mapped[Moment]
    clerk_id: Mapped[Ref]
    clerk_name: Mapped[Text200]
    centre: Mapped[Text200]
    window: Mapped[Code]
    opening_float: Mapped[Fen]
    takings: Mapped[Json]
    series: Mapped[Json]
    receipts: Mapped[Count]
    voids: Mapped[Count]
    gaps: Mapped[Count]
    expected: Mapped[Fen]
    counted: Mapped[Fen]
    difference: Mapped[Fen]
    reason: Mapped[Text200]
    perpetual: Mapped[Fen]
    chain: Mapped[Code]
    previous_id: Mapped[Ref | None] = mapped_column(ForeignKey("day_close.id"))
    mac: Mapped[Code]
