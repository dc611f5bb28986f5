"""上报: a suspected crime or a crowd at risk is reported at once (人民调解法 art 25) and logged."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.page.base import GridSheet, Moment
from shequ_desk.counters.mediation.page.choices import of
from shequ_desk.counters.mediation.rules import ESCALATIONS, CaseView, EscalationDraft
from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import ChoiceBox, LineEdit, NoteEdit
from shequ_desk.store.database import Work


class EscalateSheet(GridSheet):
    """Signal `reported(int)`: the log entry, whose paper is printed next."""

    DONE = "已上报并记入日志"
    reported = Signal(int)

    def __init__(self, parent: QWidget, context: Context, view: CaseView) -> None:
        super().__init__(parent, context, f"上报 · {view.number}", "记入日志并打印", 680)
        self.main.setProperty("tone", "red")
        self.view, self.at, self._entry = view, Moment(context, "报告日期"), 0
        self.kind = ChoiceBox("kind", "种类", of(ESCALATIONS))
        self.reported_to = LineEdit("reported_to", "已报告给谁", "例如 清泉派出所 李警官 电话")
        self.text = NoteEdit("text", "紧急情况和已采取的措施", 5)
        self.form.line((self.kind, 5), (self.at.day, 4), (self.at.time, 3))
        self.form.line((self.reported_to, 12))
        self.form.line((self.text, 12))
        self.accepted.connect(self._on_accepted)

    def write(self, work: Work) -> None:
        draft = EscalationDraft(self.kind.value(), self.at.value(), self.reported_to.value(), self.text.value())
        self._entry = mediation.escalate(work, self.view.id, draft)

    @Slot()
    def _on_accepted(self) -> None:
        self.reported.emit(self._entry)
