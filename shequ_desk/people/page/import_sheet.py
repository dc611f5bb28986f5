"""Brings a roster in, step by step: choose a file, confirm the columns, look at every row, import, or take one back."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from threading import Event
from typing import TypeVar

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from shequ_desk.desk.actions import Action, button
from shequ_desk.desk.counter import Context
from shequ_desk.desk.files import FileDialog
from shequ_desk.desk.jobs import Cancelled, Job, Progress
from shequ_desk.desk.sheets import Sheet
from shequ_desk.desk.widgets import Bar, Label, column
from shequ_desk.kernel.errors import Conflict, DeskError
from shequ_desk.paper.files import safe_file_name
from shequ_desk.people import roster
from shequ_desk.people.page.import_steps import MappingStep, PastStep, PreviewStep, said
from shequ_desk.people.service import roster as imports
from shequ_desk.people.service.roster import BatchView
from shequ_desk.people.service.roster_lines import Stopped

T = TypeVar("T")

_TITLES = ("导入名册", "核对每一列是什么", "逐行预览，还没有写入", "导入完成")
_VERBS = ("选择文件", "预览", "导入", "完成")
_FILTER = f"名册 ({' '.join('*' + suffix for suffix in roster.SUFFIXES)})"
_POLL_MS = 100
_LONG, _SHORT = (400, 270), (120, 120)
"""Design pixels of the steps with a list and of the last one, and what they give way to."""


class ImportSheet(Sheet):
    """The main button goes a step on, Esc a step back; while something runs it cancels. Nothing blocks the window."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent, _TITLES[0], _VERBS[0], width=980)
        self._context = context
        self._job: Job | None = None
        self._stop, self._may_stop = Event(), True
        self._preview: roster.Preview | None = None
        self._warning = ""
        self.past, self.mapping, self.preview = PastStep(), MappingStep(), PreviewStep()
        self.outcome = Label("", wrap=True)
        self._steps = QStackedWidget()
        self._wait, self._bar = Label("", "muted"), Bar()
        self._poll = QTimer(self, interval=_POLL_MS)
        self._poll.timeout.connect(self._on_poll)
        self.undo_button = button(Action("people.undo_import", "撤销这次导入", "Ctrl+Z", self.undo), self, height=44)
        self.save_button = button(
            Action("people.rejected", "存退回的行", "Ctrl+S", self.save_rejected), self, height=44
        )
        self._build()
        self._read_past()
        self._go(0)

    def step(self) -> int:
        """Return the number of the step on show, from 0."""
        return self._steps.currentIndex()

    def submit(self) -> None:
        """One step on."""
        if self._job is None:
            (self.choose_file, self._look, self._import, self.accept)[self.step()]()

    def reject(self) -> None:
        """Cancel what runs, else one step back, else leave."""
        if self._job is not None:
            self._stop.set()
            self._wait.setText("正在停下…" if self._may_stop else "正在撤销，请稍候…")
        elif 0 < self.step() < 3:
            self._go(self.step() - 1)
        else:
            super().reject()

    def done(self, result: int) -> None:
        """Leaving for good stops what runs; its result is not waited for."""
        self._stop.set()
        if self._job is not None:
            self._job.cancel()
        super().done(result)

    def choose_file(self) -> None:
        """Ask for the file."""
        folder = self._context.state.text("folder/import", str(Path.home()))
        dialog = FileDialog(self, "选择名册", folder, _FILTER)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.read_file)
        dialog.open()

    @Slot(str)
    def read_file(self, name: str) -> None:
        """Read a file in a child process and show what its columns seem to be."""
        path = Path(name)
        self._context.state.remember("folder/import", str(path.parent))

        def read(_progress: Progress, cancelled: Cancelled) -> roster.Proposal:
            return roster.propose(path, cancelled)

        self._run(read, self._proposed, f"读取 {path.name}")

    def save_rejected(self) -> None:
        """Write the refused rows with their reasons, to be mended and imported again."""
        preview = self._preview
        if preview is None or not preview.rejected:
            return

        def make(_progress: Progress, _cancelled: Cancelled) -> bytes:
            return preview.rejected_workbook()

        name = safe_file_name(f"退回的行 {preview.proposal.path.stem}", ".xlsx")

        def made(data: bytes) -> None:
            self._context.printing.save(data, name, self)

        self._context.jobs.run(make, made, title="整理退回的行")

    def undo(self) -> None:
        """Take back the chosen import, after one question naming it."""
        batch = self.past.chosen()
        if self.step() == 0 and batch is not None and batch.undone_at is None:
            self._context.messages.ask_once(
                f"撤销导入“{batch.file_name}”",
                "撤销整批导入",
                partial(self._undo, batch.id),
                detail=f"新增 {batch.created:,} 人、补充 {batch.updated:,} 人都会退回导入以前的样子",
            )

    def _build(self) -> None:
        holder = QWidget()
        holder.setLayout(column(self.outcome, None))
        for step in (self.past, self.mapping, self.preview, holder):
            self._steps.addWidget(step)
        self._bar.hide()
        self._wait.hide()
        self.add(self._steps, self._wait, self._bar)
        for place, made in enumerate((self.undo_button, self.save_button)):
            self.buttons.insertWidget(place, made)
        self.past.table.row_activated.connect(self._on_past)

    def _go(self, step: int) -> None:
        self._steps.setCurrentIndex(step)
        self.bend(self._steps, *(_LONG if step < 3 else _SHORT))
        self.title.setText(_TITLES[step])
        self.main.setText(self._verb(step))
        self.main.updateGeometry()
        self.close_button.setVisible(step < 3)
        self.undo_button.setVisible(step == 0 and bool(self.past.table.rows.rowCount()))
        rejected = self._preview.rejected if self._preview else 0
        self.save_button.setVisible(step in (2, 3) and bool(rejected))
        self.banner.show_text(self._warning if step == 0 else "")
        self.main.setFocus()
        self.fit()

    def _verb(self, step: int) -> str:
        if step != 2 or self._preview is None:
            return _VERBS[step]
        counts = self._preview.counts()
        return f"导入 {counts['created'] + counts['updated']:,} 人"

    def _read_past(self) -> None:
        with self._context.database.reading(self._context.clerk) as work:
            found = imports.batches(work)
        self.past.show_batches(found)
        self._warning = _half_way([batch for batch in found if batch.half_way])

    def _look(self) -> None:
        self._context.messages.guard(self._plan, self)

    def _plan(self) -> None:
        proposal, context = self.mapping.mapped(), self._context

        def plan(_progress: Progress, _cancelled: Cancelled) -> roster.Preview:
            with context.database.reading(context.clerk) as work:
                return roster.plan(work, proposal)

        self._run(plan, self._planned, "逐行核对名册")

    def _import(self) -> None:
        preview, context = self._preview, self._context
        assert preview is not None

        def write(progress: Progress, cancelled: Cancelled) -> roster.Done:
            return roster.apply(context.database, context.clerk, preview, progress, cancelled)

        self._run(write, self._done, "写入名册")

    def _run(
        self, work: Callable[[Progress, Cancelled], T], done: Callable[[T], None], title: str, may_stop: bool = True
    ) -> None:
        """Run a job that the clerk may stop; what was written all the same is shown as written."""
        self._stop, self._may_stop = Event(), may_stop
        stop = self._stop

        def run(progress: Progress, cancelled: Cancelled) -> T:
            return work(progress, lambda: cancelled() or stop.is_set())

        def finished(result: T) -> None:
            self._ended()
            if stop.is_set() and not isinstance(result, roster.Done) and may_stop:
                self._context.messages.say("已取消，没有留下任何改动")
            else:
                done(result)

        self.clear_refusal()
        self.main.setEnabled(False)
        self._wait.setText(f"正在{title}… 按 Esc 取消" if may_stop else f"正在{title}…")
        self._wait.show()
        self._bar.show_share(0.0)
        self._bar.show()
        self._poll.start()
        self._job = self._context.jobs.run(run, finished, self._failed, title)
        self.fit()

    def _ended(self) -> None:
        self._job = None
        self._poll.stop()
        self.main.setEnabled(True)
        self._wait.hide()
        self._bar.hide()
        self.fit()

    def _failed(self, error: DeskError) -> None:
        self._ended()
        if isinstance(error, Stopped):
            self._context.messages.say(error.message)
        elif isinstance(error, Conflict):
            self._context.messages.say("档案刚刚有变化，已重新核对，请再看一遍预览")
            self._look()
        else:
            self._context.messages.show(error, self)

    def _proposed(self, proposal: roster.Proposal) -> None:
        self.mapping.show_proposal(proposal)
        self._go(1)

    def _planned(self, preview: roster.Preview) -> None:
        self._preview = preview
        self.preview.show_preview(preview)
        self._go(2)

    def _done(self, done: roster.Done) -> None:
        mend = "\n退回的行可以存成表格，改好后再导入一次；已登记的人不会重复。" if done.rejected else ""
        self.outcome.setText(f"{said(done)}。{mend}\n需要时可在“导入名册”里撤销整批导入。")
        self._go(3)

    def _undo(self, batch_id: int) -> None:
        context = self._context

        def undo(progress: Progress, _cancelled: Cancelled) -> None:
            roster.undo(context.database, context.clerk, batch_id, progress)

        self._run(undo, self._undone, "撤销导入", may_stop=False)

    def _undone(self, _nothing: None) -> None:
        self._read_past()
        self._go(0)
        self._context.messages.say("这次导入已撤销")

    @Slot()
    def _on_poll(self) -> None:
        if self._job is not None and self._job.steps:
            self._bar.show_share(self._job.done_steps / self._job.steps)

    @Slot(object)
    def _on_past(self, _line: object) -> None:
        self.choose_file()


def _half_way(batches: Sequence[BatchView]) -> str:
    """What to do about imports that stopped in the middle: power cut, full disk."""
    names = "、".join(f"“{batch.file_name}”（{batch.at:%m-%d %H:%M}）" for batch in batches)
    return f"{names}没有导完。请选中它撤销，或把同一个文件再导入一次：已登记的人不会重复。" if names else ""
