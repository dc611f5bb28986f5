"""Take a receipt back: void before its day closes, a mirror of negative amounts afterwards (domain.md §6.2)."""

from dataclasses import replace

from sqlalchemy import select

from shequ_desk.kernel.dates import short_date
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.money import ZERO
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs
from shequ_desk.till import rules
from shequ_desk.till.rules import Charge, Receipt, State
from shequ_desk.till.service._write import issue
from shequ_desk.till.service.receipts import receipt
from shequ_desk.till.tables import DayCloseRow, ReceiptEvent


@needs("till.void")
def void(work: Work, number: str, reason: str) -> Receipt:
    """Cancel a receipt of a day not closed yet; number and content stay. Returns it as VOID.

    Refusal when the reason is empty, the day is closed, the receipt is void or a mirror, or already collected.
    """
    reason = rules.check_reason(reason, "作废")
    found = _untouched(work, number)
    if _closed(work, found):
        raise Refusal(f"{found.number} 所在的{short_date(found.day)}已日结，不能作废", "请由主任办理红冲", "number")
    row = {"receipt_id": found.id, "kind": "void", "nth": 1, "at": work.now, "reason": reason}
    work.insert(ReceiptEvent, row | {"clerk_id": work.clerk.id, "clerk_name": work.clerk.name})
    work.news("till")
    return replace(found, state=State.VOID, reason=reason, undone_at=work.now, undone_by=work.clerk.name)


@needs("till.reverse")
def reverse(work: Work, number: str, reason: str) -> Receipt:
    """Give the mirror receipt (红冲) of a receipt whose day is closed, in the same series and payment.

    Returns the mirror; `mirrors_id` and `mirrors_number` name the original. Refusal when the reason is empty, the
    day is still open, the receipt is void, a mirror, reversed or collected, or no receipt can be given now.
    """
    reason = rules.check_reason(reason, "红冲")
    found = _untouched(work, number)
    if not _closed(work, found):
        raise Refusal(f"{found.number} 所在的{short_date(found.day)}尚未日结，不必红冲", "请直接作废", "number")
    mirror = Charge(
        kind=found.kind,
        title=found.title,
        payer_name=found.payer_name,
        person_id=found.person_id,
        facts=found.facts,
        lines=rules.mirror_lines(found.lines),
        payment=found.payment,
        note=found.note,
    )
    return issue(work, mirror, found.payment, ZERO, ZERO, found, reason)


def _untouched(work: Work, number: str) -> Receipt:
    found = receipt(work, number)
    if found.state is State.MIRROR:
        raise Refusal(f"{found.number} 是红冲单，不能再作废或红冲", "如冲错了，请重新开一张", "number")
    if found.state is State.VOID:
        raise Refusal(f"{found.number} 已经作废", "不必重复办理", "number")
    if found.state is State.REVERSED:
        raise Refusal(f"{found.number} 已由 {found.mirrored_by} 红冲", "不必重复办理", "number")
    if found.collected_by:
        raise Refusal(f"{found.number} 已由 {found.collected_by} 收款", "请先作废或红冲该收款单", "number")
    return found


def _closed(work: Work, found: Receipt) -> bool:
    query = select(DayCloseRow.id).where(DayCloseRow.day == found.day)
    return work.session.connection().execute(query).scalar() is not None
