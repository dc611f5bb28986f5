"""开班 and 交接班: what lies in the drawer, and who has it next."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import FieldRow, LineEdit, MoneyEdit
from shequ_desk.desk.widgets import KeyValueRows, Label, row
from shequ_desk.kernel.money import Money
from shequ_desk.till import service as till
from shequ_desk.till.page.cash_count import CashCount, difference_text
from shequ_desk.till.page.form_sheet import FormSheet
from shequ_desk.till.rules import DayState


class OpenShiftSheet(FormSheet):
    """The opening float. Signal `opened(object)`: the Shift."""

    opened = Signal(object)

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent, context, "开班", "放入备用金", width=420)
        self.opening = MoneyEdit("opening", "备用金（元）", big=True)
        self.form.add(self.opening)
        self.add(Label("清点抽屉里准备找零的现金；没有就写 0", "muted", wrap=True), self.form)
        self.opening.setFocus()

    def submit(self) -> None:
        """Write the float down."""
        self.try_to(self._open_shift)

    def _open_shift(self) -> None:
        opening = self.opening.value()
        with self.context.database.work(self.context.clerk) as work:
            shift = till.open_shift(work, opening)
        self.accept()
        self.opened.emit(shift)


class HandOverSheet(FormSheet):
    """The drawer is counted before the next person takes it. Signal `handed_over(object)`: the Shift."""

    handed_over = Signal(object)

    def __init__(self, parent: QWidget, context: Context, state: DayState) -> None:
        super().__init__(parent, context, "交接班", "交接")
        self._expected = state.expected
        self.successor = LineEdit("successor", "接班人", "接班人姓名")
        self.count = CashCount()
        self.difference = Label("", "strong", wrap=True)
        self.reason = LineEdit("reason", "差额原因", "账款相符时不填")
        self.form.add(self.successor)
        self.form.adopt(self.count.field)
        facts = KeyValueRows((("交班人", context.clerk.name), ("应有现金", f"{state.expected.text()} 元")))
        reason = FieldRow(self.reason)
        self.form.adopt(reason)
        who = row(facts, self.form, spacing=16)
        who.setStretch(1, 1)
        self.add(who, self.count, self.difference, reason)
        self.count.counted.connect(self._on_counted)
        self.successor.setFocus()

    def submit(self) -> None:
        """Write the count down."""
        self.try_to(self._hand_over)

    def _hand_over(self) -> None:
        counted = self.count.value()
        with self.context.database.work(self.context.clerk) as work:
            shift = till.hand_over(work, counted, self.successor.plain(), self.reason.plain())
        self.accept()
        self.handed_over.emit(shift)

    @Slot(object)
    def _on_counted(self, counted: Money | None) -> None:
        self.difference.setText(difference_text(self._expected, counted))
