"""Blocks every paper is made of. Texts are printed as they are: no markup language, so data cannot inject any."""

import re
from collections.abc import Sequence
from dataclasses import replace

from shequ_desk.paper import fonts
from shequ_desk.paper.fonts import SONG, SONG_BOLD, Role
from shequ_desk.paper.lines import break_lines
from shequ_desk.paper.pen import Pen
from shequ_desk.paper.qr import qr_rows
from shequ_desk.paper.sheet import Block, Stack
from shequ_desk.paper.style import BODY, Style

_BASELINE = 0.36  # of the font size below the middle of a line: Chinese glyphs then sit in the middle

_SHORTEST_RULE, _LONGEST_RULE, _BETWEEN_RULES = 56.0, 180.0, 10.0

_DARK = re.compile(b"\x01+")


def baseline(top: float, height: float, size: float) -> float:
    """Return the baseline that centres a line of type vertically between `top` and `top + height`."""
    return top + height / 2 + size * _BASELINE


class Gap(Block):
    """Empty space of some points."""

    def __init__(self, points: float) -> None:
        self._points = points

    def height(self, width: float) -> float:
        return self._points

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Leave the space white."""


class Prose(Block):
    """A paragraph of plain text in a style; divides between lines, never leaving one line alone."""

    def __init__(self, text: str, style: Style = BODY) -> None:
        self.text = text
        self.style = style
        self.keep = style.keep
        self._lines: list[str] | None = None

    def _broken(self, width: float) -> list[str]:
        if self._lines is None:
            style = self.style
            first = style.indent * (style.advance or style.size)
            self._lines = break_lines(self.text, style.role, style.size, width, first, style.spacing)
        return self._lines

    def height(self, width: float) -> float:
        return self.style.before + len(self._broken(width)) * self.style.pitch + self.style.after

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        lines = self._broken(width)
        count = min(int((room - self.style.before + 0.01) // self.style.pitch), len(lines) - 2)
        if count < 2:
            return None
        head, tail = Prose(self.text, replace(self.style, after=0)), Prose("", replace(self.style, before=0, indent=0))
        head._lines, tail._lines = lines[:count], lines[count:]
        return head, tail

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        style, lines = self.style, self._broken(width)
        y += style.before
        for number, line in enumerate(lines):
            inset = 0.0 if number else style.indent * (style.advance or style.size)
            last = number == len(lines) - 1
            self._draw_line(pen, x + inset, baseline(y, style.pitch, style.size), line, width - inset, last)
            y += style.pitch

    def _draw_line(self, pen: Pen, x: float, y: float, line: str, room: float, last: bool) -> None:
        style = self.style
        slack = room - fonts.width(line, style.role, style.size, style.spacing)
        spacing = style.spacing
        if style.align == "justify" and not last and len(line) > 1 and slack < room / 4:
            spacing += slack / (len(line) - 1)
        shift = {"right": slack, "centre": slack / 2}.get(style.align, 0.0)
        pen.text(x + shift, y, line, style.role, style.size, spacing)


class SpacedTitle(Block):
    """One centred line in bold, letters spread apart, as on a receipt; smaller when it would not fit."""

    keep = True

    def __init__(self, text: str, size: float = 19.5, spacing: float = 4.5, pitch: float = 27) -> None:
        self._text, self._size, self._spacing, self._pitch = text, size, spacing, pitch

    def height(self, width: float) -> float:
        return self._pitch

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        wide = fonts.width(self._text, SONG_BOLD, self._size, self._spacing)
        shrink = min(1.0, width / wide) if wide else 1.0
        size, spacing = self._size * shrink, self._spacing * shrink
        pen.centre(x + width / 2, baseline(y, self._pitch, size), self._text, SONG_BOLD, size, spacing)


class Ends(Block):
    """One line with a text at either end: date left, number right. On narrow paper the right one goes below."""

    def __init__(self, left: str, right: str = "", size: float = 10.5, pitch: float = 18, role: Role = SONG) -> None:
        self._left, self._right, self._size, self._pitch, self._role = left, right, size, pitch, role

    def _lines(self, width: float) -> list[tuple[str, str]]:
        texts = [text for text in (self._left, self._right) if text]
        if fonts.width("　".join(texts), self._role, self._size) <= width:
            return [(self._left, self._right)]
        left, right = (break_lines(text, self._role, self._size, width) for text in (self._left, self._right))
        return [*((line, "") for line in left if line), *(("", line) for line in right if line)]

    def height(self, width: float) -> float:
        return len(self._lines(width)) * self._pitch

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        for left, right in self._lines(width):
            base = baseline(y, self._pitch, self._size)
            pen.text(x, base, left, self._role, self._size)
            pen.right(x + width, base, right, self._role, self._size)
            y += self._pitch


class Signatures(Block):
    """Places to sign: labels, each with a ruled space behind it, all rules alike; further rows when they get short."""

    def __init__(self, labels: Sequence[str], size: float = 10.5, pitch: float = 26) -> None:
        self._texts, self._size, self._pitch = [f"{label}：" for label in labels], size, pitch

    def _rows(self, width: float) -> tuple[list[list[str]], float]:
        """Return the rows of labels and the length of their rules."""
        for count in range(len(self._texts), 0, -1):
            rows = [self._texts[start : start + count] for start in range(0, len(self._texts), count)]
            rule = min(self._rule(row, width) for row in rows)
            if rule >= _SHORTEST_RULE:
                return rows, rule
        return [[text] for text in self._texts], _SHORTEST_RULE

    def _rule(self, row: Sequence[str], width: float) -> float:
        taken = fonts.width("".join(row), SONG, self._size) + (len(row) - 1) * _BETWEEN_RULES
        return min((width - taken) / len(row), _LONGEST_RULE)

    def height(self, width: float) -> float:
        return len(self._rows(width)[0]) * self._pitch

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        rows, rule = self._rows(width)
        for row in rows:
            left, base = x, baseline(y, self._pitch, self._size)
            for text in row:
                pen.text(left, base, text, SONG, self._size)
                left += fonts.width(text, SONG, self._size)
                pen.line(left, base + 2, left + rule, base + 2, 0.4)
                left += rule + _BETWEEN_RULES
            y += self._pitch


class CutLine(Block):
    """A dashed line across the paper."""

    def __init__(self, room: float = 14) -> None:
        self._room = room

    def height(self, width: float) -> float:
        return self._room

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        pen.dashes(x, x + width, y + self._room / 2)


class Qr(Block):
    """A square code, `side` points wide, at the right edge or in the middle.

    Encoded once for all copies; drawn in whole modules on a scaled grid, so no hair lines show.
    """

    def __init__(self, data: str, side: float, middle: bool = False) -> None:
        rows = qr_rows(data)
        self._side, self._middle, self._step = side, middle, side / len(rows)
        runs = [(start, place, length) for place, row in enumerate(rows) for start, length in _dark_runs(row)]
        self._modules = " ".join([f"{start} {-place - 1} {length} 1 re" for start, place, length in runs])

    def height(self, width: float) -> float:
        return self._side

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        x += (width - self._side) / (2 if self._middle else 1)
        grid = f"{self._step:.4f} 0 0 {self._step:.4f} {x:.2f} {pen.height - y:.2f} cm"
        pen.mark(f"q {grid} 0 g {self._modules} f Q")


def _dark_runs(row: bytes) -> list[tuple[int, int]]:
    """(start, length) of each run of dark modules."""
    return [(run.start(), run.end() - run.start()) for run in _DARK.finditer(row)]


class Beside(Block):
    """Two columns of blocks, the right one `right_width` points wide. Both end at the bottom."""

    def __init__(self, left: Sequence[Block], right: Sequence[Block], right_width: float) -> None:
        self._left, self._right, self._right_width = Stack(left), Stack(right), right_width

    def height(self, width: float) -> float:
        return max(self._left.height(width - self._right_width), self._right.height(self._right_width))

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        bottom, room = y + self.height(width), width - self._right_width
        self._left.draw(pen, x, bottom - self._left.height(room), room)
        self._right.draw(pen, x + room, bottom - self._right.height(self._right_width), self._right_width)
