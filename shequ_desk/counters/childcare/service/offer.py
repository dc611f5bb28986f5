"""The dated offer: read it, change it from a date on, close days, set the day's carers."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, TypeVar

from sqlalchemy import func, select

from shequ_desk.counters.childcare.rules.documents import AGREEMENT, DOCUMENT_KINDS, Terms
from shequ_desk.counters.childcare.rules.offer import (
    Closure,
    Group,
    Programme,
    Room,
    Session,
    check_group,
    check_programme,
    check_room,
    check_session,
)
from shequ_desk.counters.childcare.service import rows
from shequ_desk.counters.childcare.service.clashes import must_not_clash
from shequ_desk.counters.childcare.service.offers import offer_freed
from shequ_desk.counters.childcare.service.plans import plan_of
from shequ_desk.counters.childcare.tables import ClosureRow, DutyRow, EnrolmentRow, TermsRow
from shequ_desk.kernel.errors import Refusal
from shequ_desk.store import numbers
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

_ONE_DAY, _YEAR = timedelta(days=1), timedelta(days=366)
_KINDS: dict[str, type[rows.Versioned]] = {
    "room": Room,
    "group": Group,
    "session": Session,
    "programme": Programme,
}
V = TypeVar("V", Room, Group, Session, Programme)


@needs("childcare.read")
def rooms(work: Work, day: date | None = None) -> tuple[Room, ...]:
    """Rooms in force on a day; every version without one."""
    return _of_day(rows.rooms(work), day)


@needs("childcare.read")
def groups(work: Work, day: date | None = None) -> tuple[Group, ...]:
    """Groups in force on a day, in order; every version without one."""
    found = _of_day(rows.groups(work), day)
    return tuple(sorted(found, key=lambda one: (one.position, one.no, one.valid_from)))


@needs("childcare.read")
def sessions(work: Work, day: date | None = None, group_no: int = 0) -> tuple[Session, ...]:
    """Sessions in force on a day (of one group); every version without a day."""
    found = [one for one in _of_day(rows.sessions(work), day) if group_no in (0, one.group_no)]
    return tuple(sorted(found, key=lambda one: (one.group_no, one.starts, one.no, one.valid_from)))


@needs("childcare.read")
def programmes(work: Work, day: date | None = None) -> tuple[Programme, ...]:
    """Programmes in force on a day, in order; every version without one."""
    found = _of_day(rows.programmes(work), day)
    return tuple(sorted(found, key=lambda one: (one.position, one.no, one.valid_from)))


@needs("childcare.rules")
def save_room(work: Work, room: Room) -> int:
    """Add a room (`no` 0) or a new version from `valid_from`; returns its number. Places it makes are offered.

    Refusal when it makes no sense, lies in the past, or would leave bookings without a place.
    """
    check_room(room)
    _check_name(room, rows.rooms(work), "房间")
    return _save(work, room)


@needs("childcare.rules")
def save_group(work: Work, group: Group) -> int:
    """Add a group or a new version of it, as save_room."""
    check_group(group)
    _check_name(group, rows.groups(work), "班")
    return _save(work, group)


@needs("childcare.rules")
def save_session(work: Work, session: Session) -> int:
    """Add a session or a new version of it, as save_room; sessions of one group may not overlap."""
    check_session(session)
    _check_apart(work, session)
    return _save(work, session)


@needs("childcare.rules")
def save_programme(work: Work, programme: Programme) -> int:
    """Add a programme or a new version of it, as save_room."""
    check_programme(programme)
    _check_name(programme, rows.programmes(work), "项目")
    return _save(work, programme)


@needs("childcare.rules")
def end_version(work: Work, kind: str, no: int, last_day: date) -> None:
    """Let a room, group, session or programme end with `last_day`; a change planned for later is taken back.

    Refusal when it has ended, not begun by then, was changed since, or bookings lie after the day.
    """
    versions = _versions(work, rows.TABLES[_KINDS[kind]], no)
    planned = [one for one in versions if one.valid_from > last_day]
    begun = [one for one in versions if one.valid_from <= last_day]
    if not begun or versions[-1].valid_to is not None or any(one.valid_from <= work.today for one in planned):
        raise Refusal("已经停用，或停用日期早于启用日期", "请从列表中选择并核对日期", "last_day")
    for one in planned:
        work.session.delete(one)
    begun[-1].valid_to = last_day
    work.session.flush()
    if kind in ("programme", "group"):
        _check_enrolled(work, kind, no, last_day)
    must_not_clash(work, plan_of(work, last_day), last_day + _ONE_DAY)
    _offer_room(work, last_day + _ONE_DAY)


@needs("childcare.door")
def set_carers(work: Work, session_no: int, day: date, carers: int, reason: str) -> None:
    """Carers on duty in a session on one day; places more carers make are offered to the waiting list.

    Refusal without a reason or when bookings would lose their place.
    """
    if not reason.strip():
        raise Refusal("请填写在岗人数变动的原因", "例如：王老师病假", "reason")
    if not 0 <= carers <= 50:
        raise Refusal("在岗保育人员应在 0 到 50 人之间", "请填写实际在岗人数", "carers")
    same = (DutyRow.session_no == session_no, DutyRow.day == day)
    row = work.session.scalar(select(DutyRow).where(*same))
    values = {"carers": carers, "reason": reason.strip(), "at": work.now, "clerk_name": work.clerk.name}
    if row is None:
        work.session.add(DutyRow(session_no=session_no, day=day, **values))
    else:
        row.carers, row.reason, row.at, row.clerk_name = carers, reason.strip(), work.now, work.clerk.name
    work.session.flush()
    must_not_clash(work, plan_of(work, day), day, day)
    offer_freed(work, day, 0)
    work.news("childcare")


@needs("childcare.read")
def carers_on(work: Work, session_no: int, day: date) -> int:
    """Carers on duty in a session on a day; 0 when there is no such session then."""
    plan = plan_of(work, day)
    session = next((one for one in plan.sessions if one.no == session_no and one.covers(day)), None)
    return plan.carers(session, day) if session else 0


@needs("childcare.read")
def closures(work: Work) -> tuple[Closure, ...]:
    """The centre's own closed days, newest first."""
    return tuple(sorted(rows.closures(work), key=lambda one: one.first, reverse=True))


