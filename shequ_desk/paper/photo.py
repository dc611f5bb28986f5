"""A photo or scan in a box of the page; it is read only when its page is printed."""

from collections.abc import Callable
from dataclasses import dataclass

from shequ_desk.paper.fonts import SONG
from shequ_desk.paper.lines import break_lines
from shequ_desk.paper.pen import Pen
from shequ_desk.paper.sheet import Block

_CAPTION = 10.5
_LINES = 2


@dataclass(frozen=True)
class Picture:
    """A JPEG with its width and height in pixels; `grey`: one colour instead of three."""

    jpeg: bytes
    pixels: tuple[int, int]
    grey: bool


class Photo(Block):
    """As large as it can be in `tall` points and the width of the page, centred, its caption below it."""

    def __init__(self, read: Callable[[], Picture], tall: float, caption: str = "") -> None:
        self._read, self._tall, self._caption = read, tall, caption

    def height(self, width: float) -> float:
        return self._tall

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        picture = self._read()
        room = self._tall - (3 * _CAPTION if self._caption else 0)
        across, down = picture.pixels
        scale = min(width / across, room / down)
        wide, high = across * scale, down * scale
        pen.picture((x + (width - wide) / 2, y, wide, high), picture.jpeg, picture.pixels, picture.grey)
        self._write(pen, x + width / 2, y + high, width)

    def _write(self, pen: Pen, middle: float, y: float, width: float) -> None:
        """The caption, smaller when two lines do not hold it."""
        size = _CAPTION
        while len(lines := break_lines(self._caption, SONG, size, width)) > _LINES:
            size *= _LINES / len(lines)
        for place, text in enumerate(lines, 1):
            pen.centre(middle, y + (place + 0.2) * 1.25 * size, text, SONG, size)
