"""Cards in one place, of which one shows."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget

from shequ_desk.counters.childcare.page.lined import LinedBoard
from shequ_desk.desk.theme import tall

_LEAST = 130
"""Height of a head and two lines, or of what an empty board says."""


class Stack(QStackedWidget):
    """Never asks for height by its width: a page that does grows beyond its frame instead of letting parts scroll."""

    def hasHeightForWidth(self) -> bool:
        return False


class Boards(Stack):
    """Wants the height of the board on show; with less room whole lines of it."""

    def __init__(self, board: LinedBoard) -> None:
        super().__init__()
        self._room, self._board = 0, board
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def want(self, board: LinedBoard) -> None:
        """Another board is on show, or it has another height."""
        self._board = board
        self.updateGeometry()

    def allow(self, room: int) -> None:
        """There are so many pixels for a board."""
        self._room = room
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._board.bring()

    def sizeHint(self) -> QSize:
        wanted, board = self._board.height() + 1, self._board
        whole = board.height_of((self._room - board.head) // board.line)
        return QSize(super().sizeHint().width(), max(min(wanted, whole), self.minimumSizeHint().height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), tall(_LEAST, 13 + 12))
