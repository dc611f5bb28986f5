"""记账收款: on-account receipts with check marks, paid together by one receipt of series SK."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from shequ_desk.desk.actions import Action, bind, button
from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import FieldRow, LineEdit, MoneyEdit
from shequ_desk.desk.rows import RowsView
from shequ_desk.desk.widgets import BigNumber, Label, SegmentedChoice, row
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.figures import Column
from shequ_desk.kernel.money import ZERO, Money, total
from shequ_desk.people import service as people
from shequ_desk.till import service as till
from shequ_desk.till.page.form_sheet import FormSheet
from shequ_desk.till.rules import Payment, Receipt

_COLUMNS = (
    Column("mark", "收", "text"),
    Column("day", "日期", "date"),
    Column("number", "单号", "number_text"),
    Column("payer", "交款人", "text", 3),
    Column("title", "项目", "text", 3),
    Column("amount", "金额（元）", "money"),
)
_PAYMENTS = tuple((one.value, one.label) for one in (Payment.CASH, Payment.WECHAT, Payment.ALIPAY))
_LISTED = 200
_MARKS = {True: "✓", False: "□"}


@dataclass(frozen=True)
class _Owed:
    """An unpaid receipt as listed."""

    receipt: Receipt
    marked: bool

    @property
    def mark(self) -> str:
        return _MARKS[self.marked]

    @property
    def day(self) -> object:
        return self.receipt.day

    @property
    def number(self) -> str:
        return self.receipt.number

    @property
    def payer(self) -> str:
        return self.receipt.payer_name

    @property
    def title(self) -> str:
        return "、".join(line.item for line in self.receipt.lines)

    @property
    def amount(self) -> Money:
        return self.receipt.amount


class OwedRows(RowsView):
    """The list; Space marks. Signal `marks_changed()`."""

    marks_changed = Signal()

    def __init__(self) -> None:
        super().__init__(
            _COLUMNS,
            "未收款的记账单",
            looks={"mark": "green", "amount": "strong"},
            empty="没有未收款的记账单",
            advice="换一个姓名试试",
        )
        self._shown: Sequence[Receipt] = ()
        self._marked: dict[str, Receipt] = {}
        self.doubleClicked.connect(self._on_double)

    def show_owed(self, receipts: Sequence[Receipt]) -> None:
        """Show these receipts; those marked before stay marked, shown or not."""
        self._shown = receipts
        self._redraw()

    def marked(self) -> list[Receipt]:
        """The receipts to be collected, the oldest first."""
        return sorted(self._marked.values(), key=lambda one: one.id)

    def mark_all(self) -> None:
        """Mark all rows on show, or none when all are."""
        whole = all(one.number in self._marked for one in self._shown)
        for one in self._shown:
            self._mark(one, not whole)
        self._redraw()

    def toggle(self) -> None:
        """Mark or unmark the row under the cursor."""
        current = self.current()
        if current is not None:
            self._mark(current.receipt, not current.marked)
            self._redraw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.toggle()
        else:
            super().keyPressEvent(event)

    def _mark(self, receipt: Receipt, marked: bool) -> None:
        if marked:
            self._marked[receipt.number] = receipt
        else:
            self._marked.pop(receipt.number, None)

    def _redraw(self) -> None:
        self.show_rows([_Owed(one, one.number in self._marked) for one in self._shown])
        self.marks_changed.emit()

    @Slot()
    def _on_double(self) -> None:
        self.toggle()


class CollectSheet(FormSheet):
    """Collects from one person (`person_id`) or from anybody (0). Signal `collected(object)`: the new receipt."""

    collected = Signal(object)

    def __init__(self, parent: QWidget, context: Context, person_id: int) -> None:
        super().__init__(parent, context, "记账收款", "收款并打印", width=860)
        self.search = LineEdit("find", "查找", "交款人姓名 / 单号")
        self.search.looks_up = True
        self.rows_view = OwedRows()
        self.bend(self.rows_view, 230)
        self.more = Label("", "small")
        self.more.hide()
        self.sum = BigNumber("应收")
        keyed = [(key, f"{text} Alt{place}") for place, (key, text) in enumerate(_PAYMENTS, 1)]
        self.payment = SegmentedChoice(keyed, "收款方式")
        self.received = MoneyEdit("received", "收到现金（元）")
        self.payer = LineEdit("payer_name", "交款人", "不填则按第一张记账单")
        self.change = Label("", "strong")
        received = FieldRow(self.received)
        payer = FieldRow(self.payer)
        for field in (received, payer):
            self.form.adopt(field)
        every = Action("till.collect.all", "全选", "Ctrl+A", self.rows_view.mark_all)
        self.add(row(self.search, button(every, self, "link"), Label("空格 选择或取消", "small")), self.rows_view)
        self.add(self.more)
        self.add(row(Label("方式", "small"), self.payment, None, self.sum))
        self.add(row(payer, received, self.change, spacing=12))
        for place, (key, text) in enumerate(_PAYMENTS, 1):
            bind(Action(f"till.collect.{key}", text, f"Alt+{place}", _chooser(self.payment, key)), self)
        self._connect()
        self._person_id = person_id
        if person_id:
            self._show(self._owed(""))
            self.rows_view.mark_all()
        else:
            self._read()
        (self.rows_view if person_id else self.search).setFocus()

    def submit(self) -> None:
        """Take the money and give the receipt; Enter in the search line only goes down to the list."""
        if self.search.hasFocus() and not self.rows_view.marked():
            self.rows_view.setFocus()
        else:
            self.try_to(self._collect)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._read)
        self.rows_view.marks_changed.connect(self._on_changed)
        self.rows_view.row_activated.connect(self._on_activated)
        self.payment.chosen.connect(self._on_changed)
        self.received.textChanged.connect(self._on_changed)

    @Slot()
    def _read(self) -> None:
        """Years of receipts are looked through beside the window; only what was asked last is shown."""
        asked = self.search.plain()

        def work(_progress: object, _cancelled: object) -> tuple[Receipt, ...]:
            return self._owed(asked)

        def done(found: tuple[Receipt, ...]) -> None:
            if isValid(self) and asked == self.search.plain():
                self._show(found)

        self.context.jobs.run(work, done)

    def _owed(self, find: str) -> tuple[Receipt, ...]:
        with self.context.database.reading(self.context.clerk) as work:
            ids = people.ids_of(work, self._person_id) if self._person_id else None
            return till.unpaid(work, ids, find, _LISTED + 1)

    def _show(self, found: Sequence[Receipt]) -> None:
        self.rows_view.show_owed(found[:_LISTED])
        self.more.setText(f"只列出最早的 {_LISTED} 张，其余的请输入交款人姓名或单号查找")
        self.more.setVisible(len(found) > _LISTED)

    def _collect(self) -> None:
        chosen = [one.number for one in self.rows_view.marked()]
        payment = Payment(self.payment.choice())
        received = self._received(payment)
        with self.context.database.work(self.context.clerk) as work:
            receipt = till.collect(work, chosen, payment, received, self.payer.plain())
        self.accept()
        self.collected.emit(receipt)

    def _received(self, payment: Payment) -> Money:
        """Cash handed over; an empty field is the exact sum."""
        if payment is not Payment.CASH:
            return ZERO
        given = self.received.optional()
        return self._due() if given is None else given

    def _due(self) -> Money:
        return total(one.amount for one in self.rows_view.marked())

    @Slot()
    def _on_changed(self) -> None:
        self.sum.show_money(self._due())
        cash = self.payment.choice() == Payment.CASH.value
        self.received.setEnabled(cash)
        self.change.setText(_change_text(self.received, self._due()) if cash else "")
        self.change.setVisible(bool(self.change.text()))

    @Slot(object)
    def _on_activated(self, _row: object) -> None:
        self.main.click()


def _chooser(payment: SegmentedChoice, key: str) -> Callable[[], None]:
    def choose() -> None:
        payment.choose(key)

    return choose


def _change_text(received: MoneyEdit, due: Money) -> str:
    try:
        given = received.optional()
    except Refusal:
        return ""
    return f"找零 {(given - due).text()} 元" if given is not None and given >= due else ""
