"""The progress line of a case: six marks, those reached in plum with their day beneath."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from shequ_desk.counters.mediation.rules import RailStep
from shequ_desk.desk.theme import ACCENTS, colour, font, px

_GAP, _HEIGHT = 8, 50


class PathBar(QWidget):
    """Shows where a case stands; the accessible name says the same in words."""

    def __init__(self) -> None:
        super().__init__()
        self._marks: Sequence[RailStep] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("办理进度")

    def show_marks(self, marks: Sequence[RailStep]) -> None:
        """Replace the marks."""
        self._marks = marks
        self.setAccessibleName("办理进度：" + "、".join(f"{one.title} {_day(one)}".strip() for one in marks))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(420), px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        count = len(self._marks) or 1
        width = (self.width() - px(_GAP) * (count - 1)) / count
        for place, mark in enumerate(self._marks):
            self._paint_mark(painter, mark, QRectF(place * (width + px(_GAP)), 0, width, self.height()))

    def _paint_mark(self, painter: QPainter, mark: RailStep, box: QRectF) -> None:
        plum, reached = QColor(ACCENTS["plum"].strong), mark.day is not None
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(plum if reached else colour("line"))
        painter.drawRoundedRect(QRectF(box.left(), 0, box.width(), px(4)), px(2), px(2))
        painter.setFont(font(14, True))
        painter.setPen(plum if reached else colour("muted"))
        painter.drawText(QRectF(box.left(), px(9), box.width(), px(22)), Qt.AlignmentFlag.AlignCenter, mark.title)
        painter.setFont(font(12))
        painter.setPen(colour("muted"))
        painter.drawText(QRectF(box.left(), px(31), box.width(), px(18)), Qt.AlignmentFlag.AlignCenter, _day(mark))


def _day(mark: RailStep) -> str:
    if mark.day is None:
        return ""
    return f"{mark.day:%m-%d} 起" if mark.present else f"{mark.day:%m-%d}"
