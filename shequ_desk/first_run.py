"""Before anybody can sign in: a centre is founded in an empty folder, or brought back from a backup."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from shequ_desk.desk.jobs import Jobs
from shequ_desk.desk.messages import Messages
from shequ_desk.desk.printing import Printing
from shequ_desk.kernel import late
from shequ_desk.kernel.clock import Clock
from shequ_desk.kernel.dates import short_date
from shequ_desk.office.page.wizard import Wizard
from shequ_desk.store.folder import DataFolder

if TYPE_CHECKING:
    from shequ_desk.office.rules import Founding
    from shequ_desk.office.service import Restored, Seat

_SERVICE = "shequ_desk.office.service"


class FirstRun(QObject):
    """Asks in `window` and does what was answered. Signals: `founded(object)` the founder's Seat, the recovery sheet
    was typed back; `restored(str)` the backup is in its place, said in words.
    """

    founded = Signal(object)
    restored = Signal(str)

    def __init__(self, folder: DataFolder, clock: Clock, jobs: Jobs, messages: Messages, printing: Printing) -> None:
        """In a folder that holds a centre only bringing back is asked for."""
        super().__init__()
        self.seat: Seat | None = None
        self.window = Wizard(clock, jobs, messages, printing, folder.backups if folder.is_set_up else None)
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
        def work(_progress: object, _cancelled: object) -> "Restored":
            done: Restored = late.load(_SERVICE).restore_here(self._folder, Path(backup), recovery, self._clock)
            return done

        self._jobs.run(work, self._on_restored, self.window.show_error)

    def _on_restored(self, done: "Restored") -> None:
        self.restored.emit(_spoken(done))


def _spoken(done: "Restored") -> str:
    if done.only_keys:
        return "数据完好，只换回了密钥文件。请用那时的密码登录；后来改过的密码、加过的同事要重新设"
    made_at = f"{short_date(done.made.made_at)} {done.made.made_at:%H:%M}"
    return f"已恢复 {made_at} 的备份，请登录。那以后办的业务不在里面，请照纸质凭证补录"
