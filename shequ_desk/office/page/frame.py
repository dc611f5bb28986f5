"""What the windows before the desk share: the green panel with the program's name, the window around a card."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from shequ_desk.desk.theme import COLOURS, colour, font, px
from shequ_desk.desk.widgets import row

PROGRAM = "社区全科服务台"
_MOTTO = "一扇窗口，全科服务"


class BrandPanel(QWidget):
    """The green side: the program's name, and either a motto or the steps of a first run."""

    def __init__(self, width: int = 320) -> None:
        super().__init__()
        self.setFixedWidth(px(width))
        self.setAccessibleName(PROGRAM)
        self._narrow = width < 260
        self._steps: tuple[str, ...] = ()
        self._at = 0
        self._foot = ""

    def show_steps(self, titles: Sequence[str], at: int) -> None:
        """List the steps, the present one marked."""
        self._steps, self._at = tuple(titles), at
        self.setAccessibleName(f"{PROGRAM} 第 {at + 1} 步 {titles[at]}")
        self.update()

    def show_foot(self, text: str) -> None:
        """Show a small line at the foot."""
        self._foot = text
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBackground(colour("rail"))
        painter.eraseRect(self.rect())  # fillRect would have PySide6 make its gradients first: 2 ms
        left = px(24 if self._narrow else 36)
        self._paint_emblem(painter, left, px(40))
        self._words(painter, left, px(112), PROGRAM, font(18 if self._narrow else 27, True), "white")
        if self._steps:
            self._paint_steps(painter, left, px(184))
        elif not self._narrow:
            self._words(painter, left, px(154), _MOTTO, font(15), "rail_text")
        self._words(painter, left, self.height() - px(52), self._foot, font(12), "rail_small")

    def _paint_emblem(self, painter: QPainter, left: int, top: int) -> None:
        side = px(52)
        box = QRectF(left, top, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("rail_on"))
        painter.drawRoundedRect(box, px(10), px(10))
        painter.setBrush(colour("marker"))
        painter.drawRoundedRect(QRectF(left, top + px(12), px(4), side - px(24)), px(2), px(2))
        painter.setFont(font(25, True))
        painter.setPen(colour("white"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "社")

    def _paint_steps(self, painter: QPainter, left: int, top: int) -> None:
        for place, title in enumerate(self._steps):
            y = top + place * px(46)
            disc = QRectF(left, y, px(26), px(26))
            here, past = place == self._at, place < self._at
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("marker" if here else "rail_on"))
            painter.drawEllipse(disc)
            painter.setFont(font(13, True))
            painter.setPen(QColor(COLOURS["rail" if here else "rail_text"]))
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, "✓" if past else str(place + 1))
            ink = "white" if here else "rail_text"
            self._words(painter, left + px(38), y, title, font(15, here), ink, px(26))

    def _words(self, painter: QPainter, left: int, top: int, text: str, face: QFont, ink: str, height: int = 0) -> None:
        painter.setFont(face)
        painter.setPen(colour(ink))
        box = QRectF(left, top, self.width() - left - px(12), height or px(36))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)


class EntryWindow(QWidget):
    """A window with the green panel at the left. Signals: `closed()` the clerk shut it; `painted()` first seen."""

    closed = Signal()
    painted = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setObjectName("Ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(f"{title} · {PROGRAM}")
        self.brand = BrandPanel()
        self._seen = False
        self.resize(px(960), min(px(640), 680))

    def fill(self, content: QWidget) -> None:
        """Put the content beside the green panel."""
        self.setLayout(row(self.brand, content, spacing=0))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._seen:
            self._seen = True
            self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()


class Steady(QWidget):
    """Content of a scroll area that scrolls before anything in it is squeezed."""

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())


def busy_bar(name: str) -> QProgressBar:
    """Return a hidden bar without an end that keeps its room."""
    bar = QProgressBar()
    bar.setRange(0, 0)
    bar.setTextVisible(False)
    bar.setAccessibleName(name)
    policy = bar.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
    bar.setSizePolicy(policy)
    bar.hide()
    return bar
