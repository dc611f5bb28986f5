"""The days closed so far and their sheets, to look at and to print again."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.desk.actions import Action, button
from shequ_desk.desk.counter import Context
from shequ_desk.desk.rows import RowsView
from shequ_desk.desk.sheets import Sheet
from shequ_desk.desk.widgets import Label, row
from shequ_desk.kernel.dates import Month
from shequ_desk.kernel.figures import Column
from shequ_desk.till import service as till

_COLUMNS = (
    Column("day", "日期", "date"),
    Column("receipts", "开票（张）", "int"),
    Column("voids", "作废", "int"),
    Column("sales", "净额（元）", "money"),
    Column("expected", "应有现金", "money"),
    Column("counted", "实点现金", "money"),
    Column("difference", "差额", "money"),
    Column("clerk_name", "日结人", "text", 2),
)


class ClosedDaysSheet(Sheet):
    """Closed days of a month. Signal `print_requested(object)`: the CloseSheet to be printed again."""

    print_requested = Signal(object)

    def __init__(self, parent: QWidget, context: Context, month: Month) -> None:
        super().__init__(parent, "日结记录", "打印日结单", width=900)
        self._context, self._month = context, month
        self._heading = Label("", "heading")
        self.days = RowsView(
            _COLUMNS, "已日结的日子", looks={"sales": "strong"}, empty="这个月还没有日结", advice="用 Alt ← 看上个月"
        )
        self.bend(self.days, 330)
        self.days.row_activated.connect(self._on_activated)
        back = Action("till.closed.back", "上月", "Alt+Left", self.earlier)
        forward = Action("till.closed.next", "下月", "Alt+Right", self.later)
        self.add(row(self._heading, None, button(back, self, "link"), button(forward, self, "link")), self.days)
        self._read()
        self.days.setFocus()

    def earlier(self) -> None:
        """The month before."""
        self._month = self._month.previous
        self._read()

    def later(self) -> None:
        """The next month, not beyond the present one."""
        if self._month.last < self._context.clock.now().date():
            self._month = self._month.next
            self._read()

    def submit(self) -> None:
        """Ask for the chosen day's sheet."""
        chosen = self.days.current()
        if chosen is not None:
            self.print_requested.emit(chosen)
            self.accept()

    def _read(self) -> None:
        self._heading.setText(self._month.text)
        with self._context.database.reading(self._context.clerk) as work:
            self.days.show_rows(till.closed_days(work, self._month.first, self._month.last)[::-1])
        self.days.select(min(self.days.rows.rowCount(), 1) - 1)
        self.main.setEnabled(self.days.current() is not None)

    @Slot(object)
    def _on_activated(self, _row: object) -> None:
        self.main.click()
