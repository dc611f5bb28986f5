"""The head of a case: what it is called, its number and kind, how far it has come, what can be done."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from shequ_desk.counters.mediation.page.path_bar import PathBar
from shequ_desk.counters.mediation.rules.cases import CaseView
from shequ_desk.counters.mediation.rules.lists import DIFFICULTIES, type_text
from shequ_desk.desk.theme import px
from shequ_desk.desk.widgets import Banner, Card, ElidedLabel, Label, grid, row

_ROOMY = 600


class HeadCard(Card):
    """`buttons` stand at the right of the title."""

    def __init__(self, *buttons: QWidget) -> None:
        super().__init__(spacing=10)
        self.name, self.about, self.path = ElidedLabel("", "title"), Label("", "small", wrap=True), PathBar()
        self.warning = Banner("gold")
        self._buttons, self._grid, self._many = QWidget(), grid(6), len(buttons) > 1
        self._buttons.setLayout(row(*buttons, spacing=6))
        self._grid.addWidget(self.name, 0, 0)
        self._grid.addWidget(self.about, 1, 0, 1, 2)
        self._grid.addWidget(self._buttons, 0, 1)
        self._grid.setColumnStretch(0, 1)
        self.add(self._grid, self.path, self.warning)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow screen several buttons stand under the facts."""
        narrow = self._many and event.size().width() < px(_ROOMY)
        self._grid.addWidget(self._buttons, *((2, 0, 1, 2) if narrow else (0, 1)))
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
