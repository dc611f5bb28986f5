"""The table on the screen: 33 px rows, widths by weight, Enter opens, Ctrl+C copies, an empty state."""

from bisect import bisect_right
from collections.abc import Callable, Container, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QMetaMethod, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from shequ_desk.desk.rows.model import WINDOW, RowsModel, Source
from shequ_desk.desk.rows.paint import RowPainter
from shequ_desk.desk.theme import ROW_HEIGHT, Tone, font, px
from shequ_desk.desk.widgets import EmptyState, own_viewport
from shequ_desk.kernel.figures import Column

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
MEASURED_ROWS, MEASURED_NAMES = 40, WINDOW
"""Rows looked at for the widths of columns, and for those of the names of the rows."""


class RowsView(QTableView):
    """A table over RowsModel.

    Signals: `row_activated(object)` Enter or double click, `row_selected(object)` the current row changed (None when
    there is none).
    """

    row_activated = Signal(object)
    row_selected = Signal(object)

    def __init__(
        self,
        columns: Sequence[Column],
        name: str,
        *,
        looks: Mapping[str, str] | None = None,
        tones: Mapping[str, Callable[[Any], Tone | None]] | None = None,
        empty: str = "还没有记录",
        advice: str = "",
        yields: Sequence[str] = (),
    ) -> None:
        """`looks`: column key → "strong", "muted" or a tone; `tones`: column key → row → tone, drawn as chips.

        `yields`: keys of columns that are left out, one after another, where all of them together do not fit.
        """
        super().__init__()
        self.rows = RowsModel(columns, tones)
        self._painter = RowPainter(self.rows, looks or {})
        self._empty = EmptyState(empty, advice)
        self._empty.setParent(own_viewport(self, QPalette.ColorRole.Base))
        self._yields = yields
        self._firm = {key for key, look in (looks or {}).items() if look == "strong"}
        self._left_out: Container[str] = ()
        self.setModel(self.rows)
        self.setItemDelegate(self._painter)
        self.setAccessibleName(name)
        self._dress()
        self.doubleClicked.connect(self._on_activated)
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.rows.modelReset.connect(self._on_reset)
        self._on_reset()

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Replace all rows, keeping the place of the cursor."""
        place = self.currentIndex().row()
        self.rows.show_rows(rows)
        self.select(min(place, len(rows) - 1))

    def show_source(self, source: Source) -> None:
        """Replace all rows by a paged source."""
        self.rows.show_source(source)

    def show_empty(self, text: str, advice: str = "") -> None:
        """Change what an empty table says."""
        self._empty.show_text(text, advice)

    def leave_out(self, keys: Container[str]) -> None:
        """Show every column but these."""
        self._left_out = keys
        self._share_width()

    def current(self) -> Any:
        """Return the row under the cursor, None when there is none."""
        index = self.currentIndex()
        return self.rows.row_at(index.row()) if index.isValid() else None

    def select(self, place: int) -> None:
        """Move the cursor to a row; a negative place leaves it."""
        if place >= 0:
            self.setCurrentIndex(self.rows.index(place, 0))

    def event(self, event: QEvent) -> bool:
        mine = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if mine and event.key() in _ENTER and self._opens():  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in _ENTER:
            self.row_activated.emit(self.current()) if self._opens() else event.ignore()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """Put the selected rows on the clipboard, cells parted by tabs."""
        places = sorted({index.row() for index in self.selectionModel().selectedRows()})
        lines = ["\t".join(self._texts(place)) for place in places]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()
        self._empty.setGeometry(self.viewport().rect())

    def _opens(self) -> bool:
        """Whether Enter opens a row; where no row opens it belongs to the main button."""
        heard = self.isSignalConnected(QMetaMethod.fromSignal(self.row_activated))
        return heard and self.current() is not None

    def _texts(self, place: int) -> list[str]:
        return [str(self.rows.data(self.rows.index(place, column))) for column in range(self.rows.columnCount())]

    def _dress(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side, head = self.verticalHeader(), self.horizontalHeader()
        side.hide()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(px(ROW_HEIGHT))
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setMinimumSectionSize(1)
        head.setHighlightSections(False)
        head.setFixedHeight(px(30))
        head.setSectionsClickable(False)

    def _share_width(self) -> None:
        """Give every column what its heading and first rows need, the rest by weight; what may be left out goes first,
        then the widest texts are shortened.
        """
        columns, needs, room = self.rows.columns, self._needs(), self.viewport().width()
        out = {place for place, column in enumerate(columns) if column.key in self._left_out}
        for key in self._yields:
            if sum(needs) - sum(needs[place] for place in out) > room:
                out |= {place for place, column in enumerate(columns) if column.key == key}
        shown = [place for place in range(len(columns)) if place not in out]
        widths = share_widths(
            [columns[one] for one in shown], [needs[one] for one in shown], room, self.rows.tones, px(90), self._firm
        )
        for place in range(len(columns)):
            self.setColumnHidden(place, place in out)
        for place, width in zip(shown, widths, strict=True):
            self.setColumnWidth(place, width)

    def _needs(self) -> list[int]:
        metrics, head = QFontMetrics(font(14, True)), QFontMetrics(font(13))
        few, many = (range(min(self.rows.rowCount(), most)) for most in (MEASURED_ROWS, MEASURED_NAMES))
        looked = [many if column.key in self._firm and column.kind == "text" else few for column in self.rows.columns]
        return [
            px(18) + max([head.horizontalAdvance(column.title), *self._advances(place, metrics, looked[place])])
            for place, column in enumerate(self.rows.columns)
        ]

    def _advances(self, place: int, metrics: QFontMetrics, rows: range) -> list[int]:
        edge = px(10) if self.rows.columns[place].key in self.rows.tones else 0
        texts = {str(self.rows.data(self.rows.index(number, place))) for number in rows}
        return [metrics.horizontalAdvance(text) + edge for text in texts]

    @Slot()
    def _on_reset(self) -> None:
        self._empty.setVisible(self.rows.rowCount() == 0)
        self._share_width()
        self._empty.setGeometry(self.viewport().rect())

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        self.row_activated.emit(self.rows.row_at(index.row()))

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.row_selected.emit(self.rows.row_at(index.row()) if index.isValid() else None)


def share_widths(
    columns: Sequence[Column],
    needs: Sequence[int],
    room: int,
    chips: Container[str] = (),
    least: int = 90,
    firm: Container[str] = (),
) -> list[int]:
    """Return widths that fill `room` pixels: spare room by weight, a lack taken from the widest text columns but
    `chips`, none cut below half or `least`, whichever is less; those of `firm` keep twice as much where the rest can.
    """
    spare = room - sum(needs)
    if spare >= 0:
        weights = sum(column.weight for column in columns) or 1
        return [need + spare * column.weight // weights for need, column in zip(needs, columns, strict=True)]
    soft = [column.kind == "text" and column.key not in chips for column in columns]
    floors = [min(need - need // 2, least) if yields else need for need, yields in zip(needs, soft, strict=True)]
    firmer = [
        min(need, 2 * least) if column.key in firm and yields else floor
        for column, need, floor, yields in zip(columns, needs, floors, soft, strict=True)
    ]
    if sum(firmer) <= room:
        floors = firmer

    def cut(cap: int) -> list[int]:
        return [max(min(need, cap), floor) for need, floor in zip(needs, floors, strict=True)]

    caps = range(max(needs, default=0) + 1)
    return cut(bisect_right(caps, room, key=lambda cap: sum(cut(cap))) - 1)
