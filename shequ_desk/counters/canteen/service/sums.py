"""Sums over the ledger, each one statement over a covering index; money in 分."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Integer, func, select, type_coerce

from shequ_desk.counters.canteen.tables import MealLine, ShareLine
from shequ_desk.kernel.dates import Month
from shequ_desk.store.database import Work

_MEAL = MealLine.__table__.c
_SHARE = ShareLine.__table__.c


@dataclass(frozen=True, slots=True)
class LedgerSum:
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


def ledger_query(first: date, last: date) -> Any:
    """The month's one big aggregate, also measured by the bench."""
    keys = (_MEAL.mode, _MEAL.person_id, _MEAL.category, _MEAL.rule_version_id, _MEAL.slot, _MEAL.payment)
    amounts = [func.sum(type_coerce(column, Integer)) for column in (_MEAL.price, _MEAL.reduction, _MEAL.pay)]
    query = select(*keys, func.sum(_MEAL.quantity), *amounts, func.max(_MEAL.age))
    return query.where(_MEAL.day.between(first, last)).group_by(*keys)


def ledger_sums(work: Work, month: Month) -> list[LedgerSum]:
    """Sums of the accounting month, those that cancelled out left out."""
    rows = work.session.connection().execute(ledger_query(month.first, month.last))
    return [LedgerSum(*row) for row in rows if row[6] or row[7]]


def payer_sums(work: Work, month: Month) -> dict[str, int]:
    """Payer → 分 of the accounting month."""
    amount = func.sum(type_coerce(_SHARE.fen, Integer))
    query = select(_SHARE.payer, amount).where(_SHARE.day.between(month.first, month.last)).group_by(_SHARE.payer)
    return {payer: fen for payer, fen in work.session.connection().execute(query) if fen}


def day_sums(work: Work, month: Month) -> dict[date, int]:
    """Accounting day → 分 the diners owe or paid, of every day with a meal line."""
    amount = func.sum(type_coerce(_MEAL.pay, Integer))
    query = select(_MEAL.day, amount).where(_MEAL.day.between(month.first, month.last)).group_by(_MEAL.day)
    return {row[0]: row[1] for row in work.session.connection().execute(query)}
