"""Bars for quotas, and the card that shows one number of today."""

from PySide6 import QtCore
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from shequ_desk.desk import flags
from shequ_desk.desk.theme import ACCENTS, Tone, colour, px
from shequ_desk.desk.widgets.cards import Card
from shequ_desk.desk.widgets.labels import Label
from shequ_desk.desk.widgets.layouts import column, row


class Bar(QWidget):
    """A share of a whole, 0.0 to 1.0; the words beside it carry the meaning, the bar repeats it."""

    def __init__(self, tone: Tone = "green", share: float = 0.0) -> None:
        super().__init__()
        self._tone, self._share = tone, 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(px(8))
        self.show_share(share)

    def show_share(self, share: float) -> None:
        """Fill the bar to `share` (clamped to 0–1)."""
        self._share = min(max(share, 0.0), 1.0)
        self.setAccessibleName(f"{round(self._share * 100)}%")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(60), px(8))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QtCore.Qt.PenStyle.NoPen)
        whole, radius = QRectF(self.rect()), self.height() / 2
        painter.setBrush(colour("track"))
        painter.drawRoundedRect(whole, radius, radius)
        if self._share:
            whole.setWidth(max(whole.width() * self._share, self.height()))
            painter.setBrush(QColor(ACCENTS[self._tone].strong))
            painter.drawRoundedRect(whole, radius, radius)


_NUMBER = 38
"""Height of the number, whatever its size."""
_SIZES = ((8, "number"), (10, "figure"))
"""Up to 9,999.00 in the largest type, up to 999,999.00 in a smaller one: four cards stand beside each other."""


class StatCard(Card):
    """One number of today: small label, big number, unit, bar."""

    def __init__(self, label: str, unit: str = "", tone: Tone = "green") -> None:
        super().__init__(spacing=4)
        self._label, self._unit = label, Label(unit, "small")
        self.number, self.bar = Label("0", "number"), Bar(tone)
        self._unit.setProperty("alignment", flags.BOTTOM)
        self._unit.setContentsMargins(0, 0, 0, px(5))
        self.number.setFixedHeight(px(_NUMBER))
        self.body.setContentsMargins(14, 10, 14, 10)
        self.add(Label(label, "small"), row(self.number, self._unit, None, spacing=3), self.bar)

    def show_value(self, value: str, share: float | None = None, unit: str | None = None) -> None:
        """Show a formatted number; `share` None hides the bar, keeping its room."""
        self.number.setText(value)
        self.number.set_kind(next((kind for signs, kind in _SIZES if len(value) <= signs), "heading"))
        if unit is not None:
            self._unit.setText(unit)
        self.bar.show_share(share or 0.0)
        policy = self.bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.bar.setSizePolicy(policy)
        self.bar.setVisible(share is not None)
        self.setAccessibleName(f"{self._label} {value} {self._unit.text()}")


class BarRow(QWidget):
    """A label, a bold value at the right, a bar beneath: one line of 今日窗口."""

    def __init__(self, label: str, value: str, share: float | None = None, tone: Tone = "green") -> None:
        super().__init__()
        lines: QVBoxLayout = column(row(Label(label), None, Label(value, "strong")), spacing=3)
        if share is not None:
            lines.addWidget(Bar(tone, share))
        self.setLayout(lines)
        self.setAccessibleName(f"{label} {value}")
