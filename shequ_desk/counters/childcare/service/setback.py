"""A clock set back: said before anything is written with a time that cannot be."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from shequ_desk.counters.childcare.tables import DoorRow
from shequ_desk.kernel.errors import Refusal
from shequ_desk.store.database import Work
from shequ_desk.store.statements import Fixed

_SLIP = timedelta(minutes=2)
_NEWEST = Fixed(select(func.max(DoorRow.__table__.c.at)))


def check_clock(work: Work) -> None:
    """Refusal when something happened at the door later than now."""
    newest: datetime | None = work.rows(_NEWEST, {})[0][0]
    if newest is not None and newest - work.now > _SLIP:
        raise set_back(newest, work.now)


def set_back(newest: datetime, now: datetime) -> Refusal:
    """The sentence about a clock that runs behind what was written down."""
    return Refusal(
        f"电脑时间（{now:%m-%d %H:%M}）早于上一条进出记录（{newest:%m-%d %H:%M}）",
        "请先校正电脑的日期和时间，再登记",
        "clock",
    )
