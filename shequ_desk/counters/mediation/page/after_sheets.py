"""What follows an agreement: performance, return visit, the court, the bound file."""

from PySide6.QtWidgets import QWidget

from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.page.base import CaseSheet
from shequ_desk.counters.mediation.page.choices import of
from shequ_desk.counters.mediation.page.making import file_pages
from shequ_desk.counters.mediation.rules import (
    CONFIRMATIONS,
    PERFORMANCES,
    Binding,
    CaseView,
    PerformanceDraft,
    VisitDraft,
)
from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import ChoiceBox, LineEdit, NoteEdit, NumberEdit, Tick
from shequ_desk.desk.widgets import Label
from shequ_desk.store.database import Work


class PerformSheet(CaseSheet):
    """登记履行情况."""

    DONE = "履行情况已登记"

    def __init__(self, parent: QWidget, context: Context, view: CaseView) -> None:
        super().__init__(parent, context, view, "登记履行情况", "登记")
        self.state, self.on = ChoiceBox("state", "履行情况", of(PERFORMANCES)), self.day("day", "日期")
        self.text = NoteEdit("text", "履行了什么", 3)
        self.form.line((self.state, 6), (self.on, 6))
        self.form.line((self.text, 12))

    def act(self, work: Work, version: int) -> object:
        draft = PerformanceDraft(self.state.value(), self.on.value(), self.text.value())
        return mediation.perform(work, self.view.id, draft, version)


class VisitSheet(CaseSheet):
    """登记回访."""

    DONE = "回访已登记"

    def __init__(self, parent: QWidget, context: Context, view: CaseView) -> None:
        super().__init__(parent, context, view, "登记回访", "登记", 680)
        self.on, self.performance = self.day("day", "回访日期"), ChoiceBox("performance", "履行情况", of(PERFORMANCES))
        self.visitor = LineEdit("visitor", "回访人")
        self.visitor.setText(view.mediator)
        self.text = NoteEdit("text", "履行情况、当事人意见、隐患和措施", 4)
        self.next_on = self.no_day("next_on", "下次回访（不再回访留空）")
        self.satisfied = Tick("当事人满意", True)
        self.form.line((self.on, 4), (self.performance, 4), (self.visitor, 4))
        self.form.line((self.text, 12))
        self.form.line((self.next_on, 5))
        self.add(self.satisfied)

    def act(self, work: Work, version: int) -> object:
        draft = VisitDraft(
            self.on.value(),
            self.performance.value(),
            self.text.value(),
            self.satisfied.isChecked(),
            self.visitor.value(),
            self.next_on.optional(),
        )
        return mediation.visit(work, self.view.id, draft, version)


class ConfirmSheet(CaseSheet):
    """申请司法确认: both parties together, within thirty days (人民调解法 art 33)."""

    DONE = "司法确认申请已登记"

    def __init__(self, parent: QWidget, context: Context, view: CaseView) -> None:
        super().__init__(parent, context, view, "申请司法确认", "登记申请")
        self.on, self.court = self.day("applied_on", "申请日期"), LineEdit("court", "法院", "例如 海曙区人民法院")
        self.together = Tick("双方当事人共同申请")
        self.form.line((self.on, 4), (self.court, 8))
        self.add(self.together)
        for warning in view.warnings:
            self.add(Label(warning, "small", "gold", wrap=True))

    def act(self, work: Work, version: int) -> object:
        together = self.together.isChecked()
        return mediation.apply_confirmation(work, self.view.id, self.on.value(), self.court.value(), together, version)


class ConfirmedSheet(CaseSheet):
    """登记法院确认结果."""

    DONE = "确认结果已登记"

    def __init__(self, parent: QWidget, context: Context, view: CaseView) -> None:
        super().__init__(parent, context, view, "登记法院确认结果", "登记")
        answers = {key: text for key, text in CONFIRMATIONS.items() if key != "applied"}
        self.answer, self.on = ChoiceBox("result", "结果", of(answers)), self.day("result_on", "裁定日期")
        self.paper_no = LineEdit("paper_no", "文书号")
        self.form.line((self.answer, 4), (self.on, 4), (self.paper_no, 4))

    def act(self, work: Work, version: int) -> object:
        answer = self.answer.value(), self.on.value(), self.paper_no.value()
        return mediation.record_confirmation(work, self.view.id, *answer, version)


class ArchiveSheet(CaseSheet):
    """归档: who bound the file, when, how many pages."""

    DONE = "案件已归档"

    def __init__(self, parent: QWidget, context: Context, view: CaseView) -> None:
        super().__init__(parent, context, view, f"归档 {view.number}", "归档")
        with context.database.reading(context.clerk) as work:
            kept = mediation.options(work).retention
        self.bound_by, self.on = LineEdit("bound_by", "立卷人"), self.day("bound_on", "立卷日期")
        self.pages, self.retention = NumberEdit("pages", "全卷页数", 1, 9999), LineEdit("retention", "保管期限")
        self.bound_by.setText(context.clerk.name)
        self.pages.set_value(file_pages(context, view.id))
        self.retention.setText(kept)
        self.form.line((self.bound_by, 3), (self.on, 3), (self.pages, 3), (self.retention, 3))
        self.add(Label("归档后案件不能再改，只能在日志里另记更正。", "small", wrap=True))

    def act(self, work: Work, version: int) -> object:
        binding = Binding(self.bound_by.value(), self.on.value(), self.pages.value(), self.retention.value())
        return mediation.archive(work, self.view.id, binding, version)
