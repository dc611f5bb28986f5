"""One of a few, side by side: payment kinds, meals, weeks."""

from collections.abc import Sequence

from PySide6 import QtCore
from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from shequ_desk.desk import flags
from shequ_desk.desk.theme import Tone
from shequ_desk.desk.widgets.layouts import row

_STEPS = {flags.LEFT: -1, flags.UP: -1, flags.RIGHT: 1, flags.DOWN: 1}


class SegmentedChoice(QWidget):
    """Buttons of which exactly one is chosen; ← → or the digits 1–9 choose.

    Signal `chosen(str)`: the key of the option, when it changed. `typed`: the clerk chose, not the program.
    `looks_up`: set where the choice is never kept.
    """

    chosen = Signal(str)

    def __init__(self, options: Sequence[tuple[str, str]], name: str = "选择", tone: Tone = "green") -> None:
        """`options` are (key, text) pairs; the first is chosen."""
        super().__init__()
        self._keys = [key for key, _ in options]
        self.typed = self.looks_up = False
        self._group = QButtonGroup(self)
        self._buttons = [self._button(text, name, tone) for _, text in options]
        self.setLayout(row(*self._buttons))
        self.setAccessibleName(name)
        self._buttons[0].setChecked(True)
        self.setFocusProxy(self._buttons[0])
        self._group.idToggled.connect(self._on_toggled)
        self._group.buttonClicked.connect(self._on_clicked)

    def choice(self) -> str:
        """Return the key of the chosen option."""
        return self._keys[self._group.checkedId()]

    def choose(self, key: str) -> None:
        """Choose by key. Raises ValueError for an unknown key."""
        self._buttons[self._keys.index(key)].setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = self._place(event)
        if place is None or not 0 <= place < len(self._buttons):
            super().keyPressEvent(event)
            return
        self._buttons[place].click()
        self._buttons[place].setFocus(QtCore.Qt.FocusReason.TabFocusReason)

    def _place(self, event: QKeyEvent) -> int | None:
        if event.text().isdigit():
            return int(event.text()) - 1
        step = _STEPS.get(event.key())
        return None if step is None else (self._group.checkedId() + step) % len(self._buttons)

    def _button(self, text: str, name: str, tone: Tone) -> QPushButton:
        button = _Segment(text)
        button.setProperty("kind", "segment")
        button.setProperty("tone", tone)
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setAccessibleName(f"{name} {text}")
        self._group.addButton(button, len(self._group.buttons()))
        return button

    @Slot(int, bool)
    def _on_toggled(self, place: int, checked: bool) -> None:
        if checked:
            self.setFocusProxy(self._buttons[place])
            self.chosen.emit(self._keys[place])

    @Slot()
    def _on_clicked(self) -> None:
        self.typed = True


class _Segment(QPushButton):
    """Leaves the arrow keys to the choice, so that they choose and not only move the focus."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS:
            event.ignore()
        else:
            super().keyPressEvent(event)
