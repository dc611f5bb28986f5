"""社区服务月报 in the layout of GB/T 9704-2012: 22 lines of 28 characters, page numbers, attachments bound in."""

from collections.abc import Iterator, Sequence

from shequ_desk.counters.reports.rules.document import Bars, Document, Heading, Paragraph, Part, Sign
from shequ_desk.kernel.dates import long_date
from shequ_desk.kernel.figures import Table
from shequ_desk.paper import charts, official
from shequ_desk.paper.listing import table_grid
from shequ_desk.paper.official import OnGrid
from shequ_desk.paper.parts import Gap, Prose
from shequ_desk.paper.sheet import Block, Sheet, Stack
from shequ_desk.paper.style import A4_OFFICIAL, OFFICIAL_CAPTION, OFFICIAL_CENTRE, OFFICIAL_PITCH
from shequ_desk.paper.workbook import workbook

_TALL = 4 * OFFICIAL_PITCH
_SHORT = 12 * OFFICIAL_PITCH


def document_pdf(document: Document) -> bytes:
    """The paper as PDF; every attachment starts a new page, numbering runs through."""
    stories = [list(_body(document)), *_appendix(document.appendix)]
    return Sheet(A4_OFFICIAL, "".join(document.title), document.mark, "official").build(*stories)


def document_workbook(document: Document) -> bytes:
    """Its tables and the numbers of its charts, one sheet each."""
    return workbook(document.tables, "".join(document.title), document.mark)


def _body(document: Document) -> Iterator[Block]:
    yield from official.headline(document.title)
    yield Prose(document.subtitle, OFFICIAL_CENTRE)
    yield Gap(OFFICIAL_PITCH)
    for part in document.body:
        yield from _blocks(part)
    yield from official.attachments([table.title for table in document.appendix])
    foot = [
        Gap(OFFICIAL_PITCH),
        official.Undersigned(document.unit, document.day),
        Gap(OFFICIAL_PITCH),
        _signs(document.signs),
    ]
    yield Stack(foot, clings=True)


def _blocks(part: Part) -> Iterator[Block]:
    if isinstance(part, Heading):
        yield official.heading(part.text, part.level)
    elif isinstance(part, Paragraph):
        yield official.paragraph(part.text)
    elif isinstance(part, Table):
        yield from _table(part)
    else:
        yield Stack([OnGrid(_chart(part)), Prose(part.title, OFFICIAL_CAPTION)])


def _table(part: Table) -> Iterator[Block]:
    """A table under its title; a short one is not divided between pages."""
    blocks = [Prose(part.title, OFFICIAL_CAPTION), OnGrid(table_grid(part, A4_OFFICIAL.inner))]
    whole = Stack(blocks)
    yield from [whole] if whole.height(A4_OFFICIAL.inner) <= _SHORT else blocks


def _chart(part: Bars) -> Block:
    return charts.Bars(part.labels, [charts.Series(name, values) for name, values in part.lines], part.unit, _TALL)


def _signs(signs: Sequence[Sign]) -> Block:
    texts = [f"{sign.step}：{sign.name}{'　' + long_date(sign.day) if sign.day else ''}" for sign in signs]
    return Stack([official.signature(text) for text in texts])


def _appendix(tables: Sequence[Table]) -> Iterator[list[Block]]:
    for number, table in enumerate(tables, 1):
        top = official.attachment_top(number, table.title, alone=len(tables) == 1)
        yield [*top, OnGrid(table_grid(table, A4_OFFICIAL.inner))]
