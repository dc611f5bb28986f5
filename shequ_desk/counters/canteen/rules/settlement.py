"""The month's settlement (domain.md §5.4) as frozen data, and what must add up before it is printed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from shequ_desk.kernel.dates import Month, short_date
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.identity import mask_id
from shequ_desk.kernel.money import ZERO, Money, total
from shequ_desk.till.rules import Payment

OPERATOR = "运营方"


@dataclass(frozen=True)
class Heading:
    """What every paper of the month carries: centre, community code, operator, holder, who made it and when.

    `whole_to` is the last day nothing can be added to any more: today once it is closed, else yesterday.
    """

    centre: str
    code: str
    demo: bool
    operator: str
    holder: str
    made_by: str
    made_at: datetime
    posted_from: date
    posted_to: date
    posting_id_tail: bool
    whole_to: date

    def before_end(self, month: Month) -> bool:
        """Whether the paper was made before the month was over, or on its last day before the close."""
        return self.whole_to < month.last


@dataclass(frozen=True)
class SubsidyRow:
    """One resident in one category under one rule version.

    `id_no` is whole or masked, as the clerk may see it; so is `group`, the 人员类别 for the payer, where `category`
    keeps back the reason. `person_ids` are the ledger ids behind the row.
    """

    person_ids: tuple[int, ...]
    version_id: int
    name: str
    id_no: str
    age: int | None
    category: str
    community: str
    early: int
    noon: int
    late: int
    standard: str
    price: Money
    subsidy: Money
    pay: Money
    note: str = ""
    group: str = ""

    @property
    def masked(self) -> "SubsidyRow":
        """With the ID number masked and the reason of a welfare discount kept back (domain.md §8.3)."""
        return replace(self, id_no=mask_id(self.id_no) if self.id_no else "", group=self.category)

    @property
    def meals(self) -> int:
        """All portions."""
        return self.early + self.noon + self.late


@dataclass(frozen=True)
class ModeSum:
    """Portions and money of one of the three modes."""

    mode: str
    meals: int
    price: Money
    subsidy: Money
    pay: Money


@dataclass(frozen=True)
class Part:
    """A named part of a sum: a payer, or a payment form with its `key`."""

    name: str
    amount: Money
    key: str = ""


@dataclass(frozen=True)
class DaySum:
    """One accounting day: diners' share by the meal ledger, by the till's receipts, and by the day close (or none)."""

    day: date
    meals: Money
    receipts: Money
    closed: Money | None


@dataclass(frozen=True)
class PaperBefore:
    """Month-to-date figures from before the program was used, stated apart."""

    until: date
    meals: int
    price: Money
    subsidy: Money
    pay: Money


@dataclass(frozen=True)
class Settlement:
    """老年助餐补贴结算表 of one month. Rows hold residents with a reduction; the sums hold every meal.

    `early` says that nothing is in it because the program was not used yet.
    """

    month: Month
    heading: Heading
    rows: tuple[SubsidyRow, ...]
    modes: tuple[ModeSum, ...]
    payers: tuple[Part, ...]
    payments: tuple[Part, ...]
    days: tuple[DaySum, ...]
    before: PaperBefore | None
    early: str = ""

    @property
    def meals(self) -> int:
        """All portions of the month."""
        return sum(mode.meals for mode in self.modes)

    @property
    def price(self) -> Money:
        """Σ list price."""
        return total(mode.price for mode in self.modes)

    @property
    def subsidy(self) -> Money:
        """Σ subsidy."""
        return total(mode.subsidy for mode in self.modes)

    @property
    def pay(self) -> Money:
        """Σ diner's share, unpaid included."""
        return total(mode.pay for mode in self.modes)

    @property
    def running(self) -> tuple[date, ...]:
        """Days with meals that are not closed yet."""
        return tuple(day.day for day in self.days if day.closed is None)

    @property
    def unfinished(self) -> str:
        """Why this is only a trial: not in use, the month goes on, days not closed; empty when it may be signed."""
        goes_on = _goes_on(self.heading, self.month)
        running = f"{'、'.join(map(short_date, self.running))}未日结" if self.running else ""
        return "；".join(part for part in (self.early, goes_on, running) if part)

    @property
    def masked(self) -> "Settlement":
        """The same with every row masked, for the screen."""
        return replace(self, rows=tuple(row.masked for row in self.rows))

    @property
    def own(self) -> Money:
        """The part of the subsidy that the operator bears itself (企业让一点)."""
        return total(part.amount for part in self.payers if part.name == OPERATOR)

    @property
    def payable(self) -> Money:
        """应付运营方: the subsidy when the operator keeps the diners' money, else the price; less its own part."""
        whole = self.subsidy if self.heading.holder == "operator" else self.price
        return whole - self.own


