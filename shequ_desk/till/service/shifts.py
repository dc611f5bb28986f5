"""开班 and 交接班: who had the drawer, and what was in it."""

from datetime import date

from sqlalchemy import bindparam, select

from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.money import ZERO, Money
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs
from shequ_desk.store.statements import Fixed
from shequ_desk.till import rules
from shequ_desk.till.rules import Shift
from shequ_desk.till.service._write import write_shift
from shequ_desk.till.service.days import business_day, day_state, opening_float
from shequ_desk.till.tables import ShiftRow

_SHIFT = ShiftRow.__table__.c
_OF_DAY = Fixed(
    select(*(_SHIFT[name] for name in Shift.__dataclass_fields__))
    .where(_SHIFT.day == bindparam("day"))
    .order_by(_SHIFT.id)
)


@needs("till.shift")
def open_shift(work: Work, opening: Money) -> Shift:
    """Put the opening float into the drawer, once a day. Refusal when negative or done already, or as for a charge."""
    if opening < ZERO:
        raise Refusal("备用金不能为负", "请清点抽屉里的现金", "opening")
    work.serialize("till.shift")
    day = business_day(work)
    done = opening_float(work, day)
    if done is not None:
        raise Refusal(f"今日已开班，备用金 {done.text()} 元", "换人请办交接班", "opening")
    return write_shift(work, Shift("open", day, work.now, work.clerk.name, "", opening, opening, ZERO, ""))


@needs("till.shift")
def hand_over(work: Work, counted: Money, successor: str, reason: str = "") -> Shift:
    """Count the drawer when the next person takes over. A difference needs a reason; Refusal as for a charge too."""
    if not successor.strip():
        raise Refusal("请填写接班人", "接班人当面清点现金", "successor")
    day = business_day(work)
    expected = day_state(work, day).expected
    difference = rules.check_counted(expected, counted, reason)
    names = (work.clerk.name, successor.strip())
    return write_shift(work, Shift("hand_over", day, work.now, *names, expected, counted, difference, reason.strip()))


@needs("till.read")
def shifts(work: Work, day: date) -> tuple[Shift, ...]:
    """开班 and 交接班 of a day, in order."""
    return tuple(Shift(*row) for row in work.rows(_OF_DAY, {"day": day}))
