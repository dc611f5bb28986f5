"""托育服务 in the report of a month, quarter or year: every number a Figure that opens its stays."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, select

from shequ_desk.counters.childcare.rules.booking import LATE, MISSED
from shequ_desk.counters.childcare.rules.offer import GUARDIAN
from shequ_desk.counters.childcare.service.behind import (
    Behind,
    adjusted,
    children_behind,
    incidents_behind,
    missed_behind,
    reading,
    shares_behind,
    stays,
    waiting_behind,
)
from shequ_desk.counters.childcare.service.sums import STAY, fen_sum
from shequ_desk.counters.childcare.tables import BookingRow, IncidentRow, ShareRow, WaitingRow
from shequ_desk.kernel.dates import Month, Span, short_date
from shequ_desk.kernel.figures import Column, Figure, Table, without
from shequ_desk.kernel.money import MINUS, Money
from shequ_desk.kernel.rates import change, percent, trend
from shequ_desk.kernel.sections import Chart, Line, Measure, Section, Words
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

TITLE = "托育服务"
_YEAR = 12
_CLASSES = ("乳儿班", "托小班", "托大班", "学龄")
_SHARE = ShareRow.__table__.c
_BOOKING = BookingRow.__table__.c


class _Sum(NamedTuple):
    """Visits, minutes and 分 of one group."""

    visits: int
    minutes: int
    price: int
    care: int
    meal: int


_NONE = _Sum(0, 0, 0, 0, 0)
Sums = Mapping[Any, _Sum]


@needs("childcare.report")
def month_section(work: Work, span: Span) -> Section:
    """Childcare's part of a period, with 环比 and 同比 and twelve months side by side."""
    facts = _Facts(work, span)
    busy = bool(facts.now)
    return Section(
        title=TITLE,
        headline=(TITLE, facts.visits(), "人次"),
        prose=tuple(facts.prose()) if busy else ((f"{span.word}没有托育服务。",),),
        tables=(facts.by_programme(), facts.by_class(), facts.by_payer()) if busy else (),
        charts=tuple(_charts(work, span, facts.classes)) if busy else (),
        adjustments=adjusted(work, Behind(span.first, span.last)),
        measures=facts.measures(),
    )


