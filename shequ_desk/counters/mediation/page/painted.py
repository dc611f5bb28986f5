"""Lists whose lines are painted: two texts and a chip, quick for many thousand rows."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from shequ_desk.desk.rows import RowList, RowsModel
from shequ_desk.desk.theme import ACCENTS, Tone, colour, font, px
from shequ_desk.kernel.figures import Column

_WORDED = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
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


class PaintedList(RowList):
    """A list of row objects; `words(row)` is what a screen reader says. One column: it never walks all rows."""

    def __init__(
        self,
        name: str,
        painter: LinePainter,
        words: Callable[[Any], str],
        empty: tuple[str, str],
        *,
        height: int = 0,
    ) -> None:
        """`height` of every row in pixels, 0 as the painter says."""
        super().__init__(_WordedModel(words), painter, name, empty, height or px(40))
        self._even = bool(height)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self._on_reset()

    def arrange(self) -> None:
        """Give every row the height its painter wants, where they differ."""
        if not self._even:
            self.resizeRowsToContents()


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
