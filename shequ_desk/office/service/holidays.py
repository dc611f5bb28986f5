"""The stored holiday table: what the notices said, for every limit and closed day the program counts."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select

from shequ_desk.kernel.dates import Holidays, long_date
from shequ_desk.kernel.errors import Refusal
from shequ_desk.office.holiday_list import Holiday, check_holiday, check_year
from shequ_desk.office.tables import HolidayRow
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

_TABLE = HolidayRow.__table__.c
_ALL = select(_TABLE.day, _TABLE.rest, _TABLE.name, _TABLE.proof).order_by(_TABLE.day)


def holidays(work: Work) -> Holidays:
    """All days off and worked weekends known; everybody may count with them. One statement.

    Where `.covers(year)` is false the notice of that year has not been entered: print 未计法定节假日 beside a limit.
    """
    return Holidays.of((row.day, row.rest) for row in work.connection.execute(_ALL))


@needs("office.settings")
def holiday_rows(work: Work) -> tuple[Holiday, ...]:
    """Every day of every notice, the earliest first."""
    return tuple(Holiday(*row) for row in work.connection.execute(_ALL))


@needs("office.settings")
def set_holiday(work: Work, holiday: Holiday) -> None:
    """Add one day, or write over what was said of it. Refusal when it makes no sense."""
    check_holiday(holiday)
    _put(work, _known(work), holiday)
    work.news("settings")


@needs("office.settings")
def remove_holiday(work: Work, day: date) -> None:
    """Take one day out. Refusal when it is not there."""
    row = _known(work).get(day)
    if row is None:
        raise Refusal(f"{long_date(day)} 没有登记", "请刷新后再看")
    work.session.delete(row)
    work.news("settings")


@needs("office.settings")
def replace_year(work: Work, year: int, rows: Iterable[Holiday]) -> None:
    """The whole notice of a year at once: what it does not name is taken out. Refusal when a day makes no sense.

    A notice may reach a week into the years beside it (2022-12-31); such days are written, none there taken out.
    """
    wanted = check_year(year, rows)
    known = _known(work)
    kept = {one.day for one in wanted}
    for day, row in known.items():
        if day.year == year and day not in kept:
            work.session.delete(row)
    for one in wanted:
        _put(work, known, one)
    work.news("settings")


def _known(work: Work) -> dict[date, HolidayRow]:
    return {row.day: row for row in work.session.scalars(select(HolidayRow))}


def _put(work: Work, known: dict[date, HolidayRow], holiday: Holiday) -> None:
    row = known.get(holiday.day)
    values = {"rest": holiday.rest, "name": holiday.name.strip(), "proof": holiday.proof.strip()}
    if row is None:
        work.session.add(HolidayRow(day=holiday.day, **values))
        return
    for name, value in values.items():
        setattr(row, name, value)
