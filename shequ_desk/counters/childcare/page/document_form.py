"""The fields of one paper of a child's file: when, by whom, until when."""

from PySide6.QtWidgets import QWidget

from shequ_desk.counters.childcare.rules.documents import (
    AGREEMENT,
    CONSENT,
    DOCUMENT_KINDS,
    HEALTH,
    RELATIONS,
    Document,
)
from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import ChoiceBox, DayEdit, Form, LineEdit, beside
from shequ_desk.desk.widgets import column
from shequ_desk.people import service as people

_SIGNED = frozenset({CONSENT, AGREEMENT})


class DocumentForm(QWidget):
    """Gathers a Document. Consent and agreement have a signer, health and vaccination only dates."""

    def __init__(self, context: Context, child_id: int) -> None:
        super().__init__()
        self._child_id, self._kind = child_id, AGREEMENT
        with context.database.reading(context.clerk) as work:
            person = people.get(work, child_id)
        self.child_name = person.details.name
        guardians = [one for one in person.guardians if one.to_day is None]
        self._known: dict[str, int | None] = {one.name: one.guardian_id for one in guardians}
        self._known[self.child_name] = child_id
        self.signed_on = DayEdit("signed_on", "签署或检查日期", context.clock)
        self.valid_to = DayEdit("valid_to", "有效至（可不填）", context.clock)
        self.signer, self.relation = LineEdit("signer", "签署的监护人"), ChoiceBox("relation", "与儿童的关系")
        self.relation.set_options([(None, "请选择"), *((one, one) for one in RELATIONS)])
        self.note = LineEdit("note", "说明", "例如 体检医院、接种到哪一针")
        self.form = Form()
        self._signer_line = QWidget()
        self._signer_line.setLayout(beside(self.form, self.signer, self.relation))
        self.setLayout(
            column(beside(self.form, self.signed_on, self.valid_to), self._signer_line, beside(self.form, self.note))
        )
        self.signed_on.set_value(context.clock.now().date())
        if guardians:
            self.signer.setText(guardians[0].name)
            self.relation.choose(guardians[0].relation)

    def show_kind(self, kind: str) -> None:
        """Another kind of paper; what fits both stays."""
        self._kind = kind
        self.form.clear_errors()
        self._signer_line.setVisible(kind in _SIGNED)
        self.valid_to.setPlaceholderText("不填按设置的有效期" if kind == HEALTH else "不填为长期")

    def kind_text(self) -> str:
        """托育服务协议."""
        return DOCUMENT_KINDS[self._kind]

    def document(self) -> Document:
        """What is written. Refusal naming a day that cannot be read."""
        signed = self._kind in _SIGNED
        return Document(
            0,
            self._child_id,
            self._kind,
            self.signed_on.value(),
            self.valid_to.optional(),
            self.signer.plain() if signed else "",
            str(self.relation.optional() or "") if signed else "",
            self._known.get(self.signer.plain()) if signed else None,
            note=self.note.plain(),
        )
