"""What a spreadsheet cell holds once it is out of its file, and how it reads as text."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

Cell = str | int | float | bool | date | datetime | time | timedelta | None
Span = tuple[int, int, int, int]

_EXACT = 1e16


@dataclass(frozen=True)
class Grid:
    """One sheet, or a table of it that begins below another: `above` rows of the sheet stand before its first one.

    `merged` spans are (first row, first column, last row, last column), counted from 0, ends included; `hidden` rows
    are not shown in the workbook.
    """

    name: str
    rows: Sequence[Sequence[Cell]]
    merged: Sequence[Span] = field(default=(), repr=False)
    hidden: frozenset[int] = field(default=frozenset(), repr=False)
    above: int = 0

    @property
    def title(self) -> str:
        """What the clerk reads: the name, and for a lower table the row where it begins."""
        return f"{self.name or '名册'}{f' 第 {self.above + 1} 行起' if self.above else ''}"

    def part(self, first: int, last: int) -> "Grid":
        """Its rows from `first` up to `last`, without that one."""
        merged = [(top - first, left, end - first, right) for top, left, end, right in self.merged if top >= first]
        hidden = frozenset(row - first for row in self.hidden if first <= row < last)
        return Grid(self.name, self.rows[first:last], merged, hidden, self.above + first)


def text_of(cell: Cell) -> str:
    """The cell as a person would read it, without outer spaces.

    A whole number loses its ".0"; one too long for a spreadsheet to hold exactly keeps its exponent, so that the
    loss shows (3.30200199110195E+17).
    """
    if cell is None:
        return ""
    if isinstance(cell, float):
        return str(int(cell)) if abs(cell) < _EXACT and cell.is_integer() else repr(cell).upper()
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return str(cell).strip()


def is_blank(cell: Cell) -> bool:
    """Whether there is nothing to read."""
    return text_of(cell) == ""
