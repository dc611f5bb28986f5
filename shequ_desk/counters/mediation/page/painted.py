"""Lists whose lines are painted: two texts and a chip, quick for many thousand rows."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QRect, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from shequ_desk.desk.rows import RowsModel
from shequ_desk.desk.theme import ACCENTS, Tone, colour, font, px
from shequ_desk.desk.widgets import EmptyState, own_viewport
from shequ_desk.kernel.figures import Column

_WORDED = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
AT_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class LinePainter(QStyledItemDelegate):
    """Paints one row object; subclasses say how. `always`: the chosen row stands out without the focus too."""

    def __init__(self, always: bool = True) -> None:
        super().__init__()
        self.always, self.plum = always, ACCENTS["plum"]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | Any) -> None:
        row = index.data(Qt.ItemDataRole.UserRole)
        if row is None:
            return
        box: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected) and (self.always or option.widget.hasFocus())
        painter.fillRect(box, QColor(self.plum.tint) if selected else colour("card"))
        if selected:
            painter.fillRect(QRect(box.left(), box.top(), px(3), box.height()), QColor(self.plum.strong))
        painter.setPen(colour("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        self.paint_row(painter, box, row)

    def paint_row(self, painter: QPainter, box: QRect, row: Any) -> None:
        """Paint what the row says into its box."""

    def chip(self, painter: QPainter, right: int, middle: int, text: str, tone: Tone) -> int:
        """Paint a chip that ends at `right`; return where it begins."""
        width = chip_width(text)
        chip = QRect(right - width, middle - px(11), width, px(22))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ACCENTS[tone].tint))
        painter.drawRoundedRect(chip, px(11), px(11))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setFont(font(12))
        painter.setPen(QColor(ACCENTS[tone].strong))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)
        return chip.left()


class PaintedList(QTableView):
    """A list of row objects; `words(row)` is what a screen reader says. A table of one column: it never walks all rows.

    Signals: `row_activated(object)` Enter or a double click; `row_selected(object)` the cursor moved.
    """

    row_activated = Signal(object)
    row_selected = Signal(object)

    def __init__(
        self,
        name: str,
        painter: LinePainter,
        words: Callable[[Any], str],
        empty: tuple[str, str],
        *,
        height: int = 0,
        enters: bool = True,
    ) -> None:
        """`height` of every row in design pixels, 0 as the painter says; `enters` False leaves Enter to the page."""
        super().__init__()
        self._enters, self._height = enters, height
        self.rows = _WordedModel(words)
        self._painter = painter
        self._empty = EmptyState(*empty)
        self._empty.setParent(own_viewport(self, QPalette.ColorRole.Base))
        self.setModel(self.rows)
        self.setItemDelegate(painter)
        self.setAccessibleName(name)
        self._dress()
        self.doubleClicked.connect(self._on_activated)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.rows.modelReset.connect(self._on_reset)
        self._on_reset()

    def show_empty(self, text: str, advice: str) -> None:
        """Change what an empty list says."""
        self._empty.show_text(text, advice)

    def current(self) -> Any:
        """The row under the cursor, None when there is none."""
        index = self.currentIndex()
        return self.rows.row_at(index.row()) if index.isValid() else None

    def select(self, place: int) -> None:
        """Put the cursor on a row; a negative place leaves it."""
        if place >= 0:
            self.setCurrentIndex(self.rows.index(place, 0))

    def event(self, event: QEvent) -> bool:
        mine = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if mine and self.takes_enter() and event.key() in _ENTER:  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    def takes_enter(self) -> bool:
        """Whether Enter belongs to the row under the cursor and not to the page."""
        return self._enters and self.current() is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and self.takes_enter():
            self.row_activated.emit(self.current())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()
        self._empty.setGeometry(self.viewport().rect())

    def _dress(self) -> None:
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        side = self.verticalHeader()
        side.hide()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(px(self._height or 40))

    def _measure(self) -> None:
        """Give every row the height its painter wants, where they differ."""
        if not self._height:
            self.resizeRowsToContents()

    @Slot()
    def _on_reset(self) -> None:
        self._measure()
        self._empty.setVisible(self.rows.rowCount() == 0)
        self._empty.setGeometry(self.viewport().rect())

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        self.row_activated.emit(self.rows.row_at(index.row()))

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.row_selected.emit(self.rows.row_at(index.row()) if index.isValid() else None)


class _WordedModel(RowsModel):
    """One column whose cell is the row in words."""

    def __init__(self, words: Callable[[Any], str]) -> None:
        super().__init__((Column("text", ""),))
        self._words = words

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in _WORDED:
            row = self.row_at(index.row())
            return "" if row is None else self._words(row)
        return super().data(index, role)


def chip_width(text: str) -> int:
    """How wide a chip with this text is."""
    return QFontMetrics(font(12)).horizontalAdvance(text) + px(18)


def elided(face: QFont, text: str, width: int) -> str:
    """Shorten a line with … to a width in pixels."""
    return QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, width)
