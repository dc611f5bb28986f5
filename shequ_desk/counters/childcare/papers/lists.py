"""当日名册 with places to sign, and the masked list for the door."""

from shequ_desk.counters.childcare.papers.look import LIST, foot, mark, subtitle
from shequ_desk.counters.childcare.rules.board import DayRow
from shequ_desk.counters.childcare.rules.papers import DayPaper, WallPaper
from shequ_desk.kernel.dates import clock_text, full_date
from shequ_desk.kernel.figures import Cell as Value
from shequ_desk.kernel.figures import Column, Table
from shequ_desk.paper.grid import Cell, Grid, Look
from shequ_desk.paper.listing import shown
from shequ_desk.paper.parts import Gap, Prose, Signatures
from shequ_desk.paper.sheet import Block, Sheet, Stack
from shequ_desk.paper.style import A4, A4_LANDSCAPE, BODY, SUBTITLE, TITLE
from shequ_desk.paper.workbook import workbook

_ROSTER = (
    Column("no", "序号", "int"),
    Column("name", "儿童"),
    Column("age", "月龄"),
    Column("group", "班型"),
    Column("programme", "项目"),
    Column("hours", "时段", "time"),
    Column("check", "晨检"),
    Column("came", "签到", "time"),
    Column("brought", "送托人签名"),
    Column("left", "离托", "time"),
    Column("pickup", "接送人"),
    Column("fetched", "接走人签名"),
    Column("remark", "备注"),
)
_WEIGHTS = (1.1, 2.1, 1.3, 2.2, 2.2, 2.5, 2.6, 1.4, 2.4, 1.4, 2.9, 2.4, 2.0)
_WALL = (Column("no", "序号", "int"), Column("name", "儿童"), Column("hours", "时间", "time"))
_LARGE = Look(size=18, pitch=25, row=31, pad=10, rule=0.6)
_NOBODY = "当日没有预约。"


def roster_table(paper: DayPaper) -> Table:
    """Everybody of the day; the signature columns are empty."""
    rows = [_line(number, row) for number, row in enumerate(paper.roster.rows, 1)]
    return Table(f"{paper.roster.day} 名册", _ROSTER, rows)


def roster_pdf(paper: DayPaper) -> bytes:
    """当日名册, A4 across, with places for who brings and who fetches to sign."""
    roster = paper.roster
    table = roster_table(paper)
    story: list[Block] = [
        Prose("托育当日名册", TITLE),
        Prose(subtitle(paper.head, full_date(roster.day)), SUBTITLE),
        Gap(4),
        _grid(table, _WEIGHTS, LIST) if table.rows else Prose(_NOBODY, BODY),
        Stack([Gap(6), Prose(_count(paper), BODY), Gap(6), Signatures(("保育人员", "核对人", "负责人"))], clings=True),
    ]
    return Sheet(A4_LANDSCAPE, "托育当日名册", mark(paper.head), "table", foot(paper.head)).build(story)


def roster_workbook(paper: DayPaper) -> bytes:
    """The same list as an Excel workbook."""
    return workbook([roster_table(paper)], f"{paper.head.centre} 托育当日名册", mark(paper.head))


def wall_table(paper: WallPaper) -> Table:
    """Masked name and time, nothing else (domain.md §8.3)."""
    rows = [(number, row.name, row.hours) for number, row in enumerate(paper.rows, 1)]
    return Table(f"{paper.day} 在托安排", _WALL, rows)


def wall_pdf(paper: WallPaper) -> bytes:
    """The list that hangs at the door, in large type."""
    table = wall_table(paper)
    story: list[Block] = [
        Prose("托育在托安排", TITLE),
        Prose(f"{paper.head.centre}　{full_date(paper.day)}", SUBTITLE),
        Gap(6),
        _grid(table, (1.0, 3.0, 4.0), _LARGE) if table.rows else Prose(_NOBODY, BODY),
        Stack([Gap(6), Prose(f"共 {len(paper.rows)} 人次。姓名已隐去部分文字，如需核对请到窗口。", BODY)], clings=True),
    ]
    return Sheet(A4, "托育在托安排", mark(paper.head), "table").build(story)


def wall_workbook(paper: WallPaper) -> bytes:
    """The masked list as an Excel workbook."""
    return workbook([wall_table(paper)], f"{paper.head.centre} 托育在托安排", mark(paper.head))


def _line(number: int, row: DayRow) -> tuple[Value, ...]:
    came, left = (clock_text(at) if at else "" for at in (row.in_at, row.out_at))
    check = row.check_text if row.temperature else ""
    head = (number, row.child_name, row.age, row.group_name, row.programme_name, row.hours)
    return (*head, check, came, "", left, row.pickup, "", row.remark)


def _count(paper: DayPaper) -> str:
    roster = paper.roster
    parts = f"待签到 {roster.expected}，在托 {roster.present}，已接走 {roster.gone}"
    return f"共 {len(roster.rows)} 人次：{parts}（截至{paper.head.made_at:%Y-%m-%d %H:%M}）。"


def _grid(table: Table, weights: tuple[float, ...], look: Look) -> Grid:
    head = [Cell(column.title, "centre", bold=True) for column in table.columns]
    rows = [
        [
            Cell(shown(value), "left" if column.kind == "text" else "centre")
            for column, value in zip(table.columns, row, strict=True)
        ]
        for row in table.rows
    ]
    return Grid(weights, [head, *rows], head=1, look=look)
