"""A paper on the desk: pages under each other, drawn when they come into sight, scroll and zoom."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from shequ_desk.desk.actions import Action, button
from shequ_desk.desk.jobs import Jobs
from shequ_desk.desk.printing.pictures import page_count, render_page
from shequ_desk.desk.theme import colour, px
from shequ_desk.desk.widgets import Label, column, row
from shequ_desk.kernel.errors import DeskError

STEPS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0)


class _Sheets(QWidget):
    """Draws the pages that were rendered so far."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("Desk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._pictures: list[QImage] = []

    def show_pictures(self, pictures: list[QImage]) -> None:
        """Lay the pages under each other."""
        self._pictures = pictures
        gap = px(14)
        tall = sum(picture.height() + gap for picture in pictures) + gap
        wide = max((picture.width() for picture in pictures), default=0) + 2 * gap
        self.setMinimumSize(wide, tall)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        top = px(14)
        for picture in self._pictures:
            place = QPoint((self.width() - picture.width()) // 2, top)
            painter.fillRect(picture.rect().translated(place + QPoint(2, 3)), colour("control"))
            painter.drawImage(place, picture)
            top += picture.height() + px(14)


class PdfView(QScrollArea):
    """Shows PDF bytes; rendering is a job, the old picture stays until the new one is there."""

    def __init__(self, jobs: Jobs, name: str = "预览") -> None:
        super().__init__()
        self._jobs, self._pdf, self._zoom, self._ticket = jobs, b"", 1.0, 0
        self._sheets = _Sheets()
        self.pages = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setWidget(self._sheets)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_pdf(self, pdf: bytes, failed: Callable[[DeskError], None] | None = None) -> None:
        """Show another paper from its first page; b"" empties the desk."""
        self._pdf = pdf
        self.verticalScrollBar().setValue(0)
        self._render(failed)

    def zoom(self, step: int) -> None:
        """Larger (+1) or smaller (-1); 1.0 is the width of the desk."""
        place = STEPS.index(self._zoom) + step
        if 0 <= place < len(STEPS):
            self._zoom = STEPS[place]
            self._render(None)

    def pdf(self) -> bytes:
        """Return the paper on show."""
        return self._pdf

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._render(None)

    def _render(self, failed: Callable[[DeskError], None] | None) -> None:
        self._ticket += 1
        ticket, pdf, wide = self._ticket, self._pdf, round((self.viewport().width() - px(48)) * self._zoom)
        if not pdf:
            self._show(ticket, [])
            return

        def work(_progress: object, cancelled: Callable[[], bool]) -> list[QImage]:
            return _pictures(pdf, max(wide, 100), cancelled)

        def done(pictures: list[QImage]) -> None:
            self._show(ticket, pictures)

        self._jobs.run(work, done, failed)

    def _show(self, ticket: int, pictures: list[QImage]) -> None:
        if ticket == self._ticket:
            self.pages = len(pictures)
            self._sheets.show_pictures(pictures)


class PreviewPane(QWidget):
    """A paper with 缩小 放大 above it."""

    def __init__(self, jobs: Jobs, title: str = "预览") -> None:
        super().__init__()
        self.view = PdfView(jobs, title)
        smaller = button(Action("preview.smaller", "缩小", "Ctrl+-", self._on_smaller), self, "link")
        larger = button(Action("preview.larger", "放大", "Ctrl+=", self._on_larger), self, "link")
        self.setLayout(column(row(Label(title, "heading"), None, smaller, larger), self.view))

    def show_pdf(self, pdf: bytes) -> None:
        """Show another paper."""
        self.view.show_pdf(pdf)

    @Slot()
    def _on_smaller(self) -> None:
        self.view.zoom(-1)

    @Slot()
    def _on_larger(self) -> None:
        self.view.zoom(1)


def _pictures(pdf: bytes, wide: int, cancelled: Callable[[], bool]) -> list[QImage]:
    """Render every page so that the first one is `wide` pixels across."""
    small = render_page(pdf, 0, 24)
    dpi = 24 * wide / small.width()
    return [render_page(pdf, place, dpi) for place in range(page_count(pdf)) if not cancelled()]
