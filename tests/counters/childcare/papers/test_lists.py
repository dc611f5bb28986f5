"""The list with signatures keeps whole names; the one for the door has nothing but masked name and time."""

from dataclasses import replace
from datetime import datetime, time

import pytest

from shequ_desk.counters.childcare import papers
from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.rules.board import WeekBoard
from shequ_desk.counters.childcare.rules.papers import WeekPaper
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.identity import mask_name
from shequ_desk.store.database import Database
from tests.clerks import as_role
from tests.counters.childcare.kit import CLERK, MONDAY, TODAY, aged, at, grandmother, morning, stay
from tests.counters.childcare.kit import papers as papers_of
from tests.counters.childcare.papers.kit import RARE, Gathered, absent, pages, sheets, text


def test_the_roster_names_everybody_and_has_places_to_sign(gathered: Gathered) -> None:
    rows = gathered.day.roster.rows
    names = [row.child_name for row in rows]
    pdf = papers.roster_pdf(gathered.day)
    assert len(rows) > 5
    assert (
        absent(pdf, *names, "送托人签名", "接走人签名", "保育人员：", f"共{len(rows)}人次", "2026年11月21日星期六")
        == []
    )


def test_the_roster_workbook_has_the_same_rows(gathered: Gathered) -> None:
    ((title, head, *rows),) = sheets(papers.roster_workbook(gathered.day)).values()
    assert "演示" in title[0]
    assert head[:3] == ("序号", "儿童", "月龄")
    assert [row[1] for row in rows] == [row.child_name for row in gathered.day.roster.rows]


def test_printing_whole_names_is_logged(preset: Database) -> None:
    with preset.work(CLERK) as work:
        childcare.day_paper(work, TODAY)
    with preset.reading(CLERK) as work:
        query = "SELECT clerk_name FROM audit WHERE action='print' AND row_key='2026-11-21'"
        assert [row[0] for row in work.connection.exec_driver_sql(query)] == ["王岚"]
        assert childcare.wall_paper(work, TODAY).rows == ()
    with pytest.raises(Refusal, match="授权"), preset.work(replace(as_role("desk"), id=9)) as work:
        childcare.day_paper(work, TODAY)


def test_times_come_from_the_door(gathered: Gathered) -> None:
    first, *rest = gathered.day.roster.rows
    gone = replace(first, in_at=datetime(2026, 11, 21, 8, 31), out_at=datetime(2026, 11, 21, 11, 2), state="done")
    day = replace(gathered.day, roster=replace(gathered.day.roster, rows=(gone, *rest)))
    assert absent(papers.roster_pdf(day), "8:31", "11:02") == []


def test_lists_on_paper_follow_the_clock_whoever_has_gone_already(preset: Database, clock: FixedClock) -> None:
    with preset.work(CLERK) as work:
        early, late = aged(work, 27, name="早来"), aged(work, 27, name="晚来")
        for child in (early, late):
            papers_of(work, child)
            grandmother(work, child)
        first = childcare.book(work, morning(work, early))
        childcare.book(work, replace(morning(work, late), starts=time(9), ends=time(10)))
    stay(preset, clock, first, at(MONDAY, 8, 30), at(MONDAY, 8, 50))
    with preset.work(CLERK) as work:
        assert [row.child_name for row in childcare.roster(work, MONDAY).rows] == ["晚来", "早来"]
        assert [row.child_name for row in childcare.day_paper(work, MONDAY).roster.rows] == ["早来", "晚来"]
        assert [row.hours for row in childcare.wall_paper(work, MONDAY).rows] == ["8:30–11:30", "9:00–10:00"]


def test_the_door_list_tells_masked_name_and_time_only(gathered: Gathered) -> None:
    rows = gathered.wall.rows
    expected = "".join(f"{number}{row.name}{row.hours}" for number, row in enumerate(rows, 1))
    found = text(papers.wall_pdf(gathered.wall))
    table = found[found.index("序号儿童时间") + len("序号儿童时间") : found.index(f"共{len(rows)}人次")]
    assert table.replace("演示", "").replace("演", "").replace("示", "") == expected
    assert mask_name(RARE) in found
    assert RARE not in found


def test_the_door_workbook_has_no_more_columns(gathered: Gathered) -> None:
    ((_, head, *rows),) = sheets(papers.wall_workbook(gathered.wall)).values()
    assert head == ("序号", "儿童", "时间")
    assert [row[1:] for row in rows] == [(row.name, row.hours) for row in gathered.wall.rows]


def test_empty_days_say_so(gathered: Gathered) -> None:
    nobody = replace(gathered.day, roster=replace(gathered.day.roster, rows=()))
    assert absent(papers.roster_pdf(nobody), "当日没有预约") == []
    assert absent(papers.wall_pdf(replace(gathered.wall, rows=())), "当日没有预约") == []


def test_the_week_prints_every_cell_as_on_screen(gathered: Gathered) -> None:
    board = gathered.week.board
    cells = [cell for row in board.rows for cell in row.cells if not cell.closed]
    counts = [f"{cell.used}/{cell.places}{cell.word}" for cell in cells]
    names = [f"{row.group.name}{row.group.ages}" for row in board.rows]
    assert absent(papers.week_pdf(gathered.week), "2026年第47周", "周六21", *counts, *names, "休") == []


def test_a_long_week_repeats_its_heading(gathered: Gathered) -> None:
    board = gathered.week.board
    many = WeekPaper(gathered.week.head, WeekBoard(board.monday, board.days, board.rows * 4))
    found = pages(papers.week_pdf(many))
    assert len(found) == 3
    assert all("班型" in page and "周一16" in page for page in found)
    assert sum(page.count("16:00–18:00") for page in found) == 4


def test_the_week_workbook_holds_used_and_places(gathered: Gathered) -> None:
    ((_, head, *rows),) = sheets(papers.week_workbook(gathered.week)).values()
    first = gathered.week.board.rows[0]
    assert head[3] == "周一 16"
    assert rows[0][3] == f"{first.cells[0].used}/{first.cells[0].places} {first.cells[0].word}"
    assert len(rows) == len(gathered.week.board.rows)


def test_a_week_without_sessions_says_so(gathered: Gathered) -> None:
    empty = WeekPaper(gathered.week.head, replace(gathered.week.board, rows=()))
    assert absent(papers.week_pdf(empty), "本周没有开放的时段") == []


def test_the_calendar_has_every_day(gathered: Gathered) -> None:
    days = gathered.calendar.board.days
    wanted = [f"{one.day.day}预约{one.children}人{one.sessions}个时段" for one in days if not one.closed]
    assert len(wanted) == 25
    pdf = papers.calendar_pdf(gathered.calendar)
    assert absent(pdf, "托育预约月历", "2026年11月") == []
    assert all(f"预约{one.children}人" in text(pdf) for one in days if not one.closed)
