"""Cards in one place, of which one shows."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy, QStackedWidget

from shequ_desk.desk.theme import px


class Stack(QStackedWidget):
    """Never asks for height by its width: a page that does grows beyond its frame instead of letting parts scroll."""

    def hasHeightForWidth(self) -> bool:
        return False


class Boards(Stack):
    """Wants the height of the board on show, takes less (down to `least` design pixels) and lets it scroll."""

    def __init__(self, least: int) -> None:
        super().__init__()
        self._wanted, self._least = 0, least
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def want(self, height: int) -> None:
        """Another board is on show, so high."""
        self._wanted = height
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._wanted)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), px(self._least))
