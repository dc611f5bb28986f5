"""Sheets of the holiday table: one day, and the notice of a whole year."""

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import ChoiceBox, DayEdit, LineEdit, NoteEdit, NumberEdit
from shequ_desk.desk.widgets import Label
from shequ_desk.kernel.errors import Refusal
from shequ_desk.office import service as office
from shequ_desk.office.holiday_list import Holiday, read_list
from shequ_desk.office.page.form_sheet import FormSheet, beside

_KINDS = ((True, "休：放假"), (False, "班：周末上班"))


class HolidaySheet(FormSheet):
    """Adds one day, or corrects what is said of it. `saved` is told the year."""

    def __init__(self, parent: QWidget, context: Context, saved: Callable[[int], None]) -> None:
        self.day, self.kind = DayEdit("day", "日期", context.clock), ChoiceBox("rest", "休还是班", _KINDS)
        self.name = LineEdit("name", "节日", "例如 春节")
        self.proof = LineEdit("proof", "依据", "通知的名称、文号或日期")
        editors = (self.day, self.kind, self.name, self.proof)
        super().__init__(parent.window(), context, "添加一天", "保存", editors)
        self._saved = saved

    def act(self) -> None:
        """Save; raises Refusal for a workday that is no weekend."""
        one = Holiday(self.day.value(), self.kind.value(), self.name.value(), self.proof.value())
        with self.context.database.work(self.context.clerk) as work:
            office.set_holiday(work, one)
        self._saved(one.day.year)


class NoticeSheet(FormSheet):
    """Takes the text of a notice; says while it is pasted what was recognised. `saved` is told the year."""

    def __init__(self, parent: QWidget, context: Context, year: int, saved: Callable[[int], None]) -> None:
        self.year = NumberEdit("year", "年份", 2000, 2199)
        self.proof = LineEdit("proof", "依据", "通知的名称、文号或日期")
        self.text = NoteEdit("text", "通知原文，或每行一段：2月15日至23日 休 春节", 8)
        super().__init__(parent.window(), context, "粘贴整年通知", "替换这一年", (self.text,), width=640)
        self.seen = Label("粘贴后在这里核对认出的天数。这一年原有的内容会被替换。", "small", wrap=True)
        self.body.insertLayout(0, beside((self.year, self.proof), self.form)[1])
        self.body.insertWidget(1, self.seen)
        self._saved = saved
        self.year.setText(str(year))
        self.text.textChanged.connect(self._on_changed)
        self.year.textChanged.connect(self._on_changed)
        self.setTabOrder(self.proof, self.text)

    def act(self) -> None:
        """Save; raises Refusal naming the line that cannot be read."""
        year, rows = self.year.value(), self._read()
        with self.context.database.work(self.context.clerk) as work:
            office.replace_year(work, year, rows)
        self._saved(year)

    def _read(self) -> tuple[Holiday, ...]:
        return read_list(self.text.value(), self.year.value(), self.proof.value())

    @Slot()
    def _on_changed(self) -> None:
        self.seen.setText(self._said())
        self.fit()

    def _said(self) -> str:
        try:
            rows = self._read()
        except Refusal as refusal:
            return refusal.sentence
        off = sum(one.rest for one in rows)
        return f"✓ 认出放假 {off} 天，调休上班 {len(rows) - off} 天：{_names(rows)}"


def _names(rows: tuple[Holiday, ...]) -> str:
    counts: dict[str, int] = {}
    for one in rows:
        counts[one.name] = counts.get(one.name, 0) + one.rest
    return "，".join(f"{name} {days} 天" for name, days in counts.items())
