"""Steps on the way: into investigation, into mediation, more time, another handler."""

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.page.base import CaseSheet
from shequ_desk.counters.mediation.page.choices import mediator_options
from shequ_desk.counters.mediation.rules import CaseView
from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import ChoiceBox, LineEdit, ReasonEdit, Tick
from shequ_desk.store.database import Work


class MoveSheet(CaseSheet):
    """进入调查, 进入调解."""

    TARGETS: ClassVar[dict[str, str]] = {"investigating": "进入调查", "mediating": "进入调解"}
    DONE = "已登记，办理进度往前走了一步"

    def __init__(self, parent: QWidget, context: Context, view: CaseView, target: str) -> None:
        super().__init__(parent, context, view, self.TARGETS[target], self.TARGETS[target])
        self._target = target
        self.on, self.note = self.day("day", "开始日期"), LineEdit("note", "说明（可不填）")
        self.form.line((self.on, 4), (self.note, 8))

    def act(self, work: Work, version: int) -> object:
        return mediation.move(work, self.view.id, self._target, self.on.value(), self.note.value(), version)


class ExtendSheet(CaseSheet):
    """延长期限: only when both sides ask (宁波市人民调解条例 art 27)."""

    DONE = "期限已延长"

    def __init__(self, parent: QWidget, context: Context, view: CaseView) -> None:
        super().__init__(parent, context, view, "延长调解期限", "延长")
        self.until = self.no_day("until", "延长到")
        self.reason = ReasonEdit("reason", "原因")
        self.form.line((self.until, 4), (self.reason, 8))
        self.applicants, self.respondents = Tick("申请人要求延长"), Tick("被申请人要求延长")
        self.add(self.applicants, self.respondents)

    def act(self, work: Work, version: int) -> object:
        asked = self.applicants.isChecked(), self.respondents.isChecked()
        return mediation.extend(work, self.view.id, self.until.value(), *asked, self.reason.value(), version)


class AssignSheet(CaseSheet):
    """换人办理: grid worker, then 老娘舅, then the street."""

    DONE = "已换人办理"

    def __init__(self, parent: QWidget, context: Context, view: CaseView) -> None:
        super().__init__(parent, context, view, f"换人办理（现在是 {view.mediator}）", "换人")
        self.mediator = ChoiceBox("mediator_id", "由谁办理", mediator_options(context, "请选择", view.mediator_id))
        self.reason = ReasonEdit("reason", "原因")
        self.form.line((self.mediator, 5), (self.reason, 7))

    def act(self, work: Work, version: int) -> object:
        return mediation.assign(work, self.view.id, self.mediator.value(), self.reason.value(), version)
