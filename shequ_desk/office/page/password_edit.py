"""The password field of the login."""

from PySide6 import QtCore
from PySide6.QtGui import QKeyEvent

from shequ_desk.desk.forms import SecretEdit


class PasswordEdit(SecretEdit):
    """A password field that notices Caps Lock: a capital typed without Shift, or a small letter with it."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__(name, label)
        self._caps = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        if typed.isascii() and typed.isalpha():
            shifted = bool(event.modifiers() & QtCore.Qt.KeyboardModifier.ShiftModifier)
            self._caps = typed.isupper() != shifted
        super().keyPressEvent(event)

    def live(self) -> str:
        """Return the hint about Caps Lock or a Chinese input method, "" when neither is on."""
        if self._caps and self.text():
            return "大写锁定（Caps Lock）似乎开着"
        return ""
