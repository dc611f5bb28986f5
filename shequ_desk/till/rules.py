"""What a receipt is and when money may be taken: frozen rows and pure decisions (domain.md §6.2, §6.3)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from shequ_desk.kernel.dates import long_date, short_date
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.money import ZERO, Money, total

_COUNTERS = frozenset(
    {"till.read", "till.charge", "till.void", "till.reprint", "till.collect", "till.close", "till.shift"}
)
GRANTS: dict[str, frozenset[str]] = {
    "desk": _COUNTERS,
    "canteen": _COUNTERS,
    "childcare": _COUNTERS,
    "director": frozenset({"till.read", "till.charge", "till.reverse"}),
    "auditor": frozenset({"till.read"}),
}
COLLECTION = "SK"
"""Series of the receipts that collect earlier on-account receipts."""
LONGEST_NAME, LONGEST_REASON = 50, 200
"""Code points; domain.md §9 asks for at least 50 in a name."""
CLOCK_SLIP = timedelta(days=31)
"""A day this much later than the PC's clock is taken as a clock set back; beyond it, as a clock once set wrong."""
MOST_CHANGE = Money(100_000)
"""Nobody hands over a thousand 元 too much: it is a card number read into the wrong field, or a dot left out."""
FIRST_DAY = date(2026, 1, 1)
"""No receipt is older than this program; an empty battery sets a PC's clock back by years."""


class Payment(StrEnum):
    """How a receipt is paid. ACCOUNT waits for a later collection, FREE is an amount of zero."""

    CASH = "cash"
    WECHAT = "wechat"
    ALIPAY = "alipay"
    ACCOUNT = "account"
    FREE = "free"

    @property
    def label(self) -> str:
        """The word on screen and paper."""
        return _PAYMENTS[self]


_PAYMENTS = {
    Payment.CASH: "现金",
    Payment.WECHAT: "微信",
    Payment.ALIPAY: "支付宝",
    Payment.ACCOUNT: "记账",
    Payment.FREE: "免费",
}


class State(StrEnum):
    """VOID was cancelled before its day closed, REVERSED is mirrored by a MIRROR receipt of negative amounts."""

    VALID = "valid"
    VOID = "void"
    REVERSED = "reversed"
    MIRROR = "mirror"

    @property
    def label(self) -> str:
        """The word on screen and paper."""
        return {"valid": "有效", "void": "作废", "reversed": "已冲红", "mirror": "红冲"}[self.value]


@dataclass(frozen=True)
class Line:
    """One printed line. `price` is the unit list price, `reduction` (≥ 0 on a charge) is taken off the whole line."""

    item: str
    quantity: int
    price: Money
    reduction: Money = ZERO
    note: str = ""

    @property
    def list_total(self) -> Money:
        """Price × quantity."""
        return self.price * self.quantity

    @property
    def amount(self) -> Money:
        """What is to be paid for the line."""
        return self.list_total - self.reduction


@dataclass(frozen=True)
class Charge:
    """What a counter asks the till to take.

    `kind` is the series (CT), `title` the paper's title, `facts` label and value pairs of the head grid (an ID
    number masked by the caller), `received` the cash handed over. `printing` says that paper is printed right
    after the commit, so that every later print is marked 补打.
    """

    kind: str
    title: str
    payer_name: str
    person_id: int | None
    facts: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    payment: Payment
    received: Money = ZERO
    note: str = ""
    printing: bool = True


@dataclass(frozen=True)
class Receipt:
    """A receipt as frozen when it happened, with what happened to it later.

    `day` is the business day, `at` the moment. A mirror holds negative amounts and names the original in
    `mirrors_number`; the original names it in `mirrored_by`. `prints` counts the papers made so far; a print that
    is not the first carries `printed_at` and `printed_by`. `collected_by` is the number that collected an
    on-account receipt. `check_code` is 16 hex digits only this centre can make.
    """

    id: int
    kind: str
    year: int
    serial: int
    number: str
    day: date
    at: datetime
    clerk_id: int
    clerk_name: str
    centre: str
    window: str
    title: str
    payer_name: str
    person_id: int | None
    facts: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    list_total: Money
    reduction: Money
    amount: Money
    payment: Payment
    received: Money
    change: Money
    note: str
    check_code: str
    state: State = State.VALID
    reason: str = ""
    undone_at: datetime | None = None
    undone_by: str = ""
    mirrors_id: int | None = None
    mirrors_number: str = ""
    mirrored_by: str = ""
    collected_by: str = ""
    prints: int = 1
    printed_at: datetime | None = None
    printed_by: str = ""

    @property
    def counts(self) -> bool:
        """Whether the amount counts in sums: everything but a void."""
        return self.state is not State.VOID


