"""The week board as it is drawn on paper: one row a session, one column a day, a bar in every cell."""

from collections.abc import Sequence

from shequ_desk.counters.childcare.rules.board import CLOSED, FULL, TIGHT, BoardCell, BoardRow, WeekBoard
from shequ_desk.paper.fonts import SONG, SONG_BOLD
from shequ_desk.paper.parts import baseline
from shequ_desk.paper.pen import Pen
from shequ_desk.paper.sheet import Block

_HEAD, _ROW, _PAD, _SIZE = 24.0, 38.0, 6.0, 10.5
_SMALL = 9.0
_GROUP, _SESSION = 0.17, 0.14
_BAR = 5.0
_EMPTY, _CLOSED = 0.9, 0.93
_GREYS = {FULL: 0.0, TIGHT: 0.35}
_FREE = 0.55


class WeekTable(Block):
    """Divides between rows; the heading stands on every page, the group's name on its first row there."""

    def __init__(self, board: WeekBoard, rows: Sequence[BoardRow] | None = None) -> None:
        self._board = board
        self._rows = board.rows if rows is None else rows

    def height(self, width: float) -> float:
        return _HEAD + _ROW * len(self._rows)

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        count = min(int((room - _HEAD) // _ROW), len(self._rows) - 1)
        if count < 1:
            return None
        return WeekTable(self._board, self._rows[:count]), WeekTable(self._board, self._rows[count:])

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        session, first = x + width * _GROUP, x + width * (_GROUP + _SESSION)
        step = (x + width - first) / len(self._board.days)
        self._head(pen, (x, session, first, step), y)
        edges = [(x, y, width, _HEAD)]
        for place, row in enumerate(self._rows):
            top = y + _HEAD + place * _ROW
            self._names(pen, (x, session), top, place)
            for column, cell in enumerate(row.cells):
                _cell(pen, first + column * step, top, step, cell)
                edges.append((first + column * step, top, step, _ROW))
            edges.append((session, top, first - session, _ROW))
        for place, count in self._blocks():
            edges.append((x, y + _HEAD + place * _ROW, session - x, count * _ROW))
        pen.boxes(edges, 0.5)

    def _head(self, pen: Pen, columns: tuple[float, float, float, float], y: float) -> None:
        left, session, first, step = columns
        base = baseline(y, _HEAD, _SIZE)
        pen.text(left + _PAD, base, "班型", SONG_BOLD, _SIZE)
        pen.text(session + _PAD, base, "时段", SONG_BOLD, _SIZE)
        for column, day in enumerate(self._board.days):
            middle = first + (column + 0.5) * step
            pen.centre(middle, base, self._board.heading(day), SONG_BOLD, _SIZE)

    def _names(self, pen: Pen, columns: tuple[float, float], top: float, place: int) -> None:
        row = self._rows[place]
        if place == 0 or self._rows[place - 1].group.no != row.group.no:
            name = f"{row.group.name} {row.group.ages}"
            pen.text(columns[0] + _PAD, baseline(top, _ROW / 2, _SIZE) + 3, name, SONG_BOLD, _SIZE)
            low = baseline(top + _ROW / 2, _ROW / 2, _SMALL) - 2
            pen.text(columns[0] + _PAD, low, row.group.ratio_text, SONG, _SMALL)
        pen.text(columns[1] + _PAD, baseline(top, _ROW, _SMALL), row.session.text, SONG, _SMALL)

    def _blocks(self) -> list[tuple[int, int]]:
        """(first row, rows) of each group on this page."""
        numbers = [row.group.no for row in self._rows]
        starts = [place for place, number in enumerate(numbers) if place == 0 or numbers[place - 1] != number]
        return [(start, end - start) for start, end in zip(starts, [*starts[1:], len(numbers)], strict=True)]


def _cell(pen: Pen, x: float, y: float, width: float, cell: BoardCell) -> None:
    if cell.level == CLOSED:
        pen.fill([(x, y, width, _ROW)], _CLOSED)
        pen.centre(x + width / 2, baseline(y, _ROW, _SIZE), cell.word, SONG, _SIZE)
        return
    base = baseline(y, _ROW * 0.62, _SIZE)
    pen.text(x + _PAD, base, f"{cell.used}/{cell.places}", SONG_BOLD, _SIZE)
    pen.right(x + width - _PAD, base, cell.word, SONG_BOLD if cell.level == FULL else SONG, _SMALL)
    room, low = width - 2 * _PAD, y + _ROW - _BAR - 7
    pen.fill([(x + _PAD, low, room, _BAR)], _EMPTY)
    share = min(cell.used / cell.places, 1.0) if cell.places else 1.0
    if share:
        pen.fill([(x + _PAD, low, room * share, _BAR)], _GREYS.get(cell.level, _FREE))
