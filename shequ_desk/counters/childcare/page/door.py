"""What the clerk does at the door with one child of today: each step opens its sheet and says what was done."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.page.care_sheets import IncidentSheet, MedicineSheet, NoteSheet
from shequ_desk.counters.childcare.page.check_sheet import MorningCheckSheet
from shequ_desk.counters.childcare.page.checkout_sheet import CheckoutSheet, FeeSheet, SettleSheet
from shequ_desk.counters.childcare.page.door_card import DoorCard, passed, steps_of
from shequ_desk.counters.childcare.page.log_sheet import LogSheet
from shequ_desk.counters.childcare.page.receipt_sheet import StayReceiptSheet
from shequ_desk.counters.childcare.page.stays import booking_of, offered_text
from shequ_desk.counters.childcare.rules.board import DayRow
from shequ_desk.counters.childcare.rules.booking import BOOKED, DONE, LEFT, PRESENT
from shequ_desk.counters.childcare.rules.child import Settled
from shequ_desk.desk.counter import Context
from shequ_desk.desk.sheets import Sheet
from shequ_desk.kernel.errors import Refusal
from shequ_desk.store.database import Work
from shequ_desk.till import service as till
from shequ_desk.till.page.printing import print_receipt


class Door(QObject):
    """Signals: `closed()` a sheet was left, the cursor should go back; `file_asked(int)` a child's file is wanted."""

    closed = Signal()
    file_asked = Signal(int)

    def __init__(self, host: QWidget, context: Context) -> None:
        super().__init__(host)
        self._host, self._context = host, context
        self.card = DoorCard(
            self.next_step,
            steps_of(
                {
                    "childcare.medicine": self.give_medicine,
                    "childcare.note": self.write_note,
                    "childcare.incident": self.report_incident,
                    "childcare.missed": self.mark_missed,
                    "childcare.stay_file": self.ask_file,
                    "childcare.log": self.show_log,
                }
            ),
        )

    def next_step(self) -> None:
        """What comes next for the child on the card."""
        stay = self.card.stay
        if stay is None:
            return
        if stay.state == BOOKED and not passed(stay):
            self.check()
        else:
            {BOOKED: self.check_in, PRESENT: self.check_out, LEFT: self.charge, DONE: self.show_receipt}[stay.state]()

    def check(self) -> None:
        """晨检, and in."""

        def make(stay: DayRow) -> Sheet:
            sheet = MorningCheckSheet(self._host, self._context, stay)
            sheet.checked_in.connect(self._on_checked_in)
            return sheet

        self._open(make)

    def check_in(self) -> None:
        """In, when the check was done before but papers were missing then."""

        def act(work: Work, stay: DayRow) -> str:
            childcare.check_in(work, booking_of(work, stay), stay.pickup)
            return f"{stay.child_name} 已签到"

        self._act(act)

    def check_out(self) -> None:
        """Out to an authorised adult."""
        self._open(self._checkout)

    def charge(self) -> None:
        """Charge a child who went home."""
        self._open(self._settle)

    def show_receipt(self) -> None:
        """The receipt of the stay."""

        def make(stay: DayRow) -> Sheet:
            if not stay.number:
                raise Refusal("这次托育没有凭证", "未产生收费，或凭证已作废")
            sheet = StayReceiptSheet(self._host, self._context, stay.number)
            sheet.undone.connect(self._context.messages.say)
            return sheet

        self._open(make)

    def give_medicine(self) -> None:
        """委托喂药."""
        self._open(self._medicine)

    def write_note(self) -> None:
        """观察记录."""
        self._open(self._note)

    def report_incident(self) -> None:
        """事故记录."""
        self._open(self._incident)

    def show_log(self) -> None:
        """交接记录."""
        self._open(self._log)

    def ask_file(self) -> None:
        """The child's file."""
        if self.card.stay is not None:
            self.file_asked.emit(self.card.stay.child_id)

    def mark_missed(self) -> None:
        """Nobody came."""
        stay = self.card.stay
        if stay is None:
            return

        def run() -> None:
            self._act(_miss)

        self._context.messages.ask_once(f"{stay.child_name} {stay.hours} 没有来，记为未到？", "记未到", run)

    def _checkout(self, stay: DayRow) -> Sheet:
        return self._charging(CheckoutSheet(self._host, self._context, stay))

    def _settle(self, stay: DayRow) -> Sheet:
        return self._charging(SettleSheet(self._host, self._context, stay))

    def _medicine(self, stay: DayRow) -> Sheet:
        return MedicineSheet(self._host, self._context, stay)

    def _note(self, stay: DayRow) -> Sheet:
        return NoteSheet(self._host, self._context, stay)

    def _log(self, stay: DayRow) -> Sheet:
        return LogSheet(self._host, self._context, stay)

    def _incident(self, stay: DayRow) -> Sheet:
        return IncidentSheet(self._host, self._context, (stay.child_id, stay.child_name), stay.booking_id)

    def _charging(self, sheet: FeeSheet) -> Sheet:
        sheet.settled.connect(self._on_settled)
        sheet.released.connect(self._on_released)
        return sheet

    def _open(self, make: Callable[[DayRow], Sheet]) -> None:
        def go() -> None:
            stay = self.card.stay
            if stay is None:
                raise Refusal("还没有选儿童", "按 Alt T，用 ↑ ↓ 选今天的一位")
            sheet = make(stay)
            sheet.finished.connect(self._on_closed)
            sheet.open()

        self._context.messages.guard(go)

    def _act(self, act: Callable[[Work, DayRow], str]) -> None:
        def go() -> None:
            stay = self.card.stay
            if stay is None:
                raise Refusal("还没有选儿童", "按 Alt T，用 ↑ ↓ 选今天的一位")
            with self._context.database.work(self._context.clerk) as work:
                said.append(act(work, stay))

        said: list[str] = []
        if self._context.messages.guard(go):
            self._context.messages.say(said[0])

    @Slot(str)
    def _on_checked_in(self, name: str) -> None:
        self._context.messages.say(f"{name} 晨检正常，已签到")

    @Slot(str)
    def _on_released(self, name: str) -> None:
        self._context.messages.say(f"{name} 已接走，还没有收费")

    @Slot(object)
    def _on_settled(self, settled: Settled) -> None:
        change = f"，找零 {settled.change.text()} 元" if settled.change else ""
        self._context.messages.say(f"{settled.number} 已收 {settled.fee.pay.text()} 元{change}")
        with self._context.database.reading(self._context.clerk) as work:
            receipt = till.receipt(work, settled.number)
        print_receipt(self._context, receipt)

    @Slot()
    def _on_closed(self) -> None:
        self.closed.emit()


def _miss(work: Work, stay: DayRow) -> str:
    freed = childcare.mark_no_show(work, booking_of(work, stay))
    return f"{stay.child_name} 已记为未到{offered_text(freed)}"
