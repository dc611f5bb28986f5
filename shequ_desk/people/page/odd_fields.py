"""The field that takes a number as it stands on the card: there only while a whole number fails the check."""

from PySide6.QtCore import Signal, Slot

from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import FieldRow, IdEdit, ReasonEdit
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.printed import Printed, as_printed


class AsPrintedEdit(ReasonEdit):
    """Belongs to an ID field; `optional()` is the reason, empty while the number is right or none was given.

    Signal: `needed()` the field was shown or hidden.
    """

    needed = Signal()

    def __init__(self, context: Context, number: IdEdit) -> None:
        super().__init__("as_printed", "号码与证件一致，系统校验不通过：依据")
        self._context, self._number = context, number
        self._row: FieldRow | None = None
        self.setPlaceholderText("只在证件上就是这个号码时填写，例如：已与身份证原件逐位核对")
        number.textChanged.connect(self._on_number)

    def follow(self, row: FieldRow) -> None:
        """Hide the row until it is needed."""
        self._row = row
        self._on_number("")

    def printed(self) -> Printed | None:
        """What the number in the field says though it fails; None when it is right, or not whole yet."""
        try:
            return as_printed(self._number.text(), self._context.clock.now().date())
        except Refusal:
            return None

    def optional(self) -> str:
        """The reason typed, "" when none is needed or given; raises Refusal when it is too short."""
        return self.value() if self.plain() and self.printed() is not None else ""

    @Slot(str)
    def _on_number(self, _text: str) -> None:
        wanted = self.printed() is not None
        if self._row is not None and self._row.isHidden() == wanted:
            self._row.setVisible(wanted)
            self.needed.emit()
