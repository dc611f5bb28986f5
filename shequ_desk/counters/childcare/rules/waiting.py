"""The waiting list: in the order of asking, a free place is kept for the first who fits until it runs out."""

from dataclasses import dataclass
from datetime import date, datetime

WAITING, OFFERED, ACCEPTED, DECLINED, EXPIRED, WITHDRAWN = (
    "waiting",
    "offered",
    "accepted",
    "declined",
    "expired",
    "withdrawn",
)
WAITING_STATES = {
    WAITING: "候补中",
    OFFERED: "待电话确认",
    ACCEPTED: "已转预约",
    DECLINED: "家长放弃",
    EXPIRED: "逾期未确认",
    WITHDRAWN: "已撤销",
}
OPEN = frozenset({WAITING, OFFERED})


@dataclass(frozen=True)
class WaitingTurn:
    """One child's turn. `order` counts from 1 among those still waiting for the same session; `until` is when an offer
    runs out; `called_by` who telephoned."""

    id: int
    child_id: int
    child_name: str
    programme_no: int
    programme_name: str
    group_no: int
    group_name: str
    session_no: int
    session_name: str
    day: date
    starts: datetime
    ends: datetime
    asked_at: datetime
    state: str
    order: int
    until: datetime | None
    booking_id: int = 0
    phone: str = ""

    @property
    def state_text(self) -> str:
        """待电话确认."""
        return WAITING_STATES[self.state]


@dataclass(frozen=True)
class WaitingEvent:
    """What happened to a turn, as written down."""

    turn_id: int
    kind: str
    at: datetime
    until: datetime | None
    note: str
    clerk_name: str

    @property
    def kind_text(self) -> str:
        """待电话确认."""
        return WAITING_STATES[self.kind]


@dataclass(frozen=True)
class Freed:
    """What a cancelled place led to: the state the booking is in now, and the turn it was offered to."""

    state: str
    offered: WaitingTurn | None = None
