"""The rows behind a printed number."""

from PySide6.QtWidgets import QWidget

from shequ_desk.desk.rows import RowsView, WholeRow, show_cell
from shequ_desk.desk.sheets import Sheet
from shequ_desk.desk.widgets import Label, row
from shequ_desk.kernel.figures import Table

_FEW = 10
"""Columns that stand side by side without the room of the whole window."""


class RowsSheet(Sheet):
    """A read-only table: what was counted, its sums at the foot."""

    def __init__(self, parent: QWidget, table: Table) -> None:
        super().__init__(parent, table.title, width=1320 if len(table.columns) > _FEW else 980)
        self.table = RowsView(table.columns, table.title, empty="没有记录")
        self.bend(self.table, 380)
        self.table.show_rows(list(table.rows))
        self.add(self.table, WholeRow(self.table))
        self.table.select(min(0, len(table.rows) - 1))
        if table.totals:
            self.add(row(Label(f"共 {len(table.rows):,} 条", "strong"), None, Label(_sums(table), "strong")))
        self.table.setFocus()


def _sums(table: Table) -> str:
    assert table.totals is not None
    pairs = zip(table.columns, table.totals, strict=True)
    return "　".join(
        f"{column.title} {show_cell(value, column)}"
        for column, value in pairs
        if column.kind in ("money", "int") and value is not None
    )
