"""人民调解案件情况统计表: its columns, its identities and its comparisons (domain.md §3.5).

A case is counted once, in the period in which it was finished (调解成功, 不成 or 终止); what was passed on, what was
taken in and what is still open stand beside it. Performance and confirmation are as known when the table is made.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from shequ_desk.counters.mediation.rules.lists import COMMITTEE_KINDS, PREVENTION, REFERRERS, SOURCES, TYPES
from shequ_desk.kernel.dates import Month, add_months
from shequ_desk.kernel.errors import Refusal

DASH = "—"
MINUS = "\u2212"
Values = Mapping[str, int]


@dataclass(frozen=True)
class Period:
    """Whole months from `first` to `last`; compared with as many months before and with the year before."""

    first: date
    last: date
    title: str

    @classmethod
    def month(cls, month: Month) -> "Period":
        """One month."""
        return cls(month.first, month.last, month.text)

    @classmethod
    def quarter(cls, year: int, quarter: int) -> "Period":
        """一季度 … 四季度 (1–4)."""
        first = Month(year, quarter * 3 - 2)
        return cls(first.first, first.plus(2).last, f"{year}年{'一二三四'[quarter - 1]}季度")

    @classmethod
    def year(cls, year: int) -> "Period":
        """A calendar year."""
        return cls(date(year, 1, 1), date(year, 12, 31), f"{year}年")

    @property
    def months(self) -> int:
        """How many months."""
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1

    @property
    def before(self) -> "Period":
        """As many months just before (环比)."""
        return self._shifted(-self.months)

    @property
    def year_before(self) -> "Period":
        """The same months a year earlier (同比)."""
        return self._shifted(-12)

    def _shifted(self, months: int) -> "Period":
        first = add_months(self.first, months)
        if self.months == 1:
            return Period.month(Month.of(first))
        if self.months == 3:
            return Period.quarter(first.year, (first.month + 2) // 3)
        last = add_months(self.last + timedelta(days=1), months) - timedelta(days=1)
        return Period(first, last, f"{first.year}年")


@dataclass(frozen=True)
class StatColumn:
    """One column. Values are whole numbers, money in 分 shown in 万元; `decimals` belong to the column.

    `rate_decimals` those of its share and of its change against another period.
    """

    key: str
    title: str
    group: str
    unit: str = "件"
    decimals: int = 0
    rate_decimals: int = 1

    def text(self, value: int | None) -> str:
        """The value as printed; nothing reported is blank."""
        if value is None:
            return ""
        if self.unit == "万元":
            return f"{_rounded(Decimal(value) / 1_000_000, self.decimals):,}"
        return f"{value:,}"


def _listed(
    prefix: str, group: str, titles: Mapping[object, str] | Mapping[int, str] | Mapping[str, str]
) -> Iterable[StatColumn]:
    return (StatColumn(f"{prefix}{key}", title, group) for key, title in titles.items())


COLUMNS: tuple[StatColumn, ...] = (
    StatColumn("total", "调解案件总数", "总数"),
    StatColumn("people", "涉及当事人数", "总数", "人"),
    StatColumn("success", "调解成功", "总数"),
    StatColumn("failed", "调解不成", "总数"),
    StatColumn("ended", "终止调解", "总数"),
    StatColumn("hard", "疑难复杂案件", "总数"),
    StatColumn("amount", "协议涉及金额", "总数", "万元", 2),
    *_listed("kind_", "调委会", COMMITTEE_KINDS),
    *_listed("source_", "来源", SOURCES),
    *_listed("referrer_", "委托移送", REFERRERS),
    *_listed("type_", "类型", TYPES),
    StatColumn("oral", "口头", "协议形式"),
    StatColumn("written", "书面", "协议形式"),
    StatColumn("performed", "已履行", "履行"),
    StatColumn("unperformed", "未履行（含部分）", "履行"),
    StatColumn("confirm_applied", "申请确认", "司法确认"),
    StatColumn("confirm_valid", "确认有效", "司法确认"),
    *(StatColumn(f"prevent_{key}", title, "预防", title[-2:-1]) for key, title in PREVENTION.items()),
    StatColumn("accepted", "本期受理", "在办"),
    StatColumn("passed", "转交", "在办"),
    StatColumn("open", "期末在办", "在办"),
)
BY_KEY = {column.key: column for column in COLUMNS}
_SUMS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("按结果", "total", ("success", "failed", "ended")),
    ("按类型", "total", tuple(f"type_{code}" for code in TYPES)),
    ("按来源", "total", tuple(f"source_{key}" for key in SOURCES)),
    ("按调委会", "total", tuple(f"kind_{key}" for key in COMMITTEE_KINDS)),
    ("按委托单位", "source_referred", tuple(f"referrer_{key}" for key in REFERRERS)),
    ("按协议形式", "success", ("oral", "written")),
    ("按履行", "success", ("performed", "unperformed")),
)
_LIMITS = (
    ("success", "total"),
    ("hard", "total"),
    ("confirm_applied", "written"),
    ("confirm_valid", "confirm_applied"),
)
ENTERED = tuple(column.key for column in COLUMNS if column.key not in ("open",))
"""What may be entered for months before the program."""


@dataclass(frozen=True)
class Statistics:
    """The table of a period with its two comparisons. `part` names breakdowns that were never published in full."""

    period: Period
    values: Values
    before: Values
    year_before: Values
    part: tuple[str, ...]
    made_on: date
    centre: str
    demo: bool

    @property
    def success_rate(self) -> str:
        """成功 ÷ 已结 × 100 %."""
        return percent(self.values.get("success", 0), self.values.get("total", 0))

    def share(self, key: str) -> str:
        """The column's part of all cases."""
        column = BY_KEY[key]
        return percent(self.values.get(key, 0), self.values.get("total", 0), column.rate_decimals)

    def change(self, key: str, other: Values) -> str:
        """Against another period: '−15.5%', '—' when there is nothing to compare with."""
        return change(self.values.get(key), other.get(key), BY_KEY[key].rate_decimals)


