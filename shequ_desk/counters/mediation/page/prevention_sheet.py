"""排查和预防: counted by the day, only added to; a negative number corrects."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.page.base import GridSheet
from shequ_desk.counters.mediation.page.choices import of
from shequ_desk.counters.mediation.rules import PREVENTION
from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import ChoiceBox, LineEdit
from shequ_desk.desk.rows import RowsView
from shequ_desk.desk.widgets import Label
from shequ_desk.kernel.dates import Month
from shequ_desk.kernel.figures import Column
from shequ_desk.kernel.halfwidth import half_width
from shequ_desk.store.database import Work

_COLUMNS = (
    Column("day", "日期", "date"),
    Column("title", "项目", weight=2),
    Column("number", "数量", "int"),
    Column("note", "说明", weight=3),
    Column("clerk", "登记人"),
)


class SignedEdit(LineEdit):
    """A whole number that may be negative."""

    def value(self) -> int:  # type: ignore[override]
        """Return the number; Refusal when it is none or nought."""
        text = half_width(self.plain()).replace("−", "-")
        if not text.lstrip("-").isdigit() or not text.isascii() or not int(text):
            raise self.refusal("数量要写不为 0 的整数", "多记了就写负数，例如 -1")
        return int(text)


@dataclass(frozen=True)
class _Line:
    day: date
    title: str
    number: int
    note: str
    clerk: str


class PreventionSheet(GridSheet):
    """The month's entries, and one more."""

    DONE = "已登记"

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent, context, "排查和预防", "登记", 760)
        self.on, self.key = self.day("day", "日期"), ChoiceBox("key", "项目", of(PREVENTION))
        self.number, self.note = SignedEdit("number", "数量"), LineEdit("note", "说明")
        self.form.line((self.on, 3), (self.key, 4), (self.number, 2), (self.note, 3))
        self.table = RowsView(_COLUMNS, "本月登记", looks={"title": "strong"}, empty="这个月还没有登记")
        self.bend(self.table, 230)
        self.add(Label("只增不改，写错了再记一笔负数。统计表的预防各栏由这里合计。", "small", wrap=True), self.table)
        self._read()

    def write(self, work: Work) -> None:
        values = self.on.value(), self.key.value(), self.number.value(), self.note.value()
        mediation.add_prevention(work, *values)

    def _read(self) -> None:
        with self.context.database.reading(self.context.clerk) as work:
            found = mediation.preventions(work, Month.of(work.today))
        self.table.show_rows([_Line(one.day, PREVENTION[one.key], one.number, one.note, one.clerk) for one in found])
