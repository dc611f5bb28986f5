"""The receipt behind a line of a counter's list, as it is on paper."""

from PySide6.QtWidgets import QWidget

from shequ_desk.desk.counter import Context, Tone
from shequ_desk.desk.printing import PdfView
from shequ_desk.desk.sheets import Sheet
from shequ_desk.office import service as office
from shequ_desk.till import service as till
from shequ_desk.till.page.printing import form, print_receipt
from shequ_desk.till.papers import receipt_pdf

_LOW, _TALL, _LEAST = 420, 480, 220


class ReceiptSheet(Sheet):
    """Shows a receipt; Enter prints it again, marked 补打, for who may, and closes for all others.

    `less` are the pixels a counter's own buttons take from the paper.
    """

    def __init__(self, parent: QWidget, context: Context, number: str, tone: Tone, less: int = 0) -> None:
        self._may = "till.reprint" in context.clerk.permissions
        super().__init__(parent, f"凭证 {number}", "补打" if self._may else "", tone=tone, width=720)
        self.context, self.number = context, number
        with context.database.reading(context.clerk) as work:
            receipt, demo = till.receipt(work, number), office.centre(work).demo
        self.view = PdfView(context.jobs, f"凭证 {number}")
        self.bend(self.view, (_LOW if form(context) == "a5" else _TALL) - less, _LEAST)
        self.view.show_pdf(receipt_pdf(receipt, form(context), demo=demo))
        self.add(self.view)
        self.main.setFocus()

    def submit(self) -> None:
        """Print again and close."""

        def go() -> None:
            with self.context.database.work(self.context.clerk) as work:
                receipt = till.reprint(work, self.number)
            print_receipt(self.context, receipt)
            self.context.messages.say(f"{receipt.number} 第 {receipt.prints} 次打印")

        if not self._may or self.context.messages.guard(go, self):
            self.accept()
