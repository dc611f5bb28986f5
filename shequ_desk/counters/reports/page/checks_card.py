"""出表前核对: what must hold before the month's papers leave the house, and the way to mend what does not."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from shequ_desk.counters.reports.page.closing import chain_line
from shequ_desk.counters.reports.rules.closing import Line
from shequ_desk.desk.actions import Action, button
from shequ_desk.desk.counter import Context, Counter
from shequ_desk.desk.theme import px
from shequ_desk.desk.widgets import Card, ElidedLabel, Label, Yielding, clear, column, row
from shequ_desk.kernel.dates import Month
from shequ_desk.kernel.facts import Check
from shequ_desk.store import audit
from shequ_desk.store.database import Work

_LEAST = 24
Found = Sequence[tuple[Counter, Check]]


class ChecksCard(Card):
    """✗ and ✓ lines with a count, those that fail first; a failed one carries a button that opens its page (Alt+1,
    Alt+2 …). Many lines scroll.
    """

    def __init__(self, context: Context, counters: Sequence[Counter]) -> None:
        self._count = Label("", "muted")
        super().__init__("出表前核对", self._count, spacing=6)
        self._context, self._counters = context, counters
        self._seen = 0
        self._lines, holder = column(spacing=6), QWidget()
        holder.setLayout(self._lines)
        self._area = Yielding(holder, px(_LEAST))
        self.add(self._area)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def read(self, month: Month) -> Found:
        """The checks of all counters; the same sentence of two counters is one. Callable in a job."""
        found: dict[str, tuple[Counter, Check]] = {}
        with self._context.database.reading(self._context.clerk) as work:
            for counter in self._counters:
                for check in counter.checks(work, month):
                    found.setdefault(check.text, (counter, check))
            if self._counters:
                line = self._chain(work)
                found[line.text] = (self._counters[0], Check(line.text, line.holds))
        return tuple(found.values())

    def _chain(self, work: Work) -> Line:
        """Each look goes on where the last one found everything in order."""
        line = chain_line(self._context.database, work, self._seen)
        if line.holds:
            self._seen = audit.place(work.connection)
        return line

    def show_found(self, found: Found) -> None:
        """Show what `read` found."""
        clear(self._lines)
        holding = sum(check.holds for _, check in found)
        self._count.setText(f"{holding} / {len(found)}" if found else "")
        lines, mended = QWidget(), 0
        rows = column(spacing=6)
        for counter, check in sorted(found, key=_holds):
            mended += not check.holds
            rows.addLayout(self._line(lines, counter, check, mended))
        if not found:
            rows.addWidget(Label("没有要核对的", "muted"))
        lines.setLayout(rows)
        self._lines.addWidget(lines)
        lines.show()
        self._area.settle()

    def texts(self) -> list[str]:
        """The lines on show."""
        return [label.text() for label in self.findChildren(ElidedLabel) if not label.isHidden()]

    def _line(self, owner: QWidget, counter: Counter, check: Check, place: int) -> QHBoxLayout:
        mark = Label("✓" if check.holds else "✗", "strong", "green" if check.holds else "red")
        line = row(mark, ElidedLabel(check.text), spacing=8)
        may = counter.permission in self._context.clerk.permissions
        if not check.holds and check.action and may:
            action = Action(f"reports.mend.{place}", "处理", f"Alt+{place}", self._opener(counter, check))
            line.addWidget(button(action, owner, "link"))
        return line

    def _opener(self, counter: Counter, check: Check) -> Callable[[], None]:
        return partial(self._context.open_page, counter.key, 0, check.action)


def _holds(one: tuple[Counter, Check]) -> bool:
    return one[1].holds
