"""The whole dated offer at hand, asked day by day: what is held, what a class holds, where a booking falls."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from shequ_desk.counters.childcare.rules.admission import Capacity, Duty, Obstacle, Presence
from shequ_desk.counters.childcare.rules.ages import age_text, ages_text, ratio_of, reaches
from shequ_desk.counters.childcare.rules.offer import (
    FULL,
    Closure,
    Group,
    Programme,
    Room,
    Session,
    in_force,
    meets,
    minute_of,
)
from shequ_desk.kernel.dates import clock_text, short_date
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.limits import WEEKENDS_ONLY, Holidays

RESTS = "不在开放期"
_UNTIL = "可改约其他时段，或转候补"


@dataclass(frozen=True)
class Place:
    """Where a booking falls: group by age, session (None: the whole day), minutes since midnight."""

    programme: Programme
    group: Group
    session: Session | None
    day: date
    start: int
    end: int

    @property
    def starts(self) -> datetime:
        """When the booked time begins."""
        return moment(self.day, self.start)

    @property
    def ends(self) -> datetime:
        """When it ends."""
        return moment(self.day, self.end)

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return self.end - self.start

    def presence(self, months: int) -> Presence:
        """The child in the class."""
        return Presence(self.start, self.end, ratio_of(months), self.programme.kind != FULL)


@dataclass(frozen=True)
class Plan:
    """Everything dated, as loaded. `duties`: carers of a session on a day where they differ."""

    rooms: tuple[Room, ...] = ()
    groups: tuple[Group, ...] = ()
    sessions: tuple[Session, ...] = ()
    programmes: tuple[Programme, ...] = ()
    closures: tuple[Closure, ...] = ()
    duties: Mapping[tuple[int, date], int] = field(default_factory=dict)
    holidays: Holidays = WEEKENDS_ONLY

    def groups_on(self, day: date) -> tuple[Group, ...]:
        """Groups in force, in order."""
        return tuple(sorted(in_force(self.groups, day), key=lambda one: (one.position, one.no)))

    def group(self, no: int, day: date) -> Group | None:
        """The group's version in force."""
        return next((one for one in self.groups if one.no == no and one.covers(day)), None)

    def programmes_on(self, day: date) -> tuple[Programme, ...]:
        """Programmes that run on the day, in order."""
        running = [one for one in self.programmes if one.runs(day)]
        return tuple(sorted(running, key=lambda one: (one.position, one.no)))

    def programme(self, no: int, day: date) -> Programme | None:
        """The programme's version in force, running or not."""
        return next((one for one in self.programmes if one.no == no and one.covers(day)), None)

    def listed(self, group_no: int, day: date) -> tuple[Session, ...]:
        """Sessions of the group in force on the day, held or not, earliest first."""
        own = [one for one in in_force(self.sessions, day) if one.group_no == group_no]
        return tuple(sorted(own, key=lambda one: (one.starts, one.no)))

    def held(self, group_no: int, day: date) -> tuple[Session, ...]:
        """Sessions of the group held on the day, earliest first."""
        return tuple(one for one in self.listed(group_no, day) if not self.closed(one, day))

    def closed(self, session: Session, day: date) -> str:
        """Why the session is not held on the day; empty when it is."""
        own = next((one.reason for one in self.closures if one.covers(day, session.group_no)), "")
        if own:
            return own
        if not any(session.group_no in one.group_nos for one in self.programmes if one.runs(day)):
            return RESTS
        if day in self.holidays.rest:
            return "法定节假日"
        return "" if meets(session, day, self.holidays) else "休息日"

    def capacity(self, group: Group, day: date, mates: tuple[Presence, ...] = ()) -> Capacity:
        """What the group holds on the day; `mates` are drop-in children of other groups in its room."""
        duties = tuple(self._duty(one, day) for one in self.held(group.no, day))
        room = next((one for one in self.rooms if one.no == group.room_no and one.covers(day)), None)
        return Capacity(group.limit, group.ratio, duties, room.places if room else None, mates)

    def room_mates(self, group: Group, day: date) -> frozenset[int]:
        """Numbers of the other groups in the same room."""
        if not group.room_no:
            return frozenset()
        return frozenset(
            one.no for one in in_force(self.groups, day) if one.room_no == group.room_no and one.no != group.no
        )

    def carers(self, session: Session, day: date) -> int:
        """Carers on duty in the session on the day."""
        return self.duties.get((session.no, day), session.carers)

    def with_version(self, change: Room | Group | Session | Programme) -> "Plan":
        """The plan once `change` is in force from its date."""
        if isinstance(change, Room):
            return replace(self, rooms=_changed(self.rooms, change))
        if isinstance(change, Group):
            return replace(self, groups=_changed(self.groups, change))
        if isinstance(change, Session):
            return replace(self, sessions=_changed(self.sessions, change))
        return replace(self, programmes=_changed(self.programmes, change))

    def _duty(self, session: Session, day: date) -> Duty:
        carers = self.carers(session, day)
        return Duty(minute_of(session.starts), minute_of(session.ends), carers, session.drop_in)


V = TypeVar("V", Room, Group, Session, Programme)


