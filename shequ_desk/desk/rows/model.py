"""The table model: rows by index, all in memory or fetched a window at a time."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from shequ_desk.desk.theme import Tone
from shequ_desk.kernel.dates import clock_text
from shequ_desk.kernel.figures import Column
from shequ_desk.kernel.money import Money

WINDOW, KEPT = 200, 12
Index = QModelIndex | QPersistentModelIndex
_RIGHT = {"money", "int", "percent"}
_AT_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_AT_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ROOT = QModelIndex()


@dataclass(frozen=True)
class Source:
    """Rows too many to hold: `fetch(offset, limit)` reads a window, in the order of the list."""

    count: int
    fetch: Callable[[int, int], Sequence[Any]]


class RowsModel(QAbstractTableModel):
    """Rows are frozen dataclasses (a cell is the attribute named by the column's key) or tuples in column order.

    `tones` gives, per column key, a function row → tone that draws the cell as a chip. `UserRole` is the row.
    """

    def __init__(
        self, columns: Sequence[Column], tones: Mapping[str, Callable[[Any], Tone | None]] | None = None
    ) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.tones = dict(tones or {})
        self._source = Source(0, _no_rows)
        self._windows: OrderedDict[int, Sequence[Any]] = OrderedDict()

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Replace all rows."""
        self.show_source(Source(len(rows), lambda offset, limit: rows[offset : offset + limit]))

    def show_source(self, source: Source) -> None:
        """Replace all rows by a paged source."""
        self.beginResetModel()
        self._source = source
        self._windows.clear()
        self.endResetModel()

    def row_at(self, place: int) -> Any:
        """Return the row object at a place; None when the source has shrunk meanwhile."""
        start = place - place % WINDOW
        window = self._window(start)
        return window[place - start] if place - start < len(window) else None

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else self._source.count

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return side(column)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.text(self.row_at(index.row()), index.column())
        if role == Qt.ItemDataRole.UserRole:
            return self.row_at(index.row())
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return side(self.columns[section]) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def text(self, row: Any, place: int) -> str:
        """Return the words of a row's cell in a column."""
        return show_cell(self._value(row, place), self.columns[place])

    def tone(self, row: Any, place: int) -> Tone | None:
        """Return the tone of a row's chip in a column, None for a plain cell."""
        chooser = self.tones.get(self.columns[place].key)
        return chooser(row) if chooser is not None and row is not None else None

    def source(self) -> Source:
        """Return where the rows come from, for an export of all of them."""
        return self._source

    def cells(self, row: Any) -> tuple[Any, ...]:
        """Return a row's cells in column order, not yet as text."""
        return tuple(self._value(row, place) for place in range(len(self.columns)))

    def _value(self, row: Any, place: int) -> Any:
        if row is None or (isinstance(row, tuple) and not hasattr(row, "_fields")):
            return row[place] if row else None
        return getattr(row, self.columns[place].key)

    def _window(self, start: int) -> Sequence[Any]:
        if start not in self._windows:
            self._windows[start] = self._source.fetch(start, WINDOW)
            if len(self._windows) > KEPT:
                self._windows.popitem(last=False)
        else:
            self._windows.move_to_end(start)
        return self._windows[start]


def show_cell(value: Any, column: Column) -> str:
    """Return a cell as on paper: money with two decimals and a real minus, days as 2026-11-21, nothing as —."""
    if value is None:
        return "—"
    if isinstance(value, Money):
        return value.text("−")
    if isinstance(value, datetime):
        return clock_text(value) if column.kind == "time" else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if column.kind == "int" and isinstance(value, int):
        return f"{value:,}"
    return f"{value}%" if column.kind == "percent" else str(value)


def side(column: Column) -> Qt.AlignmentFlag:
    """Return where a column stands: money, counts and percents at the right."""
    return _AT_RIGHT if column.kind in _RIGHT else _AT_LEFT


def _no_rows(_offset: int, _limit: int) -> Sequence[Any]:
    return ()
