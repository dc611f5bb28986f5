"""Files to be kept with an entry: chosen, dropped or taken out again, each with its kind, giver and note."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from shequ_desk.counters.mediation.page.choices import of
from shequ_desk.counters.mediation.page.peek import Peek
from shequ_desk.counters.mediation.rules import ATTACHMENT_KINDS, AttachmentDraft, check_attachment
from shequ_desk.desk.actions import Action, button
from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import ChoiceBox, FieldRow, LineEdit
from shequ_desk.desk.files import FileDialog
from shequ_desk.desk.rows import RowsView
from shequ_desk.desk.widgets import column, heading, row
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.figures import Column

_COLUMNS = (Column("name", "附件", weight=3), Column("kind_text", "种类"), Column("size_text", "大小"))
_PATTERN = "照片和扫描件 (*.jpg *.jpeg *.png *.pdf)"
_MEGA = 1_000_000


@dataclass(frozen=True)
class Picked:
    """A file in hand: what it will be kept as, and its bytes."""

    draft: AttachmentDraft
    data: bytes

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.draft.name

    @property
    def kind_text(self) -> str:
        """现场照片, 证据材料 …"""
        return ATTACHMENT_KINDS[self.draft.kind]

    @property
    def size_text(self) -> str:
        """In megabytes, one decimal."""
        return f"{max(len(self.data) / _MEGA, 0.1):.1f} 兆"


class AttachBox(QWidget):
    """The list of files with a look at the chosen one."""

    def __init__(self, context: Context, limit: int, kind: str = "") -> None:
        """`limit`: megabytes a file may have before it is shrunk; `kind` what files are unless the clerk says."""
        super().__init__()
        self._context, self._limit, self._kind, self._filling = context, limit, kind, False
        self.files: list[Picked] = []
        self.table = RowsView(
            _COLUMNS, "附件", looks={"name": "strong"}, empty="没有附件", advice="按 Ctrl O 选文件，或把文件拖到这里"
        )
        self.kind, self.giver = (
            ChoiceBox("attachment_kind", "附件种类", of(ATTACHMENT_KINDS)),
            LineEdit("giver", "提供人"),
        )
        self.note, self.peek = LineEdit("note", "说明"), Peek()
        self._dialog: QFileDialog | None = None
        self.setAcceptDrops(True)
        self._lay_out()
        self.table.row_selected.connect(self._on_row)
        self.kind.currentIndexChanged.connect(self._on_edited)
        self.giver.textEdited.connect(self._on_edited)
        self.note.textEdited.connect(self._on_edited)
        self._on_row(None)

    def choose(self) -> None:
        """Ask for files."""
        self._dialog = FileDialog(self, "选择照片或扫描件", str(Path.home()), _PATTERN)
        self._dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        self._dialog.filesSelected.connect(self._on_chosen)
        self._dialog.open()

    def take(self, paths: Iterable[Path]) -> None:
        """Add files; one that cannot be kept is refused by name, the others stay."""
        for path in paths:
            self._context.messages.guard(partial(self._take, path))
        self._show(len(self.files) - 1)

    def drop(self) -> None:
        """Take the chosen file out again; the file itself stays where it is."""
        place = self.table.currentIndex().row()
        if place >= 0:
            self.files.pop(place)
            self._show(min(place, len(self.files) - 1))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.take(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())

    def _lay_out(self) -> None:
        add = button(Action("attach.add", "加文件", "Ctrl+O", self.choose), self, "link")
        drop = button(Action("attach.drop", "移出", "Alt+D", self.drop), self, "link")
        self.table.stand_whole(132)
        fields = row(FieldRow(self.kind), FieldRow(self.giver), FieldRow(self.note), spacing=8)
        left = column(heading("附件", add, drop), self.table, fields, spacing=4)
        line = row(left, self.peek, spacing=12)
        line.setStretch(0, 1)
        self.setLayout(line)

    def _take(self, path: Path) -> None:
        draft = AttachmentDraft(path.name, self._kind or ("scan" if path.suffix.lower() == ".pdf" else "photo"))
        check_attachment(draft)
        try:
            if path.stat().st_size > self._limit * _MEGA:
                raise Refusal(f"“{path.name}”超过 {self._limit} 兆", "请压缩或分成几个文件再加")
            data = path.read_bytes()
        except OSError as error:
            raise Refusal(f"打不开“{path.name}”", "请确认文件还在，再选一次") from error
        self.files.append(Picked(draft, data))

    def _show(self, place: int) -> None:
        self.table.show_rows(list(self.files))
        self.table.select(place)
        if not self.files:
            self._on_row(None)

    @Slot(list)
    def _on_chosen(self, names: list[str]) -> None:
        self.take(Path(name) for name in names)

    @Slot(object)
    def _on_row(self, picked: Picked | None) -> None:
        self._filling = True
        for field in (self.kind, self.giver, self.note):
            field.setEnabled(picked is not None)
        self.kind.choose(picked.draft.kind if picked else "photo")
        self.giver.setText(picked.draft.giver if picked else "")
        self.note.setText(picked.draft.note if picked else "")
        self.peek.show_data(picked.data if picked else b"")
        self._filling = False

    @Slot()
    def _on_edited(self) -> None:
        place = self.table.currentIndex().row()
        if self._filling or place < 0:
            return
        draft = self.files[place].draft
        changed = replace(draft, kind=self.kind.value(), giver=self.giver.value(), note=self.note.value())
        self.files[place] = replace(self.files[place], draft=changed)
        self.table.viewport().update()
