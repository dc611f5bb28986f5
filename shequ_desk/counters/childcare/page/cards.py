"""The board, today's list and the booking, and the sheets that are opened from them."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.page.board_card import BoardCard
from shequ_desk.counters.childcare.page.book_card import BookCard
from shequ_desk.counters.childcare.page.cell_sheet import CellSheet, ask_cancel
from shequ_desk.counters.childcare.page.enrol_sheet import EnrolSheet
from shequ_desk.counters.childcare.page.file_sheet import FileSheet
from shequ_desk.counters.childcare.page.papers_sheet import PapersSheet
from shequ_desk.counters.childcare.page.print_sheet import PrintSheet
from shequ_desk.counters.childcare.page.series_sheet import SeriesSheet
from shequ_desk.counters.childcare.page.today_card import TodayCard
from shequ_desk.counters.childcare.page.waiting_sheet import WaitingSheet
from shequ_desk.counters.childcare.rules.board import CLOSED
from shequ_desk.counters.childcare.rules.booking import BOOKED, NewBooking
from shequ_desk.desk.actions import Action
from shequ_desk.desk.counter import Context
from shequ_desk.desk.sheets import Sheet
from shequ_desk.desk.turns import turn
from shequ_desk.kernel.errors import Refusal


class Cards(QObject):
    """Signals: `booked(str)` a booking was made or cancelled and what to say; `closed()` a sheet was left.

    `approved`: the director lets this clerk see the children; the page reads it again whenever it is shown.
    """

    booked = Signal(str)
    closed = Signal()

    def __init__(self, host: QWidget, context: Context) -> None:
        super().__init__(host)
        self._host, self._context = host, context
        held = context.clerk.permissions
        self.books, self.keeps_door, self.approved = "childcare.book" in held, "childcare.door" in held, False
        self.board = BoardCard(context, self._prints())
        self.today = TodayCard(context, Action("childcare.other_day", "看选中的那天", "Alt+U", self.turn_day))
        turn()
        self.book = BookCard(context, self._more())
        self.board.cell_removed.connect(self.cancel_cell)
        self.board.cell_listed.connect(self.list_cell)
        self.book.booked.connect(self.booked)
        self.book.papers_asked.connect(self._on_papers)

    @property
    def may_book(self) -> bool:
        """Whether names may be seen and bookings made."""
        return self.approved and self.books

    @property
    def may_keep_door(self) -> bool:
        """Whether names may be seen and children taken in and handed over."""
        return self.approved and self.keeps_door

    def turn_day(self) -> None:
        """The list of the day under the board's frame; today's again when another one is on show."""
        self.today.show_day(self._context.clock.now().date() if self.today.day else self.board.day)
        self.today.take_focus()

    def book_series(self) -> None:
        """The booking on show on more days."""

        def go() -> None:
            asked, form = self.book.asked(), self.book.shown
            if form is None or form.session is None:
                raise Refusal("还没有选时段", "先在看板上选一个时段，再按 Ctrl R")
            sheet = SeriesSheet(self._host, self._context, asked, form)
            sheet.booked.connect(self.booked)
            self._open(sheet)

        self._context.messages.guard(go, self.book)

    def enrol(self) -> None:
        """Standing full-day children."""

        def go() -> None:
            self._open(EnrolSheet(self._host, self._context, self.book.child_id))

        self._context.messages.guard(go, self.book)

    def show_waiting(self) -> None:
        """The waiting list."""
        if self.may_book:
            self._open(WaitingSheet(self._host, self._context))

    def open_book_file(self) -> None:
        """The file of the child being booked."""
        self.open_file(self.book.child_id)

    @Slot(int)
    def open_file(self, child_id: int) -> None:
        """A child's file; the opening is logged."""

        def go() -> None:
            if not child_id:
                raise Refusal("还没有选儿童", "上面输入姓名首字母后按 Enter")
            self._open(FileSheet(self._host, self._context, child_id))

        self._context.messages.guard(go, self.book)

    def print_lists(self) -> None:
        """Choose a board or a list to print."""
        self._open(PrintSheet(self._host, self._context, self.today.day or self.board.day, self.approved))

    @Slot()
    def list_cell(self) -> None:
        """Who is in the place under the frame."""
        found = self.board.chosen()
        if found is None or not self.may_book or found[1].level == CLOSED:
            return

        def go() -> None:
            sheet = CellSheet(self._host, self._context, *found)
            sheet.cancelled.connect(self.booked)
            self._open(sheet)

        self._context.messages.guard(go)

    @Slot()
    def cancel_cell(self) -> None:
        """Cancel the one booking of the place; with several the list asks which."""
        found = self.board.chosen()
        if found is None or not self.may_book:
            return
        row, cell = found
        with self._context.database.reading(self._context.clerk) as work:
            waiting = [
                one
                for one in childcare.cell_bookings(work, cell.day, row.group.no, row.session.no)
                if one.state == BOOKED
            ]
        if len(waiting) == 1:
            ask_cancel(self._context, waiting[0], self.booked.emit)
        elif waiting:
            self.list_cell()
        else:
            self._context.messages.refuse(Refusal("这个时段没有可取消的预约", "用方向键选一个有预约的时段"))

    def _prints(self) -> tuple[Action, ...]:
        return (Action("childcare.print", "打印", "Ctrl+P", self.print_lists),)

    def _more(self) -> tuple[Action, ...]:
        return (
            Action("childcare.enrol", "全日托", "Ctrl+E", self.enrol),
            Action("childcare.waiting", "候补名单", "Ctrl+H", self.show_waiting),
            Action("childcare.series", "连续预约", "Ctrl+R", self.book_series),
            Action("childcare.file", "儿童档案", "Ctrl+D", self.open_book_file),
        )

    def _open(self, sheet: Sheet) -> None:
        sheet.finished.connect(self.closed)
        sheet.open()

    @Slot(object)
    def _on_papers(self, asked: NewBooking) -> None:
        def go() -> None:
            sheet = PapersSheet(self._host, self._context, asked)
            self._open(sheet)

        self._context.messages.guard(go, self.book)
