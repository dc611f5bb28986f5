"""Short ways to say what till tests need: clerks by role, charges, amounts, words on paper."""

from shequ_desk.kernel.money import ZERO, Money
from shequ_desk.store.database import Database
from shequ_desk.store.rights import ROLES, Clerk, merge_grants, permissions_of
from shequ_desk.till import service as till
from shequ_desk.till.rules import GRANTS, Charge, Line, Payment, Receipt
from tests.paper.sheets import page_texts

PRICE, REDUCTION = Money(1500), Money(700)
ALL_GRANTS = merge_grants([GRANTS])
CLERK = Clerk(1, "wanglan", "王岚", tuple(ROLES), permissions_of(ROLES, ALL_GRANTS))
FACTS = (("姓名", "张晖琴"), ("证件号", "3302**********1228"), ("类别", "80周岁以上（82周岁）"), ("餐次", "午餐"))


def of_role(role: str) -> Clerk:
    """A clerk who holds one role."""
    return Clerk(2, role, "测试员", (role,), permissions_of((role,), ALL_GRANTS))


def fen(yuan: str) -> Money:
    """'8.00' → Money."""
    return Money.parse(yuan, signed=True)


def meal(
    payment: Payment = Payment.CASH,
    price: Money = PRICE,
    reduction: Money = REDUCTION,
    received: Money | None = None,
    person_id: int | None = 7,
) -> Charge:
    """One lunch of an elder; cash is given exactly unless `received` says more."""
    given = (price - reduction if payment is Payment.CASH else ZERO) if received is None else received
    line = Line("套餐A", 1, price, reduction)
    return Charge("CT", "老年助餐收款凭证", "张晖琴", person_id, FACTS, (line,), payment, given)


def charged(database: Database, charge: Charge | None = None) -> Receipt:
    """A receipt given in a transaction of its own."""
    with database.work(CLERK) as work:
        return till.charge(work, charge or meal())


def pages(pdf: bytes) -> list[str]:
    """The text of each page, white space taken out."""
    return ["".join(text.split()) for text in page_texts(pdf)]


def missing_from(text: str, *wanted: str) -> list[str]:
    """What cannot be found in a page's text."""
    return [one for one in wanted if "".join(one.split()) not in text]
