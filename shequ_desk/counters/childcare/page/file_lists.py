"""Lists of a child's file: one-time 委托, stays, medicine, incidents."""

from collections.abc import Sequence

from PySide6.QtCore import Slot

from shequ_desk.counters.childcare import papers
from shequ_desk.counters.childcare.page.care_sheets import IncidentSheet
from shequ_desk.counters.childcare.page.file_tab import FileTab
from shequ_desk.counters.childcare.page.printing import Make, of_row, print_slip
from shequ_desk.counters.childcare.page.receipt_sheet import StayReceiptSheet
from shequ_desk.counters.childcare.rules.booking import BOOKED, LEFT, MISSED, PRESENT, Booking
from shequ_desk.counters.childcare.rules.care import Incident, MedicineOrder
from shequ_desk.counters.childcare.rules.child import ChildFile
from shequ_desk.counters.childcare.rules.door import Delegation
from shequ_desk.desk.actions import Action
from shequ_desk.desk.counter import Context, Tone
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.figures import Column

_DELEGATIONS = (
    Column("day", "哪一天", "date"),
    Column("name", "受托人"),
    Column("relation", "关系"),
    Column("id_tail", "证件后四位", "number_text"),
    Column("guardian", "委托的监护人"),
    Column("confirmed_how", "怎样确认", weight=2),
    Column("used_at", "已接走", "time"),
)
_BOOKINGS = (
    Column("day", "日期", "date"),
    Column("hours", "时段"),
    Column("programme_name", "项目"),
    Column("group_name", "班型"),
    Column("number", "凭证", "number_text"),
    Column("remark", "备注", weight=2),
    Column("state_text", "状态"),
)
_MEDICINES = (
    Column("drug", "药名", weight=2),
    Column("dose", "剂量"),
    Column("times", "喂药时间", weight=2),
    Column("first", "从", "date"),
    Column("last", "到", "date"),
    Column("guardian", "签字监护人"),
)
_INCIDENTS = (
    Column("at", "时间", "date"),
    Column("place", "地点"),
    Column("carer", "当班"),
    Column("what", "经过", weight=4),
    Column("injury", "伤情"),
    Column("measures", "处理", weight=3),
)
_STATES: dict[str, Tone] = {BOOKED: "gold", PRESENT: "blue", LEFT: "red", MISSED: "red"}


class DelegationTab(FileTab):
    """One-time 委托."""

    PRINTS = "打印委托书"

    def __init__(self, context: Context) -> None:
        empty = ("没有一次性委托", "接走时按 Alt W 写委托")
        super().__init__(context, "一次性委托", _DELEGATIONS, (), empty)

    def rows_of(self, file: ChildFile) -> Sequence[Delegation]:
        return file.delegations

    def paper_of(self, row: Delegation | None) -> tuple[str, Make] | None:
        return "一次性委托书", of_row(papers.delegation_pdf, row)


class BookingTab(FileTab):
    """Bookings and stays; Enter opens the receipt."""

    PRINTS = "打印预约单"

    def __init__(self, context: Context) -> None:
        empty = ("还没有预约", "在看板上选时段预约")
        super().__init__(
            context,
            "预约与托育",
            _BOOKINGS,
            (),
            empty,
            {"state_text": _booking_tone},
            "Enter 看凭证，可补打、作废、退费",
        )
        self.table.row_activated.connect(self._on_row)

    def rows_of(self, file: ChildFile) -> Sequence[Booking]:
        return file.bookings

    def print_paper(self) -> None:
        """A slip is its own paper."""
        self.with_chosen(self._print_slip)

    def _print_slip(self, booking: Booking) -> None:
        print_slip(self.context, booking.id)

    @Slot(object)
    def _on_row(self, booking: Booking) -> None:
        def go() -> None:
            if not booking.number:
                raise Refusal("这次没有凭证", "收费后才有")
            sheet = StayReceiptSheet(self, self.context, booking.number)
            sheet.undone.connect(self.context.messages.say)
            sheet.undone.connect(self.changed)
            sheet.open()

        self.context.messages.guard(go)


class MedicineTab(FileTab):
    """委托喂药单."""

    PRINTS = "打印委托单"

    def __init__(self, context: Context) -> None:
        empty = ("没有委托喂药单", "在门口交接里按 Alt Y 写")
        super().__init__(context, "委托喂药", _MEDICINES, (), empty)

    def rows_of(self, file: ChildFile) -> Sequence[MedicineOrder]:
        return file.medicines

    def paper_of(self, row: MedicineOrder | None) -> tuple[str, Make] | None:
        return "委托喂药单", of_row(papers.medicine_pdf, row)


class IncidentTab(FileTab):
    """事故记录; one is completed by another, never changed."""

    PRINTS = "打印"

    def __init__(self, context: Context) -> None:
        actions = (Action("file.amend", "补充", "Alt+N", self.amend),)
        super().__init__(context, "事故记录", _INCIDENTS, actions, ("没有事故记录", ""))

    def rows_of(self, file: ChildFile) -> Sequence[Incident]:
        return file.incidents

    def paper_of(self, row: Incident | None) -> tuple[str, Make] | None:
        return "事故记录", of_row(papers.incident_pdf, row)

    def amend(self) -> None:
        """Complete the chosen record."""
        self.with_chosen(self._amend)

    def _amend(self, incident: Incident) -> None:
        file = self.child()
        self.follow(IncidentSheet(self, self.context, (file.child_id, file.name), incident.booking_id, incident))


def _booking_tone(one: Booking) -> Tone:
    return _STATES.get(one.state, "grey")
