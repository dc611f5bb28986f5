"""The row under the cursor where its columns are too narrow: what is cut there stands whole beneath the list."""

from PySide6.QtCore import Slot

from shequ_desk.desk.rows.view import RowsView
from shequ_desk.desk.widgets import Label

_MOST = 120
"""Characters of one text; a longer one is read in the sheet of its row."""


class WholeRow(Label):
    """Put it under a table; it takes no room while everything fits."""

    def __init__(self, table: RowsView) -> None:
        super().__init__("", "small", wrap=True)
        self._table = table
        self.hide()
        table.row_selected.connect(self._on_row)
        table.arranged.connect(self._show)

    @Slot(object)
    def _on_row(self, _row: object) -> None:
        self._show()

    @Slot()
    def _show(self) -> None:
        parts = [f"{title}：{_short(text)}" for title, text in self._table.unseen()]
        self.setText("　".join(parts))
        self.setVisible(bool(parts))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _MOST else f"{line[:_MOST]}…"
