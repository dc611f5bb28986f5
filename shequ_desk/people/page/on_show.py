"""Two pages in one place, as large as the one on show."""

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget


class OnShow(QStackedWidget):
    """Asks for the room of the page on show only: a long record would make the list behind it scroll."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(self._on_changed)

    def minimumSizeHint(self) -> QSize:
        return self._shown().minimumSizeHint()

    def sizeHint(self) -> QSize:
        return self._shown().sizeHint()

    def hasHeightForWidth(self) -> bool:
        return self._shown().hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        return self._shown().heightForWidth(width)

    def _shown(self) -> QWidget:
        shown = self.currentWidget()
        assert shown is not None, "asked for its size before it holds a page"
        return shown

    @Slot(int)
    def _on_changed(self, _place: int) -> None:
        self.updateGeometry()
