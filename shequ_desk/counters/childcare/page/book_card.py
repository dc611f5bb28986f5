"""新预约: the card beside the board. A child, the place under the frame, what is missing, and Enter."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.page.book_fields import BookFields
from shequ_desk.counters.childcare.page.printing import print_slip
from shequ_desk.counters.childcare.page.queue_sheet import QueueSheet
from shequ_desk.counters.childcare.rules.board import BoardCell, BoardRow
from shequ_desk.counters.childcare.rules.booking import BookingForm, NewBooking
from shequ_desk.counters.childcare.rules.documents import Missing
from shequ_desk.desk.actions import Action, button, set_enabled
from shequ_desk.desk.counter import Context
from shequ_desk.desk.widgets import Banner, Card, Chip, EmptyState, KeyCap, Label, column, grid, row, scrolled
from shequ_desk.kernel.dates import short_date, short_weekday
from shequ_desk.kernel.errors import Refusal
from shequ_desk.people import service as people
from shequ_desk.people.resident_box import HitList, ResidentFinder

_HITS = 4
_OF_CHILD = ("childcare.series", "childcare.file")


class BookCard(Card):
    """Signals: `booked(str)` the sentence to say; `group_found(int)` the group the child belongs to;
    `papers_asked(object)` the NewBooking whose papers are missing.
    """

    booked = Signal(str)
    group_found = Signal(int)
    papers_asked = Signal(object)

    def __init__(self, context: Context, more: tuple[Action, ...]) -> None:
        super().__init__(spacing=6)
        self._context = context
        self.child_id = 0
        self.shown: BookingForm | None = None
        hits = HitList()
        self.finder = ResidentFinder(context, hits, limit=_HITS)
        self.finder.setPlaceholderText("儿童姓名 / 首字母")
        self.chip = Chip("", "blue")
        self.chip.hide()
        self.fields, self._empty = BookFields(), EmptyState("还没有选儿童", "上面输入姓名首字母后按 Enter")
        self._missing = Banner("gold")
        self._head, self._middle, self._foot = QWidget(), QWidget(), QWidget()
        self._settled = QTimer(self, singleShot=True, interval=0)
        self._lay_out(hits, more)
        self._settled.timeout.connect(self._on_settled)
        self.fields.changed.connect(self._on_changed)
        self.finder.picked.connect(self.show_child)
        self.finder.searched.connect(self._on_searched)
        self.finder.nothing_found.connect(self._on_nothing)
        self._show(None)

    def take_cell(self, row: BoardRow, cell: BoardCell) -> None:
        """The frame of the board moved: ask again for this place."""
        self.chip.setText(f"{short_weekday(cell.day)} {cell.day.day} {row.session.name}")
        self.chip.show()
        self.fields.take_session(cell.day, row.session.no, row.group.no)
        if self.child_id:
            self.ask()

    @Slot(int)
    def show_child(self, person_id: int) -> None:
        """Another child: the group of its age is looked for, then the board's frame follows."""
        with self._context.database.reading(self._context.clerk) as work:
            self.child_id = people.ids_of(work, person_id)[0]
        self.fields.forget_programme()
        self._propose()
        self.button("childcare.book").setFocus()

    def clear(self) -> None:
        """Nobody is being booked any more."""
        self.child_id = 0
        self._show(None)

    def ask(self) -> bool:
        """Ask the service what this child and place come to, and show it; False when it cannot say."""
        return self._asking(self.asked)

    def asked(self) -> NewBooking:
        """The booking on show. Refusal when no child is chosen."""
        if not self.child_id:
            raise Refusal("还没有选儿童", "上面输入姓名首字母后按 Enter，或按 Ctrl K 查找")
        return self.fields.asked(self.child_id)

    def book(self, printing: bool = False) -> None:
        """Book what is on show; with `printing` the slip follows."""

        def go() -> None:
            said = f"已为 {self._name()} 预约 {self._place()}"
            with self._context.database.work(self._context.clerk) as work:
                booking_id = childcare.book(work, self.asked())
            self.clear()
            self.booked.emit(said)
            if printing:
                print_slip(self._context, booking_id)

        self._context.messages.guard(go, self)

    def queue_up(self) -> None:
        """Put the child on the waiting list for this place; asks whom to call."""

        def go() -> None:
            title = f"{self._name()} 候补 {self._place()}"
            sheet = QueueSheet(self, self._context, self.asked(), title)
            sheet.queued.connect(self._on_queued)
            sheet.open()

        self._context.messages.guard(go, self)

    def ask_papers(self) -> None:
        """Record or print what is missing."""

        def go() -> None:
            asked = self.asked()
            shown = self.shown
            self.papers_asked.emit(replace(asked, programme_no=shown.programme.no) if shown else asked)

        self._context.messages.guard(go, self)

    def show_refusal(self, refusal: Refusal) -> bool:
        """A Place for Messages: beside the field, else under the fee; without a form where the form would be."""
        if self.shown is None:
            self._empty.show_text(f"✗ {refusal.message}", refusal.way_out)
            return True
        return self.fields.show_refusal(refusal)

    def button(self, id_: str) -> QWidget:
        """A button of the card by its action."""
        found = self.findChild(QWidget, id_)
        assert found is not None
        return found

    def empty_text(self) -> str:
        """What stands where the form would be, "" while there is a form."""
        return self._empty.accessibleName() if self.shown is None else ""

    def missing_text(self) -> str:
        """What the gold block says is missing, "" when nothing is."""
        return self._missing.text()

    def _lay_out(self, hits: HitList, more: tuple[Action, ...]) -> None:
        book = Action("childcare.book", "确认预约", "Enter", self.book)
        queue = Action("childcare.queue", "转候补", "Ctrl+B", self.queue_up)
        papers = Action("childcare.papers", "补材料", "Ctrl+M", self.ask_papers)
        self.add(row(Label("新预约", "heading"), KeyCap("Alt+N"), None, self.chip))
        self.add(column(self.finder, hits, spacing=0))
        self._papers = button(papers, self)
        parts = (self.fields, self.fields.state, self._missing, self.fields.remark, self._empty)
        self._middle.setLayout(column(*parts, None, spacing=6))
        slip = Action("childcare.book_print", "约并打印单", "F10", partial(self.book, True))
        links, lines = QWidget(), grid(2)
        made = [button(action, self, "link") for action in (*more, slip)]
        for place, link in enumerate(made):
            lines.addWidget(link, place // 2, place % 2)
        links.setLayout(lines)
        self._slip = made[-1]
        self._queue = button(queue, self)
        main, beside = button(book, self, "primary", "blue"), row(self._papers, self._queue)
        self._foot.setLayout(column(main, beside, links, spacing=8))
        self._area = scrolled(self._middle)
        self._head.setLayout(column(self.fields.child, self.fields.guardian, spacing=2))
        self.add(self._head, self._area, self._foot)
        self.body.setStretchFactor(self._area, 1)

    def _propose(self) -> None:
        """Let the service choose the group of the child's age; the frame goes there when the board has it."""

        def asked() -> NewBooking:
            return replace(self.asked(), session_no=0, group_no=0)

        if not self._asking(asked):
            return
        form = self.shown
        if form is not None and form.group is not None:
            self.group_found.emit(form.group.no)

    def _asking(self, asked: Callable[[], NewBooking]) -> bool:
        def go() -> None:
            with self._context.database.reading(self._context.clerk) as work:
                found.append(childcare.form(work, asked()))

        found: list[BookingForm] = []
        if not self._context.messages.guard(go, self):
            self._enable(self.shown)
            return False
        self._show(found[0])
        return True

    def _show(self, form: BookingForm | None) -> None:
        self.shown = form
        for part in (self.fields, self.fields.remark, self._head):
            part.setVisible(form is not None)
        self.fields.state.show_text("")
        self._empty.setVisible(form is None)
        self._empty.show_text("还没有选儿童", "上面输入姓名首字母后按 Enter")
        if form is not None:
            self.fields.show_form(form)
        lacking = missing_words(form.missing) if form else ""
        self._missing.show_text(lacking)
        self._papers.setVisible(bool(lacking))
        self._enable(form)
        if form is not None:
            self._settled.start()

    def _enable(self, form: BookingForm | None) -> None:
        for id_ in ("childcare.book", "childcare.book_print"):
            set_enabled(self, id_, form is not None and form.bookable)
        self._slip.setVisible(form is not None and form.bookable and not form.missing)
        set_enabled(self, "childcare.papers", form is not None and bool(form.missing))
        for id_ in _OF_CHILD:
            set_enabled(self, id_, form is not None)
            self.button(id_).setVisible(form is not None)
        full = form is not None and form.lacks_place
        set_enabled(self, "childcare.queue", full)
        self._queue.setVisible(full)
        self._queue.setText(f"转候补（第 {form.turn} 位）" if form is not None and full else "转候补")

    def _name(self) -> str:
        return self.shown.child_name if self.shown else ""

    def _place(self) -> str:
        if self.shown is None:
            return ""
        day: date = self.shown.day
        return f"{short_date(day)} {self.fields.starts.text()}–{self.fields.ends.text()}"

    @Slot()
    def _on_settled(self) -> None:
        """Laid out anew: what is said about the booking comes into sight where there is little room."""
        self._area.ensureWidgetVisible(self._missing if self._missing.text() else self.fields.state)

    @Slot(str)
    def _on_queued(self, said: str) -> None:
        self.clear()
        self.booked.emit(said)

    @Slot()
    def _on_changed(self) -> None:
        if self.child_id:
            self.ask()

    @Slot()
    def _on_searched(self) -> None:
        """Hits take the room of the form while somebody is looked for."""
        self._middle.setVisible(not self.finder.list.hits)
        self._head.setVisible(not self.finder.list.hits and self.shown is not None)

    @Slot(str)
    def _on_nothing(self, text: str) -> None:
        self._show(None)
        self._empty.show_text(f"没有找到“{text}”", "按 F2 登记这位儿童和监护人，再回来预约")


def missing_words(missing: Sequence[Missing]) -> str:
    """What is missing, named; a single paper with its reason. "" when nothing is."""
    if len(missing) == 1:
        return f"缺 {missing[0].title}：{missing[0].text}"
    return f"缺 {'、'.join(one.title for one in missing)}" if missing else ""
