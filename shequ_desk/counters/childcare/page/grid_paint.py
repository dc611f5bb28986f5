"""How the boards are painted: colours and fonts looked up once, a cell drawn as number, word and bar."""

from functools import lru_cache

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from shequ_desk.counters.childcare.rules.board import CLOSED, FREE, FULL, TIGHT
from shequ_desk.desk.theme import ACCENTS, colour, font, px

AT_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
AT_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRED = Qt.AlignmentFlag.AlignCenter
LEVEL_TONES = {FREE: "blue", TIGHT: "orange", FULL: "red", CLOSED: "grey"}


class Face:
    """A font that remembers how wide its texts are: a board repeats the same few at every frame."""

    def __init__(self, size: int, bold: bool = False) -> None:
        self.font = font(size, bold)
        self._metrics = QFontMetrics(self.font)
        self.width = lru_cache(1024)(self._measured)

    def _measured(self, text: str) -> int:
        """Qt's own method stays inside: PySide would write its help, for 100 ms, when it is wrapped."""
        return self._metrics.horizontalAdvance(text)

    def shortened(self, text: str, room: int) -> str:
        """The text, or as much of it as fits with …"""
        if self.width(text) <= room:
            return text
        return self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)


class Inks:
    """Fonts and colours of a board."""

    def __init__(self) -> None:
        self.plain, self.small, self.number = Face(13), Face(12), Face(13, True)
        self.ink, self.muted, self.line, self.track = (colour(name) for name in ("ink", "muted", "line", "track"))
        self.ground, self.card = colour("ground"), colour("card")
        self.levels = {level: QColor(ACCENTS[tone].strong) for level, tone in LEVEL_TONES.items()}  # type: ignore[index]
        self.today, self.tint = QColor(ACCENTS["blue"].strong), _pale(QColor(ACCENTS["blue"].tint))
        self.ring = QPen(QColor(ACCENTS["green"].strong), 2)


def _pale(ink: QColor) -> QColor:
    """Half way to white."""
    return QColor(*((one + 255) // 2 for one in (ink.red(), ink.green(), ink.blue())))


def rule(painter: QPainter, left: int, right: int, y: int, inks: Inks) -> None:
    """A hair line, one pixel whatever the antialiasing of the rest."""
    painter.fillRect(QRect(left, y, right - left, 1), inks.line)


def write(painter: QPainter, box: QRect, text: str, face: Face, ink: QColor, side: Qt.AlignmentFlag = AT_LEFT) -> None:
    """One line of text, shortened where it must be."""
    painter.setFont(face.font)
    painter.setPen(ink)
    painter.drawText(box, side, face.shortened(text, box.width()))


def bar(painter: QPainter, box: QRect, share: float, inks: Inks, ink: QColor) -> None:
    """A bar filled to `share` (0–1)."""
    painter.setPen(Qt.PenStyle.NoPen)
    whole, radius = QRectF(box), box.height() / 2
    painter.setBrush(inks.track)
    painter.drawRoundedRect(whole, radius, radius)
    if share > 0:
        whole.setWidth(max(whole.width() * min(share, 1.0), box.height()))
        painter.setBrush(ink)
        painter.drawRoundedRect(whole, radius, radius)


def ring(painter: QPainter, box: QRect, inks: Inks, focused: bool) -> None:
    """The frame of the chosen cell: strong while the board has the focus, thin otherwise."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(inks.ring if focused else QPen(inks.ring.color(), 1))
    painter.drawRoundedRect(QRectF(box).adjusted(1.5, 1.5, -1.5, -2.5), px(6), px(6))
