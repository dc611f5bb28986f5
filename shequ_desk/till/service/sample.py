"""Receipts of past days in bulk, for invented data only: same rows and codes as `charge`, one audit line a batch."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from shequ_desk.kernel.dates import short_date
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.money import ZERO, Money
from shequ_desk.store import numbers
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs
from shequ_desk.till import rules
from shequ_desk.till.rules import Charge, Receipt, Shift
from shequ_desk.till.service import _write
from shequ_desk.till.service._codes import receipt_content
from shequ_desk.till.service.days import day_state
from shequ_desk.till.tables import ReceiptLine, ReceiptRow, TillDay


@needs("till.charge")
def charge_many(work: Work, sales: Sequence[tuple[datetime, Charge]]) -> tuple[Receipt, ...]:
    """Give receipts at stated moments of the day of `work.now`, in order; other days may stand open.

    Refusal as for charge when the day is closed.
    """
    day = _open_day(work)
    following = 1 + (work.session.scalar(select(func.coalesce(func.max(ReceiptRow.id), 0))) or 0)
    rows: list[dict[str, Any]] = []
    lines: list[dict[str, Any]] = []
    receipts: list[Receipt] = []
    for receipt_id, (at, charge) in enumerate(sales, following):
        row = _row(work, at, charge, numbers.take(work, charge.kind, day.year))
        rows.append(row | {"id": receipt_id})
        lines += [_write.line_row(receipt_id, place, line) for place, line in enumerate(charge.lines, 1)]
        receipts.append(_write.as_receipt(receipt_id, row, charge, None, ""))
    work.insert_many(ReceiptRow, rows, each=False)
    work.insert_many(ReceiptLine, lines, each=False)
    work.news("till")
    return tuple(receipts)


@needs("till.shift")
def open_shift(work: Work, opening: Money) -> Shift:
    """开班 on the day of `work.now`; other days may stand open."""
    return _write.write_shift(
        work, Shift("open", work.today, work.now, work.clerk.name, "", opening, opening, ZERO, "")
    )


def _open_day(work: Work) -> date:
    """The day itself: several counters fill a made-up month one after the other before its days are closed."""
    day = work.today
    if day_state(work, day).closed:
        raise Refusal(f"{short_date(day)}已日结，不能再收款", "请选择尚未日结的日期", "day")
    known = work.session.scalar(select(TillDay.id).where(TillDay.day == day))
    if known is None:
        work.insert(TillDay, {"day": day, "at": work.now})
    return day


def _row(work: Work, at: datetime, charge: Charge, serial: int) -> dict[str, Any]:
    rules.check(charge)
    payment, received, change = rules.settled(charge)
    row = _write.receipt_row(work, charge, at.date(), serial) | {"at": at}
    row |= {"payment": payment.value, "received": received, "change": change, "mirrors_id": None, "reason": ""}
    return row | {"check_code": work.keyed_code("receipt", receipt_content(row, charge.lines))}
