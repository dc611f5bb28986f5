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
def past_figures(work: Work, month: Month) -> Mapping[str, int]:
    """What was entered for a month, column key → number (money in 分); empty when nothing was."""
    return past_parts(work, Span(month)).get(month.first, {})


@needs(REPORT)
def past_months_entered(work: Work) -> Mapping[Month, Mapping[str, int]]:
    """Every month that was entered with its figures."""
    found = past_months(work, date.min, date.max)
    return {Month.of(first): values for first, values in found.items()}


@needs(SETTINGS)
def save_past_figures(work: Work, month: Month, values: Mapping[str, int]) -> None:
    """Write down a month from before the program; a breakdown not published is left out; nothing clears the month.

    Refusal: an identity does not hold, a month to come, a month with finished cases of its own.
    """
    if values:
        check_entered(values)
    check_past(month.first, work.today, "month")
    own = select(func.count()).where(_CASE.finished_on.between(month.first, month.last))
    if work.connection.execute(own).scalar_one():
        raise Refusal(f"{month.text}已有系统内结案的案件，不能再填手工数", "手工数只填启用前的月份", "month")
    stored = {row.key: row for row in work.session.scalars(select(PastRow).where(PastRow.month == month.first))}
    for key in stored.keys() - values.keys():
        work.session.delete(stored[key])
    for key, value in values.items():
        if key not in stored:
            work.insert(PastRow, {"month": month.first, "key": key, "value": value})
        elif stored[key].value != value:
            stored[key].value = value
    work.session.flush()
    work.news("mediation")


@needs(WORK)
def add_prevention(work: Work, day: date, key: str, number: int, note: str) -> int:
    """Disputes looked for or prevented on a day; never changed: a negative number with its reason corrects."""
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
    """Refusal when the figures of the day's month were entered by hand: a case of ours would count twice."""
    month = Month.of(day)
    if past_parts(work, Span(month)):
        raise Refusal(
            f"{month.text}的统计数字是启用前手工填的，不能再有案件在这个月办结",
            "请核对日期；确要计入系统的，先由主任在“设置—调解—以前的数字”清空这个月",
            "day",
        )


def past_parts(work: Work, span: Span) -> Mapping[date, Mapping[str, int]]:
    """First day of an entered month of the span → its figures."""
    return past_months(work, span.first, span.last)


def past_months(work: Work, first: date, last: date) -> Mapping[date, Mapping[str, int]]:
    """First day of an entered month between two days → its figures."""
    query = select(_PAST.month, _PAST.key, _PAST.value).where(_PAST.month.between(first, last))
    months: dict[date, dict[str, int]] = {}
    for month, key, value in work.connection.execute(query.order_by(_PAST.month, _PAST.id)):
        months.setdefault(month, {})[key] = value
    return {month: filled(values) for month, values in months.items()}
