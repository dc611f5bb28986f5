"""What is asked for at the till and what it comes to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from shequ_desk.counters.canteen.rules.discount import Award
from shequ_desk.counters.canteen.rules.menu import Worker
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.money import Money, total
from shequ_desk.till.rules import Payment, Receipt

EVERYONE, ELDERS, PUBLIC = "全龄普惠", "老龄特惠", "公益免费"
MODES = (EVERYONE, ELDERS, PUBLIC)
UNREGISTERED = "普通居民"
NO_CATEGORY = "—"
PUBLIC_CATEGORY = "公益"


@dataclass(frozen=True)
class Portion:
    """One portion: for a resident (`person_id`), for an unregistered diner (None) or for an outdoor `worker`.

    `address` not empty: it is delivered there. `booking_id`: it was booked.
    """

    set_id: int
    person_id: int | None = None
    worker: Worker | None = None
    address: str = ""
    booking_id: int | None = None


@dataclass(frozen=True)
class Order:
    """Portions of one meal paid by one payer on one receipt.

    `payment` is a key of the till's payment forms; a public meal ignores it. `received`: cash handed over, None for
    exactly the amount due. `payer_id`: who pays when it is not the first registered diner. `remark` is printed.
    `printing`: paper follows the commit, so that every later print is a 补打.
    """

    portions: tuple[Portion, ...]
    slot: str
    payment: str = "cash"
    received: Money | None = None
    payer_id: int | None = None
    remark: str = ""
    printing: bool = True

    @property
    def payer(self) -> int | None:
        """The resident who pays: the one named, else the first diner who is registered; None when there is none."""
        diners = (portion.person_id for portion in self.portions)
        return self.payer_id or next((one for one in diners if one is not None), None)

    @property
    def paid_by_another(self) -> bool:
        """Whether the payer is a resident who does not eat."""
        return self.payer_id is not None and self.payer_id not in [portion.person_id for portion in self.portions]


@dataclass(frozen=True)
class QuotedPortion:
    """One portion as shown before it is settled, all money per portion.

    `rule` is the rule's name as it may be shown, `since` its start; `state` 本餐未享受, 本餐已享受 or empty;
    `reason` says why there is no discount; `age` in 周岁 on the meal's date; `id_masked` of a registered diner.
    """

    portion: Portion
    name: str
    age: int | None
    set_name: str
    price: Money
    mode: str
    category: str
    rule: str
    since: date | None
    state: str
    reason: str
    award: Award
    evidence: str
    id_masked: str = ""

    @property
    def reduction(self) -> Money:
        """What is taken off."""
        return self.award.reduction

    @property
    def pay(self) -> Money:
        """What the diner pays."""
        return self.price - self.award.reduction


@dataclass(frozen=True)
class Quote:
    """What an order costs now. Nothing is stored."""

    portions: tuple[QuotedPortion, ...]
    day: date
    slot: str

    @property
    def price(self) -> Money:
        """Sum of list prices."""
        return total(portion.price for portion in self.portions)

    @property
    def reduction(self) -> Money:
        """Sum of reductions."""
        return total(portion.reduction for portion in self.portions)

    @property
    def pay(self) -> Money:
        """What is due."""
        return self.price - self.reduction


@dataclass(frozen=True)
class Settled:
    """A settled order: the receipt as it is stored, the meals' ids in order, and what it was quoted at."""

    receipt: Receipt
    meal_ids: tuple[int, ...]
    quote: Quote

    @property
    def number(self) -> str:
        """The receipt's number."""
        return self.receipt.number

    @property
    def pay(self) -> Money:
        """What was due."""
        return self.quote.pay

    @property
    def change(self) -> Money:
        """What is given back of the cash handed over."""
        return self.receipt.change


@dataclass(frozen=True)
class Offer:
    """One line of the search hits: 80+ 立减 7, or 无优惠 with the reason."""

    person_id: int
    text: str
    welcome: bool
    reason: str = ""


@dataclass(frozen=True)
class Undone:
    """A voided or reversed receipt: its number, the mirror receipt's number (reversal only), portions given back."""

    number: str
    mirror: str
    meals: int


@dataclass(frozen=True)
class When:
    """The real time of a meal and of its entry; they differ for a paper list entered later (补录)."""

    meal_at: datetime
    entered_at: datetime
    backfilled: bool = False

    @property
    def note(self) -> str:
        """What the receipt says of a meal entered later: 补录，用餐时间 2026-11-20 11:50."""
        return f"补录，用餐时间 {self.meal_at:%Y-%m-%d %H:%M}" if self.backfilled else ""


def mode_of(portion: Portion, award: Award) -> str:
    """Which of the three modes was applied (systems.md row 3)."""
    if portion.worker is not None:
        return PUBLIC
    return ELDERS if award.rule is not None else EVERYONE


def category_of(portion: Portion, award: Award) -> str:
    """The 类别 on list and receipt; a welfare reason is never named."""
    if portion.worker is not None:
        return PUBLIC_CATEGORY
    return award.rule.category if award.rule is not None else NO_CATEGORY


def offer_text(quoted: QuotedPortion) -> str:
    """80+ 立减 7, or 无优惠."""
    if quoted.award.rule is None:
        return "无优惠"
    yuan = quoted.reduction.text().removesuffix(".00")
    return f"{quoted.category} 立减 {yuan}"


def check_debtor(order: Order) -> None:
    """Refusal when nobody known would owe what is put on account."""
    if order.payment == Payment.ACCOUNT and order.payer is None:
        raise Refusal("普通居民没有登记，不能记账", "请收现金、微信或支付宝，或按 F9 由登记的居民代付", "payment")


def check_order(order: Order) -> None:
    """Refusal when the order is empty or mixes public meals with paid ones."""
    if not order.portions:
        raise Refusal("还没有选择就餐人", "请先查找居民，或选普通居民", "search")
    public: Sequence[bool] = [portion.worker is not None for portion in order.portions]
    if any(public) and not all(public):
        raise Refusal("公益套餐要单独出单", "请先结算其他人，再登记公益套餐", "portions")