@dataclass(frozen=True)
class PublicRow:
    """One public meal handed out; `quantity` -1 and a negative price: an earlier one reversed."""

    meal_id: int
    at: datetime
    name: str
    occupation: str
    tail: str
    set_name: str
    price: Money
    number: str
    quantity: int


@dataclass(frozen=True)
class PublicDay:
    """One open day: quota and how many were handed out, given-back ones netted out."""

    day: date
    quota: int
    used: int


@dataclass(frozen=True)
class PublicLedger:
    """公益套餐发放台账 of one month; `early` as for the settlement."""

    month: Month
    heading: Heading
    days: tuple[PublicDay, ...]
    rows: tuple[PublicRow, ...]
    occupations: tuple[tuple[str, int], ...]
    payers: tuple[Part, ...]
    before: int
    early: str = ""

    @property
    def unfinished(self) -> str:
        """Why this is not the whole month yet; empty when it is."""
        return self.early or _goes_on(self.heading, self.month)

    @property
    def used(self) -> int:
        """Portions handed out."""
        return sum(day.used for day in self.days)

    @property
    def quota(self) -> int:
        """Portions a day × open days."""
        return sum(day.quota for day in self.days)

    @property
    def value(self) -> Money:
        """Σ list price of what was handed out."""
        return total(row.price for row in self.rows)


def check_settlement(settlement: Settlement, share_sum: Money) -> None:
    """Refusal naming the first identity that does not hold. `share_sum` is Σ over the payers' rows, 分 exact."""
    s = settlement
    _equal(s.price, s.pay + s.subsidy, "原价合计", "个人自付加补贴")
    _equal(s.subsidy, share_sum, "补贴合计", "各承担方合计")
    _equal(s.pay, total(part.amount for part in s.payments), "个人自付合计", "各支付方式合计")
    for day in s.days:
        _equal(day.meals, day.receipts, f"{short_date(day.day)} 就餐流水", "当日凭证合计")
        if day.closed is not None:
            _equal(day.receipts, day.closed, f"{short_date(day.day)} 凭证合计", "日结单")
    _equal(s.pay, total(day.receipts for day in s.days), "个人自付合计", "逐日凭证合计")


def check_payments(payments: Sequence[Part], taken: Mapping[str, Money]) -> None:
    """Refusal naming the payment form whose meals and receipts differ. `taken`: payment key → Σ of the receipts."""
    eaten = {part.key: part.amount for part in payments}
    for key in sorted(eaten.keys() | taken.keys()):
        _equal(eaten.get(key, ZERO), taken.get(key, ZERO), f"{Payment(key).label}的就餐流水", "凭证合计")


def _goes_on(heading: Heading, month: Month) -> str:
    return f"统计到{short_date(heading.made_at.date())}，本月尚未结束" if heading.before_end(month) else ""


def check_public(ledger: PublicLedger) -> None:
    """Refusal when the list of portions and the count by day differ, or the payers do not bear the whole price."""
    listed = sum(row.quantity for row in ledger.rows)
    if listed != ledger.used or ledger.used != sum(count for _, count in ledger.occupations):
        raise Refusal("公益套餐台账不平：明细份数与按日份数不一致", "请联系系统管理员核对数据")
    _equal(ledger.value, total(part.amount for part in ledger.payers), "公益套餐金额", "各承担方合计")


def _equal(left: Money, right: Money, left_name: str, right_name: str) -> None:
    if left != right:
        message = f"账不平：{left_name} {left.text()} 元，{right_name} {right.text()} 元"
        raise Refusal(message, "请先核对当日凭证再出表，不要手工改数")
