"""What the papers of a file depend on, read for many cases in a few statements."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select

from shequ_desk.counters.mediation.rules import FileFacts, OriginalRow, Recorded
from shequ_desk.counters.mediation.rules.file import DOCUMENTS
from shequ_desk.counters.mediation.tables import (
    AgreementRow,
    AttachmentRow,
    ConfirmationRow,
    Dispute,
    EndingRow,
    ExcuseRow,
    LogRow,
    PartyRow,
    StepRow,
)
from shequ_desk.counters.mediation.tables import OriginalRow as OriginalLine
from shequ_desk.store.database import Work

Known = tuple[FileFacts, tuple[Recorded, ...]]
_CHUNK = 500
_CASE = Dispute.__table__.c
_ORIGINAL = OriginalLine.__table__.c
_CASES = (
    select(
        _CASE.id,
        _CASE.source,
        _CASE.outcome,
        _CASE.form,
        _CASE.rights_notice,
        AgreementRow.form.label("drafted_form"),
        AgreementRow.at_once,
        EndingRow.kind.label("ending"),
        EndingRow.reason,
        ConfirmationRow.case_id.label("confirmed"),
    )
    .outerjoin(AgreementRow, AgreementRow.case_id == _CASE.id)
    .outerjoin(EndingRow, EndingRow.case_id == _CASE.id)
    .outerjoin(ConfirmationRow, ConfirmationRow.case_id == _CASE.id)
)


@dataclass
class _Found:
    """What the side tables say of one case while it is gathered."""

    originals: dict[str, list[tuple[int, date]]] = field(default_factory=lambda: defaultdict(list))
    excused: set[str] = field(default_factory=set)
    steps: set[str] = field(default_factory=set)
    unverified: int = 0
    agents: bool = False
    evidence: bool = False
    mediated: bool = False


def file_facts(work: Work, case_ids: Iterable[int]) -> dict[int, Known]:
    """Case id → what its file needs and has. An open case with a drafted ending is judged by that ending."""
    wanted = sorted(case_ids)
    facts: dict[int, Known] = {}
    for start in range(0, len(wanted), _CHUNK):
        facts |= _chunk(work, wanted[start : start + _CHUNK])
    return facts


def standing_originals(lines: Iterable[Any]) -> dict[int, str]:
    """Id of a withdrawn original → why it was taken back."""
    return {line.withdraws_id: line.reason for line in lines if line.withdraws_id is not None}


def original_rows(lines: Sequence[Any]) -> tuple[OriginalRow, ...]:
    """The recorded originals of one case as views, withdrawn ones marked."""
    withdrawn = standing_originals(lines)
    return tuple(
        OriginalRow(
            line.id,
            line.paper,
            DOCUMENTS[line.paper],
            line.signed_on,
            line.pages,
            line.copies,
            line.attachment_id,
            line.clerk_name,
            withdrawn.get(line.id, ""),
        )
        for line in lines
        if line.withdraws_id is None
    )


def _chunk(work: Work, ids: Sequence[int]) -> dict[int, Known]:
    found: dict[int, _Found] = defaultdict(_Found)
    _originals(work, ids, found)
    _marks(work, ids, found)
    _parties(work, ids, found)
    rows = work.connection.execute(_CASES.where(_CASE.id.in_(ids)))
    return {row.id: (_facts(row, found[row.id]), _recorded(found[row.id])) for row in rows}


def _originals(work: Work, ids: Sequence[int], found: dict[int, _Found]) -> None:
    columns = (_ORIGINAL.id, _ORIGINAL.case_id, _ORIGINAL.paper, _ORIGINAL.signed_on, _ORIGINAL.pages)
    query = select(*columns, _ORIGINAL.withdraws_id, _ORIGINAL.reason).where(_ORIGINAL.case_id.in_(ids))
    lines = work.connection.execute(query.order_by(_ORIGINAL.id)).all()
    withdrawn = standing_originals(lines)
    for line in lines:
        if line.withdraws_id is None and line.id not in withdrawn:
            found[line.case_id].originals[line.paper].append((line.pages, line.signed_on))


def _marks(work: Work, ids: Sequence[int], found: dict[int, _Found]) -> None:
    for case_id, paper in _pairs(work, ExcuseRow.case_id, ExcuseRow.paper, ids):
        found[case_id].excused.add(paper)
    for case_id, state in _pairs(work, StepRow.case_id, StepRow.state, ids):
        found[case_id].steps.add(state)
    for case_id, kind in _pairs(work, AttachmentRow.case_id, AttachmentRow.kind, ids):
        found[case_id].evidence |= kind in ("evidence", "photo")
    for case_id, kind in _pairs(work, LogRow.case_id, LogRow.kind, ids):
        found[case_id].mediated |= kind == "mediate"


def _pairs(work: Work, case_id: Any, value: Any, ids: Sequence[int]) -> Iterable[Any]:
    return work.connection.execute(select(case_id, value).where(case_id.in_(ids)).distinct())


def _parties(work: Work, ids: Sequence[int], found: dict[int, _Found]) -> None:
    query = select(PartyRow.case_id, PartyRow.verified_on, PartyRow.agents).where(PartyRow.case_id.in_(ids))
    for case_id, verified_on, agents in work.connection.execute(query):
        found[case_id].unverified += verified_on is None
        found[case_id].agents |= any(agent["kind"] == "mandate" for agent in agents)


def _facts(row: Any, found: _Found) -> FileFacts:
    return FileFacts(
        source=row.source,
        outcome=row.outcome or _drafted(row),
        form=row.form or row.drafted_form or "",
        steps=frozenset(found.steps),
        recorded=frozenset(found.originals),
        excused=frozenset(found.excused),
        rights_notice=row.rights_notice,
        has_agents=found.agents,
        has_evidence=found.evidence,
        has_mediation_log=found.mediated,
        at_once=bool(row.at_once),
        confirmation=row.confirmed is not None,
        all_verified=not found.unverified,
    )


def _drafted(row: Any) -> str:
    if row.ending == "pass":
        return "passed"
    if row.ending == "end":
        return "failed" if row.reason == "hopeless" else "ended"
    return ""


def _recorded(found: _Found) -> tuple[Recorded, ...]:
    return tuple(
        Recorded(key, sum(pages for pages, _ in lines), max(day for _, day in lines))
        for key, lines in found.originals.items()
    )
