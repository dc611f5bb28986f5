"""A day typed as people type it: 19831218, 1983-12-18, 1983.12.18, 1983年12月18日, 12-18 (this year)."""

import re
from datetime import date

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent

from shequ_desk.desk.forms import LineEdit
from shequ_desk.kernel.clock import Clock
from shequ_desk.kernel.dates import parse_day, weekday_name
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.halfwidth import half_width

_SHORT = re.compile(r"(\d{1,2})[-./月](\d{1,2})日?")
_WORDS = {"今天": 0, "今日": 0, "昨天": -1, "明天": 1}


def typed_day(text: str, today: date, field: str = "") -> date:
    """A day as kernel.dates reads it, and besides: 今天, 昨天, 明天, and 12-18 of today's year. Raises Refusal."""
    plain = half_width(text).strip()
    if plain in _WORDS:
        return date.fromordinal(today.toordinal() + _WORDS[plain])
    short = _SHORT.fullmatch(plain)
    return parse_day(f"{today.year}-{short[1]}-{short[2]}" if short else plain, field)


class DayEdit(LineEdit):
    """A day; ↑ ↓ step one day, shown as 2026-11-21 when the focus leaves. `past`: no step goes beyond today."""

    def __init__(self, name: str, label: str, clock: Clock, *, past: bool = False) -> None:
        super().__init__(name, label, "例如 20261121")
        self._clock, self._past = clock, past
        self.editingFinished.connect(self._on_finished)

    def value(self) -> date:  # type: ignore[override]
        """Return the day; raises Refusal when empty or unreadable."""
        if not self.plain():
            raise self.refusal(f"{self.label}没有填", "写日期，例如 20261121")
        return typed_day(self.text(), self.today(), self.name)

    def optional(self) -> date | None:
        """Return the day, None when empty; raises Refusal when unreadable."""
        return self.value() if self.plain() else None

    def known(self) -> date | None:
        """Return the day as far as it can be read, None when empty or unreadable."""
        try:
            return self.optional()
        except Refusal:
            return None

    def today(self) -> date:
        """Return the day on the clock."""
        return self._clock.now().date()

    def set_value(self, day: date | None) -> None:
        """Show a day; None empties the field."""
        self.setText("" if day is None else day.isoformat())

    def live(self) -> str:
        """Return the weekday of the day typed; "" while it is not whole."""
        day = self.known()
        return weekday_name(day) if day else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.step(step)
            self.typed = True

    def step(self, days: int) -> None:
        """Show the day so many days on, from today when none is known."""
        day = date.fromordinal((self.known() or self.today()).toordinal() + days)
        if not self._past or day <= self.today():
            self.set_value(day)

    @Slot()
    def _on_finished(self) -> None:
        try:
            self.set_value(self.optional())
        except Refusal:
            return
