"""The first run in an empty folder: a centre is founded here, or brought back from a backup of another PC."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from shequ_desk.desk.jobs import Jobs
from shequ_desk.desk.messages import Messages
from shequ_desk.desk.printing import Printing
from shequ_desk.kernel import late
from shequ_desk.kernel.clock import Clock
from shequ_desk.office.page.wizard import Wizard
from shequ_desk.store.folder import DataFolder

if TYPE_CHECKING:
    from shequ_desk.office.rules import Founding
    from shequ_desk.office.service import Seat

_SERVICE = "shequ_desk.office.service"


class FirstRun(QObject):
    """Asks in `window` and does what was answered. Signals: `founded(object)` the founder's Seat, the recovery sheet
    was typed back; `restored()` the backup is in its place.
    """

    founded = Signal(object)
    restored = Signal()

    def __init__(self, folder: DataFolder, clock: Clock, jobs: Jobs, messages: Messages, printing: Printing) -> None:
        super().__init__()
        self.seat: Seat | None = None
        self.window = Wizard(clock, jobs, messages, printing)
        self._folder, self._clock, self._jobs = folder, clock, jobs
        self.window.founding_ready.connect(self._on_founding)
        self.window.restore_asked.connect(self._on_restore)
        self.window.finished.connect(self._on_finished)

    def _on_founding(self, founding: "Founding") -> None:
        def work(_progress: object, _cancelled: object) -> str:
            catalogue = late.load("shequ_desk.catalogue")
            found_centre = late.load(_SERVICE).found_centre
            made: tuple[Seat, str] = found_centre(
                self._folder, founding, self._clock, catalogue.GRANTS, catalogue.FOUND_HOOKS
            )
            self.seat = made[0]
            return made[1]

        self._jobs.run(work, self.window.show_recovery, self.window.show_error)

    @Slot()
    def _on_finished(self) -> None:
        assert self.seat is not None
        seat, self.seat = self.seat, None
        self.founded.emit(seat)

    @Slot(str, str)
    def _on_restore(self, backup: str, recovery: str) -> None:
        def work(_progress: object, _cancelled: object) -> None:
            late.load(_SERVICE).restore_here(self._folder, Path(backup), recovery, self._clock)

        self._jobs.run(work, self._on_restored, self.window.show_error)

    def _on_restored(self, _nothing: None) -> None:
        self.restored.emit()
