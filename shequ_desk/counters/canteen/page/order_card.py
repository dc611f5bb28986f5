"""The bill of the one meal being settled: who, what, the amount, how it is paid."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shequ_desk.counters.canteen.rules.order import Quote, QuotedPortion
from shequ_desk.desk.fields import LineEdit, MoneyEdit
from shequ_desk.desk.theme import Tone, px
from shequ_desk.desk.widgets import (
    BigNumber,
    Card,
    Chip,
    ElidedLabel,
    EmptyState,
    KeyCap,
    Label,
    SegmentedChoice,
    clear,
    column,
    dashed,
    row,
)
from shequ_desk.desk.widgets.layouts import Part
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.money import ZERO, Money, total

PAYMENTS = (("cash", "现金"), ("wechat", "微信"), ("alipay", "支付宝"), ("account", "记账"))

_SHOWN = 4


class OrderCard(Card):
    """Shows a quote; holds payment, cash received, the last diner's address.

    Signals: `payment_chosen(str)` key of the payment form; `address_written(str)` while the address is typed.
    """

    payment_chosen = Signal(str)
    address_written = Signal(str)

    def __init__(self) -> None:
        super().__init__(spacing=4)
        self._lines: QVBoxLayout = column(spacing=4)
        self._empty = EmptyState("还没有选就餐人", "上面输入姓名首字母后按 Enter，或刷卡；换餐次按 Ctrl M")
        self._red = Label("", "error", wrap=True)
        self.amount = BigNumber()
        keyed = [(key, f"{text} Alt{place}") for place, (key, text) in enumerate(PAYMENTS, 1)]
        self.payment = SegmentedChoice(keyed, "付款方式", "green")
        self.received = MoneyEdit("received", "收款")
        self._change_label, self._change = Label("找零", "small"), Label("0.00", "figure")
        self._due = ZERO
        self._quote: Quote | None = None
        self._brief = self._tight = False
        self._crowd = 0
        self.address = LineEdit("address", "送餐地址", "送到哪里，例如 清泉花园 12 幢 302")
        self._delivery = QWidget()
        self._delivery.setLayout(row(Label("送餐到", "small"), self.address))
        self._payer = ElidedLabel("", "strong")
        self.add(self._empty, self._lines, self._delivery, self._payer, dashed(), self.amount, self._red)
        self.add(self.payment)
        self._cash = QWidget()
        self._cash.setLayout(
            row(Label("收款", "small"), KeyCap("Alt+S"), self.received, 6, self._change_label, self._change)
        )
        self.add(self._cash)
        self.received.setPlaceholderText("不填为刚好")
        self.received.textChanged.connect(self._on_received)
        self.payment.chosen.connect(self._on_payment)
        self.address.textChanged.connect(self.address_written)
        self._red.hide()
        self.show_delivery("")
        self.show_payer("")

    def show_quote(self, quote: Quote | None) -> None:
        """Show what is asked for; None empties the card."""
        self._quote = quote
        self._show_empty()
        self._due = quote.pay if quote else ZERO
        self._show_lines()
        self.amount.show_money(self._due)
        self._on_received()

    def set_room(self, brief: bool, tight: bool) -> None:
        """On a low screen a diner takes one line while an address or somebody else's name needs the room; on the
        lowest every diner takes less.
        """
        self._brief, self._tight = brief, tight
        self._show_lines()

    def set_crowd(self, crowd: int) -> None:
        """So many lines of sets above, on a screen without room for them: diners take less."""
        self._crowd = crowd
        self._show_empty()
        self._show_lines()

    def set_compact(self, compact: bool) -> None:
        """Leave out how it is paid while the next diner is searched on a low screen, on the lowest how much too."""
        self.payment.setVisible(not compact)
        self._cash.setVisible(not compact)
        self.amount.setHidden(compact and self._tight)

    def reset(self) -> None:
        """Ready for the next in the queue: cash, nothing received, no red line."""
        self.payment.choose("cash")
        self.received.clear()
        self.show_delivery("")
        self.show_payer("")
        self.show_error("")

    def show_delivery(self, address: str, open_: bool = False) -> None:
        """Open the line of the address with the cursor in it, or close it."""
        self._delivery.setVisible(open_)
        self.address.setText(address)
        self._show_lines()
        if open_:
            self.address.setFocus()
            self.address.selectAll()

    def show_payer(self, name: str) -> None:
        """Say who pays without eating; "" for nobody."""
        self._payer.setText(f"由 {name} 代付，再按 F9 取消")
        self._payer.setVisible(bool(name))
        self._show_empty()
        self._show_lines()

    def payer_text(self) -> str:
        """Who pays without eating, as shown; "" for nobody."""
        return self._payer.text() if self._payer.isVisibleTo(self) else ""

    def delivering(self) -> bool:
        """Whether the last diner's meal is brought home."""
        return self._delivery.isVisibleTo(self)

    def show_error(self, text: str) -> None:
        """Show or hide the red line under the amount."""
        self._red.setText(text)
        self._red.setVisible(bool(text))
        self._show_empty()

    def error(self) -> str:
        """The red line on show, "" when there is none."""
        return self._red.text()

    def show_refusal(self, refusal: Refusal) -> bool:
        """A Place for Messages: every refusal of the till stands right under the amount."""
        self.show_error(refusal.sentence)
        wrong = {"received": self.received, "address": self.address}.get(refusal.field)
        if wrong is not None:
            wrong.setFocus()
        return True

    def cash(self) -> Money | None:
        """What was handed over; None means exactly the amount. Refusal when unreadable."""
        return self.received.optional() if self.payment.choice() == "cash" else None

    def change_text(self) -> str:
        """The change on show."""
        return self._change.text()

    def _show_empty(self) -> None:
        pressed = self._tight and bool(self.error() or self.payer_text())
        self._empty.setVisible(self._quote is None and self._crowd < 2 and not pressed)

    def _show_lines(self) -> None:
        clear(self._lines)
        brief = self._brief and (self.delivering() or bool(self.payer_text()))
        for layout in _portions(self._quote.portions, brief, self._crowd + self._tight) if self._quote else ():
            self._lines.addLayout(layout)

    @Slot()
    def _on_received(self) -> None:
        try:
            given = self.cash()
        except Refusal:
            given = None
        change = given - self._due if given is not None else ZERO
        self._change_label.setText("还差" if change < ZERO else "找零")
        self._change.setText(abs(change).text())
        self._change.set_ink("red" if change < ZERO else None)

    @Slot(str)
    def _on_payment(self, key: str) -> None:
        self.received.setEnabled(key == "cash")
        self.show_error("")
        self._on_received()
        self.payment_chosen.emit(key)


