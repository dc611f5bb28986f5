"""Making papers in jobs: the chosen one whole, the others as far as their checks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shequ_desk.counters.reports import service as reports
from shequ_desk.counters.reports.page.closing import MONTHLY
from shequ_desk.counters.reports.page.report_list import (
    BARRED,
    CLOSED,
    EMPTY,
    GOOD,
    LACKING,
    LIST,
    OPEN,
    TRIAL,
    Standing,
)
from shequ_desk.counters.reports.rules.closing import Closed, Frozen
from shequ_desk.desk.counter import Context, Period, Report
from shequ_desk.desk.jobs import Cancelled, Progress
from shequ_desk.desk.printing import page_count
from shequ_desk.kernel.errors import DeskError, Refusal
from shequ_desk.kernel.figures import Figure, Table
from shequ_desk.store.database import Work

_PERIODS = ("month", "day")


@dataclass(frozen=True)
class Paper:
    """A report made for a period: the frozen data as shown, its PDF, its figures.

    `trial`: why it may not be signed yet; `hiding`: whether numbers are masked that this clerk may ask for.
    """

    report: Report
    period: Period
    data: Any
    pdf: bytes
    figures: Sequence[Figure]
    pages: int
    trial: str
    hiding: bool
    frozen: Frozen | None = None
    closed: Closed | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing was counted at all."""
        return _is_empty(self.figures)

    @property
    def standing(self) -> Standing:
        """The word for its chip."""
        return _standing_of(self.report, self.figures, self.trial, self.closed)


@dataclass
class Growing:
    """The pages made so far, put there by the job and looked at by the page."""

    pdf: bytes = b""


def maker(
    context: Context, report: Report, period: Period, whole: bool, growing: Growing
) -> Callable[[Progress, Cancelled], Paper]:
    """A job that makes the paper, with whole numbers or masked ones. Raises Refusal when its sums do not agree."""

    def work(_progress: Progress, cancelled: Cancelled) -> Paper:
        with context.database.reading(context.clerk) as reading:
            data = _gathered(reading, report, period, growing, cancelled)
            shown = data if whole else report.masked(data)
            hiding = shown != data
            closed, frozen = reports.edition(reading, report.key, period, hiding)
        pdf = frozen.pdf if frozen else report.pdf(shown)
        figures = report.figures(shown)
        return Paper(report, period, shown, pdf, figures, page_count(pdf), report.trial(data), hiding, frozen, closed)

    return work


def _gathered(work: Work, report: Report, period: Period, growing: Growing, cancelled: Cancelled) -> Any:
    if report.steps is None:
        return report.gather(work, period)
    for data in report.steps(work, period):
        growing.pdf = report.pdf(data)
        if cancelled():
            break
    return data


def _closed(work: Work, period: Period) -> Closed | None:
    return next((one for one in reports.closed_months(work) if one.month == period), None)


def checker(
    context: Context, reports: Sequence[Report], periods: Mapping[str, Period]
) -> Callable[[Progress, Cancelled], dict[str, Standing]]:
    """A job that gathers every report and says by key how it stands."""

    def work(progress: Progress, cancelled: Cancelled) -> dict[str, Standing]:
        found: dict[str, Standing] = {}
        for place, report in enumerate(reports):
            if cancelled():
                break
            progress(place, len(reports))
            found[report.key] = _standing(context, report, periods[report.period])
        return found

    return work


def workbook_maker(paper: Paper) -> Callable[[Progress, Cancelled], bytes]:
    """A job that makes the workbook of the same data."""

    def work(_progress: Progress, _cancelled: Cancelled) -> bytes:
        return paper.frozen.workbook if paper.frozen else paper.report.workbook(paper.data)

    return work


def rows_reader(context: Context, figure: Figure) -> Callable[[Progress, Cancelled], Table]:
    """A job that reads the rows behind a figure."""

    def work(_progress: Progress, _cancelled: Cancelled) -> Table:
        with context.database.reading(context.clerk) as reading:
            return figure.rows(reading)

    return work


def _standing(context: Context, report: Report, period: Period) -> Standing:
    try:
        with context.database.reading(context.clerk) as reading:
            data, closed = report.gather(reading, period), _closed(reading, period)
    except Refusal as refusal:
        return standing_refused(refusal)
    return _standing_of(report, report.figures(data), report.trial(data), closed)


def standing_refused(refusal: DeskError) -> Standing:
    """The word for a paper that could not be made: its sums lack something, or the period allows none."""
    return BARRED if isinstance(refusal, Refusal) and refusal.field in _PERIODS else LACKING


def _standing_of(report: Report, figures: Sequence[Figure], trial: str, closed: Closed | None) -> Standing:
    if closed is not None:
        return _signing(closed) if report.key == MONTHLY else CLOSED
    if not figures:
        return LIST
    if _is_empty(figures):
        return EMPTY
    if trial:
        return OPEN if report.period == "day" else TRIAL
    return GOOD


def _is_empty(figures: Sequence[Figure]) -> bool:
    """Whether a paper that counts found nothing; one without numbers (a board, a list for the wall) is never empty."""
    return bool(figures) and not any(figure.value for figure in figures if not figure.planned)


def _signing(closed: Closed) -> Standing:
    step = closed.next_step
    return Standing(f"待{step}", "gold") if step else Standing("已签发", "green")
