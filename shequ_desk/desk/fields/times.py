"""A time of day as people type it: 1135, 11:35, 11.35, 11点35分."""

import re
from datetime import time

from PySide6.QtCore import Slot

from shequ_desk.desk.forms import LineEdit
from shequ_desk.kernel.dates import clock_text
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.halfwidth import half_width

_TIME = re.compile(r"(\d{1,2})(?:\D+|(?=\d\d$))(\d{1,2})?分?")


def parse_time(text: str, field: str = "") -> time:
    """Read a time of day to the minute. Raises Refusal naming `field`."""
    hit = _TIME.fullmatch(half_width(text).strip())
    try:
        return time(int(hit[1]), int(hit[2] or 0)) if hit else time(24)
    except ValueError as error:
        raise Refusal(f"看不懂时间“{text}”", "写成 1135 或 11:35", field) from error


class TimeEdit(LineEdit):
    """A time of day, shown as 11:35 when the focus leaves."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__(name, label, "例如 1135")
        self.editingFinished.connect(self._on_finished)

    def value(self) -> time:  # type: ignore[override]
        """Return the time; raises Refusal when empty or unreadable."""
        if not self.plain():
            raise self.refusal(f"{self.label}没有填", "例如 11:35")
        return parse_time(self.text(), self.name)

    def set_value(self, at: time) -> None:
        """Show a time."""
        self.setText(clock_text(at))

    @Slot()
    def _on_finished(self) -> None:
        try:
            self.set_value(self.value())
        except Refusal:
            return