@needs("childcare.rules")
def add_closure(work: Work, closure: Closure) -> int:
    """Close days; returns the id. Refusal without a reason, backwards, or when bookings lie on them."""
    if not closure.reason.strip():
        raise Refusal("请填写停托原因", "例如：消毒、寒假", "reason")
    if closure.last < closure.first:
        raise Refusal("停托的最后一天早于第一天", "请核对起止日期", "last")
    row = ClosureRow(
        from_day=closure.first, to_day=closure.last, reason=closure.reason.strip(), group_no=closure.group_no
    )
    work.session.add(row)
    work.session.flush()
    must_not_clash(work, plan_of(work, closure.first, closure.last), closure.first, closure.last)
    work.news("childcare")
    return row.id


@needs("childcare.rules")
def end_closure(work: Work, closure_id: int) -> None:
    """Open closed days again: those still to come. Refusal when they are past."""
    row = work.session.get(ClosureRow, closure_id)
    if row is None or row.to_day < work.today:
        raise Refusal("这次停托已经过去或不存在", "请从列表中选择", "closure_id")
    first = row.from_day
    if first < work.today:
        row.to_day = work.today - _ONE_DAY
    else:
        work.session.delete(row)
    work.session.flush()
    _offer_room(work, first)


@needs("childcare.read")
def all_terms(work: Work) -> tuple[Terms, ...]:
    """Every text of agreement and consent notice, newest first."""
    found = work.session.scalars(select(TermsRow).order_by(TermsRow.valid_from.desc(), TermsRow.id.desc()))
    return tuple(
        Terms(row.kind, row.version, row.text, row.valid_from, rows.refunds_of(row.refunds), row.id) for row in found
    )


@needs("childcare.read")
def terms(work: Work, kind: str, day: date | None = None) -> Terms | None:
    """The text of a kind (documents.AGREEMENT, CONSENT) to be signed on a day (default today)."""
    on = day or work.today
    return next((one for one in all_terms(work) if one.kind == kind and one.valid_from <= on), None)


