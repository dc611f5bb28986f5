"""The middle of the hall: every past service of a resident, newest first, filtered by kind."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QSizePolicy, QWidget

from shequ_desk.desk.counter import TimelineRow
from shequ_desk.desk.theme import px, tall
from shequ_desk.desk.widgets import (
    Card,
    Chip,
    ElidedLabel,
    EmptyState,
    Label,
    LinkButton,
    clear,
    column,
    row,
    rule,
    scrolled,
    settle,
)
from shequ_desk.kernel.dates import long_date

ALL = "全部"
_BATCH = 40
_WHOLE = 170
"""The first part of what was done is whole up to so many design pixels; before that the number loses its beginning."""
_PART = " · "
_LEAST = 440
"""Design pixels in which date, kind, first part and number stand whole."""


class _What(ElidedLabel):
    """What was done, in parts: where there is no room for all of them the last ones go, an amount is never cut."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        first, *others = text.split(_PART)
        needed = self.fontMetrics().horizontalAdvance(first + ("…" if others else ""))
        self.setMinimumWidth(min(needed, px(_WHOLE)))

    def shortened(self, width: int) -> str:
        """As many parts as stand there whole."""
        parts = self.text().split(_PART)
        for left in range(len(parts), 0, -1):
            shown = _PART.join(parts[:left]) + ("…" if left < len(parts) else "")
            if self.fontMetrics().horizontalAdvance(shown) <= width:
                return shown
        return super().shortened(width)


class TimelineCard(Card):
    """The list of services, with a filter by kind."""

    def __init__(self) -> None:
        self._filters = row(spacing=4)
        filters = QWidget()
        filters.setLayout(self._filters)
        super().__init__("服务记录", filters)
        self._lines = column(spacing=0)
        self._holder = QWidget()
        self._holder.setLayout(column(self._lines, None, spacing=0))
        self.add(scrolled(self._holder))
        self.setMinimumWidth(px(_LEAST))
        self._rows: Sequence[TimelineRow] = ()
        self._kind = ALL
        self._limit, self._year = _BATCH, 0

    def show_rows(self, rows: Sequence[TimelineRow], hint: str, year: int = 0) -> None:
        """Show the services of one resident, with the hour in this `year` and the year for older ones.

        `hint` stands there when nobody is in front of the clerk.
        """
        self._rows, self._kind, self._limit, self._hint, self._year = rows, ALL, _BATCH, hint, year
        self._draw()

    def _chosen(self) -> list[TimelineRow]:
        return [line for line in self._rows if self._kind in (ALL, line.chip)]

    def _draw(self) -> None:
        clear(self._filters)
        clear(self._lines)
        for kind in (ALL, *dict.fromkeys(line.chip for line in self._rows)) if self._rows else ():
            self._filters.addWidget(self._filter(kind))
        chosen = self._chosen()
        for line in chosen[: self._limit]:
            self._lines.addWidget(_line(line, self._year))
            self._lines.addWidget(rule())
        if len(chosen) > self._limit:
            more = LinkButton(f"更早的 {len(chosen) - self._limit} 条")
            more.clicked.connect(self._on_more)
            self._lines.addWidget(more)
        if not self._rows:
            self._lines.addWidget(EmptyState(*self._hint.split("\n", 1)))
        settle(self._holder)

    def _filter(self, kind: str) -> LinkButton:
        button = LinkButton(kind)
        button.setProperty("chosen", kind == self._kind)
        button.clicked.connect(self._on_filter)
        return button

    @Slot()
    def _on_filter(self) -> None:
        button = self.sender()
        assert isinstance(button, LinkButton)
        self._kind = button.text()
        self._limit = _BATCH
        self._draw()

    @Slot()
    def _on_more(self) -> None:
        self._limit += _BATCH
        self._draw()


def _line(line: TimelineRow, year: int) -> QWidget:
    holder = QWidget()
    when = Label(f"{line.at:%m-%d %H:%M}" if line.at.year == year else f"{line.at:%Y-%m-%d}", "muted")
    when.setFixedWidth(px(90))
    what, number = _What(line.text), ElidedLabel(line.number, "muted", keep_end=True)
    number.setAlignment(Qt.AlignmentFlag.AlignRight)
    number.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    chip_place = QWidget()
    chip_place.setLayout(row(Chip(line.chip, line.tone), None))
    chip_place.setFixedWidth(px(58))
    parts = row(when, chip_place, what, number, spacing=6, margins=(8, 0, 8, 0))
    parts.setStretch(2, 1)
    holder.setLayout(parts)
    holder.setFixedHeight(tall(35))
    holder.setAccessibleName(f"{long_date(line.at)} {line.at:%H:%M} {line.chip} {line.text} {line.number}")
    return holder