@dataclass(frozen=True)
class Taking:
    """One day's sum of one series and payment, voids left out. `reversed_amount` is ≤ 0."""

    kind: str
    payment: Payment
    receipts: int
    amount: Money
    reversals: int
    reversed_amount: Money

    @property
    def net(self) -> Money:
        """Receipts less reversals."""
        return self.amount + self.reversed_amount


@dataclass(frozen=True)
class SeriesRange:
    """First and last number one series gave on the day, how many, and how many of them are void."""

    kind: str
    first: str
    last: str
    receipts: int
    voids: int


@dataclass(frozen=True)
class Shift:
    """A till event: `kind` open (开班, `counted` is the float) or hand_over (交接班).

    `expected` is the cash that should lie in the drawer then, `difference` = counted - expected.
    """

    kind: str
    day: date
    at: datetime
    clerk_name: str
    successor: str
    expected: Money
    counted: Money
    difference: Money
    reason: str


@dataclass(frozen=True)
class CloseSheet:
    """The day close (日结), as previewed (`counted` None) or as signed and frozen.

    `expected` = opening float + cash taken and collected - cash reversed. `perpetual` is the sum of all days ever
    closed, collections left out. `chain` is the first 12 hex digits of the audit chain head, `mac` the keyed
    digest over this close and the one before it. `clerk_name` closed the day at `closed_at`, or asked for the preview
    at `made_at`: two previews of the same day are equal while nothing came in between.
    """

    day: date
    centre: str
    window: str
    opening_float: Money
    takings: tuple[Taking, ...]
    series: tuple[SeriesRange, ...]
    receipts: int
    voids: int
    gaps: int
    expected: Money
    perpetual: Money
    shifts: tuple[Shift, ...] = ()
    counted: Money | None = None
    difference: Money = ZERO
    reason: str = ""
    chain: str = ""
    mac: str = ""
    closed_at: datetime | None = None
    clerk_name: str = ""
    made_at: datetime | None = field(default=None, compare=False)

    @property
    def sales(self) -> Money:
        """The day's net receipts of all payments, collections of earlier receipts left out."""
        return total(t.net for t in self.takings if t.kind != COLLECTION)

    @property
    def collections(self) -> Money:
        """What was collected on earlier on-account receipts, net."""
        return total(t.net for t in self.takings if t.kind == COLLECTION)

    @property
    def on_account(self) -> Money:
        """The part of the day's net that was put on account."""
        return total(t.net for t in self.takings if t.payment is Payment.ACCOUNT)

    @property
    def received(self) -> Money:
        """What came in that day, in cash or by phone: sales put on account left out, collections counted."""
        return self.sales + self.collections - self.on_account


@dataclass(frozen=True)
class DayState:
    """Where a day stands: receipts given, whether closed, the opening float (None before 开班), cash expected now."""

    day: date
    receipts: int
    closed: bool
    opening_float: Money | None
    expected: Money


def number_text(kind: str, year: int, serial: int) -> str:
    """CT, 2026, 412 → CT-2026-000412."""
    return f"{kind}-{year}-{serial:06d}"


def give_back(receipt: Receipt) -> str:
    """What is still to be done once a receipt was taken back: ，请退还现金 8.00 元; empty when nothing was paid."""
    amount = receipt.amount.text()
    if receipt.payment is Payment.CASH:
        return f"，请退还现金 {amount} 元"
    if receipt.payment in (Payment.WECHAT, Payment.ALIPAY):
        return f"，请从{receipt.payment.label}退还 {amount} 元"
    return ""


def check(charge: Charge) -> None:
    """Refusal when something to be printed is missing or an amount is negative; domain.md §6.2."""
    if not charge.lines:
        raise Refusal("没有要收费的项目", "请先选择项目", "lines")
    if not charge.payer_name.strip():
        raise Refusal("缺少交款人", "请填写姓名或称呼", "payer_name")
    if len(charge.payer_name) > LONGEST_NAME:
        raise Refusal(f"交款人姓名超过 {LONGEST_NAME} 个字", "请填写证件上的姓名", "payer_name")
    for line in charge.lines:
        _check_line(line)


