"""矛盾调解 in the report of a month, quarter or year: every number a Figure that opens its cases."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Any

from sqlalchemy import func, select

from shequ_desk.counters.mediation.rules import BY_KEY, OUTCOMES, REPORT, TYPES, Statistics
from shequ_desk.counters.mediation.service.figures import cases_behind, figure_of, statistics
from shequ_desk.counters.mediation.service.past import past_months
from shequ_desk.counters.mediation.tables import Dispute, StepRow
from shequ_desk.kernel.dates import Month, Span
from shequ_desk.kernel.figures import Column, Figure, Table, without
from shequ_desk.kernel.rates import trend
from shequ_desk.kernel.sections import Chart, Line, Measure, Section, Words
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

TITLE = "矛盾调解"
_YEAR = 12
_CASE = Dispute.__table__.c
_COUNTED = ("success", "failed", "ended")
_SHOWN = ("total", "success", "failed", "ended", "hard", "amount", "oral", "written", "accepted", "passed", "open")
_NAMES = {"oral": "口头协议", "written": "书面协议"}
_ADJUSTED = (
    Column("number", "案号", "number_text", 3),
    Column("day", "受理或结案日期", "date"),
    Column("at", "登记时间", "date"),
    Column("outcome", "登记了什么"),
)
_ADJUSTING = {"accepted": "受理", "agreed": OUTCOMES["success"], **OUTCOMES}


@needs(REPORT)
def month_section(work: Work, span: Span) -> Section:
    """Mediation's part of a period with 环比, 同比 and twelve months side by side. Refusal as `statistics`."""
    found = statistics(work, span)
    busy = any(found.values.get(key) for key in _SHOWN)
    return Section(
        title=TITLE,
        headline=(f"{TITLE}办结", figure_of(found, "total"), _rate(found)),
        prose=_prose(work, found),
        tables=(_summary(work, found), _by_type(found)) if busy else (),
        charts=(_by_month(work, span), _types_chart(found)) if busy else (),
        adjustments=_adjusted(work, span),
        measures=_measures(work, found),
    )


def _prose(work: Work, found: Statistics) -> tuple[Words, ...]:
    word, values = found.span.word, found.values
    if not any(values.get(key) for key in ("total", "accepted", "open", "passed")):
        return ((f"{word}没有调解案件。",),)
    taken: Words = (f"{word}受理纠纷", figure_of(found, "accepted"), "件，办结", figure_of(found, "total"), "件")
    against = _against(work, found)
    settled: Words = ("，其中调解成功", figure_of(found, "success"), _rate(found))
    waiting: Words = ("，期末在办", figure_of(found, "open"), "件。")
    return ((*taken, *against, *(settled if values.get("total") else ()), *waiting), *_more(found))


def _rate(found: Statistics) -> str:
    return f"件，成功率{found.success_rate}" if found.values.get("total") else "件"


def _more(found: Statistics) -> tuple[Words, ...]:
    """Money and prevention, where there is any."""
    money: Words = ()
    if found.values.get("amount"):
        money = ("协议涉及金额", figure_of(found, "amount"), "元。")
    looked: Words = ()
    if found.values.get("prevent_survey_times"):
        looked = ("排查纠纷", figure_of(found, "prevent_survey_times"), "次。")
    return ((*money, *looked),) if money or looked else ()


def _against(work: Work, found: Statistics) -> Words:
    before = found.before.get("total")
    if not before:
        return ()
    base = _other(work, found.span.previous, "total", before)
    told = f"{found.span.compared}{trend(found.values.get('total', 0), before)}"
    return (f"（{found.span.before_word}", base, f"件，{told}）")


def _summary(work: Work, found: Statistics) -> Table:
    span = found.span
    columns = (
        Column("what", "指标", weight=2),
        Column("now", span.word, "int"),
        Column("before", span.before_word, "int"),
        Column("change", "环比", "percent"),
        Column("year", "上年同期", "int"),
        Column("year_change", "同比", "percent"),
    )
    rows = [_summary_row(work, found, key) for key in _SHOWN if key in found.values]
    table = Table("调解案件情况", columns, rows)
    return without(table, "before", "change") if found.yearly else table


