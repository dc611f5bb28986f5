"""补录: a paper list is entered after a power cut, one diner after another, with the meal's real time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from shequ_desk.counters.canteen import service as canteen
from shequ_desk.counters.canteen.page.public_sheet import PublicSheet
from shequ_desk.counters.canteen.page.undoing import ask_void
from shequ_desk.counters.canteen.rules.discount import SLOTS
from shequ_desk.counters.canteen.rules.menu import MealSet
from shequ_desk.counters.canteen.rules.order import UNREGISTERED, Order, Portion, Settled
from shequ_desk.desk.actions import Action, button
from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import ChoiceBox, DayEdit, Form, TimeEdit, beside
from shequ_desk.desk.rows import RowsView
from shequ_desk.desk.sheets import Sheet
from shequ_desk.desk.widgets import Label, column, row
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.figures import Column
from shequ_desk.kernel.money import Money
from shequ_desk.people.resident_box import HitList, ResidentFinder

PAYMENTS = (("cash", "现金"), ("wechat", "微信"), ("alipay", "支付宝"), ("account", "记账"))
_COLUMNS = (
    Column("meal_at", "用餐时间", "date"),
    Column("entered_at", "录入时间", "date"),
    Column("name", "姓名", weight=2),
    Column("category", "类别"),
    Column("pay", "实收", "money"),
    Column("number", "单号", "number_text"),
)


@dataclass(frozen=True)
class Entered:
    """One line of the running list, with both times."""

    meal_at: datetime
    entered_at: datetime
    name: str
    category: str
    pay: Money
    number: str


class BackfillSheet(Sheet):
    """Date, time, meal and set stand once; then initials + Enter + Enter for each line of the paper list."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent, "补录纸质名单", "录入", tone="orange", width=860)
        self._context = context
        self._sets: Sequence[MealSet] = ()
        self._portion: Portion | None = None
        self.entered: list[Entered] = []
        self.day, self.at = DayEdit("day", "用餐日期", context.clock), TimeEdit("meal_at", "用餐时间")
        self.slot = ChoiceBox("slot", "餐次", [(key, text) for key, text in SLOTS.items()])
        self.meal_set, self.payment = ChoiceBox("set_id", "套餐"), ChoiceBox("payment", "付款方式", PAYMENTS)
        self.form = Form()
        hits = HitList()
        self.finder = ResidentFinder(context, hits, limit=4)
        self._diner = Label("在上面查找就餐人，按 Enter 选中", "muted", wrap=True)
        self.table = RowsView(_COLUMNS, "已补录", looks={"pay": "strong", "entered_at": "muted", "number": "muted"})
        self.table.show_empty("还没有补录", "照纸质名单一行一行录入")
        self.bend(self.table, 168)
        self.add(beside(self.form, self.day, self.at, self.slot, self.meal_set, self.payment))
        self.add(column(self.finder, hits, spacing=0), self._diner, self._buttons(), self.table)
        self.main.setEnabled(False)
        self._start()
        self._connect()

    def submit(self) -> None:
        """Enter the diner on show, then the next one."""

        def go() -> None:
            order = self._order()
            with self._context.database.work(self._context.clerk) as work:
                done.append(canteen.backfill(work, order, self._meal_at()))

        done: list[Settled] = []
        if self._context.messages.guard(go, self):
            self._list(done[0])

    def show_refusal(self, refusal: Refusal) -> bool:
        """Beside the field, else in the sheet's banner."""
        return self.form.show_refusal(refusal) or super().show_refusal(refusal)

    def add_guest(self) -> None:
        """The next line is somebody without a record."""
        self._take(Portion(0))

    def add_public(self) -> None:
        """The next line is a public meal."""

        def go() -> None:
            at = self._meal_at()
            sheet = PublicSheet(self, self._context, self.slot.value(), self.meal_set.value(), at)
            sheet.settled.connect(self._on_settled)
            sheet.open()

        self._context.messages.guard(go, self)

    def void_last(self) -> None:
        """Take the newest receipt back."""
        ask_void(self._context, self)

    def diner_text(self) -> str:
        """Who is about to be entered, and for how much."""
        return self._diner.text()

    def _buttons(self) -> QHBoxLayout:
        offered = (
            ("canteen.backfill", Action("backfill.guest", "普通居民", "Ctrl+G", self.add_guest)),
            ("canteen.backfill", Action("backfill.public", "公益", "Ctrl+U", self.add_public)),
            ("canteen.void", Action("backfill.void", "作废上一笔", "F12", self.void_last)),
        )
        held = self._context.clerk.permissions
        return row(*(button(action, self, "link") for right, action in offered if right in held), None)

    def _start(self) -> None:
        with self._context.database.reading(self._context.clerk) as work:
            self.slot.choose(canteen.slot_now(work))
        self.day.set_value(self._context.clock.now().date())
        self._read_sets()
        self.at.setFocus()

    def _connect(self) -> None:
        self.day.textChanged.connect(self._on_meal)
        self.slot.currentIndexChanged.connect(self._on_meal)
        self.meal_set.currentIndexChanged.connect(self._on_terms)
        self.at.textChanged.connect(self._on_terms)
        self.finder.picked.connect(self._on_picked)

    def _read_sets(self) -> None:
        day = self.day.known()
        if day is None:
            return
        with self._context.database.reading(self._context.clerk) as work:
            self._sets = canteen.sets_on(work, day, self.slot.value())
        self.meal_set.set_options([(one.id, f"{one.name} {one.price.text()}") for one in self._sets])

    def _meal_at(self) -> datetime:
        at: time = self.at.value()
        return datetime.combine(self.day.value(), at)

    def _order(self) -> Order:
        if self._portion is None:
            raise Refusal("还没有选就餐人", "查找后按 Enter，或按 Ctrl G 录入普通居民")
        portion = Portion(self._set_id(), self._portion.person_id)
        return Order((portion,), self.slot.value(), self.payment.value())

    def _set_id(self) -> int:
        if self.meal_set.optional() is None:
            raise Refusal("那一餐没有套餐", "请核对日期和餐次", "set_id")
        return int(self.meal_set.value())

    def _take(self, portion: Portion) -> None:
        self._portion = portion
        self.main.setEnabled(True)
        if self._quote():
            self.main.setFocus()

    def _quote(self) -> bool:
        """Say what the diner on show pays by the rules of that day."""

        def go() -> None:
            at, order = self._meal_at(), self._order()
            with self._context.database.reading(self._context.clerk) as work:
                one = canteen.quote(work, order, at.date()).portions[0]
            name = one.name if one.portion.person_id is not None else UNREGISTERED
            rule = one.rule or one.reason
            self._diner.setText(" · ".join(part for part in (name, rule, f"应收 {one.pay.text()} 元") if part))

        self.clear_refusal()
        return self._context.messages.guard(go, self)

    def _list(self, settled: Settled) -> None:
        portion = settled.quote.portions[0]
        line = Entered(
            self._meal_at(), self._context.clock.now(), portion.name, portion.category, settled.pay, settled.number
        )
        self.entered.insert(0, line)
        self.table.show_rows(list(self.entered))
        self._portion = None
        self.main.setEnabled(False)
        self._diner.setText(f"已补录 {portion.name}，继续查找下一位")
        self.kept()
        self.finder.setFocus()

    @Slot()
    def _on_meal(self) -> None:
        self._read_sets()
        self._on_terms()

    @Slot()
    def _on_terms(self) -> None:
        if self._portion is not None:
            self._quote()

    @Slot(int)
    def _on_picked(self, person_id: int) -> None:
        self._take(Portion(0, person_id))

    @Slot(object)
    def _on_settled(self, settled: Settled) -> None:
        self._list(settled)
