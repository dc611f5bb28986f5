"""Taking a charged stay back: void, mirror receipt, or the refund of the agreement. Hours and free visits return."""

from dataclasses import replace
from typing import Any

from sqlalchemy import select

from shequ_desk.counters.childcare.rules.booking import DONE, LEFT
from shequ_desk.counters.childcare.rules.child import Undone
from shequ_desk.counters.childcare.rules.documents import AGREEMENT
from shequ_desk.counters.childcare.rules.fees import REFUND_PAYER, RefundRule
from shequ_desk.counters.childcare.rules.fees import refund as refund_of
from shequ_desk.counters.childcare.rules.offer import GUARDIAN
from shequ_desk.counters.childcare.service.charging import SERIES, receipt_columns
from shequ_desk.counters.childcare.service.documents import documents_of
from shequ_desk.counters.childcare.service.offer import all_terms
from shequ_desk.counters.childcare.tables import BookingRow, ShareRow, StayRow
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.money import ZERO, Money
from shequ_desk.people import service as people
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs
from shequ_desk.till import service as till
from shequ_desk.till.rules import Charge, Line, Receipt

_STAY = StayRow.__table__
_MONEY = ("list_price", "reduction", "care", "meal_fee", "pay")
_COUNTS = ("quantity", "minutes", "billed", "meals")


@needs("childcare.door")
def void_stays(work: Work, number: str, reason: str) -> Undone:
    """Void a childcare receipt of a day not closed yet; the stay is to be settled anew, its free visit is free again.

    Refusal when it is no childcare receipt, the reason is empty, or as till.void.
    """
    _must_be_own(number)
    receipt = till.void(work, number, reason)
    stays = _mirror(work, receipt, receipt, LEFT)
    return Undone(receipt.number, "", len(stays), receipt.amount)


@needs("till.reverse")
def reverse_stays(work: Work, number: str, reason: str) -> Undone:
    """Reverse (红冲) a childcare receipt of a closed day by a mirror of today, as void_stays."""
    _must_be_own(number)
    mirror = till.reverse(work, number, reason)
    original = till.receipt(work, mirror.mirrors_number)
    stays = _mirror(work, original, mirror, LEFT)
    return Undone(original.number, mirror.number, len(stays), original.amount)


@needs("childcare.door")
def refund_reasons(work: Work, number: str) -> tuple[RefundRule, ...]:
    """What the agreement signed for the child of a receipt says about refunds; empty without one.

    Refusal for a receipt of another counter.
    """
    _must_be_own(number)
    stays = _stays(work, till.receipt(work, number))
    return _rules(work, stays[0]) if stays else ()


@needs("childcare.door")
def refund(work: Work, number: str, reason: str) -> Undone:
    """Give back what the agreement says for the reason: the receipt is void (open day) or mirrored (closed day, needs
    till.reverse), and a new one is given for what is kept, in the same form of payment.

    Refusal when the agreement names no such reason, nothing was paid, or as till.void and till.reverse.
    """
    _must_be_own(number)
    receipt = till.receipt(work, number)
    stays = _stays(work, receipt)
    if not stays or not receipt.amount:
        raise Refusal("这张凭证没有可退的托育费", "请核对单号", "number")
    rules = _rules(work, stays[0])
    back_care = refund_of(stays[0]["care"], rules, reason)
    back_meal = refund_of(stays[0]["meal_fee"], rules, reason)
    why = f"退费：{reason}"
    closed = till.day_state(work, receipt.day).closed
    paper = till.reverse(work, number, why) if closed else till.void(work, number, why)
    _mirror(work, receipt, paper, DONE)
    kept = till.charge(work, _kept(receipt, back_care, back_meal, why))
    _write_kept(work, stays[0], kept, (back_care, back_meal), why)
    return Undone(receipt.number, paper.number if closed else "", len(stays), back_care + back_meal, kept.number)


