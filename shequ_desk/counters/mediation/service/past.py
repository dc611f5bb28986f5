"""Figures of months before the program, as published or kept on paper; and what was looked for and prevented."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import func, select

from shequ_desk.counters.mediation.rules import (
    PREVENTION,
    READ,
    REPORT,
    SETTINGS,
    WORK,
    Prevention,
    check_entered,
    check_past,
)
from shequ_desk.counters.mediation.rules.statistics import filled
from shequ_desk.counters.mediation.tables import Dispute, PastRow, PreventionRow
from shequ_desk.kernel.dates import Month, Span
from shequ_desk.kernel.errors import Refusal
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

_PAST = PastRow.__table__.c
_PREVENTION = PreventionRow.__table__.c
_CASE = Dispute.__table__.c


@needs(REPORT)
def past_figures(work: Work, span: Span) -> Mapping[str, int]:
    """What was entered for a month, quarter or year, column key → number (money in 分); empty when nothing was."""
    return past_parts(work, span).get(span, {})


@needs(REPORT)
def past_entered(work: Work) -> Mapping[Span, Mapping[str, int]]:
    """Every month, quarter and year that was entered with its figures."""
    return _entered(work, date.min, date.max)


@needs(SETTINGS)
def save_past_figures(work: Work, span: Span, values: Mapping[str, int]) -> None:
    """Write down a month, quarter or year from before the program; a breakdown not published is left out; nothing
    clears it.

    Refusal: an identity does not hold, a period to come, a quarter or year that goes on, one with finished cases of its
    own, or one that meets another entry.
    """
    if values:
        check_entered(values)
        _check_apart(work, span)
    check_past(span.first, work.today, "month")
    if span.count > 1 and span.last >= work.today:
        raise Refusal(f"{span.text}还没有结束", "已经过去的月份可以逐月填", "month")
    own = select(func.count()).where(_CASE.finished_on.between(span.first, span.last))
    if work.connection.execute(own).scalar_one():
        raise Refusal(f"{span.text}已有系统内结案的案件，不能再填手工数", "手工数只填启用前的期间", "month")
    same = select(PastRow).where(PastRow.month == span.first, PastRow.covers == span.count)
    stored = {row.key: row for row in work.session.scalars(same)}
    for key in stored.keys() - values.keys():
        work.session.delete(stored[key])
    for key, value in values.items():
        if key not in stored:
            work.insert(PastRow, {"month": span.first, "covers": span.count, "key": key, "value": value})
        elif stored[key].value != value:
            stored[key].value = value
    work.session.flush()
    work.news("mediation")


@needs(WORK)
def add_prevention(work: Work, day: date, key: str, number: int, note: str) -> int:
    """Disputes looked for or prevented on a day; never changed: a negative number with its reason corrects.

    `key` of PREVENTION. Refusal for an unknown key, the number 0, or a correction without its reason.
    """
    if key not in PREVENTION:
        raise Refusal("请选择预防事项", "从列表中选一项", "key")
    check_past(day, work.today, "day")
    if not number:
        raise Refusal("请填写数量", "没有发生的不用登记；更正填负数", "number")
    if number < 0 and not note.strip():
        raise Refusal("更正要写明原因", "写明原来哪一天登记错了", "note")
    values = {"day": day, "key": key, "number": number, "note": note.strip()}
    work.news("mediation")
    return work.insert(PreventionRow, values | {"at": work.now, "clerk_name": work.clerk.name})


@needs(READ)
def preventions(work: Work, month: Month) -> tuple[Prevention, ...]:
    """The entries of a month in the order they were made."""
    columns = (_PREVENTION.id, _PREVENTION.day, _PREVENTION.key, _PREVENTION.number, _PREVENTION.note)
    query = select(*columns, _PREVENTION.clerk_name).where(_PREVENTION.day.between(month.first, month.last))
    return tuple(Prevention(*row) for row in work.connection.execute(query.order_by(_PREVENTION.day, _PREVENTION.id)))


def refuse_entered(work: Work, day: date) -> None:
    """Refusal when the figures of the day's month, quarter or year were entered: a case of ours would count twice."""
    for span in _met(work, Span(Month.of(day))):
        raise Refusal(
            f"{span.text}的统计数字是启用前手工填的，不能再有案件在其中办结",
            f"请核对日期；确要计入系统的，先由主任在“设置—调解—以前的数字”清空{span.text}",
            "day",
        )


def past_parts(work: Work, span: Span) -> Mapping[Span, Mapping[str, int]]:
    """What was entered for the span and for parts of it."""
    return _entered(work, span.first, span.last)


def past_months(work: Work, first: date, last: date) -> Mapping[date, Mapping[str, int]]:
    """First day of a month between two days → what was entered for that month alone."""
    return {span.first: values for span, values in _entered(work, first, last).items() if span.count == 1}


def _entered(work: Work, first: date, last: date) -> dict[Span, dict[str, int]]:
    query = select(_PAST.month, _PAST.covers, _PAST.key, _PAST.value).where(_PAST.month.between(first, last))
    found: dict[Span, dict[str, int]] = {}
    for day, months, key, value in work.connection.execute(query.order_by(_PAST.month, _PAST.id)):
        found.setdefault(Span(Month.of(day), months), {})[key] = value
    return {span: filled(values) for span, values in found.items() if span.last <= last}


def _check_apart(work: Work, span: Span) -> None:
    for other in _met(work, span):
        if other != span:
            raise Refusal(f"{other.text}已经填过，与{span.text}重复", f"请先清空{other.text}，再填{span.text}", "month")


def _met(work: Work, span: Span) -> list[Span]:
    """Entries that share a month with the span: they begin in its year."""
    year = Span.of(span.first, 12)
    return [one for one in _entered(work, year.first, year.last) if one.first <= span.last and span.first <= one.last]
