"""老年助餐 in the monthly report: a few grouped sums, each printed number a Figure that opens its meals."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, select

from shequ_desk.counters.canteen.rules.order import ELDERS, MODES, PUBLIC
from shequ_desk.counters.canteen.service.behind import Ages, Behind, adjusted, diners_behind, meals_behind
from shequ_desk.counters.canteen.service.sums import fen_sum
from shequ_desk.counters.canteen.tables import MealLine
from shequ_desk.kernel.dates import Month, Span, short_date
from shequ_desk.kernel.figures import Column, Figure, Table, without
from shequ_desk.kernel.money import Money
from shequ_desk.kernel.rates import change, trend
from shequ_desk.kernel.sections import Chart, Line, Measure, Section, Words
from shequ_desk.people.tables import Area, Person
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

TITLE = "老年助餐"
_YEAR = 12
_GRID = 3
_MEAL = MealLine.__table__.c
_KEPT = func.coalesce(Person.merged_into, Person.id)
_ELDERS = (
    Column("category", "优惠类别"),
    Column("people", "就餐人数", "int"),
    Column("meals", "就餐人次", "int"),
    Column("subsidy", "优惠金额（元）", "money"),
    Column("before", "{0}（元）", "money"),
    Column("change", "{1}", "percent"),
)
_MODES = (
    Column("mode", "供餐方式"),
    Column("meals", "餐次", "int"),
    Column("price", "原价（元）", "money"),
    Column("subsidy", "补贴（元）", "money"),
    Column("pay", "个人自付（元）", "money"),
    Column("change", "餐次环比", "percent"),
    Column("year", "餐次同比", "percent"),
)
_BANDS = (
    Ages("60 岁以下", 0, 59),
    Ages("60–69 岁", 60, 69),
    Ages("70–79 岁", 70, 79),
    Ages("80 岁以上", 80, 200),
    Ages("年龄不详", None, None),
)


class _Sum(NamedTuple):
    """Portions and 分 of one group."""

    meals: int
    price: int
    subsidy: int
    pay: int


_NONE = _Sum(0, 0, 0, 0)
Sums = Mapping[Any, _Sum]


@needs("canteen.report")
def month_section(work: Work, span: Span) -> Section:
    """The canteen's part of a month, quarter or year, with 环比 and 同比 and twelve months side by side."""
    facts = _Facts(work, span)
    return Section(
        title=TITLE,
        headline=facts.headline(),
        prose=facts.prose(),
        tables=(facts.by_category(), facts.by_mode()) if facts.now else (),
        charts=tuple(_charts(work, span)) if facts.now else (),
        adjustments=adjusted(work, span.first, span.last),
        measures=facts.measures(),
    )


