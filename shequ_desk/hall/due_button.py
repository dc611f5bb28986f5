"""A due item of the hall: its words on up to three lines, the whole line opens the place."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOptionButton

from shequ_desk.desk.theme import colour, font, px
from shequ_desk.desk.widgets import LinkButton

_WRAP = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
_WIDTH, _PAD, _LINES = 112, 4, 3


class DueButton(LinkButton):
    """Wraps its text; what does not fit on three lines is in the tooltip."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(text)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(font())
        room = QRect(0, 0, px(_WIDTH - 2 * _PAD), 10_000)
        wanted = metrics.boundingRect(room, int(_WRAP), self.text()).height()
        return QSize(px(_WIDTH), min(wanted, _LINES * metrics.lineSpacing()) + 2 * px(_PAD))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QPainter(self)
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        painter.setFont(font())
        painter.setPen(colour("ink"))
        pad = px(_PAD)
        flags = int(_WRAP) | int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(self.rect().adjusted(pad, pad, -pad, -pad), flags, self.text())
