"""The paper of the receipt under the cursor, and what can be done with it."""

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from shequ_desk.desk.counter import Context
from shequ_desk.desk.printing import PdfView
from shequ_desk.desk.widgets import Card, EmptyState, KeyCap, Label, row
from shequ_desk.office import service as office
from shequ_desk.till import service as till
from shequ_desk.till.page.printing import form as paper_form
from shequ_desk.till.papers import receipt_pdf

_PAUSE_MS = 120


class PaperCard(Card):
    """Shows a receipt's paper at once; while the cursor runs down the list, the one it comes to rest on.

    `low`: the window leaves no room for it; the paper is a sheet then, one key away.
    """

    def __init__(self, context: Context, *buttons: QWidget) -> None:
        super().__init__(spacing=8)
        self._context, self._number, self._drawn = context, "", ""
        self.low = False
        self._heading = Label("凭证预览", "heading")
        self.view = PdfView(context.jobs, "凭证预览")
        self.none = EmptyState("没有选凭证", "在左边的列表里选一张，它的样子会显示在这里")
        self._away = QWidget()
        self._away.setLayout(row(Label("看凭证", "small"), KeyCap("Enter"), spacing=4))
        self.view.hide()
        self._away.hide()
        head = QWidget()
        head.setLayout(row(self._heading, None, self._away))
        head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.add(head, self.none, self.view, row(*buttons, spacing=6))
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._on_paused)

    def set_low(self, low: bool) -> None:
        """The window became too low for the paper, or high enough again."""
        if low != self.low:
            self.low = low
            self.show_receipt(self._number)

    def show_receipt(self, number: str) -> None:
        """Show this receipt, anew when it is on show already; "" empties the card."""
        self._number, self._drawn = number, ""
        self._heading.setText(number or "凭证预览")
        self.view.setVisible(bool(number) and not self.low)
        self._away.setVisible(bool(number) and self.low)
        self.none.setVisible(not number and not self.low)
        if not number or self.low:
            self._pause.stop()
            self.view.show_pdf(b"")
        elif self._pause.isActive():
            self._pause.start()
        else:
            self._draw()
            self._pause.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._pause.stop()
        super().hideEvent(event)

    @Slot()
    def _on_paused(self) -> None:
        if self._number != self._drawn:
            self._draw()

    def _draw(self) -> None:
        number, form = self._number, paper_form(self._context)
        self._drawn = number

        def work(_progress: object, _cancelled: object) -> bytes:
            with self._context.database.reading(self._context.clerk) as reading:
                receipt, demo = till.receipt(reading, number), office.centre(reading).demo
            return receipt_pdf(receipt, form, demo=demo)

        def done(pdf: bytes) -> None:
            if number == self._number:
                self.view.show_pdf(pdf)

        self._context.jobs.run(work, done)