class _Facts:
    """The sums of the period, of the one before and of the year before."""

    def __init__(self, work: Work, span: Span) -> None:
        self.work, self.span = work, span
        self.now = _grouped(work, _MEAL.mode, span)
        self.before = _grouped(work, _MEAL.mode, span.previous)
        self.year = _grouped(work, _MEAL.mode, span.year_before)
        self.diners = len(diners_behind(work, "", Behind(span, mode=ELDERS)).rows)

    def headline(self) -> Words:
        """Portions and what was borne for the diners."""
        return (TITLE, self._meals(""), "份，优惠金额", self._money("subsidy", ""), "元")

    def prose(self) -> tuple[Words, ...]:
        """What a social worker would say of the period; one sentence when nothing was eaten."""
        word = self.span.word
        if not self.now:
            return ((f"{word}没有就餐记录。",),)
        people = Figure(self.diners, "人", partial(_people, self.span, ""), f"{word}就餐老人")
        first: Words = (f"{word}供餐", self._meals(""), "份", *self._against(), "，其中老年优惠", self._meals(ELDERS))
        first = (*first, "份，惠及", people, "人。")
        money: Words = ("原价", self._money("price", ""), "元，补贴", self._money("subsidy", ""), "元，个人自付")
        money = (*money, self._money("pay", ""), "元。")
        public: Words = ("发放公益套餐", self._meals(PUBLIC), "份。") if self._sum(PUBLIC).meals else ()
        return ((*first, *money, *public),)

    def measures(self) -> tuple[Measure, ...]:
        """Portions and money borne, beside the period before and the year before."""
        sides = ((self.span, self.now), (self.span.previous, self.before), (self.span.year_before, self.year))
        meals = (_figure(_all(sums).meals, Behind(span), f"{span.text} 供餐") for span, sums in sides)
        borne = (
            _figure(Money(_all(sums).subsidy), Behind(span), f"{span.text} 优惠金额", "reduction")
            for span, sums in sides
        )
        return (Measure(*meals), Measure(*borne))

    def by_category(self) -> Table:
        """The elders' reductions by category, each beside the period before."""
        span, elders = self.span, _MEAL.mode == ELDERS
        now = _grouped(self.work, _MEAL.category, span, elders)
        before = _grouped(self.work, _MEAL.category, span.previous, elders)
        people = _people_by_category(self.work, span)
        rows = [self._category(key, now, before, people) for key in sorted({*now, *before}) if _any(key, now, before)]
        columns = [replace(one, title=one.title.format(span.before_word, span.compared)) for one in _ELDERS]
        totals = self._category("", {"": _all(now)}, {"": _all(before)}, {"": self.diners})
        return Table("老年助餐优惠情况", tuple(columns), rows, ("合计", *totals[1:]))

    def by_mode(self) -> Table:
        """The three modes with their sums; a year has one comparison."""
        rows = [self._mode(mode) for mode in MODES if self._sum(mode) != _NONE]
        table = Table("供餐方式", _MODES, rows, ("合计", *self._mode("")[1:]))
        return without(table, "change") if self.span.count == _YEAR else table

    def _sum(self, mode: str) -> _Sum:
        return self.now.get(mode, _NONE) if mode else _all(self.now)

    def _meals(self, mode: str) -> Figure:
        return _figure(self._sum(mode).meals, Behind(self.span, mode=mode), f"{mode or '合计'} 餐次", "quantity")

    def _money(self, key: str, mode: str) -> Figure:
        label = {"price": "原价", "subsidy": "补贴", "pay": "个人自付"}[key]
        value = Money(getattr(self._sum(mode), key))
        of = {"subsidy": "reduction"}.get(key, key)
        return _figure(value, Behind(self.span, mode=mode), f"{mode or '合计'} {label}", of)

    def _against(self) -> Words:
        """（上月1,234份，环比增长3.1%）, or nothing when there is no base."""
        before = _all(self.before).meals
        if not before:
            return ()
        base = _figure(before, Behind(self.span.previous), f"{self.span.before_word} 餐次", "quantity")
        told = f"{self.span.compared}{trend(self._sum('').meals, before)}"
        return (f"（{self.span.before_word}", base, f"份，{told}）")

    def _category(self, key: str, now: Sums, before: Sums, people: Mapping[str, int]) -> tuple[Any, ...]:
        new, old = now.get(key, _NONE), before.get(key, _NONE)
        which = Behind(self.span, mode=ELDERS, category=key)
        name = key or "合计"
        return (
            key,
            Figure(people.get(key, 0), "人", partial(_people, self.span, key), f"{name} 就餐人数"),
            _figure(new.meals, which, f"{name} 就餐人次", "quantity"),
            _figure(Money(new.subsidy), which, f"{name} 优惠金额", "reduction"),
            _figure(Money(old.subsidy), replace(which, period=self.span.previous), f"{name} 上期优惠", "reduction"),
            change(new.subsidy, old.subsidy),
        )

    def _mode(self, mode: str) -> tuple[Any, ...]:
        meals = self._sum(mode).meals
        old, older = (side.get(mode, _NONE) if mode else _all(side) for side in (self.before, self.year))
        money = (self._money(key, mode) for key in ("price", "subsidy", "pay"))
        return (mode, self._meals(mode), *money, change(meals, old.meals), change(meals, older.meals))


def _grouped(work: Work, key: ColumnElement[Any], span: Span, *conditions: ColumnElement[bool]) -> dict[Any, _Sum]:
    """Sums by a key, those that cancelled out left out."""
    amounts = [fen_sum(column) for column in (_MEAL.price, _MEAL.reduction, _MEAL.pay)]
    inside = _MEAL.day.between(span.first, span.last)
    query = select(key, func.sum(_MEAL.quantity), *amounts).where(inside, *conditions).group_by(key)
    found = {row[0]: _Sum(*row[1:]) for row in work.connection.execute(query)}
    return {name: one for name, one in found.items() if one != _NONE}


def _all(sums: Sums) -> _Sum:
    return _Sum(*(sum(column) for column in zip(*sums.values(), strict=True))) if sums else _NONE


def _any(key: str, *sums: Sums) -> bool:
    return any(key in side for side in sums)


def _people_by_category(work: Work, span: Span) -> dict[str, int]:
    """Residents per category whose portions did not cancel out, merged records counted once."""
    eaten = (
        select(_MEAL.category.label("category"), _KEPT.label("kept"))
        .join(Person, Person.id == _MEAL.person_id)
        .where(_MEAL.day.between(span.first, span.last), _MEAL.mode == ELDERS)
        .group_by(_MEAL.category, _KEPT)
        .having(func.sum(_MEAL.quantity) != 0)
        .subquery()
    )
    query = select(eaten.c.category, func.count()).group_by(eaten.c.category)
    return {row[0]: row[1] for row in work.connection.execute(query)}


