"""Day, month, quarter or year of a paper: typed, or one step at a time."""

from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent

from shequ_desk.desk.counter import Period, PeriodKind, period_at
from shequ_desk.desk.fields import LineEdit, typed_day
from shequ_desk.kernel.clock import Clock
from shequ_desk.kernel.dates import Month, Span, long_date
from shequ_desk.kernel.errors import Refusal

_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


class PeriodEdit(LineEdit):
    """2026-10, 2026Q3, 2026 or 2026-10-31, up to now; ↑ ↓ step.

    Signals: `period_changed()`, `refused(object)` a Refusal.
    """

    period_changed = Signal()
    refused = Signal(object)

    def __init__(self, clock: Clock) -> None:
        super().__init__("period", "期间", "例如 2026-10")
        self._clock = clock
        self._kind: PeriodKind = "month"
        self.month = Month.of(clock.now().date())
        self.day = clock.now().date()
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.returnPressed.connect(self._on_typed)
        self.editingFinished.connect(self.show_period)

    def show_kind(self, kind: PeriodKind) -> None:
        """Days, months, quarters or years from now on."""
        self._kind = kind
        self.show_period()

    def at(self, kind: PeriodKind) -> Period:
        """The chosen day, or the period of a kind around the chosen month."""
        return self.day if kind == "day" else period_at(kind, self.month.first)

    def period(self) -> Period:
        """What is chosen, of the kind on show."""
        return self.at(self._kind)

    def go(self, period: Period) -> None:
        """Choose a period; one after now is refused."""
        if (period if isinstance(period, date) else period.first) > self._today():
            text = f"{period_text(period)}还没有到"
            self.refused.emit(self.refusal(text, f"最近可选 {period_text(period_at(self._kind, self._today()))}"))
            return
        if isinstance(period, date):
            self.day = period
        else:
            self.month = period if isinstance(period, Month) else period.start
        self.show_period()
        self.period_changed.emit()

    def step(self, by: int) -> None:
        """So many periods on, never beyond now."""
        chosen = self.period()
        self.go(chosen + timedelta(days=by) if isinstance(chosen, date) else chosen.plus(by))

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

    def _today(self) -> date:
        return self._clock.now().date()

    def _typed(self) -> Period:
        if self._kind == "day":
            return typed_day(self.text(), self._today(), self.name)
        if self._kind == "month":
            return Month.parse(self.text(), self.name)
        return Span.parse(self.text(), self.name)

    @Slot()
    def _on_typed(self) -> None:
        try:
            self.go(self._typed())
        except Refusal as refusal:
            self.refused.emit(refusal)


def period_text(period: Period) -> str:
    """2026年10月, 2026年三季度, 2026年10月31日."""
    return long_date(period) if isinstance(period, date) else period.text
