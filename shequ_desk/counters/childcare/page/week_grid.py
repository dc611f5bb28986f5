"""The week board as drawn: sessions × days, used/places, a bar, a word; arrows move, Enter books, Del cancels."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent

from shequ_desk.counters.childcare.page.grid_paint import AT_LEFT, AT_RIGHT, CENTRED, Inks, bar, ring, rule, write
from shequ_desk.counters.childcare.page.lined import LinedBoard
from shequ_desk.counters.childcare.rules.board import CLOSED, BoardCell, BoardRow, WeekBoard
from shequ_desk.desk.theme import px, tall

_HEAD, _ROW = 30, 41
_GROUP, _SESSION, _DAY = 160, 134, 80
_LEAST, _LEAST_DAY = 0.7, 50
_WIDEST_DAY = "周日 29"
_PAD, _RIGHT = 8, 12
"""Pixels before a text of the board, and before and after the name of a line."""
_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class WeekGrid(LinedBoard):
    """Signals: `moved()` another cell is chosen; `activated()` Enter or double click; `removed()` Del;
    `listed()` Space; `week_turned(int)` the arrow left the week: -1 or 1.
    """

    moved = Signal()
    activated = Signal()
    removed = Signal()
    listed = Signal()
    week_turned = Signal(int)

    def __init__(self) -> None:
        super().__init__("预约看板", px(_GROUP + _SESSION + 7 * _DAY), tall(_HEAD, 13), tall(_ROW, 13 + 12))
        self._inks = Inks()
        self._board: WeekBoard | None = None
        self._today = -1
        self._lefts = [0] * 10
        self.row = self.column = 0
        self.setMinimumWidth(px(_GROUP * _LEAST) + px(_SESSION * _LEAST) + 7 * px(_LEAST_DAY))

    def show_board(self, board: WeekBoard, today_column: int) -> None:
        """Show a week; the chosen cell stays at its place. `today_column` -1 when today is in another week."""
        self._board, self._today = board, today_column
        self.row = min(self.row, max(len(board.rows) - 1, 0))
        self.setFixedHeight(self.height_of(len(board.rows)))
        self._say()

    def choose(self, row: int, column: int) -> None:
        """Choose a cell, staying inside the board."""
        rows = len(self._board.rows) if self._board else 0
        self.row, self.column = min(max(row, 0), max(rows - 1, 0)), min(max(column, 0), 6)
        self._say()
        self.moved.emit()

    def current_line(self) -> int:
        return self.row

    def chosen(self) -> tuple[BoardRow, BoardCell] | None:
        """The row and the cell under the frame; None on an empty board."""
        if self._board is None or not self._board.rows:
            return None
        row = self._board.rows[self.row]
        return row, row.cells[self.column]

    def cell_box(self, row: int, column: int) -> QRect:
        """Where a cell lies."""
        lefts = self._lefts
        return QRect(lefts[column + 2], self.height_of(row), lefts[column + 3] - lefts[column + 2], self.line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS and event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            self._step(*_STEPS[key])
        elif key in _ENTER:
            self.activated.emit()
        elif key == Qt.Key.Key_Delete:
            self.removed.emit()
        elif key == Qt.Key.Key_Space:
            self.listed.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position().toPoint().x(), event.position().toPoint().y())
        if place is not None:
            self.choose(*place)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._place_at(event.position().toPoint().x(), event.position().toPoint().y()) is not None:
            self.activated.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._board is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_today(painter)
        for place, row in enumerate(self._board.rows):
            if event.rect().intersects(self.cell_box(place, 0).adjusted(-self.width(), 0, self.width(), 0)):
                self._paint_row(painter, place, row)
        if self._board.rows:
            ring(painter, self.cell_box(self.row, self.column), self._inks, self.hasFocus())
        self._paint_head(painter)

    def _step(self, down: int, right: int) -> None:
        column = self.column + right
        if column in (-1, 7):
            self.column = 6 if column == -1 else 0
            self.week_turned.emit(right)
        else:
            self.choose(self.row + down, column)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lefts = self._edges()

    def _edges(self) -> list[int]:
        """Left edges of the nine columns and the right edge: headings shrink a little before the days do, and further
        so that the name of a day is whole.
        """
        room = self.width()
        share = min(max((room - 7 * px(_DAY)) / px(_GROUP + _SESSION), _LEAST), 1.15)
        group, session = round(px(_GROUP) * share), round(px(_SESSION) * share)
        day = max((room - group - session) / 7, _PAD + self._inks.number.width(_WIDEST_DAY))
        group = min(group, room - session - round(7 * day))
        return [0, group, *(group + session + round(day * place) for place in range(8))]

    def _place_at(self, x: int, y: int) -> tuple[int, int] | None:
        rows = len(self._board.rows) if self._board else 0
        row = (y - self.head) // self.line
        columns = [place for place, left in enumerate(self._lefts[2:9]) if left <= x]
        return (row, columns[-1]) if 0 <= row < rows and columns else None

    def _paint_today(self, painter: QPainter) -> None:
        if self._today >= 0:
            box = self.cell_box(0, self._today)
            box.setBottom(self.height())
            painter.fillRect(box, self._inks.tint)

    def _paint_head(self, painter: QPainter) -> None:
        assert self._board is not None
        inks, lefts = self._inks, self._lefts
        painter.fillRect(QRect(0, self.top, self.width(), self.head), inks.card)
        for place, text in enumerate(("班型", "时段")):
            box = QRect(lefts[place], self.top, lefts[place + 1] - lefts[place], self.head).adjusted(_PAD, 0, 0, 0)
            write(painter, box, text, inks.plain, inks.muted)
        for place, day in enumerate(self._board.days):
            box = self.cell_box(0, place)
            box = QRect(box.left() + _PAD, self.top, box.width() - _PAD, self.head)
            here = place == self._today
            text = self._board.heading(day)
            write(painter, box, text, inks.number if here else inks.plain, inks.today if here else inks.muted)
        rule(painter, 0, self.width(), self.top + self.head - 1, inks)

    def _paint_row(self, painter: QPainter, place: int, row: BoardRow) -> None:
        inks, lefts, top = self._inks, self._lefts, self.height_of(place)
        if self._starts_group(place) or top == self.top + self.head:
            self._paint_group(painter, place, row)
        box = QRect(lefts[1] + _PAD, top, lefts[2] - lefts[1] - px(_RIGHT), self.line - 1)
        self._paint_session(painter, box, row)
        for column, cell in enumerate(row.cells):
            self._paint_cell(painter, self.cell_box(place, column), cell)
        left = 0 if self._starts_group(place + 1) else lefts[1]
        rule(painter, left, self.width(), top + self.line - 1, inks)

    def _paint_group(self, painter: QPainter, place: int, row: BoardRow) -> None:
        inks, width = self._inks, self._lefts[1] - _RIGHT
        top = self.height_of(place)
        name = QRect(_PAD, top + px(4), width, px(18))
        whole, below = f"{row.group.name} {row.group.ages}", row.group.ratio_text
        if inks.number.width(whole) > width:
            whole, below = row.group.name, f"{row.group.ages} {row.group.ratio_text.split()[-1]}"
        write(painter, name, whole, inks.number, inks.ink)
        write(painter, name.translated(0, px(16)), below, inks.small, inks.muted)

    def _paint_session(self, painter: QPainter, box: QRect, row: BoardRow) -> None:
        """On one line, or name over hours where there is less room."""
        inks = self._inks
        if not row.session.name or inks.small.width(row.session.text) <= box.width():
            write(painter, box, row.session.text, inks.small, inks.muted)
            return
        upper = box.adjusted(0, px(3), 0, -box.height() // 2)
        write(painter, upper, row.session.name, inks.small, inks.muted)
        write(painter, upper.translated(0, px(16)), row.session.hours, inks.small, inks.muted)

    def _paint_cell(self, painter: QPainter, box: QRect, cell: BoardCell) -> None:
        inks = self._inks
        if cell.level == CLOSED:
            painter.fillRect(box.adjusted(0, 0, 0, -1), inks.ground)
            write(painter, box, cell.word, inks.plain, inks.muted, CENTRED)
            return
        inner, ink = box.adjusted(px(8), 5, -px(8), -px(18)), inks.levels[cell.level]
        used, places, left = str(cell.used), f"/{cell.places}", shown_word(cell)
        write(painter, inner, used, inks.number, ink)
        rest = inner.adjusted(inks.number.width(used), 0, px(4), 0)
        write(painter, rest, places, inks.number, inks.ink)
        wanted = inks.number.width(used + places) + inks.small.width(left)
        narrow = wanted + px(4) > inner.width()
        word = inner.translated(0, px(15)) if narrow else inner
        write(painter, word, left, inks.small, inks.muted, AT_LEFT if narrow else AT_RIGHT)
        height = px(3) if narrow else px(6)
        line = QRect(inner.left(), box.bottom() - px(4 if narrow else 13), inner.width(), height)
        bar(painter, line, cell.used / max(cell.places, 1), inks, ink)

    def _starts_group(self, place: int) -> bool:
        assert self._board is not None
        rows = self._board.rows
        return place in (0, len(rows)) or rows[place].group.no != rows[place - 1].group.no

    def _say(self) -> None:
        found = self.chosen()
        self.setAccessibleDescription(cell_words(self._board, *found) if self._board and found else "没有时段")
        self.update()


def shown_word(cell: BoardCell) -> str:
    """余 2, 满, and how many wait: 满 候 1."""
    return f"{cell.word} 候 {cell.waiting}" if cell.waiting else cell.word


def cell_words(board: WeekBoard, row: BoardRow, cell: BoardCell) -> str:
    """A cell as a screen reader says it: 托大班 下午 13:30–17:00 周六 21，已约 4，共 7，余 3."""
    head = f"{row.group.name} {row.session.text} {board.heading(cell.day)}"
    if cell.level == CLOSED:
        return f"{head}，休：{cell.closed}"
    waiting = f"，候补 {cell.waiting}" if cell.waiting else ""
    return f"{head}，已约 {cell.used}，共 {cell.places}，{cell.word}{waiting}"
