"""What the sheets of the till have in common."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import Form
from shequ_desk.desk.sheets import Sheet
from shequ_desk.kernel.errors import Refusal


class FormSheet(Sheet):
    """A sheet with a form: refusals land beside their field, else in the banner."""

    def __init__(self, parent: QWidget, context: Context, title: str, verb: str, width: int = 520) -> None:
        super().__init__(parent, title, verb, width=width)
        self.context, self.form = context, Form()

    def try_to(self, act: Callable[[], object]) -> None:
        """Do something; what is refused is said in the sheet."""
        self.context.messages.guard(act, self)
        self.fit()

    def show_refusal(self, refusal: Refusal) -> bool:
        """Beside the field when it is on this sheet, else in the banner."""
        return self.form.show_refusal(refusal) or super().show_refusal(refusal)
