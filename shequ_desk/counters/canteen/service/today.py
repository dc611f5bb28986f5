"""The till page's list and the four figures over it."""

from datetime import date
from typing import Any

from sqlalchemy import RowMapping, Select, func, select
from sqlalchemy.orm import aliased

from shequ_desk.counters.canteen.rules.ledger import MealRow, Stats
from shequ_desk.counters.canteen.rules.order import PUBLIC, PUBLIC_CATEGORY
from shequ_desk.counters.canteen.service.public import public_used, quota_on
from shequ_desk.counters.canteen.service.sums import fen_sum
from shequ_desk.counters.canteen.tables import MealLine
from shequ_desk.kernel.money import Money
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs
from shequ_desk.till.rules import Payment

_MIRROR = aliased(MealLine)
_COLUMNS = (
    *("id", "meal_at", "entered_at", "person_id", "diner", "mode", "category", "price", "reduction", "pay", "payment"),
    *("receipt_no", "set_name", "slot", "day", "quantity", "backfilled", "address", "origin_id"),
)


@needs("canteen.read")
def today(work: Work, slot: str = "", day: date | None = None) -> tuple[MealRow, ...]:
    """本餐流水: meals of an accounting day (default today; one slot when named), newest first.

    A void one stays as a line marked 作废, its mirror is left out; the mirror of an earlier day's meal is a line.
    """
    query = _query().where(MealLine.day == (day or work.today)).order_by(MealLine.id.desc())
    query = query.where(MealLine.slot == slot) if slot else query
    return rows_of(work, query)


@needs("canteen.read")
def stats(work: Work, slot: str = "", day: date | None = None) -> Stats:
    """Of an accounting day: 今日就餐, 优惠合计, 公益套餐 used and quota (of the date), 实收 (unpaid included)."""
    day = day or work.today
    table = MealLine.__table__.c
    query = select(func.sum(table.quantity), fen_sum(table.reduction), fen_sum(table.pay)).where(table.day == day)
    query = query.where(table.slot == slot) if slot else query
    meals, reduction, paid = work.session.connection().execute(query).one()
    quota = quota_on(work, day).portions
    return Stats(meals or 0, Money(reduction or 0), public_used(work, day), quota, Money(paid or 0))


def rows_of(work: Work, query: Select[*tuple[Any, ...]]) -> tuple[MealRow, ...]:
    """Run a query made of `meal_query` and turn it into lines, same-day mirrors left out."""
    rows = work.session.connection().execute(query).mappings()
    return tuple(_row(row) for row in rows if row["origin_id"] is None or row["receipt_no"] != row["origin_no"])


def meal_query() -> Select[*tuple[Any, ...]]:
    """Meal lines with what undid them; add conditions on MealLine."""
    return _query()


def _query() -> Select[*tuple[Any, ...]]:
    origin = aliased(MealLine)
    columns = [getattr(MealLine, name) for name in _COLUMNS]
    undone = (_MIRROR.receipt_no.label("undone_by"), origin.receipt_no.label("origin_no"))
    query = select(*columns, *undone).outerjoin(_MIRROR, _MIRROR.origin_id == MealLine.id)
    return query.outerjoin(origin, origin.id == MealLine.origin_id)


def _row(row: RowMapping) -> MealRow:
    return MealRow(
        meal_id=row["id"],
        at=row["meal_at"],
        person_id=row["person_id"],
        name=row["diner"],
        category=row["category"],
        price=row["price"],
        reduction=row["reduction"],
        pay=row["pay"],
        payment=PUBLIC_CATEGORY if row["mode"] == PUBLIC else Payment(row["payment"]).label,
        number=row["receipt_no"].rpartition("-")[2],
        receipt_no=row["receipt_no"],
        state=_state(row),
        set_name=row["set_name"],
        slot=row["slot"],
        day=row["day"],
        marks="、".join(_marks(row)),
    )


def _state(row: RowMapping) -> str:
    if row["origin_id"] is not None:
        return "冲红"
    if row["undone_by"] is None:
        return ""
    return "作废" if row["undone_by"] == row["receipt_no"] else "已冲红"


def _marks(row: RowMapping) -> list[str]:
    marks = [f"补录 {row['entered_at']:%m-%d %H:%M}"] if row["backfilled"] else []
    return [*marks, "送餐"] if row["address"] else marks
