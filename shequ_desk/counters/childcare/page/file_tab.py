"""What a tab of a child's file is: a list with its actions, filled from the file that was opened."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.counters.childcare.page.printing import Make, print_of_child
from shequ_desk.counters.childcare.page.section import EntrySheet
from shequ_desk.counters.childcare.rules.child import ChildFile
from shequ_desk.desk.actions import Action, button
from shequ_desk.desk.counter import Context, Tone
from shequ_desk.desk.rows import RowsView
from shequ_desk.desk.widgets import Label, column, row
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.figures import Column
from shequ_desk.store.database import Work

RIGHT = "childcare.file"


class FileTab(QWidget):
    """Override `rows_of`. Signal `changed()`: something was written, the file has to be read again."""

    changed = Signal()
    PRINTS: ClassVar[str] = ""

    def __init__(
        self,
        context: Context,
        name: str,
        columns: Sequence[Column],
        actions: Sequence[Action],
        empty: tuple[str, str],
        tones: Mapping[str, Callable[[Any], Tone | None]] | None = None,
        note: str = "",
    ) -> None:
        super().__init__()
        self.context = context
        self.file: ChildFile | None = None
        self.table = RowsView(columns, name, tones=tones, empty=empty[0], advice=empty[1])
        actions = (*actions, *self.printing())
        links = [button(action, self, "link") for action in actions if RIGHT in context.clerk.permissions]
        self.setLayout(column(row(Label(note, "small"), None, *links), self.table, spacing=4))

    def show_file(self, file: ChildFile) -> None:
        """Show this file's part."""
        self.file = file
        self.table.show_rows(self.rows_of(file))

    def rows_of(self, _file: ChildFile) -> Sequence[Any]:
        """The rows of this tab."""
        return ()

    def printing(self) -> Sequence[Action]:
        """The action that prints, for tabs that have a paper: override `paper_of` and give it a title."""
        return (Action("file.print", self.PRINTS, "Alt+P", self.print_paper),) if self.PRINTS else ()

    def paper_of(self, _row: Any) -> tuple[str, Make] | None:
        """Title and maker of the paper of a row (None: no row is chosen); None when there is no paper of it."""
        return None

    def print_paper(self) -> None:
        """Print the paper of the row under the cursor."""

        def go() -> None:
            found = self.paper_of(self.table.current())
            if found is None:
                raise Refusal("还没有选一行", "先在列表中用 ↑ ↓ 选好，再按按钮")
            print_of_child(self.context, self.child().child_id, *found)

        self.context.messages.guard(go)

    def child(self) -> ChildFile:
        """The file on show. Refusal before one is."""
        if self.file is None:
            raise Refusal("档案还没有打开", "请关上再打开一次")
        return self.file

    def with_chosen(self, act: Callable[[Any], None]) -> None:
        """Do something with the row under the cursor."""

        def go() -> None:
            chosen = self.table.current()
            if chosen is None:
                raise Refusal("还没有选一行", "先在列表中用 ↑ ↓ 选好，再按按钮")
            act(chosen)

        self.context.messages.guard(go)

    def ask(self, sheet: EntrySheet, save: Callable[[Work], object]) -> None:
        """Open a sheet that saves in this way; the file is read again afterwards."""
        sheet.save = save
        self.follow(sheet)

    def follow(self, sheet: EntrySheet) -> None:
        """Open a sheet that saves by itself; the file is read again afterwards."""
        sheet.accepted.connect(self._on_saved)
        sheet.open()

    @Slot()
    def _on_saved(self) -> None:
        self.changed.emit()
