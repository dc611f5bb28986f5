"""门口交接: the card of one child of today. What comes next stands on Enter, everything else has its key."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from shequ_desk.counters.childcare.page.today_card import tone_of
from shequ_desk.counters.childcare.rules.board import DayRow
from shequ_desk.counters.childcare.rules.booking import BOOKED, BOOKING_STATES, DONE, LEFT, PRESENT
from shequ_desk.counters.childcare.rules.door import NORMAL
from shequ_desk.desk.actions import Action, button, set_enabled
from shequ_desk.desk.widgets import Card, Chip, EmptyState, KeyValueRows, Label, NameLabel, column, grid, row, scrolled
from shequ_desk.kernel.dates import clock_text

_CAME = frozenset({PRESENT, LEFT, DONE})
_COLUMNS = 2


@dataclass(frozen=True)
class Step:
    """Something the door can do: `states` in which it makes sense."""

    action: Action
    states: frozenset[str]


class DoorCard(Card):
    """Shows one row of the day. `nexts` answers, per state, which step is the main one."""

    def __init__(self, main: Callable[[], None], steps: Sequence[Step]) -> None:
        super().__init__(spacing=6)
        self._steps = tuple(steps)
        self.stay: DayRow | None = None
        self._name, self._about, self._chip = NameLabel(), Label("", "small", wrap=True), Chip("", "blue")
        self._facts = KeyValueRows(label_width=48)
        self._empty = EmptyState("还没有选儿童", "按 Alt T，用 ↑ ↓ 选今天的一位")
        self._body = QWidget()
        head = row(self._name, self._chip)
        head.setStretch(0, 1)
        self._body.setLayout(column(head, self._about, self._facts, spacing=4))
        middle = QWidget()
        middle.setLayout(column(self._body, self._empty, None, spacing=0))
        self.main = button(Action("childcare.next", "晨检", "Enter", main), self, "primary", "blue")
        area = scrolled(middle)
        self._lines, further = grid(6), QWidget()
        self._buttons = {step.action.id: button(step.action, self, height=34) for step in self._steps}
        further.setLayout(self._lines)
        for made in self._buttons.values():
            self._lines.addWidget(made)
        self.add(row(Label("门口交接", "heading"), None), area, self.main, further)
        self.body.setStretchFactor(area, 1)
        self.show_stay(None)

    def show_stay(self, stay: DayRow | None) -> None:
        """Show a child of today, or that none is chosen."""
        self.stay = stay
        self._body.setVisible(stay is not None)
        self._empty.setVisible(stay is None)
        if stay is not None:
            self._show(stay)
        word = next_word(stay) if stay is not None else ""
        set_enabled(self, "childcare.next", bool(word))
        self.main.setText(word or "晨检")
        self.main.setAccessibleName(self.main.text())
        self._offer("" if stay is None else stay.state)

    def facts(self) -> list[str]:
        """What the card says about the child."""
        return [self._name.text(), self._chip.text(), *self._facts.values()]

    def _show(self, stay: DayRow) -> None:
        self._name.show_name(stay.child_name)
        self._about.setText(f"{stay.age} · {stay.group_name} · {stay.programme_name} · {stay.hours}")
        self._chip.show_state(stay.state_text, tone_of(stay))
        lines = [("晨检", stay.check_text), ("签到", clock_text(stay.in_at) if stay.in_at else "—")]
        lines += [("接送人", stay.pickup or "—")]
        lines += [("备注", stay.remark)] if stay.remark else []
        lines += [("凭证", stay.number)] if stay.number else []
        self._facts.show_rows(lines)

    def _offer(self, state: str) -> None:
        """Only the steps that make sense now stand there, side by side without gaps."""
        fitting = [step for step in self._steps if state in step.states]
        for step in self._steps:
            set_enabled(self, step.action.id, step in fitting)
            self._buttons[step.action.id].setVisible(step in fitting)
            self._lines.removeWidget(self._buttons[step.action.id])
        for place, step in enumerate(fitting):
            self._lines.addWidget(self._buttons[step.action.id], place // _COLUMNS, place % _COLUMNS)


def next_word(stay: DayRow) -> str:
    """The verb of the main step, "" when nothing is left to do."""
    if stay.state == BOOKED:
        return "签到" if passed(stay) else "晨检"
    return {PRESENT: "接走", LEFT: "收费", DONE: "看凭证"}.get(stay.state, "")


def passed(stay: DayRow) -> bool:
    """Whether the child was checked and nothing was found; a failed check is done again with a certificate."""
    return bool(stay.temperature) and stay.condition == NORMAL


def steps_of(actions: dict[str, Callable[[], None]]) -> tuple[Step, ...]:
    """The further steps, by the handler of each."""
    offered = (
        ("childcare.medicine", "喂药", "Alt+Y", frozenset({BOOKED, PRESENT})),
        ("childcare.note", "观察", "Alt+G", _CAME),
        ("childcare.incident", "事故记录", "Alt+S", _CAME),
        ("childcare.missed", "记未到", "Alt+J", frozenset({BOOKED})),
        ("childcare.stay_file", "档案", "Alt+D", frozenset(BOOKING_STATES)),
        ("childcare.log", "交接记录", "Alt+L", frozenset(BOOKING_STATES)),
    )
    return tuple(Step(Action(id_, text, key, actions[id_]), states) for id_, text, key, states in offered)
