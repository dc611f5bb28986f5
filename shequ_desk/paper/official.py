"""Blocks of an official paper after GB/T 9704-2012 (domain.md §7.1): everything stands on the 22 lines of the page."""

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from shequ_desk.kernel.dates import long_date
from shequ_desk.paper import fonts
from shequ_desk.paper.fonts import OFFICIAL_FANG, Role
from shequ_desk.paper.parts import Gap, Prose, baseline
from shequ_desk.paper.pen import Pen
from shequ_desk.paper.sheet import Block
from shequ_desk.paper.style import (
    A4_OFFICIAL,
    OFFICIAL,
    OFFICIAL_ADVANCE,
    OFFICIAL_FLUSH,
    OFFICIAL_HEADLINE,
    OFFICIAL_LEVEL_1,
    OFFICIAL_LEVEL_2,
    OFFICIAL_PITCH,
)

_SIZE = 16.0
_PLACES = "省市县区镇乡道村"
"""A name of a place ends with one of these."""
_LEVELS = {1: OFFICIAL_LEVEL_1, 2: OFFICIAL_LEVEL_2}
FACES: dict[Role, tuple[str, str]] = {
    fonts.OFFICIAL_TITLE: ("标题", "小标宋体"),
    fonts.OFFICIAL_HEI: ("一级标题", "黑体"),
    fonts.OFFICIAL_KAI: ("二级标题", "楷体"),
    fonts.OFFICIAL_FANG: ("正文", "仿宋体"),
}
"""Role → what it sets and the face the standard asks for."""


class OnGrid(Block):
    """A table or chart that takes whole lines of the page, so that the text after it stands on the grid again."""

    def __init__(self, block: Block) -> None:
        self._block = block
        self.keep = block.keep

    def height(self, width: float) -> float:
        return lines_for(self._block.height(width)) * OFFICIAL_PITCH

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        parts = self._block.split(width, room)
        return None if parts is None else (OnGrid(parts[0]), OnGrid(parts[1]))

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        spare = self.height(width) - self._block.height(width)
        self._block.draw(pen, x, y + spare / 2, width)


class Undersigned(Block):
    """The unit and, below it, the date, four characters from the right (§7.3.5.1, paper with a seal)."""

    keep = False

    def __init__(self, unit: str, day: date) -> None:
        self._unit, self._day = unit, long_date(day)

    def height(self, width: float) -> float:
        return 2 * OFFICIAL_PITCH

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        spacing = OFFICIAL_ADVANCE - _SIZE
        wide = fonts.width(self._day, OFFICIAL_FANG, _SIZE, spacing)
        right = x + width - 4 * OFFICIAL_ADVANCE
        middle = right - wide / 2
        half = fonts.width(self._unit, OFFICIAL_FANG, _SIZE, spacing) / 2
        middle = min(middle, x + width - half)
        pen.centre(middle, baseline(y, OFFICIAL_PITCH, _SIZE), self._unit, OFFICIAL_FANG, _SIZE, spacing)
        low = baseline(y + OFFICIAL_PITCH, OFFICIAL_PITCH, _SIZE)
        pen.text(right - wide, low, self._day, OFFICIAL_FANG, _SIZE, spacing)


def lines_for(points: float) -> int:
    """How many lines of the page so many points take."""
    return math.ceil((points - 0.01) / OFFICIAL_PITCH)


def headline(lines: Sequence[str]) -> list[Block]:
    """The title, broken by sense, with an empty line above and below."""
    broken = [part for line in lines for part in _by_sense(line)]
    return [Gap(OFFICIAL_PITCH), *(Prose(line, OFFICIAL_HEADLINE) for line in broken)]


def _by_sense(line: str) -> list[str]:
    """A line of the title; one that is too long goes on before its brackets, else behind a place near its middle."""
    if fonts.width(line, OFFICIAL_HEADLINE.role, OFFICIAL_HEADLINE.size) <= A4_OFFICIAL.inner:
        return [line]
    name, bracket, rest = line.partition("（")
    if name and bracket:
        return [*_by_sense(name), bracket + rest]
    middle = (len(line) + 1) // 2
    places = [end for end, sign in enumerate(line, 1) if sign in _PLACES and end < len(line)]
    end = min(places, key=lambda one: abs(one - middle), default=middle)
    return [*_by_sense(line[:end]), *_by_sense(line[end:])]


def heading(text: str, level: int = 1) -> Block:
    """一、 in 黑体, （一） in 楷体; its number is part of the text."""
    return Prose(text, _LEVELS[level])


def paragraph(text: str) -> Block:
    """Running text, first line two characters in."""
    return Prose(text, OFFICIAL)


def signature(text: str) -> Block:
    """制表：王岚　2026年12月1日, flush left; room to sign by hand when there is no name."""
    return Prose(text, OFFICIAL_FLUSH)


def attachments(titles: Sequence[str]) -> list[Block]:
    """附件说明: an empty line, then the numbered names without punctuation."""
    if not titles:
        return []
    if len(titles) == 1:
        return [Gap(OFFICIAL_PITCH), paragraph(f"附件：{titles[0]}")]
    first, *others = (f"{place}.{title}" for place, title in enumerate(titles, 1))
    return [Gap(OFFICIAL_PITCH), paragraph(f"附件：{first}"), *(paragraph(f"　　　{other}") for other in others)]


def attachment_top(number: int, title: str, alone: bool) -> list[Block]:
    """附件1 at the top left in 黑体, its title centred on the third line."""
    mark = Prose("附件" if alone else f"附件{number}", replace(OFFICIAL_LEVEL_1, indent=0))
    return [mark, Gap(OFFICIAL_PITCH), Prose(title, OFFICIAL_HEADLINE)]


def standard_fonts() -> list[tuple[str, str, str]]:
    """(what it sets, the standard's face, the file used or '' for ours) of every role, for the settings page."""
    found = ((*FACES[role], fonts.standard_face(role)) for role in FACES)
    return [(use, face, path.name if path else "") for use, face, path in found]
