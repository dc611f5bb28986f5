"""The papers of the month: list at the left, the paper in the middle, checks, figures and output at the right."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.counters.reports.page.rows_sheet import RowsSheet
from shequ_desk.desk.actions import Action, bind, button
from shequ_desk.desk.counter import Check, Context, Counter, Report
from shequ_desk.desk.printing import PdfView
from shequ_desk.desk.rows import RowsView
from shequ_desk.desk.theme import px
from shequ_desk.desk.widgets import Banner, Card, ElidedLabel, Label, clear, column, row
from shequ_desk.desk.window import Page
from shequ_desk.kernel.dates import Month
from shequ_desk.kernel.errors import DeskError
from shequ_desk.kernel.figures import Column, Figure
from shequ_desk.kernel.money import Money
from shequ_desk.paper.files import safe_file_name

_REPORTS = (Column("title", "报表", "text", 3),)
_FIGURES = (Column("label", "数字", "text", 5), Column("shown", "值", "number_text", 3))
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class _Paper:
    """A report made for a period: the frozen data, its PDF, its figures."""

    report: Report
    period: Month | date
    data: Any
    pdf: bytes
    figures: Sequence[Figure]


@dataclass(frozen=True)
class _FigureRow:
    """A figure as listed."""

    label: str
    shown: str
    figure: Figure


class ReportsPage(Page):
    """Offers every report of the counters it was given, filtered by the clerk's rights."""

    def __init__(self, counters: Sequence[Counter], context: Context) -> None:
        super().__init__()
        self._context, self._counters = context, counters
        allowed = context.clerk.permissions
        self._reports = [r for counter in counters for r in counter.reports if r.permission in allowed]
        self._month = Month.of(context.clock.now().date())
        self._day = context.clock.now().date()
        self._paper: _Paper | None = None
        self._build()

    def shown(self) -> None:
        """Make the chosen paper anew: something may have been settled since."""
        self.list.setFocus()
        self._make()

    def refresh(self, topic: str) -> None:
        """Figures may have moved; the paper on show stays until it is chosen again."""
        self._show_checks()

    def _build(self) -> None:
        self._period = Label("", "heading")
        back, forward = (
            Action("reports.back", "‹", "Alt+Left", self.earlier),
            Action("reports.next", "›", "Alt+Right", self.later),
        )
        left = Card(spacing=8)
        left.add(row(self._period, None, button(back, self, "link"), button(forward, self, "link"), spacing=2))
        self.list = RowsView(_REPORTS, "报表", empty="没有可以看的报表", advice="请联系主任授权")
        left.add(self.list)
        left.setFixedWidth(px(300))
        self.view = PdfView(self._context.jobs, "报表预览")
        self.red = Banner("red")
        middle = QWidget()
        middle.setLayout(column(self.red, self.view, spacing=8))
        self.setLayout(row(left, middle, self._right(), spacing=14))
        self.list.show_rows(self._reports)
        self.list.row_selected.connect(self._on_selected)
        bind(Action("reports.print", "打印", "Ctrl+P", self.print), self)

    def _right(self) -> QWidget:
        self._checks = column(spacing=6)
        checks = Card("出表前核对")
        checks.add(self._checks)
        self.figures = RowsView(
            _FIGURES, "数字", looks={"shown": "strong"}, empty="选一张报表", advice="每个数字都能打开明细"
        )
        figures = Card("数字与明细")
        figures.add(Label("选中后按 Enter，看这个数字是怎么来的", "small"), self.figures)
        self.figures.row_activated.connect(self._on_figure)
        out = Card("输出")
        main = Action("reports.print2", "打印 2 份", "", self.print)
        printing = button(main, self, "primary", height=44)
        pdf = Action("reports.pdf", "存 PDF", "Ctrl+S", partial(self.save, ".pdf"))
        excel = Action("reports.excel", "存 Excel", "Ctrl+E", partial(self.save, ".xlsx"))
        out.add(printing, row(button(pdf, self), button(excel, self)))
        right = QWidget()
        right.setLayout(column(checks, figures, out, spacing=12))
        right.setFixedWidth(px(290))
        return right

    def chosen(self) -> Report | None:
        """The report under the cursor."""
        found = self.list.current()
        return found if isinstance(found, Report) else None

    def earlier(self) -> None:
        """One month (or day) back."""
        self._step(-1)

    def later(self) -> None:
        """One month (or day) on."""
        self._step(1)

    def show_month(self, month: Month) -> None:
        """Go to a month."""
        self._month = month
        self._make()

    def print(self) -> None:
        """Two copies on the A4 printer."""
        if self._paper is not None:
            self._note("打印")
            self._context.printing.print(self._paper.pdf, "A4", self._paper.report.title, copies=2)

    def save(self, suffix: str) -> None:
        """Save as PDF or workbook where the clerk says."""
        paper = self._paper
        if paper is None:
            return
        name = safe_file_name(f"{paper.report.title} {_period_text(paper.period)}", suffix)
        self._note(f"存为 {suffix}")
        if suffix == ".pdf":
            self._context.printing.save(paper.pdf, name, self)
        else:
            self._context.jobs.run(_workbook_of(paper), partial(self._save_bytes, name), title="正在生成工作簿")

    def _save_bytes(self, name: str, data: bytes) -> None:
        self._context.printing.save(data, name, self)

    def _note(self, how: str) -> None:
        assert self._paper is not None
        with self._context.database.work(self._context.clerk) as work:
            work.note("report", self._paper.report.key, _period_text(self._paper.period), 方式=how)

    def _step(self, by: int) -> None:
        report = self.chosen()
        if report is not None and report.period == "day":
            self._day += by * _ONE_DAY
        else:
            self._month = self._month.plus(by)
        self._make()

    def _make(self) -> None:
        report = self.chosen()
        self._paper = None
        self.figures.show_rows([])
        self._show_checks()
        if report is None:
            return
        period = self._day if report.period == "day" else self._month
        self._period.setText(_period_text(period))
        self.red.show_text("")
        self._context.jobs.run(
            self._maker(report, period), self._on_made, self._on_failed, title=f"正在生成{report.title}"
        )

    def _maker(self, report: Report, period: Month | date) -> Callable[[object, object], _Paper]:
        def work(_progress: object, _cancelled: object) -> _Paper:
            with self._context.database.reading(self._context.clerk) as reading:
                data = report.gather(reading, period)
            return _Paper(report, period, data, report.pdf(data), report.figures(data))

        return work

    def _on_made(self, paper: _Paper) -> None:
        if paper.report is not self.chosen() or paper.period not in (self._month, self._day):
            return
        self._paper = paper
        self.view.show_pdf(paper.pdf)
        self.figures.show_rows([_FigureRow(one.label, _shown(one), one) for one in paper.figures])

    def _on_failed(self, error: DeskError) -> None:
        self.red.show_text(error.sentence)

    def _show_checks(self) -> None:
        clear(self._checks)
        with self._context.database.reading(self._context.clerk) as work:
            found = [check for counter in self._counters for check in counter.checks(work, self._month)]
        for check in found:
            self._checks.addLayout(_check_line(check))

    @Slot(object)
    def _on_selected(self, _report: object) -> None:
        self._make()

    @Slot(object)
    def _on_figure(self, chosen: _FigureRow) -> None:
        with self._context.database.reading(self._context.clerk) as work:
            table = chosen.figure.rows(work)
        RowsSheet(self, table).open()


def _check_line(check: Check) -> Any:
    mark = Label("✓" if check.holds else "✗", "strong", "green" if check.holds else "red")
    return row(mark, ElidedLabel(check.text), spacing=8)


def _shown(figure: Figure) -> str:
    value = figure.value.text() if isinstance(figure.value, Money) else f"{figure.value:,}"
    return f"{value} {figure.unit}"


def _period_text(period: Month | date) -> str:
    return period.text if isinstance(period, Month) else f"{period.year}年{period.month}月{period.day}日"


def _workbook_of(paper: _Paper) -> Callable[[object, object], bytes]:
    def work(_progress: object, _cancelled: object) -> bytes:
        return paper.report.workbook(paper.data)

    return work
