"""人民调解案件情况统计表 on the screen: month, quarter or year; every number opens its list, two ways out."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.counters.mediation import papers
from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.page.behind_sheet import BehindSheet
from shequ_desk.counters.mediation.page.job_sheet import JobSheet
from shequ_desk.counters.mediation.page.periods import KINDS, changed, span_of, step
from shequ_desk.counters.mediation.rules import COLUMNS, StatColumn, Statistics
from shequ_desk.desk.actions import Action, button, set_enabled
from shequ_desk.desk.counter import Context
from shequ_desk.desk.jobs import Job
from shequ_desk.desk.rows import RowsView
from shequ_desk.desk.widgets import Label, SegmentedChoice, row
from shequ_desk.kernel.dates import Month, Span
from shequ_desk.kernel.figures import Column, Table
from shequ_desk.paper.files import safe_file_name

_COLUMNS = (
    Column("group", "分组"),
    Column("title", "项目", weight=3),
    Column("value", "本期", "int"),
    Column("share", "占比", "int"),
    Column("before", "上期", "int"),
    Column("change", "环比", "int"),
    Column("year_before", "上年同期", "int"),
    Column("year_change", "同比", "int"),
)
_VALUE = 2
_OUTPUTS = ("stats.print", "stats.pdf", "stats.excel")
_SHARED = ("调委会", "来源", "类型")


@dataclass(frozen=True)
class StatLine:
    """One column of the paper as a line of the screen."""

    group: str
    title: str
    value: str
    share: str
    before: str
    change: str
    year_before: str
    year_change: str
    column: StatColumn


class StatsSheet(JobSheet):
    """What is on show is what is printed. ← → choose which of the three periods Enter looks into."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent, context, "人民调解案件情况统计表", "看明细")
        self._span = span_of(Month.of(context.clock.now().date()), 1)
        self._job: Job | None = None
        self.statistics: Statistics | None = None
        self.kind, self.period = SegmentedChoice(KINDS, "统计期间"), Label("", "strong")
        self.rate, self.part = Label("", "strong", "plum"), Label("", "small", "gold", wrap=True)
        self.behind = Label("", "small")
        self.table = RowsView(
            _COLUMNS,
            "统计表",
            looks={"title": "strong", "group": "muted"},
            empty="还没有数字",
            advice="受理的案件办结后会计入统计",
        )
        self.bend(self.table, 350)
        self._lay_out()
        self.kind.chosen.connect(self._on_kind)
        self.table.row_activated.connect(self._on_row)
        self.table.selectionModel().currentChanged.connect(self._on_current)
        self.part.hide()
        self._read()
        self.table.setFocus()

    def earlier(self) -> None:
        """One period back."""
        self._go(-1)

    def later(self) -> None:
        """One period on."""
        self._go(1)

    def submit(self) -> None:
        """Open the list behind the chosen number."""
        line: StatLine | None = self.table.current()
        if line is None or self.statistics is None:
            return
        ask = partial(mediation.cases_behind, span=self._span_under(), key=line.column.key)
        self.read(ask, self._show_behind, "读取明细")

    def print(self) -> None:
        """The paper on the A4 printer."""
        self._build(papers.statistics_pdf, self._print)

    def save(self, suffix: str) -> None:
        """Save as PDF or workbook where the clerk says."""
        build = papers.statistics_pdf if suffix == ".pdf" else papers.statistics_workbook
        self._build(build, partial(self._save, suffix))

    def _lay_out(self) -> None:
        back = button(Action("stats.back", "上一期", "Alt+Left", self.earlier), self, "link")
        on = button(Action("stats.on", "下一期", "Alt+Right", self.later), self, "link")
        outputs = (
            Action("stats.print", "打印", "Ctrl+P", self.print),
            Action("stats.pdf", "存 PDF", "Ctrl+S", partial(self.save, ".pdf")),
            Action("stats.excel", "存 Excel", "Ctrl+E", partial(self.save, ".xlsx")),
        )
        self.add(row(self.kind, back, self.period, on, None, *(button(one, self) for one in outputs)))
        self.add(row(self.rate, None, self.behind), self.table, self.part)

    def _go(self, by: int) -> None:
        self._span = step(self._span, by, self.context.clock.now().date())
        self._read()

    def _read(self) -> None:
        self.period.setText(self._span.text)
        self._enable(False)
        if self._job is not None:
            self._job.cancel()
        self._job = self.read(partial(mediation.statistics, span=self._span), self._show, "计算统计表")

    def _show(self, found: Statistics) -> None:
        self.statistics = found
        self.table.leave_out(("before", "change") if found.yearly else ())
        self.table.show_rows([_line(found, column) for column in COLUMNS])
        if not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.table.rows.index(0, _VALUE))
        self.rate.setText(f"调解成功率 {found.success_rate}（成功 ÷ 已结）")
        parts = "、".join(found.part)
        self.part.setText(f"以下分项有月份没有公布，合计不列：{parts}")
        self.part.setVisible(bool(parts))
        self._enable(True)
        QTimer.singleShot(0, self.fit)

    def _span_under(self) -> Span:
        """The period whose number stands under the cursor."""
        key = _COLUMNS[max(self.table.currentIndex().column(), 0)].key
        if key in ("before", "change"):
            return self._span.previous
        return self._span.year_before if key in ("year_before", "year_change") else self._span

    def _show_behind(self, table: Table) -> None:
        BehindSheet(self, table).open()

    def _build(self, build: Callable[[Statistics], bytes], done: Callable[[bytes], None]) -> None:
        if self.statistics is not None:
            self.make(partial(build, self.statistics), done, "制作统计表")

    def _print(self, pdf: bytes) -> None:
        self.context.printing.print(pdf, "A4", self._name())

    def _save(self, suffix: str, data: bytes) -> None:
        self.context.printing.save(data, safe_file_name(self._name(), suffix), self)

    def _name(self) -> str:
        return f"人民调解案件情况统计表 {self._span.text}"

    def _enable(self, on: bool) -> None:
        for output in _OUTPUTS:
            set_enabled(self, output, on)

    @Slot(str)
    def _on_kind(self, kind: str) -> None:
        self._span = changed(self._span, int(kind), self.context.clock.now().date())
        self._read()

    @Slot(object)
    def _on_row(self, _line: StatLine) -> None:
        self.submit()

    @Slot()
    def _on_current(self) -> None:
        line: StatLine | None = self.table.current()
        words = f"{self._span_under().text} {line.title}" if line else ""
        self.behind.setText(f"← → 换期间 · Enter 看 {words}" if words else "")


def _line(found: Statistics, column: StatColumn) -> StatLine:
    key = column.key
    return StatLine(
        column.group,
        column.title,
        _shown(column, found.values.get(key)),
        found.share(key) if column.group in _SHARED else "",
        _shown(column, found.before.get(key)),
        found.change(key, found.before),
        _shown(column, found.year_before.get(key)),
        found.change(key, found.year_before),
        column,
    )


def _shown(column: StatColumn, value: int | None) -> str:
    text = column.text(value)
    return f"{text} {column.unit}" if text else "—"
