"""接走: to an authorised adult only; what is due is charged and printed in the same step, or later."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.page.hands_block import HandsBlock
from shequ_desk.counters.childcare.page.payment_block import PaymentBlock
from shequ_desk.counters.childcare.rules.board import DayRow
from shequ_desk.counters.childcare.rules.child import Settled
from shequ_desk.desk.actions import Action, button, set_enabled
from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import FieldRow, Form, LineEdit
from shequ_desk.desk.sheets import Sheet
from shequ_desk.desk.widgets import Label, column, row
from shequ_desk.kernel.dates import clock_text
from shequ_desk.kernel.errors import Refusal

_HANDS = 153
"""Design pixels of who may fetch the child."""


class FeeSheet(Sheet):
    """What checking out and charging later share. Signals: `settled(object)` a Settled whose receipt is to be printed;
    `released(str)` the child went without being charged yet.
    """

    settled = Signal(object)
    released = Signal(str)

    def __init__(self, parent: QWidget, context: Context, stay: DayRow, title: str, verb: str, width: int) -> None:
        super().__init__(parent, title, verb, tone="blue", width=width)
        self.context, self.stay = context, stay
        self.form = Form()
        self.pay = PaymentBlock(self.form)
        self.pay.meals_changed.connect(self._on_meals)

    def show_refusal(self, refusal: Refusal) -> bool:
        """Beside its field, else in the banner."""
        shown = self.form.show_refusal(refusal) or super().show_refusal(refusal)
        self.fit()
        return shown

    def ask_fee(self) -> None:
        """Show what is due now."""

        def go() -> None:
            meals = self.pay.count()
            with self.context.database.reading(self.context.clerk) as work:
                fee = childcare.quote(work, self.stay.booking_id, meals)
            self.pay.show_fee(fee)

        self.context.messages.guard(go, self)

    @Slot()
    def _on_meals(self) -> None:
        if self.pay.meals.plain():
            self.ask_fee()


class CheckoutSheet(FeeSheet):
    """Enter hands the child over and charges; F10 hands over only."""

    def __init__(self, parent: QWidget, context: Context, stay: DayRow) -> None:
        super().__init__(parent, context, stay, f"{stay.child_name} 接走", "接走并收费", 980)
        self.hands = HandsBlock(context, stay.booking_id, stay.child_id, stay.child_name, self.form)
        self.bend(self.hands.table, _HANDS, least=34 + 33 * 2)
        self.note = LineEdit("state_note", "离托时情况", "例如 精神好，午睡 1 小时")
        about = f"{stay.age} · {stay.group_name} · 签到 {clock_text(stay.in_at)}" if stay.in_at else stay.group_name
        right = column(self.pay, self.form.adopt(FieldRow(self.note)), None, spacing=10)
        halves = row(column(self.hands, None), right, spacing=24)
        halves.setStretch(0, 5)
        halves.setStretch(1, 4)
        self.add(Label(about, "muted"), halves)
        only = button(Action("childcare.release", "只接走，以后收费", "F10", self.release_only), self, height=44)
        self.buttons.insertWidget(2, only)
        self.hands.decided.connect(self._on_decided)
        self.ask_fee()
        self._on_decided()
        self.hands.table.setFocus()

    def submit(self) -> None:
        """Hand over and charge; Enter while somebody is typed checks that person first."""
        if self.hands.typing():
            self.hands.identify()
            return

        def go() -> None:
            with self.context.database.work(self.context.clerk) as work:
                done.append(
                    childcare.release(
                        work,
                        self.stay.booking_id,
                        self.pay.value(True),
                        self.hands.pickup_id,
                        self.hands.delegation_id,
                        self.pay.count(),
                        self.note.plain(),
                    )
                )

        done: list[Settled] = []
        if self.context.messages.guard(go, self):
            self.accept()
            self.settled.emit(done[0])

    def release_only(self) -> None:
        """Hand over now, charge later."""

        def go() -> None:
            with self.context.database.work(self.context.clerk) as work:
                childcare.check_out(
                    work, self.stay.booking_id, self.hands.pickup_id, self.hands.delegation_id, self.note.plain()
                )

        if self.context.messages.guard(go, self):
            self.accept()
            self.released.emit(self.stay.child_name)

    @Slot()
    def _on_decided(self) -> None:
        chosen = bool(self.hands.pickup_id or self.hands.delegation_id)
        set_enabled(self, "childcare.release", chosen)
        if chosen and self.hands.typing():
            self.main.setFocus()
        self.fit()


class SettleSheet(FeeSheet):
    """A child who went home is charged."""

    def __init__(self, parent: QWidget, context: Context, stay: DayRow) -> None:
        super().__init__(parent, context, stay, f"{stay.child_name} 收费", "收费并打印", 560)
        self.add(Label(f"{stay.group_name} · {stay.hours} · {stay.state_text}", "muted"), self.pay)
        self.ask_fee()
        self.main.setFocus()

    def submit(self) -> None:
        """Charge."""

        def go() -> None:
            with self.context.database.work(self.context.clerk) as work:
                done.append(childcare.settle(work, self.stay.booking_id, self.pay.value(True), self.pay.count()))

        done: list[Settled] = []
        if self.context.messages.guard(go, self):
            self.accept()
            self.settled.emit(done[0])
