"""A ruled table: cells wrap, numbers shrink, nothing is clipped; headings repeat on every page.

Each row is laid out once; dividing a table between pages shares the layout, so a month of rows stays cheap.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from shequ_desk.paper import fonts
from shequ_desk.paper.fonts import SONG, Role
from shequ_desk.paper.lines import break_lines, units
from shequ_desk.paper.parts import baseline
from shequ_desk.paper.pen import Pen
from shequ_desk.paper.sheet import Block

_SMALLEST = 0.72  # of the font size: below this a number wraps instead of shrinking further


@dataclass(frozen=True)
class Cell:
    """One cell: `span` columns wide, `down` rows deep (in heading rows only)."""

    text: str
    align: Literal["left", "centre", "right"] = "left"
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


@dataclass(frozen=True)
class _Laid:
    """A cell with its place: left edge, width, size of type and lines."""

    cell: Cell
    left: float
    width: float
    role: Role
    size: float
    lines: tuple[str, ...]


@dataclass(frozen=True)
class _Line:
    """A laid-out row."""

    height: float
    cells: tuple[_Laid, ...]


@dataclass(frozen=True)
class _Layout:
    head: tuple[_Line, ...]
    body: tuple[_Line, ...]

    @property
    def height(self) -> float:
        return sum(line.height for line in (*self.head, *self.body))


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
        lines = [self._line(row, edges, covered) for row in self.rows]
        return _Layout(tuple(lines[: self.head]), tuple(lines[self.head :]))

    def _line(self, row: Row, edges: list[float], covered: list[int]) -> _Line:
        """Place the cells of one row; `covered` counts, per column, the rows still taken by a deep cell above."""
        laid, column, deep = [], 0, list(covered)
        for cell in row:
            while column < len(deep) and deep[column]:
                column += 1
            end = column + cell.span
            laid.append(self._fit(cell, edges[column], edges[end] - edges[column]))
            covered[column:end] = [cell.down] * cell.span
            column = end
        covered[:] = [max(count - 1, 0) for count in covered]
        shallow = (len(one.lines) for one in laid if one.cell.down == 1)
        return _Line(max(self.look.row, max(shallow, default=1) * self.look.pitch + 5), tuple(laid))

    def _fit(self, cell: Cell, left: float, width: float) -> _Laid:
        role = fonts.bold(self.look.role) if cell.bold else self.look.role
        size, room = cell.size or self.look.size, width - 2 * self.look.pad
        natural = fonts.width(cell.text, role, size) if "\n" not in cell.text else room + 1
        if natural <= room:
            return _Laid(cell, left, width, role, size, (cell.text,))
        if natural * _SMALLEST <= room and (cell.align == "right" or len(units(cell.text)) == 1):
            return _Laid(cell, left, width, role, size * room / natural, (cell.text,))
        return _Laid(cell, left, width, role, size, tuple(break_lines(cell.text, role, size, room)))

    def height(self, width: float) -> float:
        return self._layout(width).height

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        layout = self._layout(width)
        left, count = room - sum(line.height for line in layout.head), 0
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
        lines = (*layout.head, *layout.body)
        boxes = []
        for number, line in enumerate(lines):
            for laid in line.cells:
                high = sum(each.height for each in lines[number : number + laid.cell.down])
                boxes.append((x + laid.left, y, laid.width, high))
                self._draw_cell(pen, laid, x + laid.left, y, high)
            y += line.height
        if self.look.rule:
            pen.boxes(boxes, self.look.rule)

    def _draw_cell(self, pen: Pen, laid: _Laid, x: float, y: float, high: float) -> None:
        y += (high - len(laid.lines) * self.look.pitch) / 2
        for line in laid.lines:
            base = baseline(y, self.look.pitch, laid.size)
            if laid.cell.align == "right":
                pen.right(x + laid.width - self.look.pad, base, line, laid.role, laid.size)
            elif laid.cell.align == "centre":
                pen.centre(x + laid.width / 2, base, line, laid.role, laid.size)
            else:
                pen.text(x + self.look.pad, base, line, laid.role, laid.size)
            y += self.look.pitch


def pairs(items: Sequence[tuple[str, str]], across: int = 2, label: float = 1.0, value: float = 3.0) -> Grid:
    """Return a grid of label and value, `across` pairs to a row; the last value takes what is left of its row.

    `label` and `value` weigh the two kinds of column.
    """
    rows = []
    for start in range(0, len(items), across):
        row = [cell for name, text in items[start : start + across] for cell in (Cell(name), Cell(text))]
        spare = 2 * across - len(row)
        rows.append([*row[:-1], replace(row[-1], span=1 + spare)])
    return Grid([label, value] * across, rows, look=RECEIPT)


RECEIPT = Look(size=11, pitch=15, row=26.5, pad=8, rule=0.75)
