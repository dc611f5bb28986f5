"""Give a receipt, read it, print it again."""

import hmac
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sqlalchemy import or_

from shequ_desk.kernel.errors import Refusal
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs
from shequ_desk.till import rules
from shequ_desk.till.rules import Charge, Receipt
from shequ_desk.till.service._rows import UNPAID, load
from shequ_desk.till.service._write import issue
from shequ_desk.till.tables import ReceiptEvent, ReceiptRow


@needs("till.charge")
def charge(work: Work, charge: Charge) -> Receipt:
    """Take money and give the receipt, in the running transaction; print only after the commit.

    Refusal when something is missing, the cash is short, an earlier day is not closed or today is (domain.md §6.2).
    """
    rules.check(charge)
    payment, received, change = rules.settled(charge)
    return issue(work, charge, payment, received, change)


@needs("till.read")
def receipt(work: Work, number: str) -> Receipt:
    """The receipt of a number as printed (CT-2026-000412), any case, spaces ignored. Refusal when there is none."""
    number = number.strip().upper()
    if not number:
        raise Refusal("还没有输入单号", "照凭证右上角输入，例如 CT-2026-000412，或扫描二维码", "number")
    found = load(work.session, ReceiptRow.number == number)
    if not found:
        raise Refusal(f"没有单号为 {number} 的凭证", "请核对单号，例如 CT-2026-000412", "number")
    return found[0]


@needs("till.read")
def receipts_of_day(work: Work, day: date, kind: str = "") -> tuple[Receipt, ...]:
    """Every receipt of a business day in the order given, of one series when `kind` is named."""
    where = [ReceiptRow.day == day]
    if kind:
        where.append(ReceiptRow.kind == kind)
    return load(work.session, *where)


@needs("till.read")
def unpaid(
    work: Work, person_ids: Iterable[int] | None = None, find: str = "", first: int | None = None
) -> tuple[Receipt, ...]:
    """On-account receipts nobody has paid yet, the oldest first: of these people (all aliases of one person), or of
    everybody; only those whose payer or number holds `find`; the `first` so many.
    """
    theirs = () if person_ids is None else (ReceiptRow.person_id.in_(sorted(set(person_ids))),)
    named = (
        or_(
            ReceiptRow.payer_name.contains(find, autoescape=True),
            ReceiptRow.number.contains(find.upper(), autoescape=True),
        ),
    )
    return load(work.session, *UNPAID, *theirs, *(named if find else ()), first=first)


@needs("till.reprint")
def reprint(work: Work, number: str) -> Receipt:
    """Count one more paper of a receipt and return it with count, time and operator for the mark 补打.

    The first paper of a receipt that was settled without printing carries no mark.
    """
    found = receipt(work, number)
    nth = found.prints + 1
    row = {"receipt_id": found.id, "kind": "print", "nth": nth, "at": work.now, "reason": ""}
    work.insert(ReceiptEvent, row | {"clerk_id": work.clerk.id, "clerk_name": work.clerk.name})
    work.news("till")
    if nth == 1:
        return replace(found, prints=1)
    return replace(found, prints=nth, printed_at=work.now, printed_by=work.clerk.name)


@needs("till.read")
def genuine(work: Work, number: str, check_code: str) -> bool:
    """Whether a paper's QR text belongs to a receipt of this centre."""
    return hmac.compare_digest(receipt(work, number).check_code.encode(), check_code.strip().lower().encode())
