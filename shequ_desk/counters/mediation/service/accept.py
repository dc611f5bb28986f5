"""Taking a case in: parties from the register, what they had before, the number."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from shequ_desk.counters.mediation.rules import (
    CHIPS,
    READ,
    SIDES,
    SOURCES,
    WORK,
    CaseDraft,
    Earlier,
    Mediation,
    PartyDraft,
    check_draft,
    check_party,
    number_text,
    pair_text,
    surname_only,
)
from shequ_desk.counters.mediation.service.roster import series
from shequ_desk.counters.mediation.service.shared import add, at_noon, in_office, write_log
from shequ_desk.counters.mediation.tables import AssignmentRow, CommitteeRow, Dispute, PartyRow, StepRow
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.money import ZERO
from shequ_desk.kernel.names import normalise
from shequ_desk.kernel.phones import normalise_phone
from shequ_desk.people import service as people
from shequ_desk.people.tables import Person, PhoneRow
from shequ_desk.store import numbers, settings
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

_CASE = Dispute.__table__.c
_PARTY = PartyRow.__table__.c
_PERSON = Person.__table__.c
_PHONE = PhoneRow.__table__.c
_FROM_REGISTER = ("name", "sex", "ethnic", "birth", "occupation", "phone", "address")
_MOST_EARLIER = 20


@needs(WORK)
def party_of(work: Work, person_id: int, side: str) -> PartyDraft:
    """A resident as a party, filled from the record. Refusal when deceased."""
    return _filled(work, PartyDraft(side, person_id=person_id), work.today)


@needs(READ)
def earlier(work: Work, parties: Sequence[PartyDraft]) -> tuple[Earlier, ...]:
    """Cases the same residents (all aliases), ID numbers, phones or organisations were in before, the newest first."""
    found: dict[int, Earlier] = {}
    for party in parties:
        for row in _cases_with(work, party):
            same = row.name if row.kind == "organisation" else surname_only(row.name)
            old = Earlier(row.id, row.number, row.title, row.accepted_on, CHIPS[row.state], same)
            found.setdefault(row.id, old)
    newest = sorted(found.values(), key=lambda one: (one.accepted_on, one.id), reverse=True)
    return tuple(newest[:_MOST_EARLIER])


@needs(WORK)
def accept(work: Work, draft: CaseDraft) -> int:
    """Take a case in under the next number of its committee and year; answers its id.

    Refusal: one side only, no consent, a deceased party, a day to come, a mediator not in office.
    """
    check_draft(draft, work.today)
    parties = tuple(prepared(work, one, draft.accepted_on) for one in draft.parties)
    committee = _committee(work, draft.committee_id)
    mediator = in_office(work, draft.mediator_id, draft.accepted_on)
    case_id = work.insert(Dispute, _case_values(work, draft, committee, parties))
    for position, party in enumerate(parties):
        work.insert(PartyRow, party_values(work, party, case_id, position))
    first = {"day": draft.accepted_on}
    add(work, StepRow, case_id, first | {"state": "accepted", "note": ""})
    add(work, AssignmentRow, case_id, first | {"mediator_id": mediator.id, "reason": "受理"})
    at = at_noon(work, draft.accepted_on)
    write_log(work, case_id, "accept", at, f"{_how(draft)}，各方同意调解。", host=mediator.name)
    work.news("mediation")
    return case_id


def prepared(work: Work, draft: PartyDraft, on: date) -> PartyDraft:
    """The party tidied, filled from the register and checked. Refusal as `check_party`, or deceased."""
    return tidied(work, _filled(work, draft, on) if draft.person_id is not None else draft)


def tidied(work: Work, party: PartyDraft) -> PartyDraft:
    """The party as it will be stored. Refusal as `check_party`."""
    plain = replace(party, name=normalise(party.name), phone=normalise_phone(party.phone))
    check_party(plain, work.today)
    return plain


def party_values(work: Work, party: PartyDraft, case_id: int, position: int) -> dict[str, Any]:
    """The row of a party."""
    values = {name: getattr(party, name) for name in PartyDraft.__dataclass_fields__ if name != "verified"}
    return values | {
        "case_id": case_id,
        "position": position,
        "agents": [asdict(agent) for agent in party.agents],
        "made_at": work.now,
        "verified_on": work.today if party.verified else None,
        "verified_by": work.clerk.name if party.verified else "",
    }


def shown_pair(parties: Sequence[PartyDraft]) -> str:
    """周某与陈某."""
    sides = [[_shown(one) for one in parties if one.side == side] for side in SIDES]
    return pair_text(*sides)


def _shown(party: PartyDraft) -> str:
    return party.name if party.kind == "organisation" else surname_only(party.name)


def _filled(work: Work, draft: PartyDraft, on: date) -> PartyDraft:
    assert draft.person_id is not None
    view = people.get(work, draft.person_id)
    if view.deceased_on is not None and view.deceased_on <= on:
        raise Refusal(
            f"{view.details.name} 已于 {view.deceased_on:%Y-%m-%d} 去世，不能作当事人",
            "请以继承人或其他权利义务承受人为当事人",
            "parties",
        )
    known = vars(view.details) | {"phone": _phone(work, view.id), "address": _address(view.details)}
    empty = {name: known[name] for name in _FROM_REGISTER if not getattr(draft, name)}
    return replace(draft, **empty)


def _phone(work: Work, person_id: int) -> str:
    query = select(_PHONE.number).where(_PHONE.person_id == person_id, _PHONE.to_day.is_(None))
    return work.connection.execute(query.order_by(_PHONE.from_day.desc(), _PHONE.id.desc())).scalar() or ""


def _address(details: Any) -> str:
    place = "-".join(part for part in (details.building, details.room) if part)
    return " ".join(part for part in (details.address, place) if part)


def _cases_with(work: Work, party: PartyDraft) -> Sequence[Any]:
    same = _same(work, party)
    if same is None:
        return ()
    query = select(_CASE.id, _CASE.number, _CASE.title, _CASE.accepted_on, _CASE.state, _PARTY.name, _PARTY.kind)
    joined = query.join_from(PartyRow.__table__, Dispute.__table__).where(same)
    return work.connection.execute(joined.order_by(_CASE.accepted_on.desc()).limit(_MOST_EARLIER)).all()


def _same(work: Work, party: PartyDraft) -> ColumnElement[bool] | None:
    """By any of what names somebody; two people of one name are the same only with one phone."""
    same: list[ColumnElement[bool]] = []
    if party.person_id is not None:
        ids = people.ids_of(work, party.person_id)
        numbers = select(_PERSON.id_number).where(_PERSON.id.in_(ids), _PERSON.id_number != "")
        same += [_PARTY.person_id.in_(ids), _PARTY.id_number.in_(numbers)]
    if party.uscc:
        same.append(_PARTY.uscc == party.uscc)
    if party.id_number:
        residents = select(_PERSON.id).where(_PERSON.id_number == party.id_number)
        same += [_PARTY.id_number == party.id_number, _PARTY.person_id.in_(residents)]
    if party.name and (party.kind == "organisation" or party.phone):
        phones = (_PARTY.phone == normalise_phone(party.phone),) if party.kind == "person" else ()
        same.append(and_(_PARTY.kind == party.kind, _PARTY.name == normalise(party.name), *phones))
    return or_(*same) if same else None


def _committee(work: Work, committee_id: int) -> CommitteeRow:
    row = work.session.get(CommitteeRow, committee_id)
    if row is None or not row.active:
        raise Refusal("请选择受理的调解委员会", "在设置中登记调解委员会", "committee_id")
    return row


def _case_values(
    work: Work, draft: CaseDraft, committee: CommitteeRow, parties: Sequence[PartyDraft]
) -> dict[str, Any]:
    year = draft.accepted_on.year
    seq = numbers.take(work, series(committee.id), year)
    wanted = settings.load(work, Mediation)
    number = number_text(wanted, committee.abbreviation, year, seq)
    return {
        **vars(draft.details),
        **_BLANK,
        "committee_id": committee.id,
        "committee_kind": committee.kind,
        "year": year,
        "seq": seq,
        "number": number,
        "accepted_on": draft.accepted_on,
        "accepted_at": work.now,
        "accepted_by": work.clerk.name,
        "mediator_id": draft.mediator_id,
        "rights_notice": wanted.rights_notice,
        "parties": len(parties),
        "parties_shown": shown_pair(parties),
    }


def _how(draft: CaseDraft) -> str:
    details = draft.details
    return SOURCES[details.source] + (f"（{details.referrer_name}）" if details.source == "referred" else "")


_BLANK: dict[str, Any] = {
    "state": "accepted",
    "extended_to": None,
    "outcome": "",
    "finished_on": None,
    "form": "",
    "agreed_amount": ZERO,
    "effective_on": None,
    "perform_by": None,
    "next_visit": None,
    "performance": "",
    "confirmation": "",
    "archived_on": None,
    "bound_by": "",
    "file_pages": 0,
    "retention": "",
    "version": 1,
}
