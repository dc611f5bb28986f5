"""What the windows before the desk share: the green panel with the program's name, the window around a card."""

from collections.abc import Sequence

from PySide6 import QtCore
from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QProgressBar, QSizePolicy, QWidget

from shequ_desk.desk import flags
from shequ_desk.desk.theme import colour, font, px
from shequ_desk.desk.widgets import Label, column, row

PROGRAM = "社区全科服务台"
_MOTTO = "一扇窗口，全科服务"


class BrandPanel(QFrame):
    """The green side: the program's name, and either a motto or the steps of a first run."""

    def __init__(self, width: int = 320) -> None:
        super().__init__()
        self.setObjectName("Brand")
        self.setFixedWidth(px(width))
        self.setAccessibleName(PROGRAM)
        narrow = width < 260
        self._foot, self._steps = Label("", "brand-foot", wrap=True), StepList()
        self._motto = Label("" if narrow else _MOTTO, "brand-motto")
        name = Label(PROGRAM, "brand-small" if narrow else "brand")
        side = 24 if narrow else 36
        parts = (_emblem(), 18, name, 10, self._motto, 24, self._steps, None, self._foot)
        self.setLayout(column(*parts, spacing=0, margins=(side, 40, 12, 24)))

    def show_steps(self, titles: Sequence[str], at: int) -> None:
        """List the steps, the present one marked."""
        self._motto.hide()
        self._steps.show_steps(titles, at)
        self.setAccessibleName(f"{PROGRAM} 第 {at + 1} 步 {titles[at]}")

    def show_foot(self, text: str) -> None:
        """Show a small line at the foot."""
        self._foot.setText(text)


def _emblem() -> QWidget:
    made = Label("社", "emblem")
    made.setProperty("alignment", flags.CENTRE)
    made.setFixedSize(px(52), px(52))
    mark = QFrame(made)
    mark.setProperty("kind", "mark")
    mark.setGeometry(0, px(12), px(4), px(28))
    return made


class StepList(QWidget):
    """Steps one under the other: past ones ticked, the present one in gold."""

    def __init__(self) -> None:
        super().__init__()
        self._titles: tuple[str, ...] = ()
        self._at = 0
        self.hide()

    def show_steps(self, titles: Sequence[str], at: int) -> None:
        """Show these, `at` the place of the present one."""
        self._titles, self._at = tuple(titles), at
        self.setFixedHeight(px(46) * len(titles))
        self.show()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, title in enumerate(self._titles):
            y = place * px(46)
            disc = QRectF(0, y, px(26), px(26))
            here, past = place == self._at, place < self._at
            painter.setPen(QtCore.Qt.PenStyle.NoPen)
            painter.setBrush(colour("marker" if here else "rail_on"))
            painter.drawEllipse(disc)
            painter.setFont(font(13, True))
            painter.setPen(colour("rail" if here else "rail_text"))
            painter.drawText(disc, flags.CENTRE, "✓" if past else str(place + 1))
            painter.setFont(font(15, here))
            painter.setPen(colour("white" if here else "rail_text"))
            painter.drawText(QRectF(px(38), y, self.width() - px(38), px(26)), flags.V_CENTRE, title)


class EntryWindow(QFrame):
    """A window with the green panel at the left. Signals: `closed()` the clerk shut it; `painted()` first seen."""

    closed = Signal()
    painted = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setObjectName("Ground")
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
