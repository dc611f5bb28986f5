"""What the clerk sees of a long job: its name, how far it is, 取消."""

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QProgressBar, QWidget

from shequ_desk.desk.jobs import Job, Jobs
from shequ_desk.desk.theme import px
from shequ_desk.desk.widgets import ElidedLabel, LinkButton, row

SHOW_AFTER_MS = 300
REFRESH_MS = 100


class JobBar(QWidget):
    """Appears when a titled job lasts longer than 0.3 s, follows the oldest one, goes away when it ends."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self._title, self._bar, self._cancel = ElidedLabel(), QProgressBar(), LinkButton("取消")
        self._title.setFixedWidth(px(170))
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(px(120))
        self._bar.setAccessibleName("进度")
        self.setLayout(row(self._title, self._bar, self._cancel))
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_timeout)
        self._cancel.clicked.connect(self._on_cancel)
        jobs.jobs_changed.connect(self._on_jobs_changed)
        self.hide()

    def _job(self) -> Job | None:
        return next((job for job in self._jobs.running if job.title and not job.cancelled()), None)

    @Slot()
    def _on_jobs_changed(self) -> None:
        if self._job() is None:
            self._timer.stop()
            self.hide()
        elif not self._timer.isActive():
            self._timer.start(SHOW_AFTER_MS)

    @Slot()
    def _on_timeout(self) -> None:
        job = self._job()
        if job is None:
            self._on_jobs_changed()
            return
        self._timer.setInterval(REFRESH_MS)
        self._title.setText(f"正在{job.title}" if not job.steps else f"正在{job.title} {job.done_steps}/{job.steps}")
        self._bar.setRange(0, job.steps)
        self._bar.setValue(job.done_steps)
        self.setAccessibleName(self._title.text())
        self.show()

    @Slot()
    def _on_cancel(self) -> None:
        job = self._job()
        if job is not None:
            job.cancel()
        self._on_jobs_changed()
