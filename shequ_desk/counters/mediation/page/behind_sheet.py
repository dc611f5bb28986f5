"""The cases a number was counted from."""

from PySide6.QtWidgets import QWidget

from shequ_desk.desk.rows import RowsView, WholeRow
from shequ_desk.desk.sheets import Sheet
from shequ_desk.desk.widgets import Label
from shequ_desk.kernel.figures import Table

_FEW = 10
"""Columns that stand side by side without the room of the whole window."""


class BehindSheet(Sheet):
    """A list to read; its length is the number."""

    def __init__(self, parent: QWidget, table: Table) -> None:
        super().__init__(parent, table.title, tone="plum", width=1320 if len(table.columns) > _FEW else 960)
        self.table = RowsView(table.columns, table.title, looks={"parties": "strong"}, empty="没有案件")
        self.bend(self.table, 360)
        self.table.show_rows(list(table.rows))
        self.table.select(min(0, len(table.rows) - 1))
        self.add(self.table, WholeRow(self.table), Label(f"共 {len(table.rows):,} 条", "strong"))
        self.table.setFocus()
