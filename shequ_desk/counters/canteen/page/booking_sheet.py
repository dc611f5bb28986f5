"""Bookings of a day: book, cancel, serve; the kitchen's count, the delivery round; those who did not come."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shequ_desk.counters.canteen import service as canteen
from shequ_desk.counters.canteen.page.booking_form import BookingForm
from shequ_desk.counters.canteen.papers import kitchen_pdf, round_pdf
from shequ_desk.counters.canteen.rules.discount import SLOTS
from shequ_desk.counters.canteen.rules.ledger import BOOKING_STATES, Booking, KitchenCount, ListHead
from shequ_desk.counters.canteen.rules.order import Order
from shequ_desk.desk.actions import Action, button, set_enabled
from shequ_desk.desk.counter import Context, Tone
from shequ_desk.desk.fields import DayEdit
from shequ_desk.desk.rows import RowsView
from shequ_desk.desk.sheets import Sheet
from shequ_desk.desk.theme import px
from shequ_desk.desk.widgets import Label, Side, column, row
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.figures import Column
from shequ_desk.office import service as office
from shequ_desk.store.database import Work

_COLUMNS = (
    Column("slot", "餐次"),
    Column("name", "姓名", weight=2),
    Column("set_name", "套餐"),
    Column("address", "送餐地址", weight=4),
    Column("remark", "备注", weight=2),
    Column("state", "状态"),
)
_TONES: dict[str, Tone] = {"已预订": "green", "已就餐": "grey", "已取消": "grey", "未到": "gold", "未到待处理": "red"}
_WAITING = "未到待处理"
_TODAY_ONLY, _PAST_ONLY, _AHEAD = ("booking.serve",), ("booking.charge", "booking.waive"), ("booking.cancel",)


class BookingSheet(Sheet):
    """Signal `served(object)`: the Order of a booking whose diner stands here, after which the sheet is closed.

    `day` None shows tomorrow. A person given is filled in at once.
    """

    served = Signal(object)

    def __init__(self, parent: QWidget, context: Context, person_id: int = 0, day: date | None = None) -> None:
        self._may = "canteen.book" in context.clerk.permissions
        super().__init__(parent, "订餐", "预订" if self._may else "", tone="orange", width=1040)
        self._context = context
        self._today = context.clock.now().date()
        self.day = DayEdit("day", "日期", context.clock)
        self.day.looks_up = True
        self.form = BookingForm(context)
        self._weekday, self._closed, self._count = (
            Label("", "muted"),
            Label("", "error"),
            Label("", "strong", wrap=True),
        )
        self.table = RowsView(_COLUMNS, "预订", looks={"slot": "muted", "remark": "muted"}, tones={"state": _tone})
        self.table.show_empty("这一天还没有预订", "左边查找居民，选好套餐后按 Enter" if self._may else "按 ↑ ↓ 换一天")
        self._lay_out()
        self.day.textChanged.connect(self._on_day)
        self.form.finder.picked.connect(self._on_picked)
        self.day.set_value(day or self._today + timedelta(days=1))
        if person_id:
            self.form.show_person(person_id)
            self._on_picked(person_id)
        else:
            self._start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the line of the day only takes the day."""
        if self.day.hasFocus() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._start()
        else:
            super().keyPressEvent(event)

    def count_text(self) -> str:
        """The kitchen's count as shown."""
        return self._count.text()

    def submit(self) -> None:
        """Book what the form says; the sheet stays for the next one. Who may not book only closes it."""
        if self._may:
            self._book()
        else:
            self.accept()

    def _book(self) -> None:
        def go(work: Work) -> None:
            canteen.book(work, self.form.booking(self.day.value()))

        name = self.form.name.plain()
        if self._write(go, f"已为 {name} 预订 {self.day.text()}"):
            self.form.reset()
            self.kept()

    def show_refusal(self, refusal: Refusal) -> bool:
        """Beside the field, else in the sheet's banner."""
        field = "name" if refusal.field == "person_id" else refusal.field
        placed = Refusal(refusal.message, refusal.way_out, field)
        return self.form.form.show_refusal(placed) or super().show_refusal(refusal)

    def serve(self) -> None:
        """Put the chosen booking on the till's bill."""

        def go() -> None:
            with self._context.database.reading(self._context.clerk) as work:
                orders.append(canteen.order_of_booking(work, self._chosen().id))

        orders: list[Order] = []
        if self._context.messages.guard(go, self):
            self.accept()
            self.served.emit(orders[0])

    def cancel(self) -> None:
        """Cancel the chosen booking, after asking once."""
        self._ask("取消 {} 的预订？", "取消预订", canteen.cancel_booking, "预订已取消")

    def charge(self) -> None:
        """Put the chosen no-show on account."""
        self._ask("{} 预订未到，按规定记账收款？", "记账收款", canteen.settle_no_show, "已记账，可在“收款”页收取")

    def waive(self) -> None:
        """Let the chosen no-show go."""
        self._ask("{} 预订未到，不收款？", "不收款", canteen.waive_no_show, "已记为未到，不收款")

    def print_kitchen(self) -> None:
        """Print the kitchen's sheet of the day."""
        self._print(lambda work, head: kitchen_pdf(head, canteen.kitchen(work, head.day)), "备餐单")

    def print_round(self) -> None:
        """Print the delivery round of the day."""
        self._print(lambda work, head: round_pdf(head, canteen.delivery_round(work, head.day)), "送餐清单")

    def _start(self) -> None:
        """The cursor where the clerk begins: at the finder, or on the list when there is nothing to book."""
        (self.form.finder if self._may else self.table).setFocus()

    def _lay_out(self) -> None:
        self.table.setMinimumHeight(px(250))
        self._more = self._more_buttons()
        side = Side(340, self.form)
        side.setVisible(self._may)
        right: QVBoxLayout = column(self._day_line(), self.table, self._count, self._more, spacing=8)
        line = row(side, right, spacing=16)
        line.setStretch(1, 1)
        self.add(line)

    def _day_line(self) -> QHBoxLayout:
        self.day.setFixedWidth(px(130))
        label = Label("日期", "small")
        label.setBuddy(self.day)
        prints = (
            Action("booking.kitchen", "备餐单", "Alt+K", self.print_kitchen),
            Action("booking.round", "送餐清单", "Alt+L", self.print_round),
        )
        hint = Label("↑ ↓ 换一天", "small")
        links = [button(action, self, "link") for action in prints]
        return row(label, self.day, self._weekday, hint, self._closed, None, *links)

    def _more_buttons(self) -> QHBoxLayout:
        held = self._context.clerk.permissions
        actions = (
            ("canteen.settle", Action("booking.serve", "就餐上单", "Alt+S", self.serve)),
            ("canteen.settle", Action("booking.charge", "未到记账", "Alt+J", self.charge)),
            ("canteen.settle", Action("booking.waive", "未到不收", "Alt+M", self.waive)),
            ("canteen.book", Action("booking.cancel", "取消预订", "Alt+D", self.cancel)),
        )
        return row(*(button(action, self) for right, action in actions if right in held), None)

    def _chosen(self) -> Booking:
        chosen: Booking | None = self.table.current()
        if chosen is None:
            raise Refusal("还没有选预订", "先在列表中用 ↑ ↓ 选一行")
        return chosen

    def _ask(self, text: str, verb: str, act: Callable[[Work, int], object], said: str) -> None:
        def go() -> None:
            chosen = self._chosen()

            def run() -> None:
                self._write(lambda work: act(work, chosen.id), said)

            self._context.messages.ask_once(text.format(chosen.name), verb, run, detail=_words(chosen))

        self._context.messages.guard(go, self)

    def _write(self, act: Callable[[Work], object], said: str) -> bool:
        def go() -> None:
            with self._context.database.work(self._context.clerk) as work:
                act(work)

        self.clear_refusal()
        done = self._context.messages.guard(go, self)
        if done:
            self._context.messages.say(said)
            self._read(self.day.value())
        return done

    def _print(self, make: Callable[[Work, ListHead], bytes], title: str) -> None:
        def go() -> None:
            day = self.day.value()
            with self._context.database.reading(self._context.clerk) as work:
                centre = office.centre(work)
                pdf = make(work, ListHead(day, centre.name, centre.demo, work.clerk.name, work.now))
            self._context.printing.print(pdf, "A4", f"{title} {day}")

        self._context.messages.guard(go, self)

    def _read(self, day: date) -> None:
        with self._context.database.reading(self._context.clerk) as work:
            booked, counts = canteen.bookings(work, day), canteen.kitchen(work, day)
            sets, closed = canteen.sets_on(work, day), canteen.closed_on(work, day)
        past = day < self._today
        self.table.show_rows([_shown(one, past) for one in booked])
        self.form.show_sets(sets)
        self._weekday.setText(self.day.live())
        self._closed.setText(f"停餐：{closed}" if closed else "")
        self._count.setText(_kitchen_words(counts))
        self.main.setEnabled(not past or not self._may)
        self._enable(day)

    def _enable(self, day: date) -> None:
        for name in _TODAY_ONLY:
            set_enabled(self, name, day == self._today)
        for name in _PAST_ONLY:
            set_enabled(self, name, day <= self._today)
        for name in _AHEAD:
            set_enabled(self, name, day >= self._today)

    @Slot()
    def _on_day(self) -> None:
        day = self.day.known()
        if day is not None:
            self._read(day)

    @Slot(int)
    def _on_picked(self, _person_id: int) -> None:
        self.main.setFocus()


def first_day(context: Context, action: str) -> date | None:
    """The first day with bookings that nobody came for (no_shows) or that cannot be served (stranded), else None."""
    with context.database.reading(context.clerk) as work:
        days = [one.due for one in canteen.due(work) if one.action == action]
    return min(days, default=None)


def _shown(one: Booking, past: bool) -> Booking:
    waiting = past and one.state == "booked"
    return replace(one, slot=SLOTS[one.slot], state=_WAITING if waiting else BOOKING_STATES[one.state])


def _tone(one: Booking) -> Tone:
    return _TONES[one.state]


def _words(one: Booking) -> str:
    return " · ".join(part for part in (one.day.isoformat(), one.slot, one.set_name, one.address) if part)


def _kitchen_words(counts: Sequence[KitchenCount]) -> str:
    if not counts:
        return "备餐 0 份"
    parts = [
        f"{SLOTS[one.slot]}{one.set_name} {one.portions} 份" + (f"（送 {one.delivered}）" if one.delivered else "")
        for one in counts
    ]
    return f"备餐 {sum(one.portions for one in counts)} 份：{'，'.join(parts)}"