def percent(part: int, whole: int, decimals: int = 1) -> str:
    """'96.9%', half up; '—' over nothing (domain.md §7.2)."""
    return f"{_rounded(Decimal(part) * 100 / whole, decimals)}%" if whole else DASH


def change(now: int | None, then: int | None, decimals: int = 1) -> str:
    """'+3.5%', '−15.5%', '0.0%'; '—' when there is nothing to compare with."""
    if now is None or not then:
        return DASH
    rate = _rounded(Decimal(now - then) * 100 / then, decimals)
    sign = "+" if rate > 0 else MINUS if rate < 0 else ""
    return f"{sign}{abs(rate)}%"


def broken(values: Values) -> tuple[str, ...]:
    """The identities that do not hold, each as a sentence. A breakdown without any value is not judged."""
    wrong = [
        f"{title}合计 {sum(values[key] for key in keys if key in values)} ≠ {BY_KEY[whole].title} {values[whole]}"
        for title, whole, keys in _SUMS
        if whole in values
        and any(key in values for key in keys)
        and sum(values[key] for key in keys if key in values) != values[whole]
    ]
    wrong += [
        f"{BY_KEY[part].title} {values[part]} 大于{BY_KEY[whole].title} {values[whole]}"
        for part, whole in _LIMITS
        if part in values and whole in values and values[part] > values[whole]
    ]
    return (*wrong, *(f"{BY_KEY[key].title}不能为负" for key, value in values.items() if value < 0))


def check_values(values: Values) -> None:
    """Refusal naming the first identity that does not hold."""
    for sentence in broken(values):
        raise Refusal(f"统计不平：{sentence}", "请核对填写的数字；系统内案件不平请报告维护人员", "values")


def check_entered(values: Values) -> None:
    """Refusal about figures from before the program: a total, known columns, identities."""
    if "total" not in values:
        raise Refusal("请填写调解案件总数", "没有发生请填 0", "total")
    for key in values:
        if key not in ENTERED:
            raise Refusal("统计表里没有这一栏", "请按统计表的栏目填写", key)
    check_values(values)


def added(parts: Sequence[Values]) -> tuple[dict[str, int], tuple[str, ...]]:
    """The parts summed, without breakdowns that some part with cases does not publish; these are named."""
    hidden = [
        (title, keys)
        for title, whole, keys in _SUMS
        if any(part.get(whole, 0) and not any(key in part for key in keys) for part in parts)
    ]
    lost = {key for _, keys in hidden for key in keys} - {"total", "success"}
    seen = dict.fromkeys(key for part in parts for key in part if key not in lost)
    return {key: sum(part.get(key, 0) for part in parts) for key in seen}, tuple(title for title, _ in hidden)


def _rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
