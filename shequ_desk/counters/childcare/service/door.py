"""At the door: morning check, in, out to the right hands, and every refusal written down."""

from typing import Any

from sqlalchemy import select

from shequ_desk.counters.childcare.rules.booking import BOOKED, LEFT, PRESENT
from shequ_desk.counters.childcare.rules.door import (
    ABNORMAL,
    CHECKED,
    IN,
    NORMAL,
    OUT,
    REFUSED,
    CheckResult,
    Delegation,
    DoorEvent,
    MorningCheck,
    PickupPerson,
    Verdict,
    check_result,
)
from shequ_desk.counters.childcare.rules.settings import Childcare
from shequ_desk.counters.childcare.service.admitting import applicant, last_stay
from shequ_desk.counters.childcare.service.approvals import must_be_approved
from shequ_desk.counters.childcare.service.documents import missing_of
from shequ_desk.counters.childcare.service.offers import offer_freed
from shequ_desk.counters.childcare.service.pickups import delegations_of, pickups_of
from shequ_desk.counters.childcare.service.plans import plan_of
from shequ_desk.counters.childcare.service.setback import check_clock, set_back
from shequ_desk.counters.childcare.tables import BookingRow, DoorRow
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.names import normalise
from shequ_desk.people import service as people
from shequ_desk.store import settings
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

_DOOR = DoorRow.__table__
_WAY_OUT = "请联系监护人；确需他人接，请办理一次性委托"


@needs("childcare.door")
def morning_check(work: Work, booking_id: int, check: MorningCheck) -> CheckResult:
    """晨检 of a booking of today, always written down; not `passed`: the child is not taken in.

    Refusal when the booking is not of today or the child came already, or the check is incomplete.
    """
    row = _expected(work, booking_id)
    fever = settings.load(work, Childcare).fever_tenths
    result = check_result(check, fever, _ill_before(work, row.child_id))
    note = "；".join(part for part in (check.note.strip(), check.certificate.strip(), result.reason) if part)
    values = {
        "temperature": check.temperature,
        "condition": NORMAL if result.passed else ABNORMAL,
        "checked_by": check.checked_by.strip(),
    }
    _write(work, row, CHECKED, values, note)
    return result


@needs("childcare.door")
def check_in(work: Work, booking_id: int, brought_by: str = "") -> None:
    """Let the child in. Refusal: papers missing (named), no passed check, not today, time over, clock set back."""
    row = _expected(work, booking_id)
    if row.ends <= work.now:
        raise Refusal("预约时间已过", "请重新预约后再签到", "booking_id")
    programme = plan_of(work, row.day).programme(row.programme_no, row.day)
    assert programme is not None
    who = applicant(work, row.child_id)
    lacking = missing_of(work, who.ids, programme, who.birth, (row.day, last_stay(work, who.ids, row.day)))
    if lacking:
        raise Refusal(
            f"还缺：{'、'.join(one.title for one in lacking)}", "补齐并录入后再签到，可从预约页打印", "missing"
        )
    if programme.under_three and not _passed(work, row.id):
        raise Refusal("还没有通过晨检", "请先测温并登记晨检", "check")
    row.state, row.came_at = PRESENT, work.now
    _write(work, row, IN, {"hands": brought_by.strip()[:50]})
    people.visited(work, row.child_id)


@needs("childcare.door")
def identify(work: Work, booking_id: int, name: str, id_tail: str) -> Verdict:
    """Whether the person at the door may take the child: name and ID tail against the authorised adults and 委托.

    A wrong person is refused and written down, so commit whatever comes back.
    """
    row = _present(work, booking_id)
    verdict = _verdict(work, row, normalise(name), id_tail.strip().upper()[-4:])
    if not verdict.allowed:
        values = {"hands": name.strip()[:50], "id_tail": id_tail.strip()[-4:]}
        _write(work, row, REFUSED, values, verdict.text)
    return verdict


@needs("childcare.door")
def check_out(work: Work, booking_id: int, pickup_id: int = 0, delegation_id: int = 0, state_note: str = "") -> None:
    """Hand the child over to an authorised adult or by a 委托 of today; it is then to be settled.

    What is left of its time is offered to the first of the waiting list who fits.

    Refusal: nobody named, authority not good today, 委托 used or of another day, clock set back.
    """
    row = _present(work, booking_id)
    hands = _hands(work, row, pickup_id, delegation_id)
    if row.came_at is not None and work.now < row.came_at:
        raise set_back(row.came_at, work.now)
    row.state, row.left_at = LEFT, work.now
    values = {"hands": hands, "pickup_id": pickup_id, "delegation_id": delegation_id}
    _write(work, row, OUT, values, state_note)
    work.session.flush()
    offer_freed(work, row.day, row.group_no)


