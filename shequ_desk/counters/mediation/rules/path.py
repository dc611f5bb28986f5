"""受理 → 调查 → 调解 → 协议 / 不成 / 终止 / 转交 → 履行 → 回访 → 归档 (人民调解法 ch. 4, 宁波市人民调解条例 ch. 3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from shequ_desk.kernel.errors import Refusal

STATES = {
    "accepted": "受理",
    "investigating": "调查",
    "mediating": "调解",
    "agreed": "协议",
    "failed": "不成",
    "ended": "终止",
    "passed": "转交",
    "performed": "履行",
    "visited": "回访",
    "archived": "归档",
}
CHIPS = {
    "accepted": "已受理",
    "investigating": "调查中",
    "mediating": "调解中",
    "agreed": "达成协议",
    "failed": "调解不成",
    "ended": "已终止",
    "passed": "已转交",
    "performed": "履行中",
    "visited": "已回访",
    "archived": "已归档",
}
MOVES: dict[str, tuple[str, ...]] = {
    "accepted": ("investigating", "mediating", "failed", "ended", "passed"),
    "investigating": ("mediating", "failed", "ended", "passed"),
    "mediating": ("agreed", "failed", "ended", "passed"),
    "agreed": ("performed", "visited", "archived"),
    "performed": ("performed", "visited", "archived"),
    "visited": ("performed", "visited", "archived"),
    "failed": ("archived",),
    "ended": ("archived",),
    "passed": ("archived",),
    "archived": (),
}
OPEN = ("accepted", "investigating", "mediating")
RAIL = (
    ("受理", ("accepted",)),
    ("调查", ("investigating",)),
    ("调解", ("mediating",)),
    ("协议", ("agreed", "failed", "ended", "passed")),
    ("履行回访", ("performed", "visited")),
    ("归档", ("archived",)),
)
_WAYS = {
    "agreed": "请先进入调解，拟好协议并签字",
    "failed": "调解还没有开始的案件请选“拒绝或者放弃调解”等终止原因",
    "performed": "达成协议后才有履行",
    "visited": "达成协议后才能回访",
    "archived": "请先结案；达成协议的案件还要回访",
}


@dataclass(frozen=True)
class Step:
    """The case came to `state` on `day`; `clerk` wrote it down."""

    state: str
    day: date
    clerk: str
    note: str = ""


@dataclass(frozen=True)
class RailStep:
    """One mark of the progress line; `day` None when not reached. `title` says how it ended (不成, 终止, 转交)."""

    title: str
    day: date | None
    present: bool


def check_move(state: str, target: str) -> None:
    """Refusal when the path has no such step."""
    if target not in MOVES[state]:
        raise Refusal(
            f"案件现在是“{CHIPS[state]}”，不能直接进入“{STATES[target]}”",
            _WAYS.get(target, "请按办理顺序进行"),
            "state",
        )


def rail(steps: tuple[Step, ...]) -> tuple[RailStep, ...]:
    """The six marks of the progress line; the last one reached is `present`."""
    reached = {step.state: step.day for step in reversed(steps)}
    present = steps[-1].state if steps else "accepted"
    return tuple(_mark(title, states, reached, present) for title, states in RAIL)


def _mark(title: str, states: tuple[str, ...], reached: Mapping[str, date], present: str) -> RailStep:
    found = [state for state in states if state in reached]
    shown = STATES[found[0]] if found and len(states) > 2 else title
    return RailStep(shown, reached[found[0]] if found else None, present in states)
