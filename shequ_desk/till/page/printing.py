"""The one way a receipt gets onto paper: form of this PC, printed after the commit."""

from typing import get_args

from shequ_desk.desk.counter import Context
from shequ_desk.office import service as office
from shequ_desk.till.papers import Form, day_close_pdf, receipt_pdf
from shequ_desk.till.rules import CloseSheet, Receipt

FORMS: dict[Form, str] = {
    "a5": "A5 横式（居民联、存根）",
    "roll80": "80 毫米热敏纸",
    "roll58": "58 毫米热敏纸",
}
PAPER: dict[Form, str] = {"a5": "A5", "roll80": "roll80", "roll58": "roll58"}
_KEY = "receipt/form"


def form(context: Context) -> Form:
    """The receipt form chosen on this PC, a key of FORMS."""
    chosen = context.state.text(_KEY)
    return next((one for one in get_args(Form) if one == chosen), "a5")


def choose_form(context: Context, chosen: str) -> None:
    """Remember the receipt form for this PC."""
    context.state.remember(_KEY, chosen)


def print_receipt(context: Context, receipt: Receipt) -> bytes:
    """Make the paper and print it on the remembered printer; returns its bytes.

    The receipt is committed already: whatever the printer does, only the same bytes are printed again.
    """
    chosen = form(context)
    pdf = receipt_pdf(receipt, chosen, demo=_demo(context))
    context.printing.print(pdf, PAPER[chosen], f"凭证 {receipt.number}")
    return pdf


def print_close(context: Context, sheet: CloseSheet) -> None:
    """Make a day-close sheet in a job and print it on A4."""
    demo = _demo(context)

    def work(_progress: object, _cancelled: object) -> bytes:
        return day_close_pdf(sheet, demo)

    def done(pdf: bytes) -> None:
        context.printing.print(pdf, "A4", f"日结单 {sheet.day.isoformat()}")

    context.jobs.run(work, done, title="生成日结单")


def _demo(context: Context) -> bool:
    with context.database.reading(context.clerk) as work:
        return office.centre(work).demo
