"""材料 of a child's file: agreements, notices and health papers, entered, printed as signed, withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Slot

from shequ_desk.counters.childcare import papers
from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.page.document_form import DocumentForm
from shequ_desk.counters.childcare.page.file_tab import FileTab
from shequ_desk.counters.childcare.page.printing import Make, of_row
from shequ_desk.counters.childcare.page.section import EntrySheet
from shequ_desk.counters.childcare.rules.child import ChildFile
from shequ_desk.counters.childcare.rules.documents import AGREEMENT, CONSENT, DOCUMENT_KINDS, Document
from shequ_desk.desk.actions import Action
from shequ_desk.desk.counter import Context, Tone
from shequ_desk.desk.fields import ChoiceBox, DayEdit
from shequ_desk.kernel.figures import Column
from shequ_desk.store.database import Work

_DOCUMENTS = (
    Column("title", "材料", weight=2),
    Column("signed_on", "签署或检查", "date"),
    Column("valid_to", "有效至", "date"),
    Column("who", "签署人", weight=2),
    Column("version", "版本"),
    Column("note", "说明", weight=2),
    Column("entered_by", "录入人"),
    Column("state", "状态"),
)
_TONES: dict[str, Tone] = {"有效": "green", "已过期": "red", "已撤回": "grey"}


@dataclass(frozen=True)
class DocumentRow:
    """A paper as listed."""

    document: Document
    title: str
    signed_on: date
    valid_to: date | None
    who: str
    version: str
    note: str
    entered_by: str
    state: str


class DocumentSheet(EntrySheet):
    """One more paper; its kind is chosen first."""

    def __init__(self, tab: "DocumentTab", context: Context, child_id: int) -> None:
        super().__init__(tab, context, "加材料", "记下材料", (), width=560)
        kinds = list(DOCUMENT_KINDS.items())
        self.kind, self.fields = ChoiceBox("kind", "材料", kinds), DocumentForm(context, child_id)
        self.form = self.fields.form
        self.add(self.form.add(self.kind), self.fields)
        self.kind.currentIndexChanged.connect(self._on_kind)
        self._on_kind()
        self.save = self._save

    def _save(self, work: Work) -> None:
        childcare.add_document(work, self.fields.document())

    @Slot()
    def _on_kind(self) -> None:
        self.fields.show_kind(self.kind.value())
        self.fit()


class DocumentTab(FileTab):
    """Consent, agreement, health, vaccination."""

    PRINTS = "打印"

    def __init__(self, context: Context) -> None:
        actions = (
            Action("file.document", "加材料", "Alt+N", self.add_document),
            Action("file.withdraw", "撤回", "Alt+D", self.withdraw),
        )
        empty = ("还没有材料", "首次入托前要有知情同意书、服务协议、健康检查和接种查验")
        super().__init__(context, "材料", _DOCUMENTS, actions, empty, {"state": _document_tone})

    def rows_of(self, file: ChildFile) -> Sequence[DocumentRow]:
        today = self.context.clock.now().date()
        return [_document_row(one, today) for one in file.documents]

    def paper_of(self, row: DocumentRow | None) -> tuple[str, Make] | None:
        if row is None:
            return None
        if row.document.kind == AGREEMENT:
            return row.title, of_row(papers.agreement_pdf, row.document)
        if row.document.kind == CONSENT:
            return row.title, of_row(papers.consent_pdf, row.document)
        return "健康检查和接种查验单", papers.checkup_pdf

    def add_document(self) -> None:
        """Ask for one more paper."""

        def go() -> None:
            self.follow(DocumentSheet(self, self.context, self.child().child_id))

        self.context.messages.guard(go)

    def withdraw(self) -> None:
        """The guardian withdraws consent or ends the agreement."""
        self.with_chosen(self._withdraw)

    def _withdraw(self, row: DocumentRow) -> None:
        day = DayEdit("day", "从哪天起撤回", self.context.clock)
        day.set_value(self.context.clock.now().date())

        def save(work: Work) -> None:
            childcare.withdraw_document(work, row.document.id, day.value())

        note = "撤回后不能再入托，已经发生的托育和收费不变。"
        self.ask(EntrySheet(self, self.context, f"撤回 {row.title}", "撤回", [day], note=note), save)


def _document_row(one: Document, today: date) -> DocumentRow:
    who = f"{one.signer}（{one.relation}）" if one.signer else ""
    state = "有效" if one.stands(today) else "已撤回" if one.withdrawn_on else "已过期"
    return DocumentRow(one, one.title, one.signed_on, one.valid_to, who, one.version, one.note, one.entered_by, state)


def _document_tone(row: DocumentRow) -> Tone:
    return _TONES[row.state]
