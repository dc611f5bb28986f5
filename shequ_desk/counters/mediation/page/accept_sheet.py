"""受理: one form from the hall to a numbered case."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.page.base import GridSheet
from shequ_desk.counters.mediation.page.choices import mediator_options, of
from shequ_desk.counters.mediation.page.details_fields import DetailsFields
from shequ_desk.counters.mediation.page.party_list import PartyList
from shequ_desk.counters.mediation.rules import CaseDraft
from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import ChoiceBox, Tick
from shequ_desk.desk.widgets import Banner
from shequ_desk.store.database import Work


class AcceptSheet(GridSheet):
    """Signal `accepted_case(int)`: the new case, after which the sheet is closed."""

    DONE = "案件已受理"
    accepted_case = Signal(int)

    def __init__(self, parent: QWidget, context: Context, person_id: int = 0) -> None:
        super().__init__(parent, context, "受理纠纷", "受理", 1000)
        self._case_id = 0
        with context.database.reading(context.clerk) as work:
            committees = {one.id: one.name for one in mediation.committees(work)}
        self.accepted_on, self.committee = (
            self.day("accepted_on", "受理日期"),
            ChoiceBox("committee_id", "调解委员会", of(committees)),
        )
        self.mediator = ChoiceBox("mediator_id", "调解员", mediator_options(context, "请选择"))
        self.parties = PartyList(context, self.fit)
        self.body.insertWidget(0, self.parties)
        self._say_what_lacks()
        self.fields = DetailsFields(context, self.form)
        self.form.line((self.committee, 5), (self.mediator, 4), (self.accepted_on, 3))
        self.consent = Tick("各方都同意调解")
        self.add(self.consent)
        self.fields.source.currentIndexChanged.connect(self.fit)
        self.accepted.connect(self._on_accepted)
        if person_id:
            context.messages.guard(lambda: self.parties.add_resident(person_id), self)
            self.kept()

    def first(self) -> QWidget:
        return self.fields.title if self.parties.parties else self.parties.table

    def typed(self) -> list[str]:
        """The parties too."""
        return [*super().typed(), *self.parties.names()]

    def write(self, work: Work) -> None:
        draft = CaseDraft(
            self.committee.value(),
            self.accepted_on.value(),
            self.fields.details(),
            tuple(self.parties.parties),
            self.mediator.value(),
            self.consent.isChecked(),
        )
        self._case_id = mediation.accept(work, draft)

    def _say_what_lacks(self) -> None:
        """A new desk has nobody yet who could mediate."""
        if self.mediator.count() == 1:
            lack = Banner("gold")
            lack.show_text("还没有在任的调解员 → 先到“设置—调解”登记一位，再受理案件")
            self.body.insertWidget(0, lack)

    @Slot()
    def _on_accepted(self) -> None:
        self.accepted_case.emit(self._case_id)
