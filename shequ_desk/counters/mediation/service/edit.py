"""Changing an open case: its facts, its parties, who handles it, how far it is, how long it may take."""

from dataclasses import asdict
from datetime import date

from sqlalchemy import select

from shequ_desk.counters.mediation.rules import (
    LEVELS,
    STATES,
    WORK,
    CaseDetails,
    PartyDraft,
    check_details,
    check_extension,
    check_sides,
)
from shequ_desk.counters.mediation.service.accept import party_values, prepared, shown_pair, tidied
from shequ_desk.counters.mediation.service.limits import deadlines
from shequ_desk.counters.mediation.service.live import live
from shequ_desk.counters.mediation.service.reading import parties_of
from shequ_desk.counters.mediation.service.shared import (
    add,
    at_noon,
    in_office,
    refuse_archived,
    refuse_finished,
    step,
    touched,
    write_log,
)
from shequ_desk.counters.mediation.tables import AssignmentRow, Dispute, ExtensionRow, PartyRow
from shequ_desk.kernel.errors import Refusal
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

_BY_HAND = ("investigating", "mediating")


@needs(WORK)
def edit_case(work: Work, case_id: int, details: CaseDetails, version: int) -> int:
    """Replace the registered facts of an open case; answers the new version.

    Conflict with `theirs` = CaseView when another window was first. Refusal as `check_details`, or finished.
    """
    row = live(work, case_id, version)
    refuse_finished(row)
    check_details(details)
    for name, value in vars(details).items():
        setattr(row, name, value)
    return touched(work, row)


@needs(WORK)
def add_party(work: Work, case_id: int, party: PartyDraft, version: int) -> int:
    """One more party of an open case; answers the new version. Refusal as `check_sides`, Conflict as `edit_case`."""
    row = live(work, case_id, version)
    refuse_finished(row)
    known = parties_of(work, case_id, row.accepted_on)
    wanted = prepared(work, party, row.accepted_on)
    check_sides((*known, wanted))
    work.insert(PartyRow, party_values(work, wanted, case_id, max(_positions(work, case_id)) + 1))
    return _parties_changed(work, row)


@needs(WORK)
def edit_party(work: Work, case_id: int, party_id: int, party: PartyDraft, version: int) -> int:
    """Replace what is known of a party of an open case, empty fields too; who saw the certificate stays.

    Answers the new version. Refusal as `check_sides`, Conflict as `edit_case`.
    """
    row = live(work, case_id, version)
    refuse_finished(row)
    stored = _party(work, case_id, party_id)
    wanted = tidied(work, party)
    others = tuple(one for one in parties_of(work, case_id, row.accepted_on) if one.id != party_id)
    check_sides((*others, wanted))
    for name in PartyDraft.__dataclass_fields__:
        if name not in ("verified", "agents"):
            setattr(stored, name, getattr(wanted, name))
    stored.agents = [asdict(agent) for agent in wanted.agents]
    if wanted.verified and stored.verified_on is None:
        stored.verified_on, stored.verified_by = work.today, work.clerk.name
    return _parties_changed(work, row)


@needs(WORK)
def remove_party(work: Work, case_id: int, party_id: int, version: int) -> int:
    """Take a party out of an open case; answers the new version.

    Refusal when its side would be empty, Conflict as `edit_case`.
    """
    row = live(work, case_id, version)
    refuse_finished(row)
    stored = _party(work, case_id, party_id)
    check_sides(tuple(one for one in parties_of(work, case_id, row.accepted_on) if one.id != party_id))
    work.session.delete(stored)
    return _parties_changed(work, row)


@needs(WORK)
def verify_party(work: Work, case_id: int, party_id: int, version: int) -> int:
    """原件已核验: this clerk saw the party's certificate today. No image of it is kept.

    Answers the new version; Conflict as `edit_case`.
    """
    row = live(work, case_id, version)
    refuse_archived(row)
    stored = _party(work, case_id, party_id)
    stored.verified_on, stored.verified_by = work.today, work.clerk.name
    return touched(work, row)


@needs(WORK)
def assign(work: Work, case_id: int, mediator_id: int, reason: str, version: int) -> int:
    """Hand an open case to another mediator (网格员 → 老娘舅 → 街道), with the reason.

    Refusal: closed, the same mediator, no reason. Conflict when the case is newer than `version`.
    """
    row = live(work, case_id, version)
    refuse_finished(row)
    mediator = in_office(work, mediator_id, work.today)
    if mediator.id == row.mediator_id:
        raise Refusal(f"案件现在就由 {mediator.name} 承办", "请选择另一名调解员", "mediator_id")
    if not reason.strip():
        raise Refusal("请填写移交原因", "例如：网格调解未成，请老娘舅主持", "reason")
    row.mediator_id = mediator.id
    add(work, AssignmentRow, case_id, {"mediator_id": mediator.id, "day": work.today, "reason": reason.strip()})
    text = f"移交 {mediator.name}（{LEVELS[mediator.level]}）承办：{reason.strip()}"
    write_log(work, case_id, "step", work.now, text)
    return touched(work, row)


@needs(WORK)
def move(work: Work, case_id: int, target: str, day: date, note: str, version: int) -> int:
    """Go on to 调查 or 调解. Refusal when the path has no such step or its day lies before the last one."""
    if target not in _BY_HAND:
        raise Refusal("这一步要随协议、终止或归档一起办理", "请选择对应的办理事项", "state")
    row = live(work, case_id, version)
    step(work, row, target, day, note.strip())
    text = f"进入{STATES[target]}" + (f"：{note.strip()}" if note.strip() else "")
    write_log(work, case_id, "step", at_noon(work, day), text)
    return touched(work, row)


@needs(WORK)
def extend(
    work: Work,
    case_id: int,
    until: date,
    applicants_ask: bool,
    respondents_ask: bool,
    reason: str,
    version: int,
) -> int:
    """More time, only when both sides ask before the limit runs out (宁波市人民调解条例 art 27).

    Refusal without both, without a reason, or too late. Conflict when the case is newer than `version`.
    """
    row = live(work, case_id, version)
    refuse_finished(row)
    limit = deadlines(work, row)[0]
    check_extension(limit.last, until, applicants_ask, respondents_ask, work.today)
    if not reason.strip():
        raise Refusal("请填写延期原因", "写明双方的要求", "reason")
    row.extended_to = until
    add(work, ExtensionRow, case_id, {"until": until, "reason": reason.strip()})
    write_log(work, case_id, "step", work.now, f"双方要求延长调解期限至 {until:%Y-%m-%d}：{reason.strip()}")
    return touched(work, row)


def _parties_changed(work: Work, row: Dispute) -> int:
    work.session.flush()
    parties = parties_of(work, row.id, row.accepted_on)
    row.parties = len(parties)
    row.parties_shown = shown_pair(parties)
    return touched(work, row)


def _positions(work: Work, case_id: int) -> list[int]:
    return list(work.session.scalars(select(PartyRow.position).where(PartyRow.case_id == case_id)))


def _party(work: Work, case_id: int, party_id: int) -> PartyRow:
    stored = work.session.get(PartyRow, party_id)
    if stored is None or stored.case_id != case_id:
        raise Refusal("没有找到这名当事人", "请刷新后再看")
    return stored
