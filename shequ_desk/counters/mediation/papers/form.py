"""What every paper of a case is made of: its top, the parties, running text, places to sign and to seal."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from shequ_desk.counters.mediation.rules import AGENT_KINDS, SIDES, Agent, CaseFile, Party
from shequ_desk.kernel.dates import long_date
from shequ_desk.kernel.money import Money, upper
from shequ_desk.paper import fonts, official
from shequ_desk.paper.fonts import OFFICIAL_FANG
from shequ_desk.paper.grid import Cell, Grid, Look
from shequ_desk.paper.lines import break_lines
from shequ_desk.paper.official import OnGrid
from shequ_desk.paper.parts import Prose, baseline
from shequ_desk.paper.pen import Pen
from shequ_desk.paper.sheet import Block, Stack
from shequ_desk.paper.style import A4_OFFICIAL, OFFICIAL_FLUSH, OFFICIAL_HEADLINE, OFFICIAL_LEVEL_1, OFFICIAL_PITCH

Story = list[Block]

FORM = Look(role=OFFICIAL_FANG, size=12, pitch=17, row=OFFICIAL_PITCH, pad=4, rule=0.6)
SIGNED = "（签名、盖章或按指印）"
_RIGHT = replace(OFFICIAL_FLUSH, align="right")
_LABEL = replace(OFFICIAL_LEVEL_1, indent=0)
_SIZE = 14.0
_LABEL_ROOM = 0.72  # of the width; the rest is to sign on
_DAY_TO_FILL = "　　　年　　月　　日"
_COLUMNS = (72, 92, 34, 30, 34, 62, 34, 84)
_TOGETHER, _FIRST = 16 * OFFICIAL_PITCH, 2
_DIGITS = "一二三四五六七八九十"
_NUMBERED = re.compile(
    rf"\d+[.．](?!\d)|\d+[、:：)）]|[（(][\d{_DIGITS}]+[)）]|[{_DIGITS}]+、|第[\d{_DIGITS}]+[条项款]|[①-⑳]"
)


class Ruled(Block):
    """Empty lines to write on by hand."""

    def __init__(self, lines: int) -> None:
        self._lines = lines

    def height(self, width: float) -> float:
        return self._lines * OFFICIAL_PITCH

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        count = min(int((room + 0.01) // OFFICIAL_PITCH), self._lines - 1)
        return (Ruled(count), Ruled(self._lines - count)) if count > 0 else None

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        for line in range(1, self._lines + 1):
            pen.line(x, y + line * OFFICIAL_PITCH - 4, x + width, y + line * OFFICIAL_PITCH - 4, 0.4)


class Sign(Block):
    """A label with a line to sign on; two `lines` leave room for a fingerprint and the day, filled in by hand."""

    def __init__(self, label: str, lines: int = 2) -> None:
        self._label, self._lines = f"{label}：", lines

    def _broken(self, width: float) -> list[str]:
        """The label in lines; one that is too long goes on with what is asked for in brackets on its own line."""
        room = width * _LABEL_ROOM
        who, bracket, asked = self._label.rpartition("（")
        fits = fonts.width(self._label, OFFICIAL_FANG, _SIZE) <= room
        label = self._label if fits else f"{who}\n{bracket}{asked}"
        return break_lines(label, OFFICIAL_FANG, _SIZE, room)

    def height(self, width: float) -> float:
        return (self._lines + len(self._broken(width)) - 1) * OFFICIAL_PITCH

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        *before, last = self._broken(width)
        for text in before:
            pen.text(x, baseline(y, OFFICIAL_PITCH, _SIZE), text, OFFICIAL_FANG, _SIZE)
            y += OFFICIAL_PITCH
        base = baseline(y, OFFICIAL_PITCH, _SIZE)
        pen.text(x, base, last, OFFICIAL_FANG, _SIZE)
        pen.line(x + fonts.width(last, OFFICIAL_FANG, _SIZE), base + 3, x + width, base + 3, 0.4)
        if self._lines > 1:
            low = baseline(y + OFFICIAL_PITCH, OFFICIAL_PITCH, _SIZE)
            pen.right(x + width, low, _DAY_TO_FILL, OFFICIAL_FANG, _SIZE)


class Sealed(Block):
    """The committee over a day, at the right, with room for its seal; no day leaves it to be filled in."""

    def __init__(self, unit: str, day: date | None) -> None:
        self._unit, self._day = f"{unit}（印章）", long_date(day) if day else _DAY_TO_FILL

    def height(self, width: float) -> float:
        return 4 * OFFICIAL_PITCH

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        wide = max(fonts.width(text, OFFICIAL_FANG, _SIZE) for text in (self._unit, self._day))
        size = min(_SIZE, _SIZE * width / wide)
        middle = x + width - wide * size / _SIZE / 2
        for line, text in ((1, self._unit), (2, self._day)):
            base = baseline(y + line * OFFICIAL_PITCH, OFFICIAL_PITCH, size)
            pen.centre(middle, base, text, OFFICIAL_FANG, size)


def top(file: CaseFile, title: str) -> Story:
    """The title and, at the right, the number of the case."""
    return [Prose(title, OFFICIAL_HEADLINE), Prose(file.case.number, _RIGHT)]


def head(text: str) -> Block:
    """A part's title in 黑体, flush left."""
    return Prose(text, _LABEL)


def line(label: str, value: str) -> Block:
    """A label and its value, flush left."""
    return Prose(f"{label}：{value}", OFFICIAL_FLUSH)


def addressed(text: str) -> Block:
    """To whom a letter goes, flush left before a colon."""
    return Prose(f"{text}：", OFFICIAL_FLUSH)


