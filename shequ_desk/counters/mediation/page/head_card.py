"""The head of a case: what it is called, its number and kind, how far it has come, what can be done."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from shequ_desk.counters.mediation.page.path_bar import PathBar
from shequ_desk.counters.mediation.rules.cases import CaseView
from shequ_desk.counters.mediation.rules.lists import DIFFICULTIES, type_text
from shequ_desk.desk.theme import px
from shequ_desk.desk.widgets import Banner, Card, ElidedLabel, column, row

_ROOMY = 600


class HeadCard(Card):
    """`buttons` stand at the right of the title."""

    def __init__(self, *buttons: QWidget) -> None:
        super().__init__(spacing=10)
        self.name, self.about, self.path = ElidedLabel("", "title"), ElidedLabel("", "small"), PathBar()
        self.warning = Banner("gold")
        self._line = row(column(self.name, self.about, spacing=2), row(*buttons, spacing=6), spacing=6)
        self._line.setStretch(0, 1)
        self.add(self._line, self.path, self.warning)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow screen the buttons stand under the title."""
        narrow = event.size().width() < px(_ROOMY)
        self._line.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        super().resizeEvent(event)

    def show_case(self, view: CaseView) -> None:
        """Show a case's title, facts, progress and warnings."""
        self.name.setText(f"{view.parties_shown} {view.details.title}")
        self.about.setText(" · ".join(_facts(view)))
        self.path.show_marks(view.rail)
        self.path.show()
        self.warning.show_text("\n".join(view.warnings))

    def clear(self, may_accept: bool) -> None:
        """No case is chosen; who may accept one is told how."""
        self.name.setText("还没有选案件")
        self.about.setText("左边用 ↑ ↓ 选一件" + ("，或按 Ctrl N 受理新案件" if may_accept else ""))
        self.path.hide()
        self.warning.show_text("")


def _facts(view: CaseView) -> list[str]:
    details = view.details
    kind = type_text(details.type_code) + (f"（{details.subtype}）" if details.subtype else "")
    facts = [view.number, kind, DIFFICULTIES[details.difficulty]]
    if details.amount:
        facts.append(f"涉及金额 {details.amount.text()} 元")
    if view.mediator:
        facts.append(f"调解员 {view.mediator}")
    return facts
