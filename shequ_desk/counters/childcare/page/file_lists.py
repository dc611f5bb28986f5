"""The lists of a child's file: papers, authorised adults, one-time 委托, stays, medicine, incidents."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Slot

from shequ_desk.counters.childcare import papers
from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.page.care_sheets import IncidentSheet
from shequ_desk.counters.childcare.page.document_form import DocumentForm
from shequ_desk.counters.childcare.page.file_tab import FileTab
from shequ_desk.counters.childcare.page.printing import Make, print_slip
from shequ_desk.counters.childcare.page.receipt_sheet import ReceiptSheet
from shequ_desk.counters.childcare.page.section import EntrySheet
from shequ_desk.counters.childcare.rules.booking import BOOKED, LEFT, MISSED, PRESENT, Booking
from shequ_desk.counters.childcare.rules.care import Incident, MedicineOrder
from shequ_desk.counters.childcare.rules.child import ChildFile
from shequ_desk.counters.childcare.rules.documents import AGREEMENT, CONSENT, DOCUMENT_KINDS, Document
from shequ_desk.counters.childcare.rules.door import Delegation, NewPickup, PickupPerson
from shequ_desk.counters.childcare.rules.papers import ChildPapers
from shequ_desk.desk.actions import Action
from shequ_desk.desk.counter import Context, Tone
from shequ_desk.desk.fields import ChoiceBox, DayEdit, LineEdit
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.figures import Column
from shequ_desk.store.database import Work

_DOCUMENTS = (
    Column("title", "材料", weight=2),
    Column("signed_on", "签署或检查", "date"),
    Column("valid_to", "有效至", "date"),
    Column("who", "签署人", weight=2),
    Column("version", "版本"),
    Column("note", "说明", weight=2),
    Column("entered_by", "录入人"),
    Column("state", "状态"),
)
_PICKUPS = (
    Column("name", "姓名", weight=2),
    Column("relation", "关系"),
    Column("id_tail", "证件后四位", "number_text"),
    Column("phone", "电话", "number_text"),
    Column("first", "从", "date"),
    Column("last", "到", "date"),
    Column("state", "状态"),
)
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
_TONES: dict[str, Tone] = {"有效": "green", "已过期": "red", "已撤回": "grey", "未生效": "gold", "已停用": "grey"}
_STATES: dict[str, Tone] = {BOOKED: "gold", PRESENT: "blue", LEFT: "red", MISSED: "red"}


@dataclass(frozen=True)
class DocumentRow:
    """A paper as listed."""

    document: Document
    title: str
    signed_on: date
    valid_to: date | None
    who: str
    version: str
    note: str
    entered_by: str
    state: str


@dataclass(frozen=True)
class PickupRow:
    """An authorised adult as listed."""

    person: PickupPerson
    name: str
    relation: str
    id_tail: str
    phone: str
    first: date
    last: date | None
    state: str


class DocumentSheet(EntrySheet):
    """One more paper; its kind is chosen first."""

    def __init__(self, tab: "DocumentTab", context: Context, child_id: int) -> None:
        super().__init__(tab, context, "加材料", "记下材料", (), width=560)
        kinds = list(DOCUMENT_KINDS.items())
        self.kind, self.fields = ChoiceBox("kind", "材料", kinds), DocumentForm(context, child_id)
        self.form = self.fields.form
        self.add(self.form.add(self.kind), self.fields)
        self.kind.currentIndexChanged.connect(self._on_kind)
        self._on_kind()
        self.save = self._save

    def _save(self, work: Work) -> None:
        childcare.add_document(work, self.fields.document())

    @Slot()
    def _on_kind(self) -> None:
        self.fields.show_kind(self.kind.value())
        self.fit()


class DocumentTab(FileTab):
    """Consent, agreement, health, vaccination."""

    PRINTS = "打印"

    def __init__(self, context: Context) -> None:
        actions = (
            Action("file.document", "加材料", "Alt+N", self.add_document),
            Action("file.withdraw", "撤回", "Alt+D", self.withdraw),
        )
        empty = ("还没有材料", "首次入托前要有知情同意书、服务协议、健康检查和接种查验")
        super().__init__(context, "材料", _DOCUMENTS, actions, empty, {"state": _document_tone})

    def rows_of(self, file: ChildFile) -> Sequence[DocumentRow]:
        today = self.context.clock.now().date()
        return [_document_row(one, today) for one in file.documents]

    def paper_of(self, row: DocumentRow | None) -> tuple[str, Make] | None:
        if row is None:
            return None
        if row.document.kind == AGREEMENT:
            return row.title, partial(_with, papers.agreement_pdf, row.document)
        if row.document.kind == CONSENT:
            return row.title, partial(_with, papers.consent_pdf, row.document)
        return "健康检查和接种查验单", papers.checkup_pdf

    def add_document(self) -> None:
        """Ask for one more paper."""

        def go() -> None:
            self.follow(DocumentSheet(self, self.context, self.child().child_id))

        self.context.messages.guard(go)

    def withdraw(self) -> None:
        """The guardian withdraws consent or ends the agreement."""
        self.with_chosen(self._withdraw)

    def _withdraw(self, row: DocumentRow) -> None:
        day = DayEdit("day", "从哪天起撤回", self.context.clock)
        day.set_value(self.context.clock.now().date())

        def save(work: Work) -> None:
            childcare.withdraw_document(work, row.document.id, day.value())

        note = "撤回后不能再入托，已经发生的托育和收费不变。"
        self.ask(EntrySheet(self, self.context, f"撤回 {row.title}", "撤回", [day], note=note), save)


class PickupTab(FileTab):
    """Who may fetch the child."""

    PRINTS = "打印授权委托书"

    def __init__(self, context: Context) -> None:
        actions = (
            Action("file.pickup", "加接送人", "Alt+N", self.add_pickup),
            Action("file.end_pickup", "停用", "Alt+D", self.end),
        )
        empty = ("还没有授权接送人", "按 Alt N 添加；不在名单上的人接不走孩子")
        note = "只有名单上有效期内的成年人，或当天的一次性委托，才能接走。"
        super().__init__(context, "接送人", _PICKUPS, actions, empty, {"state": _pickup_tone}, note)

    def rows_of(self, file: ChildFile) -> Sequence[PickupRow]:
        today = self.context.clock.now().date()
        return [_pickup_row(one, today) for one in file.pickups]

    def paper_of(self, _row: PickupRow | None) -> tuple[str, Make] | None:
        return "接送授权委托书", papers.authority_pdf

    def add_pickup(self) -> None:
        """Ask for one more adult."""
        name, relation = LineEdit("name", "姓名"), LineEdit("relation", "与儿童的关系", "例如 外婆")
        number, phone = LineEdit("id_number", "证件号", "只保留后四位"), LineEdit("phone", "电话")
        first, last = (
            DayEdit("first", "从哪天", self.context.clock),
            DayEdit("last", "到哪天（可不填）", self.context.clock),
        )
        first.set_value(self.context.clock.now().date())

        def save(work: Work) -> None:
            childcare.add_pickup(
                work,
                NewPickup(
                    self.child().child_id,
                    name.plain(),
                    relation.plain(),
                    number.plain(),
                    phone.plain(),
                    first.optional(),
                    last.optional(),
                ),
            )

        editors = [(name, relation), (number, phone), (first, last)]
        note = "核对身份证件原件。接送人须年满 18 周岁。"
        self.ask(EntrySheet(self, self.context, "加接送人", "加接送人", editors, note=note, width=560), save)

    def end(self) -> None:
        """Ask for the last day of the chosen adult."""
        self.with_chosen(self._end)

    def _end(self, row: PickupRow) -> None:
        last = DayEdit("last_day", "最后一天", self.context.clock)
        last.set_value(self.context.clock.now().date())

        def save(work: Work) -> None:
            childcare.end_pickup(work, row.person.id, last.value())

        self.ask(EntrySheet(self, self.context, f"停用接送人 {row.name}", "停用", [last]), save)


class DelegationTab(FileTab):
    """One-time 委托."""

    PRINTS = "打印委托书"

    def __init__(self, context: Context) -> None:
        empty = ("没有一次性委托", "接走时按 Alt W 写委托")
        super().__init__(context, "一次性委托", _DELEGATIONS, (), empty)

    def rows_of(self, file: ChildFile) -> Sequence[Delegation]:
        return file.delegations

    def paper_of(self, row: Delegation | None) -> tuple[str, Make] | None:
        return "一次性委托书", partial(_with, papers.delegation_pdf, row)


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
            sheet = ReceiptSheet(self, self.context, booking.number)
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
        return "委托喂药单", partial(_with, papers.medicine_pdf, row)


class IncidentTab(FileTab):
    """事故记录; one is completed by another, never changed."""

    PRINTS = "打印"

    def __init__(self, context: Context) -> None:
        actions = (Action("file.amend", "补充", "Alt+N", self.amend),)
        super().__init__(context, "事故记录", _INCIDENTS, actions, ("没有事故记录", ""))

    def rows_of(self, file: ChildFile) -> Sequence[Incident]:
        return file.incidents

    def paper_of(self, row: Incident | None) -> tuple[str, Make] | None:
        return "事故记录", partial(_with, papers.incident_pdf, row)

    def amend(self) -> None:
        """Complete the chosen record."""
        self.with_chosen(self._amend)

    def _amend(self, incident: Incident) -> None:
        file = self.child()
        self.follow(IncidentSheet(self, self.context, (file.child_id, file.name), incident.booking_id, incident))


def _with(make: Callable[[ChildPapers, Any], bytes], row: Any, data: ChildPapers) -> bytes:
    return make(data, row)


def _document_row(one: Document, today: date) -> DocumentRow:
    who = f"{one.signer}（{one.relation}）" if one.signer else ""
    state = "有效" if one.stands(today) else "已撤回" if one.withdrawn_on else "已过期"
    return DocumentRow(one, one.title, one.signed_on, one.valid_to, who, one.version, one.note, one.entered_by, state)


def _pickup_row(one: PickupPerson, today: date) -> PickupRow:
    state = "有效" if one.holds(today) else "未生效" if one.first > today else "已停用" if one.ended_on else "已过期"
    return PickupRow(one, one.name, one.relation, one.id_tail, one.phone, one.first, one.ended_on or one.last, state)


def _document_tone(row: DocumentRow) -> Tone:
    return _TONES[row.state]


def _pickup_tone(row: PickupRow) -> Tone:
    return _TONES[row.state]


def _booking_tone(one: Booking) -> Tone:
    return _STATES.get(one.state, "grey")
