"""A drop-down that is quick by keyboard: letters jump, ↓ opens."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox

from shequ_desk.kernel.errors import Refusal


class ChoiceBox(QComboBox):
    """One of many: (value, text) pairs. An option whose value is None means "not chosen yet".

    `typed`: the clerk chose here, not the program. `looks_up`: set where the choice is never kept, only found by.
    """

    def __init__(self, name: str, label: str, options: Sequence[tuple[Any, str]] = ()) -> None:
        super().__init__()
        self.name, self.label, self.typed = name, label, False
        self.looks_up = False
        self.activated.connect(self._on_chosen)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setMaxVisibleItems(14)
        self.set_options(options)

    def set_options(self, options: Sequence[tuple[Any, str]]) -> None:
        """Replace the options, keeping the choice when it is still there."""
        kept = self.currentData()
        self.blockSignals(True)
        self.clear()
        for value, text in options:
            self.addItem(text, value)
        self.blockSignals(False)
        self.choose(kept)

    def choose(self, value: Any) -> None:
        """Choose by value; an unknown value chooses the first."""
        self.setCurrentIndex(max(self.findData(value), 0))

    def show_stored(self, value: Any, text: str) -> None:
        """Choose what a record holds; what is no option (any more) is offered as well, so that saving keeps it."""
        if value and self.findData(value) < 0:
            self.addItem(text, value)
        self.choose(value)

    def value(self) -> Any:
        """Return the chosen value; raises Refusal when it is None."""
        if self.currentData() is None:
            raise Refusal(f"{self.label}没有选", "从列表中选一项", self.name)
        return self.currentData()

    def optional(self) -> Any:
        """Return the chosen value, None when nothing was chosen."""
        return self.currentData()

    def text(self) -> str:
        """Return the words of the choice."""
        return self.currentText()

    def live(self) -> str:
        """Nothing to say while choosing."""
        return ""

    @Slot()
    def _on_chosen(self) -> None:
        self.typed = True
