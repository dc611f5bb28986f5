"""The receipts of a day, newest first, found by number, payer or scanned code."""

from datetime import date

from PySide6.QtCore import Signal, Slot

from shequ_desk.desk.actions import Action, bind, button
from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import DayEdit, LineEdit
from shequ_desk.desk.rows import RowsView, Source, WholeRow
from shequ_desk.desk.theme import Tone, px
from shequ_desk.desk.widgets import Card, KeyCap, Label, row
from shequ_desk.kernel.dates import short_date
from shequ_desk.kernel.figures import Column
from shequ_desk.till.rules import State
from shequ_desk.till.service.listing import ReceiptEntry, count_receipts, list_receipts

_COLUMNS = (
    Column("at", "时间", "time"),
    Column("number", "单号", "number_text"),
    Column("payer_name", "交款人", "text", 3),
    Column("title", "凭证", "text", 1),
    Column("amount", "金额", "money"),
    Column("paid", "方式"),
    Column("state", "状态"),
)
_LOOKS = {"title": "muted", "amount": "strong", "paid": "muted", "number": "muted"}


class ReceiptList(Card):
    """Day, search line, table. Signals: `chosen(str)` the receipt under the cursor ("" none), `opened(str)` Enter."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__(spacing=8)
        self._context = context
        self.heading = Label("", "heading")
        self.day = DayEdit("day", "日期", context.clock, past=True)
        self.day.setFixedWidth(px(118))
        self.search = LineEdit("find", "查找凭证", "单号 / 交款人 / 扫描二维码")
        self.table = RowsView(_COLUMNS, "凭证", looks=_LOOKS, tones={"state": _tone}, yields=("title",))
        earlier = button(Action("till.day.earlier", "前一天", "Alt+Left", self.earlier), self, "link")
        later = button(Action("till.day.later", "后一天", "Alt+Right", self.later), self, "link")
        self.add(row(self.heading, None, earlier, self.day, later, spacing=4))
        self.add(row(self.search, KeyCap("Ctrl+F")), self.table, WholeRow(self.table))
        bind(Action("till.find", "查找凭证", "Ctrl+F", self.take_focus), self)
        self._connect()
        self.show_day(context.clock.now().date())

    def show_day(self, day: date) -> None:
        """Show another day."""
        self.day.set_value(day)

    def earlier(self) -> None:
        """One day back."""
        self.day.step(-1)

    def later(self) -> None:
        """One day on, not beyond today."""
        self.day.step(1)

    def take_focus(self) -> None:
        """Ctrl+F: the cursor into the search line."""
        self.search.setFocus()
        self.search.selectAll()

    def number(self) -> str:
        """The number under the cursor, "" when there is none."""
        entry = self.table.current()
        return entry.number if isinstance(entry, ReceiptEntry) else ""

    def reload(self) -> None:
        """Read the list again; the cursor stays on its receipt when it is still there, else on the first."""
        day, kept = self.day.known(), self.number()
        if day is None:
            return
        text = self.search.plain()
        with self._context.database.reading(self._context.clerk) as work:
            count = count_receipts(work, day, text)
        self._say(day, text, count)
        self.table.show_source(Source(count, self._fetch))
        self._select(kept, count)

    def _fetch(self, offset: int, limit: int) -> list[ReceiptEntry]:
        day = self.day.known() or self.day.today()
        with self._context.database.reading(self._context.clerk) as work:
            return list(list_receipts(work, day, self.search.plain(), offset, limit))

    def _select(self, number: str, count: int) -> None:
        first = range(min(count, 200))
        places = [place for place in first if self.table.rows.row_at(place).number == number] if number else []
        self.table.select(places[0] if places else min(count, 1) - 1)
        self.chosen.emit(self.number())

    def _say(self, day: date, text: str, count: int) -> None:
        name = "今日凭证" if day == self.day.today() else f"{short_date(day)}凭证"
        self.heading.setText(f"{name}　{count:,} 张" if not text else f"找到 {count:,} 张")
        if text:
            self.table.show_empty(f"没有找到“{text}”", "在这一天里找单号和姓名；写完整单号可查任何一天")
        else:
            self.table.show_empty("这一天没有开过凭证", "在助餐等业务页收款后，凭证会列在这里")

    def _connect(self) -> None:
        self.day.textChanged.connect(self._on_changed)
        self.search.textChanged.connect(self._on_changed)
        self.search.returnPressed.connect(self._on_found)
        self.table.row_selected.connect(self._on_selected)
        self.table.row_activated.connect(self._on_activated)

    @Slot()
    def _on_changed(self) -> None:
        self.reload()

    @Slot()
    def _on_found(self) -> None:
        self.table.setFocus()
        if self.number():
            self.opened.emit(self.number())

    @Slot(object)
    def _on_selected(self, _entry: object) -> None:
        self.chosen.emit(self.number())

    @Slot(object)
    def _on_activated(self, entry: ReceiptEntry) -> None:
        self.opened.emit(entry.number)


def _tone(entry: ReceiptEntry) -> Tone:
    if entry.standing is not State.VALID:
        return "red"
    return "gold" if entry.state == "未收款" else "green"
