"""补材料: what is missing before a stay, one after the other: the blank paper printed, the signed one recorded."""

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.counters.childcare import papers
from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.page.document_form import DocumentForm
from shequ_desk.counters.childcare.page.printing import print_of_child
from shequ_desk.counters.childcare.rules.booking import NewBooking
from shequ_desk.counters.childcare.rules.documents import Missing
from shequ_desk.counters.childcare.rules.papers import ChildPapers
from shequ_desk.desk.actions import Action, button
from shequ_desk.desk.counter import Context
from shequ_desk.desk.rows import RowsView
from shequ_desk.desk.sheets import Sheet
from shequ_desk.desk.widgets import Label, row
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.figures import Column

_COLUMNS = (Column("title", "材料"), Column("text", "为什么要", weight=3))


class PapersSheet(Sheet):
    """Signal `completed()`: nothing is missing any more, the sheet is closed."""

    completed = Signal()

    def __init__(self, parent: QWidget, context: Context, asked: NewBooking) -> None:
        super().__init__(parent, "入托材料", "记下已签署", tone="blue", width=720)
        self._context, self._asked = context, asked
        self.table = RowsView(_COLUMNS, "还缺的材料", looks={"title": "strong"}, empty="材料齐了")
        self.table.stand_whole(34 + 33 * 4)
        self.fields = DocumentForm(context, asked.child_id)
        self.title.setText(f"{self.fields.child_name} 入托材料")
        blank = Action("papers.blank", "打印空白的", "Alt+P", self.print_blank)
        hint = Label("↑ ↓ 选一份；先打印给家长签，填好后按 Enter 记下", "small")
        self.add(row(hint, None, button(blank, self, "link")), self.table, self.fields)
        self.table.row_selected.connect(self._on_paper)
        self._read()
        self.table.setFocus()

    def submit(self) -> None:
        """Record the chosen paper as signed; the next one comes."""

        def go() -> None:
            document = self.fields.document()
            with self._context.database.work(self._context.clerk) as work:
                childcare.add_document(work, document)

        if self._context.messages.guard(go, self):
            self._context.messages.say(f"已记下 {self.fields.kind_text()}")
            self._read()

    def print_blank(self) -> None:
        """Print the chosen paper to be signed."""

        def go() -> None:
            paper: Missing | None = self.table.current()
            if paper is None:
                raise Refusal("还没有选材料", "先在列表中用 ↑ ↓ 选一份")
            print_of_child(self._context, self._asked.child_id, paper.title, _blank(paper.kind))

        self._context.messages.guard(go, self)

    def show_refusal(self, refusal: Refusal) -> bool:
        """Beside its field, else in the banner."""
        shown = self.fields.form.show_refusal(refusal) or super().show_refusal(refusal)
        self.fit()
        return shown

    def _read(self) -> None:
        asked = self._asked
        with self._context.database.reading(self._context.clerk) as work:
            rows = childcare.missing_papers(work, asked.child_id, asked.programme_no, asked.day)
        self.table.show_rows(rows)
        if not rows:
            self.accept()
            self.completed.emit()
        elif self.table.current() is None:
            self.table.select(0)
        else:
            self._on_paper(self.table.current())

    @Slot(object)
    def _on_paper(self, paper: Missing | None) -> None:
        if paper is not None:
            self.fields.show_kind(paper.kind)
            self.fit()


def _blank(kind: str) -> Callable[[ChildPapers], bytes]:
    def make(data: ChildPapers) -> bytes:
        return papers.blank_pdf(data, kind)

    return make
