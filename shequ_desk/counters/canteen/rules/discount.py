"""Discount rules as dated data and the choice of the single best one (domain.md §5.3: 就高不重复)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.money import ZERO, Money, share

FORMS = {"off": "立减", "price": "一口价", "percent": "按比例减免", "cap": "按比例减免（封顶）"}
LIMITS = {"": "不限", "meal": "每餐", "day": "每日", "month": "每月"}
UNITS = {"count": "份", "fen": "元"}
SLOTS = {"早": "早餐", "午": "午餐", "晚": "晚餐"}
WELFARE, SAMPLE = "政策优惠", "示例"
_SPENT = {"meal": "本餐已享受", "day": "当日已享受", "month": "当月额度已用完"}


@dataclass(frozen=True)
class Payer:
    """Who bears a part of the reduction, in proportion to `weight`."""

    name: str
    weight: int


@dataclass(frozen=True)
class Rule:
    """One version of one discount rule; empty tuples and None mean "any".

    `no` stays the same over all versions. `valid_from` and `valid_to` are both inside. Ages are 周岁, both ends
    inside (民法典 art 1259). `categories`, `hukou`, `residence` hold keys of the residents' tags and statuses; a tag
    of one grade only is `graded(key, grade)`.
    `value`: 分 for off and price, per cent for percent and cap; `ceiling`: the most a cap rule takes off, 分.
    `limit` in LIMITS with `limit_amount` portions or 分 (`limit_unit`); rules with the same non-empty `pool` share
    one limit. `welfare`: the reason stays off list and receipt. `priority`: lower wins when two rules cost the same.
    """

    name: str
    form: str
    value: int
    payers: tuple[Payer, ...]
    valid_from: date
    valid_to: date | None = None
    document: str = ""
    categories: tuple[str, ...] = ()
    age_from: int | None = None
    age_to: int | None = None
    hukou: tuple[str, ...] = ()
    residence: tuple[str, ...] = ()
    slots: tuple[str, ...] = ()
    ceiling: Money = ZERO
    limit: str = ""
    limit_unit: str = "count"
    limit_amount: int = 0
    pool: str = ""
    welfare: bool = False
    priority: int = 0
    no: int = 0
    version: int = 1
    id: int = 0

    @property
    def limit_key(self) -> str:
        """What portions under this rule are counted against."""
        return f"池:{self.pool}" if self.pool else f"规则:{self.no}"

    @property
    def category(self) -> str:
        """What list and receipt show as 类别: 60+, 政策优惠, or 优惠."""
        if self.welfare:
            return WELFARE
        return f"{self.age_from}+" if self.age_from is not None else "优惠"

    @property
    def group(self) -> str:
        """What the list for the payer shows as 人员类别, so that it can be checked: the name of a rule for a group."""
        return self.name if self.welfare or self.categories else self.category

    @property
    def standard(self) -> str:
        """The form in words, as in the column 补贴标准: 立减 7.00 元."""
        money = Money(self.value).text()
        return {
            "off": f"立减 {money} 元",
            "price": f"一口价 {money} 元",
            "percent": f"减免 {self.value}%",
            "cap": f"减免 {self.value}%，最多 {self.ceiling.text()} 元",
        }[self.form]

    @property
    def sample(self) -> bool:
        """Whether this is one of the rules a new centre starts with, which no local document stands behind."""
        return SAMPLE in self.name or SAMPLE in self.document

    @property
    def shown(self) -> str:
        """What may be read over the shoulder: 80 周岁以上规则 or 政策优惠."""
        return WELFARE if self.welfare else self.name


@dataclass(frozen=True)
class Diner:
    """Somebody who may get a discount, as of the meal's date. `barred` says why none is possible at all.

    `age` in 周岁, None when unknown. `evidence`: category → tag, grade and paper in words. An unregistered diner is
    `Diner()`.
    """

    age: int | None = None
    categories: frozenset[str] = frozenset()
    hukou: str = ""
    residence: str = ""
    barred: str = ""
    evidence: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Plate:
    """What is being eaten: its real date, the meal slot (早 午 晚) and the list price."""

    day: date
    slot: str
    price: Money


@dataclass(frozen=True)
class Use:
    """What a person already had under one limit key in one meal: portions and 分."""

    limit_key: str
    day: date
    slot: str
    count: int
    fen: int


@dataclass(frozen=True)
class Award:
    """The outcome: the rule (None without a discount), what it takes off, who bears it, and the reason for none."""

    rule: Rule | None
    reduction: Money
    shares: tuple[tuple[str, Money], ...]
    reason: str = ""


def best(rules: Iterable[Rule], diner: Diner, plate: Plate, usage: Sequence[Use]) -> Award:
    """The single rule that leaves the diner the lowest price; ties go to the lower `priority`, then the lower `no`.

    0 ≤ reduction ≤ price. A rule whose limit is used up counts as absent. `usage` must cover the meal's month.
    """
    if diner.barred:
        return Award(None, ZERO, (), diner.barred)
    fitting = [rule for rule in rules if fits(rule, diner, plate)]
    offers = [(allowed(rule, plate, usage), rule) for rule in fitting]
    paying = [(-cut.fen, rule.priority, rule.no, rule) for cut, rule in offers if cut > ZERO]
    if not paying:
        return Award(None, ZERO, (), _reason(fitting, plate, usage))
    chosen = min(paying, key=lambda offer: offer[:3])
    return award(chosen[3], Money(-chosen[0]))


def graded(key: str, grade: str) -> str:
    """The category of a tag of one grade: canji:一级."""
    return f"{key}:{grade}"


def award(rule: Rule, reduction: Money) -> Award:
    """The reduction shared out over the rule's payers; the remainder 分 goes to the first named."""
    parts = share(reduction, [payer.weight for payer in rule.payers])
    shares = tuple((payer.name, part) for payer, part in zip(rule.payers, parts, strict=True))
    return Award(rule, reduction, shares)


