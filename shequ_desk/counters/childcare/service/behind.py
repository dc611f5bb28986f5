"""The records behind a figure of the month, read again when it is opened."""

from collections.abc import Callable
from datetime import datetime, time
from typing import Any

from sqlalchemy import Select, select

from shequ_desk.counters.childcare.rules.booking import LATE, MISSED
from shequ_desk.counters.childcare.rules.month import MonthFigures
from shequ_desk.counters.childcare.service.approvals import approved
from shequ_desk.counters.childcare.service.sums import STAY
from shequ_desk.counters.childcare.tables import BookingRow, IncidentRow, StayRow, WaitingRow
from shequ_desk.kernel.dates import Month
from shequ_desk.kernel.figures import Column, Figure, Table
from shequ_desk.kernel.identity import mask_name
from shequ_desk.people.tables import Person
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

_BOOKING = BookingRow.__table__.c
_STAYS = (
    Column("day", "入账日", "date"),
    Column("name", "儿童", "text"),
    Column("programme", "项目"),
    Column("class", "班型"),
    Column("minutes", "分钟", "int"),
    Column("price", "应收", "money"),
    Column("care", "托育费", "money"),
    Column("meal", "餐费", "money"),
    Column("number", "凭证号", "number_text"),
)
_EVENTS = (Column("day", "日期", "date"), Column("name", "儿童"), Column("text", "说明"))


@needs("childcare.report")
def stays_behind(work: Work, month: Month) -> Table:
    """Every stay line of the accounting month, mirrors too; names masked without the approval."""
    columns = [STAY[name] for name in ("day", "child_id", "programme_name", "age_class", "minutes")]
    money = [STAY[name] for name in ("list_price", "care", "meal_fee", "receipt_no")]
    query = select(*columns[:1], Person.name, *columns[2:], *money).join(Person, Person.id == STAY.child_id)
    inside = STAY.day.between(month.first, month.last)
    rows = work.connection.execute(query.where(inside).order_by(StayRow.id)).all()
    return Table(f"{month.text}托育明细", _STAYS, _shown(work, rows))


@needs("childcare.report")
def missed_behind(work: Work, month: Month) -> Table:
    """No-shows and late cancels of the month."""
    inside = (_BOOKING.day.between(month.first, month.last), _BOOKING.state.in_((MISSED, LATE)))
    query = select(_BOOKING.day, Person.name, _BOOKING.remark).join(Person, Person.id == _BOOKING.child_id)
    return _events(work, f"{month.text}未到和临时取消", query.where(*inside).order_by(_BOOKING.day))


@needs("childcare.report")
def waiting_behind(work: Work, month: Month) -> Table:
    """Turns asked for in the month; the day is the one wanted."""
    query = select(WaitingRow.day, Person.name, WaitingRow.clerk_name).join(Person, Person.id == WaitingRow.child_id)
    asked = WaitingRow.asked_at.between(*_moments(month))
    return _events(work, f"{month.text}候补", query.where(asked).order_by(WaitingRow.id))


@needs("childcare.report")
def incidents_behind(work: Work, month: Month) -> Table:
    """Incidents of the month: when, who, where. What happened stands in the child's file."""
    query = select(IncidentRow.at, Person.name, IncidentRow.place).join(Person, Person.id == IncidentRow.child_id)
    inside = (IncidentRow.at.between(*_moments(month)), IncidentRow.amends_id == 0)
    return _events(work, f"{month.text}事故记录", query.where(*inside).order_by(IncidentRow.id))


def month_sums(figures: MonthFigures) -> tuple[Figure, ...]:
    """The month's sums to click on."""
    month = figures.month
    stays, missed = _of(stays_behind, month), _of(missed_behind, month)
    return (
        Figure(figures.visits, "人次", stays, "托育人次"),
        Figure(figures.children, "人", stays, "儿童"),
        Figure(figures.list_price, "元", stays, "应收托育费"),
        Figure(figures.care, "元", stays, "家长自付"),
        Figure(figures.meal_fee, "元", stays, "餐费"),
        Figure(figures.no_shows + figures.late_cancels, "次", missed, "未到和临时取消"),
        Figure(figures.turns, "次", _of(waiting_behind, month), "候补"),
        Figure(figures.incidents, "起", _of(incidents_behind, month), "事故记录"),
    )


def _of(rows: Callable[[Work, Month], Table], month: Month) -> Callable[[Any], Table]:
    def read(work: Any) -> Table:
        return rows(work, month)

    return read


def _events(work: Work, title: str, query: Select[*tuple[Any, ...]]) -> Table:
    rows = [(_day(row[0]), *row[1:]) for row in work.connection.execute(query)]
    return Table(title, _EVENTS, _shown(work, rows))


def _shown(work: Work, rows: Any) -> list[tuple[Any, ...]]:
    shown = str if approved(work) else mask_name
    return [(row[0], shown(row[1]), *row[2:]) for row in rows]


def _day(value: Any) -> Any:
    return value.date() if isinstance(value, datetime) else value


def _moments(month: Month) -> tuple[datetime, datetime]:
    return datetime.combine(month.first, time()), datetime.combine(month.last, time.max)
