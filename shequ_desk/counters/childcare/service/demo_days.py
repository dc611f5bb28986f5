"""Invented days: who came when, what was checked at the door, what was paid."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import func, select

from shequ_desk.counters.childcare.rules.admission import Duty, places
from shequ_desk.counters.childcare.rules.ages import months_on
from shequ_desk.counters.childcare.rules.booking import BOOKED, CANCELLED, DONE, LATE, MISSED, PRESENT
from shequ_desk.counters.childcare.rules.child import Payment
from shequ_desk.counters.childcare.rules.door import CHECKED, IN, NORMAL, OUT
from shequ_desk.counters.childcare.rules.fees import Fee, fee
from shequ_desk.counters.childcare.rules.offer import FULL, Group, Programme, Session, minute_of
from shequ_desk.counters.childcare.rules.plan import Plan, moment
from shequ_desk.counters.childcare.service.charging import charge_of, minutes_used, receipt_columns, stay_row
from shequ_desk.counters.childcare.service.sums import free_by_child
from shequ_desk.counters.childcare.tables import BookingRow, DoorRow, ShareRow, StayRow
from shequ_desk.store.database import Work
from shequ_desk.till.service.sample import charge_many

_TEACHERS = ("陈老师", "沈老师", "虞老师")
_PAYMENTS, _OFTEN = ("wechat", "alipay", "cash"), (60, 20, 20)
_SHARES = (0, 20, 35, 50, 60, 75, 90, 100)
_EMPTY_DOOR = {"temperature": 0, "condition": "", "checked_by": "", "hands": "", "id_tail": "", "note": ""}


@dataclass(frozen=True)
class Pupil:
    """A child that comes now and then, with who signed and who fetches it."""

    child_id: int
    name: str
    birth: date
    guardian: str
    pickup_id: int
    pickup: str


@dataclass(frozen=True)
class Visit:
    """A booking with what became of it."""

    pupil: Pupil
    programme: Programme
    group: Group
    session: Session
    day: date
    id: int
    starts: datetime
    ends: datetime
    months: int
    state: str
    came_at: datetime | None = None
    left_at: datetime | None = None

    @property
    def child_id(self) -> int:
        """Whose it is."""
        return self.pupil.child_id

    @property
    def session_no(self) -> int:
        """The session's number."""
        return self.session.no


def day_rows(plan: Plan, dice: Random, pupils: Mapping[int, Pupil], day: date, present: datetime) -> list[Visit]:
    """The visits of a day up to the present: past ones over, those of now here, later ones expected."""
    visits: list[Visit] = []
    busy: set[int] = set()
    for group in plan.groups_on(day):
        own = [one for one in pupils.values() if group.takes(months_on(one.birth, day))]
        for session in (one for one in plan.held(group.no, day) if one.drop_in):
            count = _count(plan, dice, group, session, day)
            free = [one for one in own if one.child_id not in busy]
            for pupil in dice.sample(free, min(count, len(free))):
                busy.add(pupil.child_id)
                visits.append(_visit(plan, dice, pupil, group, session, day, present))
    return visits


def write_days(
    work: Work, dice: Random, plan: Plan, pupils: Mapping[int, Pupil], days: Sequence[Sequence[Visit]]
) -> None:
    """Write the visits: bookings, the door, and for those that are over the receipt and the stay."""
    first = next_id(work, BookingRow.id)
    visits = [one for day in days for one in day]
    numbered = [replace(one, id=first + place) for place, one in enumerate(visits)]
    work.insert_many(BookingRow, [_booking(work, one) for one in numbered], each=False)
    work.insert_many(DoorRow, [row for one in numbered for row in _door(work, dice, one)], each=False)
    by_day: dict[date, list[Visit]] = {}
    for one in numbered:
        if one.state == DONE:
            by_day.setdefault(one.day, []).append(one)
    used = free_by_child(work, numbered[0].day.year) if numbered else Counter()
    for day in sorted(by_day):
        _charge(work, dice, by_day[day], used)


def next_id(work: Work, column: Any) -> int:
    """The id after the highest one."""
    highest: int = work.connection.execute(select(func.coalesce(func.max(column), 0))).scalar_one()
    return highest + 1


def _count(plan: Plan, dice: Random, group: Group, session: Session, day: date) -> int:
    span = Duty(minute_of(session.starts), minute_of(session.ends), session.carers)
    return places(plan.capacity(group, day), span) * dice.choice(_SHARES) // 100


