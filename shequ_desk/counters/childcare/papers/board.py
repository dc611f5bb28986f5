"""The week board and the month view on paper; counts only, no names."""

from shequ_desk.counters.childcare.papers.look import foot, mark, subtitle
from shequ_desk.counters.childcare.papers.week_table import WeekTable
from shequ_desk.counters.childcare.rules.board import CLOSED, FULL, BoardCell, MonthDay
from shequ_desk.counters.childcare.rules.papers import CalendarPaper, WeekPaper
from shequ_desk.kernel.figures import Column, Table
from shequ_desk.paper.grid import Cell, Grid, Look
from shequ_desk.paper.parts import Gap, Prose
from shequ_desk.paper.sheet import Block, Sheet
from shequ_desk.paper.style import A4_LANDSCAPE, BODY, SUBTITLE, TITLE
from shequ_desk.paper.workbook import workbook

_WEEK = ("一", "二", "三", "四", "五", "六", "日")
_DAYS = Look(size=11, pitch=16, row=62, pad=6, rule=0.6)
_NAMES = Look(size=11, pitch=16, row=24, pad=6, rule=0.6)
_EMPTY = "本周没有开放的时段。"


def week_pdf(paper: WeekPaper) -> bytes:
    """The week, A4 across: used of places, a bar, 余, 满 or 休 in every cell."""
    board = paper.board
    story: list[Block] = [
        Prose("托育预约看板", TITLE),
        Prose(subtitle(paper.head, f"{board.title}（{board.days[0]} 至 {board.days[-1]}）"), SUBTITLE),
        Gap(4),
        WeekTable(board) if board.rows else Prose(_EMPTY, BODY),
    ]
    return Sheet(A4_LANDSCAPE, "托育预约看板", mark(paper.head), "table", foot(paper.head)).build(story)


def week_workbook(paper: WeekPaper) -> bytes:
    """The same board as an Excel workbook: used/places and the word of every cell."""
    board = paper.board
    days = [Column(f"day{place}", board.heading(day)) for place, day in enumerate(board.days)]
    columns = (Column("group", "班型"), Column("ratio", "师幼比"), Column("session", "时段"), *days)
    rows = [
        (f"{row.group.name} {row.group.ages}", row.group.ratio_text, row.session.text, *map(_words, row.cells))
        for row in board.rows
    ]
    return workbook([Table("预约看板", columns, rows)], f"{paper.head.centre} {board.title}", mark(paper.head))


def calendar_pdf(paper: CalendarPaper) -> bytes:
    """The month, A4 across: children booked and full sessions of every day."""
    days = paper.board.days
    cells = [Cell("")] * days[0].day.weekday() + [Cell(_day(one)) for one in days]
    cells += [Cell("")] * (-len(cells) % 7)
    rows = [cells[start : start + 7] for start in range(0, len(cells), 7)]
    story: list[Block] = [
        Prose("托育预约月历", TITLE),
        Prose(subtitle(paper.head, paper.board.month.text), SUBTITLE),
        Gap(4),
        Grid([1.0] * 7, [[Cell(f"周{name}", "centre", bold=True) for name in _WEEK]], look=_NAMES),
        Grid([1.0] * 7, rows, look=_DAYS),
    ]
    return Sheet(A4_LANDSCAPE, "托育预约月历", mark(paper.head), "table", foot(paper.head)).build(story)


def _words(cell: BoardCell) -> str:
    return cell.word if cell.level == CLOSED else f"{cell.used}/{cell.places} {cell.word}"


def _day(one: MonthDay) -> str:
    if one.level == CLOSED:
        return f"{one.day.day}\n休\n"
    return "\n".join((f"{one.day.day}", f"预约 {one.children} 人", _full(one)))


def _full(one: MonthDay) -> str:
    if one.level == FULL:
        return "全部约满"
    return f"{one.sessions} 个时段" + (f"，满 {one.full} 个" if one.full else "")
