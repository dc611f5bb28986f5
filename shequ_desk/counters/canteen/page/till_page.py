"""The lunch till: find, Enter, Enter. Everything a queue needs on one screen."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from shequ_desk.counters.canteen import service as canteen
from shequ_desk.counters.canteen.page.backfill_sheet import BackfillSheet
from shequ_desk.counters.canteen.page.booking_sheet import BookingSheet, first_day
from shequ_desk.counters.canteen.page.find_card import FindCard
from shequ_desk.counters.canteen.page.meal_list import MealListCard, StatRow, stack
from shequ_desk.counters.canteen.page.order_card import PAYMENTS, OrderCard
from shequ_desk.counters.canteen.page.public_sheet import PublicSheet
from shequ_desk.counters.canteen.page.review_sheet import ReviewSheet
from shequ_desk.counters.canteen.rules.order import Order, Portion, Quote, Settled
from shequ_desk.desk.actions import Action, bind, button
from shequ_desk.desk.counter import Context
from shequ_desk.desk.theme import PRIMARY_HEIGHT, px, tall
from shequ_desk.desk.turns import turn
from shequ_desk.desk.widgets import Side, column, row
from shequ_desk.desk.window import Page
from shequ_desk.kernel.errors import DeskError, Refusal
from shequ_desk.people import service as people
from shequ_desk.till.page.printing import form, print_receipt
from shequ_desk.till.papers import Form, receipt_pdf

_ROOMY, _LOW, _TIGHT = 630, 550, 460
_MANY_SETS = 5
_TOPICS = ("canteen", "settings", "people")


class CanteenPage(Page):
    """The till of the canteen. It reads fields, calls the service, shows rows; it holds no rule."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._portions: list[Portion] = []
        self._payer_id: int | None = None
        self._rehearsed = False
        self.order = OrderCard()
        self.search = FindCard(context, self._ways())
        self.finder = self.search.finder
        turn()
        self.stats, self.list = StatRow(), MealListCard(context, self.order, self._lists())
        self._news = QTimer(self, singleShot=True, interval=0)
        turn()
        self._lay_out()
        self._bind_keys()
        self._news.timeout.connect(self._on_news)
        self.finder.picked.connect(self._on_picked)
        self.finder.nothing_found.connect(self._on_nothing)
        self.search.set_chosen.connect(self._on_set)
        self.order.payment_chosen.connect(self._on_payment)
        self.order.address_written.connect(self._on_address)
        self.finder.searched.connect(self._on_searched)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(self._room() < px(_TIGHT))
        self._show_crowd()

    def shown(self) -> None:
        """Read sets and list; the cursor goes where the queue starts."""
        self.search.follow_clock()
        self._read_list()
        turn()
        self._quote()
        self.finder.setFocus()
        if not self._rehearsed:
            self._rehearsed = True
            self._context.jobs.run(partial(rehearse, self._context, form(self._context)), _rehearsed, _not_rehearsed)

    def refresh(self, topic: str) -> None:
        """Somebody settled or changed a price; all news of one commit are read once, after the receipt went off."""
        if topic in _TOPICS:
            self._news.start()

    def show_person(self, person_id: int, action: str = "") -> None:
        """Put a resident on the bill, or start what `action` names for them."""
        if action == "book":
            self.book(person_id)
        elif action == "collect":
            self._context.open_page("till", person_id, "collect")
        elif action == "bookings":
            self.book()
        elif action in ("no_shows", "stranded"):
            self._open_bookings(BookingSheet(self, self._context, 0, first_day(self._context, action)))
        elif action == "after_death":
            ReviewSheet(self, self._context).open()
        elif person_id:
            self._on_picked(person_id)

    def back(self) -> bool:
        """Esc: first what is typed, then the last diner goes, at last who pays for the others."""
        if self.finder.text():
            self.finder.clear()
            return True
        if not self._portions and self._payer_id is None:
            return False
        if self._portions:
            self._portions.pop()
        else:
            self._show_payer(None)
        self._quote()
        self.finder.setFocus()
        return True

    def add_guest(self) -> None:
        """One full-price portion without a record of the person."""
        self._add(Portion(self.search.set_id))

    def add_public(self) -> None:
        """Ask who takes a public meal."""
        sheet = PublicSheet(self, self._context, self.search.slot, self.search.set_id)
        sheet.settled.connect(self._on_settled)
        sheet.finished.connect(self._on_sheet_gone)
        sheet.open()

    def book(self, person_id: int = 0) -> None:
        """Book a meal for another day, see the kitchen count and the round of deliveries."""
        self._open_bookings(BookingSheet(self, self._context, person_id))

    def backfill(self) -> None:
        """Enter a paper list after a power cut."""
        sheet = BackfillSheet(self, self._context)
        sheet.finished.connect(self._on_sheet_gone)
        sheet.open()

    def deliver(self) -> None:
        """The last diner's meal is brought home, or not after all."""
        if not self._portions:
            self.order.show_error("还没有选就餐人 → 先查找居民，再按 Ctrl D 送餐")
            return
        last = self._portions[-1]
        self._portions[-1] = replace(last, address="")
        if self.order.delivering():
            self.order.show_delivery("")
            self.finder.setFocus()
        else:
            self.order.show_delivery(self._home(last), open_=True)
        self._show_crowd()

    def pay_only(self) -> None:
        """The last diner does not eat and pays for the others, or nobody does after all."""
        last = self._portions[-1] if self._portions else Portion(0)
        if self._payer_id is not None:
            self._show_payer(None)
        elif last.person_id is None:
            self.order.show_error("还没有选付款的居民 → 先查找付款的居民，再按 F9，他只付款不就餐")
            return
        else:
            self._portions.pop()
            self.order.show_delivery("")
            self._show_payer(last.person_id)
        self._quote()
        self.finder.setFocus()

    def settle(self, printing: bool) -> None:
        """Take the money; with `printing` the receipt follows the commit. What fails after it charges nothing again."""
        kept, done = self._portions, list[Settled]()

        def go() -> None:
            order = self._order(printing)
            self._portions = []
            with self._context.database.work(self._context.clerk) as work:
                settled = canteen.settle(work, order)
            done.append(settled)

        self.order.show_error("")
        if self._context.messages.guard(go, self.order):
            self._done(done[0], printing)
        else:
            self._portions = kept

    def _ways(self) -> tuple[Action, ...]:
        return (
            Action("canteen.guest", "普通居民", "Ctrl+G", self.add_guest),
            Action("canteen.public", "公益", "Ctrl+U", self.add_public),
            Action("canteen.deliver", "送餐", "Ctrl+D", self.deliver),
            Action("canteen.payer", "代付", "F9", self.pay_only),
        )

    def _lists(self) -> list[Action]:
        offered = (
            Action("canteen.book", "订餐", "Ctrl+B", self.book),
            Action("canteen.backfill", "补录", "Ctrl+R", self.backfill),
        )
        return [one for one in offered if one.id in self._context.clerk.permissions]

    def _lay_out(self) -> None:
        self._main = self._main_buttons()
        self.order.add(None, self._main)
        self._cards = column(self.search, self.order, spacing=12)
        self._left = Side(430, self._cards)
        self.order.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setLayout(row(self._left, stack(self.stats, self.list), spacing=14))

    def _main_buttons(self) -> QWidget:
        both = Action("canteen.settle_print", "结算并打印", "Enter", partial(self.settle, True))
        only = Action("canteen.settle", "只结算", "F10", partial(self.settle, False))
        main, quiet = button(both, self, "primary", "orange"), button(only, self, height=54)
        line = row(main, quiet, spacing=10)
        line.setStretch(0, 1)
        holder = QWidget()
        holder.setLayout(line)
        holder.setFixedHeight(tall(PRIMARY_HEIGHT, 18))
        return holder

    def _bind_keys(self) -> None:
        for place, (key, text) in enumerate(PAYMENTS, 1):
            choose = partial(self.order.payment.choose, key)
            bind(Action(f"canteen.pay.{key}", text, f"Alt+{place}", choose), self)
        for place in range(1, 10):
            bind(Action(f"canteen.set.{place}", "套餐", f"Ctrl+{place}", partial(self.search.choose_set, place)), self)
        bind(Action("canteen.received", "收款", "Alt+S", self.order.received.setFocus), self)

    def _open_bookings(self, sheet: BookingSheet) -> None:
        sheet.served.connect(self._on_served)
        sheet.finished.connect(self._on_sheet_gone)
        sheet.open()

    def _order(self, printing: bool) -> Order:
        if self.order.delivering() and not self._portions[-1].address:
            raise Refusal("请填写送餐地址", "例如 清泉花园 12 幢 302；不送餐再按一次 Ctrl D", "address")
        payment = self.order.payment.choice()
        portions, cash = tuple(self._portions), self.order.cash()
        return Order(portions, self.search.slot, payment, cash, self._payer_id, printing=printing)

    def _show_payer(self, person_id: int | None) -> None:
        self._payer_id = person_id
        if person_id is None:
            self.order.show_payer("")
            return
        with self._context.database.reading(self._context.clerk) as work:
            self.order.show_payer(people.brief(work, person_id).name)

    def _home(self, portion: Portion) -> str:
        if portion.person_id is None:
            return ""
        with self._context.database.reading(self._context.clerk) as work:
            return people.brief(work, portion.person_id).address

    def _add(self, portion: Portion) -> None:
        self._portions.append(portion)
        self.order.show_delivery(portion.address, open_=bool(portion.address))
        if not self._quote():
            reason = self.order.error()
            self._portions.pop()
            self._quote()
            self.order.show_error(reason)
        self.finder.setFocus()

    def _quote(self) -> bool:
        """Show what the bill comes to now; False when it cannot be."""
        quoted: list[Quote] = []
        self.search.show_idle(not self._portions)
        self._show_crowd()

        def go() -> None:
            with self._context.database.reading(self._context.clerk) as work:
                quoted.append(canteen.quote(work, Order(tuple(self._portions), self.search.slot)))

        if not self._portions:
            self.order.show_quote(None)
            return True
        if not self._context.messages.guard(go, self.order):
            return False
        self.order.show_error("")
        self.order.show_quote(quoted[0])
        return True

    def _done(self, settled: Settled, printing: bool) -> None:
        """The paper goes off first; the page is made ready for the next in the queue while it is printed."""
        if printing:
            self._context.messages.guard(partial(print_receipt, self._context, settled.receipt))
        self.search.show_idle(True)
        self.order.show_quote(None)
        self.order.reset()
        self._payer_id = None
        self.finder.setFocus()
        change = f"，找零 {settled.change.text()} 元" if settled.change else ""
        self._context.messages.say(f"{settled.number} 已结算 {settled.pay.text()} 元{change}")

    def _read_list(self) -> None:
        with self._context.database.reading(self._context.clerk) as work:
            rows, stats = canteen.today(work, self.search.slot), canteen.stats(work)
        self.list.show_meals(rows)
        self.stats.show_stats(stats)

    @Slot()
    def _on_news(self) -> None:
        self.search.read()
        self._read_list()
        self._quote()

    @Slot(int)
    def _on_picked(self, person_id: int) -> None:
        with self._context.database.reading(self._context.clerk) as work:
            kept = people.ids_of(work, person_id)[0]
            booked = canteen.booked_portion(work, kept, self.search.slot)
        self._add(self._booked(booked, kept) or Portion(self.search.set_id, kept))

    def _booked(self, booked: Portion | None, person_id: int) -> Portion | None:
        """The portion booked, unless it stands on the bill already or its set is not sold now."""
        sold = {one.id for one in self.search.sets}
        taken = {one.booking_id for one in self._portions}
        if booked is None or booked.booking_id in taken or booked.set_id not in sold:
            return None
        return replace(booked, person_id=person_id)

    @Slot()
    def _on_searched(self) -> None:
        """On a low screen the hits take the room of the payment, which nobody needs while typing."""
        height = self._room() if self.finder.list.hits else px(_ROOMY)
        self.order.set_compact(height < px(_ROOMY))
        self._main.setVisible(height >= px(_LOW))

    def _fit(self, tight: bool) -> None:
        """Room between the lines is the first to go."""
        self.order.set_room(self._room() < px(_LOW), tight)
        self.search.set_tight(tight)
        for card in (self.search, self.order):
            card.body.setContentsMargins(16, 9 if tight else 14, 16, 9 if tight else 14)
        self.search.body.setSpacing(5 if tight else 8)
        self._cards.setSpacing(8 if tight else 12)

    def _show_crowd(self) -> None:
        busy = self.order.delivering() or bool(self.order.payer_text())
        self.search.show_alone(busy and len(self.search.sets) >= _MANY_SETS and self._room() < px(_ROOMY))
        self.order.set_crowd(self.search.crowd if self._room() < px(_ROOMY) else 0)

    def _room(self) -> int:
        """Pixels of height the window leaves to the page."""
        frame = self.parentWidget()
        return frame.height() if frame is not None else px(_ROOMY)

    @Slot(str)
    def _on_nothing(self, text: str) -> None:
        self.order.show_error(f"没有找到“{text}” → 可按 F2 登记，或按 Ctrl G 按普通居民结算")

    @Slot()
    def _on_set(self) -> None:
        if self._portions and self._portions[-1].worker is None:
            self._portions[-1] = replace(self._portions[-1], set_id=self.search.set_id)
        self._read_list()
        self._quote()
        self.finder.setFocus()

    @Slot(str)
    def _on_payment(self, _key: str) -> None:
        self.finder.setFocus()

    @Slot(str)
    def _on_address(self, text: str) -> None:
        if self._portions:
            self._portions[-1] = replace(self._portions[-1], address=text)

    @Slot(object)
    def _on_settled(self, settled: Settled) -> None:
        self._done(settled, True)

    @Slot(object)
    def _on_served(self, order: Order) -> None:
        if order.slot != self.search.slot:
            self.search.choose_slot(order.slot)
        for portion in order.portions:
            self._add(portion)

    @Slot()
    def _on_sheet_gone(self) -> None:
        self.finder.setFocus()


def rehearse(context: Context, paper: Form, _progress: object, _cancelled: object) -> None:
    """A job: settle and draw a receipt that nobody gets; the first in the queue then waits no longer than the rest."""
    with context.database.rehearsal(context.clerk) as work:
        receipt_pdf(canteen.rehearse(work).receipt, paper)


def _rehearsed(_result: None) -> None:
    return None


def _not_rehearsed(_error: DeskError) -> None:
    """Closed today, nothing sold, the file busy: the first in the queue hears of it, or waits a moment longer."""
