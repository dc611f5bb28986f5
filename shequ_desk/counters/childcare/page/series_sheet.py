"""连续预约: the same place on several days; every date is checked, those that fail say why, the rest is booked."""

from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.rules.booking import BookingForm, NewBooking, NewSeries, SeriesResult
from shequ_desk.counters.childcare.rules.offer import WEEKDAYS, weekdays_text
from shequ_desk.desk.counter import Context, Tone
from shequ_desk.desk.fields import CheckGroup, DayEdit, Form, beside
from shequ_desk.desk.rows import RowsView
from shequ_desk.desk.sheets import Sheet
from shequ_desk.desk.widgets import Label
from shequ_desk.kernel.dates import hours_text
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.figures import Column

_COLUMNS = (
    Column("day", "日期", "date"),
    Column("weekday", "星期"),
    Column("state", "能否预约"),
    Column("reason", "原因", weight=4),
)
_CHECK = "检查这些日期"


@dataclass(frozen=True)
class DateRow:
    """One date of the series."""

    day: date
    weekday: str
    state: str
    reason: str


class SeriesSheet(Sheet):
    """First Enter checks, the second books what can be booked. Signal `booked(str)`: the sentence to say."""

    booked = Signal(str)

    def __init__(self, parent: QWidget, context: Context, asked: NewBooking, form: BookingForm) -> None:
        super().__init__(parent, f"{form.child_name} 连续预约", _CHECK, tone="blue", width=720)
        self._context, self._asked, self._name = context, asked, form.child_name
        self._checked: SeriesResult | None = None
        self.first, self.last = DayEdit("day", "从哪天", context.clock), DayEdit("last", "到哪天", context.clock)
        self.weekdays = CheckGroup("每周", WEEKDAYS)
        self.table = RowsView(
            _COLUMNS, "逐日检查", tones={"state": _tone}, empty="还没有检查", advice="填好起止日期，按 Enter 检查"
        )
        self.bend(self.table, 34 + 33 * 6, least=34 + 33 * 2)
        self._sum = Label("", "strong", wrap=True)
        self.form = Form()
        place = (
            f"{form.programme.name} · {form.group.name if form.group else ''} · {hours_text(form.starts, form.ends)}"
        )
        self.add(Label(place, "muted"), beside(self.form, self.first, self.last), self.weekdays, self.table, self._sum)
        self.first.set_value(asked.day)
        self.weekdays.set_value(str(day) for day in range(5))
        for edit in (self.first, self.last):
            edit.textChanged.connect(self._on_changed)
        self.weekdays.changed.connect(self._on_changed)
        self.last.setFocus()

    def submit(self) -> None:
        """Check; once checked, book."""
        if self._checked is None:
            self._check()
        else:
            self._book()

    def show_refusal(self, refusal: Refusal) -> bool:
        """Beside its field, else in the banner."""
        shown = self.form.show_refusal(refusal) or super().show_refusal(refusal)
        self.fit()
        return shown

    def _series(self) -> NewSeries:
        weekdays = tuple(int(one) for one in self.weekdays.value())
        return NewSeries(replace(self._asked, day=self.first.value()), self.last.value(), weekdays)

    def _check(self) -> None:
        def go() -> None:
            series = self._series()
            with self._context.database.reading(self._context.clerk) as work:
                self._show(childcare.check_series(work, series))

        self._context.messages.guard(go, self)

    def _book(self) -> None:
        def go() -> None:
            series = self._series()
            with self._context.database.work(self._context.clerk) as work:
                done.append(childcare.book_series(work, series, skip_failures=True))

        done: list[SeriesResult] = []
        if self._context.messages.guard(go, self):
            failed = f"，{len(done[0].failures)} 天没有约上" if done[0].failures else ""
            self.accept()
            self.booked.emit(f"已为 {self._name} 预约 {len(done[0].days)} 天{failed}")

    def _show(self, found: SeriesResult) -> None:
        self._checked = found
        rows = [DateRow(day, weekdays_text((day.weekday(),)), "可以", "") for day in found.days]
        rows += [DateRow(one.day, weekdays_text((one.day.weekday(),)), "不行", one.reason) for one in found.failures]
        self.table.show_rows(sorted(rows, key=_by_day))
        rest = "，其余照约" if found.failures and found.days else ""
        failed = f"，{len(found.failures)} 天不行{rest}" if found.failures else ""
        self._sum.setText(f"{len(found.days)} 天可以预约{failed}")
        self.main.setText(f"预约 {len(found.days)} 天")
        self.main.setEnabled(bool(found.days))
        self.main.setFocus()

    @Slot()
    def _on_changed(self) -> None:
        self._checked = None
        self.main.setText(_CHECK)
        self.main.setEnabled(True)


def _by_day(one: DateRow) -> date:
    return one.day


def _tone(one: DateRow) -> Tone:
    return "green" if one.state == "可以" else "red"
