"""What the week and the month have in common: a head that stays in sight over lines of one height."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from shequ_desk.desk.widgets import column, scrolled


class LinedBoard(QWidget):
    """A painted board: `head` and each of its lines so many pixels high, `wide` where there is room; `top` is where it
    is scrolled to, `area` what it stands in, scrolling by whole lines.
    """

    def __init__(self, name: str, wide: int, head: int, line: int) -> None:
        super().__init__()
        self.head, self.line, self.top = head, line, 0
        self._wide = wide
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        self.area = self._framed()

    def height_of(self, lines: int) -> int:
        """The pixels of so many lines and the head."""
        return self.head + self.line * lines

    def pin(self, top: int) -> None:
        """The board was scrolled so far: its head stays in sight."""
        self.top = top
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._wide, self.minimumHeight())

    def current_line(self) -> int:
        """The line with the frame."""
        return 0

    def bring(self) -> None:
        """Scroll by whole lines until the one with the frame is in sight."""
        bar, shown = self.area.verticalScrollBar(), (self.area.viewport().height() - self.head) // self.line
        line = self.current_line()
        bar.setValue(min(max(bar.value() // self.line, line - max(shown, 1) + 1), line) * self.line)

    def _framed(self) -> QScrollArea:
        holder = QWidget()
        holder.setLayout(column(self, None, spacing=0))
        area = scrolled(holder)
        bar = area.verticalScrollBar()
        bar.setSingleStep(self.line)
        bar.valueChanged.connect(self.pin)
        return area
