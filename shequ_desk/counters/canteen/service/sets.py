"""Set meals with dated prices."""

from datetime import date, timedelta

from sqlalchemy import Date, bindparam, exists, func, or_, select

from shequ_desk.counters.canteen.rules.menu import MealSet, SetPrice, check_set
from shequ_desk.counters.canteen.tables import MealLine, PriceRow, SetRow
from shequ_desk.kernel.dates import short_date
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.money import Money
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs
from shequ_desk.store.statements import Fixed

_SET, _PRICE = SetRow.__table__.c, PriceRow.__table__.c
_DAY = bindparam("day", type_=Date)
_BEGUN = select(func.max(_PRICE.valid_from)).where(_PRICE.set_id == _SET.id, _PRICE.valid_from <= _DAY)
_FIRST = select(func.min(_PRICE.valid_from)).where(_PRICE.set_id == _SET.id)
_SINCE = func.coalesce(
    _BEGUN.correlate(SetRow.__table__).scalar_subquery(), _FIRST.correlate(SetRow.__table__).scalar_subquery()
)
_CHOSEN = PriceRow.__table__.alias("chosen").c
_PRICED = (
    select(_SET.id, _SET.name, _SET.slots, _SET.position, _CHOSEN.price, _SET.valid_from, _SET.valid_to)
    .where(_CHOSEN.set_id == _SET.id, _CHOSEN.valid_from == _SINCE)
    .order_by(_SET.position, _SET.id)
)
_EVER = Fixed(_PRICED)
_ON_DAY = Fixed(_PRICED.where(_SET.valid_from <= _DAY, or_(_SET.valid_to.is_(None), _SET.valid_to >= _DAY)))


@needs("canteen.read")
def sets_on(work: Work, day: date, slot: str = "") -> tuple[MealSet, ...]:
    """Sets sold on the day (in the slot, when named) with the price of that day, in hotkey order."""
    found = _read(work, _ON_DAY, day)
    return tuple(one for one in found if not slot or slot in one.slots)


@needs("canteen.read")
def all_sets(work: Work) -> tuple[MealSet, ...]:
    """Every set ever sold, ended ones too, with the newest price that has begun (or its first)."""
    return _read(work, _EVER, work.today)


@needs("canteen.read")
def prices(work: Work, set_id: int) -> tuple[SetPrice, ...]:
    """All dated prices of a set, oldest first."""
    query = select(PriceRow.set_id, PriceRow.price, PriceRow.valid_from).where(PriceRow.set_id == set_id)
    return tuple(SetPrice(*row) for row in work.session.execute(query.order_by(PriceRow.valid_from)))


@needs("canteen.rules")
def add_set(work: Work, name: str, slots: tuple[str, ...], price: Money, valid_from: date) -> int:
    """A new set from a date on, last in hotkey order; returns its id. Refusal when something is missing or doubled."""
    check_set(name, slots, price)
    _check_name(work, name, valid_from)
    last = work.session.scalar(select(func.max(SetRow.position))) or 0
    row = SetRow(name=name.strip(), slots=list(slots), position=last + 1, valid_from=valid_from, valid_to=None)
    work.session.add(row)
    work.session.flush()
    work.session.add(PriceRow(set_id=row.id, price=price, valid_from=valid_from))
    work.news("canteen")
    return row.id


@needs("canteen.rules")
def edit_set(work: Work, set_id: int, name: str, slots: tuple[str, ...], position: int) -> None:
    """Rename, reorder or move a set to other slots; settled meals keep the name they had.

    `slots` of 早, 午, 晚; `position` counts from 1 (Ctrl+1 …). Refusal without a name or a slot, or when another set
    still sold has the name.
    """
    row = _set(work, set_id)
    check_set(name, slots, Money(1))
    _check_name(work, name, work.today, set_id)
    row.name, row.slots, row.position = name.strip(), list(slots), position
    work.news("canteen")


@needs("canteen.rules")
def change_price(work: Work, set_id: int, price: Money, valid_from: date) -> None:
    """A new price from a date on. Refusal when meals of that set were already settled on or after that date."""
    row = _set(work, set_id)
    check_set(row.name, tuple(row.slots), price)
    if _eaten_since(work, set_id, valid_from):
        raise Refusal(f"{short_date(valid_from)} 起已有按原价结算的餐", "新价格请从明天或更晚开始", "valid_from")
    same = work.session.scalar(select(PriceRow).where(PriceRow.set_id == set_id, PriceRow.valid_from == valid_from))
    if same is None:
        work.session.add(PriceRow(set_id=set_id, price=price, valid_from=valid_from))
    else:
        same.price = price
    work.news("canteen")


@needs("canteen.rules")
def end_set(work: Work, set_id: int, last_day: date) -> None:
    """Stop selling after `last_day`. Refusal when it was sold later than that."""
    row = _set(work, set_id)
    if _eaten_since(work, set_id, last_day + timedelta(days=1)):
        raise Refusal(f"{short_date(last_day)} 之后还卖过这个套餐", "请选择更晚的截止日期", "last_day")
    row.valid_to = last_day
    work.news("canteen")


def _read(work: Work, query: Fixed, day: date) -> tuple[MealSet, ...]:
    return tuple(MealSet(row[0], row[1], tuple(row[2]), *row[3:]) for row in work.rows(query, {"day": day}))


def _check_name(work: Work, name: str, since: date, set_id: int = 0) -> None:
    """Refusal when another set sold on or after the day has the name: the till knows them by it."""
    others = (one for one in all_sets(work) if one.id != set_id and (one.valid_to is None or one.valid_to >= since))
    if any(one.name == name.strip() for one in others):
        raise Refusal(f"已有名为“{name.strip()}”的套餐", "请换一个名称，或改原套餐的价格", "name")


def _set(work: Work, set_id: int) -> SetRow:
    row = work.session.get(SetRow, set_id)
    if row is None:
        raise Refusal("没有这个套餐", "请从列表中选择", "set_id")
    return row


def _eaten_since(work: Work, set_id: int, day: date) -> bool:
    eaten = (MealLine.day >= day, MealLine.meal_day >= day, MealLine.set_id == set_id)
    return bool(work.session.scalar(select(exists().where(*eaten))))
