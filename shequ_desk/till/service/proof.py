"""Whether receipts and day closes are still what was signed: their keyed codes made again from what is stored."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, select

from shequ_desk.kernel.dates import long_date
from shequ_desk.till.rules import Line
from shequ_desk.till.service._codes import close_content, first_close_content, first_content, receipt_content
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
    return [row["number"] for row in rows if not _is_true(dict(row), lines[row["id"]], code)]


def _is_true(row: dict[str, Any], lines: list[Line], code: KeyedCode) -> bool:
    """Whether the code is of what is stored; one made over the note never fits without it."""
    contents = (content(row, lines) for content in (receipt_content, first_content))
    return any(code("receipt", content) == row["check_code"] for content in contents)


def _closes(connection: Connection, code: KeyedCode) -> list[str]:
    found, previous = [], ""
    for row in connection.execute(select(DayCloseRow.__table__).order_by(DayCloseRow.id)).mappings().all():
        contents = (content(dict(row), previous) for content in (close_content, first_close_content))
        if all(code("day close", content) != row["mac"] for content in contents):
            found.append(f"{long_date(row['day'])}日结")
        previous = row["mac"]
    return found
