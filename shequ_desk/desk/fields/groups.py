"""A tick, several ticks of a list, several editors on one line."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QWidget

from shequ_desk.desk.forms import Editor, FieldRow, Form
from shequ_desk.desk.widgets import FlowLayout, Label, column, row

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
_KEYS = "↑ ↓ 移动　空格勾选"


class Tick(QCheckBox):
    """A box with its words. `typed`: the clerk ticked it or took the tick away, not the program."""

    def __init__(self, text: str, checked: bool = False, name: str = "") -> None:
        """`name` is what a screen reader says instead of the words alone."""
        super().__init__(text)
        self.typed = False
        self.setChecked(checked)
        self.setAccessibleName(name or text)
        self.clicked.connect(self._on_clicked)

    @Slot()
    def _on_clicked(self) -> None:
        self.typed = True


class CheckGroup(QWidget):
    """Any number of a few; what none ticked means is the caller's. One stop of Tab, arrows go from box to box.

    Signal `changed()`: a tick was set or taken.
    """

    changed = Signal()

    def __init__(self, label: str, options: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._boxes = {key: Tick(text, name=f"{label} {text}") for key, text in options}
        flow, holder = FlowLayout(4), QWidget()
        holder.setLayout(flow)
        policy = holder.sizePolicy()
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        stop = QButtonGroup(self)
        stop.setExclusive(False)
        for box in self._boxes.values():
            stop.addButton(box)
            box.toggled.connect(self.changed)
            flow.addWidget(box)
        self.setLayout(column(row(Label(label, "small"), Label(_KEYS, "small"), None), holder, spacing=3))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What a box leaves of the arrows: Qt keeps boxes of one group out of Tab, and moves in exclusive ones only."""
        boxes, step = list(self._boxes.values()), _STEPS.get(Qt.Key(event.key()))
        here = next((place for place, box in enumerate(boxes) if box.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
        else:
            boxes[(here + step) % len(boxes)].setFocus(Qt.FocusReason.TabFocusReason)

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
