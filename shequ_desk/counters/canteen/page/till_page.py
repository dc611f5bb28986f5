"""The lunch till: find, Enter, Enter. Everything a queue needs on one screen."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from shequ_desk.counters.canteen import service as canteen
from shequ_desk.counters.canteen.page.backfill_sheet import BackfillSheet
from shequ_desk.counters.canteen.page.booking_sheet import BookingSheet
from shequ_desk.counters.canteen.page.order_card import OrderCard
from shequ_desk.counters.canteen.page.public_sheet import PublicSheet
from shequ_desk.counters.canteen.rules.discount import SLOTS
from shequ_desk.counters.canteen.rules.ledger import MealRow, Stats
from shequ_desk.counters.canteen.rules.menu import MealSet
from shequ_desk.counters.canteen.rules.order import Order, Portion, Quote, Settled
from shequ_desk.desk.actions import Action, bind, button
from shequ_desk.desk.counter import Context, Tone
from shequ_desk.desk.rows import RowsView
from shequ_desk.desk.theme import px
from shequ_desk.desk.widgets import Card, KeyCap, Label, StatCard, clear, column, heading, row
from shequ_desk.desk.window import Page
from shequ_desk.kernel.figures import Column
from shequ_desk.people import service as people
from shequ_desk.people.resident_box import HitList, Mark, ResidentFinder
from shequ_desk.people.views import Hit
from shequ_desk.store.database import Work
from shequ_desk.till import service as till
from shequ_desk.till.page.printing import print_receipt

COLUMNS = (
    Column("at", "时间", "time", 7),
    Column("name", "姓名", "text", 12),
    Column("category", "类别", "text", 9),
    Column("price", "原价", "money", 8),
    Column("reduction", "优惠", "money", 8),
    Column("pay", "实收", "money", 8),
    Column("payment", "方式", "text", 8),
    Column("state", "状态", "text", 7),
    Column("number", "单号", "number_text", 9),
)
_LOOKS = {"category": "muted", "payment": "muted", "reduction": "orange", "pay": "strong", "number": "muted"}
_HITS = 5
_GUESTS_A_DAY = 120


class CanteenPage(Page):
    """The till of the canteen. It reads fields, calls the service, shows rows; it holds no rule."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._portions: list[Portion] = []
        self._sets: Sequence[MealSet] = ()
        self._set_id = 0
        self._slot = ""
        self.order = OrderCard()
        self.table = RowsView(COLUMNS, "本餐流水", looks=_LOOKS, tones={"state": _state_tone}, empty="本餐还没有人就餐")
        self._build()

    def shown(self) -> None:
        """Read sets and list; the cursor goes where the queue starts."""
        self._read_sets()
        self._read_list()
        self.finder.setFocus()

    def refresh(self, topic: str) -> None:
        """Somebody settled or changed a price."""
        if topic in ("canteen", "settings", "people"):
            self._read_sets()
            self._read_list()
            self._quote()

    def show_person(self, person_id: int, action: str = "") -> None:
        """Put a resident on the bill, or open the booking sheet for them."""
        if action == "book":
            self.book(person_id)
        elif person_id:
            self._add(Portion(self._set_id, person_id))

    def back(self) -> bool:
        """Esc: take the last diner off the bill."""
        if not self._portions:
            return False
        self._portions.pop()
        self._quote()
        return True

    def _build(self) -> None:
        hits = HitList()
        self.finder = ResidentFinder(self._context, hits, self._marks, _HITS)
        self._head, self._set_line = Label("午餐结算", "heading"), row(spacing=4)
        find = Card(spacing=8)
        find.add(row(self._head, None, self._set_line), self.finder, hits, self._more_buttons())
        self.order.add(None, self._main_buttons())
        left = QWidget()
        lines = column(find, self.order, spacing=12)
        lines.setStretch(1, 1)
        left.setLayout(lines)
        left.setFixedWidth(px(430))
        right = column(self._stat_cards(), self._list_card(), spacing=12)
        self.setLayout(row(left, right, spacing=14))
        self.finder.picked.connect(self._on_picked)
        self.finder.nothing_found.connect(self._on_nothing)
        self.order.payment_chosen.connect(self._on_payment)
        for place, key in enumerate(("cash", "wechat", "alipay", "account"), 1):
            choose = partial(self.order.payment.choose, key)
            bind(Action(f"canteen.pay.{key}", "付款方式", f"Alt+{place}", choose), self)
        for place in range(1, 10):
            bind(Action(f"canteen.set.{place}", "套餐", f"Ctrl+{place}", partial(self._choose_set, place)), self)

    def _more_buttons(self) -> QHBoxLayout:
        actions = (
            Action("canteen.guest", "普通居民", "Ctrl+G", self.add_guest),
            Action("canteen.public", "公益", "Ctrl+U", self.add_public),
            Action("canteen.book", "订餐", "Ctrl+B", self.book),
            Action("canteen.backfill", "补录", "Ctrl+R", self.backfill),
        )
        return row(*(button(action, self, "link") for action in actions if self._may(action.id)), None, spacing=2)

    def _may(self, action: str) -> bool:
        needed = {"canteen.book": "canteen.book", "canteen.backfill": "canteen.backfill"}.get(action, "canteen.settle")
        return needed in self._context.clerk.permissions

    def _main_buttons(self) -> QHBoxLayout:
        both = Action("canteen.settle_print", "结算并打印", "Enter", partial(self.settle, True))
        only = Action("canteen.settle", "只结算", "F10", partial(self.settle, False))
        main, quiet = button(both, self, "primary", "orange"), button(only, self, height=54)
        line = row(main, quiet, spacing=10)
        line.setStretch(0, 1)
        return line

    def _stat_cards(self) -> QHBoxLayout:
        self.stats = {
            "meals": StatCard("今日就餐", "人次", "orange"),
            "reduction": StatCard("优惠合计", "元", "green"),
            "public": StatCard("公益套餐", "份", "gold"),
            "paid": StatCard("实收", "元", "blue"),
        }
        return row(*self.stats.values(), spacing=11)

    def _list_card(self) -> Card:
        card = Card(spacing=6)
        again = Action("canteen.reprint", "补打", "F11", self.reprint)
        undo = Action("canteen.void", "作废上一笔", "F12", self.void_last)
        card.add(heading("本餐流水", button(again, self, "link"), button(undo, self, "link")), self.table)
        return card

    def add_guest(self) -> None:
        """One full-price portion without a record of the person."""
        self._add(Portion(self._set_id))

    def add_public(self) -> None:
        """Ask who takes a public meal."""
        sheet = PublicSheet(self, self._context, self._slot, self._set_id)
        sheet.settled.connect(self._on_settled)
        sheet.open()

    def book(self, person_id: int = 0) -> None:
        """Book a meal for another day, see the kitchen count and the round of deliveries."""
        BookingSheet(self, self._context, person_id).open()

    def backfill(self) -> None:
        """Enter a paper list after a power cut."""
        BackfillSheet(self, self._context).open()

    def settle(self, printing: bool) -> None:
        """Take the money; with `printing` the receipt follows the commit."""

        def go() -> None:
            with self._context.database.work(self._context.clerk) as work:
                settled = canteen.settle(work, self._order())
            self._done(settled, printing)

        self.order.show_error("")
        self._context.messages.guard(go, self.order)

    def reprint(self) -> None:
        """Print the chosen line's receipt again (the newest one when none is chosen), marked 补打."""

        def go() -> None:
            with self._context.database.work(self._context.clerk) as work:
                receipt = till.reprint(work, self._chosen_number(work))
            print_receipt(self._context, receipt)
            self._context.messages.say(f"{receipt.number} 第 {receipt.prints} 次打印")

        self._context.messages.guard(go, self.order)

    def void_last(self) -> None:
        """Take the newest receipt back, after a reason."""

        def ask() -> None:
            with self._context.database.reading(self._context.clerk) as work:
                number = canteen.last_number(work)
                receipt = till.receipt(work, number)
            text = f"作废 {number}：{receipt.payer_name} {receipt.amount.text()} 元"
            self._context.messages.ask_text(text, "作废原因", "作废这一笔", partial(self._void, number))

        self._context.messages.guard(ask, self.order)

    def _void(self, number: str, reason: str) -> None:
        def go() -> None:
            with self._context.database.work(self._context.clerk) as work:
                canteen.void_meals(work, number, reason)
            self._context.messages.say(f"{number} 已作废，名额和次数已退回")

        self._context.messages.guard(go, self.order)

    def _chosen_number(self, work: Work) -> str:
        chosen = self.table.current()
        return chosen.receipt_no if self.table.hasFocus() and chosen else canteen.last_number(work)

    def _order(self) -> Order:
        payment = self.order.payment.choice()
        return Order(tuple(self._portions), self._slot, payment, self.order.cash())

    def _add(self, portion: Portion) -> None:
        self._portions.append(portion)
        if not self._quote():
            self._portions.pop()
            self._quote()

    def _quote(self) -> bool:
        """Show what the bill comes to now; False when it cannot be."""
        quoted: list[Quote] = []

        def go() -> None:
            with self._context.database.reading(self._context.clerk) as work:
                quoted.append(canteen.quote(work, Order(tuple(self._portions), self._slot)))

        if not self._portions:
            self.order.show_quote(None)
            return True
        if not self._context.messages.guard(go, self.order):
            return False
        self.order.show_error("")
        self.order.show_quote(quoted[0])
        return True

    def _done(self, settled: Settled, printing: bool) -> None:
        self._portions = []
        self.order.show_quote(None)
        self.order.reset()
        self.finder.setFocus()
        change = f"，找零 {settled.change.text()} 元" if settled.change else ""
        self._context.messages.say(f"{settled.number} 已结算 {settled.pay.text()} 元{change}")
        if printing:
            with self._context.database.reading(self._context.clerk) as work:
                receipt = till.receipt(work, settled.number)
            print_receipt(self._context, receipt)

    def _read_sets(self) -> None:
        with self._context.database.reading(self._context.clerk) as work:
            self._slot = canteen.slot_now(work)
            self._sets = canteen.sets_on(work, work.today, self._slot)
        self._head.setText(f"{SLOTS[self._slot]}结算")
        if self._set_id not in [one.id for one in self._sets]:
            self._set_id = self._sets[0].id if self._sets else 0
        self._show_sets()

    def _show_sets(self) -> None:
        clear(self._set_line)
        for place, one in enumerate(self._sets[:3], 1):
            label = Label(f"{one.name} {one.price.text()} 元", "strong" if one.id == self._set_id else "muted")
            label.set_ink("orange" if one.id == self._set_id else None)
            self._set_line.addWidget(label)
            self._set_line.addWidget(KeyCap(f"Ctrl+{place}"))

    def _choose_set(self, place: int) -> None:
        if place > len(self._sets):
            return
        self._set_id = self._sets[place - 1].id
        self._portions = [replace(portion, set_id=self._set_id) for portion in self._portions]
        self._show_sets()
        self._quote()
        self.finder.setFocus()

    def _read_list(self) -> None:
        with self._context.database.reading(self._context.clerk) as work:
            rows, stats = canteen.today(work, self._slot), canteen.stats(work)
        self.table.show_rows([_shown(one) for one in rows])
        self._show_stats(stats)

    def _show_stats(self, stats: Stats) -> None:
        share = stats.public_used / stats.public_quota if stats.public_quota else 0.0
        self.stats["meals"].show_value(f"{stats.meals:,}", stats.meals / _GUESTS_A_DAY)
        self.stats["reduction"].show_value(stats.reduction.text())
        self.stats["public"].show_value(f"{stats.public_used}", share, f"/ {stats.public_quota} 份")
        self.stats["paid"].show_value(stats.paid.text())

    def _marks(self, work: Work, hits: Sequence[Hit]) -> Sequence[Mark | None]:
        if not hits or not self._set_id:
            return [None] * len(hits)
        offers = canteen.offers(work, [hit.person_id for hit in hits], self._slot, self._set_id)
        return [Mark(offer.reason or offer.text, "orange" if offer.welcome else "grey") for offer in offers]

    @Slot(int)
    def _on_picked(self, person_id: int) -> None:
        with self._context.database.reading(self._context.clerk) as work:
            kept = people.ids_of(work, person_id)[0]
        self._add(Portion(self._set_id, kept))

    @Slot(str)
    def _on_nothing(self, text: str) -> None:
        self.order.show_error(f"没有找到“{text}” → 可按 F2 登记，或按 Ctrl+G 按普通居民结算")

    @Slot(str)
    def _on_payment(self, _key: str) -> None:
        self.finder.setFocus()

    @Slot(object)
    def _on_settled(self, settled: Settled) -> None:
        self._done(settled, True)


def _state_tone(line: MealRow) -> Tone:
    return "red" if line.state in ("作废", "已冲红", "冲红") else "gold"


def _shown(line: MealRow) -> MealRow:
    """The list shows reductions as they stand on the receipt: negative; marks where there is no state."""
    return replace(line, reduction=-line.reduction, state=line.state or line.marks)
