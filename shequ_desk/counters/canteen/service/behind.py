"""The meals behind a printed number, and every clickable number of the month's papers."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, exists, func, or_, select, type_coerce
from sqlalchemy.orm import aliased

from shequ_desk.counters.canteen.rules.discount import SLOTS
from shequ_desk.counters.canteen.rules.order import ELDERS, PUBLIC
from shequ_desk.counters.canteen.rules.settlement import PaperBefore, PublicLedger, Settlement, SubsidyRow
from shequ_desk.counters.canteen.tables import MealLine, PublicLine, ShareLine
from shequ_desk.kernel.dates import Month, Span, short_date
from shequ_desk.kernel.figures import Column, Figure, Table
from shequ_desk.kernel.money import Money, total
from shequ_desk.people.tables import Person
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs
from shequ_desk.till.rules import Payment

_COLUMNS = (
    Column("meal_at", "用餐时间", "date"),
    Column("diner", "姓名"),
    Column("category", "类别"),
    Column("slot", "餐次"),
    Column("set_name", "套餐"),
    Column("quantity", "份数", "int"),
    Column("price", "原价", "money"),
    Column("reduction", "优惠", "money"),
    Column("pay", "应收", "money"),
    Column("payment", "方式"),
    Column("receipt_no", "单号", "number_text"),
)
_LINES = (Column("name", "项目"), Column("pay", "金额（元）", "money"))
_DINERS = (
    Column("name", "姓名"),
    Column("birth", "出生日期", "date"),
    Column("quantity", "餐次", "int"),
    Column("reduction", "优惠（元）", "money"),
)
_ADJUSTED = (
    Column("day", "记账日", "date"),
    Column("meal_day", "用餐日", "date"),
    Column("diner", "姓名"),
    Column("receipt_no", "单号", "number_text"),
    Column("origin", "原单号", "number_text"),
    Column("quantity", "份数", "int"),
    Column("reduction", "优惠（元）", "money"),
    Column("pay", "应收（元）", "money"),
)
_BEFORE = (
    Column("until", "截至", "date"),
    Column("meals", "餐次", "int"),
    Column("price", "原价", "money"),
    Column("subsidy", "补贴", "money"),
    Column("pay", "自付", "money"),
)
_QUOTAS = (
    Column("day", "日期", "date"),
    Column("quota", "份额", "int"),
    Column("used", "已发", "int"),
    Column("left", "剩余", "int"),
)
_PAID_BY = Column("fen", "承担", "money")
_DINER = aliased(Person)
_AREA = select(_DINER.area_id).where(_DINER.id == MealLine.person_id).correlate(MealLine).scalar_subquery()
"""Where a meal's diner lives, looked up for each meal of the days: asked the other way round, SQLite reads every meal
that the people of an area ever ate.
"""


@dataclass(frozen=True)
class Ages:
    """A band of ages, both ends inside; no ends: diners whose age is not known."""

    label: str
    first: int | None
    last: int | None

    def holds(self, age: int | None) -> bool:
        """Whether an age lies in the band."""
        if age is None or self.first is None or self.last is None:
            return age is None and self.first is None
        return self.first <= age <= self.last


@dataclass(frozen=True)
class Behind:
    """Which meals are meant; empty fields ask nothing. `period` is the accounting month, quarter or year.

    `areas` are the places the diners live in today; `no_area` asks for diners without one.
    """

    period: Month | Span
    mode: str = ""
    person_ids: tuple[int, ...] = ()
    category: str = ""
    version_id: int | None = None
    slot: str = ""
    payment: str = ""
    payer: str = ""
    occupation: str = ""
    day: date | None = None
    ages: Ages | None = None
    areas: tuple[int, ...] = ()
    no_area: bool = False


@needs("canteen.report")
def meals_behind(work: Work, title: str, which: Behind) -> Table:
    """Every ledger line of `which`, void and reversed ones with their mirrors, totals at the end."""
    columns: list[Any] = [getattr(MealLine, column.key) for column in _COLUMNS]
    if which.payer:
        share = select(ShareLine.fen).where(ShareLine.meal_id == MealLine.id, ShareLine.payer == which.payer)
        columns.append(share.correlate(MealLine).scalar_subquery())
    query = select(*columns).where(*_conditions(which)).order_by(MealLine.id)
    rows = [_shown(tuple(row)) for row in work.session.connection().execute(query)]
    shown = (*_COLUMNS, _PAID_BY) if which.payer else _COLUMNS
    return Table(title, shown, rows, _totals(rows, len(shown)))


@needs("canteen.report")
def diners_behind(work: Work, title: str, which: Behind) -> Table:
    """The residents who ate, merged records as one line, those whose portions cancelled out left out."""
    kept = aliased(Person)
    query = (
        select(
            kept.name, kept.birth, func.sum(MealLine.quantity), func.sum(type_coerce(MealLine.reduction, BigInteger))
        )
        .select_from(MealLine)
        .join(Person, Person.id == MealLine.person_id)
        .join(kept, kept.id == func.coalesce(Person.merged_into, Person.id))
        .where(*_conditions(which))
        .group_by(kept.id, kept.name, kept.birth)
        .having(func.sum(MealLine.quantity) != 0)
        .order_by(kept.name, kept.id)
    )
    rows = [(name, birth, count, Money(int(fen))) for name, birth, count, fen in work.connection.execute(query)]
    return Table(title, _DINERS, rows, ("合计", None, sum(row[2] for row in rows), total(row[3] for row in rows)))


@needs("canteen.report")
def adjusted(work: Work, first: date, last: date) -> Table | None:
    """Reversals and late entries of meals before `first`, each naming the original receipt; None: there are none."""
    origin = aliased(MealLine)
    query = (
        select(MealLine.day, MealLine.meal_day, MealLine.diner, MealLine.receipt_no, origin.receipt_no)
        .add_columns(MealLine.quantity, MealLine.reduction, MealLine.pay)
        .outerjoin(origin, origin.id == MealLine.origin_id)
        .where(MealLine.day.between(first, last), or_(MealLine.meal_day < first, origin.day < first))
        .order_by(MealLine.id)
    )
    rows = [(*row[:4], row[4] or "补录", *row[5:]) for row in work.connection.execute(query)]
    if not rows:
        return None
    sums = (sum(row[5] for row in rows), total(row[6] for row in rows), total(row[7] for row in rows))
    return Table("老年助餐：以前月份的更正", _ADJUSTED, rows, ("合计", None, "", "", "", *sums))


def settlement_figures(settlement: Settlement) -> tuple[Figure, ...]:
    """Every number on the settlement, each opening its meals."""
    s, whole = settlement, Behind(settlement.month)
    figures = [_figure(s.meals, "份", "合计餐次", whole), _figure(s.price, "元", "原价合计", whole, "price")]
    figures += [
        _figure(s.subsidy, "元", "补贴合计", whole, "reduction"),
        _figure(s.pay, "元", "个人自付合计", whole, "pay"),
    ]
    for mode in s.modes:
        own = Behind(s.month, mode=mode.mode)
        figures += [
            _figure(mode.meals, "份", f"{mode.mode} 餐次", own),
            _figure(mode.price, "元", f"{mode.mode} 原价", own, "price"),
        ]
        figures += [_figure(mode.subsidy, "元", f"{mode.mode} 补贴", own, "reduction")]
        figures += [_figure(mode.pay, "元", f"{mode.mode} 自付", own, "pay")]
    figures += [
        _figure(_eaten(s, slot), "份", f"{ELDERS} {slot}餐", Behind(s.month, mode=ELDERS, slot=slot)) for slot in SLOTS
    ]
    figures.append(Figure(s.payable, "元", partial(_payable, s), "应付运营方", "pay"))
    figures += _before_figures(s.before) if s.before is not None else []
    figures += [
        _figure(part.amount, "元", f"{part.name}承担", Behind(s.month, payer=part.name), "fen") for part in s.payers
    ]
    figures += [_figure(part.amount, "元", part.name, Behind(s.month, payment=part.key), "pay") for part in s.payments]
    figures += [_figure(day.meals, "元", short_date(day.day), Behind(s.month, day=day.day), "pay") for day in s.days]
    return (*figures, *(figure for row in s.rows for figure in _row_figures(s.month, row)))


def public_figures(ledger: PublicLedger) -> tuple[Figure, ...]:
    """Every number on the public meal ledger, each opening its meals."""
    own = Behind(ledger.month, mode=PUBLIC)
    figures = [
        _figure(ledger.used, "份", "公益套餐已发", own),
        _figure(ledger.value, "元", "公益套餐金额", own, "price"),
    ]
    days = partial(_days_of, ledger)
    figures += [
        Figure(ledger.quota, "份", days, "份额合计", "quota", planned=True),
        Figure(ledger.quota - ledger.used, "份", days, "剩余合计", "left", planned=True),
    ]
    for kind, used in ledger.occupations:
        figures.append(_figure(used, "份", f"{kind} 份数", Behind(ledger.month, mode=PUBLIC, occupation=kind)))
    for part in ledger.payers:
        which = Behind(ledger.month, mode=PUBLIC, payer=part.name)
        figures.append(_figure(part.amount, "元", f"{part.name}承担", which, "fen"))
    for day in ledger.days:
        which = Behind(ledger.month, mode=PUBLIC, day=day.day)
        figures.append(_figure(day.used, "份", f"{short_date(day.day)} 已发", which))
    return tuple(figures)


def _row_figures(month: Month, row: SubsidyRow) -> list[Figure]:
    which = partial(Behind, month, person_ids=row.person_ids, category=row.category, version_id=row.version_id)
    slots = (("早", row.early), ("午", row.noon), ("晚", row.late))
    figures = [_figure(count, "份", f"{row.name} {slot}餐", which(slot=slot)) for slot, count in slots if count]
    figures += [_figure(row.meals, "份", f"{row.name} 合计餐次", which())]
    figures += [_figure(row.subsidy, "元", f"{row.name} 补贴", which(), "reduction")]
    return [*figures, _figure(row.pay, "元", f"{row.name} 自付", which(), "pay")]


def _figure(value: int | Money, unit: str, label: str, which: Behind, of: str = "quantity") -> Figure:
    return Figure(value, unit, partial(_open, label, which), label, of)


def _open(label: str, which: Behind, work: Work) -> Table:
    return meals_behind(work, label, which)


def _eaten(settlement: Settlement, slot: str) -> int:
    name = {"早": "early", "午": "noon", "晚": "late"}[slot]
    return sum(getattr(row, name) for row in settlement.rows)


def _before_figures(before: PaperBefore) -> list[Figure]:
    """The figures from paper, each opening the line it was entered as."""
    values: tuple[int | Money, ...] = (before.meals, before.price, before.subsidy, before.pay)
    table = Table("启用前手工数", _BEFORE, [(before.until, *values)], ("合计", *values))

    def rows(_work: Work) -> Table:
        return table

    parts = zip(_BEFORE[1:], values, strict=True)
    return [
        Figure(value, "份" if column.kind == "int" else "元", rows, f"启用前 {column.title}", column.key)
        for column, value in parts
    ]


def _days_of(ledger: PublicLedger, _work: Work) -> Table:
    """Quota, handed out and left, day by day."""
    rows = [(one.day, one.quota, one.used, one.quota - one.used) for one in ledger.days]
    return Table("公益套餐份额", _QUOTAS, rows, ("合计", ledger.quota, ledger.used, ledger.quota - ledger.used))


def _payable(settlement: Settlement, _work: Work) -> Table:
    """The lines 应付运营方 is made of, each of them a figure of its own."""
    s = settlement
    rows: list[tuple[str, Money]] = [("原价合计", s.price)]
    rows += [("居民自付，已由运营方收取", -s.pay)] if s.heading.holder == "operator" else []
    rows += [("运营方自行承担", -s.own)] if s.own else []
    return Table("应付运营方", _LINES, rows, ("合计", s.payable))


def _conditions(which: Behind) -> list[ColumnElement[bool]]:
    first, last = (which.day, which.day) if which.day else (which.period.first, which.period.last)
    found: list[ColumnElement[bool]] = [MealLine.day.between(first, last)]
    named = (
        (MealLine.mode, which.mode),
        (MealLine.category, which.category),
        (MealLine.slot, which.slot),
        (MealLine.payment, which.payment),
        (MealLine.rule_version_id, which.version_id),
    )
    found += [column == value for column, value in named if value]
    found += [MealLine.person_id.in_(which.person_ids)] if which.person_ids else []
    found += _living(which) + _aged(which.ages)
    if which.payer:
        found.append(exists().where(ShareLine.meal_id == MealLine.id, ShareLine.payer == which.payer))
    if which.occupation:
        found.append(exists().where(PublicLine.meal_id == MealLine.id, PublicLine.occupation == which.occupation))
    return found


def _living(which: Behind) -> list[ColumnElement[bool]]:
    if which.areas:
        return [_AREA.in_(which.areas)]
    return [_AREA.is_(None)] if which.no_area else []


def _aged(ages: Ages | None) -> list[ColumnElement[bool]]:
    if ages is None:
        return []
    if ages.first is None or ages.last is None:
        return [MealLine.age.is_(None)]
    return [MealLine.age.between(ages.first, ages.last)]


def _shown(row: tuple[Any, ...]) -> tuple[Any, ...]:
    payment = [column.key for column in _COLUMNS].index("payment")
    return (*row[:payment], Payment(row[payment]).label, *row[payment + 1 :])


def _totals(rows: list[tuple[Any, ...]], width: int) -> tuple[Any, ...]:
    cells: list[Any] = ["合计", *[""] * (width - 1)]
    for place in (6, 7, 8, *range(len(_COLUMNS), width)):
        cells[place] = total(row[place] for row in rows)
    cells[5] = sum(row[5] for row in rows)
    return tuple(cells)
