"""Who takes a place when: bookings, standing children, places kept for the waiting list."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Date, DateTime, bindparam, func, select

from shequ_desk.counters.childcare.rules.admission import Capacity, Presence
from shequ_desk.counters.childcare.rules.ages import months_on, ratio_of
from shequ_desk.counters.childcare.rules.booking import PRESENT, TAKING_PLACE
from shequ_desk.counters.childcare.rules.offer import FULL, Group, group_for
from shequ_desk.counters.childcare.rules.plan import Plan, minutes_of, placed
from shequ_desk.counters.childcare.tables import BookingRow, EnrolmentRow, WaitingEventRow, WaitingRow
from shequ_desk.people.tables import Person
from shequ_desk.store.database import Work
from shequ_desk.store.statements import Fixed

_BOOKING = BookingRow.__table__.c
_ENROLMENT = EnrolmentRow.__table__.c
_TURN = WaitingRow.__table__.c
_EVENT = WaitingEventRow.__table__
_LATER = _EVENT.alias("later")
_PERSON = Person.__table__.c
_first, _last = bindparam("first", type_=Date), bindparam("last", type_=Date)
_PLACE = ("child_id", "group_no", "programme_no", "day", "starts", "ends", "months")
_BOOKINGS = Fixed(
    select(
        _BOOKING.id,
        *(_BOOKING[name] for name in _PLACE),
        _BOOKING.state,
        _BOOKING.came_at,
        _BOOKING.left_at,
        _BOOKING.enrolment_id,
    ).where(_BOOKING.day.between(_first, _last))
)
_ENROLMENTS = Fixed(
    select(
        _ENROLMENT.id,
        _ENROLMENT.child_id,
        _ENROLMENT.programme_no,
        _ENROLMENT.weekdays,
        _ENROLMENT.from_day,
        _ENROLMENT.to_day,
        _PERSON.birth,
        _PERSON.name,
    )
    .outerjoin(Person, _PERSON.id == _ENROLMENT.child_id)  # inner, SQLite goes through all residents while few enrol
    .where(_ENROLMENT.from_day <= _last, _ENROLMENT.to_day >= _first)
    .order_by(_ENROLMENT.id)
)
_NEWEST = select(func.max(_LATER.c.id)).where(_LATER.c.turn_id == _TURN.id).scalar_subquery()
_OFFERS = Fixed(
    select(_TURN.id, *(_TURN[name] for name in _PLACE))
    .join(_EVENT, _EVENT.c.turn_id == _TURN.id)
    .where(
        _TURN.day.between(_first, _last),
        _EVENT.c.id == _NEWEST,
        _EVENT.c.kind == "offered",
        _EVENT.c.until > bindparam("now", type_=DateTime),
    )
)
ONE_DAY = timedelta(days=1)
_ONE_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Taken:
    """One place taken: by a booking, an enrolment (`booking_id` 0) or an offer (`turn_id`).

    `beyond`: the child is here before or after the time booked, which fills a place but was promised to nobody.
    """

    child_id: int
    group_no: int
    programme_no: int
    day: date
    presence: Presence
    months: int
    booking_id: int = 0
    enrolment_id: int = 0
    turn_id: int = 0
    name: str = ""
    beyond: bool = False


class StandingChild(NamedTuple):
    """An enrolment with what decides whether and where the child comes on a day."""

    id: int
    child_id: int
    programme_no: int
    weekdays: Sequence[int]
    from_day: date
    to_day: date
    birth: date | None
    name: str


@dataclass(frozen=True)
class Presences:
    """Places taken by day, with the plan they were read against."""

    plan: Plan
    by_day: dict[date, list[Taken]]

    def of(self, group_no: int, day: date) -> list[Presence]:
        """The children of a group on a day."""
        return [one.presence for one in self.by_day.get(day, ()) if one.group_no == group_no]

    def others(self, group_no: int, day: date, ids: Collection[int]) -> list[Presence]:
        """The children of a group on a day, without the child known by these ids."""
        here = self.by_day.get(day, ())
        return [one.presence for one in here if one.group_no == group_no and one.child_id not in ids]

    def capacity(self, group: Group, day: date) -> Capacity:
        """What the group holds, other groups in its room counted."""
        mates = self.plan.room_mates(group, day)
        shared = (one.presence for one in self.by_day.get(day, ()) if one.group_no in mates)
        return self.plan.capacity(group, day, tuple(one for one in shared if one.drop_in))

    def without(self, leave_out: Iterable[int], turn_id: int = 0) -> "Presences":
        """The same without these bookings and this offer."""
        gone = frozenset(leave_out)
        days = {
            day: [one for one in taken if one.booking_id not in gone and not (turn_id and one.turn_id == turn_id)]
            for day, taken in self.by_day.items()
        }
        return Presences(self.plan, days)


def presences(work: Work, plan: Plan, first: date, last: date) -> Presences:
    """Everything that takes a place from `first` to `last`. Three statements."""
    asked = {"first": first, "last": last}
    by_day: dict[date, list[Taken]] = defaultdict(list)
    answered: set[tuple[int, date]] = set()
    for row in work.rows(_BOOKINGS, asked):
        if row.enrolment_id:
            answered.add((row.enrolment_id, row.day))
        if row.state in TAKING_PLACE:
            by_day[row.day] += _booked(plan, row, work.now)
    for taken in _standing(plan, work.rows(_ENROLMENTS, asked), first, last):
        if (taken.enrolment_id, taken.day) not in answered:
            by_day[taken.day].append(taken)
    for row in work.rows(_OFFERS, asked | {"now": work.now}):
        by_day[row.day].append(_offered(plan, row, work.now))
    return Presences(plan, by_day)


def _booked(plan: Plan, row: Any, now: datetime) -> list[Taken]:
    """The booked time until the child left, and the time it is here before or after that."""
    end = row.ends if row.left_at is None else min(row.ends, row.left_at)
    spans = [(row.starts, end, False)]
    if row.came_at is not None and row.came_at < row.starts:
        spans.append((row.came_at, min(row.starts, row.left_at or row.starts), True))
    if row.state == PRESENT and row.ends <= now and row.day == now.date():
        spans.append((row.ends, now + _ONE_MINUTE, True))
    return [_taken(plan, row, first, last, beyond) for first, last, beyond in spans]


def _taken(plan: Plan, row: Any, first: datetime, last: datetime, beyond: bool) -> Taken:
    presence = _presence(plan, row, first, last)
    place = (row.child_id, row.group_no, row.programme_no, row.day, presence, row.months)
    return Taken(*place, row.id, row.enrolment_id, beyond=beyond)


def _offered(plan: Plan, row: Any, now: datetime) -> Taken:
    presence = _presence(plan, row, still_to_come(row.starts, row.ends, now), row.ends)
    return Taken(row.child_id, row.group_no, row.programme_no, row.day, presence, row.months, turn_id=row.id)


def still_to_come(starts: datetime, ends: datetime, now: datetime) -> datetime:
    """When a waiting child could begin: the time asked for, or this minute when that has begun."""
    return min(max(starts, now.replace(second=0, microsecond=0)), ends)


def _presence(plan: Plan, row: Any, first: datetime, last: datetime) -> Presence:
    programme = plan.programme(row.programme_no, row.day)
    drop_in = programme is None or programme.kind != FULL
    start = minutes_of(row.day, first)
    return Presence(start, max(minutes_of(row.day, last), start), ratio_of(row.months), drop_in)


def _standing(plan: Plan, rows: Iterable[Any], first: date, last: date) -> Iterator[Taken]:
    for row in rows:
        child = StandingChild(*row)
        day = max(first, child.from_day)
        while day <= min(last, child.to_day):
            taken = standing_on(plan, child, day)
            if taken is not None:
                yield taken
            day += ONE_DAY


def standing_on(plan: Plan, child: StandingChild, day: date) -> Taken | None:
    """The place a standing child takes on a day; None when it does not come (closed, other weekday, out of age)."""
    programme = plan.programme(child.programme_no, day)
    comes = day.weekday() in child.weekdays or day in plan.holidays.working
    if programme is None or child.birth is None or not comes or not programme.runs(day):
        return None
    months = months_on(child.birth, day)
    group = group_for(plan.groups_on(day), programme, months)
    if group is None or not plan.held(group.no, day):
        return None
    presence = placed(plan, programme, group, day, (0, None, None)).presence(months)
    return Taken(child.child_id, group.no, programme.no, day, presence, months, enrolment_id=child.id, name=child.name)
