"""Every frozen line of a month proved from itself; lines alike are proved together, so it stays a few statements."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import aliased

from shequ_desk.counters.canteen.rules.discount import Rule
from shequ_desk.counters.canteen.rules.order import PUBLIC
from shequ_desk.counters.canteen.rules.proof import LineKind, money_true, shares_due, untrue
from shequ_desk.counters.canteen.service.public import quota_on
from shequ_desk.counters.canteen.service.tariff import all_rules
from shequ_desk.counters.canteen.tables import MealLine, PublicLine, ShareLine
from shequ_desk.kernel.dates import Month
from shequ_desk.kernel.money import Money
from shequ_desk.store.database import Work

Shares = Mapping[tuple[str, Money], int]
"""(payer, its part) → on how many lines."""

_MONEY = ("price", "reduction", "pay")
_DAY = case((MealLine.mode == PUBLIC, MealLine.meal_day))
_KIND = (MealLine.mode, MealLine.rule_version_id, _DAY, MealLine.quantity, *(getattr(MealLine, one) for one in _MONEY))
_OF_MEAL = (ShareLine.meal_id == MealLine.id) & (ShareLine.day == MealLine.day)


def check_lines(work: Work, month: Month, mode: str = "") -> None:
    """Prove every line of the accounting month (of one mode, when named) from its frozen rule, price and quantity.

    Refusal naming the first receipt whose line, mirror or payers' shares do not agree with them.
    """
    where = _within(month, mode)
    rules = {rule.id: rule for rule in all_rules(work)}
    shares = _shares(work, where)
    for kind, lines in _kinds(work, where):
        _check_kind(work, where, kind, lines, rules.get(kind.version_id or 0), shares[kind])
    _must_find_none(work, _bad_mirrors(month))
    _must_find_none(work, _bad_public(month))


def _within(month: Month, mode: str) -> list[ColumnElement[bool]]:
    inside: list[ColumnElement[bool]] = [MealLine.day.between(month.first, month.last)]
    return [*inside, MealLine.mode == mode] if mode else inside


def _kinds(work: Work, where: list[ColumnElement[bool]]) -> list[tuple[LineKind, int]]:
    query = select(*_KIND, func.count()).where(*where).group_by(*_KIND)
    return [(LineKind(*row[:7]), row[7]) for row in work.connection.execute(query)]


def _shares(work: Work, where: list[ColumnElement[bool]]) -> dict[LineKind, Counter[tuple[str, Money]]]:
    keys = (*_KIND, ShareLine.payer, ShareLine.fen)
    query = select(*keys, func.count()).join(MealLine, _OF_MEAL).where(*where).group_by(*keys)
    found: dict[LineKind, Counter[tuple[str, Money]]] = defaultdict(Counter)
    for row in work.connection.execute(query):
        found[LineKind(*row[:7])][row[7], row[8]] += row[9]
    return found


def _check_kind(
    work: Work, where: list[ColumnElement[bool]], kind: LineKind, lines: int, rule: Rule | None, shares: Shares
) -> None:
    if not money_true(kind, rule):
        raise untrue(_first(work, where, kind))
    payers = quota_on(work, kind.day).payers if kind.day is not None else rule.payers if rule is not None else ()
    due = shares_due(kind, payers)
    if shares != dict.fromkeys(due.items(), lines):
        raise untrue(_first_unshared(work, where, kind, due))


def _alike(where: list[ColumnElement[bool]], kind: LineKind) -> list[ColumnElement[bool]]:
    values = (kind.mode, kind.version_id, kind.day, kind.quantity, kind.price, kind.reduction, kind.pay)
    same = zip(_KIND, values, strict=True)
    return [*where, *(column.is_(None) if value is None else column == value for column, value in same)]


def _first(work: Work, where: list[ColumnElement[bool]], kind: LineKind) -> str:
    query = select(MealLine.receipt_no).where(*_alike(where, kind)).order_by(MealLine.id).limit(1)
    return str(work.connection.execute(query).scalar_one())


def _first_unshared(work: Work, where: list[ColumnElement[bool]], kind: LineKind, due: Mapping[str, Money]) -> str:
    query = select(MealLine.id, MealLine.receipt_no, ShareLine.payer, ShareLine.fen).outerjoin(ShareLine, _OF_MEAL)
    found: dict[tuple[int, str], list[tuple[str | None, Money | None]]] = defaultdict(list)
    for meal_id, number, payer, fen in work.connection.execute(query.where(*_alike(where, kind))):
        found[meal_id, number].append((payer, fen))
    whole: set[tuple[str | None, Money | None]] = set(due.items()) or {(None, None)}
    return min(meal for meal, parts in found.items() if set(parts) != whole or len(parts) != len(whole))[1]


def _bad_mirrors(month: Month) -> Select[*tuple[Any, ...]]:
    origin = aliased(MealLine)
    differing = [getattr(MealLine, one) != -getattr(origin, one) for one in (*_MONEY, "quantity")]
    return (
        select(MealLine.receipt_no)
        .join(origin, origin.id == MealLine.origin_id)
        .where(MealLine.origin_id.is_not(None), MealLine.day.between(month.first, month.last), or_(*differing))
    )


def _bad_public(month: Month) -> Select[*tuple[Any, ...]]:
    """Registrations of public meals whose quantity or day is not the meal's."""
    differing = or_(PublicLine.quantity != MealLine.quantity, PublicLine.day != MealLine.day)
    query = select(MealLine.receipt_no).join(PublicLine, PublicLine.meal_id == MealLine.id)
    return query.where(PublicLine.day.between(month.first, month.last), differing)


def _must_find_none(work: Work, query: Select[*tuple[Any, ...]]) -> None:
    number = work.connection.execute(query.order_by(MealLine.id).limit(1)).scalar()
    if number is not None:
        raise untrue(number)
