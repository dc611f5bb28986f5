"""Tables for screen, paper and workbook alike, and numbers that know the rows behind them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from shequ_desk.kernel.money import Money

Kind = Literal["text", "money", "int", "date", "time", "percent", "number_text"]
Cell = str | int | Money | date | datetime | None


@dataclass(frozen=True)
class Column:
    """One column. `number_text` is a number kept as text: ID, phone and card numbers, receipt numbers."""

    key: str
    title: str
    kind: Kind = "text"
    weight: int = 1


@dataclass(frozen=True)
class Table:
    """Rows of plain cells in the order of `columns`; `totals` is an optional last row."""

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Cell, ...]]
    totals: tuple[Cell, ...] | None = None


@dataclass(frozen=True)
class Figure:
    """A printed number. `rows(work)` lists the records it was counted from, read again inside `work`."""

    value: int | Money
    unit: str
    rows: Callable[[Any], Table] = field(repr=False, compare=False)
    label: str = ""
