"""A due item of the hall: its words on up to four lines, the whole line opens the place."""

import re

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOptionButton

from shequ_desk.desk.theme import colour, font, px
from shequ_desk.desk.widgets import LinkButton

_WRAP = int(Qt.TextFlag.TextWordWrap)
_WIDTH, _LEAST, _PAD, _LINES = 112, 64, 4, 4
_AFTER_NUMBER = re.compile(r"(?<=[\d剩]) ")


class DueButton(LinkButton):
    """Wraps its text, never inside a number or before its unit; what does not fit on four lines is in the tooltip."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._words = _AFTER_NUMBER.sub("\u00a0", text)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setToolTip(text)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        metrics = QFontMetrics(font())
        room = QRect(0, 0, width - 2 * _PAD, 10_000)
        wanted = metrics.boundingRect(room, _WRAP, self._words).height()
        return min(wanted, _LINES * metrics.lineSpacing()) + 2 * _PAD

    def sizeHint(self) -> QSize:
        return QSize(px(_WIDTH), self.heightForWidth(px(_WIDTH)))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(_LEAST), self.heightForWidth(10_000))

    def paintEvent(self, _event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QPainter(self)
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        painter.setFont(font())
        painter.setPen(colour("ink"))
        flags = _WRAP | int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(self.rect().adjusted(_PAD, _PAD, -_PAD, -_PAD), flags, self._words)
