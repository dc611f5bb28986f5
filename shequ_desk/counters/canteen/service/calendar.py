"""Menus, meal hours and closed days."""

from datetime import date, time
from typing import Any

from sqlalchemy import Date, Select, bindparam, func, or_, select

from shequ_desk.counters.canteen.rules.menu import Closed, Hours, check_hours
from shequ_desk.counters.canteen.service.sets import sets_on
from shequ_desk.counters.canteen.tables import ClosedRow, HoursRow, MenuRow
from shequ_desk.kernel.dates import Month
from shequ_desk.kernel.errors import Refusal
from shequ_desk.office.tables import HolidayRow
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs
from shequ_desk.store.statements import Fixed

_TABLE = ClosedRow.__table__.c
_CLOSED = (_TABLE.id, _TABLE.reason, _TABLE.valid_from, _TABLE.valid_to, _TABLE.day, _TABLE.weekday)
_CLOSED_BETWEEN = Fixed(
    select(*_CLOSED).where(
        _TABLE.valid_from <= bindparam("last", type_=Date),
        or_(_TABLE.valid_to.is_(None), _TABLE.valid_to >= bindparam("first", type_=Date)),
    )
)


@needs("canteen.read")
def menu(work: Work, day: date) -> dict[str, str]:
    """Slot → dishes of the day; slots without a menu are absent."""
    query = select(MenuRow.slot, MenuRow.dishes).where(MenuRow.day == day)
    return {row.slot: row.dishes for row in work.session.execute(query)}


@needs("canteen.rules")
def set_menu(work: Work, day: date, slot: str, dishes: str) -> None:
    """Write or replace what is cooked for one meal of a day."""
    row = work.session.scalar(select(MenuRow).where(MenuRow.day == day, MenuRow.slot == slot))
    if row is None:
        work.session.add(MenuRow(day=day, slot=slot, dishes=dishes.strip()))
    else:
        row.dishes = dishes.strip()
    work.news("canteen")


@needs("canteen.read")
def hours_on(work: Work, day: date) -> tuple[Hours, ...]:
    """Meal hours in force on the day, earliest meal first."""
    newest = select(HoursRow.slot, func.max(HoursRow.valid_from).label("since")).where(HoursRow.valid_from <= day)
    begun = newest.group_by(HoursRow.slot).subquery()
    chosen = (HoursRow.slot == begun.c.slot) & (HoursRow.valid_from == begun.c.since)
    return _hours(work, _hours_query().join(begun, chosen))


@needs("canteen.read")
def all_hours(work: Work) -> tuple[Hours, ...]:
    """Every dated row of meal hours."""
    return _hours(work, _hours_query())


@needs("canteen.rules")
def change_hours(work: Work, hours: Hours) -> None:
    """New hours of one meal from `hours.valid_from` on. Refusal when they make no sense."""
    check_hours(hours)
    opens, closes = _minutes(hours.opens), _minutes(hours.closes)
    same = (HoursRow.slot == hours.slot, HoursRow.valid_from == hours.valid_from)
    row = work.session.scalar(select(HoursRow).where(*same))
    if row is None:
        work.session.add(HoursRow(slot=hours.slot, opens=opens, closes=closes, valid_from=hours.valid_from))
    else:
        row.opens, row.closes = opens, closes
    work.news("canteen")


@needs("canteen.read")
def slot_now(work: Work) -> str:
    """The meal being served now, between two the nearer one: who comes late eats the meal that was served.

    Of those that a set is sold for today, when there are any; 午 when no hours are kept.
    """
    hours = hours_on(work, work.today)
    sold = {slot for one in sets_on(work, work.today) for slot in one.slots}
    offered = [one for one in hours if one.slot in sold] or hours
    now = _minutes(work.now.time())
    return min(offered, key=lambda one: _away(one, now)).slot if offered else "午"


@needs("canteen.read")
def closures(work: Work) -> tuple[Closed, ...]:
    """All closed dates and weekdays ever set, newest first."""
    rows = work.session.execute(select(*_CLOSED).order_by(ClosedRow.valid_from.desc(), ClosedRow.id))
    return tuple(Closed(*row) for row in rows)


