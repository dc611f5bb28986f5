"""The drawer: what should lie in it, and the acts of a shift."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from shequ_desk.desk.actions import Action, button
from shequ_desk.desk.counter import Context
from shequ_desk.desk.widgets import Card, Chip, KeyValueRows, StatCard, grid, row
from shequ_desk.kernel.money import Money, total
from shequ_desk.till.rules import DayState, Payment, Taking

_ACROSS = 2
_PHONES = (Payment.WECHAT, Payment.ALIPAY)


class Drawer(Card):
    """State of today's drawer over its buttons; `acts` are (right, action)."""

    def __init__(self, owner: QWidget, context: Context, main: Action, acts: Sequence[tuple[str, Action]]) -> None:
        self._chip = Chip()
        super().__init__("钱箱", self._chip, spacing=8)
        rights = context.clerk.permissions
        self.facts = KeyValueRows()
        pad = grid()
        shown = [action for right, action in acts if right in rights]
        for place, action in enumerate(shown):
            pad.addWidget(button(action, owner), *divmod(place, _ACROSS))
        self.add(self.facts, pad)
        if "till.close" in rights:
            self.add(button(main, owner, "primary", height=46))

    def show_state(self, state: DayState) -> None:
        """Show float and cash of today."""
        opening = "未开班" if state.opening_float is None else f"{state.opening_float.text()} 元"
        self.facts.show_rows((("备用金", opening), ("应有现金", f"{state.expected.text('−')} 元")))
        self._chip.show_state("已日结" if state.closed else "未日结", "green" if state.closed else "gold")


class Sums(QWidget):
    """Four numbers of today over the list."""

    def __init__(self) -> None:
        super().__init__()
        self.cards = {
            "receipts": StatCard("今日开票", "张"),
            "cash": StatCard("现金净收", "元", "green"),
            "phones": StatCard("微信、支付宝", "元", "blue"),
            "owed": StatCard("记账未收", "元", "gold"),
        }
        self.setLayout(row(*self.cards.values(), spacing=10))

    def show_day(self, state: DayState, takings: Sequence[Taking]) -> None:
        """Show today's receipts, cash and phone payments."""
        self.cards["receipts"].show_value(f"{state.receipts:,}")
        self.cards["cash"].show_value(_net(takings, (Payment.CASH,)).text("−"))
        self.cards["phones"].show_value(_net(takings, _PHONES).text("−"))

    def show_owed(self, debt: tuple[int, Money]) -> None:
        """Show how many on-account receipts wait, and their sum."""
        self.cards["owed"].show_value(debt[1].text(), unit=f"元 {debt[0]:,} 张")


def _net(takings: Sequence[Taking], payments: Sequence[Payment]) -> Money:
    return total(one.net for one in takings if one.payment in payments)