def _charts(work: Work, span: Span) -> Iterable[Chart]:
    yield _by_month(work, span)
    if span.count == 1:
        days = _grouped(work, _MEAL.day, span)
        every = span.start.days()
        marks = [_portions(days.get(day, _NONE), Behind(span, day=day), short_date(day)) for day in every]
        yield _chart("每日就餐份数", "days", [str(day.day) for day in every], marks)
    ages = _grouped(work, _MEAL.age, span, _MEAL.mode == ELDERS)
    bands = [_portions(_all(_within(ages, band)), Behind(span, ELDERS, ages=band), band.label) for band in _BANDS]
    yield _chart("各年龄段老年优惠份数", "ages", [band.label for band in _BANDS], bands)
    yield _by_grid(work, span)


def _by_month(work: Work, span: Span) -> Chart:
    months = [span.end.plus(shift - _YEAR + 1) for shift in range(_YEAR)]
    inside = _MEAL.day.between(months[0].year_before.first, span.last)
    query = select(_MEAL.day, func.sum(_MEAL.quantity)).where(inside).group_by(_MEAL.day)
    meals: dict[Month, int] = defaultdict(int)
    for day, count in work.connection.execute(query):
        meals[Month.of(day)] += count
    lines = [Line("近十二个月", tuple(_month_mark(month, meals) for month in months))]
    older = [month.year_before for month in months]
    if any(meals[month] for month in older):
        lines.append(Line("上年同期", tuple(_month_mark(month, meals) for month in older)))
    return Chart("近十二个月就餐份数", "months", "份", tuple(f"{month.month}月" for month in months), tuple(lines))


def _month_mark(month: Month, meals: Mapping[Month, int]) -> Figure:
    return _figure(meals[month], Behind(Span(month)), f"{month.text} 就餐份数", "quantity")


def _by_grid(work: Work, span: Span) -> Chart:
    titles = _grid_titles(work)
    query = (
        select(Person.area_id, func.sum(_MEAL.quantity))
        .select_from(MealLine.__table__.outerjoin(Person.__table__, Person.id == _MEAL.person_id))
        .where(_MEAL.day.between(span.first, span.last), _MEAL.mode == ELDERS)
        .group_by(Person.area_id)
    )
    portions: dict[str, int] = defaultdict(int)
    for area_id, count in work.connection.execute(query):
        portions[titles.get(area_id, _NO_GRID)] += count
    areas: dict[str, list[int]] = defaultdict(list)
    for area_id, title in titles.items():
        areas[title].append(area_id)
    named = [title for title in sorted(portions) if title != _NO_GRID] + [_NO_GRID] * (_NO_GRID in portions)
    marks = [
        _figure(portions[title], Behind(span, ELDERS, areas=tuple(areas[title]), no_area=title == _NO_GRID), title)
        for title in named
    ]
    return _chart("各网格老年优惠份数", "grids", named, marks)


_NO_GRID = "未登记网格"


def _grid_titles(work: Work) -> dict[int, str]:
    """Area id → title of the grid it is or lies in; places above the grids keep their own."""
    rows = {row.id: row for row in work.connection.execute(select(Area.id, Area.parent_id, Area.level, Area.title))}

    def title(area_id: int) -> str:
        row = rows[area_id]
        return title(row.parent_id) if row.level > _GRID and row.parent_id in rows else str(row.title)

    return {area_id: title(area_id) for area_id in rows}


def _within(ages: Sums, band: Ages) -> dict[Any, _Sum]:
    return {age: one for age, one in ages.items() if band.holds(age)}


def _portions(one: _Sum, which: Behind, label: str) -> Figure:
    return _figure(one.meals, which, f"{label} 就餐份数", "quantity")


def _chart(title: str, kind: Any, labels: Sequence[str], marks: Sequence[Figure]) -> Chart:
    return Chart(title, kind, "份", tuple(labels), (Line("份数", tuple(marks)),))


def _figure(value: int | Money, which: Behind, label: str, of: str = "quantity") -> Figure:
    unit = "元" if isinstance(value, Money) else "份"
    return Figure(value, unit, partial(_meals, label, which), label, of)


def _meals(label: str, which: Behind, work: Work) -> Table:
    return meals_behind(work, label, which)


def _people(span: Span, category: str, work: Work) -> Table:
    return diners_behind(work, f"{span.text}{category}就餐老人", Behind(span, mode=ELDERS, category=category))
