"""What the childcare papers share: the heading, boxes of facts, clauses, places to sign."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from shequ_desk.counters.childcare.rules.papers import Head
from shequ_desk.kernel.dates import long_date
from shequ_desk.paper.grid import Cell, Grid, Look, pairs
from shequ_desk.paper.parts import Gap, Prose, Signatures
from shequ_desk.paper.sheet import Block, Sheet, Stack
from shequ_desk.paper.style import A4, HEADING, SUBTITLE, TITLE, Style

TEXT = Style(size=10.5, pitch=17, align="justify", indent=2)
PLAIN = Style(size=10.5, pitch=17, align="justify")
BOX = Look(size=10.5, pitch=15, row=25, pad=6, rule=0.6)
LIST = Look(size=10, pitch=13.5, row=24, pad=4, rule=0.5)
DATED = "日期：　　　　年　　月　　日"
DENSE = Look(size=10, pitch=13, row=20, pad=4, rule=0.5)
_DATE = "日期："
_LABEL, _VALUE = 1.6, 3.0
_OPEN = Look(size=10.5, pitch=15, row=26, pad=0, rule=0.0)


def mark(head: Head) -> str:
    """演示 on everything made from sample data."""
    return "演示" if head.demo else ""


def foot(head: Head) -> str:
    """Who made the paper, and when."""
    return f"制表：{head.made_by}　{head.made_at:%Y-%m-%d %H:%M}"


def subtitle(head: Head, period: str = "") -> str:
    """Centre, community code, period."""
    code = f"（{head.code}）" if head.code else ""
    return "　".join(part for part in (f"{head.centre}{code}", period) if part)


def form(head: Head, title: str, under: str, story: Sequence[Block]) -> bytes:
    """A paper of one or more A4 pages under a title; `under` is the line below it."""
    top = [Prose(title, TITLE), Prose(under or head.centre, SUBTITLE), Gap(4)]
    return Sheet(A4, title, mark(head), "table", foot(head)).build([*top, *story])


def facts(items: Sequence[tuple[str, str]], across: int = 2, look: Look = BOX) -> Grid:
    """Labels and values in a ruled box, one or two to a row; empty values leave room to write."""
    value = _VALUE if across > 1 else 2 * _VALUE + _LABEL
    return replace(pairs(items, across, _LABEL, value), look=look)


def table(
    titles: Sequence[str], weights: Sequence[float], rows: Sequence[Sequence[str]], empty: int = 0, look: Look = LIST
) -> Grid:
    """A ruled table under its titles, `empty` more rows to write into."""
    blank = [[""] * len(titles)] * empty
    head = [Cell(title, "centre", bold=True) for title in titles]
    return Grid(weights, [head, *([Cell(text) for text in row] for row in [*rows, *blank])], head=1, look=look)


def heading(text: str) -> Prose:
    """A heading inside a paper."""
    return Prose(text, HEADING)


def clauses(text: str) -> list[Block]:
    """Every line of a text as a paragraph."""
    return [Prose(line.strip(), TEXT) for line in text.split("\n") if line.strip()]


def signing(*rows: Sequence[str]) -> Stack:
    """Rows of places to sign, kept together and not alone on a page; what begins with 日期： is no place to sign."""
    return Stack([Gap(14), *(block for row in rows for block in (_signing_row(row), Gap(4)))], clings=True)


def _signing_row(labels: Sequence[str]) -> Block:
    if any(label.startswith(_DATE) for label in labels):
        return Grid([1.0] * len(labels), [[Cell(label) for label in labels]], look=_OPEN)
    return Signatures(labels)


def day_text(day: date | None) -> str:
    """2026年11月21日, nothing without a day."""
    return long_date(day) if day else ""


def moment_text(at: datetime | None) -> str:
    """2026年11月21日 10:42, nothing without a moment."""
    return f"{long_date(at.date())} {at:%H:%M}" if at else ""
