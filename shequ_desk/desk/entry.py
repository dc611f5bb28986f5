"""A sheet that saves one thing in one transaction."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import Form, beside
from shequ_desk.desk.forms import Editor
from shequ_desk.desk.sheets import Sheet
from shequ_desk.desk.theme import Tone
from shequ_desk.desk.widgets import Label
from shequ_desk.kernel.errors import Refusal
from shequ_desk.store.database import Work

Line = Editor | tuple[Editor, ...]
"""One editor, or several that share a line."""


class EntrySheet(Sheet):
    """Fields one under the other; `save(work)` reads them and writes. Refusals land beside their field.

    Editors in a tuple share a line. `note` says what the change does not touch. A counter's own sheets set `TONE`.
    """

    TONE: ClassVar[Tone] = "green"

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        title: str,
        verb: str,
        editors: Sequence[Line],
        *,
        note: str = "",
        width: int = 480,
    ) -> None:
        super().__init__(parent, title, verb, tone=self.TONE, width=width)
        self._context = context
        self.form = Form()
        self.save: Callable[[Work], object] = _nothing
        for one in editors:
            self.add(beside(self.form, *(one if isinstance(one, tuple) else (one,))))
        for one in editors[:1]:
            (one[0] if isinstance(one, tuple) else one).setFocus()
        if note:
            self.add(Label(note, "small", wrap=True))

    def submit(self) -> None:
        """Save and close."""

        def go() -> None:
            with self._context.database.work(self._context.clerk) as work:
                self.save(work)

        if self._context.messages.guard(go, self):
            self.accept()

    def show_refusal(self, refusal: Refusal) -> bool:
        """Beside its field, else in the banner."""
        shown = self.form.show_refusal(refusal) or super().show_refusal(refusal)
        self.fit()
        return shown


def _nothing(_work: Work) -> None:
    return None
