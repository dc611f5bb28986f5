"""The case list: searched, filtered and paged in the database; 20,000 cases open at once."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select

from shequ_desk.counters.mediation.rules import (
    CHIPS,
    DIFFICULTIES,
    READ,
    CaseRow,
    Deadline,
    Filters,
    type_text,
)
from shequ_desk.counters.mediation.service.limits import running
from shequ_desk.counters.mediation.service.roster import options
from shequ_desk.counters.mediation.tables import Dispute, LogRow, MediatorRow, PartyRow
from shequ_desk.kernel.names import normalise
from shequ_desk.office.service.holidays import holidays
from shequ_desk.people import service as people
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

_CASE = Dispute.__table__.c
_PARTY = PartyRow.__table__.c
_LOG = LogRow.__table__.c
LIST = select(
    _CASE.id,
    _CASE.number,
    _CASE.title,
    _CASE.parties_shown,
    _CASE.type_code,
    _CASE.state,
    _CASE.outcome,
    _CASE.difficulty,
    _CASE.amount,
    MediatorRow.name.label("mediator"),
    _CASE.accepted_on,
    _CASE.finished_on,
    _CASE.extended_to,
    _CASE.form,
    _CASE.effective_on,
    _CASE.perform_by,
    _CASE.next_visit,
    _CASE.performance,
    _CASE.confirmation,
).join_from(Dispute.__table__, MediatorRow.__table__, MediatorRow.id == _CASE.mediator_id)
"""What a list line and the running limits of a case are made of."""

_ESCAPE = "\\"


@needs(READ)
def cases(work: Work, filters: Filters, offset: int = 0, limit: int = 200) -> tuple[CaseRow, ...]:
    """The cases the filters ask for, the newest first."""
    query = _filtered(work, LIST, filters).order_by(_CASE.accepted_on.desc(), _CASE.id.desc())
    return _rows(work, query.offset(offset).limit(limit))


@needs(READ)
def count_cases(work: Work, filters: Filters) -> int:
    """How many cases the filters ask for."""
    return int(work.connection.execute(_filtered(work, select(func.count(_CASE.id)), filters)).scalar_one())


@needs(READ)
def overdue(work: Work) -> tuple[CaseRow, ...]:
    """Open cases past their limit, the longest first."""
    rows = _rows(work, LIST.where(_CASE.outcome == "").order_by(_CASE.accepted_on, _CASE.id))
    late = [row for row in rows if row.days_left is not None and row.days_left < 0]
    return tuple(sorted(late, key=lambda row: row.days_left or 0))


def limits_of(work: Work, query: Select[Any]) -> list[tuple[Any, tuple[Deadline, ...]]]:
    """Rows of LIST with the limits that run for them."""
    months, rest = options(work).limit_months, holidays(work)
    return [(row, running(work, row, months, rest)) for row in work.connection.execute(query)]


def _rows(work: Work, query: Select[Any]) -> tuple[CaseRow, ...]:
    return tuple(_row(row, limits) for row, limits in limits_of(work, query))


def _row(row: Any, limits: Sequence[Deadline]) -> CaseRow:
    nearest = limits[0] if limits else None
    return CaseRow(
        id=row.id,
        number=row.number,
        title=row.title,
        parties=row.parties_shown,
        type_text=type_text(row.type_code),
        state=row.state,
        chip=CHIPS[row.state],
        difficulty=DIFFICULTIES[row.difficulty],
        amount=row.amount,
        mediator=row.mediator,
        accepted_on=row.accepted_on,
        finished_on=row.finished_on,
        deadline=nearest.last if nearest else None,
        days_left=nearest.days_left if nearest else None,
    )


def _filtered(work: Work, query: Select[Any], filters: Filters) -> Select[Any]:
    return query.where(*_plain(filters), *_group(filters.group), *_persons(work, filters), *_text(filters.text))


def _plain(filters: Filters) -> list[ColumnElement[bool]]:
    asked = [
        (filters.type_code, _CASE.type_code == filters.type_code),
        (filters.mediator_id, _CASE.mediator_id == filters.mediator_id),
        (filters.committee_id, _CASE.committee_id == filters.committee_id),
        (filters.first, _CASE.accepted_on >= (filters.first or date.min)),
        (filters.last, _CASE.accepted_on <= (filters.last or date.max)),
    ]
    return [condition for value, condition in asked if value is not None]


def _group(group: str) -> list[ColumnElement[bool]]:
    if group == "open":
        return [_CASE.outcome == ""]
    if group == "finished":
        return [_CASE.outcome != "", _CASE.state != "archived"]
    return [_CASE.state == "archived"] if group == "archived" else []


def _persons(work: Work, filters: Filters) -> list[ColumnElement[bool]]:
    if filters.person_id is None:
        return []
    ids = people.ids_of(work, filters.person_id)
    return [_CASE.id.in_(select(_PARTY.case_id).where(_PARTY.person_id.in_(ids)))]


def _text(text: str) -> list[ColumnElement[bool]]:
    """Each word, as typed or tidied, stands in number, title, brief, place, a party's name or the log."""
    return [or_(*(_word(form) for form in {word, normalise(word)})) for word in text.split()]


def _word(word: str) -> ColumnElement[bool]:
    pattern = f"%{word.replace(_ESCAPE, _ESCAPE * 2).replace('%', _ESCAPE + '%').replace('_', _ESCAPE + '_')}%"
    own = (_CASE.number, _CASE.title, _CASE.brief, _CASE.place)
    return or_(
        *(column.like(pattern, escape=_ESCAPE) for column in own),
        _CASE.id.in_(select(_PARTY.case_id).where(_PARTY.name.like(pattern, escape=_ESCAPE))),
        _CASE.id.in_(select(_LOG.case_id).where(_LOG.text.like(pattern, escape=_ESCAPE))),
    )
