"""Month or day of a paper: typed, or one step at a time."""

from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent

from shequ_desk.desk.fields import LineEdit, typed_day
from shequ_desk.kernel.clock import Clock
from shequ_desk.kernel.dates import Month
from shequ_desk.kernel.errors import Refusal

Period = Month | date
_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


class PeriodEdit(LineEdit):
    """2026-10 or 2026-10-31, up to now; ↑ ↓ step. Signals: `period_changed()`, `refused(object)` a Refusal."""

    period_changed = Signal()
    refused = Signal(object)

    def __init__(self, clock: Clock) -> None:
        super().__init__("period", "期间", "例如 2026-10")
        self._clock, self._daily = clock, False
        self.month = Month.of(clock.now().date())
        self.day = clock.now().date()
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.returnPressed.connect(self._on_typed)
        self.editingFinished.connect(self.show_period)

    def show_daily(self, daily: bool) -> None:
        """Days instead of months, or back."""
        self._daily = daily
        self.show_period()

    def period(self) -> Period:
        """The month or day chosen."""
        return self.day if self._daily else self.month

    def go(self, period: Period) -> None:
        """Choose a month or day; one after now is refused."""
        today = self._clock.now().date()
        if (period.first if isinstance(period, Month) else period) > today:
            self.refused.emit(self.refusal(f"{period_text(period)}还没有到", f"最近可选 {period_text(self._latest())}"))
            return
        if isinstance(period, Month):
            self.month = period
        else:
            self.day = period
        self.show_period()
        self.period_changed.emit()

    def step(self, by: int) -> None:
        """So many months or days on, never beyond now."""
        self.go(self.day + timedelta(days=by) if self._daily else self.month.plus(by))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = _STEPS.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
        else:
            self.step(by)

    @Slot()
    def show_period(self) -> None:
        """Write the chosen period into the line."""
        self.setText(period_text(self.period()))

    def _latest(self) -> Period:
        today = self._clock.now().date()
        return today if self._daily else Month.of(today)

    @Slot()
    def _on_typed(self) -> None:
        today = self._clock.now().date()
        try:
            self.go(typed_day(self.text(), today, self.name) if self._daily else Month.parse(self.text(), self.name))
        except Refusal as refusal:
            self.refused.emit(refusal)


def period_text(period: Period) -> str:
    """2026年10月, 2026年10月31日."""
    return period.text if isinstance(period, Month) else f"{period.year}年{period.month}月{period.day}日"
