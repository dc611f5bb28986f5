"""What the childcare tests share: a clerk with every right and approval, invented children, their papers."""

from datetime import date, datetime, timedelta
from itertools import count

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.rules.booking import NewBooking
from shequ_desk.counters.childcare.rules.child import Payment, Settled
from shequ_desk.counters.childcare.rules.documents import AGREEMENT, CONSENT, HEALTH, VACCINE, Document
from shequ_desk.counters.childcare.rules.door import MorningCheck, NewPickup
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.identity import complete
from shequ_desk.people import service as people
from shequ_desk.people.rules import Draft
from shequ_desk.store.database import Database, Work
from tests.clerks import EVERYTHING

CLERK = EVERYTHING
TODAY = date(2026, 11, 21)
MONDAY = date(2026, 11, 23)
HOURLY, HALF, FULL, SCHOOL = 3, 4, 5, 1
"""Programme numbers of the preset."""
INFANTS, TODDLERS, OLDER, PUPILS = 1, 2, 3, 4
"""Group numbers of the preset."""
_sequence = count(100)


def child(work: Work, birth: date, name: str = "李小满") -> int:
    """Register an invented child; returns the id."""
    number = complete(f"330200{birth:%Y%m%d}{next(_sequence) % 1000:03d}")
    return people.register(work, Draft(name, birth=birth, id_number=number), True)


def aged(work: Work, months: int, day: date = TODAY, name: str = "李小满") -> int:
    """A child of so many months on the day, born on the first of a month."""
    total = day.year * 12 + day.month - 1 - months
    return child(work, date(total // 12, total % 12 + 1, 1), name)


def papers(work: Work, child_id: int, signed: date = date(2026, 3, 1)) -> None:
    """Everything that is asked for before the first stay."""
    for kind in (CONSENT, AGREEMENT, HEALTH, VACCINE):
        signer = "李国芳" if kind in (CONSENT, AGREEMENT) else ""
        childcare.add_document(work, Document(0, child_id, kind, signed, None, signer, "母" if signer else ""))


def grandmother(work: Work, child_id: int) -> int:
    """张昉琴（外婆）, ID tail 3426 or so; returns the pick-up's id."""
    return childcare.add_pickup(work, NewPickup(child_id, "张昉琴", "外婆", GRANNY))


GRANNY = complete("33020019600305342")
CHECK = MorningCheck(365, checked_by="陈老师")


def session_no(work: Work, group_no: int, name: str, day: date = MONDAY) -> int:
    """The number of a session by its name."""
    return next(one.no for one in childcare.sessions(work, day, group_no) if one.name == name)


def morning(work: Work, child_id: int, day: date = MONDAY, programme: int = HOURLY, group: int = OLDER) -> NewBooking:
    """An hourly booking of the whole morning."""
    return NewBooking(child_id, programme, day, session_no(work, group, "上午", day))


def stay(database: Database, clock: FixedClock, booking_id: int, came: datetime, left: datetime) -> Settled:
    """Play a whole stay: check, in, out to the grandmother, paid in cash."""
    clock.set(came)
    with database.work(CLERK) as work:
        childcare.morning_check(work, booking_id, CHECK)
        childcare.check_in(work, booking_id, "李国芳")
    clock.set(left)
    with database.work(CLERK) as work:
        (person,) = [one for one in childcare.roster(work).rows if one.booking_id == booking_id]
        pickup = childcare.pickups(work, person.child_id)[0].id
        return childcare.release(work, booking_id, Payment(), pickup_id=pickup)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment of a day."""
    return datetime.combine(day, datetime.min.time()) + timedelta(hours=hour, minutes=minute)
