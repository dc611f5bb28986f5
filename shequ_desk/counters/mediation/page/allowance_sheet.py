"""以案定补: what each mediator is due for a month's finished cases."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget

from shequ_desk.counters.mediation import papers
from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.page.job_sheet import JobSheet
from shequ_desk.counters.mediation.page.periods import span_of, step
from shequ_desk.counters.mediation.rules import DIFFICULTIES, OUTCOMES, AllowanceList, AllowanceRow
from shequ_desk.desk.actions import Action, button
from shequ_desk.desk.counter import Context
from shequ_desk.desk.rows import RowsView, WholeRow
from shequ_desk.desk.widgets import Label, row
from shequ_desk.kernel.dates import Month
from shequ_desk.kernel.figures import Column
from shequ_desk.kernel.money import Money
from shequ_desk.paper.files import safe_file_name

_COLUMNS = (
    Column("mediator", "调解员"),
    Column("number", "案号", weight=2),
    Column("parties", "当事人"),
    Column("title", "纠纷", weight=2),
    Column("difficulty", "难易"),
    Column("outcome", "结果"),
    Column("papers", "卷宗", "number_text"),
    Column("amount", "补贴（元）", "money"),
    Column("note", "说明", weight=2),
)


@dataclass(frozen=True)
class _Line:
    mediator: str
    number: str
    parties: str
    title: str
    difficulty: str
    outcome: str
    papers: str
    amount: Money
    note: str


class AllowanceSheet(JobSheet):
    """The list of a month; no money moves here."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent, context, "以案定补补贴表")
        self._span = span_of(Month.of(context.clock.now().date()).previous, 1)
        self.list: AllowanceList | None = None
        self.period, self.sum = Label("", "strong"), Label("", "strong", wrap=True)
        self.table = RowsView(
            _COLUMNS, "补贴表", looks={"mediator": "strong", "note": "muted"}, empty="这个月没有办结的案件"
        )
        self.bend(self.table, 360)
        self._lay_out()
        self._read()
        self.table.setFocus()

    def earlier(self) -> None:
        """One month back."""
        self._go(-1)

    def later(self) -> None:
        """One month on."""
        self._go(1)

    def print(self) -> None:
        """The paper on the A4 printer."""
        self._build(papers.allowance_pdf, self._print)

    def save(self, suffix: str) -> None:
        """Save as PDF or workbook where the clerk says."""
        build = papers.allowance_pdf if suffix == ".pdf" else papers.allowance_workbook
        self._build(build, partial(self._save, suffix))

    def _lay_out(self) -> None:
        back = button(Action("allowance.back", "上月", "Alt+Left", self.earlier), self, "link")
        on = button(Action("allowance.on", "下月", "Alt+Right", self.later), self, "link")
        outputs = (
            Action("allowance.print", "打印", "Ctrl+P", self.print),
            Action("allowance.pdf", "存 PDF", "Ctrl+S", partial(self.save, ".pdf")),
            Action("allowance.excel", "存 Excel", "Ctrl+E", partial(self.save, ".xlsx")),
        )
        self.add(row(back, self.period, on, None, *(button(one, self) for one in outputs)))
        self.add(self.table, WholeRow(self.table), self.sum)

    def _go(self, by: int) -> None:
        self._span = step(self._span, by, self.context.clock.now().date())
        self._read()

    def _read(self) -> None:
        self.period.setText(self._span.text)
        self.context.messages.guard(self._read_list, self)

    def _read_list(self) -> None:
        with self.context.database.reading(self.context.clerk) as work:
            found = mediation.allowance_list(work, self._span.start)
        self.list = found
        self.table.show_rows([_line(one) for one in found.rows])
        self.table.select(min(0, len(found.rows) - 1))
        each = "，".join(f"{name} {cases} 件 {amount.text()} 元" for name, cases, amount in found.sums)
        self.sum.setText(f"合计 {found.amount.text()} 元" + (f"：{each}" if each else ""))
        self.fit()

    def _build(self, build: Callable[[AllowanceList], bytes], done: Callable[[bytes], None]) -> None:
        if self.list is not None:
            self.make(partial(build, self.list), done, "制作补贴表")

    def _print(self, pdf: bytes) -> None:
        self.context.printing.print(pdf, "A4", self._name())

    def _save(self, suffix: str, data: bytes) -> None:
        self.context.printing.save(data, safe_file_name(self._name(), suffix), self)

    def _name(self) -> str:
        return f"以案定补补贴表 {self._span.text}"


def _line(row: AllowanceRow) -> _Line:
    case = row.case
    return _Line(
        case.mediator,
        case.number,
        case.parties,
        case.title,
        DIFFICULTIES[case.difficulty],
        OUTCOMES[case.outcome],
        f"{case.done} / {case.papers}",
        row.amount,
        row.note,
    )
