"""What a clerk does with the waiting list."""

from datetime import date, timedelta

from shequ_desk.counters.childcare.rules.booking import NewBooking
from shequ_desk.counters.childcare.rules.plan import Place
from shequ_desk.counters.childcare.rules.waiting import (
    ACCEPTED,
    DECLINED,
    OFFERED,
    OPEN,
    WITHDRAWN,
    WaitingEvent,
    WaitingTurn,
)
from shequ_desk.counters.childcare.service import turns
from shequ_desk.counters.childcare.service.admitting import Applicant, applicant, place_of, programme_for, refusals
from shequ_desk.counters.childcare.service.approvals import must_be_approved
from shequ_desk.counters.childcare.service.bookings import admit
from shequ_desk.counters.childcare.service.offers import asked_of, fits, move_on, offer_freed
from shequ_desk.counters.childcare.service.plans import plan_of
from shequ_desk.counters.childcare.service.presence import presences
from shequ_desk.counters.childcare.tables import WaitingRow
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.phones import check_phone
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

_YEAR = timedelta(days=366)


@needs("childcare.book")
def queue_up(work: Work, asked: NewBooking, phone: str = "") -> WaitingTurn:
    """Put a child on the waiting list of a full session; returns its turn.

    Refusal when a place is free, when it waits there already, or when it could not be booked for another reason.
    """
    work.serialize("childcare.places")
    must_be_approved(work)
    move_on(work)
    who = applicant(work, asked.child_id)
    found = presences(work, plan_of(work, asked.day), asked.day, asked.day)
    place = place_of(found, who, programme_for(found, who, asked), asked, work.now)
    _check_full([*refusals(work, found, who, place)])
    same = [one for one in turns.turns_of_days(work, place.day, place.day) if one.child_id in who.ids]
    if any(one.starts < place.ends and place.starts < one.ends for one in same):
        raise Refusal(f"{who.standing.name}已在这一时段候补", "请等候通知，或先撤销原候补", "session_no")
    row = _row(work, who, place) | {"phone": check_phone(phone, "phone") if phone.strip() else ""}
    work.news("childcare")
    made = turns.turn(work, work.insert(WaitingRow, row))
    assert made is not None
    return made


@needs("childcare.book")
def waiting(work: Work, first: date | None = None, last: date | None = None) -> tuple[WaitingTurn, ...]:
    """Open turns of the days (default from today), in order."""
    must_be_approved(work)
    since = first or work.today
    return turns.turns_of_days(work, since, last or since + _YEAR)


@needs("childcare.book")
def waiting_log(work: Work, turn_id: int) -> tuple[WaitingEvent, ...]:
    """What happened to a turn, in order."""
    must_be_approved(work)
    return turns.events(work, turn_id)


@needs("childcare.book")
def offer(work: Work, turn_id: int) -> WaitingTurn:
    """Keep a free place for a turn until the offer runs out. Refusal when there is none, or it is offered already."""
    work.serialize("childcare.places")
    must_be_approved(work)
    move_on(work)
    found = _open_turn(work, turn_id)
    if found.state == OFFERED:
        raise Refusal(f"已为{found.child_name}保留名额", "请电话确认", "turn_id")
    refused = fits(work, found)
    if refused is not None:
        raise refused
    turns.tell(work, found.id, OFFERED)
    return _open_turn(work, turn_id)


@needs("childcare.book")
def confirm_call(work: Work, turn_id: int, accepted: bool, note: str = "") -> int:
    """Write down the telephone call: taken, it becomes a booking (its id is returned); else the place goes on (0).

    Refusal as book when the place is gone, which can be when the offer had run out.
    """
    work.serialize("childcare.places")
    must_be_approved(work)
    found = _open_turn(work, turn_id)
    if found.state != OFFERED:
        raise Refusal("还没有为这个候补保留名额", "请先点“通知候补”", "turn_id")
    if not accepted:
        turns.tell(work, found.id, DECLINED, note)
        offer_freed(work, found.day, found.group_no)
        return 0
    booking_id = _admit(work, found)
    turns.tell(work, found.id, ACCEPTED, note, booking_id)
    return booking_id


@needs("childcare.book")
def withdraw(work: Work, turn_id: int, note: str = "") -> None:
    """Take a turn off the list; a place kept for it goes on. Refusal when it does not wait any more."""
    work.serialize("childcare.places")
    must_be_approved(work)
    found = _open_turn(work, turn_id)
    turns.tell(work, found.id, WITHDRAWN, note)
    if found.state == OFFERED:
        offer_freed(work, found.day, found.group_no)


@needs("childcare.book")
def pass_on(work: Work) -> int:
    """Offers that ran out end, and their places go to the next who fits; how many ended."""
    work.serialize("childcare.places")
    return move_on(work)


def _admit(work: Work, found: WaitingTurn) -> int:
    return admit(work, applicant(work, found.child_id), asked_of(work, found), turn_id=found.id)


def _check_full(found: list[Refusal]) -> None:
    full = [one for one in found if one.field == "session_no"]
    others = [one for one in found if one.field != "session_no"]
    if others:
        raise others[0]
    if not full:
        raise Refusal("这个时段还有名额，不必候补", "请直接预约", "session_no")


def _open_turn(work: Work, turn_id: int) -> WaitingTurn:
    found = turns.turn(work, turn_id)
    if found is None or found.state not in OPEN:
        raise Refusal("这个候补已经办结或不存在", "请刷新后再看", "turn_id")
    return found


def _row(work: Work, who: Applicant, place: Place) -> dict[str, object]:
    return {
        "child_id": who.standing.person_id,
        "programme_no": place.programme.no,
        "group_no": place.group.no,
        "session_no": place.session.no if place.session else 0,
        "day": place.day,
        "starts": place.starts,
        "ends": place.ends,
        "months": who.months(place.day),
        "asked_at": work.now,
        "clerk_name": work.clerk.name,
    }
