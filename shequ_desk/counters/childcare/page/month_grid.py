"""The month at a glance: a box a day with the children booked and the sessions full; Enter opens that week."""

from datetime import date, timedelta

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from shequ_desk.counters.childcare.page.grid_paint import AT_RIGHT, CENTRED, Inks, bar, ring, rule, write
from shequ_desk.counters.childcare.rules.board import CLOSED, MonthBoard, MonthDay
from shequ_desk.desk.theme import px
from shequ_desk.kernel.dates import short_date

_HEAD, _ROW, _DAY = 30, 47, 96
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_WEEKDAYS = "一二三四五六日"


class MonthGrid(QWidget):
    """Signals: `moved()` another day is chosen; `activated(object)` the day Enter or a double click fell on;
    `day_left(object)` the arrow left the month: the day it went to.
    """

    moved = Signal()
    activated = Signal(object)
    day_left = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._inks = Inks()
        self._board: MonthBoard | None = None
        self._today = date.min
        self.day = date.min
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("预约月历")

    def show_board(self, board: MonthBoard, day: date, today: date) -> None:
        """Show a month with the frame on a day of it."""
        self._board, self.day, self._today = board, day, today
        self.setFixedHeight(px(_HEAD) + px(_ROW) * self._weeks())
        self._say()

    def chosen(self) -> MonthDay | None:
        """The day under the frame."""
        days = self._board.days if self._board else ()
        return next((one for one in days if one.day == self.day), None)

    def day_box(self) -> QRect:
        """Where the chosen day lies."""
        return self._box(self.day)

    def sizeHint(self) -> QSize:
        return QSize(px(_DAY) * 7, px(_HEAD) + px(_ROW) * self._weeks())

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
        for place, name in enumerate(_WEEKDAYS):
            box = QRect(place * self.width() // 7, 0, self.width() // 7, px(_HEAD)).adjusted(px(8), 0, 0, 0)
            write(painter, box, f"周{name}", self._inks.plain, self._inks.muted)
        for one in self._days():
            self._paint_day(painter, one)
        ring(painter, self._box(self.day), self._inks, self.hasFocus())

    def _paint_day(self, painter: QPainter, one: MonthDay) -> None:
        inks, box = self._inks, self._box(one.day)
        here = one.day == self._today
        if one.level == CLOSED:
            painter.fillRect(box, inks.ground)
        elif here:
            painter.fillRect(box, inks.tint)
        rule(painter, box.left(), box.right(), box.bottom(), inks)
        inner = box.adjusted(px(8), px(2), -px(8), -px(26))
        write(painter, inner, str(one.day.day), inks.number, inks.today if here else inks.ink)
        if one.level == CLOSED:
            write(painter, box.adjusted(px(8), px(16), -px(8), 0), _closed(one), inks.small, inks.muted, CENTRED)
            return
        write(painter, inner, f"{one.children} 人", inks.small, inks.muted, AT_RIGHT)
        ink = inks.levels[one.level]
        word = f"满 {one.full}/{one.sessions}" if one.full else "有余位"
        write(painter, inner.translated(0, px(17)), word, inks.small, ink)
        line = QRect(box.left() + px(8), box.bottom() - px(7), box.width() - px(16), px(4))
        bar(painter, line, one.full / max(one.sessions, 1), inks, ink)

    def _box(self, day: date) -> QRect:
        first = self._board.month.first if self._board else day
        place = day.day - 1 + first.weekday()
        left, right = (self.width() * edge // 7 for edge in (place % 7, place % 7 + 1))
        return QRect(left, px(_HEAD) + px(_ROW) * (place // 7), right - left - 1, px(_ROW) - 1)

    def _days(self) -> tuple[MonthDay, ...]:
        return self._board.days if self._board else ()

    def _weeks(self) -> int:
        if self._board is None:
            return 5
        return -(-(self._board.month.first.weekday() + len(self._board.days)) // 7)

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
    head = f"{short_date(one.day)} 周{_WEEKDAYS[one.day.weekday()]}"
    if one.level == CLOSED:
        return f"{head}，休：{one.closed}"
    return f"{head}，{one.children} 人，{one.sessions} 个时段中 {one.full} 个已满"
