"""Listing reports: tables of figures under a heading, with totals, an amount in words and places to sign.

Upright or across is chosen by the width the rows need. Screen and paper share numbers, names and order of columns:
both are made from the same `kernel.figures.Table`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from shequ_desk.kernel import figures
from shequ_desk.kernel.figures import Column, Kind, Table
from shequ_desk.kernel.money import MINUS, Money, upper
from shequ_desk.paper import fonts
from shequ_desk.paper.fonts import SONG, SONG_BOLD
from shequ_desk.paper.grid import Align, Cell, Grid, Look, Row
from shequ_desk.paper.parts import Ends, Gap, Prose, Signatures
from shequ_desk.paper.sheet import Block, Sheet, Stack
from shequ_desk.paper.style import A4, A4_LANDSCAPE, BODY, HEADING, SUBTITLE, TITLE, Paper

Group = tuple[str, int]

_LOOK = Look()
_RIGHT: tuple[Kind, ...] = ("money", "int", "percent")
_ALIGN: dict[Kind, Align] = {**dict.fromkeys(_RIGHT, "right"), "date": "centre", "time": "centre"}
_WIDEST = 150.0  # points a text column may ask for before it wraps
_NARROWEST = 18.0
_SHORT = 200.0  # points of a table that is not divided between pages
_EMPTY = "本期没有记录。"


@dataclass(frozen=True)
class Heading:
    """What stands above the tables: title, community and period, unit of money."""

    title: str
    subtitle: str = ""
    unit_line: str = ""


@dataclass(frozen=True)
class Closing:
    """What stands below: notes, the total put in words (`label` says of what), labels of the signature row."""

    notes: Sequence[str] = ()
    amount: Money | None = None
    signatures: Sequence[str] = ()
    label: str = "合计（大写）"


def shown(value: figures.Cell) -> str:
    """Return a cell as it is printed: money `1,234.50`, day `2026-11-21`, moment `2026-11-21 15:40`, None: nothing."""
    if isinstance(value, str):
        return value
    if isinstance(value, int):
        return f"{value:,}".replace("-", MINUS)
    if isinstance(value, Money):
        return value.paper()
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return "" if value is None else str(value)


def _written(table: Table) -> Table:
    """Return the table with every cell as it is printed: what measures and prints it need not write it again."""
    rows = [tuple(map(shown, row)) for row in table.rows]
    return replace(table, rows=rows, totals=None if table.totals is None else tuple(map(shown, table.totals)))


def amount_line(amount: Money, label: str = "合计（大写）") -> str:
    """Return the total in words and figures: `合计（大写）：人民币捌元整　￥8.00` (domain.md §6.1)."""
    return f"{label}：{upper(amount, prefix=True)}　￥{amount.paper()}"


def table_grid(table: Table, room: float, groups: Sequence[Group] = ()) -> Grid:
    """Return a table as a grid for `room` points of width, with its totals in bold.

    `groups` puts a row of group titles over the columns: (title, columns), an empty title for columns that stand
    alone.
    """
    widths = fitted_widths(table, room)
    titles = [Cell(_titled(*pair), "centre", bold=True) for pair in zip(table.columns, widths, strict=True)]
    head = _heading_rows(titles, groups)
    body = [_row(table.columns, row) for row in table.rows]
    if table.totals is not None:
        body.append(_row(table.columns, table.totals, bold=True))
    return Grid(widths, [*head, *body], head=len(head), look=_LOOK)


def _titled(column: Column, width: float) -> str:
    """The title of a column; one that needs two lines is broken before what it says in brackets."""
    return column.title if _title_width(column) <= width else column.title.replace("（", "\n（", 1)


def _heading_rows(titles: Sequence[Cell], groups: Sequence[Group]) -> list[Row]:
    if not groups:
        return [titles]
    upper_row: list[Cell] = []
    lower_row: list[Cell] = []
    start = 0
    for title, count in groups:
        own = titles[start : start + count]
        if title:
            upper_row.append(Cell(title, "centre", bold=True, span=count))
            lower_row += own
        else:
            upper_row += [Cell(cell.text, "centre", bold=True, down=2) for cell in own]
        start += count
    return [upper_row, lower_row]


def _row(columns: Sequence[Column], values: Sequence[figures.Cell], bold: bool = False) -> Row:
    pairs = zip(columns, values, strict=True)
    return [Cell(shown(value), _ALIGN.get(column.kind, "left"), bold) for column, value in pairs]


def natural_widths(table: Table) -> list[float]:
    """Return the width in points each column asks for so that its cells stay on one line, within reason."""
    rows = [*table.rows, *([table.totals] if table.totals is not None else [])]
    return [_natural(column, [row[place] for row in rows]) for place, column in enumerate(table.columns)]


def fitted_widths(table: Table, room: float) -> list[float]:
    """Return column widths for `room` points: when it is short the widest text columns give way, numbers do not."""
    widths = natural_widths(table)
    whole = [max(pair) for pair in zip(widths, map(_title_width, table.columns), strict=True)]
    if sum(whole) <= room:
        return whole
    texts = [place for place, column in enumerate(table.columns) if column.kind == "text"]
    rest = room - sum(width for place, width in enumerate(widths) if place not in texts)
    for left, place in zip(range(len(texts), 0, -1), sorted(texts, key=widths.__getitem__), strict=True):
        widths[place] = max(min(widths[place], rest / left), _NARROWEST + 2 * _LOOK.pad)
        rest -= widths[place]
    return widths


def _natural(column: Column, values: Sequence[figures.Cell]) -> float:
    role = SONG_BOLD if column.kind in _RIGHT else SONG
    widest = max((fonts.width(text, role, _LOOK.size) for text in {shown(value) for value in values}), default=0.0)
    if column.kind == "text":
        widest = min(widest, _WIDEST)
    return max(min(_title_width(column), 4 * _LOOK.size + 1 + 2 * _LOOK.pad), max(widest, _NARROWEST) + 2 * _LOOK.pad)


def _title_width(column: Column) -> float:
    """What a title on one line asks for."""
    return fonts.width(column.title, SONG_BOLD, _LOOK.size) + 1 + 2 * _LOOK.pad


def paper_for(tables: Sequence[Table]) -> Paper:
    """Return A4 upright when the widest table fits, else across."""
    need = max((sum(natural_widths(table)) for table in tables), default=0.0)
    return A4 if need <= A4.inner else A4_LANDSCAPE


def table_story(table: Table, room: float, groups: Sequence[Group] = ()) -> list[Block]:
    """Return the blocks of one table, `room` points wide: title, then the grid, or a sentence when it has no rows.

    A short table stays on one page.
    """
    title: list[Block] = [Prose(table.title, HEADING)] if table.title else []
    if not table.rows and table.totals is None:
        return [*title, Prose(_EMPTY, BODY)]
    blocks = [*title, table_grid(table, room, groups)]
    whole = Stack(blocks)
    return [whole] if whole.height(room) <= _SHORT else blocks


def table_paper(
    heading: Heading,
    tables: Sequence[Table],
    closing: Closing | None = None,
    watermark: str = "",
    foot: str = "",
    groups: Sequence[Group] = (),
) -> bytes:
    """Return a listing report as PDF. `groups` heads the first table; `foot` says who printed it and when."""
    texts = [_written(table) for table in tables]
    paper = paper_for(texts)
    story = [*_top(heading), *_tables(texts, paper.inner, groups), *_bottom(closing or Closing())]
    return Sheet(paper, heading.title, watermark, "table", foot).build(story)


def _top(heading: Heading) -> list[Block]:
    story: list[Block] = [Prose(heading.title, TITLE)]
    if heading.subtitle:
        story.append(Prose(heading.subtitle, SUBTITLE))
    story.append(Ends("", heading.unit_line, 9, 15) if heading.unit_line else Gap(6))
    return story


def _tables(tables: Sequence[Table], room: float, groups: Sequence[Group]) -> list[Block]:
    story: list[Block] = []
    for place, table in enumerate(tables):
        story += [*([Gap(10)] if place else []), *table_story(table, room, () if place else groups)]
    return story


def _bottom(closing: Closing) -> list[Block]:
    story: list[Block] = [Gap(4)] if closing.notes or closing.amount is not None else []
    if closing.amount is not None:
        story.append(Prose(amount_line(closing.amount, closing.label)))
    story += [Prose(note, BODY) for note in closing.notes]
    if closing.signatures:
        story += [Gap(10), Signatures(closing.signatures)]
    return [Stack(story, clings=True)] if story else []
