"""Counting the drawer: so many notes and coins of each kind, or just the sum."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.desk.fields import FieldRow, MoneyEdit, NumberEdit
from shequ_desk.desk.widgets import Label, column, grid
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.money import ZERO, Money, total

_FACES = (10000, 5000, 2000, 1000, 500, 100, 50, 10)
_PER_ROW = 4


class CashCount(QWidget):
    """The sum in `sum`; how many of each note fills it. Signal `counted(object)`: the sum, None if unreadable."""

    counted = Signal(object)

    def __init__(self, label: str = "实点现金") -> None:
        super().__init__()
        self.sum = MoneyEdit("counted", label, big=True)
        self.field = FieldRow(self.sum)
        self.pieces = {fen: NumberEdit(f"face{fen}", f"{_face(fen)}张数", high=9999) for fen in _FACES}
        pad = grid(spacing=6)
        for place, (fen, edit) in enumerate(self.pieces.items()):
            down, along = divmod(place, _PER_ROW)
            pad.addWidget(Label(_face(fen), "small"), 2 * down, along)
            pad.addWidget(edit, 2 * down + 1, along)
            edit.setPlaceholderText("张")
            edit.textEdited.connect(self._on_pieces)
        self.setLayout(column(self.field, Label("也可以分面额填张数，自动加总", "small"), pad, spacing=6))
        self.sum.textChanged.connect(self._on_sum)

    def value(self) -> Money:
        """The counted sum. Raises Refusal of field "counted"."""
        return self.sum.value()

    @Slot()
    def _on_pieces(self) -> None:
        try:
            sums = [Money(fen) * edit.value() for fen, edit in self.pieces.items() if edit.plain()]
        except Refusal as refusal:
            self.field.set_error(refusal.sentence)
            return
        self.sum.set_value(total(sums) if sums else None)

    @Slot()
    def _on_sum(self) -> None:
        try:
            self.counted.emit(self.sum.optional())
        except Refusal:
            self.counted.emit(None)


def difference_text(expected: Money, counted: Money | None) -> str:
    """'账款相符', '长款 2.00 元', '短款 2.00 元'; "" while nothing readable was counted."""
    if counted is None:
        return ""
    difference = counted - expected
    if not difference:
        return "✓ 账款相符"
    return f"{'长款' if difference > ZERO else '短款'} {abs(difference).text()} 元，请重新清点，或写明原因"


def _face(fen: int) -> str:
    return f"{fen // 100} 元" if fen >= 100 else f"{fen // 10} 角"
