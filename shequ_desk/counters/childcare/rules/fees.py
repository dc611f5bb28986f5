"""What a stay costs: used time rounded, free quota first, the best reduction, the refund of the agreement."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from shequ_desk.counters.childcare.rules.offer import GUARDIAN, GroupReduction, Programme
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.money import ZERO, Money

REFUND_PAYER = "中心退费"


@dataclass(frozen=True)
class FeeLine:
    """One line of the fee: `quantity` of `price`, as the receipt prints it."""

    item: str
    quantity: int
    price: Money
    note: str = ""

    @property
    def amount(self) -> Money:
        """Price × quantity."""
        return self.price * self.quantity


@dataclass(frozen=True)
class Fee:
    """What a stay costs. `minutes` used, `billed` minutes after rounding (0 per session); `reduction` is borne by
    `payer` (empty without one) for `reason`; `meal_fee` stands apart and is never reduced."""

    minutes: int
    billed: int
    line: FeeLine
    reduction: Money = ZERO
    payer: str = ""
    reason: str = ""
    meals: int = 0
    meal_price: Money = ZERO
    free: bool = False

    @property
    def list_price(self) -> Money:
        """The fee before reductions, meals apart."""
        return self.line.amount

    @property
    def care(self) -> Money:
        """What the guardian pays for the care."""
        return self.list_price - self.reduction

    @property
    def meal_fee(self) -> Money:
        """What the guardian pays for meals."""
        return self.meal_price * self.meals

    @property
    def pay(self) -> Money:
        """What is collected."""
        return self.care + self.meal_fee

    @property
    def shares(self) -> tuple[tuple[str, Money], ...]:
        """Payer → amount of the care fee, the guardian first; their sum is the list price."""
        own = ((GUARDIAN, self.care),) if self.care or not self.reduction else ()
        return (*own, (self.payer, self.reduction)) if self.reduction else own

    @property
    def text(self) -> str:
        """计时托 15.00 元/时 × 3 = 45.00 元，公益资金减免 45.00 元."""
        off = f"，{self.payer}减免 {self.reduction.text()} 元" if self.reduction else ""
        meals = f"，餐费 {self.meal_fee.text()} 元" if self.meals else ""
        return f"{self.line.item} {self.line.note} = {self.line.amount.text()} 元{off}{meals}"


@dataclass(frozen=True)
class RefundRule:
    """A rule of the agreement: for this reason so many per cent of what was paid are given back."""

    reason: str
    percent: int


def billed_minutes(minutes: int, rounding: int) -> int:
    """Used minutes rounded up to steps of `rounding` minutes, never less than one step."""
    return max(-(-minutes // rounding), 1) * rounding


def fee(programme: Programme, minutes: int, tags: Collection[str] = (), visits: int = 0, meals: int = 0) -> Fee:
    """What a stay of `minutes` costs a child with these tags that used `visits` free visits this year.

    A free visit is wholly borne by the free payer; otherwise the highest reduction counts, nothing is added up.
    Refusal for a negative number of meals.
    """
    if meals < 0:
        raise Refusal("餐数不能为负", "没有用餐填 0", "meals")
    billed = billed_minutes(minutes, programme.rounding) if programme.unit == "hour" else 0
    line = _line(programme, billed)
    free = visits < programme.free_visits
    best = None if free else _best(programme, tags)
    payer, percent, reason = _borne(programme, free, visits, best)
    reduction = line.amount.percent(percent) if percent else ZERO
    payer, reason = (payer, reason) if reduction else ("", "")
    return Fee(minutes, billed, line, reduction, payer, reason, meals, programme.meal_price, free)


def refund(paid: Money, rules: Collection[RefundRule], reason: str) -> Money:
    """What is given back of `paid` for the reason. Refusal when the agreement does not pay for it."""
    rule = next((one for one in rules if one.reason == reason), None)
    if rule is None:
        known = "、".join(one.reason for one in rules) or "没有约定"
        raise Refusal(f"协议没有约定“{reason}”的退费办法", f"可选的原因：{known}", "reason")
    if not rule.percent:
        raise Refusal(f"按协议，“{reason}”不退费", "如收费有误，请选择其他原因", "reason")
    return paid.percent(rule.percent)


def _borne(programme: Programme, free: bool, visits: int, best: GroupReduction | None) -> tuple[str, int, str]:
    if free:
        return programme.free_payer, 100, f"年度免费第 {visits + 1} 次（共 {programme.free_visits} 次）"
    if best is not None:
        return best.payer, best.percent, f"政策减免 {best.percent}%"
    return "", 0, ""


def _best(programme: Programme, tags: Collection[str]) -> GroupReduction | None:
    fitting = [one for one in programme.reductions if one.tag in tags]
    return max(fitting, key=lambda one: one.percent, default=None)


def _line(programme: Programme, billed: int) -> FeeLine:
    """Whole hours at the hour's price; else steps when a step costs whole 分; else one line of the exact amount."""
    if programme.unit == "session":
        return FeeLine(programme.name, 1, programme.price, f"{programme.price.text()} 元/次 × 1")
    per_hour, hours = f"{programme.price.text()} 元/时", Decimal(billed) / 60
    note = (
        f"{per_hour} × {hours.normalize():f}" if billed % 60 == 0 or billed % 30 == 0 else f"{per_hour}，{billed} 分钟"
    )
    if billed % 60 == 0:
        return FeeLine(programme.name, billed // 60, programme.price, note)
    steps = billed // programme.rounding
    fen, rest = divmod(programme.price.fen * programme.rounding, 60)
    if not rest:
        return FeeLine(programme.name, steps, Money(fen), note)
    exact = (Decimal(programme.price.fen) * billed / 60).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return FeeLine(programme.name, 1, Money(int(exact)), note)
