"""One whole case, and what the papers print of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select

from shequ_desk.counters.mediation.rules import (
    ATTACHMENT_KINDS,
    CHIPS,
    LOG_KINDS,
    NOT_CONFIRMABLE,
    READ,
    Agent,
    Agreement,
    Assignment,
    Attachment,
    CaseDetails,
    CaseFile,
    CaseView,
    Committee,
    Confirmation,
    EndingDraft,
    Excuse,
    Extension,
    LogEntry,
    Party,
    PassDraft,
    Performance,
    Step,
    Visit,
    completeness,
    rail,
)
from shequ_desk.counters.mediation.rules.file import DOCUMENTS
from shequ_desk.counters.mediation.rules.lists import FAMILY
from shequ_desk.counters.mediation.service.facts import file_facts, original_rows
from shequ_desk.counters.mediation.service.limits import deadlines
from shequ_desk.counters.mediation.service.roster import options
from shequ_desk.counters.mediation.service.shared import moves_of, nothing
from shequ_desk.counters.mediation.tables import (
    AgreementRow,
    AssignmentRow,
    AttachmentRow,
    CommitteeRow,
    ConfirmationRow,
    Dispute,
    EndingRow,
    ExcuseRow,
    ExtensionRow,
    LogRow,
    MediatorRow,
    OriginalRow,
    PartyRow,
    PerformanceRow,
    StepRow,
    VisitRow,
)
from shequ_desk.kernel.dates import age_years
from shequ_desk.kernel.identity import mask_id
from shequ_desk.office import service as office
from shequ_desk.people import service as people
from shequ_desk.people.rules import UNMASK
from shequ_desk.people.tables import Person
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

_CASE = Dispute.__table__.c
_MEDIATOR = MediatorRow.__table__.c
_PERSON = Person.__table__.c
_COMMITTEE = CommitteeRow.__table__.c
_DETAILS = tuple(CaseDetails.__dataclass_fields__)
_MADE = ("verified", "agents", "age")
_PLAIN_PARTY = tuple(name for name in Party.__dataclass_fields__ if name not in _MADE)
_ONE = select(Dispute.__table__, _MEDIATOR.name.label("mediator")).join_from(
    Dispute.__table__, MediatorRow.__table__, _MEDIATOR.id == _CASE.mediator_id
)
_ASSIGNMENTS = (
    select(AssignmentRow.__table__, _MEDIATOR.name, _MEDIATOR.level)
    .join_from(AssignmentRow.__table__, MediatorRow.__table__)
    .order_by(AssignmentRow.id)
)


@needs(READ)
def case(work: Work, case_id: int) -> CaseView:
    """The whole case as of today. Refusal when there is none."""
    row = work.connection.execute(_ONE.where(_CASE.id == case_id)).one_or_none()
    if row is None:
        raise nothing()
    return _view(work, row)


@needs(READ)
def case_file(work: Work, case_id: int) -> CaseFile:
    """Everything the papers of a case print. Refusal when there is none."""
    centre = office.centre(work)
    found = case(work, case_id)
    view = replace(found, parties=_with_numbers(work, found.parties))
    area_id = view.details.area_id
    area = people.area_path(work, area_id) if area_id is not None else ""
    return CaseFile(view, centre.name, centre.demo, options(work), work.clerk.name, area)


def _with_numbers(work: Work, parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """The parties with the register's ID number where none was typed; whole for a clerk who may unmask."""
    asked = [one.person_id for one in parties if one.person_id is not None]
    rows = work.connection.execute(select(_PERSON.id, _PERSON.id_number).where(_PERSON.id.in_(asked)))
    shown = str if UNMASK in work.clerk.permissions else mask_id
    known = {row.id: shown(row.id_number) for row in rows if row.id_number}
    return tuple(replace(one, id_number=one.id_number or known.get(one.person_id or 0, "")) for one in parties)


def _view(work: Work, row: Any) -> CaseView:
    agreement, ending = _agreement(work, row.id), _one(work, EndingRow, row.id)
    steps = tuple(Step(one.state, one.day, one.clerk_name, one.note) for one in _lines(work, StepRow, row.id))
    facts, recorded = file_facts(work, [row.id])[row.id]
    parties = parties_of(work, row.id, row.accepted_on)
    return CaseView(
        id=row.id,
        number=row.number,
        version=row.version,
        committee=_committee(work, row.committee_id),
        details=CaseDetails(**{name: getattr(row, name) for name in _DETAILS}),
        accepted_on=row.accepted_on,
        accepted_by=row.accepted_by,
        state=row.state,
        chip=CHIPS[row.state],
        outcome=row.outcome,
        finished_on=row.finished_on,
        parties=parties,
        parties_shown=row.parties_shown,
        mediator_id=row.mediator_id,
        mediator=row.mediator,
        assignments=_assignments(work, row.id),
        steps=steps,
        rail=rail(steps),
        moves=moves_of(row),
        log=_log(work, row.id),
        attachments=_attachments(work, row.id),
        agreement=agreement,
        ending=_ending(ending) if ending is not None and ending.kind == "end" else None,
        passing=PassDraft(ending.receiver, ending.day, ending.note) if ending and ending.kind == "pass" else None,
        confirmation=_confirmation(work, row.id),
        performances=_performances(work, row.id),
        visits=_visits(work, row.id),
        extensions=_extensions(work, row.id),
        originals=original_rows(_lines(work, OriginalRow, row.id)),
        excuses=_excuses(work, row.id),
        completeness=completeness(facts, recorded),
        deadlines=deadlines(work, row),
        warnings=_warnings(row, agreement),
        archived_on=row.archived_on,
        bound_by=row.bound_by,
        file_pages=row.file_pages,
        retention=row.retention,
    )


