"""Editors only the canteen's settings need: payers with shares, several of a list."""

import re
from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from shequ_desk.counters.canteen.rules.discount import Payer
from shequ_desk.desk.fields import FieldRow, Form, LineEdit
from shequ_desk.desk.forms import Editor
from shequ_desk.desk.widgets import FlowLayout, Label, column, row
from shequ_desk.kernel.halfwidth import half_width

_PART = re.compile(r"([^\d\s,，、;；:：]+)[\s:：]*(\d+)[\s,，、;；%]*")


class PayersEdit(LineEdit):
    """Who bears it, as written in the document: 市 50 区 50."""

    def __init__(self, name: str = "payers", label: str = "由谁承担、各占几份") -> None:
        super().__init__(name, label, "例如 市 50 区 50")

    def value(self) -> tuple[Payer, ...]:  # type: ignore[override]
        """Return payers in the order written (the odd 分 goes to the first); Refusal when unreadable."""
        text = half_width(self.plain())
        parts = _PART.findall(text)
        if not parts or _PART.sub("", text):
            raise self.refusal("看不懂由谁承担", "写成“市 50 区 50”，名称后面跟份数")
        return tuple(Payer(name, int(weight)) for name, weight in parts)

    def set_value(self, payers: Iterable[Payer]) -> None:
        """Show payers."""
        self.setText(" ".join(f"{payer.name} {payer.weight}" for payer in payers))

    def live(self) -> str:
        """Return each payer's part in per cent."""
        parts = _PART.findall(half_width(self.plain()))
        whole = sum(int(weight) for _, weight in parts)
        return " · ".join(f"{name} {int(weight) / whole:.0%}" for name, weight in parts) if whole else ""


class CheckGroup(QWidget):
    """Any number of a few; none ticked means any."""

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
