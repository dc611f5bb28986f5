"""The papers of the month: list at the left, the paper in the middle, checks, figures and output at the right."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from shequ_desk.counters.reports import service as reports
from shequ_desk.counters.reports.page.checks_card import ChecksCard, Found
from shequ_desk.counters.reports.page.close_card import CloseCard
from shequ_desk.counters.reports.page.making import (
    Growing,
    Paper,
    checker,
    maker,
    rows_reader,
    standing_refused,
    workbook_maker,
)
from shequ_desk.counters.reports.page.period_edit import PeriodEdit, period_text
from shequ_desk.counters.reports.page.report_list import CHECKING, ReportList, Standing
from shequ_desk.counters.reports.page.rows_sheet import RowsSheet
from shequ_desk.counters.reports.page.words_sheet import WordsSheet
from shequ_desk.counters.reports.rules import WRITE
from shequ_desk.counters.reports.rules.monthly import Monthly
from shequ_desk.desk.actions import Action, bind, button, set_enabled
from shequ_desk.desk.counter import Context, Counter, Period, Report
from shequ_desk.desk.fields import NumberEdit
from shequ_desk.desk.jobs import Job
from shequ_desk.desk.page import Page
from shequ_desk.desk.printing import PdfView
from shequ_desk.desk.rows import RowsView
from shequ_desk.desk.theme import NORMAL, px, scale
from shequ_desk.desk.widgets import Banner, Card, KeyCap, Label, Side, column, row
from shequ_desk.kernel.dates import Month
from shequ_desk.kernel.errors import DeskError, Refusal
from shequ_desk.kernel.figures import Column, Figure, Table
from shequ_desk.kernel.money import Money
from shequ_desk.paper.files import safe_file_name

_FIGURES = (Column("label", "数字", "text", 5), Column("shown", "值", "number_text", 3))
_OUTPUTS = ("reports.print", "reports.pdf", "reports.excel")
_COPIES, _MOST = 2, 50
_REMEMBERED = "reports/copies"
_LOOK = 150
_ONE_ROW, _TWO_ROWS, _LOW = 36, 69, 480
"""Least heights of the figures: on a low page one row, so that the button that closes the month stays in sight."""


@dataclass(frozen=True)
class _FigureRow:
    """A figure as listed."""

    label: str
    shown: str
    figure: Figure


class _Middle(QWidget):
    """Banners over the paper. Their lines of text come out of the paper's height, never out of the page's."""

    def hasHeightForWidth(self) -> bool:
        return False


class ReportsPage(Page):
    """Offers every report of the counters it was given, filtered by the clerk's rights."""

    def __init__(self, counters: Sequence[Counter], context: Context, own: Sequence[Report] = ()) -> None:
        super().__init__()
        self._context = context
        allowed = context.clerk.permissions
        offered = (*own, *(report for counter in counters for report in counter.reports))
        self._reports = [report for report in offered if report.permission in allowed]
        self.paper: Paper | None = None
        self._job: Job | None = None
        self._checking: list[Job] = []
        self._unchecked = False
        self._growing, self._timer = Growing(), QTimer(self, interval=_LOOK)
        self.period = PeriodEdit(context.clock)
        self.list = ReportList(self._reports)
        self.checks = ChecksCard(context, counters)
        self.close_card = CloseCard(context, counters)
        self.view = PdfView(context.jobs, "报表预览")
        self.red, self.gold = Banner("red"), Banner("gold")
        self.figures = RowsView(
            _FIGURES, "数字", looks={"shown": "strong"}, empty="还没有数字", advice="选一张报表，每个数字都能打开明细"
        )
        self.copies = NumberEdit("copies", "份数", 1, _MOST)
        self.copies.setText(context.state.text(_REMEMBERED, str(_COPIES)))
        self.copies.setFixedWidth(px(52))
        self._build()
        self._connect()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.figures.setMinimumHeight(px(_ONE_ROW if self.height() < px(_LOW) else _TWO_ROWS))

    def shown(self) -> None:
        """Make everything anew: something may have been settled since."""
        self.list.setFocus()
        self.remake()

    def refresh(self, topic: str) -> None:
        """Figures may have moved; the paper on show stays until it is made again."""
        if topic != "settings" and self.paper is not None:
            self.gold.show_text("" if self.paper.frozen else "又有收款或改动，这张表还是原来的数字 → 按 F9 重新生成")

    def show_month(self, month: Month) -> None:
        """Go to a month; one that has not come is refused."""
        self.period.go(month)

    def earlier(self) -> None:
        """One month (or day) back."""
        self.period.step(-1)

    def later(self) -> None:
        """One month (or day) on."""
        self.period.step(1)

    def remake(self) -> None:
        """Make the chosen paper and check the others; numbers shown on purpose are masked again."""
        self._unchecked = True
        self._make()

    def ask_whole(self) -> None:
        """Ask why whole ID numbers are wanted, write it down and make the paper with them."""
        paper = self.paper
        if paper is not None and paper.hiding:
            text = f"在{paper.report.title}上显示完整证件号（会记入日志）"
            ask = self._context.messages.ask_text
            ask(text, "查看原因", "显示", partial(self._show_whole, paper), least=2)

    def write_words(self) -> None:
        """Open the sheet of words by hand for the report of the centre on show."""
        paper = self.paper
        if paper is not None and isinstance(paper.data, Monthly) and any(one.section for one in paper.data.chapters):
            sheet = WordsSheet(self, self._context, paper.data.span, paper.data.chapters)
            sheet.accepted.connect(self.remake)
            sheet.open()

    def print(self) -> None:
        """So many copies on the A4 printer, on both sides of the paper."""
        if self.paper is not None and self._context.messages.guard(self.copies.value):
            copies = self.copies.value()
            self._context.state.remember(_REMEMBERED, str(copies))
            self._note(self.paper, "打印")
            self._context.printing.print(self.paper.pdf, "A4", self.paper.report.title, copies=copies)

    def save(self, suffix: str) -> None:
        """Save as PDF or workbook where the clerk says."""
        paper = self.paper
        if paper is None:
            return
        self._note(paper, f"存为 {suffix}")
        name = safe_file_name(f"{paper.report.title} {period_text(paper.period)}", suffix)
        if suffix == ".pdf":
            self._save_bytes(name, paper.pdf)
        else:
            self._context.jobs.run(workbook_maker(paper), partial(self._save_bytes, name), title="生成工作簿")

    def _build(self) -> None:
        back = button(Action("reports.back", "‹", "Alt+Left", self.earlier), self, "link")
        forward = button(Action("reports.next", "›", "Alt+Right", self.later), self, "link")
        back.setAccessibleName("前一期")
        forward.setAccessibleName("后一期")
        self._whole = button(Action("reports.whole", "显示完整证件号", "Ctrl+1", self.ask_whole), self, "link")
        self._whole.hide()
        left = Card(spacing=8)
        left.add(row(back, self.period, forward, spacing=2), Label("Ctrl D 改期间　F9 重新生成", "small"), self.list)
        self._words = button(Action("reports.words", "文字说明", "Ctrl+2", self.write_words), self, "link")
        self._words.hide()
        left.add(row(self._whole, self._words, None))
        middle = _Middle()
        middle.setLayout(column(self.red, self.gold, self.view, spacing=8))
        right = Side(300, self.checks, self._figures_card(), self._out_card(), self.close_card)
        line = row(Side(300, left), middle, right, spacing=14)
        line.setStretch(1, 1)
        self.setLayout(line)
        bind(Action("reports.period", "期间", "Ctrl+D", self._take_period), self)
        bind(Action("reports.remake", "重新生成", "F9", self.remake), self)
        bind(Action("reports.copies", "份数", "Ctrl+3", self._take_copies), self)

    def _figures_card(self) -> Card:
        card = Card("数字与明细", Label("看明细", "small"), KeyCap("Enter"))
        card.add(self.figures)
        self.figures.horizontalHeader().hide()
        self.figures.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        return card

    def _out_card(self) -> Card:
        card = Card("输出", Label("份数", "small"), self.copies, KeyCap("Ctrl 3"))
        self._print_button = button(Action("reports.print", "", "Ctrl+P", self.print), self, "primary", height=40)
        pdf = Action("reports.pdf", "存 PDF", "Ctrl+S", partial(self.save, ".pdf"))
        excel = Action("reports.excel", "存 Excel", "Ctrl+E", partial(self.save, ".xlsx"))
        card.add(self._print_button, row(button(pdf, self), button(excel, self)))
        self._on_copies()
        return card

    def _connect(self) -> None:
        self.list.report_chosen.connect(self._on_chosen)
        self.period.period_changed.connect(self._on_period)
        self.period.refused.connect(self._on_refused)
        self.figures.row_activated.connect(self._on_figure)
        self.close_card.changed.connect(self.remake)
        self.close_card.told.connect(self._on_told)
        self._timer.timeout.connect(self._on_grown)
        self.copies.textChanged.connect(self._on_copies)

    def _save_bytes(self, name: str, data: bytes) -> None:
        self._context.printing.save(data, name, self)

    def _note(self, paper: Paper, how: str) -> None:
        with self._context.database.work(self._context.clerk) as work:
            masks = {"证件号": "已遮盖"} if paper.hiding else {}
            work.note("report", paper.report.key, period_text(paper.period), 方式=how, **masks)

    def _show_whole(self, paper: Paper, reason: str) -> None:
        def go() -> None:
            with self._context.database.work(self._context.clerk) as work:
                reports.show_whole(work, paper.report.key, period_text(paper.period), reason)
            if self._is_wanted(paper.report, paper.period):
                self._make(whole=True)
                self._context.messages.say("已显示完整证件号，已记入日志")

        self._context.messages.guard(go)

    def _take_period(self) -> None:
        self.period.setFocus()
        self.period.selectAll()

    def _make(self, whole: bool = False) -> None:
        report = self.list.chosen()
        if self._job is not None:
            self._job.cancel()
        self._show_paper(None)
        self.red.show_text("")
        self.gold.show_text("")
        if report is not None:
            self.period.show_kind(report.period)
            self._growing = Growing()
            self._timer.start()
            work = maker(self._context, report, self.period.period(), whole, self._growing)
            failed = partial(self._on_failed, report, self.period.period())
            self._job = self._context.jobs.run(work, self._on_made, failed, title=f"生成{report.title}")
        else:
            self._check()

    def _show_paper(self, paper: Paper | None) -> None:
        self.paper = paper
        self._timer.stop()
        self.view.show_pdf(paper.pdf if paper else b"")
        figures = paper.figures if paper else ()
        self.figures.show_rows([_FigureRow(one.label, _shown(one), one) for one in figures])
        self.figures.select(min(len(figures), 1) - 1)
        for output in _OUTPUTS:
            set_enabled(self, output, paper is not None)
        self._whole.setVisible(paper is not None and paper.hiding)
        writing = WRITE in self._context.clerk.permissions and paper is not None and paper.frozen is None
        self._words.setVisible(writing and paper is not None and isinstance(paper.data, Monthly))

    def _check(self) -> None:
        """Once the paper is made: the other papers would take the lane its preview is drawn in."""
        if not self._unchecked:
            return
        self._unchecked = False
        for job in self._checking:
            job.cancel()
        month = self.period.month
        self.close_card.show_month(month)
        periods: dict[str, Period] = {kind: self.period.at(kind) for kind in ("day", "month", "quarter", "year")}
        for report in self._reports:
            self._stand(report, CHECKING)
            self.list.show_pages(report.key, 0)

        def read(_progress: object, _cancelled: object) -> Found:
            return self.checks.read(month)

        run = self._context.jobs.run
        self._checking = [
            run(read, self.checks.show_found),
            run(checker(self._context, self._reports, periods), self.list.show_standings, title="核对报表"),
        ]

    def _on_made(self, paper: Paper) -> None:
        self._check()
        if not self._is_wanted(paper.report, paper.period):
            return
        self._show_paper(paper)
        self.list.show_pages(paper.report.key, paper.pages)
        self._stand(paper.report, paper.standing)
        if paper.empty:
            self.gold.show_text(f"{period_text(paper.period)}没有记录，下面是一张空表")
        elif paper.frozen is not None:
            self.gold.show_text(f"已结账：这是 {paper.frozen.made_at:%Y-%m-%d} 锁定的报表，重印每次相同")
        elif paper.trial:
            self.gold.show_text(f"{paper.trial}，还不能签字")

    def _on_failed(self, report: Report, period: object, error: DeskError) -> None:
        self._check()
        if self._is_wanted(report, period):
            self._timer.stop()
            self.red.show_text(f"✗ {error.sentence}")
            self._stand(report, standing_refused(error))

    def _stand(self, report: Report, standing: Standing) -> None:
        self.list.show_standings({report.key: standing})

    def _is_wanted(self, report: Report, period: object) -> bool:
        return report is self.list.chosen() and period == self.period.period()

    @Slot(object)
    def _on_chosen(self, _report: object) -> None:
        self._make()

    @Slot()
    def _on_period(self) -> None:
        self.remake()

    def _take_copies(self) -> None:
        self.copies.setFocus()
        self.copies.selectAll()

    @Slot(bool)
    def _on_told(self, closed: bool) -> None:
        """In 大字模式 the signatures take the room of the checks, which nobody needs any more."""
        self.checks.setVisible(not closed or scale() == NORMAL)

    @Slot()
    def _on_copies(self) -> None:
        text = f"打印 {self.copies.text()} 份"
        self._print_button.setText(text)
        self._print_button.setAccessibleName(text)
        self._print_button.update()

    @Slot()
    def _on_grown(self) -> None:
        """Show the pages made so far."""
        if self._growing.pdf and self._growing.pdf is not self.view.pdf():
            self.view.show_pdf(self._growing.pdf)

    @Slot(object)
    def _on_refused(self, refusal: Refusal) -> None:
        self.red.show_text(f"✗ {refusal.sentence}")

    @Slot(object)
    def _on_figure(self, chosen: _FigureRow) -> None:
        self._context.jobs.run(rows_reader(self._context, chosen.figure), self._show_rows, title="读取明细")

    def _show_rows(self, table: Table) -> None:
        RowsSheet(self, table).open()


def _shown(figure: Figure) -> str:
    value = figure.value.text("−") if isinstance(figure.value, Money) else f"{figure.value:,}"
    return f"{value} {figure.unit}"
