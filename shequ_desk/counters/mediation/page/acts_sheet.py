"""办理: everything that can be done with this case now; a digit or Enter starts it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.counters.mediation.page.acts import Act
from shequ_desk.desk.actions import Action, bind
from shequ_desk.desk.rows import RowsView
from shequ_desk.desk.sheets import Sheet
from shequ_desk.desk.theme import ROW_HEIGHT, tall
from shequ_desk.kernel.figures import Column

_COLUMNS = (Column("digit", "按"), Column("title", "办什么", weight=2), Column("needs", "需要什么", weight=4))


@dataclass(frozen=True)
class _Line:
    digit: str
    title: str
    needs: str
    act: Act


class ActsSheet(Sheet):
    """Closes itself, then calls `start(act key)`."""

    def __init__(self, parent: QWidget, title: str, acts: Sequence[Act], start: Callable[[str], None]) -> None:
        super().__init__(parent, title, "办理", tone="plum", width=820)
        self._start = start
        self.table = RowsView(
            _COLUMNS, "可以办的事", looks={"title": "strong", "needs": "muted", "digit": "muted"}, empty="案件已归档"
        )
        self.table.show_rows([_Line(_digit(place), one.title, one.needs, one) for place, one in enumerate(acts, 1)])
        self.table.setFixedHeight(tall(ROW_HEIGHT) * (len(acts) + 1) + 8)
        self.add(self.table)
        self.table.select(0)
        self.table.row_activated.connect(self._on_row)
        for place, act in enumerate(acts[:9], 1):
            bind(Action(f"act.{act.key}", act.title, str(place), partial(self._go, act.key)), self)
        self.table.setFocus()

    def submit(self) -> None:
        """Start the act under the cursor."""
        line: _Line | None = self.table.current()
        if line is not None:
            self._go(line.act.key)

    def _go(self, key: str) -> None:
        self.accept()
        self._start(key)

    @Slot(object)
    def _on_row(self, line: _Line) -> None:
        self._go(line.act.key)


def _digit(place: int) -> str:
    return str(place) if place < 10 else ""
