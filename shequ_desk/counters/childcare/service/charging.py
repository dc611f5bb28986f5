"""Charging a stay: hours used against the price of the day, through the till only."""

from datetime import datetime
from typing import Any

from shequ_desk.counters.childcare.rules.ages import AGE_END, SCHOOL, class_of
from shequ_desk.counters.childcare.rules.booking import DONE, LEFT, PRESENT
from shequ_desk.counters.childcare.rules.child import Payment, Settled
from shequ_desk.counters.childcare.rules.documents import AGREEMENT
from shequ_desk.counters.childcare.rules.fees import Fee, fee
from shequ_desk.counters.childcare.rules.offer import Group, Programme
from shequ_desk.counters.childcare.service.approvals import must_be_approved
from shequ_desk.counters.childcare.service.documents import documents_of
from shequ_desk.counters.childcare.service.door import check_out
from shequ_desk.counters.childcare.service.plans import plan_of
from shequ_desk.counters.childcare.service.sums import free_visits
from shequ_desk.counters.childcare.tables import BookingRow, ShareRow, StayRow
from shequ_desk.kernel.dates import hours_text, short_date
from shequ_desk.kernel.errors import Refusal
from shequ_desk.people import service as people
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs
from shequ_desk.till import service as till
from shequ_desk.till.rules import Charge, Line, Receipt
from shequ_desk.till.rules import Payment as Form

SERIES = "TY"
TITLE = "托育服务收款凭证"
MEALS = "餐费"


@needs("childcare.door")
def quote(work: Work, booking_id: int, meals: int = 0) -> Fee:
    """What the stay costs, up to now while the child is here; `meals` is how many it ate.

    Refusal when it has not come or is settled.
    """
    must_be_approved(work)
    row = work.session.get(BookingRow, booking_id)
    if row is None or row.state not in (PRESENT, LEFT) or row.came_at is None:
        raise Refusal("该儿童没有签到，或已经结算", "请刷新后再看", "booking_id")
    return _fee(work, row, meals)


@needs("childcare.door")
def settle(work: Work, booking_id: int, payment: Payment, meals: int = 0) -> Settled:
    """Charge the stay of a child that was fetched and give the receipt; print after the commit. `meals`: those it ate.

    Refusal when it is still here or settled already, when cash is short, or the till's day cannot take money.
    """
    must_be_approved(work)
    row = work.session.get(BookingRow, booking_id)
    if row is None or row.state != LEFT:
        raise Refusal("该儿童还没有接走，或已经结算", "请先办理接走", "booking_id")
    work.serialize(f"childcare.child.{row.child_id}")
    priced = _fee(work, row, meals)
    receipt = till.charge(work, paper(work, row, priced, payment))
    write_stay(work, row, priced, receipt)
    row.state = DONE
    work.news("childcare")
    return Settled(row.id, receipt.id, receipt.number, priced, receipt.change)


@needs("childcare.door")
def release(
    work: Work,
    booking_id: int,
    payment: Payment,
    pickup_id: int = 0,
    delegation_id: int = 0,
    meals: int = 0,
    state_note: str = "",
) -> Settled:
    """check_out and settle in one transaction. Refusal as both: when the till cannot take money, check out alone."""
    check_out(work, booking_id, pickup_id, delegation_id, state_note)
    work.session.flush()
    return settle(work, booking_id, payment, meals)


def paper(work: Work, row: BookingRow, priced: Fee, payment: Payment) -> Charge:
    """What the till is asked to take for a stay."""
    child = people.standing(work, row.child_id, row.day)
    _programme, group = _offer_of(work, row)
    return charge_of(row, priced, payment, (child.name, _guardian(work, row), group.name))