@needs("childcare.door")
def door_log(work: Work, booking_id: int) -> tuple[DoorEvent, ...]:
    """What happened at the door for a booking, in order."""
    must_be_approved(work)
    rows = work.connection.execute(select(_DOOR).where(_DOOR.c.booking_id == booking_id).order_by(_DOOR.c.id))
    names = DoorEvent.__dataclass_fields__
    return tuple(DoorEvent(**{name: row[name] for name in names}) for row in rows.mappings())


def _verdict(work: Work, row: BookingRow, name: str, tail: str) -> Verdict:
    ids = people.ids_of(work, row.child_id)
    if not name or len(tail) != 4:
        return Verdict(False, "没有核对姓名和证件尾号", "请出示身份证件，录入姓名和证件末四位")
    known = [one for one in pickups_of(work, ids) if normalise(one.name) == name]
    good = next((one for one in known if one.id_tail == tail and one.holds(work.today)), None)
    if good is not None:
        return Verdict(True, f"{good.text}，已授权", pickup_id=good.id)
    entrusted = _entrusted(work, ids, name, tail)
    if entrusted is not None:
        return Verdict(True, f"{entrusted.name}（{entrusted.relation}），今日委托", delegation_id=entrusted.id)
    return Verdict(False, _why_not(known, name, tail), _WAY_OUT)


def _why_not(known: list[PickupPerson], name: str, tail: str) -> str:
    if not known:
        return f"{name}不在授权接送人名单中"
    if all(one.id_tail != tail for one in known):
        return f"{name}的证件尾号与授权时登记的不符"
    return f"{name}的接送授权不在有效期内"


def _entrusted(work: Work, ids: tuple[int, ...], name: str, tail: str) -> Delegation | None:
    return next(
        (
            one
            for one in delegations_of(work, ids)
            if normalise(one.name) == name and one.id_tail == tail and _usable(work, one)
        ),
        None,
    )


def _usable(work: Work, one: Delegation) -> bool:
    return one.day == work.today and one.used_at is None


def _hands(work: Work, row: BookingRow, pickup_id: int, delegation_id: int) -> str:
    ids = people.ids_of(work, row.child_id)
    person = next((one for one in pickups_of(work, ids) if one.id == pickup_id and one.holds(work.today)), None)
    if person is not None:
        return person.text[:50]
    entrusted = next((one for one in delegations_of(work, ids) if one.id == delegation_id), None)
    if entrusted is not None and _usable(work, entrusted):
        return f"{entrusted.name}（{entrusted.relation}，委托）"[:50]
    if entrusted is not None:
        raise Refusal("这份委托已使用或不是今天的", _WAY_OUT, "delegation_id")
    raise Refusal("接送人没有有效授权，不能交接", _WAY_OUT, "pickup_id")


def _expected(work: Work, booking_id: int) -> BookingRow:
    must_be_approved(work)
    check_clock(work)
    row = work.session.get(BookingRow, booking_id)
    if row is None or row.state != BOOKED:
        raise Refusal("这个预约已签到、已取消或不存在", "请刷新后再看", "booking_id")
    if row.day != work.today:
        raise Refusal(f"这是 {row.day} 的预约，不是今天的", "请核对预约日期；电脑日期不对请先校正", "booking_id")
    return row


def _present(work: Work, booking_id: int) -> BookingRow:
    must_be_approved(work)
    check_clock(work)
    row = work.session.get(BookingRow, booking_id)
    if row is None or row.state != PRESENT:
        raise Refusal("该儿童现在不在托", "请刷新后再看", "booking_id")
    return row


def _ill_before(work: Work, child_id: int) -> bool:
    mine = (_DOOR.c.child_id.in_(people.ids_of(work, child_id)), _DOOR.c.kind == CHECKED)
    query = select(_DOOR.c.condition).where(*mine).order_by(_DOOR.c.id.desc()).limit(1)
    return work.connection.execute(query).scalar() == ABNORMAL


def _passed(work: Work, booking_id: int) -> bool:
    mine = (_DOOR.c.booking_id == booking_id, _DOOR.c.kind == CHECKED)
    query = select(_DOOR.c.condition).where(*mine).order_by(_DOOR.c.id.desc()).limit(1)
    return work.connection.execute(query).scalar() == NORMAL


def _write(work: Work, row: BookingRow, kind: str, values: dict[str, Any], note: str = "") -> None:
    empty = {"temperature": 0, "condition": "", "checked_by": "", "hands": "", "id_tail": ""}
    event = empty | {"pickup_id": 0, "delegation_id": 0} | values
    event |= {"booking_id": row.id, "child_id": row.child_id, "kind": kind, "at": work.now, "note": note.strip()}
    work.insert(DoorRow, event | {"clerk_name": work.clerk.name})
    work.news("childcare")
