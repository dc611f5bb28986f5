"""A public meal for an outdoor worker: name or nickname, occupation, phone tail. No other trace of the person."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from shequ_desk.counters.canteen import service as canteen
from shequ_desk.counters.canteen.rules.discount import SLOTS
from shequ_desk.counters.canteen.rules.menu import Worker
from shequ_desk.counters.canteen.rules.order import Order, Portion, Settled
from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import ChoiceBox, Form, LineEdit, beside
from shequ_desk.desk.sheets import Sheet
from shequ_desk.desk.widgets import Bar, Label, column, row
from shequ_desk.kernel.dates import short_date
from shequ_desk.kernel.errors import Refusal


class PublicSheet(Sheet):
    """Signal `settled(object)`: the Settled, after which the sheet is closed. `meal_at` given: a meal of a paper list.

    The quota is checked by the service when the meal is settled; the bar only tells how things stand.
    """

    settled = Signal(object)

    def __init__(
        self, parent: QWidget, context: Context, slot: str, set_id: int, meal_at: datetime | None = None
    ) -> None:
        verb = "登记并打印" if meal_at is None else "补录这一份"
        super().__init__(parent, f"公益套餐 · {SLOTS[slot]}", verb, tone="orange", width=440)
        self._context, self._slot, self._set_id, self._meal_at = context, slot, set_id, meal_at
        self.name = LineEdit("name", "姓名或称呼", "例如 刘师傅")
        self.occupation = ChoiceBox("occupation", "职业")
        self.tail = LineEdit("tail", "手机尾号 4 位")
        self.form = Form()
        self._count, self._bar = Label("", "strong"), Bar("gold")
        when = short_date(meal_at.date()) if meal_at and meal_at.date() != context.clock.now().date() else "今日"
        self.add(column(row(Label(f"{when}公益套餐", "small"), None, self._count), self._bar, spacing=4))
        self.add(beside(self.form, self.name), beside(self.form, self.occupation, self.tail))
        self.add(Label("只登记称呼、职业和尾号，每人每天一份。", "small", wrap=True))
        self._read()
        self.name.setFocus()

    def count_text(self) -> str:
        """How many are gone, as shown: 14 / 40 份."""
        return self._count.text()

    def submit(self) -> None:
        """Settle and close; a refusal stays on the sheet."""
        done: list[Settled] = []

        def go() -> None:
            with self._context.database.work(self._context.clerk) as work:
                if self._meal_at is None:
                    done.append(canteen.settle(work, self._order()))
                else:
                    done.append(canteen.backfill(work, self._order(), self._meal_at))

        if self._context.messages.guard(go, self):
            self.accept()
            self.settled.emit(done[0])

    def show_refusal(self, refusal: Refusal) -> bool:
        """Beside the field, else (no meal left) in the sheet's banner."""
        shown = self.form.show_refusal(refusal) or super().show_refusal(refusal)
        self.fit()
        return shown

    def _order(self) -> Order:
        worker = Worker(self.name.value(), self.occupation.value(), self.tail.plain())
        return Order((Portion(self._set_id, None, worker),), self._slot)

    def _read(self) -> None:
        with self._context.database.reading(self._context.clerk) as work:
            day = self._meal_at.date() if self._meal_at else work.today
            used, quota = canteen.public_used(work, day), canteen.quota_on(work, day).portions
            names = [one.name for one in canteen.occupations(work)]
        self.occupation.set_options([(None, "请选择"), *((name, name) for name in names)])
        self._count.setText(f"{used} / {quota} 份")
        self._bar.show_share(used / quota if quota else 1.0)
