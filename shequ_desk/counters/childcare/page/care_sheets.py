"""What is written down while a child is here: medicine, the day's note, an incident."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.page.section import EntrySheet
from shequ_desk.counters.childcare.rules.board import DayRow
from shequ_desk.counters.childcare.rules.care import Incident, MedicineGiven, MedicineOrder, Observation
from shequ_desk.desk.actions import Action, button
from shequ_desk.desk.counter import Context
from shequ_desk.desk.entry import Line
from shequ_desk.desk.fields import ChoiceBox, DayEdit, Form, LineEdit, NoteEdit, Tick, TimeEdit, beside
from shequ_desk.desk.rows import RowsView
from shequ_desk.desk.sheets import Sheet
from shequ_desk.desk.widgets import Label, row
from shequ_desk.kernel.dates import clock_text
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.figures import Column
from shequ_desk.store.database import Work

_ORDERS = (
    Column("drug", "药名", weight=2),
    Column("dose", "剂量"),
    Column("times", "喂药时间", weight=2),
    Column("last", "到哪天", "date"),
    Column("guardian", "签字监护人"),
    Column("given", "今天已喂", weight=3),
)
_MOODS = ("", "愉快", "平静", "哭闹", "不适")
_MEALS = ("", "吃完", "一半", "少量", "未进食")
_SLEEPS = ("", "睡得好", "睡得少", "没睡")


@dataclass(frozen=True)
class OrderRow:
    """A guardian's order with what was given today."""

    order: MedicineOrder
    drug: str
    dose: str
    times: str
    last: date
    guardian: str
    given: str


class NoteSheet(EntrySheet):
    """全日健康观察: mood, meals, sleep, and what was seen."""

    def __init__(self, parent: QWidget, context: Context, stay: DayRow) -> None:
        mood, meal, sleep = (
            ChoiceBox(name, title, [(one, one or "未记") for one in words])
            for name, title, words in (("mood", "情绪", _MOODS), ("meal", "进食", _MEALS), ("sleep", "睡眠", _SLEEPS))
        )
        text = NoteEdit("text", "观察到什么", 3)
        with context.database.reading(context.clerk) as work:
            written = childcare.observations(work, stay.booking_id)
        said = "；".join(f"{clock_text(one.at)} {one.text}" for one in written if one.at)
        title = f"{stay.child_name} 观察记录"
        super().__init__(parent, context, title, "记下", [(mood, meal, sleep), text], note=said and f"已记：{said}")

        def save(work: Work) -> None:
            childcare.observe(
                work, Observation(stay.booking_id, text.value(), mood.value(), meal.value(), sleep.value())
            )

        self.save = save
        text.setFocus()


class IncidentSheet(EntrySheet):
    """事故记录: time, place, carer, what, injury, measures, when the guardian was told. Kept as it is written."""

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        child: tuple[int, str],
        booking_id: int = 0,
        amends: Incident | None = None,
    ) -> None:
        self.day, self.at = DayEdit("day", "日期", context.clock), TimeEdit("at", "时间")
        self.place, self.carer = LineEdit("place", "地点", "例如 活动室"), LineEdit("carer", "当班保育人员")
        self.what, self.measures = NoteEdit("what", "经过", 2), NoteEdit("measures", "处理措施", 2)
        self.injury = LineEdit("injury", "伤情", "没有受伤写无")
        self.told, self.hospital = TimeEdit("told_at", "几点通知监护人"), LineEdit("hospital", "就医医院")
        self.follow_up = LineEdit("follow_up", "后续")
        editors: list[Line] = [
            (self.day, self.at),
            (self.place, self.carer),
            self.what,
            (self.injury, self.told),
            self.measures,
            (self.hospital, self.follow_up),
        ]
        note = "事故记录写下后不能改；写错或有后续，在儿童档案里选这一条按“补充”。"
        title = f"{child[1]} 事故记录" if amends is None else f"补充 {child[1]} 的事故记录"
        super().__init__(parent, context, title, "写入记录", editors, note=note, width=640)
        self._child_id, self._booking_id = child[0], booking_id
        self._amends_id = amends.id if amends else 0
        self._start(amends)
        self.save = self._save

    def _start(self, amends: Incident | None) -> None:
        at = amends.at if amends else self._context.clock.now()
        self.day.set_value(at.date())
        self.at.set_value(at.time())
        if amends is not None:
            self.place.setText(amends.place)
            self.carer.setText(amends.carer)
            self.injury.setText(amends.injury)
            self.hospital.setText(amends.hospital)
        self.place.setFocus()

    def _save(self, work: Work) -> None:
        at = datetime.combine(self.day.value(), self.at.value())
        told = datetime.combine(at.date(), self.told.value()) if self.told.plain() else None
        childcare.report_incident(
            work,
            Incident(
                self._child_id,
                at,
                self.place.plain(),
                self.carer.plain(),
                self.what.value(),
                self.injury.plain(),
                self.measures.value(),
                told,
                self.hospital.plain(),
                self.follow_up.plain(),
                self._booking_id,
                self._amends_id,
            ),
        )


