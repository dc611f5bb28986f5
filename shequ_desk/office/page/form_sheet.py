"""A sheet around a form: refusals land beside their field, slow acts (key stretching) run as a job."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import FieldRow, Form
from shequ_desk.desk.forms import Editor
from shequ_desk.desk.sheets import Sheet
from shequ_desk.desk.theme import Tone
from shequ_desk.desk.widgets import column, row
from shequ_desk.kernel.errors import DeskError, Refusal

T = TypeVar("T")


class FormSheet(Sheet):
    """Override `act`: it saves, or raises Refusal; the sheet closes when it went well."""

    def __init__(
        self,
        parent: QWidget | None,
        context: Context,
        title: str,
        verb: str,
        editors: Sequence[Editor],
        *,
        tone: Tone = "green",
        width: int = 520,
    ) -> None:
        super().__init__(parent, title, verb, tone=tone, width=width)
        self.context, self.form = context, Form(editors)
        self.add(self.form)

    def act(self) -> None:
        """Do what the button says."""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        first = next(iter(self.form.rows.values()), None)
        if first is not None:
            first.editor.setFocus()

    def submit(self) -> None:
        """Act, and close when it went well."""
        if self.context.messages.guard(self.act, self):
            self.accept()

    def show_refusal(self, refusal: Refusal) -> bool:
        """Show a refusal beside its field, else in the banner."""
        shown = self.form.show_refusal(refusal) or super().show_refusal(refusal)
        self.fit()
        return shown

    def run(self, work: Callable[[], T], done: Callable[[T], None], title: str) -> None:
        """Do slow work as a job; the button waits, a refusal comes back into the sheet."""
        self.main.setEnabled(False)

        def job(_progress: object, _cancelled: object) -> T:
            return work()

        def well(result: T) -> None:
            self.accept()
            done(result)

        def failed(error: DeskError) -> None:
            self.main.setEnabled(True)
            self.context.messages.show(error, self)

        self.context.jobs.run(job, well, failed, title)


def beside(editors: Sequence[Editor], form: Form | None = None) -> tuple[Form, QHBoxLayout]:
    """Return a form and a line with these fields side by side, tops level."""
    form = form or Form()
    fields = [form.adopt(FieldRow(editor)) for editor in editors]
    return form, row(*(column(field, None) for field in fields), spacing=12)
