"""文书: every paper of the case at the left, the chosen one at the right; printed alone or as the whole file."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.counters.mediation.page.file_sheets import BY_ACT, OriginalSheet
from shequ_desk.counters.mediation.page.job_sheet import JobSheet
from shequ_desk.counters.mediation.page.making import WHOLE, make_paper, note, offered
from shequ_desk.counters.mediation.rules import DOCUMENTS, WORK, CaseView
from shequ_desk.desk.actions import Action, bind, button, set_enabled
from shequ_desk.desk.counter import Context, Tone
from shequ_desk.desk.jobs import Job
from shequ_desk.desk.printing import PdfView
from shequ_desk.desk.rows import RowsView
from shequ_desk.desk.theme import px
from shequ_desk.desk.widgets import Label, column, row
from shequ_desk.kernel.errors import DeskError, Refusal
from shequ_desk.kernel.figures import Column
from shequ_desk.paper.files import safe_file_name

_COLUMNS = (Column("title", "文书", weight=3), Column("state", "入卷", weight=2))
_TICK_MS = 100
_OUTPUTS = ("papers.print", "papers.save")


@dataclass(frozen=True)
class PaperLine:
    """A paper as listed; `present` once its signed original counts."""

    key: str
    title: str
    state: str
    present: bool


class PapersSheet(JobSheet):
    """Printing a paper does not make it count: 登记原件 does, once it came back signed."""

    def __init__(self, parent: QWidget, context: Context, view: CaseView) -> None:
        super().__init__(parent, context, f"文书 · {view.number}", "打印", 1080)
        self._view = view
        self._job: Job | None = None
        self.preview = PdfView(context.jobs, "文书预览")
        self.table = RowsView(_COLUMNS, "文书", looks={"title": "strong"}, tones={"state": _tone})
        self.hint = Label("", "small", wrap=True)
        self._clock = QTimer(self, interval=_TICK_MS)
        self._clock.timeout.connect(self._on_tick)
        self._lay_out()
        self.table.show_rows(_lines(view, offered(context, view.id)[1]))
        self.table.row_selected.connect(self._on_row)
        self.table.row_activated.connect(self._on_entered)
        self.table.select(0)
        self.table.setFocus()

    def submit(self) -> None:
        """Print what is on show."""
        line, pdf = self._line(), self.preview.pdf()
        if line is not None and pdf:
            note(self.context, self._view.id, line.title)
            self.context.printing.print(pdf, "A4", f"{line.title} {self._view.number}")

    def save_pdf(self) -> None:
        """Save what is on show where the clerk says."""
        line, pdf = self._line(), self.preview.pdf()
        if line is not None and pdf:
            note(self.context, self._view.id, line.title)
            self.context.printing.save(pdf, safe_file_name(f"{self._view.number} {line.title}", ".pdf"), self)

    def original(self) -> None:
        """The chosen paper came back signed."""
        line = self._line()
        if line is None or line.key in BY_ACT or line.key not in DOCUMENTS:
            refusal = Refusal("这份文书由“办理”里的步骤登记", "协议、通知书和封面在签署、结案、归档时一起登记")
            self.show_refusal(refusal)
            return
        sheet = OriginalSheet(self, self.context, self._view, line.key)
        sheet.accepted.connect(self.accept)
        sheet.open()

    def _lay_out(self) -> None:
        self.table.setFixedWidth(px(340))
        self.bend(self.preview, 470, least=300)
        acts = [Action("papers.save", "存 PDF", "Ctrl+S", self.save_pdf)]
        if WORK in self.context.clerk.permissions and self._view.state != "archived":
            acts.append(Action("papers.original", "登记原件", "Ctrl+R", self.original))
        bind(Action("papers.print", "打印", "Ctrl+P", self.submit), self)
        line = row(*(button(act, self) for act in acts), None)
        left = column(self.table, self.hint, line, spacing=8)
        both = row(left, self.preview, spacing=12)
        both.setStretch(1, 1)
        self.add(both)

    def _line(self) -> PaperLine | None:
        line: PaperLine | None = self.table.current()
        return line

    def _show(self, pdf: bytes) -> None:
        self._clock.stop()
        self.preview.show_pdf(pdf, self.show_error)
        self.hint.setText("打印不算入卷：签字的原件登记了日期和页数才算。")
        self._enable(bool(pdf))

    def show_error(self, error: DeskError) -> None:
        self._clock.stop()
        self.hint.setText("")
        super().show_error(error)

    def _enable(self, on: bool) -> None:
        for name in _OUTPUTS:
            set_enabled(self, name, on)
        self.main.setEnabled(on)

    @Slot(object)
    def _on_row(self, line: PaperLine | None) -> None:
        if self._job is not None:
            self._job.cancel()
        self.clear_refusal()
        self.preview.show_pdf(b"")
        self._enable(False)
        if line is not None:
            self.hint.setText("正在制作……")
            job = make_paper(self.context, self._view.id, line.key, self._show, self.show_error)
            self._job = self.keep(job)
            self._clock.start()

    @Slot()
    def _on_tick(self) -> None:
        """How far a long paper is; another line or Esc stops it."""
        if self._job is not None and self._job.steps:
            self.hint.setText(f"正在制作 {self._job.done_steps} / {self._job.steps}　选别的文书或按 Esc 就取消")

    @Slot(object)
    def _on_entered(self, _line: PaperLine) -> None:
        self.submit()


def _lines(view: CaseView, titles: Sequence[tuple[str, str]]) -> list[PaperLine]:
    known = {one.key: one for one in view.completeness.items}
    lines = [
        PaperLine(key, title, known[key].text if key in known else "", key in known and known[key].present)
        for key, title in titles
    ]
    done, total = view.completeness.done, view.completeness.total
    return [*lines, PaperLine(WHOLE, "全卷（一个 PDF）", f"{done} / {total}", view.completeness.whole)]


def _tone(line: PaperLine) -> Tone | None:
    if not line.state:
        return None
    return "green" if line.present else "gold"
