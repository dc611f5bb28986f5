"""Passing a freed place on: the first of the waiting list who fits."""

from datetime import date

from shequ_desk.counters.childcare.rules.booking import NewBooking
from shequ_desk.counters.childcare.rules.waiting import EXPIRED, OFFERED, WAITING, WaitingTurn
from shequ_desk.counters.childcare.service import turns
from shequ_desk.counters.childcare.service.admitting import applicant, place_of, programme_for, refusals
from shequ_desk.counters.childcare.service.plans import plan_of
from shequ_desk.counters.childcare.service.presence import presences, still_to_come
from shequ_desk.kernel.errors import Refusal
from shequ_desk.store.database import Work


def offer_freed(work: Work, day: date, group_no: int, last: date | None = None) -> WaitingTurn | None:
    """Keep what is free on the day (or the days until `last`) for the waiting children who fit, in the order of asking,
    the group's own first; returns the first one who was offered a place.
    """
    found = [one for one in turns.turns_of_days(work, day, last or day) if one.state == WAITING and one.ends > work.now]
    offered = 0
    for one in sorted(found, key=lambda turn: (turn.group_no != group_no, turn.id)):
        if fits(work, one) is None:
            turns.tell(work, one.id, OFFERED)
            offered = offered or one.id
    return turns.turn(work, offered) if offered else None


def move_on(work: Work) -> int:
    """Offers that ran out end, and their places go to the next who fits; how many ended."""
    ended = turns.ran_out(work)
    for one in ended:
        turns.tell(work, one.id, EXPIRED)
    for one in ended:
        offer_freed(work, one.day, one.group_no)
    return len(ended)


def fits(work: Work, turn: WaitingTurn) -> Refusal | None:
    """Why the waiting child could not be booked now; None when it could."""
    asked = asked_of(work, turn)
    try:
        who = applicant(work, turn.child_id)
        found = presences(work, plan_of(work, turn.day), turn.day, turn.day)
        place = place_of(found, who, programme_for(found, who, asked), asked, work.now)
    except Refusal as refusal:
        return refusal
    return next(refusals(work, found, who, place), None)


def asked_of(work: Work, turn: WaitingTurn) -> NewBooking:
    """The booking a turn asks for, from this minute on when its time has begun."""
    whole = turn.session_no == 0
    starts = still_to_come(turn.starts, turn.ends, work.now)
    return NewBooking(
        turn.child_id,
        turn.programme_no,
        turn.day,
        turn.session_no,
        None if whole else starts.time(),
        None if whole else turn.ends.time(),
    )
