"""Passing a freed place on: the first of the waiting list who fits."""

from datetime import date

from shequ_desk.counters.childcare.rules.booking import NewBooking
from shequ_desk.counters.childcare.rules.waiting import OFFERED, WAITING, WaitingTurn
from shequ_desk.counters.childcare.service import turns
from shequ_desk.counters.childcare.service.admitting import applicant, place_of, programme_for, refusals
from shequ_desk.counters.childcare.service.plans import plan_of
from shequ_desk.counters.childcare.service.presence import presences
from shequ_desk.kernel.errors import Refusal
from shequ_desk.store.database import Work


def offer_freed(work: Work, day: date, group_no: int) -> WaitingTurn | None:
    """Keep a freed place for the first waiting child of the day who fits, the group's own first."""
    found = [one for one in turns.turns_of_days(work, day, day) if one.state == WAITING and one.ends > work.now]
    for one in sorted(found, key=lambda turn: (turn.group_no != group_no, turn.id)):
        if fits(work, one) is None:
            turns.tell(work, one.id, OFFERED)
            return turns.turn(work, one.id)
    return None


def fits(work: Work, turn: WaitingTurn) -> Refusal | None:
    """Why the waiting child could not be booked now; None when it could."""
    asked = asked_of(turn)
    try:
        who = applicant(work, turn.child_id)
        found = presences(work, plan_of(work, turn.day), turn.day, turn.day)
        place = place_of(found, who, programme_for(found, who, asked), asked)
    except Refusal as refusal:
        return refusal
    return next(refusals(work, found, who, place), None)


def asked_of(turn: WaitingTurn) -> NewBooking:
    """The booking a turn asks for."""
    whole = turn.session_no == 0
    return NewBooking(
        turn.child_id,
        turn.programme_no,
        turn.day,
        turn.session_no,
        None if whole else turn.starts.time(),
        None if whole else turn.ends.time(),
    )