def _must_be_own(number: str) -> None:
    if not number.strip().upper().startswith(f"{SERIES}-"):
        raise Refusal("这不是托育凭证", "请到“收款”页处理", "number")


def _stays(work: Work, receipt: Receipt) -> list[dict[str, Any]]:
    query = select(_STAY).where(_STAY.c.receipt_id == receipt.id, _STAY.c.origin_id.is_(None)).order_by(_STAY.c.id)
    return [dict(row) for row in work.connection.execute(query).mappings()]


def _rules(work: Work, stay: dict[str, Any]) -> tuple[RefundRule, ...]:
    signed = documents_of(work, people.ids_of(work, stay["child_id"]))
    agreement = next((one for one in signed if one.kind == AGREEMENT and one.stands(stay["stay_day"])), None)
    texts = {one.id: one for one in all_terms(work)}
    text = texts.get(agreement.terms_id) if agreement else None
    return text.refunds if text else ()


def _mirror(work: Work, original: Receipt, paper: Receipt, state: str) -> list[dict[str, Any]]:
    stays = _stays(work, original)
    for stay in stays:
        origin = stay["id"]
        row = {name: value for name, value in stay.items() if name != "id"}
        row |= {name: -stay[name] for name in (*_MONEY, *_COUNTS)}
        row |= {"day": paper.day, "receipt_id": paper.id, "receipt_no": paper.number, "origin_id": origin}
        mirror_id = work.insert(StayRow, row)
        _mirror_shares(work, origin, mirror_id, paper)
        work.session.get_one(BookingRow, stay["booking_id"]).state = state
    work.news("childcare")
    return stays


def _mirror_shares(work: Work, origin: int, mirror_id: int, paper: Receipt) -> None:
    table = ShareRow.__table__
    for row in work.connection.execute(select(table).where(table.c.stay_id == origin)).all():
        work.insert(ShareRow, {"stay_id": mirror_id, "day": paper.day, "payer": row.payer, "fen": -row.fen})


def _kept(receipt: Receipt, back_care: Money, back_meal: Money, why: str) -> Charge:
    care, *meals = receipt.lines
    lines = [replace(care, reduction=care.reduction + back_care)]
    lines += [replace(one, reduction=one.reduction + back_meal) for one in meals]
    return Charge(
        kind=receipt.kind,
        title=receipt.title,
        payer_name=receipt.payer_name,
        person_id=receipt.person_id,
        facts=(*receipt.facts, ("原凭证", receipt.number)),
        lines=tuple(lines),
        payment=receipt.payment,
        received=_amount(lines),
        note=why,
    )


def _amount(lines: list[Line]) -> Money:
    return sum((one.amount for one in lines), ZERO)


def _write_kept(work: Work, stay: dict[str, Any], kept: Receipt, back: tuple[Money, Money], why: str) -> None:
    back_care, back_meal = back
    row = {name: value for name, value in stay.items() if name != "id"} | receipt_columns(kept)
    row |= {"reduction": stay["reduction"] + back_care, "care": stay["care"] - back_care}
    row |= {"meal_fee": stay["meal_fee"] - back_meal, "pay": stay["pay"] - back_care - back_meal}
    row |= {"reason": "；".join(part for part in (stay["reason"], why) if part)[:200]}
    stay_id = work.insert(StayRow, row)
    shares = _shares(stay, back_care)
    for payer, amount in shares:
        work.insert(ShareRow, {"stay_id": stay_id, "day": kept.day, "payer": payer, "fen": amount})


def _shares(stay: dict[str, Any], back_care: Money) -> list[tuple[str, Money]]:
    """Guardian, the payer of the first reduction, and the centre for what it gave back."""
    found = [(GUARDIAN, stay["care"] - back_care), (stay["payer"], stay["reduction"]), (REFUND_PAYER, back_care)]
    return [(payer, amount) for payer, amount in found if amount]