def _visit(
    plan: Plan, dice: Random, pupil: Pupil, group: Group, session: Session, day: date, present: datetime
) -> Visit:
    programme = _programme(plan, dice, group, day)
    starts, ends = moment(day, minute_of(session.starts)), moment(day, minute_of(session.ends))
    if programme.unit == "hour" and dice.random() < 0.4:
        starts += timedelta(minutes=30 * dice.randrange(1, 3))
    came = starts + timedelta(minutes=dice.randrange(-6, 9))
    left = ends - timedelta(minutes=dice.randrange(0, 25))
    months = months_on(pupil.birth, day)
    visit = Visit(pupil, programme, group, session, day, 0, starts, ends, months, _state(dice, came, left, present))
    if visit.state == DONE:
        return replace(visit, came_at=came, left_at=left)
    return replace(visit, came_at=came) if visit.state == PRESENT else visit


def _programme(plan: Plan, dice: Random, group: Group, day: date) -> Programme:
    fitting = [one for one in plan.programmes_on(day) if group.no in one.group_nos and one.kind != FULL]
    return dice.choices(fitting, range(len(fitting) + 2, 2, -1))[0]


def _state(dice: Random, came: datetime, left: datetime, present: datetime) -> str:
    if left < present:
        return dice.choices((DONE, MISSED, CANCELLED, LATE), (92, 3, 3, 2))[0]
    if came < present:
        return dice.choices((PRESENT, BOOKED), (4, 1))[0]
    return BOOKED


def _booking(work: Work, visit: Visit) -> dict[str, Any]:
    return {
        "id": visit.id,
        "child_id": visit.child_id,
        "programme_no": visit.programme.no,
        "group_no": visit.group.no,
        "session_no": visit.session.no,
        "day": visit.day,
        "starts": visit.starts,
        "ends": visit.ends,
        "months": visit.months,
        "state": visit.state,
        "pickup_id": visit.pupil.pickup_id,
        "remark": "",
        "booked_at": visit.starts - timedelta(days=2),
        "clerk_name": work.clerk.name,
        "enrolment_id": 0,
        "series_id": 0,
        "came_at": visit.came_at,
        "left_at": visit.left_at,
    }


def _door(work: Work, dice: Random, visit: Visit) -> list[dict[str, Any]]:
    base = _EMPTY_DOOR | {"booking_id": visit.id, "child_id": visit.child_id, "clerk_name": work.clerk.name}
    base |= {"pickup_id": 0, "delegation_id": 0}
    if visit.came_at is None:
        return []
    check = {"temperature": dice.randrange(362, 371), "condition": NORMAL, "checked_by": dice.choice(_TEACHERS)}
    rows = [
        base | {"kind": CHECKED, "at": visit.came_at} | check,
        base | {"kind": IN, "at": visit.came_at, "hands": visit.pupil.guardian},
    ]
    if visit.left_at is not None:
        hands = {"hands": visit.pupil.pickup, "pickup_id": visit.pupil.pickup_id}
        rows.append(base | {"kind": OUT, "at": visit.left_at} | hands)
    return rows


def _charge(work: Work, dice: Random, visits: list[Visit], used: Counter[int]) -> None:
    visits.sort(key=lambda one: one.left_at or one.ends)
    priced = [_fee(one, used) for one in visits]
    forms = [Payment(dice.choices(_PAYMENTS, _OFTEN)[0]) for _ in visits]
    work.now = visits[-1].left_at or visits[-1].ends
    charges = [
        (one.left_at or one.ends, charge_of(one, cost, form, (one.pupil.name, one.pupil.guardian, one.group.name)))
        for one, cost, form in zip(visits, priced, forms, strict=True)
    ]
    receipts = charge_many(work, charges)
    following = next_id(work, StayRow.id)
    stays, shares = [], []
    for stay_id, (one, cost, receipt) in enumerate(zip(visits, priced, receipts, strict=True), following):
        stays.append(stay_row(one, one.programme, one.group, cost) | receipt_columns(receipt) | {"id": stay_id})
        shares += [
            {"stay_id": stay_id, "day": receipt.day, "payer": payer, "fen": amount} for payer, amount in cost.shares
        ]
    work.insert_many(StayRow, stays, each=False)
    work.insert_many(ShareRow, shares, each=False)


def _fee(visit: Visit, used: Counter[int]) -> Fee:
    assert visit.came_at is not None
    assert visit.left_at is not None
    minutes = minutes_used(visit.starts, visit.came_at, visit.left_at)
    priced = fee(visit.programme, minutes, (), used[visit.child_id])
    used[visit.child_id] += priced.free
    return priced
