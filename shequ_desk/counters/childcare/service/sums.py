"""Sums over the ledger of stays."""

from collections import Counter
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, cast, func, select, type_coerce

from shequ_desk.counters.childcare.tables import StayRow
from shequ_desk.kernel.money import Money
from shequ_desk.store.database import Work

STAY = StayRow.__table__.c


def fen_sum(column: ColumnElement[Money]) -> ColumnElement[int]:
    """SUM of a money column in 分; the cast keeps it an integer on PostgreSQL, which sums into a decimal."""
    return cast(func.coalesce(func.sum(type_coerce(column, BigInteger)), 0), BigInteger)


def visits_of(work: Work, ids: tuple[int, ...]) -> int:
    """Stays charged so far, those taken back left out."""
    return _count(work, STAY.child_id.in_(ids))


def free_visits(work: Work, ids: tuple[int, ...], year: int) -> int:
    """Free visits used in a calendar year, those taken back left out."""
    inside = STAY.stay_day.between(date(year, 1, 1), date(year, 12, 31))
    return _count(work, STAY.child_id.in_(ids), inside, STAY.free)


def free_by_child(work: Work, year: int) -> Counter[int]:
    """Child → free visits used in a calendar year."""
    inside = STAY.stay_day.between(date(year, 1, 1), date(year, 12, 31))
    query = select(STAY.child_id, func.sum(STAY.quantity)).where(inside, STAY.free).group_by(STAY.child_id)
    return Counter({row[0]: row[1] for row in work.connection.execute(query)})


def _count(work: Work, *where: Any) -> int:
    query = select(func.coalesce(func.sum(STAY.quantity), 0)).where(*where)
    return int(work.connection.execute(query).scalar_one())
