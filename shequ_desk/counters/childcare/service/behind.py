"""The records behind a figure of a period, read again when it is opened; names masked without the approval."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from typing import Any

from sqlalchemy import Select, func, select

from shequ_desk.counters.childcare.rules.booking import LATE, MISSED
from shequ_desk.counters.childcare.rules.month import MonthFigures
from shequ_desk.counters.childcare.service.approvals import approved
from shequ_desk.counters.childcare.service.sums import STAY
from shequ_desk.counters.childcare.tables import BookingRow, IncidentRow, ShareRow, StayRow, WaitingRow
from shequ_desk.kernel.figures import Column, Figure, Table
from shequ_desk.kernel.identity import mask_name
from shequ_desk.kernel.money import Money
from shequ_desk.people.tables import Person
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

_BOOKING = BookingRow.__table__.c
_SHARE = ShareRow.__table__.c
_STAYS = (
    Column("day", "入账日", "date"),
    Column("name", "儿童"),
    Column("programme", "项目"),
    Column("class", "班型"),
    Column("visits", "人次", "int"),
    Column("minutes", "分钟", "int"),
    Column("price", "应收", "money"),
    Column("care", "家长自付", "money"),
    Column("meal", "餐费", "money"),
    Column("number", "凭证号", "number_text"),
)
_SHARES = (
    Column("day", "入账日", "date"),
    Column("name", "儿童"),
    Column("payer", "承担方"),
    Column("amount", "金额", "money"),
    Column("number", "凭证号", "number_text"),
)
_CHILDREN = (Column("day", "最近在托", "date"), Column("name", "儿童"), Column("visits", "人次", "int"))
_EVENTS = (Column("day", "日期", "date"), Column("name", "儿童"), Column("text", "说明"))
_ADJUSTED = (
    Column("number", "原凭证", "number_text"),
    Column("stay", "在托日", "date"),
    Column("day", "入账日", "date"),
    Column("item", "项目"),
    Column("amount", "金额（元）", "money"),
)


@dataclass(frozen=True)
class Behind:
    """Accounting days from `first` to `last`, both inside; of one programme, class or payer when named."""

    first: date
    last: date
    programme: str = ""
    age_class: str = ""
    payer: str = ""

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """The same as moments."""
        return datetime.combine(self.first, time()), datetime.combine(self.last, time.max)


@needs("childcare.report")
def stays_behind(work: Work, asked: Behind) -> Table:
    """Stay lines of the days, mirrors counted -1."""
    names = ("programme_name", "age_class", "quantity", "minutes", "list_price", "care", "meal_fee", "receipt_no")
    query = select(STAY.day, Person.name, *(STAY[name] for name in names)).join(Person, Person.id == STAY.child_id)
    query = query.where(STAY.day.between(asked.first, asked.last)).order_by(StayRow.id)
    query = query.where(STAY.programme_name == asked.programme) if asked.programme else query
    query = query.where(STAY.age_class == asked.age_class) if asked.age_class else query
    return _table(work, "托育明细", _STAYS, query)


@needs("childcare.report")
def children_behind(work: Work, asked: Behind) -> Table:
    """Different children who came, with their last day."""
    query = select(func.max(STAY.stay_day), Person.name, func.sum(STAY.quantity))
    query = query.join(Person, Person.id == STAY.child_id).where(STAY.day.between(asked.first, asked.last))
    query = query.group_by(STAY.child_id, Person.name).having(func.sum(STAY.quantity) > 0).order_by(STAY.child_id)
    return _table(work, "在托儿童", _CHILDREN, query)


@needs("childcare.report")
def shares_behind(work: Work, asked: Behind) -> Table:
    """What a payer bears, line by line."""
    query = select(_SHARE.day, Person.name, _SHARE.payer, _SHARE.fen, STAY.receipt_no)
    query = query.join(StayRow, STAY.id == _SHARE.stay_id).join(Person, Person.id == STAY.child_id)
    query = query.where(_SHARE.day.between(asked.first, asked.last), _SHARE.payer == asked.payer)
    return _table(work, f"{asked.payer}承担明细", _SHARES, query.order_by(ShareRow.id))


@needs("childcare.report")
def missed_behind(work: Work, asked: Behind) -> Table:
    """No-shows and late cancels of the days."""
    inside = (_BOOKING.day.between(asked.first, asked.last), _BOOKING.state.in_((MISSED, LATE)))
    query = select(_BOOKING.day, Person.name, _BOOKING.remark).join(Person, Person.id == _BOOKING.child_id)
    return _table(work, "未到和临时取消", _EVENTS, query.where(*inside).order_by(_BOOKING.day, _BOOKING.id))


@needs("childcare.report")
def waiting_behind(work: Work, asked: Behind) -> Table:
    """Turns asked for on the days; the day shown is the one wanted."""
    query = select(WaitingRow.day, Person.name, WaitingRow.clerk_name).join(Person, Person.id == WaitingRow.child_id)
    inside = WaitingRow.asked_at.between(*asked.moments)
    return _table(work, "候补", _EVENTS, query.where(inside).order_by(WaitingRow.id))


@needs("childcare.report")
def incidents_behind(work: Work, asked: Behind) -> Table:
    """Incidents of the days: when, who, where. What happened stands in the child's file."""
    query = select(IncidentRow.at, Person.name, IncidentRow.place).join(Person, Person.id == IncidentRow.child_id)
    inside = (IncidentRow.at.between(*asked.moments), IncidentRow.amends_id == 0)
    return _table(work, "事故记录", _EVENTS, query.where(*inside).order_by(IncidentRow.id))


