"""Who takes the child away: the authorised adults, somebody to be checked, a one-time 委托. Nobody else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.page.delegation_sheet import DelegationSheet
from shequ_desk.counters.childcare.rules.door import PickupPerson, Verdict
from shequ_desk.desk.actions import Action, button
from shequ_desk.desk.counter import Context, Tone
from shequ_desk.desk.fields import Form, LineEdit, beside
from shequ_desk.desk.rows import RowsView
from shequ_desk.desk.widgets import Banner, Label, column, row
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.figures import Column

_COLUMNS = (
    Column("name", "姓名", weight=2),
    Column("relation", "关系"),
    Column("id_tail", "证件后四位", "number_text"),
    Column("first", "从", "date"),
    Column("last", "到", "date"),
    Column("state", "状态"),
)
_TONES: dict[str, Tone] = {"可接": "green", "不在期内": "red"}


@dataclass(frozen=True)
class Adult:
    """An authorised adult as listed."""

    id: int
    name: str
    relation: str
    id_tail: str
    first: date
    last: date | None
    state: str


class HandsBlock(QWidget):
    """Knows who was chosen: `pickup_id` or `delegation_id`. Signal `decided()`: somebody was chosen or refused."""

    decided = Signal()

    def __init__(self, context: Context, booking_id: int, child_id: int, child_name: str, form: Form) -> None:
        super().__init__()
        self._context, self._booking_id = context, booking_id
        self._child_id, self._child_name = child_id, child_name
        self.pickup_id = self.delegation_id = 0
        self.table = RowsView(
            _COLUMNS,
            "授权接送人",
            looks={"name": "strong", "id_tail": "muted"},
            tones={"state": _tone},
            empty="还没有授权接送人",
            advice="监护人委托他人时按 Alt W；长期接送的在儿童档案里添加",
        )
        self.name = LineEdit("name", "不在名单上的人：姓名", "核对证件后填写")
        self.id_tail = LineEdit("id_tail", "证件后四位", "例如 2020")
        self.verdict = Banner("green")
        check = Action("childcare.identify", "核对此人", "Alt+H", self.identify)
        delegate = Action("childcare.delegate", "一次性委托", "Alt+W", self.delegate)
        line = row(beside(form, self.name, self.id_tail), column(22, button(check, self), None))
        line.setStretch(0, 1)
        head = row(Label("授权接送人，↑ ↓ 选一位", "small"), None, button(delegate, self, "link"))
        self.setLayout(column(head, self.table, line, self.verdict, spacing=6))
        self.table.row_selected.connect(self._on_adult)
        self._read()

    def typing(self) -> bool:
        """Whether the cursor is where somebody is to be checked."""
        return self.name.hasFocus() or self.id_tail.hasFocus()

    def identify(self) -> None:
        """Ask whether the person typed may take the child; a refusal is logged and shown in red."""

        def go() -> None:
            with self._context.database.work(self._context.clerk) as work:
                found.append(childcare.identify(work, self._booking_id, self.name.plain(), self.id_tail.plain()))

        found: list[Verdict] = []
        if self._context.messages.guard(go, self):
            self._show(found[0])

    def delegate(self) -> None:
        """Write a one-time 委托 down."""
        sheet = DelegationSheet(self, self._context, self._child_id, self._child_name)
        sheet.delegated.connect(self._on_delegated)
        sheet.open()

    def show_refusal(self, refusal: Refusal) -> bool:
        """Red, right under the list."""
        self._choose(0, 0, f"✗ {refusal.sentence}", "red")
        return True

    def _read(self) -> None:
        with self._context.database.reading(self._context.clerk) as work:
            found, today = childcare.pickups(work, self._child_id), work.today
        self.table.show_rows(_listed(found, today))
        if found:
            self.table.select(0)

    def _show(self, verdict: Verdict) -> None:
        if verdict.allowed:
            self._choose(verdict.pickup_id, verdict.delegation_id, f"✓ {verdict.text}", "green")
        else:
            way_out = f" → {verdict.way_out}" if verdict.way_out else ""
            self._choose(0, 0, f"✗ {verdict.text}{way_out}", "red")

    def _choose(self, pickup_id: int, delegation_id: int, text: str, tone: Tone) -> None:
        self.pickup_id, self.delegation_id = pickup_id, delegation_id
        self.verdict.show_text(text, tone)
        self.decided.emit()

    @Slot(object)
    def _on_adult(self, adult: Adult | None) -> None:
        if adult is None:
            self._choose(0, 0, "", "green")
        elif adult.state == "可接":
            self._choose(
                adult.id, 0, f"✓ {adult.name}（{adult.relation}）有授权，请核对证件后四位 {adult.id_tail}", "green"
            )
        else:
            text = f"✗ {adult.name}（{adult.relation}）的授权不在有效期内 → 请监护人重新授权，或按 Alt W 写一次性委托"
            self._choose(0, 0, text, "red")

    @Slot(int, str)
    def _on_delegated(self, delegation_id: int, text: str) -> None:
        self._choose(0, delegation_id, f"✓ {text}", "green")


def _listed(found: Sequence[PickupPerson], today: date) -> list[Adult]:
    rows = [
        Adult(
            one.id,
            one.name,
            one.relation,
            one.id_tail,
            one.first,
            one.ended_on or one.last,
            "可接" if one.holds(today) else "不在期内",
        )
        for one in found
    ]
    return sorted(rows, key=_not_good)


def _not_good(one: Adult) -> bool:
    return one.state != "可接"


def _tone(one: Adult) -> Tone:
    return _TONES[one.state]
