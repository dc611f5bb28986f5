"""结账 and 签发: what is frozen, who may sign after whom."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from shequ_desk.counters.reports.rules import ISSUE, MAKE, REVIEW
from shequ_desk.counters.reports.rules.document import Document, Sign
from shequ_desk.counters.reports.rules.monthly import STEPS, Monthly
from shequ_desk.kernel.dates import Month, short_date
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.money import Money
from shequ_desk.kernel.sections import figures_of

RIGHTS = dict(zip(STEPS, (MAKE, REVIEW, ISSUE), strict=True))


@dataclass(frozen=True)
class Line:
    """One line of 出表前核对; `counter` and `action` open the place to mend it."""

    text: str
    holds: bool
    counter: str = ""
    action: str = ""


@dataclass(frozen=True)
class FigureNow:
    """A figure of a part by its place, as it counts now."""

    part: str
    place: int
    label: str
    unit: str
    value: int | Money


@dataclass(frozen=True)
class Printed:
    """A paper of the month as bytes, with the right that opens it."""

    key: str
    title: str
    permission: str
    private: bool
    pages: int
    pdf: bytes
    workbook: bytes


@dataclass(frozen=True)
class Ready:
    """Everything to be frozen, read in one snapshot: `head` and `place` are where the audit chain stood then."""

    month: Month
    head: str
    place: int
    lines: tuple[Line, ...]
    document: Document
    figures: tuple[FigureNow, ...]

    @property
    def red(self) -> tuple[Line, ...]:
        """Checks that do not hold."""
        return tuple(line for line in self.lines if not line.holds)


@dataclass(frozen=True)
class Closed:
    """A closed month as the page shows it; `last_signer` is the clerk's id of the newest signature, 0 without one."""

    month: Month
    closed_at: datetime
    clerk_name: str
    reason: str
    signs: tuple[Sign, ...]
    last_signer: int = 0

    @property
    def next_step(self) -> str:
        """The step that waits for a signature; empty when all signed."""
        return next((sign.step for sign in self.signs if not sign.name), "")


@dataclass(frozen=True)
class Frozen:
    """A frozen paper's newest edition; `private`: it carries whole ID numbers."""

    key: str
    title: str
    edition: int
    private: bool
    pages: int
    made_at: datetime
    pdf: bytes
    workbook: bytes


def check_month(month: Month, today: date, begun: date) -> None:
    """Refusal for a month that goes on, has not come, or lies before the program was used."""
    if month.last >= today:
        way_out = f"{short_date(month.next.first)}起可以结账"
        raise Refusal(f"{month.text}还没有结束，不能结账", way_out, "month")
    if month.last < begun:
        raise Refusal(f"{month.text}在启用本程序之前，没有可结的账", f"最早可结 {Month.of(begun).text}", "month")


def check_order(month: Month, closed: Sequence[Month], begun: date) -> None:
    """Refusal when the month is closed already, or an earlier one since the beginning is not."""
    if month in closed:
        raise Refusal(f"{month.text}已经结账", "更正请记在本月，会列入下期报表", "month")
    before = month.previous
    if before.last >= begun and before not in closed:
        raise Refusal(f"{before.text}还没有结账", f"请先结 {before.text}", "month")


def check_red(red: Sequence[Line], may_override: bool, reason: str) -> None:
    """Refusal when checks are red and the clerk is no director, or gives no reason."""
    if not red:
        return
    if not may_override:
        raise Refusal(f"还有 {len(red)} 项核对未通过：{red[0].text}", "请先处理，或请主任说明原因后结账")
    if not reason.strip():
        raise Refusal(f"还有 {len(red)} 项核对未通过，须写明原因才能结账", "原因会印在月报上", "reason")


def figures_now(gathered: Monthly) -> tuple[FigureNow, ...]:
    """Every figure in the prose and tables of every section, by part and place. Charts show the same numbers."""
    return tuple(
        FigureNow(one.key, place, figure.label, figure.unit, figure.value)
        for one in gathered.chapters
        if one.section
        for place, figure in enumerate(figures_of(replace(one.section, charts=())))
    )


def override_note(red: Sequence[Line], reason: str) -> str:
    """How the paper states that it was closed over red checks."""
    return f"结账时未通过的核对：{'；'.join(line.text for line in red)}。原因：{reason.strip()}。"
