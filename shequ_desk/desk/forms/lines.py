"""Lines of text: plain, secret, several."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from shequ_desk.desk.theme import px
from shequ_desk.kernel.errors import Refusal


class LineEdit(QLineEdit):
    """A line of text; `name` is the field's name in refusals, `label` what the clerk reads. `live()` is a hint.

    `typed`: the clerk wrote here, not the program. `looks_up`: set where what is typed is never kept, only found by.
    """

    def __init__(self, name: str, label: str, placeholder: str = "") -> None:
        super().__init__()
        self.name, self.label, self.typed = name, label, False
        self.looks_up = False
        self.textEdited.connect(self._on_typed)
        self.setObjectName(name)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(label)

    def plain(self) -> str:
        """Return the text stripped."""
        return self.text().strip()

    def value(self) -> str:
        """Return the text stripped."""
        return self.plain()

    def live(self) -> str:
        """Return what to say beneath while typing; "" for nothing."""
        return ""

    def refusal(self, message: str, way_out: str = "") -> Refusal:
        """Make a refusal that belongs to this field."""
        return Refusal(message, way_out, self.name)

    @Slot()
    def _on_typed(self) -> None:
        self.typed = True


class SecretEdit(LineEdit):
    """A password: dots only, never stripped."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__(name, label)
        self.setEchoMode(QLineEdit.EchoMode.Password)

    def value(self) -> str:
        """Return exactly what was typed."""
        return self.text()


class NoteEdit(QPlainTextEdit):
    """Several lines of text. Tab leaves the field; Enter is a new line."""

    def __init__(self, name: str, label: str, rows: int = 4) -> None:
        super().__init__()
        self.name, self.label = name, label
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setTabChangesFocus(True)
        self.setFixedHeight(px(22 * rows + 18))

    def text(self) -> str:
        """Return what is written (same name as on one-line fields)."""
        return self.toPlainText()

    def setText(self, text: str) -> None:
        """Replace what is written."""
        self.setPlainText(text)

    def value(self) -> str:
        """Return the text stripped."""
        return self.text().strip()

    def live(self) -> str:
        """Nothing to say while typing."""
        return ""
