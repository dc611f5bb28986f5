"""Bars by month, day or group, in the fonts of the paper. Every bar carries its number, so a poor copy still tells."""

from collections.abc import Sequence
from dataclasses import dataclass

from shequ_desk.kernel.money import Money
from shequ_desk.paper import fonts
from shequ_desk.paper.fonts import HEI, SONG
from shequ_desk.paper.lines import break_lines, units
from shequ_desk.paper.pen import Pen
from shequ_desk.paper.sheet import Block

Number = int | Money

_GREYS = (0.35, 0.78)
_SIZE = 8.0
_PITCH = 10.0
_LABEL_LINES = 2
_LEGEND = 16.0
_SMALLEST = 0.62  # of the type: labels shrink so far before they break


@dataclass(frozen=True)
class Series:
    """One row of numbers, such as 本月 or 上年同期."""

    name: str
    values: Sequence[Number]


class Bars(Block):
    """Upright bars, `tall` points high, one or two series side by side; below zero hangs under the line."""

    def __init__(self, labels: Sequence[str], series: Sequence[Series], unit: str = "", tall: float = 150) -> None:
        for each in series:
            if len(each.values) != len(labels):
                raise ValueError(f"{each.name}: {len(each.values)} values for {len(labels)} labels")
        self._labels, self._series, self._unit, self._tall = labels, series, unit, tall

    def height(self, width: float) -> float:
        return _LEGEND + self._tall + _LABEL_LINES * _PITCH + 6

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        self._draw_legend(pen, x, y, width)
        top, room = y + _LEGEND + _PITCH, self._tall - 2 * _PITCH
        amounts = [amount(value) for each in self._series for value in each.values]
        high, low = max([*amounts, 0]), min([*amounts, 0])
        scale = room / ((high - low) or 1)
        zero = top + high * scale
        slot = width / max(len(self._labels), 1)
        for place, label in enumerate(self._labels):
            self._draw_slot(pen, x + place * slot, zero, slot, scale, place)
            self._draw_label(pen, x + (place + 0.5) * slot, y + _LEGEND + self._tall, label, slot)
        pen.line(x, zero, x + width, zero)

    def _draw_legend(self, pen: Pen, x: float, y: float, width: float) -> None:
        if self._unit:
            pen.right(x + width, y + _SIZE, f"单位：{self._unit}", SONG, _SIZE)
        if len(self._series) > 1:
            for each, grey in zip(self._series, _GREYS, strict=False):
                pen.fill([(x, y + 1, _SIZE, _SIZE)], grey)
                pen.text(x + _SIZE + 3, y + _SIZE, each.name, HEI, _SIZE)
                x += fonts.width(each.name, HEI, _SIZE) + 3 * _SIZE

    def _draw_slot(self, pen: Pen, x: float, zero: float, slot: float, scale: float, place: int) -> None:
        wide = min(slot * 0.7 / max(len(self._series), 1), 36)
        left = x + (slot - wide * len(self._series)) / 2
        for each, grey in zip(self._series, _GREYS, strict=False):
            value = each.values[place]
            length = amount(value) * scale
            pen.fill([(left, min(zero, zero - length), wide, abs(length))], grey)
            self._draw_number(pen, left + wide / 2, zero, length, value, slot / len(self._series))
            left += wide

    def _draw_number(self, pen: Pen, x: float, zero: float, length: float, value: Number, room: float) -> None:
        text = value.paper() if isinstance(value, Money) else f"{value:,}"
        size = min(_SIZE, _SIZE * room / (fonts.width(text, SONG, _SIZE) or 1))
        pen.centre(x, zero - length - 2 if length >= 0 else zero - length + size, text, SONG, size)

    def _draw_label(self, pen: Pen, x: float, y: float, label: str, slot: float) -> None:
        ratio = (slot - 1) / (fonts.width(label, SONG, _SIZE) or 1)
        if ratio >= _SMALLEST or len(units(label)) == 1:
            pen.centre(x, y + _PITCH, label, SONG, _SIZE * min(ratio, 1))
            return
        lines = break_lines(label, SONG, _SIZE, max(slot - 2, _SIZE))
        size = min(_SIZE, _SIZE * _LABEL_LINES / len(lines))
        if size < _SIZE:
            lines = break_lines(label, SONG, size, max(slot - 2, size))
        for number, line in enumerate(lines):
            pen.centre(x, y + (number + 1) * size * _PITCH / _SIZE, line, SONG, size)


def amount(value: Number) -> int:
    """Return the number a bar is as long as: 分 for money."""
    return value.fen if isinstance(value, Money) else value