def _portions(portions: Sequence[QuotedPortion], brief: bool, crowd: int) -> list[QVBoxLayout]:
    if len(portions) == 1 and not brief:
        return [(_whole, _told, _told, _short)[crowd](portions[0])]
    shown = max(_SHOWN - brief - crowd, 1)
    if len(portions) <= shown:
        return [_short(portion) for portion in portions]
    place = len(portions) - shown + 1
    before, last = portions[:place], portions[place:]
    pay = total(portion.pay for portion in before)
    return [_line(f"{'前' if last else '共'} {place} 份合计", "", ZERO, pay), *(_short(portion) for portion in last)]


def _whole(portion: QuotedPortion) -> QVBoxLayout:
    """One diner as drawn: big name, rule line, price and reduction."""
    chip = _state_chip(portion)
    head = row(Label(portion.name, "name"), None, *([chip] if chip else []))
    lines: list[Part] = [
        head,
        Label(_rule_line(portion), "small", wrap=True),
        4,
        _money(portion.set_name, portion.price.text()),
    ]
    if portion.reduction:
        lines.append(_money(_reduction_name(portion), (-portion.reduction).text("−"), "orange"))
    return column(*lines, spacing=2)


def _told(portion: QuotedPortion) -> QVBoxLayout:
    """One diner on one line, and the rule or the reason for none."""
    return column(_short(portion), Label(_rule_line(portion), "small", wrap=True), spacing=2)


def _short(portion: QuotedPortion) -> QVBoxLayout:
    """One of several diners on one line."""
    return _line(f"{portion.name} · {portion.set_name}", portion.category, portion.reduction, portion.pay)


def _line(name: str, category: str, reduction: Money, pay: Money) -> QVBoxLayout:
    less = Label((-reduction).text("−") if reduction else "", "text", "orange")
    due = Label(pay.text(), "strong")
    for label in (less, due):
        label.setMinimumWidth(px(50))
        label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return column(row(ElidedLabel(name, "line"), Label(category, "small"), less, due, spacing=8))


def _money(name: str, amount: str, ink: Tone | None = None) -> QHBoxLayout:
    return row(Label(name, "line", ink), None, Label(amount, "line", ink))


def _state_chip(portion: QuotedPortion) -> Chip | None:
    if not portion.state:
        return None
    return Chip(portion.state, "green" if portion.state == "本餐未享受" else "gold")


def _reduction_name(portion: QuotedPortion) -> str:
    return {"公益": "公益免费", "政策优惠": "政策优惠"}.get(portion.category, "老年优惠")


def _rule_line(portion: QuotedPortion) -> str:
    age = f"{portion.age} 周岁" if portion.age is not None else ""
    rule = f"{portion.rule}（{portion.since:%Y-%m-%d} 起）" if portion.since else ""
    return " · ".join(part for part in (age, rule, portion.mode, portion.reason) if part)
