"""What every list of rows shares: the cursor, Enter and copy, what an empty list says."""

from typing import Any

from PySide6.QtCore import QEvent, QMetaMethod, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QTableView

from shequ_desk.desk.rows.model import RowsModel
from shequ_desk.desk.widgets import EmptyState, own_viewport

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RowList(QTableView):
    """Rows of a model, painted by a delegate, `height` pixels each; subclasses arrange the columns.

    Signals: `row_activated(object)` Enter or double click, `row_selected(object)` the current row changed (None when
    there is none).
    """

    row_activated = Signal(object)
    row_selected = Signal(object)

    def __init__(
        self, rows: RowsModel, painter: QStyledItemDelegate, name: str, empty: tuple[str, str], height: int
    ) -> None:
        super().__init__()
        self.rows, self._painter = rows, painter
        self._empty = EmptyState(*empty)
        self._empty.setParent(own_viewport(self, QPalette.ColorRole.Base))
        self.setModel(rows)
        self.setItemDelegate(painter)
        self.setAccessibleName(name)
        self._dress(height)
        self.doubleClicked.connect(self._on_activated)
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.rows.modelReset.connect(self._on_reset)

    def arrange(self) -> None:
        """Fit columns and rows to the room; called when either changed."""

    def show_empty(self, text: str, advice: str = "") -> None:
        """Change what an empty list says."""
        self._empty.show_text(text, advice)

    def current(self) -> Any:
        """Return the row under the cursor, None when there is none."""
        index = self.currentIndex()
        return self.rows.row_at(index.row()) if index.isValid() else None

    def select(self, place: int) -> None:
        """Move the cursor to a row; a negative place leaves it."""
        if place >= 0:
            self.setCurrentIndex(self.rows.index(place, 0))

    def copy(self) -> None:
        """Put the selected rows on the clipboard, cells parted by tabs."""
        places = sorted({index.row() for index in self.selectionModel().selectedRows()})
        lines = ["\t".join(self._texts(place)) for place in places]
        QGuiApplication.clipboard().setText("\n".join(lines))

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()
        self.scrollTo(self.currentIndex())
        self._place_empty()

    def _place_empty(self) -> None:
        """In the middle; where the list is low the room above and below the words lies outside of it."""
        room = self.viewport().rect()
        lack = max(self._empty.heightForWidth(room.width()) - room.height(), 0)
        self._empty.setGeometry(room.adjusted(0, -(lack // 2), 0, lack - lack // 2))

    def _opens(self) -> bool:
        """Whether Enter opens a row; where no row opens it belongs to the main button."""
        heard = self.isSignalConnected(QMetaMethod.fromSignal(self.row_activated))
        return heard and self.current() is not None

    def _texts(self, place: int) -> list[str]:
        return [str(self.rows.data(self.rows.index(place, column))) for column in range(self.rows.columnCount())]

    def _dress(self, height: int) -> None:
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side = self.verticalHeader()
        side.hide()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(height)

    @Slot()
    def _on_reset(self) -> None:
        self._empty.setVisible(self.rows.rowCount() == 0)
        self.arrange()
        self._place_empty()

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        self.row_activated.emit(self.rows.row_at(index.row()))

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.row_selected.emit(self.rows.row_at(index.row()) if index.isValid() else None)
