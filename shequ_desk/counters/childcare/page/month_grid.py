"""The month at a glance: a box a day with the children booked and the sessions full; Enter opens that week."""

from datetime import date, timedelta

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent

from shequ_desk.counters.childcare.page.grid_paint import AT_RIGHT, CENTRED, Inks, bar, ring, rule, write
from shequ_desk.counters.childcare.page.lined import LinedBoard
from shequ_desk.counters.childcare.rules.board import CLOSED, MonthBoard, MonthDay
from shequ_desk.desk.theme import px, tall
from shequ_desk.kernel.dates import WEEKDAY_SIGNS, short_date, short_weekday

_HEAD, _ROW, _DAY = 30, 47, 96
_PAD = 8
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class MonthGrid(LinedBoard):
    """Signals: `moved()` another day is chosen; `activated(object)` the day Enter or a double click fell on;
    `day_left(object)` the arrow left the month: the day it went to.
    """

    moved = Signal()
    activated = Signal(object)
    day_left = Signal(object)

    def __init__(self) -> None:
        super().__init__("预约月历", px(_DAY) * 7, tall(_HEAD, 13), tall(_ROW, 13 + 12))
        self._inks = Inks()
        self._board: MonthBoard | None = None
        self._today = date.min
        self.day = date.min

    def show_board(self, board: MonthBoard, day: date, today: date) -> None:
        """Show a month with the frame on a day of it."""
        self._board, self.day, self._today = board, day, today
        self.setFixedHeight(self.height_of(self._place(board.month.last) // 7 + 1))
        self._say()

    def chosen(self) -> MonthDay | None:
        """The day under the frame."""
        days = self._board.days if self._board else ()
        return next((one for one in days if one.day == self.day), None)

    def current_line(self) -> int:
        return self._place(self.day) // 7

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._go(self.day + timedelta(days=_STEPS[key]))
        elif key in _ENTER:
            self.activated.emit(self.day)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        hit = [one for one in self._days() if self._box(one.day).contains(event.position().toPoint())]
        if hit:
            self._go(hit[0].day)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.activated.emit(self.day)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for one in self._days():
            self._paint_day(painter, one)
        ring(painter, self._box(self.day), self._inks, self.hasFocus())
        self._paint_head(painter)

    def _paint_head(self, painter: QPainter) -> None:
        painter.fillRect(QRect(0, self.top, self.width(), self.head), self._inks.card)
        for place, name in enumerate(WEEKDAY_SIGNS):
            box = QRect(place * self.width() // 7, self.top, self.width() // 7, self.head).adjusted(_PAD, 0, 0, 0)
            write(painter, box, f"周{name}", self._inks.plain, self._inks.muted)

    def _paint_day(self, painter: QPainter, one: MonthDay) -> None:
        inks, box = self._inks, self._box(one.day)
        here = one.day == self._today
        if one.level == CLOSED:
            painter.fillRect(box, inks.ground)
        elif here:
            painter.fillRect(box, inks.tint)
        rule(painter, box.left(), box.right(), box.bottom(), inks)
        inner = box.adjusted(_PAD, px(2), -_PAD, -px(26))
        write(painter, inner, str(one.day.day), inks.number, inks.today if here else inks.ink)
        if one.level == CLOSED:
            write(painter, box.adjusted(_PAD, px(16), -_PAD, 0), _closed(one), inks.small, inks.muted, CENTRED)
            return
        write(painter, inner, f"{one.children} 人", inks.small, inks.muted, AT_RIGHT)
        ink = inks.levels[one.level]
        word = f"满 {one.full}/{one.sessions}" if one.full else "有余位"
        write(painter, inner.translated(0, px(17)), word, inks.small, ink)
        line = QRect(box.left() + _PAD, box.bottom() - px(7), box.width() - 2 * _PAD, px(4))
        bar(painter, line, one.full / max(one.sessions, 1), inks, ink)

    def _box(self, day: date) -> QRect:
        place = self._place(day)
        left, right = (self.width() * edge // 7 for edge in (place % 7, place % 7 + 1))
        return QRect(left, self.height_of(place // 7), right - left - 1, self.line - 1)

    def _place(self, day: date) -> int:
        first = self._board.month.first if self._board else day
        return day.day - 1 + first.weekday()

    def _days(self) -> tuple[MonthDay, ...]:
        return self._board.days if self._board else ()

    def _go(self, day: date) -> None:
        if self._board is not None and self._board.month.first <= day <= self._board.month.last:
            self.day = day
            self._say()
            self.moved.emit()
        else:
            self.day_left.emit(day)

    def _say(self) -> None:
        one = self.chosen()
        self.setAccessibleDescription(_words(one) if one else "")
        self.update()


def _closed(one: MonthDay) -> str:
    """休, with the reason where there is one besides."""
    return "休" if one.closed in ("", "休") else f"休 {one.closed}"


def _words(one: MonthDay) -> str:
    head = f"{short_date(one.day)} {short_weekday(one.day)}"
    if one.level == CLOSED:
        return f"{head}，休：{one.closed}"
    return f"{head}，{one.children} 人，{one.sessions} 个时段中 {one.full} 个已满"
