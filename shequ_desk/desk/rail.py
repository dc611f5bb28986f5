"""The dark green rail: one button per place, its key beneath, a golden marker on the current one."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QWidget

from shequ_desk.desk.icons import picture
from shequ_desk.desk.theme import COLOURS, colour, font, px
from shequ_desk.desk.widgets import column

FULL, TIGHT = 62, 46
_ICON, _KEY = 23, 32


@dataclass(frozen=True)
class RailEntry:
    """What the rail knows of a page."""

    key: str
    title: str
    icon: str
    shortcut: str
    at_foot: bool = False


def rail_width() -> int:
    """Return the width of the rail in pixels; half of it is room, which large text leaves as it is."""
    return 40 + px(40)


class RailButton(QAbstractButton):
    """Icon, name and key; where the window is low the key moves beside the icon."""

    def __init__(self, entry: RailEntry) -> None:
        super().__init__()
        self.entry = entry
        self.setText(entry.title)
        self.setCheckable(True)
        self.setAccessibleName(entry.title)
        self.setAccessibleDescription(f"快捷键 {entry.shortcut}")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        return QSize(rail_width(), px(FULL))

    def minimumSizeHint(self) -> QSize:
        return QSize(rail_width(), px(TIGHT))

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        lit = self.isChecked() or self.underMouse()
        if lit:
            painter.fillRect(self.rect(), colour("rail_on"))
        if self.isChecked():
            painter.fillRect(0, 0, px(3), self.height(), colour("marker"))
        if self.height() >= px(FULL - 4):
            self._paint_full(painter, lit)
        else:
            self._paint_tight(painter, lit)
        if self.hasFocus():
            painter.setPen(QPen(colour("marker"), 2))
            painter.drawRect(self.rect().adjusted(px(3) + 2, 2, -3, -3))

    def _paint_full(self, painter: QPainter, lit: bool) -> None:
        top = (self.height() - px(58)) // 2
        self._paint_icon(painter, (self.width() - px(_ICON)) // 2, top + px(2), lit)
        self._paint_title(painter, top + px(25), lit)
        self._paint_key(painter, QRect(0, top + px(43), self.width(), px(15)))

    def _paint_tight(self, painter: QPainter, lit: bool) -> None:
        top = (self.height() - px(42)) // 2
        left = (self.width() - px(_ICON) - px(_KEY)) // 2
        self._paint_icon(painter, left, top, lit)
        self._paint_key(painter, QRect(left + px(_ICON), top + px(4), px(_KEY), px(15)))
        self._paint_title(painter, top + px(23), lit)

    def _paint_icon(self, painter: QPainter, left: int, top: int, lit: bool) -> None:
        ink = COLOURS["white"] if lit else COLOURS["rail_text"]
        painter.drawPixmap(left, top, picture(self.entry.icon, px(_ICON), ink, self.devicePixelRatioF()))

    def _paint_title(self, painter: QPainter, top: int, lit: bool) -> None:
        painter.setFont(font(13))
        painter.setPen(colour("white" if lit else "rail_text"))
        painter.drawText(QRect(0, top, self.width(), px(19)), Qt.AlignmentFlag.AlignCenter, self.text())

    def _paint_key(self, painter: QPainter, box: QRect) -> None:
        painter.setFont(font(11))
        painter.setPen(colour("rail_text" if self.isChecked() or self.underMouse() else "rail_small"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.entry.shortcut.replace("+", " "))


class Rail(QWidget):
    """Signal `picked(str)`: the key of the place the clerk chose."""

    picked = Signal(str)

    def __init__(self, entries: Sequence[RailEntry]) -> None:
        super().__init__()
        self.setObjectName("Rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("窗口目录")
        self.buttons = {entry.key: RailButton(entry) for entry in entries}
        self._group = QButtonGroup(self)
        for button in self.buttons.values():
            self._group.addButton(button)
        top = [self.buttons[entry.key] for entry in entries if not entry.at_foot]
        foot = [self.buttons[entry.key] for entry in entries if entry.at_foot]
        self.setLayout(column(*top, None, *foot, spacing=0, margins=(0, 8, 0, 6)))
        self._group.buttonClicked.connect(self._on_clicked)

    def mark(self, key: str) -> None:
        """Put the marker on a place."""
        self.buttons[key].setChecked(True)

    @Slot(QAbstractButton)
    def _on_clicked(self, button: QAbstractButton) -> None:
        if isinstance(button, RailButton):
            self.picked.emit(button.entry.key)
