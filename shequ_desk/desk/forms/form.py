"""A label over its field, a red line beneath; a form finds the field a refusal belongs to."""

from collections.abc import Iterable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shequ_desk.desk.forms.choice import ChoiceBox
from shequ_desk.desk.forms.lines import LineEdit, NoteEdit
from shequ_desk.desk.theme import restyle
from shequ_desk.desk.widgets import Label, column, row
from shequ_desk.kernel.errors import Refusal

Editor = LineEdit | NoteEdit | ChoiceBox


class FieldRow(QWidget):
    """Label, editor, and a line beneath: red after a refusal, else what the editor says while typing."""

    def __init__(self, editor: Editor, *beside: QWidget) -> None:
        super().__init__()
        self.editor, self._label = editor, Label(editor.label, "small")
        self._below = Label("", "small", wrap=True)
        self._label.setBuddy(editor)
        line = row(editor, *beside) if beside else row(editor)
        self.setLayout(column(self._label, line, self._below, spacing=3))
        self._below.hide()
        if isinstance(editor, ChoiceBox):
            editor.currentIndexChanged.connect(self._on_edited)
        else:
            editor.textChanged.connect(self._on_edited)

    def error(self) -> str:
        """Return the red line on show, "" when there is none."""
        return self._below.text() if self._below.property("kind") == "error" else ""

    def set_error(self, text: str) -> None:
        """Show the red line and a red edge; "" takes both away."""
        self._show(f"✗ {text}" if text else "", "error" if text else "small")
        self.editor.setProperty("wrong", "true" if text else "false")
        self.editor.setAccessibleDescription(text)
        restyle(self.editor)

    def hint(self) -> str:
        """Return the line beneath, red or not."""
        return self._below.text()

    def _show(self, text: str, kind: str) -> None:
        self._below.setText(text)
        self._below.setVisible(bool(text))
        if self._below.property("kind") != kind:
            self._below.setProperty("kind", kind)
            restyle(self._below)

    @Slot()
    def _on_edited(self) -> None:
        if self.error():
            self.set_error("")
        self._show(self.editor.live(), "small")


class Form(QWidget):
    """Rows of fields one under the other; a Place for Messages: refusals land beside their field."""

    def __init__(self, editors: Iterable[Editor] = (), spacing: int = 10) -> None:
        super().__init__()
        self.rows: dict[str, FieldRow] = {}
        self._lines: QVBoxLayout = column(spacing=spacing)
        self.setLayout(self._lines)
        for editor in editors:
            self.add(editor)

    def add(self, editor: Editor, *beside: QWidget) -> FieldRow:
        """Append a field under the last one; widgets in `beside` stand right of the editor."""
        made = self.adopt(FieldRow(editor, *beside))
        self._lines.addWidget(made)
        return made

    def adopt(self, field: FieldRow) -> FieldRow:
        """Know a field that is laid out elsewhere, so that refusals find it."""
        self.rows[field.editor.name] = field
        return field

    def clear_errors(self) -> None:
        """Take every red line away."""
        for field in self.rows.values():
            if field.error():
                field.set_error("")

    def show_refusal(self, refusal: Refusal) -> bool:
        """Show a refusal beside its field and put the cursor there; False when it is nobody's here."""
        self.clear_errors()
        field = self.rows.get(refusal.field)
        if field is None:
            return False
        field.set_error(refusal.sentence)
        field.editor.setFocus()
        return True