def texts(text: str, blank: int = 0) -> Iterator[Block]:
    """Running text, a paragraph for each line of it; when there is none, `blank` lines to write on."""
    if text.strip():
        yield from (official.paragraph(one.strip()) for one in text.splitlines() if one.strip())
    elif blank:
        yield Ruled(blank)


def numbered(text: str, blank: int = 0) -> Iterator[Block]:
    """The lines of a text as 1. 2. 3., left as they are when they are numbered already."""
    lines = [one.strip() for one in text.splitlines() if one.strip()]
    own = len(lines) == 1 or any(_NUMBERED.match(one) for one in lines)
    yield from texts("\n".join(one if own else f"{place}.{one}" for place, one in enumerate(lines, 1)), blank)


def side(file: CaseFile, key: str) -> list[Party]:
    """The parties of one side."""
    return [one for one in file.case.parties if one.side == key]


def names(parties: Iterable[Party]) -> str:
    """周春山、陈立秋."""
    return "、".join(one.name for one in parties)


def between(file: CaseFile) -> str:
    """周春山与陈立秋, the whole names for what is signed."""
    return "与".join(names(side(file, key)) for key in SIDES)


def party_grids(file: CaseFile) -> Iterator[Block]:
    """Every party under the title of its side."""
    for key, title in SIDES.items():
        parties = side(file, key)
        for place, party in enumerate(parties, 1):
            label = title if len(parties) == 1 else f"{title}之{place}"
            label += "（推选的代表人）" if party.representative else ""
            yield Stack([head(label), OnGrid(party_grid(party))])


def party_grid(party: Party) -> Grid:
    """Who somebody is, as domain.md §3.1 lists it, and who acts for them."""
    return Grid(
        _COLUMNS, [*(_person(party) if party.kind == "person" else _organisation(party)), *_agents(party)], look=FORM
    )


def _person(party: Party) -> list[list[Cell]]:
    age = "" if party.age is None else str(party.age)
    return [
        _cells(("姓名", 1), (party.name, 1), ("性别", 1), (party.sex, 1), ("民族", 1), (party.ethnic, 1))
        + _cells(("年龄", 1), (age, 1)),
        _cells(("职业或职务", 1), (party.occupation, 3), ("联系方式", 2), (party.phone, 2)),
        _cells(("单位或住址", 1), (party.address, 7)),
    ]


def _organisation(party: Party) -> list[list[Cell]]:
    return [
        _cells(("单位名称", 1), (party.name, 7)),
        _cells(("信用代码", 1), (party.uscc, 3), ("联系方式", 2), (party.phone, 2)),
        _cells(("负责人", 1), (party.head, 3), ("职务", 2), (party.occupation, 2)),
        _cells(("单位地址", 1), (party.address, 7)),
    ]


def _agents(party: Party) -> list[list[Cell]]:
    return [_cells((AGENT_KINDS[one.kind], 1), (agent_text(one), 7)) for one in party.agents]


def agent_text(agent: Agent) -> str:
    """'陈小雨（女儿，13800002233；代为承认、变更请求）'."""
    first = "，".join(part for part in (agent.relation, agent.phone) if part)
    told = "；".join(part for part in (first, agent.scope) if part)
    return f"{agent.name}（{told}）" if told else agent.name


def _cells(*cells: tuple[str, int]) -> list[Cell]:
    return [Cell(text, span=span) for text, span in cells]


def table(weights: Sequence[float], titles: Sequence[str], rows: Sequence[Sequence[str]]) -> Block:
    """Rows under repeated titles, on the lines of the page."""
    first = [Cell(title, "centre") for title in titles]
    return OnGrid(Grid(weights, [first, *([Cell(text) for text in row] for row in rows)], head=1, look=FORM))


def fields(*rows: Sequence[tuple[str, str]]) -> Block:
    """Label and value beside each other, one or two to a row, on the lines of the page."""
    lines = []
    for row in rows:
        cells = [cell for label, value in row for cell in (Cell(label), Cell(value))]
        lines.append([*cells[:-1], cells[-1]._replace(span=3 if len(row) == 1 else 1)])
    return OnGrid(Grid((72, 149, 72, 149), lines, look=FORM))


def signed(*blocks: Block) -> Story:
    """Places to sign on one page with the last lines of the text; of too many only the first, the last two together."""
    if sum(block.height(A4_OFFICIAL.inner) for block in blocks) <= _TOGETHER:
        return [Stack(blocks, clings=True)]
    return [Stack(blocks[:_FIRST], clings=True), *blocks[_FIRST:-2], Stack(blocks[-2:])]


def signs(parties: Iterable[Party], label: str = "") -> Iterator[Block]:
    """A place to sign for everybody, agents for those they act for by law."""
    for party in parties:
        legal = [agent.name for agent in party.agents if agent.kind == "legal"]
        who = f"{party.name}（法定代理人{'、'.join(legal)}）" if legal else party.name
        yield Sign(f"{label or SIDES[party.side]}{who}{SIGNED if party.kind == 'person' else '（盖章）'}")


def moment(at: datetime) -> str:
    """'2026年11月21日 9时30分'."""
    return f"{long_date(at.date())} {at.hour}时{at.minute:02d}分"


def words(amount: Money) -> str:
    """'1,200.00 元（大写：人民币壹仟贰佰元整）'."""
    return f"{amount.paper()} 元（大写：{upper(amount, prefix=True)}）"


def boxes(chosen: str, choices: Iterable[tuple[str, str]]) -> str:
    """'■当事人申请　□主动调解' from (key, title)."""
    return "　".join(f"{'■' if key == chosen else '□'}{title}" for key, title in choices)
