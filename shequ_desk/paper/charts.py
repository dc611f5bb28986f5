"""Bars by month, day or group, in the fonts of the paper. Every bar carries its number, so a poor copy still tells."""

from collections.abc import Sequence
from dataclasses import dataclass

from shequ_desk.kernel.money import Money
from shequ_desk.paper import fonts
from shequ_desk.paper.fonts import HEI, SONG
from shequ_desk.paper.lines import break_lines, units
from shequ_desk.paper.pen import Pen
from shequ_desk.paper.sheet import Block

Number = int | Money | None

_GREYS = (0.35, 0.78)
_SIZE = 8.0
_PITCH = 10.0
_LABEL_LINES = 2
_LEGEND = 16.0
_DASHED = 18.0  # points: in a narrower slot a dash would touch the next
_SMALLEST = 0.62  # of the type: labels shrink so far before they break, numbers before they stand upright
_MOST = 0.5  # of the height of the bars: what upright numbers may take
_MIDDLE = 0.36  # of the type: half of what a figure is high


@dataclass(frozen=True)
class Series:
    """One row of numbers, such as 本月 or 上年同期; None where nothing could be counted: a dash, no bar;
    narrow slots (days) stay empty, their dashes would make a line.
    """

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
        slot = width / max(len(self._labels), 1)
        numbers = self._numbers(slot)
        amounts = [amount(value) for each in self._series for value in each.values]
        high, low = max([*amounts, 0]), min([*amounts, 0])
        room = self._tall - numbers.room * (2 if low < 0 else 1)
        scale = room / ((high - low) or 1)
        zero = y + _LEGEND + numbers.room + high * scale
        for place in range(len(self._labels)):
            self._draw_slot(pen, x + place * slot, zero, slot, scale, place, numbers)
        self._draw_labels(pen, x, y + _LEGEND + self._tall, slot)
        pen.line(x, zero, x + width, zero)

    def _numbers(self, slot: float) -> "_Numbers":
        """One size for all numbers; they stand upright on their bars when lying they would be too small."""
        texts = [_shown(value) for each in self._series for value in each.values]
        wide = max((fonts.width(text, SONG, 1) for text in texts), default=1.0)
        room = slot / max(len(self._series), 1) - 1
        size = min(_SIZE, room / wide)
        if size >= _SIZE * _SMALLEST:
            return _Numbers(size, _PITCH, turned=False)
        size = min(_SIZE, room, self._tall * _MOST / wide)
        return _Numbers(size, wide * size + 4, turned=True)

    def _draw_legend(self, pen: Pen, x: float, y: float, width: float) -> None:
        if self._unit:
            pen.right(x + width, y + _SIZE, f"单位：{self._unit}", SONG, _SIZE)
        if len(self._series) > 1:
            for each, grey in zip(self._series, _GREYS, strict=False):
                pen.fill([(x, y + 1, _SIZE, _SIZE)], grey)
                pen.text(x + _SIZE + 3, y + _SIZE, each.name, HEI, _SIZE)
                x += fonts.width(each.name, HEI, _SIZE) + 3 * _SIZE

    def _draw_slot(
        self, pen: Pen, x: float, zero: float, slot: float, scale: float, place: int, numbers: "_Numbers"
    ) -> None:
        wide = min(slot * 0.7 / max(len(self._series), 1), 36)
        left = x + (slot - wide * len(self._series)) / 2
        for each, grey in zip(self._series, _GREYS, strict=False):
            value = each.values[place]
            length = amount(value) * scale
            pen.fill([(left, min(zero, zero - length), wide, abs(length))], grey)
            if value is not None or slot > _DASHED:
                numbers.draw(pen, left + wide / 2, zero - length, _shown(value), below=length < 0)
            left += wide

    def _draw_labels(self, pen: Pen, x: float, y: float, slot: float) -> None:
        """All labels in one size: on one line, shrunk a little, else broken into two."""
        size = min((_SIZE * (slot - 1) / (fonts.width(label, SONG, _SIZE) or 1) for label in self._labels), default=1)
        if size >= _SIZE * _SMALLEST or all(len(units(label)) == 1 for label in self._labels):
            broken, size = [[label] for label in self._labels], min(size, _SIZE)
        else:
            broken, size = self._broken(max(slot - 2, _SIZE))
        for place, lines in enumerate(broken):
            for number, line in enumerate(lines, 1):
                pen.centre(x + (place + 0.5) * slot, y + number * size * _PITCH / _SIZE, line, SONG, size)

    def _broken(self, room: float) -> tuple[list[list[str]], float]:
        """The labels in lines, and the size at which the longest of them stands in the space below the bars."""
        labels = [label.replace("（", "\n（", 1) for label in self._labels]
        most = max(len(break_lines(label, SONG, _SIZE, room)) for label in labels)
        size = min(_SIZE, _SIZE * _LABEL_LINES / most)
        return [break_lines(label, SONG, size, room) for label in labels], size


@dataclass(frozen=True)
class _Numbers:
    """How the numbers of a chart are set: size, points kept free above the bars, whether they run upwards."""

    size: float
    room: float
    turned: bool

    def draw(self, pen: Pen, x: float, end: float, text: str, below: bool) -> None:
        """Print the number of a bar whose end lies at `end`."""
        if self.turned:
            foot = end + fonts.width(text, SONG, self.size) + 2 if below else end - 2
            pen.upright(x + self.size * _MIDDLE, foot, text, SONG, self.size)
        else:
            pen.centre(x, end + self.size if below else end - 2, text, SONG, self.size)


def _shown(value: Number) -> str:
    if value is None:
        return "—"
    return value.paper() if isinstance(value, Money) else f"{value:,}"


def amount(value: Number) -> int:
    """Return the number a bar is as long as: 分 for money, 0 for none."""
    return value.fen if isinstance(value, Money) else value or 0
