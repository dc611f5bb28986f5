"""以案定补: the month's finished cases with what each brings its mediator."""

from functools import partial
from typing import Any

from sqlalchemy import select

from shequ_desk.counters.mediation.rules import (
    REPORT,
    AllowanceCase,
    AllowanceList,
    AllowanceRow,
    allowance,
    by_mediator,
    completeness,
)
from shequ_desk.counters.mediation.service.facts import Known, file_facts
from shequ_desk.counters.mediation.service.roster import rates
from shequ_desk.counters.mediation.tables import Dispute, MediatorRow
from shequ_desk.kernel.dates import Month
from shequ_desk.kernel.figures import Column, Figure, Table
from shequ_desk.kernel.money import total
from shequ_desk.office import service as office
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

_CASE = Dispute.__table__.c
_COUNTED = ("success", "failed", "ended")
_CASES = (
    select(
        _CASE.id,
        _CASE.number,
        _CASE.title,
        _CASE.parties_shown,
        MediatorRow.name.label("mediator"),
        _CASE.difficulty,
        _CASE.outcome,
        _CASE.finished_on,
    )
    .join_from(Dispute.__table__, MediatorRow.__table__, MediatorRow.id == _CASE.mediator_id)
    .where(_CASE.outcome.in_(_COUNTED))
    .order_by(MediatorRow.id, _CASE.finished_on, _CASE.id)
)
_COLUMNS = (
    Column("mediator", "调解员"),
    Column("number", "案号", "number_text", 3),
    Column("parties", "当事人", weight=2),
    Column("papers", "卷宗"),
    Column("amount", "补贴", "money"),
    Column("note", "说明", weight=2),
)


@needs(REPORT)
def allowance_list(work: Work, month: Month) -> AllowanceList:
    """The list of a month by mediator; a case is paid in the month it was finished, by the rate of that day."""
    found = work.connection.execute(_CASES.where(_CASE.finished_on.between(month.first, month.last))).all()
    facts = file_facts(work, [row.id for row in found])
    tariff, centre = rates(work), office.centre(work)
    rows = tuple(allowance(_case(row, facts[row.id]), tariff) for row in found)
    used = tuple(dict.fromkeys(rate.document for rate in tariff if rate.valid_from <= month.last))
    amount = total(row.amount for row in rows)
    return AllowanceList(month, rows, by_mediator(rows), amount, used, centre.name, centre.demo)


def allowance_figures(found: AllowanceList) -> tuple[Figure, ...]:
    """The sum and each mediator's part, with the cases behind."""
    whole = Figure(found.amount, "元", partial(_behind, found.month, ""), "补贴合计", "amount")
    parts = (
        Figure(amount, "元", partial(_behind, found.month, name), name, "amount") for name, _, amount in found.sums
    )
    return (whole, *parts)


def _behind(month: Month, name: str, work: Any) -> Table:
    rows = [row for row in allowance_list(work, month).rows if not name or row.case.mediator == name]
    return Table(f"以案定补（{month.text}）{name}", _COLUMNS, [_line(row) for row in rows])


def _line(row: AllowanceRow) -> tuple[Any, ...]:
    case = row.case
    return (case.mediator, case.number, case.parties, f"{case.done}/{case.papers}", row.amount, row.note)


def _case(row: Any, known: Known) -> AllowanceCase:
    meter = completeness(*known)
    return AllowanceCase(
        row.id,
        row.number,
        row.title,
        row.parties_shown,
        row.mediator,
        row.difficulty,
        row.outcome,
        row.finished_on,
        meter.done,
        meter.total,
    )
