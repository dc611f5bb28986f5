"""接送人 of a child's file: the adults who may fetch it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from shequ_desk.counters.childcare import papers
from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.page.file_tab import FileTab
from shequ_desk.counters.childcare.page.printing import Make
from shequ_desk.counters.childcare.page.section import EntrySheet
from shequ_desk.counters.childcare.rules.child import ChildFile
from shequ_desk.counters.childcare.rules.door import NewPickup, PickupPerson
from shequ_desk.desk.actions import Action
from shequ_desk.desk.counter import Context, Tone
from shequ_desk.desk.fields import DayEdit, LineEdit
from shequ_desk.kernel.figures import Column
from shequ_desk.store.database import Work

_PICKUPS = (
    Column("name", "姓名", weight=2),
    Column("relation", "关系"),
    Column("id_tail", "证件后四位", "number_text"),
    Column("phone", "电话", "number_text"),
    Column("first", "从", "date"),
    Column("last", "到", "date"),
    Column("state", "状态"),
)
_TONES: dict[str, Tone] = {"有效": "green", "已过期": "red", "未生效": "gold", "已停用": "grey"}


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


def _pickup_row(one: PickupPerson, today: date) -> PickupRow:
    state = "有效" if one.holds(today) else "未生效" if one.first > today else "已停用" if one.ended_on else "已过期"
    return PickupRow(one, one.name, one.relation, one.id_tail, one.phone, one.first, one.ended_on or one.last, state)


def _pickup_tone(row: PickupRow) -> Tone:
    return _TONES[row.state]