def fits(rule: Rule, diner: Diner, plate: Plate) -> bool:
    """Whether date, meal, age, category, 户籍 and residence are inside the rule."""
    return (
        in_force(rule, plate.day)
        and _among(plate.slot, rule.slots)
        and _age_fits(rule, diner.age)
        and (not rule.categories or not diner.categories.isdisjoint(rule.categories))
        and _among(diner.hukou, rule.hukou)
        and _among(diner.residence, rule.residence)
    )


def in_force(rule: Rule, day: date) -> bool:
    """Whether the rule is valid on the day, both ends inside."""
    return rule.valid_from <= day and (rule.valid_to is None or day <= rule.valid_to)


def takes_off(rule: Rule, price: Money) -> Money:
    """What the form alone takes off this price, never more than the price; per cent rounds half up to 分."""
    if rule.form == "off":
        cut = rule.value
    elif rule.form == "price":
        cut = price.fen - rule.value
    else:
        cut = price.percent(rule.value).fen
    if rule.form == "cap":
        cut = min(cut, rule.ceiling.fen)
    return Money(max(0, min(cut, price.fen)))


def allowed(rule: Rule, plate: Plate, usage: Sequence[Use]) -> Money:
    """What the rule still takes off after its limit; zero when the limit is used up."""
    cut = takes_off(rule, plate.price)
    if not rule.limit:
        return cut
    left = rule.limit_amount - used(rule, plate, usage)
    if rule.limit_unit == "fen":
        return Money(max(0, min(cut.fen, left)))
    return cut if left > 0 else ZERO


def used(rule: Rule, plate: Plate, usage: Sequence[Use]) -> int:
    """Portions or 分 (the rule's unit) already used in the limit's span around the meal."""
    inside = [use for use in usage if use.limit_key == rule.limit_key and _in_span(rule.limit, use, plate)]
    return sum(use.fen if rule.limit_unit == "fen" else use.count for use in inside)


