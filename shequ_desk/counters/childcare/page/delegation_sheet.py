"""一次性委托: somebody fetches the child just today, confirmed by the guardian."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.page.section import EntrySheet
from shequ_desk.counters.childcare.rules.door import CONFIRMATIONS, NewDelegation
from shequ_desk.desk.counter import Context
from shequ_desk.desk.entry import Line
from shequ_desk.desk.fields import ChoiceBox, DayEdit, LineEdit
from shequ_desk.store.database import Work

_NOTE = "核对身份证件原件；证件号只保留后四位。委托只用一次。"


class DelegationSheet(EntrySheet):
    """Signal `delegated(int, str)`: its id, and the sentence that says whom."""

    delegated = Signal(int, str)

    def __init__(self, parent: QWidget, context: Context, child_id: int, child_name: str) -> None:
        self._child_id, self._made = child_id, 0
        self.day = DayEdit("day", "哪一天接", context.clock)
        self.name, self.relation = LineEdit("name", "受托人姓名"), LineEdit("relation", "与儿童的关系", "例如 邻居")
        self.id_number, self.phone = LineEdit("id_number", "受托人证件号"), LineEdit("phone", "受托人电话")
        self.guardian = LineEdit("guardian", "委托的监护人", "姓名")
        how = [(None, "请选择"), *((one, one) for one in CONFIRMATIONS)]
        self.confirmed = ChoiceBox("confirmed_how", "怎样向监护人确认", how)
        editors: list[Line] = [
            (self.day, self.name),
            (self.relation, self.phone),
            self.id_number,
            (self.guardian, self.confirmed),
        ]
        title = f"{child_name} 一次性委托接送"
        super().__init__(parent, context, title, "记下委托", editors, note=_NOTE, width=560)
        self.day.set_value(context.clock.now().date())
        self.save = self._save
        self.accepted.connect(self._tell)
        self.name.setFocus()

    def _save(self, work: Work) -> None:
        self._made = childcare.delegate(
            work,
            NewDelegation(
                self._child_id,
                self.day.value(),
                self.name.plain(),
                self.relation.plain(),
                self.id_number.plain(),
                self.guardian.plain(),
                self.confirmed.value(),
                self.phone.plain(),
            ),
        )

    @Slot()
    def _tell(self) -> None:
        text = f"{self.name.plain()}（{self.relation.plain()}）凭一次性委托接，{self.confirmed.text()}"
        self.delegated.emit(self._made, text)