@needs("canteen.read")
def closed_on(work: Work, day: date) -> str:
    """Why the canteen is closed on the day; empty when it is open."""
    return next((one.reason for one in _closures_at(work, day, day) if one.covers(day)), "")


@needs("canteen.read")
def open_days(work: Work, month: Month) -> tuple[date, ...]:
    """The days of the month on which the canteen is open."""
    closed = _closures_at(work, month.first, month.last)
    return tuple(day for day in month.days() if not any(one.covers(day) for one in closed))


@needs("canteen.rules")
def close_date(work: Work, day: date, reason: str) -> int:
    """Close one day; returns the id. Refusal without a reason."""
    return _add(work, ClosedRow(day=day, weekday=None, reason=_reason(reason), valid_from=day, valid_to=day))


@needs("canteen.read")
def holidays_ahead(work: Work) -> tuple[tuple[date, str], ...]:
    """Days off of the holiday table from today on, with their names, on which the canteen is not closed yet."""
    query = select(HolidayRow.day, HolidayRow.name).where(HolidayRow.rest, HolidayRow.day >= work.today)
    rows = work.connection.execute(query.order_by(HolidayRow.day)).all()
    return tuple((row.day, row.name) for row in rows if not closed_on(work, row.day))


@needs("canteen.rules")
def close_holidays(work: Work) -> int:
    """Close on every such day; returns how many."""
    found = holidays_ahead(work)
    for day, name in found:
        close_date(work, day, name)
    return len(found)


@needs("canteen.rules")
def close_weekday(work: Work, weekday: int, valid_from: date, reason: str) -> int:
    """Close every such weekday (0 Monday) from a date on; returns the id. Refusal without a reason."""
    if weekday not in range(7):
        raise Refusal("请选择星期几", field="weekday")
    row = ClosedRow(day=None, weekday=weekday, reason=_reason(reason), valid_from=valid_from, valid_to=None)
    return _add(work, row)


@needs("canteen.rules")
def end_closure(work: Work, closure_id: int, last_day: date) -> None:
    """Let a weekday closure end on `last_day`; a closed date still to come is opened again by any earlier day.

    Refusal: no such closure, or it is over.
    """
    row = work.session.get(ClosedRow, closure_id)
    if row is None:
        raise Refusal("没有这条停餐记录", "请从列表中选择", "closure_id")
    if row.day is not None and row.day < work.today:
        raise Refusal("已经过去的停餐日不能取消", "请核对日期", "closure_id")
    if row.day is not None:
        work.session.delete(row)
    else:
        row.valid_to = last_day
    work.news("canteen")


def _closures_at(work: Work, first: date, last: date) -> tuple[Closed, ...]:
    return tuple(Closed(*row) for row in work.rows(_CLOSED_BETWEEN, {"first": first, "last": last}))


def _add(work: Work, row: ClosedRow) -> int:
    work.session.add(row)
    work.session.flush()
    work.news("canteen")
    return row.id


def _reason(reason: str) -> str:
    if not reason.strip():
        raise Refusal("请填写停餐原因", "例如：周日休息、国庆节", "reason")
    return reason.strip()


def _hours_query() -> Select[*tuple[Any, ...]]:
    return select(HoursRow.slot, HoursRow.opens, HoursRow.closes, HoursRow.valid_from).order_by(HoursRow.opens)


def _hours(work: Work, query: Select[*tuple[Any, ...]]) -> tuple[Hours, ...]:
    rows = work.connection.execute(query)
    return tuple(Hours(slot, _time(opens), _time(closes), since) for slot, opens, closes, since in rows)


def _away(hours: Hours, now: int) -> int:
    """Minutes until the meal begins or since it ended; 0 while it is served."""
    return max(_minutes(hours.opens) - now, now - _minutes(hours.closes), 0)


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def _time(minutes: int) -> time:
    return time(*divmod(minutes, 60))
