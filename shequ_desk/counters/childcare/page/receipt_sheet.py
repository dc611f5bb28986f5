"""The receipt of a stay as it is on paper: print again, take back, give money back by the agreement's rule."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.page.section import EntrySheet
from shequ_desk.counters.childcare.rules.child import Undone
from shequ_desk.desk.actions import Action, button
from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import ChoiceBox
from shequ_desk.desk.printing import PdfView
from shequ_desk.desk.sheets import Sheet
from shequ_desk.desk.theme import px
from shequ_desk.office import service as office
from shequ_desk.store.database import Work
from shequ_desk.till import service as till
from shequ_desk.till.page.printing import form, print_receipt
from shequ_desk.till.papers import receipt_pdf

_TALL = {"a5": 400}


class ReceiptSheet(Sheet):
    """Enter prints again, marked 补打. Signal `undone(str)`: the sentence to say after money was given back."""

    undone = Signal(str)

    def __init__(self, parent: QWidget, context: Context, number: str) -> None:
        super().__init__(parent, f"凭证 {number}", "补打", tone="blue", width=720)
        self._context, self._number = context, number
        with context.database.reading(context.clerk) as work:
            receipt, demo = till.receipt(work, number), office.centre(work).demo
        self.view = PdfView(context.jobs, f"凭证 {number}")
        self.view.setFixedHeight(px(_TALL.get(form(context), 460)))
        self.view.show_pdf(receipt_pdf(receipt, form(context), demo=demo))
        self.add(self.view)
        if "till.void" in context.clerk.permissions:
            self.buttons.insertWidget(0, button(Action("stay.void", "作废", "F12", self.void), self, height=44))
            refund = Action("stay.refund", "按协议退费", "Alt+T", self.refund)
            self.buttons.insertWidget(1, button(refund, self, height=44))
        self.main.setFocus()

    def submit(self) -> None:
        """Print again and close."""

        def go() -> None:
            with self._context.database.work(self._context.clerk) as work:
                receipt = till.reprint(work, self._number)
            print_receipt(self._context, receipt)
            self._context.messages.say(f"{receipt.number} 第 {receipt.prints} 次打印")

        if self._context.messages.guard(go, self):
            self.accept()

    def void(self) -> None:
        """Take the receipt back while its day is open: hours and free visits return."""
        text = f"作废 {self._number}，时长和免费次数退回"
        self._context.messages.ask_text(text, "作废原因", "作废这一笔", self._void)

    def refund(self) -> None:
        """Give back what the agreement says for a reason."""

        def go() -> None:
            with self._context.database.reading(self._context.clerk) as work:
                rules = childcare.refund_reasons(work, self._number)
            reason = ChoiceBox(
                "reason", "退费原因", [(one.reason, f"{one.reason}，退 {one.percent}%") for one in rules]
            )
            note = "退的部分出红冲凭证，留下的部分出新凭证。"
            sheet = EntrySheet(self, self._context, f"{self._number} 按协议退费", "退费", [reason], note=note)
            sheet.save = partial(self._refund, reason)
            sheet.accepted.connect(self.accept)
            sheet.open()

        self._context.messages.guard(go, self)

    def _void(self, reason: str) -> None:
        def go() -> None:
            with self._context.database.work(self._context.clerk) as work:
                done.append(childcare.void_stays(work, self._number, reason))

        done: list[Undone] = []
        if self._context.messages.guard(go, self):
            self.accept()
            self.undone.emit(_said(done[0]))

    def _refund(self, reason: ChoiceBox, work: Work) -> None:
        self.undone.emit(_said(childcare.refund(work, self._number, reason.value())))


def _said(done: Undone) -> str:
    parts = [f"{done.number} 退还 {done.given_back.text()} 元"]
    parts += [f"红冲凭证 {done.mirror}"] if done.mirror else []
    parts += [f"新凭证 {done.kept}"] if done.kept else []
    return "，".join(parts)
