"""Somebody who acts for a party."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from shequ_desk.counters.mediation.page.base import GridSheet
from shequ_desk.counters.mediation.rules.lists import AGENT_KINDS
from shequ_desk.counters.mediation.rules.parties import Agent
from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import ChoiceBox, LineEdit, NameEdit, PhoneEdit


class AgentSheet(GridSheet):
    """Gathers an Agent and hands it to `taken`."""

    def __init__(self, parent: QWidget, context: Context, taken: Callable[[Agent], None]) -> None:
        super().__init__(parent, context, "代理人", "加入", 560)
        self._taken = taken
        self.name, self.phone = NameEdit("name"), PhoneEdit("phone", "联系电话")
        self.kind = ChoiceBox("kind", "种类", list(AGENT_KINDS.items()))
        self.relation = LineEdit("relation", "与当事人关系", "例如 儿子、律师")
        self.scope = LineEdit("scope", "代理权限", "例如 代为调解、签收文书")
        self.form.line((self.name, 6), (self.kind, 6))
        self.form.line((self.relation, 6), (self.phone, 6))
        self.form.line((self.scope, 12))

    def submit(self) -> None:
        """Check and hand over."""
        self.form.clear_errors()
        if self.context.messages.guard(self._hand_over, self):
            self.accept()

    def _hand_over(self) -> None:
        agent = Agent(
            self.name.value(), self.kind.value(), self.relation.value(), self.phone.value(), self.scope.value()
        )
        self._taken(agent)