@needs("childcare.report")
def adjusted(work: Work, asked: Behind) -> Table | None:
    """Stays of earlier days taken back on these days, each naming the original receipt."""
    origin = StayRow.__table__.alias("origin")
    query = (
        select(origin.c.receipt_no, STAY.stay_day, STAY.day, STAY.item, STAY.pay)
        .join(origin, origin.c.id == STAY.origin_id)
        .where(STAY.day.between(asked.first, asked.last), origin.c.day < asked.first)
        .order_by(StayRow.id)
    )
    rows = [tuple(row) for row in work.connection.execute(query)]
    return Table("本期冲正的往期托育收费", _ADJUSTED, rows) if rows else None


def month_sums(figures: MonthFigures) -> tuple[Figure, ...]:
    """The month's sums to click on."""
    asked = Behind(figures.month.first, figures.month.last)
    return (
        stays(figures.visits, "人次", asked, "托育人次", "visits"),
        Figure(figures.children, "人", reading(children_behind, asked), "儿童"),
        stays(figures.list_price, "元", asked, "应收托育费", "price"),
        stays(figures.care, "元", asked, "家长自付", "care"),
        stays(figures.meal_fee, "元", asked, "餐费", "meal"),
        Figure(figures.no_shows + figures.late_cancels, "次", reading(missed_behind, asked), "未到和临时取消"),
        Figure(figures.turns, "次", reading(waiting_behind, asked), "候补"),
        Figure(figures.incidents, "起", reading(incidents_behind, asked), "事故记录"),
    )


def stays(value: int | Money, unit: str, asked: Behind, label: str, of: str) -> Figure:
    """A figure that is the sum of one column of the stays."""
    return Figure(value, unit, reading(stays_behind, asked), label, of)


def reading(rows: Callable[[Work, Behind], Table], asked: Behind) -> Callable[[Any], Table]:
    """The rows of a figure, read when it is opened."""
    return partial(_read, rows, asked)


def _read(rows: Callable[[Work, Behind], Table], asked: Behind, work: Any) -> Table:
    return rows(work, asked)


def _table(work: Work, title: str, columns: tuple[Column, ...], query: Select[*tuple[Any, ...]]) -> Table:
    shown = str if approved(work) else mask_name
    rows = [(_day(row[0]), shown(row[1]), *row[2:]) for row in work.connection.execute(query)]
    return Table(title, columns, rows)


def _day(value: Any) -> Any:
    return value.date() if isinstance(value, datetime) else value
