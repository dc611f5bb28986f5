"""Who may fetch a child: authorised adults and one-time 委托. Only the tail of an ID number is kept."""

from datetime import date
from typing import Any

from sqlalchemy import func, select

from shequ_desk.counters.childcare.rules.door import (
    CONFIRMATIONS,
    OUT,
    Delegation,
    NewDelegation,
    NewPickup,
    PickupPerson,
    check_adult,
    id_tail,
)
from shequ_desk.counters.childcare.service.approvals import must_be_approved
from shequ_desk.counters.childcare.tables import DelegationRow, DoorRow, PickupRow
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.identity import inspect
from shequ_desk.kernel.names import check_name
from shequ_desk.kernel.phones import check_phone
from shequ_desk.people import service as people
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

_PICKUP = PickupRow.__table__
_DELEGATION = DelegationRow.__table__
_DOOR = DoorRow.__table__.c


@needs("childcare.file")
def add_pickup(work: Work, new: NewPickup) -> int:
    """Authorise an adult from a day (default today) to a day (None: until ended); returns the id.

    Refusal: no name or relation, no valid ID number, a minor, the child itself, days backwards.
    """
    must_be_approved(work)
    ids = people.ids_of(work, new.child_id)
    _check_not_child(ids, new.person_id)
    first = new.first or work.today
    if new.last is not None and new.last < first:
        raise Refusal("授权截止日期早于开始日期", "请核对日期", "last")
    row = _person(work, new) | {
        "child_id": ids[0],
        "from_day": first,
        "to_day": new.last,
        "person_id": new.person_id,
        "made_at": work.now,
        "clerk_name": work.clerk.name,
    }
    work.news("childcare")
    return work.insert(PickupRow, row)


@needs("childcare.file")
def end_pickup(work: Work, pickup_id: int, last_day: date) -> None:
    """End an authority with `last_day`. Refusal when it has ended already or the day lies before its start."""
    must_be_approved(work)
    row = work.session.get(PickupRow, pickup_id)
    if row is None or row.ended_on is not None:
        raise Refusal("这条授权已经终止或不存在", "请刷新后再看")
    if last_day < row.from_day:
        raise Refusal("终止日期早于授权开始日期", "请核对日期", "last_day")
    row.ended_on = last_day
    work.news("childcare")


@needs("childcare.file")
def pickups(work: Work, child_id: int, day: date | None = None) -> tuple[PickupPerson, ...]:
    """Adults authorised for a child, all ever or those whose authority holds on the day."""
    must_be_approved(work)
    found = pickups_of(work, people.ids_of(work, child_id))
    return found if day is None else tuple(one for one in found if one.holds(day))


@needs("childcare.file")
def delegate(work: Work, new: NewDelegation) -> int:
    """Write down a one-time 委托 for a day from today on; returns its id.

    Refusal: no valid ID number, a minor (so never the child), no guardian or no confirmation, a day past.
    """
    must_be_approved(work)
    ids = people.ids_of(work, new.child_id)
    if not new.guardian.strip():
        raise Refusal("请填写委托的监护人", "姓名与协议一致", "guardian")
    if new.confirmed_how not in CONFIRMATIONS:
        raise Refusal("请选择如何向监护人确认", "、".join(CONFIRMATIONS), "confirmed_how")
    if new.day < work.today:
        raise Refusal("委托日期已经过去", "请选择今天或以后", "day")
    row = _person(work, new) | {"child_id": ids[0], "day": new.day, "guardian": new.guardian.strip()}
    row |= {"confirmed_how": new.confirmed_how, "at": work.now, "clerk_name": work.clerk.name}
    work.news("childcare")
    return work.insert(DelegationRow, row)


@needs("childcare.file")
def delegation(work: Work, delegation_id: int) -> Delegation:
    """One 委托, for its paper. Refusal when there is none."""
    must_be_approved(work)
    found = _delegations(work, _DELEGATION.c.id == delegation_id)
    if not found:
        raise Refusal("没有这份委托书", "请刷新后再看", "delegation_id")
    return found[0]


def pickups_of(work: Work, ids: tuple[int, ...]) -> tuple[PickupPerson, ...]:
    """Every adult ever authorised, in order."""
    rows = work.connection.execute(select(_PICKUP).where(_PICKUP.c.child_id.in_(ids)).order_by(_PICKUP.c.id))
    return tuple(
        PickupPerson(
            row.id,
            row.child_id,
            row.name,
            row.relation,
            row.id_tail,
            row.phone,
            row.from_day,
            row.to_day,
            row.ended_on,
            row.person_id,
        )
        for row in rows
    )


def delegations_of(work: Work, ids: tuple[int, ...]) -> tuple[Delegation, ...]:
    """Every 委托 of a child, newest first, with the moment it was used."""
    return _delegations(work, _DELEGATION.c.child_id.in_(ids))


def _delegations(work: Work, where: Any) -> tuple[Delegation, ...]:
    used = select(func.max(_DOOR.at)).where(_DOOR.delegation_id == _DELEGATION.c.id, _DOOR.kind == OUT)
    query = select(_DELEGATION, used.scalar_subquery().label("used_at")).where(where)
    rows = work.connection.execute(query.order_by(_DELEGATION.c.id.desc())).mappings()
    return tuple(Delegation(**row) for row in rows)


def _person(work: Work, new: NewPickup | NewDelegation) -> dict[str, Any]:
    """Name, relation and the tail of a checked ID number."""
    if not new.id_number.strip():
        raise Refusal("接送人须出示身份证件", "请核对原件并录入证件号码；忘带证件请联系监护人另行委托", "id_number")
    card = inspect(new.id_number, work.today, field="id_number")
    check_adult(card.birth, work.today)
    if not new.relation.strip():
        raise Refusal("请选择与儿童的关系", "例如：外婆", "relation")
    return {
        "name": check_name(new.name, "name"),
        "relation": new.relation.strip(),
        "id_tail": id_tail(card.number),
        "phone": check_phone(new.phone, "phone") if new.phone.strip() else "",
    }


def _check_not_child(ids: tuple[int, ...], person_id: int | None) -> None:
    if person_id in ids:
        raise Refusal("接送人不能是儿童本人", "请填写接送的成年人", "id_number")


def pickup_texts(work: Work, ids: set[int]) -> dict[int, str]:
    """Id → 张昉琴（外婆）."""
    if not ids:
        return {}
    query = select(_PICKUP.c.id, _PICKUP.c.name, _PICKUP.c.relation).where(_PICKUP.c.id.in_(ids))
    return {row.id: f"{row.name}（{row.relation}）" for row in work.connection.execute(query)}
