"""How a case ends without agreement: 不成, 终止, 转交; the notice is made and its signed original recorded."""

from PySide6.QtWidgets import QWidget

from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.page.base import CaseSheet
from shequ_desk.counters.mediation.page.choices import of
from shequ_desk.counters.mediation.rules import (
    DOCUMENTS,
    END_REASONS,
    REMEDIES,
    CaseView,
    EndingDraft,
    Original,
    PassDraft,
)
from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import CheckGroup, ChoiceBox, LineEdit, NoteEdit, NumberEdit
from shequ_desk.store.database import Work


class EndingSheet(CaseSheet):
    """Reason, what happened, which other ways were told."""

    DONE = "已拟好终止调解通知书，请打印送达，再登记原件"

    def __init__(self, parent: QWidget, context: Context, view: CaseView) -> None:
        super().__init__(parent, context, view, "调解不成或终止", "保存并拟通知书", 680)
        self.reason = ChoiceBox("reason", "原因", of(END_REASONS, "请选择"))
        self.on = self.day("day", "日期")
        self.note = NoteEdit("note", "具体情况（写进终止调解通知书）", 4)
        self.remedies = CheckGroup("已告知当事人的其他解决途径", [(one, one) for one in REMEDIES])
        self.remedies.set_value(REMEDIES)
        self.form.line((self.reason, 8), (self.on, 4))
        self.form.line((self.note, 12))
        self.add(self.remedies)
        if view.ending:
            self._show(view.ending)

    def act(self, work: Work, version: int) -> object:
        draft = EndingDraft(self.reason.value(), self.on.value(), self.note.value(), self.remedies.value())
        return mediation.draft_ending(work, self.view.id, draft, version)

    def _show(self, kept: EndingDraft) -> None:
        self.reason.choose(kept.reason)
        self.on.set_value(kept.day)
        self.note.setText(kept.note)
        self.remedies.set_value(kept.remedies)


class PassSheet(CaseSheet):
    """To whom the case goes and why."""

    DONE = "已拟好卷宗情况说明，请打印签字，再登记原件"

    def __init__(self, parent: QWidget, context: Context, view: CaseView) -> None:
        super().__init__(parent, context, view, "转交", "保存并拟情况说明", 680)
        self.receiver = LineEdit("receiver", "转交给", "例如 清泉街道人民调解委员会")
        self.on, self.note = self.day("day", "日期"), NoteEdit("note", "原因", 3)
        self.form.line((self.receiver, 8), (self.on, 4))
        self.form.line((self.note, 12))
        if view.passing:
            self.receiver.setText(view.passing.receiver)
            self.on.set_value(view.passing.day)
            self.note.setText(view.passing.note)

    def act(self, work: Work, version: int) -> object:
        draft = PassDraft(self.receiver.value(), self.on.value(), self.note.value())
        return mediation.draft_pass(work, self.view.id, draft, version)


class FinishSheet(CaseSheet):
    """Records the signed paper that ends the case: the notice, or the explanation of a case passed on."""

    DONE = "原件已登记，案件已结"

    def __init__(self, parent: QWidget, context: Context, view: CaseView, key: str) -> None:
        super().__init__(parent, context, view, f"登记《{DOCUMENTS[key]}》原件", "登记并结案")
        self._key = key
        self.signed_on = self.day("signed_on", "签署或送达日期")
        self.pages, self.copies = NumberEdit("pages", "页数", 1, 500), NumberEdit("copies", "份数", 1, 99)
        self.pages.set_value(1)
        self.copies.set_value(len(view.parties) + 1 if key == "notice" else 1)
        self.form.line((self.signed_on, 4), (self.pages, 4), (self.copies, 4))

    def act(self, work: Work, version: int) -> object:
        original = Original(self._key, self.signed_on.value(), self.pages.value(), self.copies.value())
        finish = mediation.end_case if self._key == "notice" else mediation.pass_on
        return finish(work, self.view.id, original, version)
