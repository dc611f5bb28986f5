"""候补名单: in the order of asking; a free place is offered, the telephone call is confirmed, all of it is logged."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.rules.waiting import OFFERED, WaitingEvent, WaitingTurn
from shequ_desk.desk.actions import Action, button
from shequ_desk.desk.counter import Context, Tone
from shequ_desk.desk.rows import RowsView
from shequ_desk.desk.sheets import Sheet
from shequ_desk.desk.widgets import Label, row
from shequ_desk.kernel.dates import clock_text, hours_text, short_date
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.figures import Column
from shequ_desk.store.database import Work

_COLUMNS = (
    Column("day", "日期", "date"),
    Column("place", "时段"),
    Column("group_name", "班型"),
    Column("order", "第几位", "int"),
    Column("child_name", "儿童", weight=2),
    Column("phone", "电话", "number_text"),
    Column("asked_at", "登记时间", "date"),
    Column("until", "有效至", "date"),
    Column("state_text", "状态"),
)
_LOG = (
    Column("at", "时间", "date"),
    Column("kind_text", "事项"),
    Column("note", "说明", weight=3),
    Column("clerk_name", "记录人"),
)


@dataclass(frozen=True)
class TurnRow:
    """A turn as listed."""

    turn: WaitingTurn
    day: date
    place: str
    group_name: str
    order: int
    child_name: str
    phone: str
    asked_at: datetime
    until: datetime | None
    state_text: str


class WaitingSheet(Sheet):
    """Signal `changed()`: something was decided."""

    changed = Signal()

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent, "候补名单", "家长同意，转预约", tone="blue", width=980)
        self._context = context
        self.table = RowsView(
            _COLUMNS,
            "候补名单",
            looks={"child_name": "strong", "asked_at": "muted"},
            tones={"state_text": _tone},
            empty="现在没有人候补",
            advice="时段已满时，选好儿童按 Ctrl B 转候补",
        )
        self.bend(self.table, 34 + 33 * 5)
        self.log = RowsView(
            _LOG, "候补记录", looks={"note": "muted"}, empty="还没有记录", advice="提供名额、打电话后会列在这里"
        )
        self.bend(self.log, 34 + 33 * 3, least=34 + 33 * 2)
        self.add(Label("有名额空出时自动提供给第一位；打电话后按家长的答复记下", "small"), self.table, self._actions())
        self.add(self.log)
        self.table.row_selected.connect(self._on_turn)
        self._pass_on()
        self.reload()
        self.table.setFocus()

    def reload(self) -> None:
        """Read the list again."""
        with self._context.database.reading(self._context.clerk) as work:
            rows = childcare.waiting(work)
        self.table.show_rows([_row(one) for one in rows])
        self.main.setEnabled(bool(rows))
        if rows and self.table.current() is None:
            self.table.select(0)
        self._on_turn(self.table.current())

    def submit(self) -> None:
        """The guardian agreed on the telephone: the turn becomes a booking."""
        self._ask("家长同意", "转预约", "电话里怎么说的", partial(self._confirm, True), "家长电话同意")

    def offer(self) -> None:
        """Offer a free place by hand."""

        def act(work: Work, turn: WaitingTurn) -> str:
            offered = childcare.offer(work, turn.id)
            until = f"，{clock_text(offered.until)} 前有效" if offered.until else ""
            return f"名额已留给 {offered.child_name}，请打电话确认{until}"

        self._do(act)

    def decline(self) -> None:
        """The guardian does not want the place any more."""
        self._ask("家长放弃", "记为放弃", "家长怎么说的", partial(self._confirm, False), "家长放弃")

    def withdraw(self) -> None:
        """Take the turn off the list."""
        self._ask("撤销候补", "撤销", "原因", _withdraw, "家长不再需要")

    def _actions(self) -> QWidget:
        actions = (
            Action("waiting.offer", "提供名额", "Alt+O", self.offer),
            Action("waiting.decline", "家长放弃", "Alt+F", self.decline),
            Action("waiting.withdraw", "撤销候补", "Alt+D", self.withdraw),
        )
        holder = QWidget()
        holder.setLayout(row(*(button(action, self) for action in actions), None))
        return holder

    def _chosen(self) -> WaitingTurn:
        chosen: TurnRow | None = self.table.current()
        if chosen is None:
            raise Refusal("还没有选候补的儿童", "先在列表中用 ↑ ↓ 选一位")
        return chosen.turn

    def _ask(
        self, what: str, verb: str, label: str, act: Callable[[Work, WaitingTurn, str], str], initial: str
    ) -> None:
        def go() -> None:
            turn = self._chosen()

            def run(note: str) -> None:
                self._do(partial(_noted, act, note))

            text = f"{what}：{turn.child_name} {short_date(turn.day)} {_place(turn)}"
            self._context.messages.ask_text(text, label, verb, run, initial=initial)

        self._context.messages.guard(go, self)

    def _confirm(self, accepted: bool, work: Work, turn: WaitingTurn, note: str) -> str:
        booking = childcare.confirm_call(work, turn.id, accepted, note)
        day = short_date(turn.day)
        return f"{turn.child_name} {day} 已转为预约" if booking else f"{turn.child_name} 已记为放弃，名额给下一位"

    def _do(self, act: Callable[[Work, WaitingTurn], str]) -> None:
        def go() -> None:
            turn = self._chosen()
            with self._context.database.work(self._context.clerk) as work:
                said.append(act(work, turn))

        said: list[str] = []
        if self._context.messages.guard(go, self):
            self._context.messages.say(said[0])
            self.reload()
            self.changed.emit()

    def _pass_on(self) -> None:
        """Offers that ran out go to the next before the list is shown."""

        def go() -> None:
            with self._context.database.work(self._context.clerk) as work:
                childcare.pass_on(work)

        self._context.messages.guard(go, self)

    @Slot(object)
    def _on_turn(self, chosen: TurnRow | None) -> None:
        events: tuple[WaitingEvent, ...] = ()
        if chosen is not None:
            with self._context.database.reading(self._context.clerk) as work:
                events = childcare.waiting_log(work, chosen.turn.id)
        self.log.show_rows(events)


def _withdraw(work: Work, turn: WaitingTurn, note: str) -> str:
    childcare.withdraw(work, turn.id, note)
    return f"{turn.child_name} 的候补已撤销"


def _noted(act: Callable[[Work, WaitingTurn, str], str], note: str, work: Work, turn: WaitingTurn) -> str:
    return act(work, turn, note)


def _row(one: WaitingTurn) -> TurnRow:
    return TurnRow(
        one,
        one.day,
        _place(one),
        one.group_name,
        one.order,
        one.child_name,
        one.phone,
        one.asked_at,
        one.until,
        one.state_text,
    )


def _place(one: WaitingTurn) -> str:
    return f"{one.session_name} {hours_text(one.starts, one.ends)}".strip()


def _tone(row_: TurnRow) -> Tone:
    return "gold" if row_.turn.state == OFFERED else "grey"
