"""Own SVG drawings as pictures, in any colour and size."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGradient, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from shequ_desk.bundle import resources

_DRAWN = "#CFE0DA"
MADE_EARLY = (QGradient, QIcon)
"""PySide6 makes these with all their enums when the first picture is set or the first box filled: 6 ms of the window.
Named here they are made by the start-up job.
"""


@cache
def _source(name: str) -> str:
    path = resources() / "icons" / f"{name}.svg"
    return (path if path.is_file() else resources() / "icons" / "matters.svg").read_text("utf-8")


@cache
def picture(name: str, side: int, ink: str = _DRAWN, ratio: float = 1.0) -> QPixmap:
    """Draw icon `name` at `side` logical pixels in colour `ink`; an unknown name gets the sheet of paper."""
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    svg = QSvgRenderer(QByteArray(_source(name).replace(_DRAWN, ink).encode()))
    svg.render(painter, QRectF(0, 0, pixmap.width(), pixmap.height()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