def parties_of(work: Work, case_id: int, on: date) -> tuple[Party, ...]:
    """The parties in their order, aged on a day."""
    table = PartyRow.__table__.c
    query = select(PartyRow.__table__).where(table.case_id == case_id).order_by(table.position, table.id)
    return tuple(_party(row, on) for row in work.connection.execute(query))


def _party(row: Any, on: date) -> Party:
    return Party(
        **{name: getattr(row, name) for name in _PLAIN_PARTY},
        verified=row.verified_on is not None,
        agents=tuple(Agent(**agent) for agent in row.agents),
        age=age_years(row.birth, on) if row.birth else None,
    )


def _lines(work: Work, table: Any, case_id: int) -> Sequence[Any]:
    columns = table.__table__
    query = select(columns).where(columns.c.case_id == case_id).order_by(columns.c.id)
    return work.connection.execute(query).all()


def _one(work: Work, table: Any, case_id: int) -> Any:
    columns = table.__table__
    return work.connection.execute(select(columns).where(columns.c.case_id == case_id)).one_or_none()


def _committee(work: Work, committee_id: int) -> Committee:
    query = select(_COMMITTEE.id, _COMMITTEE.name, _COMMITTEE.abbreviation, _COMMITTEE.kind, _COMMITTEE.active)
    return Committee(*work.connection.execute(query.where(_COMMITTEE.id == committee_id)).one())


def _assignments(work: Work, case_id: int) -> tuple[Assignment, ...]:
    rows = work.connection.execute(_ASSIGNMENTS.where(AssignmentRow.case_id == case_id))
    return tuple(Assignment(row.mediator_id, row.name, row.level, row.day, row.reason) for row in rows)


def _log(work: Work, case_id: int) -> tuple[LogEntry, ...]:
    rows = _lines(work, LogRow, case_id)
    mended = {row.corrects_id: row.id for row in rows if row.corrects_id is not None}
    return tuple(
        LogEntry(
            row.id,
            row.no,
            row.kind,
            LOG_KINDS[row.kind],
            row.happened_at,
            row.at,
            row.clerk_name,
            row.text,
            row.place,
            row.people,
            row.host,
            row.recorder,
            row.corrects_id,
            mended.get(row.id),
        )
        for row in rows
    )


def _attachments(work: Work, case_id: int) -> tuple[Attachment, ...]:
    return tuple(
        Attachment(
            row.id,
            row.name,
            row.kind,
            ATTACHMENT_KINDS[row.kind],
            row.media,
            row.size,
            row.pages,
            row.sha256,
            row.note,
            row.giver,
            row.copies,
            row.log_id,
            row.at,
            row.clerk_name,
        )
        for row in _lines(work, AttachmentRow, case_id)
    )


def _agreement(work: Work, case_id: int) -> Agreement | None:
    row = _one(work, AgreementRow, case_id)
    if row is None:
        return None
    values = dict(row._mapping)
    del values["case_id"]
    return Agreement(**values | {"excluded": tuple(row.excluded)})


def _ending(row: Any) -> EndingDraft:
    return EndingDraft(row.reason, row.day, row.note, tuple(row.remedies))


def _confirmation(work: Work, case_id: int) -> Confirmation | None:
    row = _one(work, ConfirmationRow, case_id)
    return row and Confirmation(row.applied_on, row.court, row.result, row.result_on, row.paper_no)


def _performances(work: Work, case_id: int) -> tuple[Performance, ...]:
    return tuple(
        Performance(row.day, row.state, row.text, row.clerk_name) for row in _lines(work, PerformanceRow, case_id)
    )


def _visits(work: Work, case_id: int) -> tuple[Visit, ...]:
    return tuple(
        Visit(row.day, row.performance, row.text, row.satisfied, row.visitor, row.next_on)
        for row in _lines(work, VisitRow, case_id)
    )


def _extensions(work: Work, case_id: int) -> tuple[Extension, ...]:
    return tuple(Extension(row.at.date(), row.until, row.reason) for row in _lines(work, ExtensionRow, case_id))


def _excuses(work: Work, case_id: int) -> tuple[Excuse, ...]:
    return tuple(
        Excuse(row.paper, DOCUMENTS[row.paper], row.reason, row.at.date()) for row in _lines(work, ExcuseRow, case_id)
    )


def _warnings(row: Any, agreement: Agreement | None) -> tuple[str, ...]:
    """What a court will not confirm (法释〔2011〕5号 art 4)."""
    if agreement is not None and agreement.excluded:
        what = "、".join(NOT_CONFIRMABLE[key] for key in agreement.excluded)
        return (f"协议涉及{what}，法院不予司法确认",)
    if row.type_code == FAMILY and row.outcome in ("", "success"):
        return ("婚姻家庭纠纷：确认身份、收养、婚姻关系的内容不能申请司法确认",)
    return ()
