"""人民调解案件情况统计表: one grouped pass over the finished cases, and the list behind each number."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, cast, func, or_, select

from shequ_desk.counters.mediation.rules import (
    BY_KEY,
    COLUMNS,
    DIFFICULTIES,
    OUTCOMES,
    PREVENTION,
    REPORT,
    SOURCES,
    Statistics,
    check_values,
    type_text,
)
from shequ_desk.counters.mediation.rules.lists import HARD
from shequ_desk.counters.mediation.rules.statistics import added
from shequ_desk.counters.mediation.service.past import past_parts
from shequ_desk.counters.mediation.tables import Dispute, MediatorRow, PreventionRow
from shequ_desk.kernel.dates import Span
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.figures import Column, Figure, Table
from shequ_desk.kernel.money import Money
from shequ_desk.office import service as office
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

_CASE = Dispute.__table__.c
_PREVENTION = PreventionRow.__table__.c
ENTERED_WORD = "启用前手工数"
_COUNTED = ("success", "failed", "ended")
_GROUPS = (
    _CASE.outcome,
    _CASE.type_code,
    _CASE.source,
    _CASE.referrer,
    _CASE.committee_kind,
    _CASE.difficulty,
    _CASE.form,
    _CASE.performance,
    _CASE.confirmation,
)
_SUMS = (
    func.count(),
    func.sum(_CASE.parties),
    cast(func.sum(cast(_CASE.agreed_amount, Integer)), Integer),
)
LISTED = (
    Column("number", "案号", "number_text", 3),
    Column("parties", "当事人", weight=2),
    Column("type", "纠纷类型", weight=2),
    Column("source", "来源", weight=2),
    Column("difficulty", "难易"),
    Column("mediator", "调解员"),
    Column("accepted_on", "受理日期", "date"),
    Column("finished_on", "结案日期", "date"),
    Column("outcome", "结果"),
    Column("cases", "件数", "int"),
    Column("people", "人数", "int"),
    Column("amount", "协议金额", "money"),
)
_PREVENTED = (Column("day", "日期", "date"), Column("what", "事项", weight=3), Column("number", "数量", "int"))


@needs(REPORT)
def statistics(work: Work, span: Span) -> Statistics:
    """The table of a month, quarter or year with 环比 and 同比. Refusal: not begun, or an identity fails."""
    if span.first > work.today:
        raise Refusal(f"{span.text}还没有开始", "请选择已经开始的月份", "period")
    centre = office.centre(work)
    (now, part), (before, _), (year, _) = (_values(work, one) for one in (span, span.previous, span.year_before))
    check_values(now)
    return Statistics(span, now, before, year, part, work.today, centre.name, centre.demo)


@needs(REPORT)
def cases_behind(work: Work, span: Span, key: str) -> Table:
    """The rows behind a number: cases with 周某 and no address, or entries of prevention.

    A month from before the program is one row with its entered figure.
    """
    if key.startswith("prevent_"):
        return _prevented(work, span, key)
    query = _listed().where(*_condition(span, key)).order_by(_CASE.finished_on, _CASE.id)
    rows = [_line(row) for row in work.connection.execute(query)]
    return Table(f"{BY_KEY[key].title}（{span.text}）", LISTED, [*rows, *_entered(work, span, key)])


def statistics_figures(found: Statistics) -> tuple[Figure, ...]:
    """Every number of the table, each with its list."""
    return tuple(figure_of(found, column.key) for column in COLUMNS if column.key in found.values)


def figure_of(found: Statistics, key: str) -> Figure:
    """One number of the table; its rows are counted, or their people, money or numbers summed."""
    column, value = BY_KEY[key], found.values.get(key, 0)
    shown = Money(value) if key == "amount" else value
    unit = "元" if key == "amount" else column.unit
    return Figure(shown, unit, partial(_rows_of, found.span, key), column.title, _summed(key))


def _summed(key: str) -> str:
    """The column of the rows behind that adds up to the number."""
    return "number" if key.startswith("prevent_") else {"people": "people", "amount": "amount"}.get(key, "cases")


def _rows_of(span: Span, key: str, work: Any) -> Table:
    return cases_behind(work, span, key)


def _values(work: Work, span: Span) -> tuple[dict[str, int], tuple[str, ...]]:
    return added([_counted(work, span), *past_parts(work, span).values()])


def _counted(work: Work, span: Span) -> dict[str, int]:
    counts = Counter({column.key: 0 for column in COLUMNS})
    closed = _CASE.finished_on.between(span.first, span.last), _CASE.outcome.in_(_COUNTED)
    for *group, cases, people, fen in work.connection.execute(
        select(*_GROUPS, *_SUMS).where(*closed).group_by(*_GROUPS)
    ):
        counts.update({"people": people, "amount": fen if group[0] == "success" else 0})
        for key in _keys(*group):
            counts[key] += cases
    counts.update(_beside(work, span))
    return dict(counts)


def _keys(
    outcome: str,
    type_code: int,
    source: str,
    referrer: str,
    kind: str,
    difficulty: str,
    form: str,
    performance: str,
    confirmation: str,
) -> Iterable[str]:
    """The columns a finished case counts in."""
    yield from ("total", outcome, f"type_{type_code}", f"source_{source}", f"kind_{kind}")
    if source == "referred":
        yield f"referrer_{referrer}"
    if difficulty in HARD:
        yield "hard"
    if outcome == "success":
        yield from (form, "performed" if performance == "full" else "unperformed")
    if confirmation:
        yield "confirm_applied"
    if confirmation == "confirmed":
        yield "confirm_valid"


def _beside(work: Work, span: Span) -> dict[str, int]:
    """What was taken in, passed on, still open at the end, and prevented."""
    found = {key: _count(work, *_condition(span, key)) for key in ("accepted", "passed", "open")}
    query = select(_PREVENTION.key, func.sum(_PREVENTION.number))
    in_span = query.where(_PREVENTION.day.between(span.first, span.last)).group_by(_PREVENTION.key)
    return found | {f"prevent_{key}": number for key, number in work.connection.execute(in_span)}


def _count(work: Work, *conditions: ColumnElement[bool]) -> int:
    return work.connection.execute(select(func.count()).select_from(Dispute.__table__).where(*conditions)).scalar_one()


def _condition(span: Span, key: str) -> list[ColumnElement[bool]]:
    if key == "accepted":
        return [_CASE.accepted_on.between(span.first, span.last)]
    if key == "open":
        return [_CASE.accepted_on <= span.last, or_(_CASE.finished_on.is_(None), _CASE.finished_on > span.last)]
    closed = _CASE.finished_on.between(span.first, span.last)
    if key == "passed":
        return [closed, _CASE.outcome == "passed"]
    return [closed, _CASE.outcome.in_(_COUNTED), *_column(key)]


def _column(key: str) -> list[ColumnElement[bool]]:
    """The finished cases one column counts."""
    group, _, value = key.partition("_")
    grouped: dict[str, Callable[[], ColumnElement[bool]]] = {
        "type": lambda: _CASE.type_code == int(value),
        "source": lambda: _CASE.source == value,
        "referrer": lambda: _CASE.referrer == value,
        "kind": lambda: _CASE.committee_kind == value,
    }
    if group in grouped:
        return [grouped[group]()]
    return _single(key)


def _single(key: str) -> list[ColumnElement[bool]]:
    settled = _CASE.outcome == "success"
    found: dict[str, list[ColumnElement[bool]]] = {
        "total": [],
        "people": [],
        "success": [settled],
        "failed": [_CASE.outcome == "failed"],
        "ended": [_CASE.outcome == "ended"],
        "amount": [settled],
        "hard": [_CASE.difficulty.in_(HARD)],
        "oral": [settled, _CASE.form == "oral"],
        "written": [settled, _CASE.form == "written"],
        "performed": [settled, _CASE.performance == "full"],
        "unperformed": [settled, _CASE.performance != "full"],
        "confirm_applied": [_CASE.confirmation != ""],
        "confirm_valid": [_CASE.confirmation == "confirmed"],
    }
    return found[key]


def _listed() -> Select[Any]:
    columns = (_CASE.number, _CASE.parties_shown, _CASE.type_code, _CASE.source, _CASE.difficulty, _CASE.parties)
    dated = (_CASE.accepted_on, _CASE.finished_on, _CASE.outcome, _CASE.agreed_amount)
    query = select(*columns, *dated, MediatorRow.name.label("mediator"))
    return query.join_from(Dispute.__table__, MediatorRow.__table__, MediatorRow.id == _CASE.mediator_id)


def _line(row: Any) -> tuple[str | int | date | Money | None, ...]:
    return (
        row.number,
        row.parties_shown,
        type_text(row.type_code),
        SOURCES[row.source],
        DIFFICULTIES[row.difficulty],
        row.mediator,
        row.accepted_on,
        row.finished_on,
        OUTCOMES.get(row.outcome, "在办"),
        1,
        row.parties,
        row.agreed_amount,
    )


def _prevented(work: Work, span: Span, key: str) -> Table:
    kind = key.removeprefix("prevent_")
    query = select(_PREVENTION.day, _PREVENTION.number).where(
        _PREVENTION.day.between(span.first, span.last), _PREVENTION.key == kind
    )
    rows = [(day, PREVENTION[kind], number) for day, number in work.connection.execute(query.order_by(_PREVENTION.id))]
    entered = [(one.last, f"{ENTERED_WORD} {one.text}", value) for one, value in _past_values(work, span, key)]
    return Table(f"{BY_KEY[key].title}（{span.text}）", _PREVENTED, [*rows, *entered])


def _entered(work: Work, span: Span, key: str) -> Iterable[tuple[Any, ...]]:
    """One row a month, quarter or year from before the program, its figure in the column that is summed."""
    place = [column.key for column in LISTED].index(_summed(key))
    for one, value in _past_values(work, span, key):
        row: list[Any] = ["", ENTERED_WORD, one.text, "", "", "", None, one.last, "", 0, 0, Money(0)]
        row[place] = Money(value) if key == "amount" else value
        yield tuple(row)


def _past_values(work: Work, span: Span, key: str) -> list[tuple[Span, int]]:
    return [(one, part[key]) for one, part in past_parts(work, span).items() if part.get(key)]
