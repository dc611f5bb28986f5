"""The till's page: receipts of a day, shifts, the day close, money owed on account."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from shequ_desk.desk.actions import Action, button, set_enabled
from shequ_desk.desk.counter import Context, Undo
from shequ_desk.desk.page import Page
from shequ_desk.desk.theme import px
from shequ_desk.desk.turns import turn
from shequ_desk.desk.widgets import Banner, Side, column, row
from shequ_desk.kernel.dates import Month, short_date
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.money import Money
from shequ_desk.store.database import Work
from shequ_desk.till import service as till
from shequ_desk.till.page.close_sheet import CloseDaySheet
from shequ_desk.till.page.closed_sheet import ClosedDaysSheet
from shequ_desk.till.page.collect_sheet import CollectSheet
from shequ_desk.till.page.drawer import Drawer, Sums
from shequ_desk.till.page.paper_card import PaperCard
from shequ_desk.till.page.printing import print_close, print_receipt
from shequ_desk.till.page.proof_sheet import ProofSheet
from shequ_desk.till.page.receipt_list import ReceiptList
from shequ_desk.till.page.receipt_sheet import ReceiptSheet
from shequ_desk.till.page.shift_sheets import HandOverSheet, OpenShiftSheet
from shequ_desk.till.rules import CloseSheet, DayState, Receipt, Shift, State, day_ahead, give_back
from shequ_desk.till.service.listing import owed

_LOW = 460
_OWN = Undo(till.void, till.reverse)


class TillPage(Page):
    """Receipts of every kind by day, and what can be done with them and with the drawer.

    `undo` says per series how its counter takes a receipt back; all other series are the till's own.
    """

    def __init__(self, context: Context, undo: Mapping[str, Undo] | None = None) -> None:
        super().__init__()
        self._context, self._undo = context, undo or {}
        self._day = context.clock.now().date()
        self.late = Banner("red")
        self.sums = Sums()
        self.receipts = ReceiptList(context)
        turn()
        self.drawer = Drawer(self, context, Action("till.close", "日结", "F10", self.close_day), self._acts())
        self.paper = PaperCard(context, *self._paper_buttons())
        left = QWidget()
        left.setLayout(column(self.late, self.sums, self.receipts, spacing=12))
        side = Side(380, self.drawer, self.paper)
        self.setLayout(row(left, side, spacing=14))
        self.receipts.chosen.connect(self._on_chosen)
        self.receipts.opened.connect(self._on_opened)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.paper.set_low(self.height() < px(_LOW))

    def shown(self) -> None:
        """Read what changed; the cursor goes to the list."""
        self._read()
        self.receipts.table.setFocus()

    def show_person(self, person_id: int, action: str = "") -> None:
        """ "collect" takes what this person owes, "close" closes the oldest open day."""
        if action == "collect":
            self.collect(person_id)
        elif action == "close":
            self.close_day()

    def refresh(self, topic: str) -> None:
        """Somebody charged, undid, closed."""
        if topic == "till":
            self._read()

    def back(self) -> bool:
        """Esc: empty the search line, then back to the day that takes the money."""
        if self.receipts.search.plain():
            self.receipts.search.clear()
        elif self.receipts.day.text() != self._day.isoformat():
            self.receipts.show_day(self._day)
        else:
            return False
        return True

    def close_day(self) -> None:
        """日结 of the oldest open day; its sums are made in a job."""
        self._context.jobs.run(self._preview, self._show_close, title="合计当天收款")

    def open_shift(self) -> None:
        """开班: the opening float, on a day that takes money."""
        if self._context.messages.guard(self._standing):
            sheet = OpenShiftSheet(self, self._context)
            sheet.opened.connect(self._on_shift)
            sheet.open()

    def hand_over(self) -> None:
        """交接班: count the drawer, on a day that takes money."""

        def go() -> None:
            sheet = HandOverSheet(self, self._context, self._standing())
            sheet.handed_over.connect(self._on_shift)
            sheet.open()

        self._context.messages.guard(go)

    def collect(self, person_id: int = 0) -> None:
        """记账收款: of one person, or pick from everybody's."""
        sheet = CollectSheet(self, self._context, person_id)
        sheet.collected.connect(self._on_collected)
        sheet.open()

    def show_closed(self) -> None:
        """日结记录: closed days and their sheets."""
        sheet = ClosedDaysSheet(self, self._context, Month.of(self._context.clock.now().date()))
        sheet.print_requested.connect(self._on_print_close)
        sheet.open()

    def prove(self) -> None:
        """核验凭证."""
        ProofSheet(self, self._context).open()

    def reprint(self) -> None:
        """补打: one more paper of the chosen receipt, marked."""

        def go() -> None:
            with self._context.database.work(self._context.clerk) as work:
                receipt = till.reprint(work, self._number())
            print_receipt(self._context, receipt)
            self._context.messages.say(f"{receipt.number} 第 {receipt.prints} 次打印")

        self._context.messages.guard(go)

    def void(self) -> None:
        """作废 of the chosen receipt, after a reason."""
        self._ask_undo("作废", self._void)

    def reverse(self) -> None:
        """红冲 of the chosen receipt of a closed day, after a reason; prints the mirror."""
        self._ask_undo("红冲", self._reverse)

    def _acts(self) -> list[tuple[str, Action]]:
        return [
            ("till.shift", Action("till.open_shift", "开班", "Ctrl+B", self.open_shift)),
            ("till.shift", Action("till.hand_over", "交接班", "Ctrl+H", self.hand_over)),
            ("till.collect", Action("till.collect", "记账收款", "Ctrl+G", self.collect)),
            ("till.read", Action("till.closed", "日结记录", "Ctrl+J", self.show_closed)),
            ("till.read", Action("till.prove", "核验凭证", "Ctrl+Y", self.prove)),
        ]

    def _paper_buttons(self) -> list[QWidget]:
        acts = (
            ("till.reprint", Action("till.reprint", "补打", "F11", self.reprint)),
            ("till.void", Action("till.void", "作废", "F12", self.void)),
            ("till.reverse", Action("till.reverse", "红冲", "Shift+F12", self.reverse)),
        )
        rights = self._context.clerk.permissions
        return [button(action, self) for right, action in acts if right in rights]

    def _number(self) -> str:
        number = self.receipts.number()
        if not number:
            raise Refusal("没有选中凭证", "请先在列表里选一张")
        return number

    def _ask_undo(self, verb: str, undo: Callable[[str, str], None]) -> None:
        def go() -> None:
            number = self._number()
            with self._context.database.reading(self._context.clerk) as work:
                receipt = till.receipt(work, number)
            text = f"{verb} {number}：{receipt.payer_name} {receipt.amount.text('−')} 元"
            self._context.messages.ask_text(text, f"{verb}原因", verb, partial(undo, number))

        self._context.messages.guard(go)

    def _void(self, number: str, reason: str) -> None:
        def go() -> None:
            with self._context.database.work(self._context.clerk) as work:
                self._undoing(number).void(work, number, reason)
                receipt = till.receipt(work, number)
            self._context.messages.say(f"{number} 已作废{give_back(receipt)}")

        self._context.messages.guard(go)

    def _reverse(self, number: str, reason: str) -> None:
        def go() -> None:
            with self._context.database.work(self._context.clerk) as work:
                self._undoing(number).reverse(work, number, reason)
                original = till.receipt(work, number)
                mirror = till.receipt(work, original.mirrored_by)
            self._context.messages.say(f"{number} 已红冲，红冲单 {mirror.number}{give_back(original)}")
            print_receipt(self._context, mirror)

        self._context.messages.guard(go)

    def _undoing(self, number: str) -> Undo:
        return self._undo.get(number.partition("-")[0], _OWN)

    def _read(self) -> None:
        with self._context.database.reading(self._context.clerk) as work:
            today, running = work.today, till.open_days(work)
            ahead = day_ahead(today, running)
            day = ahead or today
            state, takings = till.day_state(work, day), till.takings(work, day, day)
        late = [one for one in running if one < today]
        self._context.jobs.run(self._owed, self.sums.show_owed)
        self.sums.show_day(state, takings)
        self.drawer.show_state(state)
        set_enabled(self, "till.open_shift", state.opening_float is None and not state.closed)
        set_enabled(self, "till.hand_over", not state.closed)
        set_enabled(self, "till.close", bool(late) or not state.closed)
        self.late.show_text(_late_text(late) or _ahead_text(today, ahead))
        self._take_day(day)

    def _take_day(self, day: date) -> None:
        """The list follows the day that takes the money, unless it shows another one."""
        followed, self._day = self.receipts.day.known() == self._day, day
        if followed and self.receipts.day.known() != day:
            self.receipts.show_day(day)
        else:
            self.receipts.reload()

    def _standing(self) -> DayState:
        """The day that what is done now belongs to. Refusal when it takes no money."""
        with self._context.database.reading(self._context.clerk) as work:
            return till.day_state(work, till.business_day(work))

    def _preview(self, _progress: object, _cancelled: object) -> CloseSheet:
        with self._context.database.reading(self._context.clerk) as work:
            return till.preview_close(work, _to_close(work))

    def _show_close(self, preview: CloseSheet) -> None:
        sheet = CloseDaySheet(self, self._context, preview)
        sheet.day_closed.connect(self._on_closed)
        sheet.open()

    def _owed(self, _progress: object, _cancelled: object) -> tuple[int, Money]:
        with self._context.database.reading(self._context.clerk) as work:
            return owed(work)

    @Slot(str)
    def _on_opened(self, number: str) -> None:
        if self.paper.low:
            ReceiptSheet(self, self._context, number, "green").open()
        else:
            self.paper.show_receipt(number)

    @Slot(str)
    def _on_chosen(self, number: str) -> None:
        self.paper.show_receipt(number)
        self._show_rights(number)

    def _show_rights(self, number: str) -> None:
        can_void = can_reverse = False
        if number:
            with self._context.database.reading(self._context.clerk) as work:
                receipt = till.receipt(work, number)
                closed = till.day_state(work, receipt.day).closed
            standing = receipt.state is State.VALID
            can_void, can_reverse = standing and not closed, standing and closed
        set_enabled(self, "till.void", can_void)
        set_enabled(self, "till.reverse", can_reverse)
        set_enabled(self, "till.reprint", bool(number))

    @Slot(object)
    def _on_closed(self, sheet: CloseSheet) -> None:
        self._context.messages.say(f"{short_date(sheet.day)} 已日结")
        print_close(self._context, sheet)

    @Slot(object)
    def _on_print_close(self, sheet: CloseSheet) -> None:
        print_close(self._context, sheet)

    @Slot(object)
    def _on_shift(self, shift: Shift) -> None:
        done = "已开班，备用金" if shift.kind == "open" else f"已交给{shift.successor}，现金"
        self._context.messages.say(f"{done} {shift.counted.text()} 元")

    @Slot(object)
    def _on_collected(self, receipt: Receipt) -> None:
        change = f"，找零 {receipt.change.text()} 元" if receipt.change else ""
        self._context.messages.say(f"{receipt.number} 已收款 {receipt.amount.text()} 元{change}")
        print_receipt(self._context, receipt)


def _to_close(work: Work) -> date:
    running = till.open_days(work)
    return running[0] if running else work.today


def _ahead_text(today: date, ahead: date | None) -> str:
    if ahead is None:
        return ""
    open_day = short_date(ahead)
    return f"✗ 电脑日期（{short_date(today)}）早于还没有日结的{open_day}，收款仍记在{open_day} → 请先把电脑日期改对"


def _late_text(late: Sequence[date]) -> str:
    if not late:
        return ""
    days = "、".join(short_date(day) for day in late)
    return f"✗ {days}还没有日结，日结前不能再收款 → 请清点现金，按 F10 先日结{short_date(late[0])}"