def settled(charge: Charge) -> tuple[Payment, Money, Money]:
    """Payment as recorded, cash received and change.

    An amount of zero is recorded as FREE whatever was chosen. Refusal when the cash is short or far too much, or a
    FREE receipt has an amount.
    """
    amount = total(line.amount for line in charge.lines)
    if not amount:
        return Payment.FREE, ZERO, ZERO
    if charge.payment is Payment.FREE:
        raise Refusal(f"还有 {amount.text()} 元未付，不能按公益免费登记", "请选择现金、微信、支付宝或记账", "payment")
    if charge.payment is Payment.ACCOUNT:
        return Payment.ACCOUNT, ZERO, ZERO
    if charge.payment is not Payment.CASH:
        return charge.payment, amount, ZERO
    if charge.received < amount:
        raise Refusal(
            f"现金不足：应收 {amount.text()} 元，收到 {charge.received.text()} 元", "请重新输入收款金额", "received"
        )
    if charge.received - amount > MOST_CHANGE:
        raise Refusal(
            f"应收 {amount.text()} 元，收到 {charge.received.text()} 元，多得不像收款",
            "请重新输入收款金额，看看是不是刷进了卡号",
            "received",
        )
    return Payment.CASH, charge.received, charge.received - amount


def business_day(today: date, open_days: Sequence[date], closed: Collection[date]) -> date:
    """The day a receipt given now belongs to.

    It is today; or, when the PC's clock was set back, the later day that is still open. Refusal when an earlier
    day is not closed, when today is closed, or when a day after today is or the program is younger than today (the
    clock is wrong).
    """
    if today < FIRST_DAY:
        raise _wrong_clock(f"电脑日期（{long_date(today)}）不对")
    earlier = [day for day in open_days if day < today]
    if earlier:
        raise Refusal(f"{named(earlier[0], today)}尚未日结", "请先到“收款”页日结该日，再继续收款", "day")
    ahead_of_clock = day_ahead(today, open_days)
    if ahead_of_clock:
        return ahead_of_clock
    if today in closed:
        raise Refusal("今日已日结，不能再收款", "请明日再收，或由主任对已开的单红冲", "day")
    ahead = [day for day in closed if today < day <= today + CLOCK_SLIP]
    if ahead:
        raise _wrong_clock(f"电脑日期（{short_date(today)}）早于已经日结的{short_date(max(ahead))}")
    return today


def day_ahead(today: date, open_days: Sequence[date]) -> date | None:
    """The open day that takes the money while the PC's clock is set back, None while the clock is right."""
    later = [day for day in open_days if today < day <= today + CLOCK_SLIP]
    return later[-1] if later else None


def named(day: date, today: date) -> str:
    """11月20日, with the year when that is not this year."""
    return short_date(day) if day.year == today.year else long_date(day)


def _wrong_clock(message: str) -> Refusal:
    return Refusal(message, "请先校正电脑的日期和时间", "day")


def check_reason(reason: str, act: str) -> str:
    """The reason without outer spaces; Refusal when empty."""
    if not reason.strip():
        raise Refusal(f"请填写{act}的原因", "例如：点错套餐、金额有误", "reason")
    if len(reason.strip()) > LONGEST_REASON:
        raise Refusal(f"原因超过 {LONGEST_REASON} 个字", "请写得简短一些", "reason")
    return reason.strip()


def check_counted(expected: Money, counted: Money, reason: str) -> Money:
    """The difference counted - expected; Refusal when the count is negative or a difference has no reason."""
    if counted < ZERO:
        raise Refusal("点钞金额不能为负", "请重新清点现金", "counted")
    difference = counted - expected
    if difference:
        _check_difference(difference, reason)
    return difference


def _check_difference(difference: Money, reason: str) -> None:
    if not reason.strip():
        word = "长款" if difference > ZERO else "短款"
        raise Refusal(f"现金{word} {abs(difference).text()} 元", "请重新清点，或写明差额原因", "reason")
    check_reason(reason, "差额")


def mirror_lines(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The same lines with quantity and reduction negative, so that every sum nets to zero."""
    return tuple(Line(x.item, -x.quantity, x.price, -x.reduction, x.note) for x in lines)


def _check_line(line: Line) -> None:
    if line.quantity < 1 or line.price < ZERO or line.reduction < ZERO or line.amount < ZERO:
        raise Refusal(f"“{line.item}”的数量、单价或优惠不对", "金额不能为负，优惠不能超过原价", "lines")
