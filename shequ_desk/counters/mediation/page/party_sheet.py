"""One party of a case: who, how to reach them, who acts for them."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.page.agent_sheet import AgentSheet
from shequ_desk.counters.mediation.page.base import GridSheet
from shequ_desk.counters.mediation.page.party_fields import PartyFields
from shequ_desk.counters.mediation.rules.lists import AGENT_KINDS
from shequ_desk.counters.mediation.rules.parties import Agent, PartyDraft, check_party
from shequ_desk.desk.actions import Action, button
from shequ_desk.desk.counter import Context
from shequ_desk.desk.rows import RowsView
from shequ_desk.desk.widgets import Label, column, heading, row
from shequ_desk.kernel.figures import Column
from shequ_desk.people import service as people
from shequ_desk.people.resident_box import HitList, ResidentFinder

_COLUMNS = (
    Column("name", "代理人", weight=2),
    Column("kind", "种类", weight=2),
    Column("relation", "与当事人关系", weight=2),
    Column("scope", "代理权限", weight=3),
)


def filled(context: Context, draft: PartyDraft) -> PartyDraft:
    """A resident's empty fields come from the record. Refusal when they are dead."""
    if draft.person_id is None:
        return draft
    with context.database.reading(context.clerk) as work:
        known = mediation.party_of(work, draft.person_id, draft.side)
    typed = {key: value for key, value in vars(draft).items() if value not in ("", None, ())}
    return replace(known, **typed)


class PartySheet(GridSheet):
    """Gathers a PartyDraft and hands it to `taken`, which may refuse it."""

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        draft: PartyDraft,
        taken: Callable[[PartyDraft], None],
        verb: str = "加入",
    ) -> None:
        super().__init__(parent, context, "当事人", verb, 760)
        self._taken, self._agents = taken, list(draft.agents)
        hits = HitList()
        self.finder = ResidentFinder(context, hits, limit=4)
        self.fields = PartyFields(context, self.form)
        self.agents = RowsView(_COLUMNS, "代理人", looks={"name": "strong"}, empty="没有代理人")
        self.agents.stand_whole(104)
        self._lay_out(hits)
        self.fields.show(draft)
        self._show_agents()
        self.kept()
        self.finder.picked.connect(self._on_picked)
        self.finder.searched.connect(self.fit)
        self.fields.kind.currentIndexChanged.connect(self._on_kind)

    def first(self) -> QWidget:
        return self.fields.name if self.fields.name.text() else self.finder

    def typed(self) -> list[str]:
        """The agents too."""
        return [*super().typed(), *(agent.name for agent in self._agents)]

    def submit(self) -> None:
        """Check and hand over."""
        self.form.clear_errors()
        if self.context.messages.guard(self._hand_over, self):
            self.accept()

    def add_agent(self) -> None:
        """Ask for somebody who acts for this party."""
        AgentSheet(self, self.context, self._on_agent).open()

    def drop_agent(self) -> None:
        """Take the chosen agent off the list; nothing was saved yet."""
        chosen = self.agents.currentIndex().row()
        if chosen >= 0:
            self._agents.pop(chosen)
            self._show_agents()

    def take_resident(self, person_id: int) -> None:
        """Fill in a resident."""
        with self.context.database.reading(self.context.clerk) as work:
            brief = people.brief(work, person_id)
        self.fields.show_resident(brief)
        self.fields.name.setFocus()
        self.fit()

    def _lay_out(self, hits: HitList) -> None:
        add = button(Action("party.agent", "加代理人", "Alt+N", self.add_agent), self, "link")
        drop = button(Action("party.drop", "移出", "Alt+D", self.drop_agent), self, "link")
        self.body.insertLayout(0, column(self.finder, hits, spacing=0))
        self.body.insertWidget(0, Label("本社区居民可直接查找；其他人和单位在下面填写。", "small", wrap=True))
        self.add(row(self.fields.verified, self.fields.representative, None, spacing=16))
        self.add(heading("代理人", add, drop), self.agents)

    def _hand_over(self) -> None:
        draft = self.fields.draft(tuple(self._agents))
        check_party(draft, self.context.clock.now().date())
        self._taken(draft)

    def _show_agents(self) -> None:
        self.agents.show_rows([(one.name, AGENT_KINDS[one.kind], one.relation, one.scope) for one in self._agents])

    def _on_agent(self, agent: Agent) -> None:
        self._agents.append(agent)
        self._show_agents()

    @Slot(int)
    def _on_picked(self, person_id: int) -> None:
        self.take_resident(person_id)

    @Slot()
    def _on_kind(self) -> None:
        self.fields.show_kind()
        self.fit()
