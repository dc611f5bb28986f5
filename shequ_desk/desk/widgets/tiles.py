"""The tile of the hall: what can be done now, one line of state, its key in the corner."""

from PySide6 import QtCore
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from shequ_desk.desk import flags
from shequ_desk.desk.theme import ACCENTS, Tone, colour, font, px, tall
from shequ_desk.desk.widgets.buttons import KeyButton

_WIDEST = 164
"""Design pixels a tile may insist on."""
_EDGE, _TOP, _BESIDE = 14, 12, 46
"""Room at the sides, above the title, and beside the title in all."""


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
        return QSize(text + _BESIDE, tall(78, 15 + 13))

    def minimumSizeHint(self) -> QSize:
        """A long title, that of a case, gives way."""
        hint = self.sizeHint()
        return QSize(min(hint.width(), px(_WIDEST)), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        QPushButton.paintEvent(self, event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown = (self._paint_title(painter), self._paint_state(painter))
        whole = (self.text(), self._state)
        self.setToolTip("" if shown == whole else "\n".join(whole))
        if self._key:
            self._paint_corner(painter)

    def _paint_title(self, painter: QPainter) -> str:
        face = font(15, True)
        title = _shortened(self.text(), face, self.width() - self._cap_width() - _BESIDE)
        box = QRect(_EDGE, _TOP, QFontMetrics(face).horizontalAdvance(title) + 18, px(28))
        painter.setPen(QtCore.Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ACCENTS[self._tone].tint))
        painter.drawRoundedRect(box, px(6), px(6))
        painter.setFont(face)
        painter.setPen(QColor(ACCENTS[self._tone].strong))
        painter.drawText(box, flags.CENTRE, title)
        return title

    def _paint_state(self, painter: QPainter) -> str:
        box = QRect(_EDGE, _TOP + px(28) + 4, self.width() - 2 * _EDGE, px(26))
        painter.setFont(font(13))
        painter.setPen(colour("muted"))
        state = _shortened(self._state, font(13), box.width())
        painter.drawText(box, flags.V_CENTRE, state)
        return state

    def _paint_corner(self, painter: QPainter) -> None:
        painter.save()
        painter.translate(0, _TOP + px(14) - self.height() / 2)
        self._paint_cap(painter, self.width() - _EDGE - self._cap_width() + 8)
        painter.restore()


def _shortened(text: str, face: QFont, room: int) -> str:
    return QFontMetrics(face).elidedText(text, QtCore.Qt.TextElideMode.ElideRight, room)
