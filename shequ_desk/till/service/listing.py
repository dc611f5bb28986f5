"""The list of receipts a clerk looks through, a window at a time, and what is owed on account."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import RowMapping, case, exists, func, or_, select
from sqlalchemy.orm import aliased

from shequ_desk.kernel.halfwidth import half_width
from shequ_desk.kernel.money import ZERO, Money
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs
from shequ_desk.till.rules import Payment, State
from shequ_desk.till.service._rows import UNPAID, Where, is_collected, is_void
from shequ_desk.till.tables import ReceiptRow

_NUMBER = re.compile(r"[A-Z]{1,4}-\d{4}-\d{6,}")
_ROW, _MIRROR = ReceiptRow, aliased(ReceiptRow)
_STANDING = case(
    (is_void(_ROW), State.VOID.value),
    (_ROW.mirrors_id.is_not(None), State.MIRROR.value),
    (exists().where(_MIRROR.mirrors_id == _ROW.id), State.REVERSED.value),
    else_=State.VALID.value,
)
_LISTED = select(_ROW.at, _ROW.number, _ROW.payer_name, _ROW.title, _ROW.amount, _ROW.payment).add_columns(
    _STANDING.label("standing"), is_collected(_ROW).label("collected")
)


@dataclass(frozen=True)
class ReceiptEntry:
    """One line of the list. `title` is the paper's without 凭证, `paid` the word for the payment, `state` for what
    happened since."""

    at: datetime
    number: str
    payer_name: str
    title: str
    amount: Money
    paid: str
    state: str
    standing: State


@needs("till.read")
def count_receipts(work: Work, day: date, text: str = "") -> int:
    """How many receipts `list_receipts` would list."""
    query = select(func.count()).select_from(ReceiptRow).where(*_where(day, text))
    return work.session.connection().execute(query).scalar_one()


@needs("till.read")
def list_receipts(work: Work, day: date, text: str, offset: int, limit: int) -> Sequence[ReceiptEntry]:
    """Receipts of a business day whose number or payer holds `text`, newest first.

    A whole number (CT-2026-000412, also with the check code of its QR text behind it) is found on any day.
    """
    query = _LISTED.where(*_where(day, text)).order_by(ReceiptRow.id.desc()).limit(limit).offset(offset)
    return [_entry(one) for one in work.session.connection().execute(query).mappings()]


@needs("till.read")
def owed(work: Work) -> tuple[int, Money]:
    """How many on-account receipts nobody has paid yet, and their sum."""
    found = select(func.count(), func.sum(ReceiptRow.amount)).where(*UNPAID)
    count, amount = work.session.connection().execute(found).one()
    return count, amount or ZERO


def whole_number(text: str) -> str:
    """The receipt number a text starts with (QR texts carry the check code behind it), "" when it is none."""
    found = _NUMBER.match(half_width(text).strip().upper())
    return found[0] if found else ""


def _where(day: date, text: str) -> tuple[Where, ...]:
    number, part = whole_number(text), half_width(text).strip()
    if number:
        return (ReceiptRow.number == number,)
    if not part:
        return (ReceiptRow.day == day,)
    inside = or_(
        ReceiptRow.number.contains(part.upper(), autoescape=True),
        ReceiptRow.payer_name.contains(part, autoescape=True),
    )
    return (ReceiptRow.day == day, inside)


def _entry(row: RowMapping) -> ReceiptEntry:
    standing, payment = State(row["standing"]), Payment(row["payment"])
    plain = standing is State.VALID
    word = standing.label
    if plain and payment is Payment.ACCOUNT:
        word = "已收款" if row["collected"] else "未收款"
    return ReceiptEntry(
        row["at"],
        row["number"],
        row["payer_name"],
        row["title"].removesuffix("凭证"),
        row["amount"],
        payment.label,
        word,
        standing,
    )
