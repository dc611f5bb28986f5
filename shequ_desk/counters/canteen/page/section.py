"""What every tab of the settings is: a heading with its actions over a list, both with keys."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.counters.canteen.page.entry_sheet import EntrySheet
from shequ_desk.desk.actions import Action, button, set_enabled
from shequ_desk.desk.counter import Context, Tone
from shequ_desk.desk.fields import DayEdit
from shequ_desk.desk.rows import RowsView
from shequ_desk.desk.widgets import Card, Label, column, heading
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.figures import Column
from shequ_desk.store.database import Work

RIGHT = "canteen.rules"


class Section(QWidget):
    """A part of the settings. Override `reload`."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.may = RIGHT in context.clerk.permissions

    def reload(self) -> None:
        """Read again what is on show."""

    def write(self, act: Callable[[Work], object], said: str) -> bool:
        """Do something in one transaction, say so and read again."""

        def go() -> None:
            with self.context.database.work(self.context.clerk) as work:
                act(work)

        done = self.context.messages.guard(go)
        if done:
            self.context.messages.say(said)
            self.reload()
        return done

    def ask(self, sheet: EntrySheet, save: Callable[[Work], object]) -> None:
        """Open a sheet that saves in this way; what is on show is read again afterwards."""
        sheet.save = save
        sheet.accepted.connect(self._on_saved)
        sheet.open()

    def day(self, name: str, label: str, ahead: int = 0) -> DayEdit:
        """A field for a day, filled with the day so many days ahead."""
        edit = DayEdit(name, label, self.context.clock)
        edit.set_value(self.context.clock.now().date() + timedelta(days=ahead))
        return edit

    @Slot()
    def _on_saved(self) -> None:
        self.reload()


class ListSection(Section):
    """A list with actions over it; Enter on a row starts `open_row`. Actions need the right to change rules."""

    def __init__(
        self,
        context: Context,
        title: str,
        columns: Sequence[Column],
        actions: Sequence[Action],
        *,
        note: str = "",
        looks: Mapping[str, str] | None = None,
        tones: Mapping[str, Callable[[Any], Tone]] | None = None,
        empty: tuple[str, str] = ("还没有记录", ""),
    ) -> None:
        super().__init__(context)
        self.table = RowsView(columns, title, looks=looks, tones=tones, empty=empty[0], advice=empty[1])
        card = Card(spacing=6)
        card.add(heading(title, *(button(action, self, "link") for action in actions)))
        if note:
            card.add(Label(note, "small", wrap=True))
        card.add(self.table)
        self.setLayout(column(card))
        self.table.row_activated.connect(self.open_row)
        for action in actions:
            set_enabled(self, action.id, self.may)

    def read(self, _work: Work) -> Sequence[Any]:
        """The rows to show."""
        return ()

    def open_row(self, _row: object) -> None:
        """Enter or a double click on a row."""

    def reload(self) -> None:
        with self.context.database.reading(self.context.clerk) as work:
            self.table.show_rows(self.read(work))

    def chosen(self) -> Any:
        """The row under the cursor; Refusal when there is none."""
        row = self.table.current()
        if row is None:
            raise Refusal("还没有选一行", "先在列表中用 ↑ ↓ 选好，再按按钮")
        return row

    def with_chosen(self, act: Callable[[Any], None]) -> None:
        """Do something with the chosen row."""

        def go() -> None:
            act(self.chosen())

        self.context.messages.guard(go)
