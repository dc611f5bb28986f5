"""Several editors on one line, several ticks of a list."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from shequ_desk.desk.forms import Editor, FieldRow, Form
from shequ_desk.desk.widgets import FlowLayout, Label, column, row


class CheckGroup(QWidget):
    """Any number of a few; what none ticked means is the caller's. Signal `changed()`: a tick was set or taken."""

    changed = Signal()

    def __init__(self, label: str, options: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._boxes = {key: QCheckBox(text) for key, text in options}
        flow, holder = FlowLayout(4), QWidget()
        holder.setLayout(flow)
        policy = holder.sizePolicy()
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        for text, box in zip((text for _, text in options), self._boxes.values(), strict=True):
            box.setAccessibleName(f"{label} {text}")
            box.toggled.connect(self.changed)
            flow.addWidget(box)
        self.setLayout(column(Label(label, "small"), holder, spacing=3))

    def value(self) -> tuple[str, ...]:
        """Return the keys ticked, in the order of the options."""
        return tuple(key for key, box in self._boxes.items() if box.isChecked())

    def set_value(self, keys: Iterable[str]) -> None:
        """Tick just these."""
        wanted = set(keys)
        for key, box in self._boxes.items():
            box.setChecked(key in wanted)


def beside(form: Form, *editors: Editor) -> QHBoxLayout:
    """Fields of a form side by side, equally wide, their tops level whatever stands beneath them."""
    line = row(*(column(form.adopt(FieldRow(editor)), None) for editor in editors), spacing=12)
    for place in range(len(editors)):
        line.setStretch(place, 1)
    return line
