"""转候补: whom to call when a place is free."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.page.section import EntrySheet
from shequ_desk.counters.childcare.rules.booking import NewBooking
from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import PhoneEdit
from shequ_desk.store.database import Work


class QueueSheet(EntrySheet):
    """Signal `queued(str)`: the sentence that says which turn it is."""

    queued = Signal(str)

    def __init__(self, parent: QWidget, context: Context, asked: NewBooking, title: str) -> None:
        self.phone = PhoneEdit("phone", "空出名额时打哪个电话")
        super().__init__(parent, context, title, "列入候补", [self.phone])
        self._asked, self._said = asked, ""
        self.save = self._save
        self.accepted.connect(self._on_saved)

    def _save(self, work: Work) -> None:
        turn = childcare.queue_up(work, self._asked, self.phone.value())
        self._said = f"{turn.child_name} 已列入候补第 {turn.order} 位"

    @Slot()
    def _on_saved(self) -> None:
        self.queued.emit(self._said)
