"""Breaking Chinese text into lines: no closing mark starts a line, no opening mark ends one, no number is torn."""

import re

from shequ_desk.paper import fonts
from shequ_desk.paper.fonts import Role

CANNOT_START = "，。、；：！？）》」』】〕〉〗｝］”’…—～·％‰℃°,.;:!?)]}%々ー〞›»"
CANNOT_END = "（《「『【〔〈〖｛［“‘￥¥$([{‹«"
_TOGETHER = r"A-Za-z0-9\u00C0-\u024F.,:/@#%&*+\-\u2212_=~'"
_UNIT = re.compile(
    rf"[{re.escape(CANNOT_END)}]*(?:[{_TOGETHER}]+|[^\s])[{re.escape(CANNOT_START)}]*|\s+",
)


def units(text: str) -> list[str]:
    """Split a text into pieces that stay on one line; white space is a piece of its own."""
    return _UNIT.findall(text)


def break_lines(text: str, role: Role, size: float, room: float, first: float = 0.0, spacing: float = 0.0) -> list[str]:
    """Return the lines of a text in `room` points; the first one is `first` points shorter. Newlines end lines.

    A piece wider than the room (a long word) is torn rather than clipped. An empty text is one empty line.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _paragraph(fonts.family(role).spelled(paragraph), role, size, room, first, spacing)
    return lines


def _paragraph(text: str, role: Role, size: float, room: float, first: float, spacing: float) -> list[str]:
    if _measured(text, role, size, spacing) <= room - first:
        return [text.rstrip()]
    lines: list[str] = []
    chain = fonts.family(role)
    line, used, left = "", 0.0, room - first
    for unit in units(text):
        for piece in _torn(unit, role, size, room - first, spacing):
            wide = chain.width(piece) * size + spacing * len(piece)
            if line and not piece.isspace() and used + wide - max(spacing, 0) > left + 0.01:
                lines.append(line.rstrip())
                line, used, left = "", 0.0, room
            if line or not piece.isspace():
                line, used = line + piece, used + wide
    return [*lines, line.rstrip()]


def _torn(unit: str, role: Role, size: float, room: float, spacing: float) -> list[str]:
    return [unit] if _measured(unit, role, size, spacing) <= room else list(unit)


def _measured(text: str, role: Role, size: float, spacing: float) -> float:
    """Return the room a text takes; set tighter than its type, a last character may stand out by the difference."""
    return fonts.width(text, role, size, spacing) + min(spacing, 0)
