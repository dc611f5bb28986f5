"""Named paragraph styles and the sizes of paper. Points throughout; 1 mm = 72/25.4 pt."""

from dataclasses import dataclass
from typing import Literal

from shequ_desk.paper.fonts import (
    HEI,
    OFFICIAL_FANG,
    OFFICIAL_HEI,
    OFFICIAL_KAI,
    OFFICIAL_TITLE,
    SONG,
    SONG_BOLD,
    Role,
)

MM = 72 / 25.4
Align = Literal["left", "centre", "right", "justify"]

# GB/T 9704-2012 §5.2 (domain.md §7.1): 22 lines of 28 characters fill 156 x 225 mm.
OFFICIAL_PITCH = 225 * MM / 22
OFFICIAL_ADVANCE = 156 * MM / 28


@dataclass(frozen=True)
class Style:
    """How a paragraph looks. `advance` is the character pitch (0: the font's own); `indent` counts characters."""

    role: Role = SONG
    size: float = 10.5
    pitch: float = 16.0
    align: Align = "left"
    advance: float = 0.0
    indent: int = 0
    before: float = 0.0
    after: float = 0.0
    keep: bool = False

    @property
    def spacing(self) -> float:
        """Points added between characters so that a full-width character advances by `advance`."""
        return self.advance - self.size if self.advance else 0.0


BODY = Style(align="justify")
SMALL = Style(size=9, pitch=13.5)
CENTRE = Style(align="centre")
RIGHT = Style(align="right")
SUBTITLE = Style(size=9.5, pitch=15, align="centre", keep=True)
TITLE = Style(SONG_BOLD, 16, 26, "centre", after=4, keep=True)
HEADING = Style(HEI, 12, 20, before=6, after=2, keep=True)

OFFICIAL_HEADLINE = Style(OFFICIAL_TITLE, 22, OFFICIAL_PITCH, "centre", keep=True)
OFFICIAL_LEVEL_1 = Style(OFFICIAL_HEI, 16, OFFICIAL_PITCH, advance=OFFICIAL_ADVANCE, indent=2, keep=True)
OFFICIAL_LEVEL_2 = Style(OFFICIAL_KAI, 16, OFFICIAL_PITCH, advance=OFFICIAL_ADVANCE, indent=2, keep=True)
OFFICIAL_FLUSH = Style(OFFICIAL_FANG, 16, OFFICIAL_PITCH, advance=OFFICIAL_ADVANCE)
OFFICIAL = Style(OFFICIAL_FANG, 16, OFFICIAL_PITCH, align="justify", advance=OFFICIAL_ADVANCE, indent=2)
OFFICIAL_CENTRE = Style(OFFICIAL_KAI, 14, OFFICIAL_PITCH, "centre", keep=True)
OFFICIAL_CAPTION = Style(OFFICIAL_HEI, 12, OFFICIAL_PITCH, "centre", keep=True)


@dataclass(frozen=True)
class Paper:
    """A paper size with margins in points; a roll has no height of its own: it is cut where the text ends."""

    width: float
    height: float | None
    top: float
    right: float
    bottom: float
    left: float

    @property
    def inner(self) -> float:
        """Width between the margins."""
        return self.width - self.left - self.right


def _paper(width: float, height: float | None, *margins: float) -> Paper:
    top, right, bottom, left = (margin * MM for margin in margins)
    return Paper(width * MM, height and height * MM, top, right, bottom, left)


A4 = _paper(210, 297, 18, 15, 18, 18)
A4_LANDSCAPE = _paper(297, 210, 18, 15, 16, 15)
A4_OFFICIAL = _paper(210, 297, 37, 26, 35, 28)
A4_SCAN = _paper(210, 297, 10, 10, 20, 10)
A5_LANDSCAPE = _paper(210, 148, 9, 12, 8, 12)
ROLL_80 = _paper(80, None, 3, 4, 6, 4)
ROLL_58 = _paper(58, None, 3, 5, 6, 5)
