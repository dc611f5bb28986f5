"""以案定补: what a mediator is paid for a case, by difficulty and completeness of the file; dated tariff."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from shequ_desk.counters.mediation.rules.lists import DIFFICULTIES
from shequ_desk.kernel.dates import Month
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.money import ZERO, Money, total


@dataclass(frozen=True)
class AllowanceRate:
    """From `valid_from` on a case of `difficulty` brings `settled` (调解成功) or `unsettled`, `incomplete` while
    papers are missing; `document` says who decided it. Made-up samples say 示例.
    """

    id: int
    valid_from: date
    difficulty: str
    settled: Money
    unsettled: Money
    incomplete: Money
    document: str


@dataclass(frozen=True)
class AllowanceCase:
    """What the tariff asks of a finished case; `done` of `papers` are in its file."""

    case_id: int
    number: str
    title: str
    parties: str
    mediator: str
    difficulty: str
    outcome: str
    finished_on: date
    done: int
    papers: int


@dataclass(frozen=True)
class AllowanceRow:
    """One line of the list; `note` says why it is less or nothing."""

    case: AllowanceCase
    amount: Money
    note: str


@dataclass(frozen=True)
class AllowanceList:
    """The list of a month, by mediator then number; `sums` per mediator."""

    month: Month
    rows: tuple[AllowanceRow, ...]
    sums: tuple[tuple[str, int, Money], ...]
    amount: Money
    documents: tuple[str, ...]
    centre: str
    demo: bool


def allowance(case: AllowanceCase, rates: Sequence[AllowanceRate]) -> AllowanceRow:
    """The newest rate of the case's difficulty that was valid on its finishing day; none: nothing, said in the note."""
    valid = [one for one in rates if one.difficulty == case.difficulty and one.valid_from <= case.finished_on]
    if not valid:
        return AllowanceRow(case, ZERO, "没有适用的补贴标准")
    rate = max(valid, key=lambda one: (one.valid_from, one.id))
    if case.done < case.papers:
        return AllowanceRow(case, rate.incomplete, f"卷宗缺 {case.papers - case.done} 项")
    return AllowanceRow(case, rate.settled if case.outcome == "success" else rate.unsettled, "")


def by_mediator(rows: Iterable[AllowanceRow]) -> tuple[tuple[str, int, Money], ...]:
    """Name, cases and amount of each mediator, in the order of the rows."""
    found: dict[str, list[Money]] = {}
    for row in rows:
        found.setdefault(row.case.mediator, []).append(row.amount)
    return tuple((name, len(amounts), total(amounts)) for name, amounts in found.items())


def check_rate(rate: AllowanceRate) -> None:
    """Refusal when the difficulty is unknown, an amount negative or the document missing."""
    if rate.difficulty not in DIFFICULTIES:
        raise Refusal("请选择难易程度", "、".join(DIFFICULTIES.values()), "difficulty")
    if min(rate.settled, rate.unsettled, rate.incomplete) < ZERO:
        raise Refusal("补贴标准不能为负", "不补请填 0", "settled")
    if not rate.document.strip():
        raise Refusal("请填写依据", "例如：街道办〔2026〕5号", "document")