def _changed(versions: tuple[V, ...], change: V) -> tuple[V, ...]:
    kept: list[V] = []
    for one in versions:
        cut = _cut(one, change) if one.no == change.no else one
        kept += [] if cut is None else [cut]
    kept.append(change)
    return tuple(kept)


def _cut(version: V, change: V) -> V | None:
    if version.valid_from == change.valid_from:
        return None
    if version.covers(change.valid_from):
        return replace(version, valid_to=change.valid_from - timedelta(days=1))
    return version


def moment(day: date, minute: int) -> datetime:
    """The moment of a minute of the day."""
    return datetime.combine(day, time()) + timedelta(minutes=minute)


def minutes_of(day: date, at: datetime) -> int:
    """Minutes since midnight of the day; negative before it, over 1440 after it."""
    return int((at - datetime.combine(day, time())).total_seconds()) // 60


def age_refusal(programme: Programme, groups: tuple[Group, ...], birth: date, day: date, months: int) -> Refusal:
    """Why the age does not fit the programme, naming the rule and the way out."""
    own = [one for one in groups if one.no in programme.group_nos]
    if not own:
        return Refusal(f"“{programme.name}”当日没有开放的班", "请选择其他项目或日期", "programme_no")
    youngest, oldest = min(one.age_from for one in own), max(one.age_to for one in own)
    rule = f"“{programme.name}”招收 {ages_text(youngest, oldest)}，儿童当日 {age_text(months)}"
    if months < youngest:
        since = reaches(birth, youngest)
        return Refusal(f"{rule}，不足 {age_text(youngest)}", f"请预约 {since} 及以后的日期", "child_id")
    if months >= oldest:
        way_out = "已超出 3 岁以下托育范围，请选择其他项目" if programme.under_three else "请选择其他项目"
        return Refusal(f"{rule}，已满 {age_text(oldest)}", way_out, "child_id")
    return Refusal(f"{rule}，没有适合这个年龄的班", "请选择其他项目", "child_id")


def placed(
    plan: Plan, programme: Programme, group: Group, day: date, asked: tuple[int, time | None, time | None]
) -> Place:
    """The session and minutes a booking asks for as (session_no, starts, ends). Refusal when nothing is held then."""
    held = plan.held(group.no, day)
    if not held:
        raise Refusal(f"{group.name}{short_date(day)}休息：{_why(plan, group, day)}", "请选择其他日期", "day")
    if programme.kind == FULL:
        start, end = minute_of(held[0].starts), max(minute_of(one.ends) for one in held)
        return Place(programme, group, None, day, start, end)
    session = _session(plan, held, group, day, asked)
    start = minute_of(asked[1] or session.starts)
    end = minute_of(asked[2] or session.ends)
    return Place(programme, group, session, day, start, end)


def explained(place: Place, found: Obstacle) -> Refusal:
    """The sentence of an obstacle."""
    at = f"{found.minute // 60}:{found.minute % 60:02}"
    if found.kind == "closed":
        return Refusal(f"{at} 以后不开放临时托（{_open_hours(place)}）", "请把时间改到开放时段以内", "ends")
    if found.kind == "limit":
        return Refusal(f"{place.group.name}班额 {found.most} 人，{at} 已满", _UNTIL, "session_no")
    if found.kind == "carers":
        return Refusal(
            f"{at} 将有 {found.children} 名儿童，需 {found.needed} 名保育人员，在岗 {found.carers} 名"
            f"（{place.group.ratio_text}）",
            _UNTIL,
            "session_no",
        )
    return Refusal(f"房间按面积核定临时托位 {found.most} 个，{at} 已满", _UNTIL, "session_no")


def _session(
    plan: Plan, held: tuple[Session, ...], group: Group, day: date, asked: tuple[int, time | None, time | None]
) -> Session:
    number, starts, _ends = asked
    open_to_all = [one for one in held if one.drop_in]
    if number:
        return _numbered(plan, open_to_all, group, day, number)
    if starts is not None:
        within = [one for one in open_to_all if one.starts <= starts < one.ends]
        if not within:
            raise Refusal(f"{clock_text(starts)} 不在开放时段内", _hours_of(open_to_all), "starts")
        return within[0]
    if not open_to_all:
        raise Refusal(f"{group.name}当日没有开放临时托的时段", "请选择其他日期", "day")
    return open_to_all[0]


def _numbered(plan: Plan, open_to_all: list[Session], group: Group, day: date, number: int) -> Session:
    found = next((one for one in open_to_all if one.no == number), None)
    if found is not None:
        return found
    listed = next((one for one in plan.listed(group.no, day) if one.no == number), None)
    if listed is None:
        raise Refusal(f"{group.name}没有这个时段", _hours_of(open_to_all), "session_no")
    reason = plan.closed(listed, day) or "只收全日托儿童"
    raise Refusal(f"{short_date(day)}{listed.name}不开放：{reason}", _hours_of(open_to_all), "session_no")


def _why(plan: Plan, group: Group, day: date) -> str:
    reasons = [plan.closed(one, day) for one in plan.listed(group.no, day)]
    return reasons[0] if reasons else "没有安排时段"


def _hours_of(sessions: list[Session]) -> str:
    return "可选：" + "、".join(one.text for one in sessions) if sessions else "请选择其他日期"


def _open_hours(place: Place) -> str:
    return f"{place.session.text}" if place.session else "全日"
