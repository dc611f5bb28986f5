"""全日托: children who come every day; a place on weekdays from a day to a day, a day of absence, the end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.page.section import EntrySheet
from shequ_desk.counters.childcare.rules.booking import Enrolment
from shequ_desk.counters.childcare.rules.offer import FULL, WEEKDAYS, Programme, weekdays_text
from shequ_desk.desk.actions import Action, button
from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import CheckGroup, ChoiceBox, DayEdit, LineEdit
from shequ_desk.desk.rows import RowsView
from shequ_desk.desk.sheets import Sheet
from shequ_desk.desk.widgets import Label, row
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.figures import Column
from shequ_desk.people import service as people
from shequ_desk.store.database import Work

_YEAR = 365
_COLUMNS = (
    Column("child_name", "儿童", weight=2),
    Column("programme", "项目", weight=2),
    Column("weekdays", "星期", weight=2),
    Column("first", "从", "date"),
    Column("last", "到", "date"),
)


@dataclass(frozen=True)
class EnrolmentRow:
    """A standing child as listed."""

    enrolment: Enrolment
    child_name: str
    programme: str
    weekdays: str
    first: date
    last: date


class EnrolSheet(Sheet):
    """The standing children; with a child chosen on the page Enter enrols it."""

    def __init__(self, parent: QWidget, context: Context, child_id: int) -> None:
        super().__init__(parent, "全日托儿童", "登记全日托", tone="blue", width=820)
        self._context, self._child_id = context, child_id
        self.table = RowsView(
            _COLUMNS,
            "全日托儿童",
            looks={"child_name": "strong"},
            empty="还没有全日托儿童",
            advice="先在“新预约”里选好儿童，再按 Ctrl E 登记",
        )
        self.bend(self.table, 34 + 33 * 6)
        actions = (
            Action("enrol.away", "请假一天", "Alt+J", self.away),
            Action("enrol.end", "退托", "Alt+D", self.end),
        )
        self.add(Label("全日托儿童每天占一个名额，请假的那天空出来", "small"), self.table)
        self.add(row(*(button(action, self) for action in actions), None))
        self.main.setVisible(bool(child_id))
        self._on_saved()
        self.table.setFocus()

    def submit(self) -> None:
        """Ask from when to when, on which weekdays."""

        def go() -> None:
            with self._context.database.reading(self._context.clerk) as work:
                name = people.brief(work, self._child_id).name
                offered = [one for one in childcare.programmes(work, work.today) if one.kind == FULL]
            if not offered:
                raise Refusal("还没有全日托项目", "请主任在“设置—托育—项目与价格”里添加")
            self._ask_enrolment(name, offered)

        self._context.messages.guard(go, self)

    def away(self) -> None:
        """Ask for the day of absence."""
        self._with_chosen(self._away)

    def end(self) -> None:
        """Ask for the last day."""
        self._with_chosen(self._end)

    def _ask_enrolment(self, name: str, offered: Sequence[Programme]) -> None:
        programme = ChoiceBox("programme_no", "项目", [(one.no, one.price_text) for one in offered])
        first, last = self._day("first", "从哪天", 0), self._day("last", "到哪天", _YEAR)
        days = CheckGroup("每周", WEEKDAYS)
        days.set_value(str(place) for place in range(5))

        def save(work: Work) -> None:
            weekdays = tuple(int(one) for one in days.value())
            asked = Enrolment(self._child_id, programme.value(), weekdays, first.value(), last.value())
            childcare.enrol(work, asked)

        note = "每一天都会检查名额和师幼比；有一天不够就不登记，并说明是哪天。"
        sheet = EntrySheet(self, self._context, f"{name} 登记全日托", "登记", [programme, (first, last)], note=note)
        sheet.add(days)
        self._follow(sheet, save)

    def _away(self, row_: EnrolmentRow) -> None:
        day, reason = self._day("day", "哪天请假", 1), LineEdit("reason", "原因", "例如 感冒")

        def save(work: Work) -> None:
            childcare.away(work, row_.enrolment.id, day.value(), reason.plain())

        self._follow(EntrySheet(self, self._context, f"{row_.child_name} 请假", "请假", [day, reason]), save)

    def _end(self, row_: EnrolmentRow) -> None:
        last = self._day("last_day", "最后一天", 0)

        def save(work: Work) -> None:
            childcare.end_enrolment(work, row_.enrolment.id, last.value())

        self._follow(EntrySheet(self, self._context, f"{row_.child_name} 退托", "退托", [last]), save)

    def _day(self, name: str, label: str, ahead: int) -> DayEdit:
        edit = DayEdit(name, label, self._context.clock)
        edit.set_value(self._context.clock.now().date() + timedelta(days=ahead))
        return edit

    def _follow(self, sheet: EntrySheet, save: Callable[[Work], object]) -> None:
        sheet.save = save
        sheet.accepted.connect(self._on_saved)
        sheet.open()

    def _with_chosen(self, act: Callable[[EnrolmentRow], None]) -> None:
        def go() -> None:
            chosen: EnrolmentRow | None = self.table.current()
            if chosen is None:
                raise Refusal("还没有选儿童", "先在列表中用 ↑ ↓ 选一位")
            act(chosen)

        self._context.messages.guard(go, self)

    @Slot()
    def _on_saved(self) -> None:
        with self._context.database.reading(self._context.clerk) as work:
            names = {one.no: one.name for one in childcare.programmes(work)}
            rows = [_row(names, one) for one in childcare.enrolments(work)]
        self.table.show_rows(rows)
        if rows and self.table.current() is None:
            self.table.select(0)


def _row(names: dict[int, str], one: Enrolment) -> EnrolmentRow:
    return EnrolmentRow(
        one, one.child_name, names.get(one.programme_no, ""), weekdays_text(one.weekdays), one.first, one.last
    )
