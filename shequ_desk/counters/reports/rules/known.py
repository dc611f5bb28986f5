"""What a chart may claim: 0 only where the program could have counted."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from shequ_desk.kernel.dates import Month, Span
from shequ_desk.kernel.sections import Chart, Line, Section

_YEAR = 12


def only_known(section: Section, span: Span, begun: date, today: date) -> Section:
    """The section of a period with nothing instead of 0 in its charts where the program was not yet used or the time
    has not come. Numbers entered for months before it stay.
    """
    known = begun, today
    charts = tuple(
        replace(chart, lines=tuple(_line(chart, place, span, known) for place in range(len(chart.lines))))
        for chart in section.charts
    )
    return replace(section, charts=charts)


def _line(chart: Chart, place: int, span: Span, known: tuple[date, date]) -> Line:
    line = chart.lines[place]
    if chart.kind not in ("months", "days"):
        return line
    begun, today = known
    times = _months(chart, span, place) if chart.kind == "months" else _days(chart, span)
    values = [
        figure if figure and (figure.value or (begun <= last and first <= today)) else None
        for figure, (first, last) in zip(line.values, times, strict=True)
    ]
    return replace(line, values=tuple(values))


def _months(chart: Chart, span: Span, years_back: int) -> Iterator[tuple[date, date]]:
    """First and last day of each month of a chart that ends with the period; its second line lies a year before."""
    for place in range(len(chart.labels)):
        month = span.end.plus(place + 1 - len(chart.labels) - _YEAR * years_back)
        yield month.first, month.last


def _days(chart: Chart, span: Span) -> Iterator[tuple[date, date]]:
    month: Month = span.start
    for label in chart.labels:
        day = date(month.year, month.month, int(label))
        yield day, day
