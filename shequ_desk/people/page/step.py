"""One write for one sheet: done in its own transaction, refusals beside the field."""

from collections.abc import Callable

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import GridForm
from shequ_desk.desk.sheets import Sheet
from shequ_desk.desk.theme import Tone
from shequ_desk.kernel.errors import Conflict, Refusal
from shequ_desk.people.views import PersonView
from shequ_desk.store.database import Work

Write = Callable[[Work], object]


def write(context: Context, do: Write) -> None:
    """Run `do(work)` in one writing transaction."""
    with context.database.work(context.clerk) as work:
        do(work)


class StepSheet(Sheet):
    """A form whose main button runs `act(work)` and says `done`; subclasses fill the form and override `act`."""

    done_text = "已保存"

    def __init__(
        self, parent: QWidget, context: Context, title: str, verb: str, *, width: int = 520, tone: Tone = "green"
    ) -> None:
        super().__init__(parent, title, verb, width=width, tone=tone)
        self.context = context
        self.form = GridForm()
        self.add(self.form)

    def start(self) -> QWidget:
        """Return where the cursor starts: the first field."""
        return next((field.editor for field in self.form.rows.values()), self.main)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.start().setFocus()

    def act(self, work: Work) -> None:
        """Do the one thing this sheet is for."""
        raise AssertionError("a sheet without an act")

    def submit(self) -> None:
        """Write, then close and say so."""
        self.form.clear_errors()
        if self.context.messages.guard(self._write, self):
            self.accept()
            self.context.messages.say(self.done_text)

    def show_refusal(self, refusal: Refusal) -> bool:
        """Show a refusal beside its field, else in the sheet's banner."""
        if not self.form.show_refusal(refusal):
            super().show_refusal(refusal)
        self.fit()
        return True

    def _write(self) -> None:
        write(self.context, self.act)


class RecordStep(StepSheet):
    """A step on `person` as shown. When somebody else was first, their version is said once; what was typed stays."""

    def __init__(
        self, parent: QWidget, context: Context, person: PersonView, title: str, verb: str, *, width: int = 520
    ) -> None:
        super().__init__(parent, context, title, verb, width=width)
        self.person = person

    def changed(self, now: PersonView) -> str:
        """What this sheet is about reads so now; "" when it is still as it was shown."""
        raise AssertionError("a sheet that does not say what changed")

    def _write(self) -> None:
        try:
            super()._write()
        except Conflict as conflict:
            if not isinstance(conflict.theirs, PersonView):
                raise
            self._moved_on(conflict, conflict.theirs)

    def _moved_on(self, conflict: Conflict, now: PersonView) -> None:
        said = self.changed(now)
        self.person = now
        if said:
            raise Refusal(conflict.message, f"{said}。核对后仍按填的保存，请再按一次 Enter") from conflict
        self._write()
