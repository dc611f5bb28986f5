"""Tables for screen, paper and workbook alike, and numbers that know the rows behind them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Literal, Union

from shequ_desk.kernel.money import MINUS, Money, total

Kind = Literal["text", "money", "int", "date", "time", "percent", "number_text"]
Cell = Union[str, int, Money, date, datetime, "Figure", None]


@dataclass(frozen=True)
class Column:
    """One column. `number_text` is a number kept as text: ID, phone and card numbers, receipt numbers."""

    key: str
    title: str
    kind: Kind = "text"
    weight: int = 1


@dataclass(frozen=True)
class Table:
    """Rows of cells in the order of `columns`; `totals` is an optional last row. A cell may be a Figure."""

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Cell, ...]]
    totals: tuple[Cell, ...] | None = None


@dataclass(frozen=True)
class Figure:
    """A printed number. `rows(work)` lists the records it was counted from, read again inside `work`.

    `of` is the key of the column that adds up to the value; empty when the rows themselves are counted. `planned` is
    what was allowed or foreseen, not done: a paper of nothing but such numbers is empty.
    """

    value: int | Money
    unit: str
    rows: Callable[[Any], Table] = field(repr=False, compare=False)
    label: str = ""
    of: str = ""
    planned: bool = False

    @property
    def text(self) -> str:
        """The number as prose prints it: `1,234` or `24,356.00`."""
        return self.value.text(MINUS) if isinstance(self.value, Money) else f"{self.value:,}".replace("-", MINUS)


def recount(figure: Figure, table: Table) -> int | Money:
    """What the rows of a figure add up to: their number, or the sum of the column it names."""
    if not figure.of:
        return len(table.rows)
    place = [column.key for column in table.columns].index(figure.of)
    cells = [row[place] for row in table.rows]
    if isinstance(figure.value, Money):
        return total(cell for cell in cells if isinstance(cell, Money))
    return sum(cell for cell in cells if isinstance(cell, int))


def plain(table: Table) -> Table:
    """The same table with every Figure replaced by its value."""
    rows = [_bare(row) for row in table.rows]
    return replace(table, rows=rows, totals=None if table.totals is None else _bare(table.totals))


def without(table: Table, *keys: str) -> Table:
    """The same table without some columns."""
    kept = [place for place, column in enumerate(table.columns) if column.key not in keys]
    rows = [tuple(row[place] for place in kept) for row in table.rows]
    totals = None if table.totals is None else tuple(table.totals[place] for place in kept)
    return Table(table.title, tuple(table.columns[place] for place in kept), rows, totals)


def figures_in(table: Table) -> tuple[Figure, ...]:
    """The Figures among the cells, row by row, totals last."""
    rows = [*table.rows, *([] if table.totals is None else [table.totals])]
    return tuple(cell for row in rows for cell in row if isinstance(cell, Figure))


def _bare(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    return tuple(cell.value if isinstance(cell, Figure) else cell for cell in row)
