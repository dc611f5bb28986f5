"""Bookings that a change of the offer would leave without a place."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import func, select

from shequ_desk.counters.childcare.rules.admission import rejected
from shequ_desk.counters.childcare.rules.booking import BOOKED, Clash
from shequ_desk.counters.childcare.rules.offer import Group, Programme, Room, Session
from shequ_desk.counters.childcare.rules.plan import Plan
from shequ_desk.counters.childcare.service.approvals import approved
from shequ_desk.counters.childcare.service.plans import plan_of
from shequ_desk.counters.childcare.service.presence import Presences, Taken, presences
from shequ_desk.counters.childcare.tables import BookingRow, EnrolmentRow
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.identity import mask_name
from shequ_desk.people.tables import Person
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

_NAMED = 3


@needs("childcare.rules")
def clashes_of(work: Work, change: Room | Group | Session | Programme) -> tuple[Clash, ...]:
    """The bookings from today on that `change` would leave without a place, earliest first."""
    first = max(change.valid_from, work.today)
    return _clashes(work, plan_of(work, first).with_version(change), first, None)


@needs("childcare.read")
def must_not_clash(work: Work, plan: Plan, first: date, last: date | None = None) -> None:
    """Refusal naming the first bookings of the days that have no place in the plan."""
    found = _clashes(work, plan, max(first, work.today), last)
    if found:
        named = "、".join(f"{one.text}（{one.reason}）" for one in found[:_NAMED])
        more = f" 等 {len(found)} 个预约" if len(found) > _NAMED else ""
        raise Refusal(f"已有预约放不下：{named}{more}", "请先为这些儿童改期或增加在岗人员，再作变更", "clashes")


def _clashes(work: Work, plan: Plan, first: date, last: date | None) -> tuple[Clash, ...]:
    until = last or _last_day(work)
    if until is None or until < first:
        return ()
    found = presences(work, plan, first, until)
    lost = [pair for day in sorted(found.by_day) for pair in _lost(found, plan, day)]
    names = _names(work, {taken.child_id for taken, _ in lost})
    return tuple(_clash(taken, names[taken.child_id], reason) for taken, reason in lost)


def _lost(found: Presences, plan: Plan, day: date) -> Iterator[tuple[Taken, str]]:
    booked = [one for one in found.by_day[day] if not one.beyond]
    here = sorted(booked, key=lambda one: (one.booking_id == 0, one.booking_id))
    for number in sorted({one.group_no for one in here}):
        own = [one for one in here if one.group_no == number]
        group = plan.group(number, day)
        if group is None:
            yield from ((one, "班已停用") for one in own)
            continue
        capacity = found.capacity(group, day)
        full = rejected(capacity, [one.presence for one in own])
        for place, one in enumerate(own):
            programme = plan.programme(one.programme_no, day)
            if programme is None or not programme.runs(day):
                yield one, "项目已停用"
            elif not group.takes(one.months):
                yield one, f"不在{group.ages}内"
            elif place in full:
                yield one, f"超出班额、{group.ratio_text}或开放时段"


def _last_day(work: Work) -> date | None:
    booked = select(func.max(BookingRow.day)).where(BookingRow.state == BOOKED)
    standing = select(func.max(EnrolmentRow.to_day))
    days = [work.session.scalar(query) for query in (booked, standing)]
    return max((day for day in days if day is not None), default=None)


def _names(work: Work, ids: set[int]) -> dict[int, str]:
    found = work.session.execute(select(Person.id, Person.name).where(Person.id.in_(sorted(ids))))
    shown = str if approved(work) else mask_name
    return {row.id: shown(row.name) for row in found}


def _clash(taken: Taken, name: str, reason: str) -> Clash:
    hours = (
        f"{taken.presence.start // 60}:{taken.presence.start % 60:02}"
        f"–{taken.presence.end // 60}:{taken.presence.end % 60:02}"
    )
    return Clash(taken.booking_id, taken.child_id, name, taken.day, hours, reason)
