"""今日在托: who is expected, who is here, who was picked up."""

from datetime import date, datetime

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QSizePolicy

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.rules.board import DayRow
from shequ_desk.counters.childcare.rules.booking import AWAY, BOOKED, DONE, LEFT, MISSED, PRESENT
from shequ_desk.desk.actions import Action, button
from shequ_desk.desk.counter import Context, Tone
from shequ_desk.desk.rows import RowsView
from shequ_desk.desk.theme import ROW_HEIGHT, tall
from shequ_desk.desk.widgets import Card, KeyCap, Label, row
from shequ_desk.kernel.dates import short_date
from shequ_desk.kernel.figures import Column

_COLUMNS = (
    Column("child_name", "儿童", weight=2),
    Column("age", "月龄"),
    Column("group_name", "班型"),
    Column("hours", "时段", weight=2),
    Column("check_text", "晨检", weight=2),
    Column("in_at", "签到", "time"),
    Column("pickup", "接送人", weight=3),
    Column("state_text", "状态", weight=2),
)
_TONES: dict[str, Tone] = {BOOKED: "gold", PRESENT: "blue", LEFT: "red", DONE: "grey", MISSED: "red", AWAY: "grey"}
_ORDER = {LEFT: 0, PRESENT: 1, BOOKED: 2}
_LEAST_ROWS = 2.3
_TODAY = ("今天还没有预约", "在看板上选今天的时段，按 Enter 预约")
_OTHER = ("这一天没有预约", "按 Alt U 回到今天")


class TodayCard(Card):
    """The list of the day. Signals: `stay_chosen(object)` the DayRow under the cursor; `stay_activated(object)` Enter;
    `focused()` the cursor came to the list.
    """

    stay_chosen = Signal(object)
    stay_activated = Signal(object)
    focused = Signal()

    def __init__(self, context: Context, turn: Action) -> None:
        """`turn` shows the day under the board's frame, or today again."""
        super().__init__(spacing=4)
        self._context = context
        self.day: date | None = None
        self._heading, self._counts = Label("今日在托", "heading"), Label("", "muted")
        self._turn = button(turn, self, "link")
        self.table = RowsView(
            _COLUMNS,
            "今日在托",
            looks={"age": "muted", "group_name": "muted"},
            tones={"state_text": tone_of},
            yields=("group_name", "age"),
        )
        self.table.setMinimumHeight(tall(34, 13) + round(tall(ROW_HEIGHT) * _LEAST_ROWS))
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.add(row(self._heading, KeyCap("Alt+T"), 6, self._turn, None, self._counts), self.table)
        self.body.setStretchFactor(self.table, 1)
        self.table.row_selected.connect(self.stay_chosen)
        self.table.row_activated.connect(self.stay_activated)
        self.table.installEventFilter(self)

    def read(self) -> None:
        """Read the day again; the child under the cursor stays under it."""
        kept = self.current()
        with self._context.database.reading(self._context.clerk) as work:
            roster = childcare.roster(work, self.day)
        rows = sorted(roster.rows, key=_urgency)
        self.table.show_rows(rows)
        self._counts.setText(roster.text)
        self._heading.setText(f"{short_date(self.day)}在托" if self.day else "今日在托")
        self._turn.setText("回到今天" if self.day else "看选中的那天")
        self._turn.setAccessibleName(self._turn.text())
        self.table.show_empty(*(_OTHER if self.day else _TODAY))
        if kept is not None:
            self.choose(kept.child_id, kept.booking_id)

    def show_day(self, day: date) -> None:
        """The list of another day, or of today."""
        self.day = None if day == self._context.clock.now().date() else day
        self.read()

    def current(self) -> DayRow | None:
        """The row under the cursor."""
        found: DayRow | None = self.table.current()
        return found

    def choose(self, child_id: int, booking_id: int = 0) -> bool:
        """Put the cursor on a child's row; False when it has none today."""
        source = self.table.rows.source()
        rows: list[DayRow] = list(source.fetch(0, source.count))
        own = [place for place, one in enumerate(rows) if one.child_id == child_id]
        exact = [place for place in own if rows[place].booking_id == booking_id]
        if own:
            self.table.select((exact or own)[0])
        return bool(own)

    def take_focus(self) -> None:
        """Put the cursor into the list, on the first row when none is chosen."""
        if self.table.current() is None and self.table.rows.rowCount():
            self.table.select(0)
        self.table.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and watched is self.table:
            self.focused.emit()
        return False


def _urgency(one: DayRow) -> tuple[bool, int, datetime]:
    return not one.late, _ORDER.get(one.state, 3), one.starts


def tone_of(one: DayRow) -> Tone:
    """Red for who should be home or did not come, and for what is not charged."""
    return "red" if one.late else _TONES[one.state]
