"""The childcare page: the week board, today's children, and beside them a booking or the door."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from PySide6.QtCore import QTimer, Slot

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.page.board_card import BoardOverList
from shequ_desk.counters.childcare.page.cards import Cards
from shequ_desk.counters.childcare.page.door import Door
from shequ_desk.counters.childcare.page.stack import Stack
from shequ_desk.counters.childcare.rules.board import BoardCell, BoardRow, DayRow
from shequ_desk.counters.childcare.rules.booking import Booking
from shequ_desk.counters.childcare.rules.waiting import OFFERED
from shequ_desk.desk.actions import Action, bind
from shequ_desk.desk.counter import Context
from shequ_desk.desk.theme import px
from shequ_desk.desk.turns import turn
from shequ_desk.desk.widgets import Card, EmptyState, Side, row
from shequ_desk.desk.window import Page
from shequ_desk.store.database import Work

_TOPICS = ("childcare", "settings", "people", "till")
_DOOR_ACTIONS = frozenset({"check_in", "check_out", "settle"})
_ONE_DAY = timedelta(days=1)
_OPEN: dict[str, Callable[[Work], Sequence[Booking]]] = {
    "still_here": childcare.still_here,
    "unsettled": childcare.left_unsettled,
    "no_shows": childcare.no_shows,
}
_SIDE, _LEAST_BOARD = 300, 600
_MINUTE = 60_000
_NO_APPROVAL = (
    "您还没有查阅儿童档案的授权",
    "请主任在“设置—托育—档案授权”里批准；批准前看板只显示人数，不显示儿童姓名，也不能预约和交接",
)


class ChildcarePage(Page):
    """Reads fields, calls the service, shows rows; it holds no rule.

    Without the director's approval, or for who only reads, the boards stay and names are nowhere.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._first = True
        self.cards = Cards(self, context)
        self.board, self.today, self.book = self.cards.board, self.cards.today, self.cards.book
        turn()
        self.door = Door(self, context)
        self._closed, self._side = EmptyState(), Stack()
        self._news = QTimer(self, singleShot=True, interval=0)
        self.minute = QTimer(self, interval=_MINUTE)
        self._lay_out()
        turn()
        self._connect()

    def shown(self) -> None:
        """Read everything; the cursor starts on the board, the list shows today."""
        self.today.day = None
        self._context.messages.guard(self._pass_on)
        self._read()
        if self._first:
            self._first = False
            self.board.turn_home()
        self.board.take_focus()

    def refresh(self, topic: str) -> None:
        """Somebody booked, came, or changed a price; all news of one commit are read once."""
        if topic in _TOPICS:
            self._news.start()

    def show_person(self, person_id: int, action: str = "") -> None:
        """Book for this child, or take it up at the door; other actions open their list."""
        if action == "waiting":
            self.cards.show_waiting()
        elif action in _OPEN:
            self.show_open(action, person_id)
        elif action == "tomorrow":
            self.show_tomorrow()
        elif action == "medicine":
            self.show_medicine()
        elif action in _DOOR_ACTIONS and self._take_to_door(person_id):
            return
        elif action == "papers" and person_id:
            self.cards.open_file(person_id)
        elif person_id and self.cards.may_book:
            self.book.show_child(person_id)

    def back(self) -> bool:
        """Esc: what is typed goes first, then the child of the booking, then the month."""
        if self.book.finder.text():
            self.book.finder.clear()
        elif self._side.currentWidget() is self.door.card:
            if self.today.day:
                self.cards.turn_day()
            self._show_booking()
            self.board.take_focus()
        elif self.book.child_id:
            self.book.clear()
            self.board.take_focus()
        elif self.board.showing_month():
            self.board.toggle_month()
        else:
            return False
        return True

    def find_child(self) -> None:
        """Put the cursor where the child is looked for."""
        if self.cards.may_book:
            self._show_booking()
            self.book.finder.setFocus()

    def take_today(self) -> None:
        """Put the cursor into today's list."""
        if self.cards.may_keep_door:
            self.today.take_focus()

    def show_open(self, action: str, child_id: int) -> bool:
        """The list of the day on which something was left open, with the cursor on it; False when there is none."""
        if not self.cards.may_keep_door:
            return False
        with self._context.database.reading(self._context.clerk) as work:
            found = [one for one in _OPEN[action](work) if child_id in (0, one.child_id)]
        if found:
            self.today.show_day(found[0].day)
            self.today.choose(found[0].child_id, found[0].id)
            self.today.take_focus()
        return bool(found)

    def show_tomorrow(self) -> None:
        """The list of tomorrow."""
        if self.cards.may_keep_door:
            self.today.show_day(self._context.clock.now().date() + _ONE_DAY)
            self.today.take_focus()

    def show_medicine(self) -> None:
        """The first child that has a medicine order today."""
        if self.cards.may_keep_door:
            with self._context.database.reading(self._context.clerk) as work:
                orders = childcare.medicines(work, work.today)
            if orders:
                self._take_to_door(orders[0].child_id)

    def _lay_out(self) -> None:
        refused = Card()
        refused.add(self._closed)
        for card in (self.book, self.door.card, refused):
            self._side.addWidget(card)
        turn()
        self._left = BoardOverList(self.board, self.today)
        self._left.setMinimumWidth(px(_LEAST_BOARD))
        turn()
        side = Side(_SIDE, self._side)
        turn()
        line = row(self._left, side, spacing=14)
        line.setStretch(0, 1)
        self.setLayout(line)

    def _connect(self) -> None:
        self._news.timeout.connect(self._on_news)
        self.minute.timeout.connect(self._on_minute)
        self.minute.start()
        self.board.cell_chosen.connect(self._on_cell)
        self.board.cell_activated.connect(self._on_cell_enter)
        self.board.focused.connect(self._show_booking)
        self.today.focused.connect(self._on_today)
        self.today.stay_chosen.connect(self._on_stay)
        self.today.stay_activated.connect(self._on_stay_enter)
        self.book.group_found.connect(self.board.choose_group)
        self.cards.booked.connect(self._on_booked)
        self.cards.closed.connect(self._on_sheet_gone)
        self.door.closed.connect(self._on_sheet_gone)
        self.door.file_asked.connect(self.cards.open_file)
        bind(Action("childcare.find", "找儿童", "Alt+N", self.find_child), self)
        bind(Action("childcare.today", "今日在托", "Alt+T", self.take_today), self)

    def _read(self) -> None:
        with self._context.database.reading(self._context.clerk) as work:
            self.cards.approved = childcare.approved(work)
        open_ = self.cards.may_keep_door
        self._closed.show_text(*(_NO_APPROVAL if self.cards.books else self._no_desk()))
        self.today.setVisible(open_)
        self._left.share()
        if not self.cards.may_book:
            self._side.setCurrentIndex(2)
        elif self._side.currentIndex() == 2:
            self._side.setCurrentIndex(0)
        self.board.read(self.cards.may_book)
        if open_:
            self.today.read()
        self._on_cell()

    def _no_desk(self) -> tuple[str, str]:
        grants = "、授权" if "childcare.approve" in self._context.clerk.permissions else ""
        return "预约和交接由窗口、托育岗位办理", f"这里可以看各时段的人数；项目、价格{grants}在“设置—托育”里"

    def _pass_on(self) -> None:
        """Offers that ran out meanwhile go to the next of the waiting list."""
        if not self.cards.books:
            return
        with self._context.database.reading(self._context.clerk) as work:
            turns = childcare.waiting(work) if childcare.approved(work) else ()
            over = any(one.state == OFFERED and one.until is not None and one.until <= work.now for one in turns)
        if over:
            with self._context.database.work(self._context.clerk) as work:
                childcare.pass_on(work)

    def _mark_late(self) -> None:
        """Who should be home by now stands out; nobody tells the page that time went by."""
        if self.cards.may_keep_door:
            self.today.read()

    def _take_to_door(self, person_id: int) -> bool:
        if not self.cards.may_keep_door:
            return False
        self.today.show_day(self._context.clock.now().date())
        found = self.today.choose(person_id) if person_id else bool(self.today.table.rows.rowCount())
        if found:
            self.today.take_focus()
        return found

    @Slot()
    def _show_booking(self) -> None:
        if self.cards.may_book:
            self._side.setCurrentWidget(self.book)

    @Slot()
    def _on_today(self) -> None:
        self._side.setCurrentWidget(self.door.card)
        self.door.card.show_stay(self.today.current())

    @Slot(object)
    def _on_stay(self, stay: DayRow | None) -> None:
        self.door.card.show_stay(stay)

    @Slot(object)
    def _on_stay_enter(self, _stay: DayRow) -> None:
        self.door.next_step()

    @Slot()
    def _on_cell(self) -> None:
        found: tuple[BoardRow, BoardCell] | None = self.board.chosen()
        if found is not None and self.cards.may_book:
            self.book.take_cell(*found)

    @Slot()
    def _on_cell_enter(self) -> None:
        """Enter on the board: on to the confirmation, or first to the child."""
        if not self.cards.may_book:
            return
        if self.book.child_id:
            self.book.button("childcare.book").setFocus()
        else:
            self.find_child()

    @Slot(str)
    def _on_booked(self, said: str) -> None:
        self._context.messages.say(said)
        self.board.take_focus()

    @Slot()
    def _on_minute(self) -> None:
        if self.isVisible():
            self._context.messages.guard(self._pass_on)
            self._context.messages.guard(self._mark_late)

    @Slot()
    def _on_news(self) -> None:
        self._read()

    @Slot()
    def _on_sheet_gone(self) -> None:
        if self._side.currentWidget() is self.door.card:
            self.today.take_focus()
        elif not self.book.child_id:
            self.board.take_focus()