def evidence(rule: Rule, diner: Diner) -> str:
    """The proof frozen on the meal: age at the meal's date, and the tags that opened the rule with grade and paper.

    At most 200 characters (domain.md §5.3: the category evidence is frozen into the line).
    """
    parts = [f"{diner.age}周岁"] if diner.age is not None and (rule.age_from, rule.age_to) != (None, None) else []
    parts += dict.fromkeys(proof for category, proof in diner.evidence if category in rule.categories)
    parts += [diner.hukou] if rule.hukou else []
    parts += [diner.residence] if rule.residence else []
    return "；".join(parts)[:200]


def rule_name(text: str) -> str:
    """Return the name of a rule as written. Refusal when there is none."""
    if not text.strip():
        raise Refusal("请填写规则名称", "例如：80 周岁以上", "name")
    return text


def check_rule(rule: Rule) -> None:
    """Refusal, naming the field, when the rule cannot be applied or accounted for."""
    rule_name(rule.name)
    _check_value(rule)
    _check_span(rule)
    _check_limit(rule)
    check_payers(rule.payers)


def check_payers(payers: tuple[Payer, ...]) -> None:
    """Refusal when nobody pays, somebody bears nothing, or one payer is named twice (a line has one share each)."""
    if not payers or any(payer.weight <= 0 or not payer.name.strip() for payer in payers):
        raise Refusal("请写明由谁承担、各占几份", "例如：市 50 区 50", "payers")
    if len({payer.name for payer in payers}) != len(payers):
        raise Refusal("承担方重复", "同一承担方只写一次", "payers")


def _check_value(rule: Rule) -> None:
    if rule.form not in FORMS:
        raise Refusal("请选择优惠方式", "立减、一口价、按比例减免或封顶", "form")
    if rule.value < 0 or (rule.form != "price" and rule.value == 0):
        raise Refusal("优惠数额应大于 0", "请填写减多少", "value")
    if rule.form in ("percent", "cap") and rule.value > 100:
        raise Refusal("减免比例不能超过 100%", "例如：减免一半填 50", "value")
    if rule.form == "cap" and rule.ceiling <= ZERO:
        raise Refusal("请填写封顶金额", "例如：5.00", "ceiling")


def _check_span(rule: Rule) -> None:
    if rule.valid_to is not None and rule.valid_to < rule.valid_from:
        raise Refusal("截止日期早于起始日期", "请改日期", "valid_to")
    if rule.age_from is not None and rule.age_to is not None and rule.age_to < rule.age_from:
        raise Refusal("年龄上限小于下限", "两头都含本数，例如 60 到 69", "age_to")
    if not set(rule.slots) <= SLOTS.keys():
        raise Refusal("餐次只有早、午、晚", "请重新选择", "slots")


def _check_limit(rule: Rule) -> None:
    if rule.limit not in LIMITS or rule.limit_unit not in UNITS:
        raise Refusal("请选择限额", "不限、每餐、每日或每月", "limit")
    if rule.limit and rule.limit_amount <= 0:
        raise Refusal("限额应大于 0", "例如：每餐 1 份", "limit_amount")


def _among(value: str, choices: tuple[str, ...]) -> bool:
    return not choices or value in choices


def _age_fits(rule: Rule, age: int | None) -> bool:
    if rule.age_from is None and rule.age_to is None:
        return True
    return age is not None and (rule.age_from or 0) <= age and (rule.age_to is None or age <= rule.age_to)


def _in_span(limit: str, use: Use, plate: Plate) -> bool:
    if limit == "month":
        return (use.day.year, use.day.month) == (plate.day.year, plate.day.month)
    return use.day == plate.day and (limit == "day" or use.slot == plate.slot)


def _reason(fitting: Sequence[Rule], plate: Plate, usage: Sequence[Use]) -> str:
    for rule in fitting:
        if rule.limit and used(rule, plate, usage) >= rule.limit_amount:
            return _SPENT[rule.limit]
    return "无适用优惠"