def _summary_row(work: Work, found: Statistics, key: str) -> tuple[Any, ...]:
    span, unit = found.span, "元" if key == "amount" else BY_KEY[key].unit
    return (
        f"{_NAMES.get(key, BY_KEY[key].title)}（{unit}）",
        figure_of(found, key),
        _of(work, span.previous, key, found.before.get(key)),
        found.change(key, found.before),
        _of(work, span.year_before, key, found.year_before.get(key)),
        found.change(key, found.year_before),
    )


def _of(work: Work, span: Span, key: str, value: int | None) -> Figure | None:
    """A number of another period; nothing when it was never published."""
    return None if value is None else _other(work, span, key, value)


def _other(work: Work, span: Span, key: str, value: int) -> Figure:
    return figure_of(Statistics(span, {key: value}, {}, {}, (), work.today, "", demo=False), key)


def _by_type(found: Statistics) -> Table:
    columns = (Column("type", "纠纷类型", weight=2), Column("cases", "办结", "int"), Column("share", "占比", "percent"))
    keys = [f"type_{code}" for code in TYPES if found.values.get(f"type_{code}")]
    rows = [(BY_KEY[key].title, figure_of(found, key), found.share(key)) for key in keys]
    return Table("纠纷类型", columns, rows, ("合计", figure_of(found, "total"), found.share("total")))


def _types_chart(found: Statistics) -> Chart:
    keys = [f"type_{code}" for code in TYPES if found.values.get(f"type_{code}")]
    marks = tuple(figure_of(found, key) for key in keys)
    return Chart("各类纠纷办结", "groups", "件", tuple(BY_KEY[key].title for key in keys), (Line("件数", marks),))


def _measures(work: Work, found: Statistics) -> tuple[Measure, ...]:
    """Finished and settled, where both other periods are known."""
    return tuple(
        Measure(
            figure_of(found, key),
            _other(work, found.span.previous, key, found.before[key]),
            _other(work, found.span.year_before, key, found.year_before[key]),
        )
        for key in ("total", "success")
        if all(key in side for side in (found.values, found.before, found.year_before))
    )


def _by_month(work: Work, span: Span) -> Chart:
    months = [span.end.plus(shift - _YEAR + 1) for shift in range(_YEAR)]
    older = [month.year_before for month in months]
    cases = _finished(work, older[0], span.end)
    lines = [Line("近十二个月", tuple(_mark(month, cases) for month in months))]
    if any(cases[month] for month in older):
        lines.append(Line("上年同期", tuple(_mark(month, cases) for month in older)))
    return Chart("近十二个月办结案件", "months", "件", tuple(f"{month.month}月" for month in months), tuple(lines))


def _finished(work: Work, first: Month, last: Month) -> Counter[Month]:
    """Finished cases a month, figures from before the program included."""
    inside = _CASE.finished_on.between(first.first, last.last), _CASE.outcome.in_(_COUNTED)
    query = select(_CASE.finished_on, func.count()).where(*inside).group_by(_CASE.finished_on)
    cases: Counter[Month] = Counter()
    for day, count in work.connection.execute(query):
        cases[Month.of(day)] += count
    for month, part in past_months(work, first.first, last.last).items():
        cases[Month.of(month)] += part.get("total", 0)
    return cases


def _mark(month: Month, cases: Counter[Month]) -> Figure:
    return Figure(cases[month], "件", partial(_cases, month), f"{month.text} 办结", "cases")


def _cases(month: Month, work: Any) -> Table:
    return cases_behind(work, Span(month), "total")


def _adjusted(work: Work, span: Span) -> Table | None:
    """Cases taken in or finished by writing of this period on a day of an earlier one."""
    late = StepRow.at >= span.first, StepRow.at < span.end.next.first, StepRow.day < span.first
    query = (
        select(_CASE.number, StepRow.day, StepRow.at, StepRow.state)
        .join(Dispute.__table__, _CASE.id == StepRow.case_id)
        .where(*late, StepRow.state.in_(tuple(_ADJUSTING)))
        .order_by(StepRow.id)
    )
    rows: Sequence[Any] = work.connection.execute(query).all()
    lines = [(row.number, row.day, row.at.date(), _ADJUSTING[row.state]) for row in rows]
    return Table("本期补登的往期受理和结案", _ADJUSTED, lines) if lines else None
