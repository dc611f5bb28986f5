"""Taking a settled order back: void before the till's day closes, a mirror reversal afterwards."""

from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from shequ_desk.counters.canteen.rules.order import Undone
from shequ_desk.counters.canteen.service.ledger import SERIES
from shequ_desk.counters.canteen.tables import BookingRow, MealLine, PublicLine, ShareLine
from shequ_desk.kernel.errors import Refusal
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs
from shequ_desk.till import service as till
from shequ_desk.till.rules import Receipt

_MEAL = MealLine.__table__
_MONEY = ("price", "reduction", "pay")


@needs("canteen.void")
def void_meals(work: Work, number: str, reason: str) -> Undone:
    """Void a canteen receipt of a day not closed yet; limits and quota are free again.

    Refusal when it is no canteen receipt, the reason is empty, or as till.void.
    """
    _must_be_canteen(number)
    receipt = till.void(work, number, reason)
    return Undone(receipt.number, "", _mirror(work, receipt, receipt))


@needs("canteen.void")
def void_last(work: Work, reason: str) -> Undone:
    """Void the newest canteen receipt that still stands. Refusal when there is none or its day is closed."""
    return void_meals(work, last_number(work), reason)


@needs("canteen.read")
def last_number(work: Work) -> str:
    """The newest canteen receipt that still stands, for 补打 and 作废上一笔. Refusal when there is none."""
    mirror = aliased(MealLine)
    query = (
        select(MealLine.receipt_no)
        .where(MealLine.origin_id.is_(None), ~exists().where(mirror.origin_id == MealLine.id))
        .order_by(MealLine.id.desc())
        .limit(1)
    )
    number = work.session.scalar(query)
    if number is None:
        raise Refusal("还没有可以作废或补打的单", "请先结算", "number")
    return number


@needs("till.reverse")
def reverse_meals(work: Work, number: str, reason: str) -> Undone:
    """Reverse (红冲) a canteen receipt of a closed day by a mirror of today; limits and quota are free again.

    Refusal when it is no canteen receipt, the reason is empty, or as till.reverse.
    """
    _must_be_canteen(number)
    mirror = till.reverse(work, number, reason)
    original = till.receipt(work, mirror.mirrors_number)
    return Undone(original.number, mirror.number, _mirror(work, original, mirror))


def _must_be_canteen(number: str) -> None:
    if not number.strip().upper().startswith(f"{SERIES}-"):
        raise Refusal("这不是助餐凭证", "请到“收款”页处理", "number")


def _mirror(work: Work, original: Receipt, paper: Receipt) -> int:
    query = select(_MEAL).where(_MEAL.c.receipt_id == original.id, _MEAL.c.origin_id.is_(None)).order_by(_MEAL.c.id)
    meals = work.session.connection().execute(query).mappings().all()
    for meal in meals:
        _mirror_meal(work, dict(meal), paper)
    work.news("canteen")
    return len(meals)


def _mirror_meal(work: Work, meal: dict[str, Any], paper: Receipt) -> None:
    origin = meal.pop("id")
    row = meal | {name: -meal[name] for name in (*_MONEY, "quantity")}
    row |= {"day": paper.day, "entered_at": work.now, "origin_id": origin}
    row |= {"receipt_id": paper.id, "receipt_no": paper.number}
    mirror_id = work.insert(MealLine, row)
    _mirror_rows(work, ShareLine, origin, {"meal_id": mirror_id, "day": paper.day}, "fen")
    _mirror_rows(work, PublicLine, origin, {"meal_id": mirror_id, "day": paper.day}, "quantity")
    if meal["booking_id"] is not None:
        work.session.get_one(BookingRow, meal["booking_id"]).state = "booked"


def _mirror_rows(
    work: Work, mapped: type[ShareLine] | type[PublicLine], origin: int, changed: dict[str, Any], negated: str
) -> None:
    table = mapped.__table__
    rows = work.session.connection().execute(select(table).where(table.c.meal_id == origin)).mappings().all()
    for row in rows:
        values = {name: value for name, value in row.items() if name != "id"}
        work.insert(mapped, values | changed | {negated: -values[negated]})
