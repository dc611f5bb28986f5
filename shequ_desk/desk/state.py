"""What the window remembers on this PC: its size, printers per paper, last folder. Never anything about people."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow


class State:
    """A small Ini file `window.ini` in the data folder."""

    def __init__(self, folder: Path) -> None:
        self._settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)

    def text(self, key: str, default: str = "") -> str:
        """Return a remembered text."""
        return str(self._settings.value(key, default))

    def remember(self, key: str, value: str) -> None:
        """Remember a text; "" forgets it."""
        if value:
            self._settings.setValue(key, value)
        else:
            self._settings.remove(key)

    def large(self) -> bool:
        """Return whether 大字模式 is on."""
        return self.text("look/large") == "yes"

    def set_large(self, large: bool) -> None:
        """Switch 大字模式; it shows at the next window."""
        self.remember("look/large", "yes" if large else "")

    def keep_window(self, window: "QMainWindow") -> None:
        """Remember size and place."""
        self._settings.setValue("window/geometry", window.saveGeometry())

    def restore_window(self, window: "QMainWindow") -> bool:
        """Bring back size and place; False when nothing was remembered."""
        kept = self._settings.value("window/geometry")
        return isinstance(kept, QByteArray) and window.restoreGeometry(kept)
