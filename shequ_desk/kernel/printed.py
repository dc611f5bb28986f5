"""A number that stands on the card but cannot be right by the rules: kept as printed, never mended (domain.md §1.1)."""

from dataclasses import dataclass, field
from datetime import date

from shequ_desk.kernel.dates import age_years
from shequ_desk.kernel.identity import OLDEST, IdError, Sex, inspect, normalise

AS_PRINTED = "as_printed"
"""Kind of such a number, beside the kinds of `identity.IdNumber`."""

_SHAPE = ("E_LEN", "E_CHAR")


@dataclass(frozen=True, slots=True)
class Printed:
    """What such a number still tells. `birth` is None when its digits are no day somebody alive can be born on."""

    number: str = field(repr=False)
    why: str
    birth: date | None = field(repr=False)
    sex: Sex


def as_printed(text: str, today: date, field: str = "") -> Printed | None:
    """None when the number is right. Raises IdError when it has not even the shape of one: no card shows that."""
    try:
        inspect(text, today, field=field)
    except IdError as error:
        number = normalise(text)
        if error.code in _SHAPE or len(number) != 18:
            raise
        sex: Sex = "男" if int(number[16]) % 2 else "女"
        return Printed(number, error.message, _birth(number, today), sex)
    return None


def _birth(number: str, today: date) -> date | None:
    try:
        birth = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
    return birth if birth <= today and age_years(birth, today) <= OLDEST else None
