"""A ruled table: cells wrap, numbers shrink, nothing is clipped; headings repeat on every page.

Each row is laid out once; dividing a table between pages shares the layout, so a month of rows stays cheap.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Literal, NamedTuple

from shequ_desk.paper import fonts
from shequ_desk.paper.fonts import SONG, Role
from shequ_desk.paper.lines import break_lines, units
from shequ_desk.paper.parts import baseline
from shequ_desk.paper.pen import Box, Pen
from shequ_desk.paper.sheet import Block

_SMALLEST = 0.72  # of the font size: below this a number wraps instead of shrinking further

Align = Literal["left", "centre", "right"]


class Cell(NamedTuple):
    """One cell: `span` columns wide, `down` rows deep (in heading rows only)."""

    text: str
    align: Align = "left"
    bold: bool = False
    span: int = 1
    down: int = 1
    size: float = 0.0


Row = Sequence[Cell]


@dataclass(frozen=True)
class Look:
    """How a grid is set: font, line pitch, the least row height, padding beside the text and line thickness."""

    role: Role = SONG
    size: float = 9.0
    pitch: float = 12.5
    row: float = 19.0
    pad: float = 4.0
    rule: float = 0.5


class _Laid(NamedTuple):
    """A cell with its place: left edge, width and depth, size of type, and where in the grid each line starts."""

    left: float
    width: float
    down: int
    role: Role
    size: float
    lines: tuple[tuple[float, str], ...]


class _Line(NamedTuple):
    """A laid-out row."""

    height: float
    cells: tuple[_Laid, ...]


@dataclass(frozen=True)
class _Layout:
    head: tuple[_Line, ...]
    body: tuple[_Line, ...]

    @property
    def height(self) -> float:
        return _depth((*self.head, *self.body))


@dataclass
class Grid(Block):
    """Rows of cells under `head` heading rows; `weights` share out the width."""

    weights: Sequence[float]
    rows: Sequence[Row]
    head: int = 0
    look: Look = field(default_factory=Look)
    keep: bool = False
    _laid: tuple[float, _Layout] | None = field(default=None, repr=False)

    def _layout(self, width: float) -> _Layout:
        if self._laid is None or self._laid[0] != width:
            self._laid = (width, self._lay_out(width))
        return self._laid[1]

    def _lay_out(self, width: float) -> _Layout:
        total = sum(self.weights)
        edges = [0.0]
        for weight in self.weights:
            edges.append(edges[-1] + weight * width / total)
        covered = [0] * len(self.weights)
        known: dict[tuple[Cell, int], _Laid] = {}
        lines = [self._line(row, edges, covered, known) for row in self.rows]
        return _Layout(tuple(lines[: self.head]), tuple(lines[self.head :]))

    def _line(self, row: Row, edges: list[float], covered: list[int], known: dict[tuple[Cell, int], _Laid]) -> _Line:
        """Place the cells of one row; a cell that stood in its column before is laid out as it was then.

        `covered` counts, per column, the rows still taken by a deep cell above.
        """
        laid, column = [], 0
        for cell in row:
            while covered[column]:
                column += 1
            end = column + cell.span
            if (cell, column) not in known:
                known[cell, column] = self._fit(cell, edges[column], edges[end] - edges[column])
            laid.append(known[cell, column])
            if cell.down > 1:
                covered[column:end] = [cell.down] * cell.span
            column = end
        if any(covered):
            covered[:] = [max(count - 1, 0) for count in covered]
        most = max([len(one.lines) for one in laid if one.down == 1], default=1)
        return _Line(max(self.look.row, most * self.look.pitch + 5), tuple(laid))

    def _fit(self, cell: Cell, left: float, width: float) -> _Laid:
        role = fonts.bold(self.look.role) if cell.bold else self.look.role
        size, room = cell.size or self.look.size, width - 2 * self.look.pad
        natural = fonts.width(cell.text, role, size) if "\n" not in cell.text else room + 1
        lines = [cell.text]
        if natural > room:
            if natural * _SMALLEST <= room and (cell.align == "right" or len(units(cell.text)) == 1):
                size *= room / natural
            else:
                lines = break_lines(cell.text, role, size, room)
        starts = [left + self.look.pad + _before(line, cell.align, role, size, room) for line in lines]
        return _Laid(left, width, cell.down, role, size, tuple(zip(starts, lines, strict=True)))

    def height(self, width: float) -> float:
        return self._layout(width).height

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        layout = self._layout(width)
        left, count = room - _depth(layout.head), 0
        while count < len(layout.body) and layout.body[count].height <= left:
            left -= layout.body[count].height
            count += 1
        count = min(count, len(layout.body) - 2)
        if count < 1:
            return None
        first, rest = _Layout(layout.head, layout.body[:count]), _Layout(layout.head, layout.body[count:])
        return replace(self, _laid=(width, first)), replace(self, _laid=(width, rest))

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        layout = self._layout(width)
        if self.look.rule:
            pen.boxes([(x + left, y + top, wide, high) for left, top, wide, high in _boxes(layout)], self.look.rule)
        lines = (*layout.head, *layout.body)
        for number, line in enumerate(lines):
            for laid in line.cells:
                high = line.height if laid.down == 1 else _depth(lines[number : number + laid.down])
                self._draw_cell(pen, laid, x, y, high)
            y += line.height

    def _draw_cell(self, pen: Pen, laid: _Laid, x: float, y: float, high: float) -> None:
        pitch = self.look.pitch
        y += (high - len(laid.lines) * pitch) / 2
        for start, line in laid.lines:
            pen.text(x + start, baseline(y, pitch, laid.size), line, laid.role, laid.size)
            y += pitch


def _before(line: str, align: Align, role: Role, size: float, room: float) -> float:
    """The free room left of a line."""
    if align == "left":
        return 0.0
    free = room - fonts.width(line, role, size)
    return free if align == "right" else free / 2


def _depth(lines: Sequence[_Line]) -> float:
    return sum([line.height for line in lines])


def _boxes(layout: _Layout) -> Iterator[Box]:
    """What to rule, measured from the grid's corner: each cell of the head, and of the body, where no cell is deep,
    whole rows and the columns of rows divided alike."""
    y = 0.0
    for number, line in enumerate(layout.head):
        for laid in line.cells:
            yield laid.left, y, laid.width, _depth(layout.head[number : number + laid.down])
        y += line.height
    for columns, rows in groupby(layout.body, key=_columns):
        top, whole = y, sum(wide for _, wide in columns)
        for line in rows:
            yield 0.0, y, whole, line.height
            y += line.height
        for left, wide in columns:
            yield left, top, wide, y - top


def _columns(line: _Line) -> list[tuple[float, float]]:
    return [(laid.left, laid.width) for laid in line.cells]


def pairs(items: Sequence[tuple[str, str]], across: int = 2, label: float = 1.0, value: float = 3.0) -> Grid:
    """Return a grid of label and value, `across` pairs to a row; the last value takes what is left of its row.

    `label` and `value` weigh the two kinds of column.
    """
    rows = []
    for start in range(0, len(items), across):
        row = [cell for name, text in items[start : start + across] for cell in (Cell(name), Cell(text))]
        spare = 2 * across - len(row)
        rows.append([*row[:-1], row[-1]._replace(span=1 + spare)])
    return Grid([label, value] * across, rows, look=RECEIPT)


RECEIPT = Look(size=11, pitch=15, row=26.5, pad=8, rule=0.75)