class _Facts:
    """The sums of a period, of the one before and of the same a year before; a statement each."""

    def __init__(self, work: Work, span: Span) -> None:
        self.work, self.span = work, span
        self.now, self.before, self.year = (
            _grouped(work, STAY.programme_name, one) for one in (span, span.previous, span.year_before)
        )
        self.classes = _grouped(work, STAY.age_class, span)
        self.whole, self.whole_before, self.whole_year = (
            _all(one.values()) for one in (self.now, self.before, self.year)
        )

    def visits(self) -> Figure:
        """The period's visits."""
        return _visits(self.whole, _behind(self.span), f"{self.span.word}托育人次")

    def prose(self) -> Iterator[Words]:
        """What happened, what was paid and by whom, what else."""
        span, whole, asked = self.span, self.whole, _behind(self.span)
        minutes = stays(whole.minutes, "分钟", asked, "照护时长", "minutes")
        served: Words = (
            "，服务儿童",
            self._children(),
            f"人，照护时长合计{_hours(whole)}小时（",
            minutes,
            "分钟）。",
        )
        yield (f"{span.word}托育服务", self.visits(), "人次", *self._against(), *served)
        due = stays(Money(whole.price), "元", asked, "应收托育费", "price")
        own = stays(Money(whole.care), "元", asked, GUARDIAN, "care")
        paid: Words = ("应收托育费", due, "元，其中家长自付", own, "元")
        yield (*paid, *self._borne(), *self._meals(), "。")
        yield from self._rest()

    def measures(self) -> tuple[Measure, ...]:
        """Visits and fees beside the other periods."""
        spans = (self.span, self.span.previous, self.span.year_before)
        sums = (self.whole, self.whole_before, self.whole_year)
        pairs = [(one, _behind(span)) for one, span in zip(sums, spans, strict=True)]
        visits = [_visits(one, asked, "托育人次") for one, asked in pairs]
        fees = [stays(Money(one.price), "元", asked, "应收托育费", "price") for one, asked in pairs]
        return (Measure(*visits), Measure(*fees))

    def by_programme(self) -> Table:
        """Programmes with visits, hours, money and how visits changed; a year has one comparison."""
        columns = (
            Column("name", "项目", weight=2),
            Column("visits", "人次", "int"),
            Column("hours", "时长（小时）", "percent"),
            Column("minutes", "折合（分钟）", "int"),
            Column("price", "应收（元）", "money"),
            Column("care", "家长自付（元）", "money"),
            Column("meal", "餐费（元）", "money"),
            Column("change", "人次环比", "percent"),
            Column("year", "人次同比", "percent"),
        )
        rows = [self._row(name, one, Behind(self.span.first, self.span.last, name)) for name, one in self.now.items()]
        table = Table("各项目托育情况", columns, rows, self._row("合计", self.whole, _behind(self.span)))
        return without(table, "change") if self.span.count == _YEAR else table

    def by_class(self) -> Table:
        """Age classes with visits and their share."""
        columns = (Column("class", "班型"), Column("visits", "人次", "int"), Column("share", "占比", "percent"))
        rows = [self._class_row(name) for name in _CLASSES if name in self.classes]
        whole = ("合计", self.visits(), percent(self.whole.visits, self.whole.visits))
        return Table("各班型人次", columns, rows, whole)

    def by_payer(self) -> Table:
        """Who bears the care fees."""
        columns = (Column("payer", "承担方", weight=2), Column("amount", "金额（元）", "money"))
        rows = [(payer, self._share(payer, fen)) for payer, fen in _payers(self.work, self.span)]
        due = stays(Money(self.whole.price), "元", _behind(self.span), "应收托育费", "price")
        return Table("托育费承担", columns, rows, ("合计", due))

    def _row(self, name: str, one: _Sum, asked: Behind) -> tuple[Any, ...]:
        whole = name == "合计"
        before = self.whole_before if whole else self.before.get(name, _NONE)
        year = self.whole_year if whole else self.year.get(name, _NONE)
        money = [stays(Money(getattr(one, key)), "元", asked, name, key) for key in ("price", "care", "meal")]
        changes = (change(one.visits, before.visits), change(one.visits, year.visits))
        minutes = stays(one.minutes, "分钟", asked, name, "minutes")
        return (name, _visits(one, asked, name), _hours(one), minutes, *money, *changes)

    def _class_row(self, name: str) -> tuple[Any, ...]:
        one = self.classes[name]
        asked = Behind(self.span.first, self.span.last, age_class=name)
        return (name, _visits(one, asked, name), percent(one.visits, self.whole.visits))

    def _share(self, payer: str, fen: int) -> Figure:
        asked = Behind(self.span.first, self.span.last, payer=payer)
        return Figure(Money(fen), "元", reading(shares_behind, asked), payer, "amount")

    def _against(self) -> Words:
        before = self.whole_before
        if not before.visits:
            return ()
        base = _visits(before, _behind(self.span.previous), f"{self.span.before_word}托育人次")
        told = f"{self.span.compared}{trend(self.whole.visits, before.visits)}"
        return (f"（{self.span.before_word}", base, f"人次，{told}）")

    def _children(self) -> Figure:
        inside = STAY.day.between(self.span.first, self.span.last)
        came = select(STAY.child_id).where(inside).group_by(STAY.child_id).having(func.sum(STAY.quantity) > 0)
        count = self.work.connection.execute(select(func.count()).select_from(came.subquery())).scalar_one()
        return Figure(count, "人", reading(children_behind, _behind(self.span)), "服务儿童")

    def _borne(self) -> Words:
        others = [(payer, fen) for payer, fen in _payers(self.work, self.span) if payer != GUARDIAN]
        words: list[str | Figure] = []
        for payer, fen in others:
            words += [f"，{payer}承担", self._share(payer, fen), "元"]
        return tuple(words)

    def _meals(self) -> Words:
        if not self.whole.meal:
            return ()
        return ("；餐费另计", stays(Money(self.whole.meal), "元", _behind(self.span), "餐费", "meal"), "元")

    def _rest(self) -> Iterator[Words]:
        """Waiting list, no-shows and incidents, where there were any."""
        asked = _behind(self.span)
        missed = (_BOOKING.day.between(asked.first, asked.last), _BOOKING.state.in_((MISSED, LATE)))
        turns = (WaitingRow.asked_at.between(*asked.moments),)
        incidents = (IncidentRow.at.between(*asked.moments), IncidentRow.amends_id == 0)
        found: list[str | Figure] = []
        for word, unit, rows, where in (
            ("候补", "次", waiting_behind, turns),
            ("未到和临时取消", "次", missed_behind, missed),
            ("事故记录", "起", incidents_behind, incidents),
        ):
            count = self.work.connection.execute(select(func.count()).where(*where)).scalar_one()
            if count:
                found += ["，" if found else "", word, Figure(count, unit, reading(rows, asked), word), unit]
        if found:
            yield (*found[1:], "。")


