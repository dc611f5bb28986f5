"""The table on the screen: 33 px rows, widths by weight."""

from bisect import bisect_right
from collections.abc import Callable, Container, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHeaderView

from shequ_desk.desk.rows.base import RowList
from shequ_desk.desk.rows.model import WINDOW, RowsModel, Source
from shequ_desk.desk.rows.paint import PAD, RowPainter
from shequ_desk.desk.theme import ROW_HEIGHT, Tone, font, px, tall
from shequ_desk.kernel.figures import Column

_FRAME = 4
"""Pixels of the frame, above and below."""

MEASURED_ROWS, MEASURED_NAMES = 40, WINDOW
"""Rows looked at for the widths of columns, and for those of the names of the rows."""


class RowsView(RowList):
    """A table over RowsModel with a heading for every column. Signal `arranged()`: the columns have other widths."""

    arranged = Signal()

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
        rows = RowsModel(columns, tones)
        self._cells = RowPainter(rows, looks or {})
        super().__init__(rows, self._cells, name, (empty, advice), tall(ROW_HEIGHT))
        self._yields = yields
        self._firm = {key for key, look in (looks or {}).items() if look == "strong"}
        self._left_out: Container[str] = ()
        self._least = 0
        self._dress_head()
        self._on_reset()

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Replace all rows, keeping the place of the cursor."""
        place = self.currentIndex().row()
        self.rows.show_rows(rows)
        self._stand()
        self.select(min(place, len(rows) - 1))

    def show_source(self, source: Source) -> None:
        """Replace all rows by a paged source."""
        self.rows.show_source(source)

    def leave_out(self, keys: Container[str]) -> None:
        """Show every column but these."""
        self._left_out = keys
        self.arrange()

    def stand_whole(self, least: int) -> None:
        """Be as high as all the rows, at least so many design pixels: for the few of a sheet that scrolls itself."""
        self._least = px(least)
        self._stand()

    def unseen(self) -> list[tuple[str, str]]:
        """Return title and text of what the row under the cursor says in columns too narrow for it, or given up."""
        row, found = self.current(), []
        for place, column in enumerate(self.rows.columns if row is not None else ()):
            text, wanted = self.rows.text(row, place), column.key not in self._left_out
            if wanted and text.strip("—") and not self._cells.fits(text, place, self.columnWidth(place)):
                found.append((column.title, text))
        return found

    def arrange(self) -> None:
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
        self.arranged.emit()

    def _dress_head(self) -> None:
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setMinimumSectionSize(1)
        head.setHighlightSections(False)
        head.setFixedHeight(tall(30, 13))
        head.setSectionsClickable(False)

    def _stand(self) -> None:
        if self._least:
            rows = self.verticalHeader().defaultSectionSize() * self.rows.rowCount()
            self.setFixedHeight(max(self._least, self.horizontalHeader().height() + rows + _FRAME))

    def _needs(self) -> list[int]:
        metrics, head = QFontMetrics(font(14, True)), QFontMetrics(font(13))
        few, many = (range(min(self.rows.rowCount(), most)) for most in (MEASURED_ROWS, MEASURED_NAMES))
        looked = [many if column.key in self._firm and column.kind == "text" else few for column in self.rows.columns]
        return [
            2 * PAD + 2 + max([head.horizontalAdvance(column.title), *self._advances(place, metrics, looked[place])])
            for place, column in enumerate(self.rows.columns)
        ]

    def _advances(self, place: int, metrics: QFontMetrics, rows: range) -> list[int]:
        edge = 10 if self.rows.columns[place].key in self.rows.tones else 0
        texts = {str(self.rows.data(self.rows.index(number, place))) for number in rows}
        return [metrics.horizontalAdvance(text) + edge for text in texts]


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
