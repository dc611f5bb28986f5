"""Whether receipts and day closes are still what was signed: their keyed codes made again from what is stored."""

from collections import defaultdict

from sqlalchemy import select

from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs
from shequ_desk.till.rules import Line, day_text
from shequ_desk.till.service._codes import close_content, receipt_content
from shequ_desk.till.tables import DayCloseRow, ReceiptLine, ReceiptRow


@needs("till.read")
def altered(work: Work, year: int) -> tuple[str, ...]:
    """Numbers of receipts of a year, and days closed in any year, whose code no longer fits their content.

    Empty unless somebody with the key wrote past the triggers. Scans the year: a job, not a plain call.
    """
    return (*_receipts(work, year), *_closes(work))


def _receipts(work: Work, year: int) -> list[str]:
    connection = work.session.connection()
    mine = select(ReceiptLine.__table__).join(ReceiptRow).where(ReceiptRow.year == year).order_by("position")
    lines: dict[int, list[Line]] = defaultdict(list)
    for row in connection.execute(mine):
        lines[row.receipt_id].append(Line(row.item, row.quantity, row.price, row.reduction, row.note))
    rows = connection.execute(select(ReceiptRow.__table__).where(ReceiptRow.year == year)).mappings().all()
    codes = ((row, work.keyed_code("receipt", receipt_content(dict(row), lines[row["id"]]))) for row in rows)
    return [row["number"] for row, code in codes if code != row["check_code"]]


def _closes(work: Work) -> list[str]:
    found, previous = [], ""
    query = select(DayCloseRow.__table__).order_by(DayCloseRow.id)
    for row in work.session.connection().execute(query).mappings().all():
        if work.keyed_code("day close", close_content(dict(row), previous)) != row["mac"]:
            found.append(f"{row['day'].year}年{day_text(row['day'])}日结")
        previous = row["mac"]
    return found
