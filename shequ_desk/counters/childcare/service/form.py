"""The booking form: everything about a child and a place, refusals collected instead of raised."""

from datetime import date, datetime

from shequ_desk.counters.childcare.rules.admission import Duty, places, used
from shequ_desk.counters.childcare.rules.booking import BookingForm, NewBooking, PickupChoice
from shequ_desk.counters.childcare.rules.documents import AGREEMENT, HEALTH, Document, missing
from shequ_desk.counters.childcare.rules.fees import Fee, fee
from shequ_desk.counters.childcare.rules.offer import Group, Programme, Session, group_for
from shequ_desk.counters.childcare.rules.plan import Place, moment
from shequ_desk.counters.childcare.service.admitting import (
    Applicant,
    applicant,
    last_stay,
    place_of,
    programme_for,
    refusals,
)
from shequ_desk.counters.childcare.service.approvals import must_be_approved
from shequ_desk.counters.childcare.service.documents import documents_of
from shequ_desk.counters.childcare.service.pickups import pickups_of
from shequ_desk.counters.childcare.service.plans import plan_of
from shequ_desk.counters.childcare.service.presence import Presences, presences
from shequ_desk.counters.childcare.service.sums import free_visits
from shequ_desk.counters.childcare.service.turns import turns_of_days
from shequ_desk.kernel.errors import Refusal
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs


@needs("childcare.book")
def form(work: Work, asked: NewBooking) -> BookingForm:
    """What the booking would be, with every reason against it in `refusals` and missing papers named.

    `programme_no` 0: the first that takes the age; `session_no` 0: the first of the day. Refusal only without approval,
    for a child without a birth date, or while no programme was ever entered.
    """
    must_be_approved(work)
    who = applicant(work, asked.child_id)
    found = presences(work, plan_of(work, asked.day), asked.day, asked.day)
    programme, place, against = _aim(found, who, asked, work.now)
    against = [*against, *(refusals(work, found, who, place) if place else ())]
    papers = documents_of(work, who.ids)
    group = place.group if place else group_for(found.plan.groups_on(asked.day), programme, who.months(asked.day))
    free, children, carers = _room(found, who, place)
    return BookingForm(
        child_id=who.standing.person_id,
        child_name=who.standing.name,
        months=who.months(asked.day),
        day=asked.day,
        programme=programme,
        programmes=_programmes(found, who, asked.day),
        group=group,
        session=place.session if place else None,
        sessions=_sessions(found, group, asked.day),
        starts=place.starts if place else moment(asked.day, 0),
        ends=place.ends if place else moment(asked.day, 0),
        guardian=_guardian(papers, asked.day),
        agreement=_standing(papers, AGREEMENT, asked.day),
        health_valid_to=_health(papers, asked.day),
        missing=missing(papers, programme, who.birth, asked.day, last_stay(work, who.ids, asked.day)),
        pickups=_pickups(work, who, asked.day),
        fee=_fee(work, who, place),
        free=free,
        children=children,
        carers=carers,
        refusals=tuple(against),
        turn=_turn(work, place),
    )


def _aim(
    found: Presences, who: Applicant, asked: NewBooking, now: datetime
) -> tuple[Programme, Place | None, list[Refusal]]:
    """The programme and the place asked for; a refusal leaves the place open and shows the nearest programme."""
    try:
        programme = programme_for(found, who, asked)
        return programme, place_of(found, who, programme, asked, now), []
    except Refusal as refusal:
        return _shown(found, who, asked, refusal), None, [refusal]


def _shown(found: Presences, who: Applicant, asked: NewBooking, refusal: Refusal) -> Programme:
    plan, day = found.plan, asked.day
    known = plan.programme(asked.programme_no, day)
    fitting = (*_programmes(found, who, day), *plan.programmes_on(day), *plan.programmes)
    shown = known or next(iter(fitting), None)
    if shown is None:
        raise refusal
    return shown


def _programmes(found: Presences, who: Applicant, day: date) -> tuple[Programme, ...]:
    groups = found.plan.groups_on(day)
    return tuple(one for one in found.plan.programmes_on(day) if group_for(groups, one, who.months(day)))


def _sessions(found: Presences, group: Group | None, day: date) -> tuple[Session, ...]:
    return tuple(one for one in found.plan.held(group.no, day) if one.drop_in) if group else ()


def _room(found: Presences, who: Applicant, place: Place | None) -> tuple[int, int, int]:
    """Places left, children with this one at the fullest instant, carers on duty then."""
    if place is None:
        return 0, 0, 0
    span = Duty(place.start, place.end, 0)
    present = found.of(place.group.no, place.day)
    capacity = found.capacity(place.group, place.day)
    taken = used(present, span)
    free = max(places(capacity, span, [*present, place.presence(who.months(place.day))]) - taken, 0)
    return free, taken + 1, min(capacity.carers_at(minute) for minute in (place.start, place.end - 1))


def _standing(papers: tuple[Document, ...], kind: str, day: date) -> Document | None:
    return next((one for one in papers if one.kind == kind and one.stands(day)), None)


def _health(papers: tuple[Document, ...], day: date) -> date | None:
    found = [one.valid_to for one in papers if one.kind == HEALTH and one.stands(day) and one.valid_to]
    return max(found, default=None)


def _guardian(papers: tuple[Document, ...], day: date) -> str:
    signed = [one for one in papers if one.signer and one.stands(day)]
    return f"{signed[0].signer}（{signed[0].relation}）" if signed else ""


def _pickups(work: Work, who: Applicant, day: date) -> tuple[PickupChoice, ...]:
    return tuple(PickupChoice(one.id, f"{one.text}· 已授权") for one in pickups_of(work, who.ids) if one.holds(day))


def _fee(work: Work, who: Applicant, place: Place | None) -> Fee | None:
    if place is None or place.minutes <= 0:
        return None
    visits = free_visits(work, who.ids, place.day.year) if place.programme.free_visits else 0
    return fee(place.programme, place.minutes, who.standing.groups, visits)


def _turn(work: Work, place: Place | None) -> int:
    """The place on the waiting list the child would get."""
    if place is None:
        return 0
    here = turns_of_days(work, place.day, place.day)
    number = place.session.no if place.session else 0
    return 1 + sum(one.group_no == place.group.no and one.session_no == number for one in here)
