"""Who is in one place of the board; a booking is cancelled, a full-day child excused."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.page.printing import print_slip
from shequ_desk.counters.childcare.page.section import EntrySheet
from shequ_desk.counters.childcare.page.stays import offered_text
from shequ_desk.counters.childcare.rules.board import BoardCell, BoardRow
from shequ_desk.counters.childcare.rules.booking import (
    AWAY,
    BOOKED,
    CANCELLED,
    DONE,
    LATE,
    LEFT,
    MISSED,
    PRESENT,
    Booking,
)
from shequ_desk.counters.childcare.rules.waiting import Freed
from shequ_desk.desk.actions import Action, button
from shequ_desk.desk.counter import Context, Tone
from shequ_desk.desk.fields import LineEdit, NumberEdit
from shequ_desk.desk.rows import RowsView
from shequ_desk.desk.sheets import Sheet
from shequ_desk.desk.widgets import Label
from shequ_desk.desk.widgets import row as layout_row
from shequ_desk.kernel.dates import short_date
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.figures import Column
from shequ_desk.store.database import Work

_COLUMNS = (
    Column("child_name", "儿童", weight=2),
    Column("age", "月龄"),
    Column("programme_name", "项目"),
    Column("hours", "时段", weight=2),
    Column("remark", "备注", weight=2),
    Column("state_text", "状态"),
)
_TONES: dict[str, Tone] = {
    BOOKED: "gold",
    PRESENT: "blue",
    LEFT: "red",
    DONE: "grey",
    MISSED: "red",
    AWAY: "grey",
    CANCELLED: "grey",
    LATE: "grey",
}


class CellSheet(Sheet):
    """Signal `cancelled(str)`: the sentence to say after a place was freed."""

    cancelled = Signal(str)

    def __init__(self, parent: QWidget, context: Context, row: BoardRow, cell: BoardCell) -> None:
        title = f"{row.group.name} {short_date(cell.day)} {row.session.text}"
        super().__init__(parent, title, "取消预约", tone="red", width=760)
        self._context, self._row, self._cell = context, row, cell
        self.table = RowsView(
            _COLUMNS,
            "这个时段的儿童",
            looks={"child_name": "strong", "age": "muted"},
            tones={"state_text": _tone},
            empty="这个时段还没有预约",
            advice="返回看板，选好儿童后按 Enter 预约",
        )
        self.bend(self.table, 34 + 33 * 7)
        carers = Action("cell.carers", "改当天在岗人数", "Alt+R", self.change_carers)
        hint = Label("↑ ↓ 选一位；取消后名额自动提供给候补的第一位", "small")
        slip = button(Action("cell.slip", "打印预约单", "Alt+P", self.print_slip), self, "link")
        links = [slip, *([button(carers, self, "link")] if "childcare.door" in context.clerk.permissions else [])]
        self.add(layout_row(hint, None, *links), self.table)
        self.reload()
        self.table.setFocus()

    def reload(self) -> None:
        """Read again."""
        with self._context.database.reading(self._context.clerk) as work:
            rows = childcare.cell_bookings(work, self._cell.day, self._row.group.no, self._row.session.no)
        self.table.show_rows(rows)
        if rows and self.table.current() is None:
            self.table.select(0)
        self.main.setEnabled(any(one.state == BOOKED for one in rows))

    def submit(self) -> None:
        """Ask for a reason and cancel the chosen booking."""

        def go() -> None:
            chosen: Booking | None = self.table.current()
            if chosen is None or chosen.state != BOOKED:
                raise Refusal("只有待签到的预约可以取消", "先在列表中选一位待签到的儿童")
            ask_cancel(self._context, chosen, self._on_done)

        self._context.messages.guard(go, self)

    def print_slip(self) -> None:
        """Print the slip of the chosen booking."""

        def go() -> None:
            chosen: Booking | None = self.table.current()
            if chosen is None or not chosen.id:
                raise Refusal("还没有选预约", "先在列表中选一位；全日托没有预约单")
            print_slip(self._context, chosen.id)

        self._context.messages.guard(go, self)

    def change_carers(self) -> None:
        """Somebody is ill, or helps out: other carers on this day only."""
        day, session = self._cell.day, self._row.session
        with self._context.database.reading(self._context.clerk) as work:
            now = childcare.carers_on(work, session.no, day)
        carers, reason = NumberEdit("carers", f"在岗保育员（现在 {now} 人）", 0, 50), LineEdit("reason", "原因")
        carers.set_value(now)
        reason.setPlaceholderText("例如 李老师病假")

        def save(work: Work) -> None:
            childcare.set_carers(work, session.no, day, carers.value(), reason.plain())

        title = f"{short_date(day)} {session.text} 在岗人数"
        note = "只改这一天。人数不够照看已有预约时不能减，会说明是哪些儿童。"
        sheet = EntrySheet(self, self._context, title, "保存", [carers, reason], note=note)
        sheet.save = save
        sheet.open()

    def _on_done(self, said: str) -> None:
        self.accept()
        self.cancelled.emit(said)


def ask_cancel(context: Context, booking: Booking, done: Callable[[str], None]) -> None:
    """Ask for a reason, cancel, and say where the place went."""

    def run(reason: str) -> None:
        def go() -> None:
            with context.database.work(context.clerk) as work:
                said.append(_free(work, booking, reason))

        said: list[str] = []
        if context.messages.guard(go):
            done(said[0])

    verb = "请假" if not booking.id else "取消预约"
    text = f"{verb}：{booking.child_name} {short_date(booking.day)} {booking.hours}"
    context.messages.ask_text(text, "原因", verb, run, initial="家长来电")


def _free(work: Work, booking: Booking, reason: str) -> str:
    if not booking.id:
        freed = childcare.away(work, booking.enrolment_id, booking.day, reason)
        return f"{booking.child_name} {short_date(booking.day)} 已请假，名额已空出{offered_text(freed)}"
    return said_of(booking, childcare.cancel(work, booking.id, reason))


def said_of(booking: Booking, freed: Freed) -> str:
    """What happened to the booking, and who is to be called now."""
    late = "，记为临时取消" if freed.state == LATE else ""
    return f"{booking.child_name} {short_date(booking.day)} 的预约已取消{late}{offered_text(freed)}"


def _tone(one: Booking) -> Tone:
    return _TONES[one.state]
