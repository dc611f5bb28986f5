"""The table on the screen: 33 px rows, widths by weight, Enter opens, Ctrl+C copies, an empty state."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from shequ_desk.desk.rows.model import RowsModel, Source
from shequ_desk.desk.rows.paint import RowPainter
from shequ_desk.desk.theme import ROW_HEIGHT, Tone, font, px
from shequ_desk.desk.widgets import EmptyState
from shequ_desk.kernel.figures import Column

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SAMPLES = {
    "money": "12,345.00",
    "int": "12,345",
    "percent": "100.0%",
    "time": "00:00",
    "date": "2026-00-00",
    "number_text": "000000",
    "text": "四个字宽",
}


class RowsView(QTableView):
    """A table over RowsModel.

    Signals: `row_activated(object)` Enter or double click, `row_selected(object)` the current row changed (None when
    there is none), `sort_requested(str, bool)` a heading was clicked: column key, descending (only when `sortable`).
    """

    row_activated = Signal(object)
    row_selected = Signal(object)
    sort_requested = Signal(str, bool)

    def __init__(
        self,
        columns: Sequence[Column],
        name: str,
        *,
        looks: Mapping[str, str] | None = None,
        tones: Mapping[str, Callable[[Any], Tone]] | None = None,
        empty: str = "还没有记录",
        advice: str = "",
        sortable: bool = False,
    ) -> None:
        """`looks`: column key → "strong", "muted" or a tone; `tones`: column key → row → tone, drawn as chips."""
        super().__init__()
        self.rows = RowsModel(columns, tones)
        self._painter = RowPainter(self.rows, looks or {})
        self._empty = EmptyState(empty, advice)
        self._empty.setParent(self.viewport())
        self._descending: dict[int, bool] = {}
        self.setModel(self.rows)
        self.setItemDelegate(self._painter)
        self.setAccessibleName(name)
        self._dress(sortable)
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
        if mine and event.key() in _ENTER and self.current() is not None:  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in _ENTER and self.current() is not None:
            self.row_activated.emit(self.current())
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

    def _texts(self, place: int) -> list[str]:
        return [str(self.rows.data(self.rows.index(place, column))) for column in range(self.rows.columnCount())]

    def _dress(self, sortable: bool) -> None:
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
        head.setHighlightSections(False)
        head.setFixedHeight(px(30))
        head.setSectionsClickable(sortable)
        head.sectionClicked.connect(self._on_section)

    def _share_width(self) -> None:
        """Give every column what its kind needs, the rest by weight; too little room is shared in proportion."""
        columns, room = self.rows.columns, self.viewport().width()
        needs = [self._need(column) for column in columns]
        spare = room - sum(needs)
        weights = sum(column.weight for column in columns) or 1
        widths = [
            need + spare * column.weight // weights if spare >= 0 else need * room // sum(needs)
            for need, column in zip(needs, columns, strict=True)
        ]
        for place, width in enumerate(widths):
            self.setColumnWidth(place, width)

    def _need(self, column: Column) -> int:
        metrics = QFontMetrics(font(14, True))
        widest = max(metrics.horizontalAdvance(text) for text in (column.title, _SAMPLES[column.kind]))
        return widest + px(18)

    @Slot()
    def _on_reset(self) -> None:
        self._empty.setVisible(self.rows.rowCount() == 0)
        self._empty.setGeometry(self.viewport().rect())

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        self.row_activated.emit(self.rows.row_at(index.row()))

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.row_selected.emit(self.rows.row_at(index.row()) if index.isValid() else None)

    @Slot(int)
    def _on_section(self, section: int) -> None:
        self._descending[section] = not self._descending.get(section, True)
        self.sort_requested.emit(self.rows.columns[section].key, self._descending[section])
