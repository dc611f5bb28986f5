"""A sheet whose figures and papers are made in jobs; closing it stops them."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.desk.counter import Context
from shequ_desk.desk.jobs import Cancelled, Job, Progress
from shequ_desk.desk.sheets import Sheet
from shequ_desk.kernel.errors import DeskError, Refusal
from shequ_desk.store.database import Work

T = TypeVar("T")


class JobSheet(Sheet):
    """`read` and `make` start jobs; what goes wrong stands in the banner."""

    def __init__(self, parent: QWidget, context: Context, title: str, verb: str = "", width: int = 1060) -> None:
        super().__init__(parent, title, verb, tone="plum", width=width)
        self.context = context
        self._jobs: list[Job] = []
        self.finished.connect(self._on_finished)

    def read(self, ask: Callable[[Work], T], done: Callable[[T], None], title: str) -> Job:
        """Ask the database something."""
        context = self.context

        def work(_progress: Progress, _cancelled: Cancelled) -> T:
            with context.database.reading(context.clerk) as work:
                return ask(work)

        return self._run(work, done, title)

    def make(self, build: Callable[[], bytes], done: Callable[[bytes], None], title: str) -> Job:
        """Make a paper from what is on show."""

        def work(_progress: Progress, _cancelled: Cancelled) -> bytes:
            return build()

        return self._run(work, done, title)

    def keep(self, job: Job) -> Job:
        """Stop this job, too, when the sheet closes."""
        self._jobs.append(job)
        return job

    def show_error(self, error: DeskError) -> None:
        """Say in the banner what went wrong."""
        self.show_refusal(Refusal(error.message, error.way_out))

    def _run(self, work: Callable[[Progress, Cancelled], T], done: Callable[[T], None], title: str) -> Job:
        return self.keep(self.context.jobs.run(work, done, self.show_error, title))

    @Slot()
    def _on_finished(self) -> None:
        for job in self._jobs:
            job.cancel()
