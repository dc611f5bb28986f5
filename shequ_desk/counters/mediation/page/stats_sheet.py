"""人民调解案件情况统计表 on the screen: month, quarter or year; every number opens its list, two ways out."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.counters.mediation import papers
from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.page.behind_sheet import BehindSheet
from shequ_desk.counters.mediation.page.periods import KINDS, span_of, step
from shequ_desk.counters.mediation.rules import COLUMNS, StatColumn, Statistics
from shequ_desk.desk.actions import Action, button, set_enabled
from shequ_desk.desk.counter import Context
from shequ_desk.desk.jobs import Cancelled, Job, Progress
from shequ_desk.desk.rows import RowsView
from shequ_desk.desk.sheets import Sheet
from shequ_desk.desk.theme import px
from shequ_desk.desk.widgets import Label, SegmentedChoice, row
from shequ_desk.kernel.dates import Month
from shequ_desk.kernel.errors import DeskError, Refusal
from shequ_desk.kernel.figures import Column, Table
from shequ_desk.paper.files import safe_file_name

_COLUMNS = (
    Column("group", "分组"),
    Column("title", "项目", weight=3),
    Column("value", "本期", "number_text"),
    Column("share", "占比", "number_text"),
    Column("before", "上期", "number_text"),
    Column("change", "环比", "number_text"),
    Column("year_before", "上年同期", "number_text"),
    Column("year_change", "同比", "number_text"),
)
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


class StatsSheet(Sheet):
    """Reads in jobs; what is on show is what is printed."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent, "人民调解案件情况统计表", "看明细", tone="plum", width=1060)
        self._context = context
        self._span = span_of(Month.of(context.clock.now().date()), 1)
        self._job: Job | None = None
        self.statistics: Statistics | None = None
        self.kind, self.period = SegmentedChoice(KINDS, "统计期间"), Label("", "strong")
        self.rate, self.part = Label("", "strong", "plum"), Label("", "small", "gold", wrap=True)
        self.table = RowsView(
            _COLUMNS,
            "统计表",
            looks={"title": "strong", "group": "muted"},
            empty="还没有数字",
            advice="受理的案件办结后会计入统计",
        )
        self.table.setFixedHeight(px(350))
        self._lay_out()
        self.kind.chosen.connect(self._on_kind)
        self.table.row_activated.connect(self._on_row)
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
        context, span, key = self._context, self.statistics.span, line.column.key

        def work(_progress: Progress, _cancelled: Cancelled) -> Table:
            with context.database.reading(context.clerk) as work:
                return mediation.cases_behind(work, span, key)

        context.jobs.run(work, self._show_behind, self._show_error, "读取明细")

    def print(self) -> None:
        """The paper on the A4 printer."""
        self._make(papers.statistics_pdf, self._print)

    def save(self, suffix: str) -> None:
        """Save as PDF or workbook where the clerk says."""
        make = papers.statistics_pdf if suffix == ".pdf" else papers.statistics_workbook
        self._make(make, partial(self._save, suffix))

    def _lay_out(self) -> None:
        back = button(Action("stats.back", "上一期", "Alt+Left", self.earlier), self, "link")
        on = button(Action("stats.on", "下一期", "Alt+Right", self.later), self, "link")
        outputs = (
            Action("stats.print", "打印", "Ctrl+P", self.print),
            Action("stats.pdf", "存 PDF", "Ctrl+S", partial(self.save, ".pdf")),
            Action("stats.excel", "存 Excel", "Ctrl+E", partial(self.save, ".xlsx")),
        )
        self.add(row(self.kind, back, self.period, on, None, *(button(one, self) for one in outputs)))
        self.add(row(self.rate, None), self.table, self.part)

    def _go(self, by: int) -> None:
        self._span = step(self._span, by, self._context.clock.now().date())
        self._read()

    def _read(self) -> None:
        context, span = self._context, self._span
        self.period.setText(span.text)
        self._enable(False)
        if self._job is not None:
            self._job.cancel()

        def work(_progress: Progress, _cancelled: Cancelled) -> Statistics:
            with context.database.reading(context.clerk) as work:
                return mediation.statistics(work, span)

        self._job = context.jobs.run(work, self._show, self._show_error, "计算统计表")

    def _show(self, found: Statistics) -> None:
        self.statistics = found
        self.table.show_rows([_line(found, column) for column in COLUMNS])
        self.table.select(max(self.table.currentIndex().row(), 0))
        self.rate.setText(f"调解成功率 {found.success_rate}（成功 ÷ 已结）")
        parts = "、".join(found.part)
        self.part.setText(f"以下分项有月份没有公布，合计不列：{parts}")
        self.part.setVisible(bool(parts))
        self._enable(True)
        self.fit()

    def _show_error(self, error: DeskError) -> None:
        self.show_refusal(Refusal(error.message, error.way_out))

    def _show_behind(self, table: Table) -> None:
        BehindSheet(self, table).open()

    def _make(self, make: Callable[[Statistics], bytes], done: Callable[[bytes], None]) -> None:
        found = self.statistics
        if found is None:
            return

        def work(_progress: Progress, _cancelled: Cancelled) -> bytes:
            return make(found)

        self._context.jobs.run(work, done, self._show_error, "制作统计表")

    def _print(self, pdf: bytes) -> None:
        self._context.printing.print(pdf, "A4", self._name())

    def _save(self, suffix: str, data: bytes) -> None:
        self._context.printing.save(data, safe_file_name(self._name(), suffix), self)

    def _name(self) -> str:
        return f"人民调解案件情况统计表 {self._span.text}"

    def _enable(self, on: bool) -> None:
        for output in _OUTPUTS:
            set_enabled(self, output, on)

    @Slot(str)
    def _on_kind(self, kind: str) -> None:
        self._span = span_of(self._span.start, int(kind))
        self._read()

    @Slot(object)
    def _on_row(self, _line: StatLine) -> None:
        self.submit()


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
