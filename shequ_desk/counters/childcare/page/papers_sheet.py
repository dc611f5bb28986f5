"""补材料: what is missing before a stay, one after the other: the blank paper printed, the signed one recorded."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.page.document_form import DocumentForm
from shequ_desk.counters.childcare.rules.booking import NewBooking
from shequ_desk.counters.childcare.rules.documents import Missing
from shequ_desk.desk.counter import Context
from shequ_desk.desk.rows import RowsView
from shequ_desk.desk.sheets import Sheet
from shequ_desk.desk.theme import px
from shequ_desk.desk.widgets import Label
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
        self.table.setFixedHeight(px(34 + 33 * 4))
        self.fields = DocumentForm(context, asked.child_id)
        self.title.setText(f"{self.fields.child_name} 入托材料")
        self.add(Label("↑ ↓ 选一份，填好后按 Enter 记下", "small"), self.table, self.fields)
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
