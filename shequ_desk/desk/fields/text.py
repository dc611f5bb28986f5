"""Lines for money, numbers, reasons."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFocusEvent

from shequ_desk.desk.forms import LineEdit
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.halfwidth import half_width
from shequ_desk.kernel.money import Money


class MoneyEdit(LineEdit):
    """An amount in 元; shown with two decimals when the focus leaves."""

    def __init__(self, name: str, label: str, big: bool = False) -> None:
        super().__init__(name, label)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setProperty("kind", "big" if big else "")
        self.editingFinished.connect(self._on_finished)

    def value(self) -> Money:  # type: ignore[override]
        """Return the amount; raises Refusal when empty or unreadable."""
        if not self.plain():
            raise self.refusal(f"{self.label}没有填", "写金额，例如 12.50")
        return Money.parse(self.plain(), field=self.name)

    def optional(self) -> Money | None:
        """Return the amount, None when empty; raises Refusal when unreadable."""
        return self.value() if self.plain() else None

    def set_value(self, amount: Money | None) -> None:
        """Show an amount; None empties the field."""
        self.setText("" if amount is None else amount.text())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()

    @Slot()
    def _on_finished(self) -> None:
        try:
            self.set_value(self.optional())
        except Refusal:
            return


class NumberEdit(LineEdit):
    """A whole number between `low` and `high`."""

    def __init__(self, name: str, label: str, low: int = 0, high: int = 999_999) -> None:
        super().__init__(name, label)
        self._low, self._high = low, high
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def value(self) -> int:  # type: ignore[override]
        """Return the number; raises Refusal when it is none or out of range."""
        text = half_width(self.plain())
        if not (text.isascii() and text.isdigit() and self._low <= int(text) <= self._high):
            raise self.refusal(f"{self.label}应是 {self._low} 到 {self._high} 的整数", "改成数字")
        return int(text)

    def set_value(self, number: int | None) -> None:
        """Show a number; None empties the field."""
        self.setText("" if number is None else str(number))


class ReasonEdit(LineEdit):
    """A reason on one line, at least `least` characters."""

    def __init__(self, name: str = "reason", label: str = "原因", least: int = 2) -> None:
        super().__init__(name, label)
        self._least = least

    def value(self) -> str:
        """Return the reason; raises Refusal when it is too short."""
        if len(self.plain()) < self._least:
            raise self.refusal(f"{self.label}没有写清楚", f"至少写 {self._least} 个字")
        return self.plain()
