"""The card of the boards: the week, the month, turning over, printing."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.page.lined import LinedBoard
from shequ_desk.counters.childcare.page.month_grid import MonthGrid
from shequ_desk.counters.childcare.page.stack import Boards
from shequ_desk.counters.childcare.page.week_grid import WeekGrid
from shequ_desk.counters.childcare.rules.board import BoardCell, BoardRow, WeekBoard
from shequ_desk.desk.actions import Action, button
from shequ_desk.desk.counter import Context
from shequ_desk.desk.widgets import Card, EmptyState, KeyButton, Label, column, row
from shequ_desk.kernel.dates import Month

_HINT = "方向键选时段 · Enter 预约 · Del 取消 · 空格看名单"
_LOOK, _OF_MONTH = "方向键选时段", "方向键选日期 · Enter 看那一周"
_WORDS = (("上周", "本周", "下周", "月历"), ("上月", "本周", "下月", "周历"))
_WEEK, _MONTH, _EMPTY = range(3)
_GAP = 12


class BoardCard(Card):
    """Shows the week around `day` or the month of it.

    Signals: `cell_chosen()` the frame moved; `cell_activated()` Enter; `cell_removed()` Del; `cell_listed()` Space;
    `focused()` the cursor came to the board.
    """

    cell_chosen = Signal()
    cell_activated = Signal()
    cell_removed = Signal()
    cell_listed = Signal()
    focused = Signal()

    def __init__(self, context: Context, prints: Sequence[Action]) -> None:
        super().__init__(spacing=6)
        self._context = context
        self.day = context.clock.now().date()
        self.board: WeekBoard | None = None
        self.grid, self.months = WeekGrid(), MonthGrid()
        self._title = Label("", "strong")
        self._stack = Boards(self.grid)
        for part in (self.grid.area, self.months.area, EmptyState(*_advice(context))):
            self._stack.addWidget(part)
        self._turns: list[KeyButton] = []
        turns = self._buttons()
        self.add(row(Label("预约看板", "title"), 8, self._title, None, *turns, spacing=4))
        self._hint, self._may_book = Label("", "small"), False
        month = Action("childcare.month", "月历", "Alt+M", self.toggle_month)
        below = [button(action, self, "link") for action in (month, *prints)]
        self._turns.append(below[0])
        self.add(self._stack, row(self._hint, None, *below, spacing=4), None)
        self._connect()

    def read(self, may_book: bool) -> None:
        """Read the board on show again; its keys are named to who may book."""
        self._may_book = may_book
        if self.showing_month():
            self._read_month(self.day)
        else:
            self._read_week()

    def show_day(self, day: date) -> None:
        """Show the week of a day with the frame in its column."""
        self.day = day
        self._read_week()
        self.grid.choose(self.grid.row, day.weekday())

    def chosen(self) -> tuple[BoardRow, BoardCell] | None:
        """The cell under the frame; None where there is no board."""
        return None if self.showing_month() else self.grid.chosen()

    def choose_group(self, group_no: int, session_no: int = 0) -> None:
        """Put the frame on a group: on the session asked for, else on one of the same name as before, not yet over."""
        rows = self.board.rows if self.board else ()
        before, now = self.chosen(), self._context.clock.now()
        name = before[0].session.name if before else ""
        own = [place for place, one in enumerate(rows) if one.group.no == group_no]
        open_ = [place for place in own if self.day > now.date() or rows[place].session.ends > now.time()]
        exact = [place for place in own if rows[place].session.no == session_no]
        alike = [place for place in open_ if rows[place].session.name == name]
        if own:
            self.grid.choose((exact or alike or open_ or own)[0], self.grid.column)

    def allow(self, height: int) -> None:
        """There are so many pixels for the card; a board that has to scroll shows whole lines."""
        self._stack.allow(height - self.sizeHint().height() + self._stack.sizeHint().height())

    def showing_month(self) -> bool:
        """Whether the month is on show."""
        return self._stack.currentIndex() == _MONTH

    def take_focus(self) -> None:
        """Put the cursor on the board."""
        (self.months if self.showing_month() else self.grid).setFocus()

    def turn(self, by: int) -> None:
        """One week (or month) on or back."""
        if self.showing_month():
            month = Month.of(self.day)
            self._read_month(month.previous.first if by < 0 else month.last + timedelta(days=1))
        else:
            self.show_day(self.day + timedelta(days=7 * by))

    def turn_back(self) -> None:
        """The week before."""
        self.turn(-1)

    def turn_on(self) -> None:
        """The week after."""
        self.turn(1)

    def turn_home(self) -> None:
        """This week, today's column."""
        self.show_day(self._context.clock.now().date())
        self.take_focus()

    def toggle_month(self) -> None:
        """Month instead of week, and back."""
        if self.showing_month():
            self.show_day(self.months.day)
        else:
            self._read_month(self.day)
        self.take_focus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and watched in (self.grid, self.months):
            self.focused.emit()
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.grid.update()
            self.months.update()
        return False

    def _buttons(self) -> list[QWidget]:
        actions = (
            Action("childcare.week.back", "上周", "Alt+Left", self.turn_back),
            Action("childcare.week.home", "本周", "Alt+W", self.turn_home),
            Action("childcare.week.on", "下周", "Alt+Right", self.turn_on),
        )
        self._turns = [button(action, self, "link") for action in actions]
        return list(self._turns)

    def _connect(self) -> None:
        for board in (self.grid, self.months):
            board.installEventFilter(self)
        self.grid.moved.connect(self._on_moved)
        self.grid.activated.connect(self.cell_activated)
        self.grid.removed.connect(self.cell_removed)
        self.grid.listed.connect(self.cell_listed)
        self.grid.week_turned.connect(self._on_week_turned)
        self.months.moved.connect(self._on_month_moved)
        self.months.activated.connect(self._on_day)
        self.months.day_left.connect(self._on_day_left)

    def _read_week(self) -> None:
        with self._context.database.reading(self._context.clerk) as work:
            self.board = childcare.week(work, self.day)
            today = work.today
        days = self.board.days
        self.grid.show_board(self.board, days.index(today) if today in days else -1)
        self._title.setText(self.board.title)
        self._stack.setCurrentIndex(_WEEK if self.board.rows else _EMPTY)
        self._limit(self.grid)

    def _read_month(self, day: date) -> None:
        self.day = day
        with self._context.database.reading(self._context.clerk) as work:
            found = childcare.month_board(work, Month.of(day))
            today = work.today
        self.months.show_board(found, day, today)
        self._title.setText(found.month.text)
        self._stack.setCurrentIndex(_MONTH)
        self._limit(self.months)
        self._on_month_moved()

    def _limit(self, part: LinedBoard) -> None:
        """The board takes what it needs and scrolls where there is less room; the list below gets the rest."""
        self._stack.want(part)
        month = self.showing_month()
        self._hint.setText(_OF_MONTH if month else _HINT if self._may_book else _LOOK)
        for made, word in zip(self._turns, _WORDS[month], strict=False):
            made.setText(word)
            made.setAccessibleName(word)

    @Slot()
    def _on_moved(self) -> None:
        found = self.grid.chosen()
        if found is not None:
            self.day = found[1].day
        self.grid.bring()
        self.cell_chosen.emit()

    @Slot()
    def _on_month_moved(self) -> None:
        self.day = self.months.day
        self.months.bring()

    @Slot(int)
    def _on_week_turned(self, by: int) -> None:
        self.day = self.day + timedelta(days=by)
        self._read_week()
        self.grid.choose(self.grid.row, self.day.weekday())

    @Slot(object)
    def _on_day(self, day: date) -> None:
        self.show_day(day)
        self.take_focus()

    @Slot(object)
    def _on_day_left(self, day: date) -> None:
        self._read_month(day)


def _advice(context: Context) -> tuple[str, str]:
    """What an empty board says: what to do first, by what the clerk may do."""
    if "childcare.rules" in context.clerk.permissions:
        return "还没有班级和时段", "按 Ctrl , 打开设置—托育，先加房间、班级、时段和项目；在那里按 Alt S 先填入示例"
    return "还没有班级和时段", "请主任在“设置—托育”里添加房间、班级、时段和项目"


class BoardOverList(QWidget):
    """The board takes what the list beneath, where it is on show, can spare."""

    def __init__(self, board: BoardCard, below: QWidget) -> None:
        super().__init__()
        self._board, self._below = board, below
        lines = column(board, below, spacing=_GAP)
        lines.setStretch(1, 1)
        self.setLayout(lines)

    def share(self) -> None:
        """Reckon anew: there is another height, or the list came or went."""
        spared = 0 if self._below.isHidden() else self._below.minimumSizeHint().height() + _GAP
        self._board.allow(self.height() - spared)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.share()
        super().resizeEvent(event)
