"""一屏掌握 on one sheet, A4 across: numbers with their comparisons, charts four to a row, scaled to fit."""

from collections.abc import Iterator

from shequ_desk.counters.reports.rules.document import bars_of
from shequ_desk.counters.reports.rules.monthly import Monthly
from shequ_desk.kernel.dates import Span
from shequ_desk.kernel.rates import change
from shequ_desk.kernel.sections import Chart, Section
from shequ_desk.paper import charts
from shequ_desk.paper.parts import Gap, Prose
from shequ_desk.paper.pen import Pen
from shequ_desk.paper.sheet import Block, Sheet
from shequ_desk.paper.style import A4_LANDSCAPE, HEADING, SMALL, SUBTITLE, TITLE

_ACROSS = 4
_GAP = 12.0
_APART = 4.0
_TALLEST, _SHORTEST = 110.0, 24.0
_LEGEND_AND_LABELS = 42.0


class _Abreast(Block):
    """Charts side by side, each under its title."""

    def __init__(self, blocks: list[tuple[str, Block]]) -> None:
        self._blocks = blocks

    def height(self, width: float) -> float:
        return SMALL.pitch + max(block.height(self._share(width)) for _, block in self._blocks)

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        share = self._share(width)
        for place, (title, block) in enumerate(self._blocks):
            left = x + place * (share + _GAP)
            Prose(title, SMALL).draw(pen, left, y, share)
            block.draw(pen, left, y + SMALL.pitch, share)

    def _share(self, width: float) -> float:
        return (width - (_ACROSS - 1) * _GAP) / _ACROSS


def dashboard_pdf(monthly: Monthly) -> bytes:
    """One page; charts get lower the more there are."""
    sheet = Sheet(
        A4_LANDSCAPE, "一屏掌握", "演示" if monthly.demo else "", "none", f"数据截至 {monthly.made_at:%Y-%m-%d %H:%M}"
    )
    return sheet.build(list(_story(monthly)))


def _story(monthly: Monthly) -> Iterator[Block]:
    yield Prose(f"{monthly.centre} {monthly.span.text}一屏掌握", TITLE)
    yield Prose("与上月、上年同期比较；没有可比数字的写“—”", SUBTITLE)
    sections = [one.section for one in monthly.chapters if one.section]
    tall = _tall(sections)
    for section in sections:
        yield Prose(section.title, HEADING)
        if section.measures:
            yield Prose(_measured(section, monthly.span), SMALL)
        yield Gap(_APART)
        yield from _charts(section.charts, tall) if section.charts else [Prose("本月没有记录。", SMALL)]
        yield Gap(2)


def _tall(sections: list[Section]) -> float:
    """How tall bars may be so that everything stays on one page."""
    rows = sum(-(-len(section.charts) // _ACROSS) for section in sections) or 1
    assert A4_LANDSCAPE.height is not None
    room = A4_LANDSCAPE.height - A4_LANDSCAPE.top - A4_LANDSCAPE.bottom - 50
    heads = sum(HEADING.before + HEADING.pitch + HEADING.after + SMALL.pitch + _APART + 2 for _ in sections)
    return max(min((room - heads) / rows - _LEGEND_AND_LABELS - SMALL.pitch, _TALLEST), _SHORTEST)


def _measured(section: Section, span: Span) -> str:
    parts = (
        f"{one.now.label.removeprefix(span.text).strip()} {one.now.text} {one.now.unit}"
        f"（环比 {change(one.now.value, one.before.value)}，同比 {change(one.now.value, one.year.value)}）"
        for one in section.measures
    )
    return "　".join(parts)


def _charts(found: tuple[Chart, ...], tall: float) -> Iterator[Block]:
    for start in range(0, len(found), _ACROSS):
        bars = [bars_of(chart) for chart in found[start : start + _ACROSS]]
        yield _Abreast(
            [
                (one.title, charts.Bars(one.labels, [charts.Series(*line) for line in one.lines], one.unit, tall))
                for one in bars
            ]
        )
