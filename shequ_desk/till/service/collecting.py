"""Later collection of what was put on account (记账)."""

from collections.abc import Sequence

from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.money import ZERO, Money
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs
from shequ_desk.till import rules
from shequ_desk.till.rules import COLLECTION, Charge, Line, Payment, Receipt, State
from shequ_desk.till.service._write import issue
from shequ_desk.till.service.receipts import receipt
from shequ_desk.till.tables import ReceiptCollection


@needs("till.collect")
def collect(
    work: Work, numbers: Sequence[str], payment: Payment, received: Money = ZERO, payer_name: str = ""
) -> Receipt:
    """Take the money of on-account receipts and give one receipt of series SK that lists their numbers.

    The payer is that of the first receipt unless named. Refusal when nothing is listed, one of them is not an
    unpaid on-account receipt, the payment is no money, or as for charge.
    """
    work.serialize("till.collect")
    found = [_owed(work, number) for number in dict.fromkeys(number.strip().upper() for number in numbers)]
    if not found:
        raise Refusal("没有选择要收款的记账单", "请先选择", "numbers")
    if payment in (Payment.ACCOUNT, Payment.FREE):
        raise Refusal("收记账款要用现金、微信或支付宝", "请重新选择收款方式", "payment")
    paper = _paper(found, payment, received, payer_name.strip() or found[0].payer_name)
    given = issue(work, paper, *rules.settled(paper))
    for one in found:
        work.insert(ReceiptCollection, {"receipt_id": one.id, "collection_id": given.id})
    return given


def _owed(work: Work, number: str) -> Receipt:
    found = receipt(work, number)
    if found.payment is not Payment.ACCOUNT:
        raise Refusal(f"{found.number} 不是记账单", "只能收取记账单的款", "numbers")
    if found.state is not State.VALID:
        raise Refusal(f"{found.number} {found.state.label}，不能收款", "请从列表中去掉它", "numbers")
    if found.collected_by:
        raise Refusal(f"{found.number} 已由 {found.collected_by} 收款", "请从列表中去掉它", "numbers")
    return found


def _paper(found: Sequence[Receipt], payment: Payment, received: Money, payer_name: str) -> Charge:
    people = {one.person_id for one in found}
    return Charge(
        kind=COLLECTION,
        title="记账收款凭证",
        payer_name=payer_name,
        person_id=people.pop() if len(people) == 1 else None,
        facts=(("交款人", payer_name), ("记账单", f"{len(found)} 张")),
        lines=tuple(Line(one.number, 1, one.amount, note=one.payer_name) for one in found),
        payment=payment,
        received=received,
    )
