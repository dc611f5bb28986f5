"""The hot path: one receipt and its lines into the running transaction."""

from datetime import date
from typing import Any

from sqlalchemy import bindparam, select

from shequ_desk.kernel.money import Money, total
from shequ_desk.office.rules import Centre
from shequ_desk.store import numbers, settings
from shequ_desk.store.database import Work
from shequ_desk.store.statements import Fixed
from shequ_desk.till import rules
from shequ_desk.till.rules import Charge, Line, Payment, Receipt, Shift, State
from shequ_desk.till.service._codes import receipt_content
from shequ_desk.till.service.days import business_day
from shequ_desk.till.tables import DayCloseRow, ReceiptLine, ReceiptRow, ShiftRow, TillDay

_RUNNING = Fixed(
    select(TillDay.id)
    .outerjoin(DayCloseRow, DayCloseRow.day == TillDay.day)
    .where(TillDay.day == bindparam("day"), DayCloseRow.id.is_(None))
)


def enter_day(work: Work) -> date:
    """The business day of a receipt given now, opened when it is its first; Refusal as rules.business_day."""
    if work.rows(_RUNNING, {"day": work.today}):
        return work.today
    work.serialize("till.day")
    day = business_day(work)
    if not work.rows(_RUNNING, {"day": day}):
        work.insert(TillDay, {"day": day, "at": work.now})
    return day


def issue(
    work: Work,
    charge: Charge,
    payment: Payment,
    received: Money,
    change: Money,
    original: Receipt | None = None,
    reason: str = "",
) -> Receipt:
    """Take the next number and write the receipt; `original` makes it a mirror. Nothing is checked here."""
    day = enter_day(work)
    row = receipt_row(work, charge, day, numbers.take(work, charge.kind, day.year))
    row |= {"payment": payment.value, "received": received, "change": change}
    row |= {"mirrors_id": original.id if original else None, "reason": reason}
    row["check_code"] = work.keyed_code("receipt", receipt_content(row, charge.lines))
    receipt_id = work.insert(ReceiptRow, row)
    for position, line in enumerate(charge.lines, 1):
        work.insert(ReceiptLine, line_row(receipt_id, position, line))
    work.news("till")
    return as_receipt(receipt_id, row, charge, original, reason)


def receipt_row(work: Work, charge: Charge, day: date, serial: int) -> dict[str, Any]:
    """Columns of a receipt, but for payment, mirror and code."""
    centre = settings.load(work, Centre)
    list_total = total(line.list_total for line in charge.lines)
    reduction = total(line.reduction for line in charge.lines)
    return {
        "kind": charge.kind,
        "year": day.year,
        "serial": serial,
        "number": rules.number_text(charge.kind, day.year, serial),
        "day": day,
        "at": work.now,
        "clerk_id": work.clerk.id,
        "clerk_name": work.clerk.name,
        "centre": centre.name,
        "window": centre.window,
        "title": charge.title,
        "payer_name": charge.payer_name,
        "person_id": charge.person_id,
        "facts": charge.facts,
        "list_total": list_total,
        "reduction": reduction,
        "amount": list_total - reduction,
        "note": charge.note,
        "printed": charge.printing,
    }


def line_row(receipt_id: int, position: int, line: Line) -> dict[str, Any]:
    """Columns of one line; `position` counts from 1."""
    return {
        "receipt_id": receipt_id,
        "position": position,
        "item": line.item,
        "quantity": line.quantity,
        "price": line.price,
        "reduction": line.reduction,
        "amount": line.amount,
        "note": line.note,
    }


def as_receipt(receipt_id: int, row: dict[str, Any], charge: Charge, original: Receipt | None, reason: str) -> Receipt:
    """What is returned for the row just written."""
    own = {name: value for name, value in row.items() if name not in {"printed", "payment", "reason"}}
    return Receipt(
        id=receipt_id,
        **own,
        lines=charge.lines,
        payment=Payment(row["payment"]),
        state=State.MIRROR if original else State.VALID,
        reason=reason,
        undone_at=row["at"] if original else None,
        undone_by=row["clerk_name"] if original else "",
        mirrors_number=original.number if original else "",
        prints=int(charge.printing),
    )


def write_shift(work: Work, shift: Shift) -> Shift:
    """Keep a 开班 or 交接班 as it stands."""
    row = {name: getattr(shift, name) for name in Shift.__dataclass_fields__}
    work.insert(ShiftRow, row | {"clerk_id": work.clerk.id})
    work.news("till")
    return shift
