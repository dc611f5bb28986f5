"""The tile of the hall: what can be done now, one line of state, its key in the corner."""

from PySide6 import QtCore
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from shequ_desk.desk import flags
from shequ_desk.desk.theme import ACCENTS, Tone, colour, font, px
from shequ_desk.desk.widgets.buttons import KeyButton


class TileButton(KeyButton):
    """A big button: title on its tint, state beneath, key cap at the top right."""

    KIND = "tile"

    def __init__(self, title: str, state: str, key: str = "", tone: Tone = "green") -> None:
        super().__init__(title, key, tone)
        self._state, self._tone = state, tone
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{title} {state}")

    def state(self) -> str:
        """Return the line of state."""
        return self._state

    def sizeHint(self) -> QSize:
        text = QFontMetrics(font(15, True)).horizontalAdvance(self.text()) + self._cap_width()
        return QSize(text + px(56), px(78))

    def paintEvent(self, event: QPaintEvent) -> None:
        QPushButton.paintEvent(self, event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_title(painter)
        self._paint_state(painter)
        if self._key:
            self._paint_corner(painter)

    def _paint_title(self, painter: QPainter) -> None:
        width = QFontMetrics(font(15, True)).horizontalAdvance(self.text()) + px(18)
        box = QRect(px(14), px(12), width, px(28))
        painter.setPen(QtCore.Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ACCENTS[self._tone].tint))
        painter.drawRoundedRect(box, px(6), px(6))
        painter.setFont(font(15, True))
        painter.setPen(QColor(ACCENTS[self._tone].strong))
        painter.drawText(box, flags.CENTRE, self.text())

    def _paint_state(self, painter: QPainter) -> None:
        box = QRect(px(14), px(44), self.width() - px(28), px(26))
        painter.setFont(font(13))
        painter.setPen(colour("muted"))
        shown = QFontMetrics(font(13)).elidedText(self._state, QtCore.Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, flags.V_CENTRE, shown)

    def _paint_corner(self, painter: QPainter) -> None:
        painter.save()
        painter.translate(0, px(26) - self.height() / 2)
        self._paint_cap(painter, self.width() - px(14) - self._cap_width() + px(8))
        painter.restore()
