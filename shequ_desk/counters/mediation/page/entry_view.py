"""One entry of the log whole: its words, its attachments, and the way to correct it."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.page.peek import Peek
from shequ_desk.counters.mediation.rules import WORK, Attachment, CaseView, LogEntry
from shequ_desk.desk.actions import Action, button
from shequ_desk.desk.counter import Context
from shequ_desk.desk.rows import RowsView
from shequ_desk.desk.sheets import Sheet
from shequ_desk.desk.widgets import KeyValueRows, Label, column, heading, row
from shequ_desk.kernel.figures import Column
from shequ_desk.paper.files import safe_file_name

_COLUMNS = (
    Column("name", "附件", weight=3),
    Column("kind_text", "种类"),
    Column("giver", "提供人"),
    Column("note", "说明", weight=2),
)


class EntryView(Sheet):
    """Nothing here is changed: a correction is a new entry that names this one."""

    def __init__(self, parent: QWidget, context: Context, view: CaseView, entry: LogEntry) -> None:
        super().__init__(parent, f"第 {entry.no} 笔 · {entry.kind_text}", tone="plum", width=760)
        self._context, self._view, self._entry = context, view, entry
        self.peek, self.table = Peek(), RowsView(_COLUMNS, "附件", empty="没有附件")
        self.add(Label(entry.text, wrap=True), KeyValueRows(_facts(entry), 90))
        kept = [one for one in view.attachments if one.log_id == entry.id]
        if kept:
            self._add_files(kept)
        if WORK in context.clerk.permissions and entry.kind != "correct" and not entry.corrected_by:
            correct = button(Action("entry.correct", "更正这一笔", "Ctrl+E", self.correct), self)
            self.add(row(correct, Label("原来的记录保留，更正另记一笔。", "small"), None))
        self.table.row_selected.connect(self._on_file)
        self.table.select(0 if kept else -1)
        self.main.setFocus()

    def correct(self) -> None:
        """Ask for the right words."""
        self._context.messages.ask_text(f"更正第 {self._entry.no} 笔", "更正的内容", "记下更正", self._correct, least=2)

    def save_file(self) -> None:
        """Save the chosen attachment as a file; the audit says who took it out."""
        chosen: Attachment | None = self.table.current()
        if chosen is not None:
            data = self._data(chosen)
            with self._context.database.work(self._context.clerk) as work:
                mediation.note_printed(work, self._view.id, (f"附件 {chosen.id}",))
            self._context.printing.save(data, safe_file_name(chosen.name), self)

    def _add_files(self, kept: list[Attachment]) -> None:
        save = button(Action("entry.save", "存为文件", "Ctrl+S", self.save_file), self, "link")
        self.bend(self.table, 150)
        self.table.show_rows(kept)
        line = row(column(heading("附件", save), self.table, None, spacing=4), self.peek, spacing=12)
        line.setStretch(0, 1)
        self.add(line)

    def _correct(self, text: str) -> None:
        def go() -> None:
            with self._context.database.work(self._context.clerk) as work:
                mediation.correct(work, self._view.id, self._entry.id, text)

        if self._context.messages.guard(go, self):
            self.accept()
            self._context.messages.say(f"已更正第 {self._entry.no} 笔")

    def _data(self, chosen: Attachment) -> bytes:
        with self._context.database.reading(self._context.clerk) as work:
            return mediation.attachment_data(work, chosen.id)

    @Slot(object)
    def _on_file(self, chosen: Attachment | None) -> None:
        found: list[bytes] = []
        if chosen is not None:
            self._context.messages.guard(lambda: found.append(self._data(chosen)), self)
        self.peek.show_data(found[0] if found else b"")


def _facts(entry: LogEntry) -> list[tuple[str, str]]:
    facts = [
        ("时间", f"{entry.at:%Y-%m-%d %H:%M}"),
        ("地点", entry.place),
        ("在场的人", entry.people),
        ("主持或调查", entry.host),
        ("记录", entry.recorder),
        ("登记", f"{entry.clerk} {entry.entered_at:%Y-%m-%d %H:%M}"),
    ]
    return [(name, value) for name, value in facts if value]
