"""The list of settings at the left: arrows choose, Enter goes into the chosen one."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QListWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from shequ_desk.desk.theme import ACCENTS, colour, font, px, tall

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right)


class _Painter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(px(120), tall(38))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        box: QRect = option.rect.adjusted(px(2), px(2), -px(2), -px(2))
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
            painter.setPen(QPen(QColor(ACCENTS["green"].strong), 2) if focused else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ACCENTS["green"].tint))
            painter.drawRoundedRect(box, px(8), px(8))
        painter.setFont(font(14, chosen))
        painter.setPen(QColor(ACCENTS["green"].strong) if chosen else colour("ink"))
        inner = box.adjusted(px(12), 0, -px(4), 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, str(index.data()))


class SectionList(QListWidget):
    """Signals: `chosen(int)` another place; `entered()` Enter or → was pressed."""

    chosen = Signal(int)
    entered = Signal()

    def __init__(self, titles: Sequence[str]) -> None:
        super().__init__()
        self._painter = _Painter()
        self.setStyleSheet("QListView, QListView:focus { border: none; }")
        self.setItemDelegate(self._painter)
        self.setAccessibleName("设置项目")
        self.addItems(list(titles))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentRowChanged.connect(self._on_row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    @Slot(int)
    def _on_row(self, place: int) -> None:
        if place >= 0:
            self.chosen.emit(place)
