"""A counter's part of the monthly report: prose, tables and charts made of Figures."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from shequ_desk.kernel.figures import Figure, Table, figures_in

Words = tuple[str | Figure, ...]
ChartKind = Literal["months", "days", "ages", "grids", "groups"]


@dataclass(frozen=True)
class Line:
    """One series of a chart, such as 本年 or 上年同期; one figure to a label, None where nothing could be counted."""

    name: str
    values: tuple[Figure | None, ...]


@dataclass(frozen=True)
class Chart:
    """Bars by month, day, age, grid or group; every mark opens its rows."""

    title: str
    kind: ChartKind
    unit: str
    labels: tuple[str, ...]
    lines: tuple[Line, ...]

    def __post_init__(self) -> None:
        if any(len(line.values) != len(self.labels) for line in self.lines):
            raise ValueError(f"{self.title}: labels and values differ in number")


@dataclass(frozen=True)
class Measure:
    """A main figure of a section beside the period before and the same period of the year before."""

    now: Figure
    before: Figure
    year: Figure


@dataclass(frozen=True)
class Section:
    """What one counter says of a month, quarter or year.

    `headline` is one clause for 总体情况 (“老年助餐 4,614 份”, no full stop); `prose` are paragraphs;
    `tables` stand in the text, `appendix` behind it; `adjustments` are the corrections of closed months made now, each
    naming the original. `measures` are the two to four numbers 一屏掌握 shows large.
    """

    title: str
    headline: Words
    prose: tuple[Words, ...]
    tables: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()
    appendix: tuple[Table, ...] = ()
    adjustments: Table | None = None
    measures: tuple[Measure, ...] = ()


def text_of(words: Words) -> str:
    """A paragraph as it is read: figures as their numbers."""
    return "".join(part.text if isinstance(part, Figure) else part for part in words)


def figures_of(section: Section) -> tuple[Figure, ...]:
    """Every figure of a section, in reading order."""
    return tuple(_figures(section))


def _figures(section: Section) -> Iterator[Figure]:
    for words in (section.headline, *section.prose):
        yield from (part for part in words if isinstance(part, Figure))
    for table in (*section.tables, *section.appendix):
        yield from figures_in(table)
    values = chain.from_iterable(line.values for chart in section.charts for line in chart.lines)
    yield from (value for value in values if value is not None)
