"""Making papers in jobs: the chosen one whole, the others as far as their checks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shequ_desk.counters.reports.page.period_edit import Period
from shequ_desk.counters.reports.page.report_list import EMPTY, GOOD, LACKING, Standing
from shequ_desk.desk.counter import Context, Report
from shequ_desk.desk.jobs import Cancelled, Progress
from shequ_desk.desk.printing import page_count
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.figures import Figure, Table


@dataclass(frozen=True)
class Paper:
    """A report made for a period: the frozen data, its PDF, its figures."""

    report: Report
    period: Period
    data: Any
    pdf: bytes
    figures: Sequence[Figure]
    pages: int

    @property
    def empty(self) -> bool:
        """Whether nothing was counted at all."""
        return not any(figure.value for figure in self.figures)


def maker(context: Context, report: Report, period: Period) -> Callable[[Progress, Cancelled], Paper]:
    """A job that makes the whole paper. Raises Refusal when its sums do not agree."""

    def work(_progress: Progress, _cancelled: Cancelled) -> Paper:
        with context.database.reading(context.clerk) as reading:
            data = report.gather(reading, period)
        pdf = report.pdf(data)
        return Paper(report, period, data, pdf, report.figures(data), page_count(pdf))

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
    except Refusal:
        return LACKING
    return GOOD if any(figure.value for figure in report.figures(data)) else EMPTY
