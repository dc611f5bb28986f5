"""The only threads. Work goes out as a call, results come back one by one on the window's own thread.

One long-lived owner, a deque and a single signal without payload: a signals object per task loses results.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from shequ_desk.desk.classes import send
from shequ_desk.desk.collector import Collector
from shequ_desk.desk.messages import Messages
from shequ_desk.desk.turns import turn
from shequ_desk.kernel.errors import DeskError

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

T = TypeVar("T")
Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]

_BEAT = 0.005
log = logging.getLogger(__name__)


@dataclass(eq=False)
class Job:
    """One piece of work under way; the bar puts 正在 before its `title` (备份); `done_steps` of `steps` are done."""

    title: str
    done_steps: int = 0
    steps: int = 0
    _stop: threading.Event = field(default_factory=threading.Event)

    def progress(self, done_steps: int, steps: int) -> None:
        """Called by the work: how far it is."""
        self.done_steps, self.steps = done_steps, steps

    def cancelled(self) -> bool:
        """Asked by the work now and then: True when it should return early."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the work to stop; its `done` is not called any more."""
        self._stop.set()


class _Result(NamedTuple):
    job: Job
    deliver: Callable[[], None]


class Jobs(QObject):
    """Runs work off the window's thread, where no garbage is collected until `shutdown`.

    Signals: `jobs_changed()` a job began or ended; `_arrived()` a result waits (internal, queued).
    """

    jobs_changed = Signal()
    _arrived = Signal()

    def __init__(self, messages: Messages, lanes: int = 2) -> None:
        super().__init__()
        self._messages = messages
        self._lanes = lanes
        self._results: deque[_Result] = deque()
        self.running: list[Job] = []
        self._collector = Collector(self)
        self._arrived.connect(self._on_arrived)

    @cached_property
    def _pool(self) -> "ThreadPoolExecutor":
        """Made for the first job: the login is painted before its module is loaded."""
        from concurrent.futures import ThreadPoolExecutor

        return ThreadPoolExecutor(self._lanes, thread_name_prefix="job")

    def run(
        self,
        work: Callable[[Progress, Cancelled], T],
        done: Callable[[T], None],
        failed: Callable[[DeskError], None] | None = None,
        title: str = "",
    ) -> Job:
        """Do `work(progress, cancelled)` in a thread, then `done(result)` or `failed(error)` on this one.

        Without `failed` errors are shown through Messages; a bug is always logged and apologised for. Jobs with a
        `title` appear in the JobBar.
        """
        job = Job(title)
        self.running.append(job)
        self._pool.submit(self._work, job, work, done, failed or self._messages.show)
        self.jobs_changed.emit()
        return job

    def idle(self) -> bool:
        """Return whether nothing runs and nothing waits to be delivered."""
        return not self.running

    def shutdown(self) -> None:
        """Cancel what runs, wait for it, drop what was not delivered. Nothing is left running afterwards."""
        for job in self.running:
            job.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._results.clear()
        self.running.clear()
        self._collector.stop()

    def _work(
        self,
        job: Job,
        work: Callable[[Progress, Cancelled], Any],
        done: Callable[[Any], None],
        failed: Callable[[DeskError], None],
    ) -> None:
        self._results.append(_Result(job, self._outcome(job, work, done, failed)))
        send(self._arrived)

    def _outcome(
        self,
        job: Job,
        work: Callable[[Progress, Cancelled], Any],
        done: Callable[[Any], None],
        failed: Callable[[DeskError], None],
    ) -> Callable[[], None]:
        try:
            result = work(job.progress, job.cancelled)
        except DeskError as error:
            return _call(failed, error)
        except Exception:
            log.exception("job failed")
            return self._messages.apologise
        return _call(done, result)

    @Slot()
    def _on_arrived(self) -> None:
        if not self._results:
            return
        result = self._results.popleft()
        self.running.remove(result.job)
        self.jobs_changed.emit()
        if not result.job.cancelled():
            result.deliver()


def beside(work: Callable[[], object]) -> None:
    """Do work that cannot wait in a thread of its own while the window goes on in turns; what it raises is raised here.

    For the opening of a page only (desk/turns.py says why).
    """
    from concurrent.futures import ThreadPoolExecutor, wait

    with ThreadPoolExecutor(1, thread_name_prefix="beside") as lane:
        done = lane.submit(work)
        while not done.done():
            turn()
            wait((done,), timeout=_BEAT)
    done.result()


def _call(function: Callable[[Any], None], value: object) -> Callable[[], None]:
    def deliver() -> None:
        function(value)

    return deliver
