"""一屏掌握: the month so far as numbers and bars, against last month and last year; every mark opens its rows."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.counters.reports import service as reports
from shequ_desk.counters.reports.page.chart_view import ChartView
from shequ_desk.counters.reports.page.making import rows_reader
from shequ_desk.counters.reports.page.period_edit import PeriodEdit
from shequ_desk.counters.reports.page.rows_sheet import RowsSheet
from shequ_desk.counters.reports.papers import dashboard_pdf
from shequ_desk.counters.reports.rules.monthly import Chapter, Monthly
from shequ_desk.desk.actions import Action, bind, button, set_enabled
from shequ_desk.desk.counter import Context, Counter
from shequ_desk.desk.jobs import Cancelled, Job, Progress
from shequ_desk.desk.page import Page
from shequ_desk.desk.theme import Tone
from shequ_desk.desk.widgets import Banner, Card, Label, clear, column, grid, row, scrolled
from shequ_desk.kernel.dates import Month, Span
from shequ_desk.kernel.errors import DeskError, Refusal
from shequ_desk.kernel.figures import Figure, Table
from shequ_desk.kernel.rates import change
from shequ_desk.kernel.sections import Measure

_ACROSS = 4


class DashboardPage(Page):
    """Numbers on top, charts below; Tab walks the charts, ← → the bars, Enter opens the rows."""

    def __init__(self, counters: Sequence[Counter], context: Context) -> None:
        super().__init__()
        self._context, self._counters = context, counters
        self._tones: dict[str, Tone] = {counter.key: counter.tone for counter in counters}
        self._job: Job | None = None
        self.monthly: Monthly | None = None
        self.period = PeriodEdit(context.clock)
        self.period.show_period()
        self._entering = False
        self.red = Banner("red")
        self._body = column(spacing=12)
        self._build()

    def shown(self) -> None:
        """Read the month anew; the cursor then stands on the first chart."""
        self._entering = True
        self.remake()

    def refresh(self, _topic: str) -> None:
        """Somebody recorded something: the numbers on show follow."""
        self.remake()

    def remake(self) -> None:
        """Gather the month's sections in a job."""
        if self._job is not None:
            self._job.cancel()
        month = self.period.at("month")
        assert isinstance(month, Month)
        work = _gatherer(self._context, self._counters, month)
        self._job = self._context.jobs.run(work, self._show, self._fail, title="汇总本月数字")

    def print(self) -> None:
        """The same on one sheet."""
        if self.monthly is not None:
            with self._context.database.work(self._context.clerk) as work:
                work.note("report", "dashboard", self.monthly.span.key, 方式="打印")
            self._context.printing.print(dashboard_pdf(self.monthly), "A4", "一屏掌握")

    def charts(self) -> list[ChartView]:
        """The charts on show, in tab order."""
        return self.findChildren(ChartView)

    def _build(self) -> None:
        back = button(Action("dashboard.back", "‹", "Alt+Left", partial(self.period.step, -1)), self, "link")
        forward = button(Action("dashboard.next", "›", "Alt+Right", partial(self.period.step, 1)), self, "link")
        back.setAccessibleName("上一月")
        forward.setAccessibleName("下一月")
        out = button(Action("dashboard.print", "打印一页", "Ctrl+P", self.print), self)
        self.period.setMaximumWidth(160)
        hint = Label("Tab 换图　← → 换柱　Enter 看明细　F9 重新汇总", "small")
        top = row(Label("一屏掌握", "title"), back, self.period, forward, hint, None, out, spacing=8)
        content = QWidget()
        content.setLayout(self._body)
        self.setLayout(column(top, self.red, scrolled(content), spacing=8))
        bind(Action("dashboard.remake", "重新汇总", "F9", self.remake), self)
        set_enabled(self, "dashboard.print", False)
        self.period.period_changed.connect(self._on_period)
        self.period.refused.connect(self._on_refused)

    def _show(self, monthly: Monthly) -> None:
        self.monthly = monthly
        self.red.show_text("")
        set_enabled(self, "dashboard.print", True)
        clear(self._body)
        chapters = [one for one in monthly.chapters if one.section or one.failure]
        for chapter in chapters:
            self._body.addWidget(self._panel(chapter, monthly.span))
        if not chapters:
            self._body.addWidget(Label(f"{monthly.span.text}还没有办理记录", "muted"))
        self._body.addStretch(1)
        if self._entering and self.charts():
            self.charts()[0].setFocus()
        self._entering = False

    def _panel(self, chapter: Chapter, span: Span) -> QWidget:
        card = Card(chapter.title, spacing=8)
        section = chapter.section
        if section is None:
            card.add(Label(f"未能汇总：{chapter.failure}", "muted", wrap=True))
            return card
        numbers = [self._number(measure, span) for measure in section.measures]
        if numbers:
            card.add(row(*numbers, None, spacing=28))
        tone, cells = self._tones.get(chapter.key, "green"), grid(spacing=12)
        for place, chart in enumerate(section.charts):
            view = ChartView(chart, tone)
            view.mark_opened.connect(self._on_mark)
            cells.addWidget(view, place // _ACROSS, place % _ACROSS)
        for place in range(_ACROSS):
            cells.setColumnStretch(place, 1)
        if section.charts:
            card.add(cells)
        else:
            card.add(Label("本月没有记录", "muted"))
        return card

    def _number(self, measure: Measure, span: Span) -> QWidget:
        now = measure.now
        opener = Action(f"dashboard.{now.label}", f"{now.text} {now.unit}", "", partial(self._open, now))
        cell = QWidget()
        before, year = (change(now.value, other.value) for other in (measure.before, measure.year))
        against = f"比{span.before_word} {before}　比上年同期 {year}"
        number = button(opener, self, "figure")
        name = now.label.removeprefix(span.text).strip()
        cell.setLayout(column(Label(name, "small"), row(number, None), Label(against, "small"), spacing=0))
        return cell

    def _fail(self, error: DeskError) -> None:
        self.monthly = None
        clear(self._body)
        set_enabled(self, "dashboard.print", False)
        self.red.show_text(f"✗ {error.sentence}")

    def _open(self, figure: Figure) -> None:
        self._context.jobs.run(rows_reader(self._context, figure), self._show_rows, title="读取明细")

    def _show_rows(self, table: Table) -> None:
        RowsSheet(self, table).open()

    @Slot(object)
    def _on_mark(self, figure: Figure) -> None:
        self._open(figure)

    @Slot()
    def _on_period(self) -> None:
        self.remake()

    @Slot(object)
    def _on_refused(self, refusal: Refusal) -> None:
        self.red.show_text(f"✗ {refusal.sentence}")


def _gatherer(context: Context, counters: Sequence[Counter], month: Month) -> Callable[[Progress, Cancelled], Monthly]:
    def work(_progress: Progress, _cancelled: Cancelled) -> Monthly:
        with context.database.reading(context.clerk) as reading:
            return reports.monthly(reading, counters, Span(month))

    return work
