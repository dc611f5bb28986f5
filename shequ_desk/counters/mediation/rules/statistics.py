"""人民调解案件情况统计表: its columns, its identities and its comparisons (domain.md §3.5).

A case is counted once, in the period in which it was finished (调解成功, 不成 or 终止); what was passed on, what was
taken in and what is still open stand beside it. Performance and confirmation are as known when the table is made.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shequ_desk.counters.mediation.rules.lists import COMMITTEE_KINDS, PREVENTION, REFERRERS, SOURCES, TYPES
from shequ_desk.kernel.dates import Span
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.rates import NO_BASE, change, percent, rounded

Values = Mapping[str, int]


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
            return f"{rounded(Decimal(value) / 1_000_000, self.decimals):,}"
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
    StatColumn("accepted", "本期受理", "受理与在办"),
    StatColumn("passed", "转交", "受理与在办"),
    StatColumn("open", "期末在办", "受理与在办"),
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
    """The table of a period with its two comparisons. `part` names what was never published in full."""

    span: Span
    values: Values
    before: Values
    year_before: Values
    part: tuple[str, ...]
    made_on: date
    centre: str
    demo: bool

    @property
    def running(self) -> bool:
        """Whether the period had not ended when the table was made."""
        return self.made_on <= self.span.last

    @property
    def yearly(self) -> bool:
        """Whether the period before is the year before: then 环比 and 同比 are one comparison, shown as 同比."""
        return self.span.previous == self.span.year_before

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
        if key not in self.values or key not in other:
            return NO_BASE
        return change(self.values[key], other[key], BY_KEY[key].rate_decimals)


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
    check_values(filled(values))


def filled(values: Values) -> dict[str, int]:
    """Entered figures with nothing left open inside a breakdown: a column not named in it was none."""
    named = {key for _, _, keys in _SUMS if any(key in values for key in keys) for key in keys}
    return {column.key: values.get(column.key, 0) for column in COLUMNS if column.key in values or column.key in named}


def added(parts: Sequence[Values]) -> tuple[dict[str, int], tuple[str, ...]]:
    """The parts summed, and what is left out because some part with cases does not give it: groups, else columns."""
    weighty = [part for part in parts if part.get("total")]
    whole = [key for key in BY_KEY if all(key in part for part in weighty) and any(key in part for part in parts)]
    kept = {BY_KEY[key].group for key in whole}
    lost = [column for column in COLUMNS if column.key not in whole and any(column.key in part for part in parts)]
    names = (column.title if column.group in kept else column.group for column in lost)
    return {key: sum(part.get(key, 0) for part in parts) for key in whole}, tuple(dict.fromkeys(names))