@needs("childcare.rules")
def save_terms(work: Work, text: Terms) -> int:
    """A new version of a text from a date on; what was signed before stays as it was. Returns the id.

    Refusal without version, text or, for an agreement, refund rules (percent 0–100); or a version used before.
    """
    if not text.text.strip() or not text.version.strip():
        empty = "text" if text.version.strip() else "version"
        raise Refusal(f"请填写{DOCUMENT_KINDS[text.kind]}的版本号和正文", "版本号例如 2026-11", empty)
    if text.kind == AGREEMENT and not text.refunds:
        raise Refusal("协议须写明退费办法", "例如：机构原因中断 100%", "refunds")
    if any(not 0 <= one.percent <= 100 or not one.reason.strip() for one in text.refunds):
        raise Refusal("退费比例应在 0 到 100 之间，并写明原因", "例如：机构原因中断 100%", "refunds")
    if any(one.kind == text.kind and one.version == text.version.strip() for one in all_terms(work)):
        raise Refusal(f"版本号 {text.version} 已经用过", "请换一个版本号", "version")
    refunds = [[one.reason.strip(), one.percent] for one in text.refunds]
    row = {"kind": text.kind, "version": text.version.strip(), "text": text.text.strip()}
    work.news("childcare")
    return work.insert(TermsRow, row | {"valid_from": text.valid_from, "refunds": refunds})


def _of_day(versions: tuple[V, ...], day: date | None) -> tuple[V, ...]:
    return versions if day is None else tuple(one for one in versions if one.covers(day))


def _save(work: Work, version: rows.Versioned) -> int:
    table = rows.TABLES[type(version)]
    values = rows.columns_of(version)
    if not version.no:
        values["no"] = numbers.take(work, table.__tablename__, 0)
        work.session.add(table(**values))
    else:
        _add_version(work, table, values)
    work.session.flush()
    must_not_clash(work, plan_of(work, version.valid_from), max(version.valid_from, work.today))
    _offer_room(work, version.valid_from)
    return int(values["no"])


def _offer_room(work: Work, first: date) -> None:
    """A change may have made places from a day on: they go to the waiting list."""
    work.serialize("childcare.places")
    since = max(first, work.today)
    offer_freed(work, since, 0, since + _YEAR)
    work.news("childcare")


def _check_enrolled(work: Work, kind: str, no: int, last_day: date) -> None:
    """Refusal while standing children hold places after the day in the programme or a programme of the group."""
    fed = {one.no for one in rows.programmes(work) if no in one.group_nos} if kind == "group" else {no}
    later = (EnrolmentRow.programme_no.in_(sorted(fed)), EnrolmentRow.to_day > last_day)
    count = work.session.scalar(select(func.count()).select_from(EnrolmentRow).where(*later))
    if count:
        raise Refusal(f"还有 {count} 名长期托儿童的安排在停用日期之后", "请先终止或改签这些长期托", "last_day")


def _add_version(work: Work, table: type[rows.Row], values: dict[str, Any]) -> None:
    since: date = values["valid_from"]
    if since < work.today:
        raise Refusal("变更不能从过去的日期起生效", "请选择今天或以后", "valid_from")
    versions = _versions(work, table, values["no"])
    later = [one for one in versions if one.valid_from > since]
    if later:
        values["valid_to"] = later[0].valid_from - _ONE_DAY
    same = next((one for one in versions if one.valid_from == since), None)
    if same is not None:
        for name, value in values.items():
            setattr(same, name, value)
        return
    for one in versions:
        if one.valid_from < since and (one.valid_to is None or one.valid_to >= since):
            one.valid_to = since - _ONE_DAY
    work.session.add(table(**values))


def _versions(work: Work, table: type[rows.Row], no: int) -> list[Any]:
    return list(work.session.scalars(select(table).where(table.no == no).order_by(table.valid_from)))


def _check_name(version: V, known: Iterable[V], word: str) -> None:
    """Refusal when another one in force on the same days has the name: boards and papers know them by it."""
    name = version.name.strip()
    for one in known:
        until = one.valid_to or date.max
        if one.no != version.no and one.name.strip() == name and until >= version.valid_from:
            raise Refusal(
                f"已经有一个{word}叫“{name}”", f"请换一个名称，例如“{name}二”；要改原来的，请在列表中选中再改", "name"
            )


def _check_apart(work: Work, session: Session) -> None:
    for one in sessions(work, group_no=session.group_no):
        apart = one.ends <= session.starts or session.ends <= one.starts
        alike = one.valid_to is None or one.valid_to >= session.valid_from
        if one.no != session.no and alike and not apart and set(one.weekdays) & set(session.weekdays):
            raise Refusal(f"与“{one.text}”的时间重叠", "同一个班的时段不能重叠，请调整起止时间", "starts")
