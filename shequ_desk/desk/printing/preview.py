"""A paper on the desk: pages under each other, drawn when they come into sight."""

from collections import OrderedDict
from collections.abc import Callable, Iterator

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Slot
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget
from shiboken6 import isValid

from shequ_desk.desk.jobs import Jobs
from shequ_desk.desk.printing.pictures import POINTS_PER_INCH, page_sizes, render_page
from shequ_desk.desk.theme import colour, px
from shequ_desk.desk.widgets import own_viewport
from shequ_desk.kernel.errors import DeskError

KEPT = 8


class _Sheets(QWidget):
    """Lays pages under each other and draws those whose picture is there."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("Desk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.sizes: list[QSize] = []
        self._pictures: OrderedDict[int, QImage] = OrderedDict()

    def lay_out(self, sizes: list[QSize]) -> None:
        """Make room for pages of these sizes in pixels; old pictures go."""
        self.sizes = sizes
        self._pictures.clear()
        gap = px(14)
        self.setMinimumHeight(sum(size.height() + gap for size in sizes) + gap)
        self.setMinimumWidth(max((size.width() for size in sizes), default=0) + 2 * gap)
        self.update()

    def show_picture(self, place: int, picture: QImage) -> None:
        """Draw a page; only the last few pictures are kept."""
        self._pictures[place] = picture
        if len(self._pictures) > KEPT:
            self._pictures.popitem(last=False)
        self.update()

    def missing(self, top: int, bottom: int) -> list[int]:
        """Return the pages between two heights that have no picture yet."""
        boxes = enumerate(self._boxes())
        return [n for n, box in boxes if n not in self._pictures and box.bottom() >= top and box.top() <= bottom]

    def pictures(self) -> list[int]:
        """Return the pages that have a picture."""
        return sorted(self._pictures)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        for place, box in enumerate(self._boxes()):
            painter.fillRect(box.translated(2, 3), colour("control"))
            painter.fillRect(box, colour("card"))
            if place in self._pictures:
                painter.drawImage(box.topLeft(), self._pictures[place])

    def _boxes(self) -> Iterator[QRect]:
        top = px(14)
        for size in self.sizes:
            yield QRect(QPoint((self.width() - size.width()) // 2, top), size)
            top += size.height() + px(14)


class PdfView(QScrollArea):
    """Shows PDF bytes as wide as there is room; only pages in sight are rendered, each in a job."""

    def __init__(self, jobs: Jobs, name: str = "预览") -> None:
        super().__init__()
        self._jobs, self._pdf, self._ticket = jobs, b"", 0
        self._points: list[tuple[float, float]] = []
        self._asked: set[int] = set()
        self._sheets = _Sheets()
        own_viewport(self, QPalette.ColorRole.NoRole)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setWidget(self._sheets)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    @property
    def pages(self) -> int:
        """How many pages the paper on show has."""
        return len(self._points)

    def show_pdf(self, pdf: bytes, failed: Callable[[DeskError], None] | None = None) -> None:
        """Show another paper from its first page; b"" empties the desk."""
        self._pdf = pdf
        self.verticalScrollBar().setValue(0)
        self._measured(pdf, [])
        if not pdf:
            return

        def work(_progress: object, _cancelled: object) -> list[tuple[float, float]]:
            return page_sizes(pdf)

        def done(points: list[tuple[float, float]]) -> None:
            self._measured(pdf, points)

        self._jobs.run(work, done, failed)

    def pdf(self) -> bytes:
        """Return the paper on show."""
        return self._pdf

    def rendered(self) -> list[int]:
        """Return the pages (from 0) whose pictures are there."""
        return self._sheets.pictures()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._lay_out()
        else:
            self._on_scrolled()

    def _measured(self, pdf: bytes, points: list[tuple[float, float]]) -> None:
        if isValid(self) and pdf is self._pdf:
            self._points = points
            self._lay_out()

    def _lay_out(self) -> None:
        self._ticket += 1
        self._asked.clear()
        scale = self._dpi() / POINTS_PER_INCH
        self._sheets.lay_out([QSize(round(wide * scale), round(tall * scale)) for wide, tall in self._points])
        self._on_scrolled()

    def _dpi(self) -> float:
        widest = max((wide for wide, _ in self._points), default=POINTS_PER_INCH)
        return max(self.viewport().width() - px(48), 100) / widest * POINTS_PER_INCH

    @Slot()
    def _on_scrolled(self) -> None:
        top = self.verticalScrollBar().value()
        for place in self._sheets.missing(top, top + self.viewport().height()):
            if place not in self._asked:
                self._asked.add(place)
                self._render(place)

    def _render(self, place: int) -> None:
        ticket, pdf, dpi = self._ticket, self._pdf, self._dpi()

        def work(_progress: object, _cancelled: object) -> QImage:
            return render_page(pdf, place, dpi)

        def done(picture: QImage) -> None:
            if isValid(self) and ticket == self._ticket:
                self._asked.discard(place)
                self._sheets.show_picture(place, picture)

        self._jobs.run(work, done)
