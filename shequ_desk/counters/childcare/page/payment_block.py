"""What a stay costs and how it is paid: meals, the amount as the largest thing, the form of payment, change."""

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.counters.childcare.rules.child import Payment
from shequ_desk.counters.childcare.rules.fees import Fee
from shequ_desk.desk.actions import Action, bind
from shequ_desk.desk.fields import FieldRow, Form, MoneyEdit, NumberEdit
from shequ_desk.desk.widgets import BigNumber, KeyCap, Label, SegmentedChoice, column, row
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.money import ZERO, Money

PAYMENTS = (("cash", "现金"), ("wechat", "微信"), ("alipay", "支付宝"), ("account", "记账"))
_MEALS = 5


class PaymentBlock(QWidget):
    """Signal `meals_changed()`: the fee has to be asked for again. Alt+1 to Alt+4 choose the form of payment."""

    meals_changed = Signal()

    def __init__(self, form: Form) -> None:
        super().__init__()
        self.meals = NumberEdit("meals", "用餐（份）", 0, _MEALS)
        self.received = MoneyEdit("received", "收到现金（元）")
        self.amount, self._fee, self._change = BigNumber(), Label("", "muted", wrap=True), Label("", "strong")
        self._due = ZERO
        keyed = [(key, f"{text} Alt{place}") for place, (key, text) in enumerate(PAYMENTS, 1)]
        self.payment = SegmentedChoice(keyed, "付款方式", "blue")
        self.meals.set_value(0)
        self.received.setPlaceholderText("不填为刚好")
        fields = row(form.adopt(FieldRow(self.meals)), form.adopt(FieldRow(self.received)), self._change, spacing=12)
        how = row(Label("方式", "small"), KeyCap("Alt+1…4"), self.payment, None)
        self.setLayout(column(self._fee, self.amount, how, fields, spacing=6))
        for place, (key, text) in enumerate(PAYMENTS, 1):
            bind(Action(f"childcare.pay.{key}", text, f"Alt+{place}", partial(self.payment.choose, key)), self)
        self.meals.textChanged.connect(self._on_meals)
        self.received.textChanged.connect(self._on_received)
        self.payment.chosen.connect(self._on_payment)

    def show_fee(self, fee: Fee) -> None:
        """Show what is due."""
        self._due = fee.pay
        self._fee.setText(f"{fee.text}{f'（{fee.reason}）' if fee.reason else ''}")
        self.amount.show_money(fee.pay)
        self._on_received()

    def count(self) -> int:
        """Meals eaten. Refusal when it is no number."""
        return self.meals.value() if self.meals.plain() else 0

    def value(self, printing: bool) -> Payment:
        """How it is paid. Refusal when the cash cannot be read."""
        cash = self.payment.choice() == "cash"
        return Payment(self.payment.choice(), self.received.optional() if cash else None, printing)

    @Slot()
    def _on_meals(self) -> None:
        self.meals_changed.emit()

    @Slot()
    def _on_received(self) -> None:
        try:
            given: Money | None = self.received.optional()
        except Refusal:
            given = None
        change = given - self._due if given is not None else None
        word = "" if change is None else f"还差 {(-change).text()} 元" if change < ZERO else f"找零 {change.text()} 元"
        self._change.setText(word)
        self._change.set_ink("red" if change is not None and change < ZERO else None)

    @Slot(str)
    def _on_payment(self, key: str) -> None:
        self.received.setEnabled(key == "cash")
        if key != "cash":
            self.received.clear()
