"""Where a business day stands."""

from datetime import date

from sqlalchemy import bindparam, exists, func, select

from shequ_desk.kernel.money import ZERO, Money
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs
from shequ_desk.till import rules
from shequ_desk.till.rules import DayState
from shequ_desk.till.service._rows import is_void
from shequ_desk.till.tables import DayCloseRow, ReceiptRow, ShiftRow, TillDay

_FROM_TODAY = select(DayCloseRow.day).where(DayCloseRow.day >= bindparam("day"))


@needs("till.read")
def open_days(work: Work) -> tuple[date, ...]:
    """Days with receipts that are not closed yet, oldest first."""
    closed = exists().where(DayCloseRow.day == TillDay.day)
    query = select(TillDay.day).where(~closed).order_by(TillDay.day)
    return tuple(work.connection.execute(query).scalars())


@needs("till.read")
def business_day(work: Work) -> date:
    """The day that what is done at the till now belongs to; Refusal as rules.business_day."""
    closed = work.connection.execute(_FROM_TODAY, {"day": work.today}).scalars().all()
    return rules.business_day(work.today, open_days(work), closed)


@needs("till.read")
def day_state(work: Work, day: date) -> DayState:
    """Where `day` stands."""
    connection = work.connection
    receipts = connection.execute(select(func.count()).where(ReceiptRow.day == day)).scalar_one()
    closed = connection.execute(select(DayCloseRow.id).where(DayCloseRow.day == day)).scalar()
    opening = opening_float(work, day)
    expected = (opening or ZERO) + cash_taken(work, day)
    return DayState(day, receipts, closed is not None, opening, expected)


@needs("till.read")
def opening_float(work: Work, day: date) -> Money | None:
    """The cash put into the drawer at 开班 of `day`, None when nobody did."""
    query = select(ShiftRow.counted).where(ShiftRow.day == day, ShiftRow.kind == "open")
    return work.connection.execute(query).scalar()


@needs("till.read")
def cash_taken(work: Work, day: date) -> Money:
    """Cash receipts and collections of `day` without voids, less cash reversals."""
    cash = (ReceiptRow.day == day, ReceiptRow.payment == "cash", ~is_void(ReceiptRow))
    taken: Money | None = work.connection.execute(select(func.sum(ReceiptRow.amount)).where(*cash)).scalar()
    return taken or ZERO
