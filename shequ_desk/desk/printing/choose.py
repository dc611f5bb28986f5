"""Asks once which printer takes a kind of paper."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from shequ_desk.desk.fields import ChoiceBox, GridForm
from shequ_desk.desk.printing.printer import Paper
from shequ_desk.desk.sheets import Sheet


class PrinterSheet(Sheet):
    """A list of printers, however long their names; the choice is remembered for this kind of paper."""

    def __init__(
        self, parent: QWidget | None, paper: Paper, names: Sequence[str], chosen: Callable[[str], None]
    ) -> None:
        super().__init__(parent, f"{paper.title}用哪台打印机？", "记住并打印", width=460)
        self._chosen = chosen
        self.box = ChoiceBox("printer", "打印机", [(name, name) for name in names])
        self.box.looks_up = True
        form = GridForm()
        form.line((self.box, 12))
        self.add(form)

    def submit(self) -> None:
        """Close, then hand over the printer's name."""
        self.accept()
        self._chosen(self.box.value())
