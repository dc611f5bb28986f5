"""日结: the day's sums and numbers, the counted cash, one question, then the day is closed for good."""

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import FieldRow, LineEdit
from shequ_desk.desk.rows import RowsView
from shequ_desk.desk.theme import ROW_HEIGHT, px, tall
from shequ_desk.desk.widgets import KeyValueRows, Label, column, row
from shequ_desk.kernel.dates import long_date, weekday_name
from shequ_desk.kernel.errors import DeskError, Refusal
from shequ_desk.kernel.figures import Table
from shequ_desk.kernel.money import Money
from shequ_desk.till import service as till
from shequ_desk.till.page.cash_count import CashCount, difference_text
from shequ_desk.till.page.form_sheet import FormSheet
from shequ_desk.till.papers import close_tables
from shequ_desk.till.rules import CloseSheet, check_counted


class CloseDaySheet(FormSheet):
    """Closes one day. Signal `day_closed(object)`: the signed CloseSheet; it still has to be printed."""

    day_closed = Signal(object)

    def __init__(self, parent: QWidget, context: Context, sheet: CloseSheet) -> None:
        super().__init__(parent, context, f"日结 {_day(sheet)} {weekday_name(sheet.day)}", "日结", width=1000)
        self._sheet, self._closing = sheet, False
        self.count = CashCount()
        self.difference = Label("", "strong", wrap=True)
        self.reason = LineEdit("reason", "差额原因", "账款相符时不填")
        reason = FieldRow(self.reason)
        for field in (self.count.field, reason):
            self.form.adopt(field)
        takings, series, *_ = close_tables(sheet)
        left = column(Label(takings.title, "heading"), _table(takings, totals=True), spacing=6)
        left.addWidget(Label(series.title, "heading"))
        left.addWidget(_table(series))
        left.addWidget(Label(_numbers(sheet), "muted", wrap=True))
        left.addStretch(1)
        right = QWidget()
        right.setLayout(column(_cash(sheet), self.count, self.difference, reason, None, spacing=8))
        right.setFixedWidth(px(300))
        self.add(row(left, right, spacing=16))
        self.count.counted.connect(self._on_counted)
        self.count.sum.setFocus()

    def submit(self) -> None:
        """Check what was typed and ask once, naming the day."""
        self.try_to(self._ask)

    def reject(self) -> None:
        """Esc leaves, but not while the day is being closed."""
        if not self._closing:
            super().reject()

    def _ask(self) -> None:
        counted, reason = self.count.value(), self.reason.plain()
        check_counted(self._sheet.expected, counted, reason)
        self.context.messages.ask_once(
            f"日结 {_day(self._sheet)}，实点现金 {counted.text()} 元？",
            "日结并打印",
            partial(self._close, counted, reason),
            detail="日结后这一天不能再收款，也不能作废；收错的只能由主任红冲",
        )

    def _close(self, counted: Money, reason: str) -> None:
        self._busy(True)
        work = partial(self._closed, counted, reason)
        self.context.jobs.run(work, self._on_signed, self._on_failed, title=f"日结 {_day(self._sheet)}")

    def _closed(self, counted: Money, reason: str, _progress: object, _cancelled: object) -> CloseSheet:
        with self.context.database.work(self.context.clerk) as work:
            if till.preview_close(work, self._sheet.day) != self._sheet:
                raise Refusal("清点期间又有收款或作废，金额变了", "按 Esc 返回，再按 F10 重新清点")
            return till.close_day(work, self._sheet.day, counted, reason)

    def _on_signed(self, signed: CloseSheet) -> None:
        self._busy(False)
        self.accept()
        self.day_closed.emit(signed)

    def _on_failed(self, error: DeskError) -> None:
        self._busy(False)
        self.context.messages.show(error, self)
        self.fit()

    def _busy(self, busy: bool) -> None:
        self._closing = busy
        self.main.setEnabled(not busy)

    @Slot(object)
    def _on_counted(self, counted: Money | None) -> None:
        text = difference_text(self._sheet.expected, counted)
        self.difference.setText(text)
        self.difference.set_ink("green" if text.startswith("✓") else "red")


def _day(sheet: CloseSheet) -> str:
    return long_date(sheet.day)


def _table(table: Table, totals: bool = False) -> RowsView:
    view = RowsView(table.columns, table.title, empty="没有开票")
    rows = list(table.rows)
    if totals and table.totals is not None:
        rows.append(table.totals)
    view.show_rows(rows)
    view.setFixedHeight(tall(38) + tall(ROW_HEIGHT) * max(len(rows), 1))
    return view


def _numbers(sheet: CloseSheet) -> str:
    return f"开票 {sheet.receipts} 张，其中作废 {sheet.voids} 张；断号 {sheet.gaps} 个"


def _cash(sheet: CloseSheet) -> KeyValueRows:
    return KeyValueRows(
        (
            ("备用金", f"{sheet.opening_float.text()} 元"),
            ("现金收入", f"{(sheet.expected - sheet.opening_float).text('−')} 元"),
            ("应有现金", f"{sheet.expected.text('−')} 元"),
        )
    )