class MedicineSheet(Sheet):
    """委托喂药: the guardian's orders for this child today; Enter writes down that a dose was given."""

    def __init__(self, parent: QWidget, context: Context, stay: DayRow) -> None:
        super().__init__(parent, f"{stay.child_name} 委托喂药", "已喂一次", tone="blue", width=820)
        self._context, self._stay = context, stay
        self.table = RowsView(
            _ORDERS,
            "委托喂药单",
            looks={"drug": "strong", "given": "muted"},
            empty="没有委托喂药单",
            advice="监护人签字并带原包装药品来，按 Alt N 写委托单",
        )
        self.bend(self.table, 150)
        self.at, self.given_by = TimeEdit("at", "喂药时间"), LineEdit("given_by", "喂药人")
        self.checked_by = LineEdit("checked_by", "核对人", "须是另一位")
        self.at.set_value(context.clock.now().time())
        self.given_by.setText(context.clerk.name)
        self.form = Form()
        new = button(Action("childcare.order", "写委托单", "Alt+N", self.order), self, "link")
        self.add(row(Label("喂药须两人核对，按委托单上的时间和剂量", "small"), None, new), self.table)
        self.add(beside(self.form, self.at, self.given_by, self.checked_by))
        self.reload()

    def submit(self) -> None:
        """Write down that a dose of the chosen order was given."""

        def go() -> None:
            chosen: OrderRow | None = self.table.current()
            if chosen is None:
                raise Refusal("还没有选委托单", "先在列表中用 ↑ ↓ 选一张，或按 Alt N 写委托单")
            at = datetime.combine(self._context.clock.now().date(), self.at.value())
            given = MedicineGiven(chosen.order.id, at, self.given_by.plain(), self.checked_by.plain())
            with self._context.database.work(self._context.clerk) as work:
                childcare.give_medicine(work, given)

        if self._context.messages.guard(go, self):
            self.kept()
            self.reload()

    def order(self) -> None:
        """Write a new order down."""
        sheet = OrderSheet(self, self._context, self._stay)
        sheet.accepted.connect(self._on_ordered)
        sheet.open()

    def show_refusal(self, refusal: Refusal) -> bool:
        """Beside its field, else in the banner."""
        shown = self.form.show_refusal(refusal) or super().show_refusal(refusal)
        self.fit()
        return shown

    def reload(self) -> None:
        """Read orders and doses of today again."""
        with self._context.database.reading(self._context.clerk) as work:
            orders = [one for one in childcare.medicines(work, work.today) if one.child_id == self._stay.child_id]
            doses = childcare.doses(work, work.today)
        self.table.show_rows([_order_row(one, doses) for one in orders])
        if orders and self.table.current() is None:
            self.table.select(0)

    @Slot()
    def _on_ordered(self) -> None:
        self.reload()


class OrderSheet(EntrySheet):
    """The guardian's written order."""

    def __init__(self, parent: QWidget, context: Context, stay: DayRow) -> None:
        drug, dose = LineEdit("drug", "药名", "与包装一致"), LineEdit("dose", "剂量", "例如 5 毫升")
        times, guardian = LineEdit("times", "喂药时间", "例如 11:00 饭后"), LineEdit("guardian", "签字的监护人")
        first, last = DayEdit("first", "从哪天", context.clock), DayEdit("last", "到哪天", context.clock)
        note = LineEdit("note", "说明", "例如 用后冷藏")
        first.set_value(context.clock.now().date())
        last.set_value(context.clock.now().date())
        original = Tick("药品是原包装，药名、有效期已核对")
        editors: list[Line] = [(drug, dose), (times, guardian), (first, last), note]
        super().__init__(parent, context, f"{stay.child_name} 委托喂药单", "写委托单", editors, width=560)
        self.add(original)
        self.original = original

        def save(work: Work) -> None:
            order = MedicineOrder(
                stay.child_id,
                drug.plain(),
                dose.plain(),
                times.plain(),
                first.value(),
                last.value(),
                guardian.plain(),
                original.isChecked(),
                note.plain(),
            )
            childcare.order_medicine(work, order)

        self.save = save
        drug.setFocus()


def _order_row(one: MedicineOrder, doses: Sequence[MedicineGiven]) -> OrderRow:
    given = [f"{clock_text(dose.at)} {dose.given_by}/{dose.checked_by}" for dose in doses if dose.order_id == one.id]
    return OrderRow(one, one.drug, one.dose, one.times, one.last, one.guardian, "，".join(given) or "—")
