"""What every frozen line must say by itself before a month is signed: quantity, money, shares of the payers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from shequ_desk.counters.canteen.rules.discount import Payer, Rule, takes_off
from shequ_desk.counters.canteen.rules.order import PUBLIC
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.money import ZERO, Money


@dataclass(frozen=True)
class LineKind:
    """Lines alike but for who ate. `day` is the meal's date of public meals, whose payers are dated, else None.

    A mirror has quantity -1 and negative money.
    """

    mode: str
    version_id: int | None
    day: date | None
    quantity: int
    price: Money
    reduction: Money
    pay: Money


def money_true(kind: LineKind, rule: Rule | None) -> bool:
    """Whether quantity and money are what the rule gives for one portion or its mirror; `rule` None: no discount."""
    if kind.quantity not in (1, -1) or kind.price != kind.reduction + kind.pay:
        return False
    price, cut = kind.price * kind.quantity, kind.reduction * kind.quantity
    if not ZERO <= cut <= price:
        return False
    if kind.mode == PUBLIC:
        return cut == price
    full = takes_off(rule, price) if rule is not None else ZERO
    capped = rule is not None and rule.limit != "" and rule.limit_unit == "fen"
    return cut == full or (capped and ZERO < cut < full)


def shares_due(kind: LineKind, payers: Sequence[Payer]) -> dict[str, Money]:
    """Payer → the part of one line's reduction it bears; the remainder 分 goes to the first named."""
    if not kind.reduction or not payers:
        return {}
    parts = kind.reduction.share([payer.weight for payer in payers])
    return {payer.name: part for payer, part in zip(payers, parts, strict=True) if part}


def untrue(number: str) -> Refusal:
    """A receipt whose frozen lines were altered."""
    message = f"凭证 {number} 的明细与结算时的规则、单价、份数对不上，数据可能被改动过"
    return Refusal(message, "请系统管理员核对备份，查清之前不要出表，也不要手工改数")
