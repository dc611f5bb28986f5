"""The receipt of a stay as it is on paper: print again, take back, give money back by the agreement's rule."""

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.page.section import EntrySheet
from shequ_desk.counters.childcare.rules.child import Undone
from shequ_desk.desk.actions import Action, button
from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import ChoiceBox
from shequ_desk.store.database import Work
from shequ_desk.till.page.receipt_sheet import ReceiptSheet

_BUTTONS = 20


class StayReceiptSheet(ReceiptSheet):
    """Signal `undone(str)`: the sentence to say after money was given back."""

    undone = Signal(str)

    def __init__(self, parent: QWidget, context: Context, number: str) -> None:
        super().__init__(parent, context, number, "blue", _BUTTONS)
        self._refunded = ""
        if "till.void" in context.clerk.permissions:
            self.buttons.insertWidget(0, button(Action("stay.void", "作废", "F12", self.void), self, height=44))
            refund = Action("stay.refund", "按协议退费", "Alt+T", self.refund)
            self.buttons.insertWidget(1, button(refund, self, height=44))

    def void(self) -> None:
        """Take the receipt back while its day is open: hours and free visits return."""
        text = f"作废 {self.number}，时长和免费次数退回"
        self.context.messages.ask_text(text, "作废原因", "作废这一笔", self._void)

    def refund(self) -> None:
        """Give back what the agreement says for a reason."""

        def go() -> None:
            with self.context.database.reading(self.context.clerk) as work:
                rules = childcare.refund_reasons(work, self.number)
            reason = ChoiceBox(
                "reason", "退费原因", [(one.reason, f"{one.reason}，退 {one.percent}%") for one in rules]
            )
            note = "退的部分出红冲凭证，留下的部分出新凭证。"
            sheet = EntrySheet(self, self.context, f"{self.number} 按协议退费", "退费", [reason], note=note)
            sheet.save = partial(self._refund, reason)
            sheet.accepted.connect(self._on_refunded)
            sheet.open()

        self.context.messages.guard(go, self)

    def _void(self, reason: str) -> None:
        def go() -> None:
            with self.context.database.work(self.context.clerk) as work:
                done.append(childcare.void_stays(work, self.number, reason))

        done: list[Undone] = []
        if self.context.messages.guard(go, self):
            self.accept()
            self.undone.emit(_said(done[0]))

    def _refund(self, reason: ChoiceBox, work: Work) -> None:
        self._refunded = _said(childcare.refund(work, self.number, reason.value()))

    @Slot()
    def _on_refunded(self) -> None:
        """Said once it is saved."""
        self.accept()
        self.undone.emit(self._refunded)


def _said(done: Undone) -> str:
    parts = [f"{done.number} 退还 {done.given_back.text()} 元"]
    parts += [f"红冲凭证 {done.mirror}"] if done.mirror else []
    parts += [f"新凭证 {done.kept}"] if done.kept else []
    return "，".join(parts)
