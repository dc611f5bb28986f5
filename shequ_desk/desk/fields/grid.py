"""A form whose fields stand on a grid of twelve columns, so that edges line up from line to line."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QSizePolicy

from shequ_desk.desk.forms import ChoiceBox, Editor, FieldRow, Form
from shequ_desk.desk.widgets import grid

_COLUMNS = 12
_SHORT = 5


class GridForm(Form):
    """`line` appends fields with their widths in twelfths; hints beneath one field move no other."""

    def __init__(self) -> None:
        super().__init__()
        self._grid, self._next = grid(8), 0
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, 1)
            self._grid.setColumnMinimumWidth(column, 1)
        self._lines.addLayout(self._grid)

    def line(self, *fields: tuple[Editor, int]) -> None:
        """Append one line of (editor, twelfths)."""
        column = 0
        for editor, width in fields:
            if isinstance(editor, ChoiceBox):
                _let_shrink(editor)
            field = self.adopt(FieldRow(editor))
            self._grid.addWidget(field, self._next, column, 1, width, Qt.AlignmentFlag.AlignTop)
            column += width
        self._next += 1


def _let_shrink(box: ChoiceBox) -> None:
    """A long option must not widen its column; the open list shows it whole."""
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(_SHORT)
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