def charge_of(row: Any, priced: Fee, payment: Payment, names: tuple[str, str, str]) -> Charge:
    """The receipt's content for names of child, guardian and group: the care fee with its reduction, meals apart."""
    child, guardian, group = names
    line = priced.line
    lines = [Line(line.item, line.quantity, line.price, priced.reduction, line.note)]
    lines += [Line(MEALS, priced.meals, priced.meal_price)] if priced.meals else []
    return Charge(
        kind=SERIES,
        title=TITLE,
        payer_name=guardian or child,
        person_id=row.child_id,
        facts=_facts(row, child, group, priced),
        lines=tuple(lines),
        payment=Form(payment.form),
        received=priced.pay if payment.received is None else payment.received,
        note=priced.reason,
        printing=payment.printing,
    )


def write_stay(work: Work, row: BookingRow, priced: Fee, receipt: Receipt) -> int:
    """The frozen line of a stay and who bears what; returns its id."""
    programme, group = _offer_of(work, row)
    stay = stay_row(row, programme, group, priced) | receipt_columns(receipt)
    stay_id = work.insert(StayRow, stay)
    for payer, amount in priced.shares:
        work.insert(ShareRow, {"stay_id": stay_id, "day": receipt.day, "payer": payer, "fen": amount})
    people.visited(work, row.child_id)
    return stay_id


def receipt_columns(receipt: Receipt) -> dict[str, Any]:
    """What a stay keeps of its receipt."""
    return {
        "day": receipt.day,
        "payment": receipt.payment.value,
        "receipt_id": receipt.id,
        "receipt_no": receipt.number,
    }


def stay_row(row: Any, programme: Programme, group: Group, priced: Fee) -> dict[str, Any]:
    """Columns of a stay, but for those of the receipt."""
    return {
        "stay_day": row.day,
        "booking_id": row.id,
        "child_id": row.child_id,
        "programme_no": programme.no,
        "programme_name": programme.name,
        "group_no": group.no,
        "group_name": group.name,
        "session_no": row.session_no,
        "age_class": age_class(row.months),
        "months": row.months,
        "in_at": row.came_at,
        "out_at": row.left_at,
        "minutes": priced.minutes,
        "billed": priced.billed,
        "quantity": 1,
        "item": priced.line.item,
        "list_price": priced.list_price,
        "reduction": priced.reduction,
        "care": priced.care,
        "payer": priced.payer,
        "reason": priced.reason,
        "free": priced.free,
        "meals": priced.meals,
        "meal_fee": priced.meal_fee,
        "pay": priced.pay,
        "origin_id": None,
    }


def age_class(months: int) -> str:
    """乳儿班, 托小班, 托大班; 学龄 from 36 months on."""
    return SCHOOL if months >= AGE_END else class_of(months)


def minutes_used(starts: datetime, came: datetime, left: datetime) -> int:
    """Whole minutes from coming in (not before the booked start) to leaving, at least one."""
    return max(int((left - max(came, starts)).total_seconds()) // 60, 1)


def _fee(work: Work, row: BookingRow, meals: int) -> Fee:
    programme, _group = _offer_of(work, row)
    assert row.came_at is not None
    minutes = minutes_used(row.starts, row.came_at, row.left_at or work.now)
    tags = people.standing(work, row.child_id, row.day).groups
    visits = free_visits(work, people.ids_of(work, row.child_id), row.day.year) if programme.free_visits else 0
    return fee(programme, minutes, tags, visits, meals)


def _offer_of(work: Work, row: BookingRow) -> tuple[Programme, Group]:
    plan = plan_of(work, row.day)
    programme, group = plan.programme(row.programme_no, row.day), plan.group(row.group_no, row.day)
    assert programme is not None
    assert group is not None
    return programme, group


def _guardian(work: Work, row: BookingRow) -> str:
    found = documents_of(work, people.ids_of(work, row.child_id))
    return next((one.signer for one in found if one.kind == AGREEMENT and one.stands(row.day)), "")


def _facts(row: Any, child: str, group: str, priced: Fee) -> tuple[tuple[str, str], ...]:
    stay = f"{short_date(row.day)} {hours_text(row.came_at, row.left_at)}"
    billed = f"，计 {priced.billed / 60:g} 小时" if priced.billed else ""
    return (("儿童", child), ("班型", group), ("在托", f"{stay}{billed}"))
