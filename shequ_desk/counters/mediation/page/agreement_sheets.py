"""The agreement: drafted in full, then signed. Why the oral form is not open is said while it is chosen."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.page.base import CaseSheet
from shequ_desk.counters.mediation.page.choices import of
from shequ_desk.counters.mediation.rules import (
    FORMS,
    NOT_CONFIRMABLE,
    AgreementDraft,
    CaseView,
    Signing,
    copies_by_law,
    written_reason,
)
from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import CheckGroup, ChoiceBox, LineEdit, MoneyEdit, NoteEdit, NumberEdit, Tick
from shequ_desk.desk.widgets import Banner, row
from shequ_desk.store.database import Work


class AgreementSheet(CaseSheet):
    """Gathers an AgreementDraft; the paper is printed from it and comes back signed."""

    DONE = "协议草稿已保存，可以打印出来签字了"

    def __init__(self, parent: QWidget, context: Context, view: CaseView) -> None:
        super().__init__(parent, context, view, "调解协议", "保存草稿", 820)
        self.form_of = ChoiceBox("form", "协议形式", of(FORMS))
        self.made_on, self.perform_by = self.day("made_on", "协议日期"), self.no_day("perform_by", "履行期限")
        self.visit_on = self.no_day("visit_on", "计划回访（不填按设置）")
        self.amount = MoneyEdit("amount", "协议涉及金额（元）")
        self.facts = NoteEdit("facts", "纠纷主要事实和争议事项", 3)
        self.content = NoteEdit("content", "协议内容", 4)
        self.manner = LineEdit("manner", "履行方式", "例如 转账一次付清、三日内修复")
        self.asked, self.at_once = Tick("有当事人要求书面"), Tick("当场履行完毕")
        self.excluded = CheckGroup("法院不予确认的事项（没有就不选）", list(NOT_CONFIRMABLE.items()))
        self.advice = Banner("gold")
        self._lay_out()
        self._show(view)
        for tick in (self.asked, self.at_once):
            tick.toggled.connect(self._on_form)
        self.form_of.currentIndexChanged.connect(self._on_form)
        self._on_form()

    def act(self, work: Work, version: int) -> object:
        return mediation.draft_agreement(work, self.view.id, self.draft(), version)

    def draft(self) -> AgreementDraft:
        """What was typed. Refusal beside an unreadable field."""
        return AgreementDraft(
            form=self.form_of.value(),
            made_on=self.made_on.value(),
            facts=self.facts.value(),
            content=self.content.value(),
            manner=self.manner.value(),
            perform_by=None if self.at_once.isChecked() else self.perform_by.optional(),
            amount=self.amount.value(),
            asked_written=self.asked.isChecked(),
            at_once=self.at_once.isChecked(),
            excluded=self.excluded.value(),
            visit_on=self.visit_on.optional(),
        )

    def _lay_out(self) -> None:
        line = self.form.line
        line((self.form_of, 3), (self.made_on, 3), (self.amount, 3), (self.visit_on, 3))
        line((self.facts, 12))
        line((self.content, 12))
        line((self.manner, 8), (self.perform_by, 4))
        self.add(row(self.asked, self.at_once, None, spacing=16), self.advice, self.excluded)

    def _show(self, view: CaseView) -> None:
        kept = view.agreement
        self.amount.set_value(kept.amount if kept else view.details.amount)
        if kept is None:
            self.form_of.choose("written")
            self.facts.setText(view.details.brief)
            return
        self.form_of.choose(kept.form)
        self.made_on.set_value(kept.made_on)
        self.perform_by.set_value(kept.perform_by)
        self.visit_on.set_value(kept.visit_on)
        for field, text in ((self.facts, kept.facts), (self.content, kept.content), (self.manner, kept.manner)):
            field.setText(text)
        self.asked.setChecked(kept.asked_written)
        self.at_once.setChecked(kept.at_once)
        self.excluded.set_value(kept.excluded)

    @Slot()
    def _on_form(self) -> None:
        with self.context.database.reading(self.context.clerk) as work:
            forced = mediation.options(work).written_forced
        self.perform_by.setEnabled(not self.at_once.isChecked())
        asked, at_once = self.asked.isChecked(), self.at_once.isChecked()
        reason = written_reason(forced, asked, at_once, self.view.details.difficulty)
        oral = self.form_of.optional() == "oral"
        self.advice.show_text(f"不能用口头协议：{reason}，请改为书面" if oral and reason else "")
        self.fit()


class SigningSheet(CaseSheet):
    """登记签署: the last signature, the mediator's and the seal decide from when the agreement holds."""

    DONE = "协议已登记，案件已达成协议"

    def __init__(self, parent: QWidget, context: Context, view: CaseView) -> None:
        super().__init__(parent, context, view, "登记签署的协议原件", "登记")
        agreement = view.agreement
        assert agreement is not None
        self._written = agreement.form == "written"
        made_on = agreement.made_on
        self.parties_on = self.day("parties_on", "当事人最后签字日期", made_on)
        self.mediator_on = self.day("mediator_on", "调解员签字日期", made_on)
        self.sealed_on = self.day("sealed_on", "调委会盖章日期", made_on)
        self.pages, self.copies = NumberEdit("pages", "原件页数", 1, 500), NumberEdit("copies", "份数", 1, 99)
        self.copies.set_value(copies_by_law(len(view.parties)) if self._written else 1)
        if self._written:
            self.form.line((self.parties_on, 4), (self.mediator_on, 4), (self.sealed_on, 4))
        self.form.line((self.pages, 4), (self.copies, 4))

    def act(self, work: Work, version: int) -> object:
        return mediation.sign_agreement(work, self.view.id, self._signing(), version)

    def _signing(self) -> Signing:
        pages, copies = self.pages.value(), self.copies.value()
        if not self._written:
            return Signing(None, None, None, pages, copies)
        return Signing(self.parties_on.value(), self.mediator_on.value(), self.sealed_on.value(), pages, copies)
