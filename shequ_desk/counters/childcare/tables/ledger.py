"""The frozen ledger of stays that were charged."""

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from shequ_desk.store.base import FROZEN, Base, Code, Count, Day, Fen, Flag, Moment, Ref, Text200, pk

_MIRRORS = text("origin_id IS NOT NULL")
_LEDGER = (
    "day",
    "programme_no",
    "age_class",
    "child_id",
    "quantity",
    "minutes",
    "list_price",
    "care",
    "meal_fee",
    "pay",
)


class StayRow(Base):
    """One stay charged; a mirror (`origin_id`) has quantity -1 and negative minutes and money, so that sums are plain.

    `day` is the accounting day, `stay_day` when the child was here. `care` = `list_price` - `reduction`; `pay` = `care`
    + `meal_fee`.
    """

    __tablename__ = "childcare_stay"
    __table_args__ = (
        Index("ix_childcare_stay_ledger", *_LEDGER),
        Index("ix_childcare_stay_child", "child_id", "stay_day"),
        Index("ix_childcare_stay_receipt", "receipt_id"),
        Index("ix_childcare_stay_origin", "origin_id", unique=True, sqlite_where=_MIRRORS),
        FROZEN,
    )
    id: Mapped[pk]
    day: Mapped[Day]
    stay_day: Mapped[Day]
    booking_id: Mapped[Ref] = mapped_column(ForeignKey("childcare_booking.id"), index=True)
    child_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"))
    programme_no: Mapped[Ref]
    programme_name: Mapped[Text200]
    group_no: Mapped[Ref]
    group_name: Mapped[Text200]
    session_no: Mapped[Ref]
    age_class: Mapped[Code]
    months: Mapped[Count]
    in_at: Mapped[Moment]
    out_at: Mapped[Moment]
    minutes: Mapped[Count]
    billed: Mapped[Count]
    quantity: Mapped[Count]
    item: Mapped[Text200]
    list_price: Mapped[Fen]
    reduction: Mapped[Fen]
    care: Mapped[Fen]
    payer: Mapped[Text200]
    reason: Mapped[Text200]
    free: Mapped[Flag]
    meals: Mapped[Count]
    meal_fee: Mapped[Fen]
    pay: Mapped[Fen]
    payment: Mapped[Code]
    receipt_id: Mapped[Ref] = mapped_column(ForeignKey("receipt.id"))
    receipt_no: Mapped[Code]
    origin_id: Mapped[Ref | None] = mapped_column(ForeignKey("childcare_stay.id"))


class ShareRow(Base):
    """The part of a stay's care fee that one payer bears, the guardian's own too; negative for a mirror."""

    __tablename__ = "childcare_share"
    __table_args__ = (Index("ix_childcare_share_ledger", "day", "payer", "fen"), FROZEN)
    id: Mapped[pk]
    stay_id: Mapped[Ref] = mapped_column(ForeignKey("childcare_stay.id"), index=True)
    day: Mapped[Day]
    payer: Mapped[Text200]
    fen: Mapped[Fen]
