"""Months, quarters and years one after another, as far as today."""

from datetime import date

from shequ_desk.kernel.dates import Month, Span

KINDS = (("1", "月"), ("3", "季度"), ("12", "年"))
"""How many months, and what they are called."""


def span_of(month: Month, count: int) -> Span:
    """The month, quarter or year that holds a month."""
    return Span(Month(month.year, (month.month - 1) // count * count + 1), count)


def changed(span: Span, count: int, today: date) -> Span:
    """Another kind of period, about the latest month of the one on show."""
    latest = Month.of(min(span.last, today))
    return span_of(latest, count)


def step(span: Span, by: int, today: date) -> Span:
    """So many periods on, never beyond today's."""
    moved = span_of(span.start.plus(by * span.count), span.count)
    return span_of(Month.of(today), span.count) if moved.first > today else moved
