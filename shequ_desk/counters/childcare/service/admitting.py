"""Every rule a booking must pass, each a sentence of its own."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property

from sqlalchemy import BigInteger, Date, bindparam, func, or_, select

from shequ_desk.counters.childcare.rules.admission import obstacle
from shequ_desk.counters.childcare.rules.ages import months_on
from shequ_desk.counters.childcare.rules.booking import (
    CAME,
    LATE,
    MISSED,
    TAKING_PLACE,
    NewBooking,
    check_times,
    suspended_until,
)
from shequ_desk.counters.childcare.rules.offer import Group, Programme, group_for, minute_of
from shequ_desk.counters.childcare.rules.plan import Place, age_refusal, explained, placed
from shequ_desk.counters.childcare.rules.settings import Childcare
from shequ_desk.counters.childcare.service.presence import Presences, Taken
from shequ_desk.counters.childcare.service.setback import check_clock
from shequ_desk.counters.childcare.tables import BookingRow
from shequ_desk.kernel.errors import Refusal
from shequ_desk.people import service as people
from shequ_desk.people.lists import tag_kinds
from shequ_desk.people.tables import Person
from shequ_desk.people.views import Standing
from shequ_desk.store import settings
from shequ_desk.store.database import Work
from shequ_desk.store.statements import Fixed

_BOOKING = BookingRow.__table__.c
_PERSON = Person.__table__.c
_root = bindparam("root", type_=BigInteger)
_ALIASES = select(_PERSON.id).where(or_(_PERSON.id == _root, _PERSON.merged_into == _root))
_OWN = Fixed(
    select(_BOOKING.id, _BOOKING.day, _BOOKING.programme_no, _BOOKING.state, _BOOKING.starts).where(
        _BOOKING.child_id.in_(_ALIASES),
        _BOOKING.day >= bindparam("since", type_=Date),
    )
)
_MEMORY = timedelta(days=366)


@dataclass(frozen=True)
class OwnBooking:
    """One of the child's bookings, as the limits per child need it."""

    id: int
    day: date
    programme_no: int
    state: str


@dataclass(frozen=True)
class Applicant:
    """The child with what was booked for it before."""

    standing: Standing
    ids: tuple[int, ...]
    birth: date
    own: tuple[OwnBooking, ...]
    settings: Childcare

    @cached_property
    def strikes(self) -> tuple[date, ...]:
        """Days of no-shows, late cancels too when they count."""
        bad = {MISSED, LATE} if self.settings.late_counts else {MISSED}
        return tuple(one.day for one in self.own if one.state in bad)

    def months(self, day: date) -> int:
        """Completed months on the day."""
        return months_on(self.birth, day)


def applicant(work: Work, child_id: int) -> Applicant:
    """The child of a booking. Refusal when it has no birth date, is dead or is nobody's record. Five statements."""
    ids = people.ids_of(work, child_id)
    standing = people.standing(work, child_id, work.today)
    if standing.birth is None:
        raise Refusal("该居民档案没有出生日期，不能判断月龄", "请先在居民档案补录出生日期", "child_id")
    if standing.deceased_on is not None:
        raise Refusal("该居民已登记去世", "如登记有误，请先更正", "child_id")
    rows = work.rows(_OWN, {"root": ids[0], "since": work.today - _MEMORY})
    own = tuple(OwnBooking(row.id, row.day, row.programme_no, row.state) for row in rows)
    return Applicant(standing, ids, standing.birth, own, settings.load(work, Childcare))


def last_stay(work: Work, ids: tuple[int, ...], before: date) -> date | None:
    """The newest day the child was here before the day."""
    mine = (_BOOKING.child_id.in_(ids), _BOOKING.state.in_(CAME), _BOOKING.day < before)
    newest: date | None = work.connection.execute(select(func.max(_BOOKING.day)).where(*mine)).scalar()
    return newest


def programme_for(presences: Presences, who: Applicant, asked: NewBooking) -> Programme:
    """The programme asked for, or the first that takes the age. Refusal when it does not run on the day."""
    plan, day = presences.plan, asked.day
    running = plan.programmes_on(day)
    if not asked.programme_no:
        groups = plan.groups_on(day)
        fitting = [one for one in running if group_for(groups, one, who.months(day))]
        if not fitting:
            raise age_refusal_of_all(presences, who, day)
        return fitting[0]
    found = next((one for one in running if one.no == asked.programme_no), None)
    if found is None:
        known = plan.programme(asked.programme_no, day)
        name = known.name if known else "该项目"
        raise Refusal(f"{name}在 {day} 不开放", "请选择开放期内的日期，或其他项目", "programme_no")
    return found


