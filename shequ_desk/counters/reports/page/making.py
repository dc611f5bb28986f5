"""Making papers in jobs: the chosen one whole, the others as far as their checks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shequ_desk.counters.reports.page.report_list import BARRED, EMPTY, GOOD, LACKING, OPEN, TRIAL, Standing
from shequ_desk.desk.counter import Context, Period, Report
from shequ_desk.desk.jobs import Cancelled, Progress
from shequ_desk.desk.printing import page_count
from shequ_desk.kernel.errors import DeskError, Refusal
from shequ_desk.kernel.figures import Figure, Table

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

    @property
    def empty(self) -> bool:
        """Whether nothing was counted at all."""
        return not any(figure.value for figure in self.figures)

    @property
    def standing(self) -> Standing:
        """The word for its chip."""
        return _standing_of(self.report, self.empty, self.trial)


def maker(context: Context, report: Report, period: Period, whole: bool) -> Callable[[Progress, Cancelled], Paper]:
    """A job that makes the paper, with whole numbers or masked ones. Raises Refusal when its sums do not agree."""

    def work(_progress: Progress, _cancelled: Cancelled) -> Paper:
        with context.database.reading(context.clerk) as reading:
            data = report.gather(reading, period)
        shown = data if whole else report.masked(data)
        pdf, figures = report.pdf(shown), report.figures(shown)
        return Paper(report, period, shown, pdf, figures, page_count(pdf), report.trial(data), shown != data)

    return work


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
        return paper.report.workbook(paper.data)

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
            data = report.gather(reading, period)
    except Refusal as refusal:
        return standing_refused(refusal)
    return _standing_of(report, not any(figure.value for figure in report.figures(data)), report.trial(data))


def standing_refused(refusal: DeskError) -> Standing:
    """The word for a paper that could not be made: its sums lack something, or the period allows none."""
    return BARRED if isinstance(refusal, Refusal) and refusal.field in _PERIODS else LACKING


def _standing_of(report: Report, empty: bool, trial: str) -> Standing:
    if empty:
        return EMPTY
    if trial:
        return OPEN if report.period == "day" else TRIAL
    return GOOD
