"""Drawing on one page: text by role, lines, boxes. Points, measured from the top left corner."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter

from shequ_desk.paper import fonts
from shequ_desk.paper.absent import named, spelled_out
from shequ_desk.paper.document import Document
from shequ_desk.paper.embed import Embedded
from shequ_desk.paper.fonts import Role
from shequ_desk.paper.truetype import Typeface

Box = tuple[float, float, float, float]
Edge = tuple[float, float, float]


class Pen:
    """Draws one document page by page: `turn` ends a page of the size last given to `start`."""

    def __init__(self) -> None:
        self.height = 0.0
        self._width = 0.0
        self._marks: list[str] = []
        self._document = Document()
        self._fonts: dict[Typeface, Embedded] = {}
        self._absent: dict[str, None] = {}
        self._known: dict[tuple[str, Role, float], str] = {}

    def start(self, width: float, height: float) -> None:
        """Begin a page of this size in points."""
        self._width, self.height = width, height

    def mark(self, operators: str) -> None:
        """Print PDF operators as they are."""
        self._marks.append(operators)

    def text(self, x: float, y: float, text: str, role: Role, size: float, spacing: float = 0.0) -> None:
        """Print one line with its baseline at `y`; `spacing` points between characters."""
        if text:
            self.mark(
                f"BT 1 0 0 1 {x:.2f} {self.height - y:.2f} Tm {spacing:.3g} Tc {self._shown(text, role, size)} ET"
            )

    def right(self, x: float, y: float, text: str, role: Role, size: float) -> None:
        """Print one line that ends at `x`."""
        self.text(x - fonts.width(text, role, size), y, text, role, size)

    def centre(self, x: float, y: float, text: str, role: Role, size: float, spacing: float = 0.0) -> None:
        """Print one line centred on `x`."""
        self.text(x - fonts.width(text, role, size, spacing) / 2, y, text, role, size, spacing)

    def upright(self, x: float, y: float, text: str, role: Role, size: float) -> None:
        """Print one line that runs upwards from `y`, its baseline at `x`."""
        self.mark(f"BT 0 1 -1 0 {x:.2f} {self.height - y:.2f} Tm 0 Tc {self._shown(text, role, size)} ET")

    def _shown(self, text: str, role: Role, size: float) -> str:
        """The operators that show a text, made once for each text of a document."""
        known = self._known.get((text, role, size))
        if known is None:
            known = self._known[text, role, size] = self._runs(text, role, size)
        return known

    def _runs(self, text: str, role: Role, size: float) -> str:
        family = fonts.family(role)
        spelled = family.spelled(text)
        if absent := spelled_out(spelled):
            self._absent.update(dict.fromkeys(absent))
        faces = family.faces(spelled)
        if faces.count(faces[0]) == len(faces):
            return self._run(faces[0], spelled, size)
        runs = groupby(zip(faces, spelled, strict=True), key=itemgetter(0))
        return " ".join([self._run(face, "".join(sign for _, sign in run), size) for face, run in runs])

    def _run(self, face: Typeface, text: str, size: float) -> str:
        font = self._font(face)
        return f"/{font.name} {size:.4g} Tf <{font.hexed(text)}> Tj"

    def _font(self, face: Typeface) -> Embedded:
        font = self._fonts.get(face)
        if font is None:
            font = self._fonts[face] = Embedded(face, len(self._fonts) + 1)
            self._document.add_font(font, font.name)
        return font

    def line(self, x1: float, y1: float, x2: float, y2: float, width: float = 0.5) -> None:
        """Draw a straight black line `width` points thick."""
        self.mark(f"{width:.3g} w {x1:.2f} {self.height - y1:.2f} m {x2:.2f} {self.height - y2:.2f} l S")

    def boxes(self, boxes: Iterable[Box], width: float = 0.5) -> None:
        """Stroke rectangles given as (left, top, width, height); a side two of them share is drawn once."""
        across, down = edges(boxes)
        half, base = width / 2, self.height
        strokes = [
            *(f"{x1 - half:.2f} {base - y:.2f} m {x2 + half:.2f} {base - y:.2f} l" for y, x1, x2 in across),
            *(f"{x:.2f} {base - y1:.2f} m {x:.2f} {base - y2:.2f} l" for x, y1, y2 in down),
        ]
        self.mark(f"{width:.3g} w {' '.join(strokes)} S")

    def fill(self, boxes: Iterable[Box], grey: float = 0.0) -> None:
        """Fill rectangles given as (left, top, width, height) with a grey from 0 black to 1 white."""
        self.mark(f"q {grey:.3g} g {self._rectangles(boxes)} f Q")

    def _rectangles(self, boxes: Iterable[Box]) -> str:
        return " ".join(f"{x:.2f} {self.height - y - h:.2f} {w:.2f} {h:.2f} re" for x, y, w, h in boxes)

    def dashes(self, x1: float, x2: float, y: float) -> None:
        """Draw a dashed horizontal line: where to cut."""
        self.mark("q [3 3] 0 d")
        self.line(x1, y, x2, y)
        self.mark("Q")

    def slanted(self, x: float, y: float, text: str, role: Role, size: float, grey: float) -> None:
        """Print a text centred on a point, rising by 30 degrees, in grey: a watermark."""
        half = fonts.width(text, role, size) / 2
        self.mark(
            f"q {grey:.3g} g 0.866 0.5 -0.5 0.866 {x:.2f} {self.height - y:.2f} cm "
            f"BT 1 0 0 1 {-half:.2f} {-size / 3:.2f} Tm 0 Tc {self._shown(text, role, size)} ET Q"
        )

    def picture(self, box: Box, jpeg: bytes, pixels: tuple[int, int], grey: bool) -> None:
        """Print a JPEG in a box of (left, top, width, height); `pixels` its width and height."""
        x, y, wide, high = box
        name = self._document.image(jpeg, *pixels, grey)
        self.mark(f"q {wide:.2f} 0 0 {high:.2f} {x:.2f} {self.height - y - high:.2f} cm /{name} Do Q")

    @contextmanager
    def remembered(self) -> Iterator[list[str]]:
        """What is drawn inside, as PDF operators once it is left; `repeat` prints them on a later page."""
        start, marks = len(self._marks), list[str]()
        yield marks
        marks += self._marks[start:]

    def repeat(self, marks: Sequence[str]) -> None:
        """Print again what was remembered, at the same place."""
        self._marks += marks

    def turn(self) -> None:
        """Finish the page."""
        self._document.page(self._width, self.height, self._marks)
        self._marks = []

    def finish(self, title: str) -> bytes:
        """The PDF of all pages, with the fonts they used; it names the characters no font had."""
        return self._document.finish(title, named(self._absent))


def edges(boxes: Iterable[Box]) -> tuple[list[Edge], list[Edge]]:
    """Return the sides of boxes as (y, left, right) and (x, top, bottom), touching and shared ones joined."""
    across: set[Edge] = set()
    down: set[Edge] = set()
    for x, y, wide, high in boxes:
        left, top, right, bottom = round(x, 2), round(y, 2), round(x + wide, 2), round(y + high, 2)
        across |= {(top, left, right), (bottom, left, right)}
        down |= {(left, top, bottom), (right, top, bottom)}
    return _joined(across), _joined(down)


def _joined(sides: set[Edge]) -> list[Edge]:
    joined: list[Edge] = []
    for level, start, end in sorted(sides):
        if joined and joined[-1][0] == level and start <= joined[-1][2]:
            joined[-1] = (level, joined[-1][1], max(end, joined[-1][2]))
        else:
            joined.append((level, start, end))
    return joined