def age_refusal_of_all(presences: Presences, who: Applicant, day: date) -> Refusal:
    """Why no programme takes the child: said of the first under-three one, or that none runs."""
    running = presences.plan.programmes_on(day)
    if not running:
        return Refusal(f"{day} 没有开放的托育项目", "请选择其他日期", "day")
    return age_refusal(running[0], presences.plan.groups_on(day), who.birth, day, who.months(day))


def place_of(presences: Presences, who: Applicant, programme: Programme, asked: NewBooking, now: datetime) -> Place:
    """Group by the age on the day (or the one asked for), session and time; from this minute on when the session has
    begun and no time was asked for. Refusal when the age does not fit.
    """
    plan, day, months = presences.plan, asked.day, who.months(asked.day)
    group = _group(presences, programme, asked, months)
    if group is None:
        raise age_refusal(programme, plan.groups_on(day), who.birth, day, months)
    place = placed(plan, programme, group, day, (asked.session_no, asked.starts, asked.ends))
    begun = place.session is not None and asked.starts is None and place.starts < now < place.ends
    return replace(place, start=minute_of(now.time())) if begun else place


def refusals(work: Work, presences: Presences, who: Applicant, place: Place) -> Iterator[Refusal]:
    """Every rule the booking breaks, the plainest first."""
    for check in (_check_time, _check_tags, _check_own, _check_limits, _check_strikes, _check_room):
        try:
            check(work, presences, who, place)
        except Refusal as refusal:
            yield refusal


def own_taken(presences: Presences, ids: Collection[int], day: date) -> list[Taken]:
    """What the child has booked on the day already."""
    return [one for one in presences.by_day.get(day, ()) if one.child_id in ids and not one.beyond]


def _group(presences: Presences, programme: Programme, asked: NewBooking, months: int) -> Group | None:
    plan, day = presences.plan, asked.day
    if not asked.group_no:
        return group_for(plan.groups_on(day), programme, months)
    group = plan.group(asked.group_no, day)
    fits = group is not None and group.no in programme.group_nos and group.takes(months)
    return group if fits else None


def _check_time(work: Work, _presences: Presences, _who: Applicant, place: Place) -> None:
    check_clock(work)
    check_times(place.starts, place.ends, work.now)


def _check_tags(_work: Work, _presences: Presences, who: Applicant, place: Place) -> None:
    wanted = place.programme.tags
    if wanted and not who.standing.groups.intersection(wanted):
        kinds = tag_kinds()
        titles = "、".join(kinds[key].title if key in kinds else key for key in wanted)
        raise Refusal(f"“{place.programme.name}”只面向：{titles}", "如符合，请先在居民档案登记标签", "programme_no")


def _check_own(_work: Work, presences: Presences, who: Applicant, place: Place) -> None:
    for one in own_taken(presences, who.ids, place.day):
        if one.presence.start < place.end and place.start < one.presence.end:
            hours = _hours(one.presence.start, one.presence.end)
            name = who.standing.name
            if one.turn_id:
                raise Refusal(f"候补名单已为{name}保留 {hours} 的名额", "请在候补名单中登记电话确认", "starts")
            raise Refusal(f"{name}当日 {hours} 已有预约，时间重叠", "请改约其他时段，或先取消原预约", "starts")


def _check_limits(_work: Work, _presences: Presences, who: Applicant, place: Place) -> None:
    programme = place.programme
    if programme.most_minutes and place.minutes > programme.most_minutes:
        most = programme.most_minutes / 60
        raise Refusal(f"“{programme.name}”单次最长 {most:g} 小时", "请缩短时间，或选择其他项目", "ends")
    if not programme.week_limit:
        return
    monday = place.day - timedelta(days=place.day.weekday())
    week = [
        one
        for one in who.own
        if one.programme_no == programme.no
        and one.state in TAKING_PLACE
        and monday <= one.day < monday + timedelta(days=7)
    ]
    if len(week) >= programme.week_limit:
        raise Refusal(
            f"“{programme.name}”每周最多 {programme.week_limit} 次，本周已约 {len(week)} 次", "请改约其他周", "day"
        )


def _check_strikes(work: Work, _presences: Presences, who: Applicant, place: Place) -> None:
    until = suspended_until(who.strikes, max(work.today, place.day), who.settings)
    if until is not None:
        raise Refusal(
            f"{who.settings.strike_days} 天内爽约满 {who.settings.strikes} 次，暂停预约到 {until}",
            "可预约此后的日期；情况特殊请主任调整爽约规则",
            "day",
        )


def _check_room(_work: Work, presences: Presences, who: Applicant, place: Place) -> None:
    capacity = presences.capacity(place.group, place.day)
    present = presences.others(place.group.no, place.day, who.ids)
    found = obstacle(capacity, present, place.presence(who.months(place.day)))
    if found is not None:
        raise explained(place, found)


def _hours(start: int, end: int) -> str:
    return f"{start // 60}:{start % 60:02}–{end // 60}:{end % 60:02}"
