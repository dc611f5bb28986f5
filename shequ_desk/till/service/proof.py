"""Whether receipts and day closes are still what was signed: their keyed codes made again from what is stored."""

from collections import defaultdict
from collections.abc import Callable

from sqlalchemy import Connection, select

from shequ_desk.kernel.dates import long_date
from shequ_desk.till.rules import Line
from shequ_desk.till.service._codes import close_content, receipt_content
from shequ_desk.till.tables import DayCloseRow, ReceiptLine, ReceiptRow

KeyedCode = Callable[[str, str], str]


def untrue(connection: Connection, code: KeyedCode, year: int) -> tuple[str, ...]:
    """Numbers of receipts of a year, and days closed in any year, whose code no longer fits their content.

    Empty unless somebody with the key wrote past the triggers. Scans the year: a job, not a plain call.
    `code` is Work.keyed_code.
    """
    return (*_receipts(connection, code, year), *_closes(connection, code))


def _receipts(connection: Connection, code: KeyedCode, year: int) -> list[str]:
    mine = select(ReceiptLine.__table__).join(ReceiptRow).where(ReceiptRow.year == year).order_by("position")
    lines: dict[int, list[Line]] = defaultdict(list)
    for row in connection.execute(mine):
        lines[row.receipt_id].append(Line(row.item, row.quantity, row.price, row.reduction, row.note))
    rows = connection.execute(select(ReceiptRow.__table__).where(ReceiptRow.year == year)).mappings().all()
    codes = ((row, code("receipt", receipt_content(dict(row), lines[row["id"]]))) for row in rows)
    return [row["number"] for row, made in codes if made != row["check_code"]]


def _closes(connection: Connection, code: KeyedCode) -> list[str]:
    found, previous = [], ""
    for row in connection.execute(select(DayCloseRow.__table__).order_by(DayCloseRow.id)).mappings().all():
        if code("day close", close_content(dict(row), previous)) != row["mac"]:
            found.append(f"{long_date(row['day'])}日结")
        previous = row["mac"]
    return found
