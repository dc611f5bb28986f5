"""Sums over the ledger, each one statement over a covering index; money in 分."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import BigInteger, ColumnElement, Date, bindparam, cast, func, select, type_coerce

from shequ_desk.counters.canteen.tables import MealLine, ShareLine
from shequ_desk.kernel.dates import Month
from shequ_desk.kernel.money import Money
from shequ_desk.store.database import Work
from shequ_desk.store.statements import Fixed

Earlier = Mapping[tuple[int | None, str, int | None], set[str]]
"""(person, category, rule version) → 补录, 红冲."""

_MEAL = MealLine.__table__.c
_SHARE = ShareLine.__table__.c


def fen_sum(column: ColumnElement[Money]) -> ColumnElement[int]:
    """SUM of a money column in 分; the cast keeps it an integer on PostgreSQL, which sums into a decimal."""
    return cast(func.sum(type_coerce(column, BigInteger)), BigInteger)


class LedgerSum(NamedTuple):
    """Portions and 分 of one person, category, rule version, meal and payment in one month."""

    mode: str
    person_id: int | None
    category: str
    version_id: int | None
    slot: str
    payment: str
    quantity: int
    price: int
    reduction: int
    pay: int
    age: int | None


_KEYS = (_MEAL.mode, _MEAL.person_id, _MEAL.category, _MEAL.rule_version_id, _MEAL.slot, _MEAL.payment)
LEDGER = Fixed(
    select(
        *_KEYS,
        func.sum(_MEAL.quantity),
        *(fen_sum(column) for column in (_MEAL.price, _MEAL.reduction, _MEAL.pay)),
        func.max(_MEAL.age),
    )
    .where(_MEAL.day.between(bindparam("first", type_=Date), bindparam("last", type_=Date)))
    .group_by(*_KEYS)
)
"""The month's one big aggregate, also measured by the bench."""


def ledger_sums(work: Work, month: Month) -> list[LedgerSum]:
    """Sums of the accounting month, those that cancelled out left out."""
    sums = map(LedgerSum._make, work.rows(LEDGER, {"first": month.first, "last": month.last}))
    return [one for one in sums if one.quantity or one.price or one.reduction or one.pay]


def payer_sums(work: Work, month: Month) -> dict[str, int]:
    """Payer → 分 of the accounting month."""
    inside = _SHARE.day.between(month.first, month.last)
    query = select(_SHARE.payer, fen_sum(_SHARE.fen)).where(inside).group_by(_SHARE.payer)
    return {payer: fen for payer, fen in work.connection.execute(query) if fen}


def day_sums(work: Work, month: Month) -> dict[date, int]:
    """Accounting day → 分 the diners owe or paid, of every day with a meal line."""
    query = select(_MEAL.day, fen_sum(_MEAL.pay)).where(_MEAL.day.between(month.first, month.last)).group_by(_MEAL.day)
    return {row[0]: row[1] for row in work.connection.execute(query)}


def earlier_meals(work: Work, month: Month) -> Earlier:
    """What the accounting month holds of meals eaten in earlier months: entered later, or taken back by a mirror."""
    keys = (_MEAL.person_id, _MEAL.category, _MEAL.rule_version_id, _MEAL.origin_id.is_not(None))
    inside = (_MEAL.day.between(month.first, month.last), _MEAL.meal_day < month.first)
    found: dict[tuple[int | None, str, int | None], set[str]] = defaultdict(set)
    for person_id, category, version_id, mirror in work.connection.execute(select(*keys).where(*inside).distinct()):
        found[person_id, category, version_id].add("红冲" if mirror else "补录")
    return found