def _grouped(work: Work, key: ColumnElement[Any], span: Span) -> dict[Any, _Sum]:
    sums = (func.sum(STAY.quantity), func.sum(STAY.minutes))
    money = tuple(fen_sum(STAY[name]) for name in ("list_price", "care", "meal_fee"))
    query = select(key, *sums, *money).where(STAY.day.between(span.first, span.last)).group_by(key).order_by(key)
    return {row[0]: _Sum(*row[1:]) for row in work.connection.execute(query) if any(row[1:])}


def _all(sums: Iterable[_Sum]) -> _Sum:
    return _Sum(*(sum(parts) for parts in zip(*sums, strict=True))) if (sums := list(sums)) else _NONE


def _payers(work: Work, span: Span) -> list[tuple[str, int]]:
    inside = _SHARE.day.between(span.first, span.last)
    query = select(_SHARE.payer, fen_sum(_SHARE.fen)).where(inside).group_by(_SHARE.payer)
    found = [(row[0], row[1]) for row in work.connection.execute(query) if row[1]]
    return sorted(found, key=lambda one: (-one[1], one[0]))


def _charts(work: Work, span: Span, classes: Sums) -> Iterator[Chart]:
    yield _by_month(work, span)
    if span.count == 1:
        days = _grouped(work, STAY.day, span)
        every = span.start.days()
        marks = [_visits(days.get(day, _NONE), Behind(day, day), short_date(day)) for day in every]
        yield _chart("每日托育人次", "days", [str(day.day) for day in every], marks)
    marks = [
        _visits(classes.get(name, _NONE), Behind(span.first, span.last, age_class=name), name) for name in _CLASSES
    ]
    yield _chart("各班型托育人次", "groups", _CLASSES, marks)


def _by_month(work: Work, span: Span) -> Chart:
    months = [span.end.plus(shift - _YEAR + 1) for shift in range(_YEAR)]
    older = [month.year_before for month in months]
    visits = _by_day(work, older[0].first, span.last)
    lines = [Line("近十二个月", tuple(_mark(month, visits) for month in months))]
    if any(visits[month] for month in older):
        lines.append(Line("上年同期", tuple(_mark(month, visits) for month in older)))
    return Chart("近十二个月托育人次", "months", "人次", tuple(f"{month.month}月" for month in months), tuple(lines))


def _by_day(work: Work, first: date, last: date) -> dict[Month, int]:
    query = select(STAY.day, func.sum(STAY.quantity)).where(STAY.day.between(first, last)).group_by(STAY.day)
    visits: dict[Month, int] = defaultdict(int)
    for day, count in work.connection.execute(query):
        visits[Month.of(day)] += count
    return visits


def _mark(month: Month, visits: Mapping[Month, int]) -> Figure:
    return stays(visits[month], "人次", Behind(month.first, month.last), f"{month.text}托育", "visits")


def _chart(title: str, kind: Any, labels: Sequence[str], marks: Sequence[Figure]) -> Chart:
    return Chart(title, kind, "人次", tuple(labels), (Line("人次", tuple(marks)),))


def _hours(one: _Sum) -> str:
    """The minutes in hours, one decimal."""
    return f"{one.minutes / 60:,.1f}".replace("-", MINUS)


def _visits(one: _Sum, asked: Behind, label: str) -> Figure:
    return stays(one.visits, "人次", asked, label, "visits")


def _behind(span: Span) -> Behind:
    return Behind(span.first, span.last)
