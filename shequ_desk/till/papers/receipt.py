"""A receipt on A5 across, as in design/receipt.png, and on 80 mm and 58 mm rolls."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from shequ_desk.kernel.money import MINUS
from shequ_desk.paper import fonts
from shequ_desk.paper.fonts import SONG_BOLD
from shequ_desk.paper.grid import RECEIPT, Cell, Grid, Look, pairs
from shequ_desk.paper.parts import Beside, CutLine, Ends, Gap, Prose, Qr, SpacedTitle
from shequ_desk.paper.pen import Pen
from shequ_desk.paper.sheet import Alike, Block, Sheet, Stack
from shequ_desk.paper.style import A5_LANDSCAPE, MM, ROLL_58, ROLL_80, Paper, Style
from shequ_desk.till.papers import words
from shequ_desk.till.rules import Line, Receipt, State

Form = Literal["a5", "roll80", "roll58"]
COPIES = ("居民联", "存根")

_PAPERS: dict[Form, Paper] = {"a5": A5_LANDSCAPE, "roll80": ROLL_80, "roll58": ROLL_58}
_COLUMNS = (281.0, 80.0, 110.0, 110.0, 120.0)
_DENSE = Look(size=9.5, pitch=11.5, row=15.5, pad=8, rule=0.75)
_PER_PAGE = 9
_RED = "0.70 0.13 0.10 rg"
_CENTRE_NAME = Style(size=9.5, pitch=15, align="centre", keep=True)
_MARK = Style(SONG_BOLD, 10.5, 16, "centre", keep=True)
_SMALL = Style(size=9, pitch=14)
_ROLL = Style(size=8.5, pitch=12)
_ROLL_SMALL = Style(size=7, pitch=10)
_ROLL_MARK = Style(SONG_BOLD, 9, 13, "centre")
_ROLL_CENTRE = Style(size=8.5, pitch=12, align="centre")


class _Red(Block):
    """A block in red: the amounts of a mirror receipt."""

    def __init__(self, block: Block) -> None:
        self._block = block

    def height(self, width: float) -> float:
        return self._block.height(width)

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        pen.mark(_RED)
        self._block.draw(pen, x, y, width)
        pen.mark("0 g")


@dataclass(frozen=True)
class _Page:
    """What all copies share, laid out once, and the foot that names the copy."""

    blocks: list[Block]
    foot: Callable[[str], Block]


def receipt_pdf(receipt: Receipt, form: Form = "a5", copies: Sequence[str] = COPIES, demo: bool = False) -> bytes:
    """The receipt as PDF: one page a copy, or several when it has many lines; `demo` marks it 演示."""
    paper, names = _PAPERS[form], tuple(copies)
    pages = _a5(receipt, paper) if form == "a5" else [_roll(receipt, paper.inner)]
    feet = [words.copy_name(names, place) for place in range(len(names))]
    sheet = Sheet(paper, receipt.number, words.watermark(receipt, demo))
    return sheet.build(*([*page.blocks, page.foot(copy)] for copy in feet for page in pages))


def _a5(receipt: Receipt, paper: Paper) -> list[_Page]:
    """Full-size rows when they fit, denser ones when not, further pages when there are too many."""
    for look in (RECEIPT, _DENSE):
        page = _a5_page(receipt, receipt.lines, look)
        if _fits(page, paper):
            return [replace(page, blocks=[Alike(page.blocks)])]
    counts: list[int] = []
    while sum(counts) < len(receipt.lines):
        counts.append(_filled(receipt, paper, sum(counts)))
    return [
        _a5_part(receipt, sum(counts[:place]), count, (place + 1, len(counts))) for place, count in enumerate(counts)
    ]


def _filled(receipt: Receipt, paper: Paper, start: int) -> int:
    """How many lines from `start` fill a page; the last line takes the totals along."""
    most = min(_PER_PAGE, len(receipt.lines) - start)
    fitting = (count for count in range(most, 1, -1) if _fits(_a5_part(receipt, start, count, (1, 2)), paper))
    return next(fitting, 1)


def _fits(page: _Page, paper: Paper) -> bool:
    room = (paper.height or 0.0) - paper.top - paper.bottom
    return Stack([*page.blocks, page.foot("")]).height(paper.inner) <= room


def _a5_part(receipt: Receipt, start: int, count: int, page: tuple[int, int]) -> _Page:
    """Some of the lines on a page of their own, the totals with the last."""
    lines = receipt.lines[start : start + count]
    return _a5_page(receipt, lines, _DENSE, page, start + count == len(receipt.lines))


def _a5_page(
    receipt: Receipt, lines: Sequence[Line], look: Look, page: tuple[int, int] = (1, 1), last: bool = True
) -> _Page:
    place, count = page
    number = f"单号：{receipt.number}" + (f"（第 {place} 页 共 {count} 页）" if count > 1 else "")
    rows: list[Sequence[Cell]] = [_headings(), *(_line(line) for line in lines)]
    if last:
        rows += _totals(receipt)
    grid = Grid(_COLUMNS, rows, head=1, look=look)
    blocks = [
        Gap(7),
        Prose(receipt.centre, _CENTRE_NAME),
        SpacedTitle(receipt.title),
        *(Prose(mark, _MARK) for mark in words.marks(receipt)),
        Gap(4),
        Ends(words.moment(receipt), number, 11, 20),
        Gap(3),
        *_facts(receipt, look),
        _Red(grid) if receipt.state is State.MIRROR else grid,
        Gap(10),
    ]
    code = Qr(words.code(receipt), 64.0 if look is RECEIPT else 52.0)
    return _Page(blocks, partial(_foot, receipt, code))


def _facts(receipt: Receipt, look: Look) -> list[Block]:
    told = words.facts(receipt)
    return [replace(pairs(told, label=1.0, value=2.9), look=look), Gap(6.5)] if told else []


def _headings() -> list[Cell]:
    right = ("单价（元）", "优惠（元）", "金额（元）")
    return [Cell("项目", "centre"), Cell("数量", "centre"), *(Cell(title, "right") for title in right)]


def _line(line: Line) -> list[Cell]:
    amounts = (line.price.text(), words.taken_off(line), line.amount.text(MINUS))
    return [
        Cell(words.item(line)),
        Cell(str(line.quantity).replace("-", MINUS), "centre"),
        *(Cell(amount, "right") for amount in amounts),
    ]


def _totals(receipt: Receipt) -> list[list[Cell]]:
    total = [
        Cell(f"合计（大写）　{words.words(receipt.amount)}", span=4),
        Cell(words.figures(receipt.amount), "right", bold=True),
    ]
    note = [f"备注：{receipt.note}"] if receipt.note else []
    return [total, [Cell("　　".join([*words.paid(receipt), *note]), span=5)]]


def _foot(receipt: Receipt, code: Block, copy: str) -> Block:
    left = [
        Ends(f"经办：{receipt.clerk_name}　　收款单位（章）：", "", 11, 22),
        Prose(f"{words.FOOTER}{copy}", _SMALL),
    ]
    return Beside(left, [code], 72)


def _roll(receipt: Receipt, width: float) -> _Page:
    told = words.facts(receipt)
    amounts: list[Block] = [
        *(block for line in receipt.lines for block in _roll_line(line)),
        CutLine(8),
        Ends("合计", words.figures(receipt.amount), 12, 18, SONG_BOLD),
        Prose(words.words(receipt.amount), _ROLL),
        *_roll_paid(words.paid(receipt)),
    ]
    blocks = [
        Prose(receipt.centre, _ROLL_CENTRE),
        SpacedTitle(receipt.title, 14, 2, 20),
        *(Prose(line, _ROLL_MARK) for mark in words.marks(receipt) for line in _at_gaps(mark, width)),
        Prose(f"单号：{receipt.number}", _ROLL),
        Prose(words.moment(receipt), _ROLL),
        *([CutLine(8)] if told else []),
        *(Prose(f"{label}：{value}", _ROLL) for label, value in told),
        CutLine(8),
        *([_Red(Stack(amounts))] if receipt.state is State.MIRROR else amounts),
        *([Prose(f"备注：{receipt.note}", _ROLL)] if receipt.note else []),
        CutLine(8),
        Prose(f"经办：{receipt.clerk_name}　窗口：{receipt.window}", _ROLL),
        Prose("收款单位（章）：", _ROLL),
        Gap(14 * MM),
        Qr(words.code(receipt), 62.0, middle=True),
        Gap(4),
        Prose(words.FOOTER, _ROLL_SMALL),
    ]
    return _Page([Alike(blocks)], partial(Prose, style=_ROLL_CENTRE))


def _at_gaps(mark: str, width: float) -> list[str]:
    """The mark in lines that end where its parts do, so that no date is torn while it fits."""
    lines: list[str] = []
    for part in mark.split("　"):
        longer = f"{lines[-1]}　{part}" if lines else part
        if lines and fonts.width(longer, _ROLL_MARK.role, _ROLL_MARK.size) > width:
            lines.append(part)
        else:
            lines[-1:] = [longer]
    return lines


def _roll_paid(pieces: Sequence[str]) -> list[Block]:
    form, *sums = pieces
    return [Prose(form, _ROLL), *([Ends(sums[0], "".join(sums[1:]), 8.5, 12)] if sums else [])]


def _roll_line(line: Line) -> list[Block]:
    sums = f"{line.quantity} × {line.price.text()}".replace("-", MINUS)
    if line.reduction:
        sums += f"　优惠 {words.taken_off(line)}"
    return [Prose(words.item(line), _ROLL), Ends(f"　{sums}", line.amount.text(MINUS), 8.5, 12)]
