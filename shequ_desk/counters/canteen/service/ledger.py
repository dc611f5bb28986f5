"""Writing: the receipt's content, meal lines and payers' shares of a settled order."""

from datetime import date
from typing import Any

from shequ_desk.counters.canteen.rules.discount import SLOTS
from shequ_desk.counters.canteen.rules.order import NO_CATEGORY, PUBLIC, Order, Quote, QuotedPortion, When
from shequ_desk.counters.canteen.service.persons import person_lines
from shequ_desk.counters.canteen.tables import BookingRow, MealLine, PublicLine, ShareLine
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.identity import mask_id
from shequ_desk.kernel.money import ZERO
from shequ_desk.people import service as people
from shequ_desk.store.database import Work
from shequ_desk.till.rules import Charge, Line, Payment, Receipt

SERIES = "CT"
TITLE = "老年助餐收款凭证"
PUBLIC_TITLE = "公益套餐领取凭证"


def paper(work: Work, order: Order, quoted: Quote) -> Charge:
    """What the till is asked to take; ID number masked, a welfare reason never named."""
    payer_id = order.payer
    eating = next((one for one in quoted.portions if one.portion.person_id == payer_id), None)
    if eating is not None:
        return charge_of(order, quoted, eating.name, eating.id_masked)
    assert payer_id is not None, "the first portion eats"
    payer = person_lines(work, (payer_id,))[payer_id]
    return charge_of(order, quoted, payer.name, mask_id(payer.id_no))


def charge_of(order: Order, quoted: Quote, payer: str, id_masked: str) -> Charge:
    """The receipt's content for a payer whose name and masked ID number are known."""
    public = quoted.portions[0].mode == PUBLIC
    named = len(quoted.portions) > 1 or order.paid_by_another
    return Charge(
        kind=SERIES,
        title=PUBLIC_TITLE if public else TITLE,
        payer_name=payer,
        person_id=order.payer,
        facts=_facts(quoted, payer, id_masked, order.paid_by_another),
        lines=tuple(_line(portion, named) for portion in quoted.portions),
        payment=Payment.FREE if public else Payment(order.payment),
        received=quoted.pay if order.received is None else order.received,
        note=order.remark,
        printing=order.printing,
    )


def write(work: Work, quoted: Quote, receipt: Receipt, when: When) -> tuple[int, ...]:
    """Insert meal lines, shares, public registrations; mark bookings served and people seen. Returns meal ids."""
    ids = tuple(_meal(work, portion, quoted.slot, receipt, when) for portion in quoted.portions)
    for person_id in dict.fromkeys(portion.portion.person_id for portion in quoted.portions):
        if person_id is not None:
            people.visited(work, person_id)
    return ids


def meal_row(portion: QuotedPortion, slot: str, receipt: Receipt, when: When) -> dict[str, Any]:
    """The meal line of one portion, frozen."""
    rule = portion.award.rule
    return {
        "day": receipt.day,
        "meal_day": when.meal_at.date(),
        "meal_at": when.meal_at,
        "entered_at": when.entered_at,
        "slot": slot,
        "person_id": portion.portion.person_id,
        "diner": portion.name,
        "age": portion.age,
        "set_id": portion.portion.set_id,
        "set_name": portion.set_name,
        "mode": portion.mode,
        "category": portion.category,
        "rule_no": rule.no if rule else None,
        "rule_version": rule.version if rule else None,
        "rule_version_id": rule.id if rule else None,
        "rule_name": rule.name if rule else "",
        "rule_document": rule.document if rule else "",
        "standard": rule.standard if rule else "",
        "limit_key": rule.limit_key if rule else "",
        "evidence": portion.evidence,
        "quantity": 1,
        "price": portion.price,
        "reduction": portion.reduction,
        "pay": portion.pay,
        "payment": Payment.FREE.value if not portion.pay else receipt.payment.value,
        "receipt_id": receipt.id,
        "receipt_no": receipt.number,
        "backfilled": when.backfilled,
        "address": portion.portion.address.strip(),
        "booking_id": portion.portion.booking_id,
        "origin_id": None,
    }


def _meal(work: Work, portion: QuotedPortion, slot: str, receipt: Receipt, when: When) -> int:
    row = meal_row(portion, slot, receipt, when)
    meal_id = work.insert(MealLine, row)
    for share in share_rows(portion, meal_id, row["day"]):
        work.insert(ShareLine, share)
    if portion.portion.worker is not None:
        work.insert(PublicLine, public_row(portion, meal_id, row))
    if portion.portion.booking_id is not None:
        _serve(work, portion.portion.booking_id)
    return meal_id


def share_rows(portion: QuotedPortion, meal_id: int, day: date) -> list[dict[str, Any]]:
    """Who bears how much of one portion's reduction."""
    shares = ((payer, amount) for payer, amount in portion.award.shares if amount != ZERO)
    return [{"meal_id": meal_id, "day": day, "payer": payer, "fen": amount} for payer, amount in shares]


def public_row(portion: QuotedPortion, meal_id: int, row: dict[str, Any]) -> dict[str, Any]:
    """The registration of one public meal."""
    worker = portion.portion.worker
    assert worker is not None, "a public meal without a worker"
    return {
        "meal_id": meal_id,
        "meal_day": row["meal_day"],
        "day": row["day"],
        "worker_key": worker.key,
        "name": worker.name.strip(),
        "occupation": worker.occupation,
        "tail": worker.tail,
        "quantity": 1,
    }


def _serve(work: Work, booking_id: int) -> None:
    row = work.session.get(BookingRow, booking_id)
    if row is None or row.state not in ("booked", "missed"):
        raise Refusal("这份预订已取消或已就餐", "请刷新预订列表后重试", "booking_id")
    row.state = "served"


def _facts(quoted: Quote, payer: str, id_masked: str, another: bool) -> tuple[tuple[str, str], ...]:
    slot = SLOTS[quoted.slot]
    if len(quoted.portions) > 1 or another:
        return (("交款人", payer), ("证件号", id_masked), ("份数", f"{len(quoted.portions)} 份"), ("餐次", slot))
    return (("姓名", payer), ("证件号", id_masked), ("类别", _category(quoted.portions[0])), ("餐次", slot))


def _category(portion: QuotedPortion) -> str:
    age = f"（{portion.age}周岁）" if portion.age is not None and portion.portion.person_id is not None else ""
    return f"{portion.rule or portion.mode}{age}"


def _line(portion: QuotedPortion, named: bool) -> Line:
    category = "" if portion.category == NO_CATEGORY else portion.category
    note = f"{portion.name} {category}".rstrip() if named else ""
    return Line(portion.set_name, 1, portion.price, portion.reduction, note)
