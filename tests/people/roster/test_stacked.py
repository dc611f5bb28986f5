"""What a sheet holds beside one plain table: hidden rows, and a second table below the first."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from shequ_desk.people.roster.cells import Cell, Grid
from shequ_desk.people.roster.parsing import Limits, parse
from shequ_desk.people.roster.proposal import Proposal, propose_from
from shequ_desk.people.roster.rows import lines_of
from shequ_desk.store.database import Database
from shequ_desk.store.rights import Clerk
from tests.people.roster.books import TITLES, book, bring_in, number, ods, person, table
from tests.people.roster.oldbooks import xls

TODAY = date(2026, 11, 21)
NAMES = [["姓名", "性别"], ["仇英", "女"], ["单田", "男"], ["解缙", "男"]]
FIRST: list[list[Cell]] = [
    ["姓名", "身份证号", "电话"],
    ["仇英", number(12), "13812345678"],
    ["单田", number(13), None],
]
SECOND: list[list[Cell]] = [
    ["序号", "联系电话", "姓名", "出生日期"],
    [1.0, "13912345678", "解缙", "1950-01-01"],
    [2.0, None, "朴文", "1951-02-03"],
]


def proposed(rows: Sequence[Sequence[Cell]]) -> Proposal:
    """What the desk makes of a sheet; short rows are filled up."""
    width = max(map(len, rows))
    return propose_from(Path("名册.xlsx"), [Grid("表1", [[*row, *[None] * (width - len(row))] for row in rows])])


def hand_hidden(path: Path) -> Path:
    """An .xlsx whose third and fourth rows are hidden."""
    book(path, NAMES)
    workbook = openpyxl.load_workbook(path)
    for row in (3, 4):
        workbook.active.row_dimensions[row].hidden = True
    workbook.save(path)
    return path


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("名册.xlsx", hand_hidden),
        ("名册.xls", lambda path: xls(path, NAMES, hidden=(2, 3))),
        ("名册.ods", lambda path: ods(path, NAMES, hidden=(2, 3))),
    ],
)
def test_hidden_rows_are_known_in_every_format(tmp_path: Path, name: str, write: Callable[[Path], Path]) -> None:
    (grid,) = parse(write(tmp_path / name).read_bytes(), Limits())
    assert [row[0] for row in grid.rows] == ["姓名", "仇英", "单田", "解缙"]
    assert grid.hidden == {2, 3}


def test_hidden_rows_are_said_before_they_are_written(database: Database, desk: Clerk, tmp_path: Path) -> None:
    rows = [person(name, 身份证号=number(place)) for place, name in enumerate(("仇英", "单田", "解缙", "朴文"))]
    path = book(tmp_path / "名册.xlsx", table(rows, TITLES))
    workbook = openpyxl.load_workbook(path)
    workbook.active.auto_filter.ref = "A1:J5"
    for row in (3, 5):
        workbook.active.row_dimensions[row].hidden = True
    workbook.save(path)
    done = bring_in(database, desk, path)
    assert done.counts()["created"] == 4
    assert done.counts()["warnings"] == 0
    assert [remark for remark in done.remarks if "隐藏" in remark] == [
        "名册里有 2 行是隐藏的（筛选或手工隐藏），也按名册读：第 3、5 行。不要的请先在表格里删掉"
    ]
    assert [row.reason for row in done.rows] == ["", "名册里是隐藏行", "", "名册里是隐藏行"]


def test_a_second_table_is_read_by_its_own_header() -> None:
    proposal = proposed([["清泉社区"], *FIRST, [None], ["二、新迁入"], *SECOND])
    found = lines_of(proposal, TODAY)
    lines = found.lines
    assert [(line.row, line.name, line.phones, line.errors) for line in lines] == [
        (3, "仇英", ("13812345678",), ()),
        (4, "单田", (), ()),
        (8, "解缙", ("13912345678",), ()),
        (9, "朴文", (), ()),
    ]
    assert [sheet.grid.title for sheet in proposal.sheets] == ["表1", "表1 第 5 行起"]
    assert found.remarks == ("跳过 1 行：下一张表的标题",)


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        (["序号", "基本信息", None, "联系电话"], [None, "姓名", "身份证号", None]),
        (["序号", "居民", "身份证号", "联系电话"], [None, "姓名", None, None]),
    ],
)
def test_a_second_header_of_two_lines_keeps_what_its_upper_line_names(upper: list[Cell], lower: list[Cell]) -> None:
    rows: list[list[Cell]] = [*FIRST, [None], ["二、新迁入"], upper, lower]
    rows.append([1.0, "解缙", number(15), "13912345678"])
    found = lines_of(proposed(rows), TODAY)
    assert [(line.name, line.phones, line.errors) for line in found.lines] == [
        ("仇英", ("13812345678",), ()),
        ("单田", (), ()),
        ("解缙", ("13912345678",), ()),
    ]
    assert found.remarks == ("跳过 1 行：下一张表的标题",)


def test_somebody_above_a_second_header_is_no_line_of_it() -> None:
    last: list[Cell] = ["朴文", number(13), None, "职业"]
    rows: list[list[Cell]] = [["姓名", "身份证号", "电话", "备注"], ["仇英", number(12), None, None], last]
    rows += [["序号", "姓名", "出生日期"], [1.0, "解缙", "1950-01-01"]]
    assert [line.name for line in lines_of(proposed(rows), TODAY).lines] == ["仇英", "朴文", "解缙"]


def test_a_richer_table_below_does_not_hide_the_first() -> None:
    richer: list[list[Cell]] = [["姓名", "身份证号", "性别", "民族", "电话"], ["解缙", number(15), "男", "汉", None]]
    lines = lines_of(proposed([*FIRST, *richer]), TODAY).lines
    assert [line.name for line in lines] == ["仇英", "单田", "解缙"]


@pytest.mark.parametrize(
    "again", [["姓 名", "身份证号", "电话"], ["姓名", "公民身份号码", "联系电话"], ["姓名", None, "电话"]]
)
def test_the_same_columns_once_more_are_one_table(again: list[Cell]) -> None:
    proposal = proposed([*FIRST, again, ["解缙", number(15), None]])
    found = lines_of(proposal, TODAY)
    assert len(proposal.sheets) == 1
    assert [line.name for line in found.lines] == ["仇英", "单田", "解缙"]
    assert found.remarks == ("跳过 1 行：重复的表头",)


def test_a_header_of_two_lines_may_be_repeated() -> None:
    header: list[list[Cell]] = [["序号", "姓名", "证件信息", None], [None, None, "身份证号", "性别"]]
    rows: list[list[Cell]] = [*header, [1.0, "仇英", number(12), "女"], *header, [2.0, "单田", number(13), "男"]]
    found = lines_of(proposed(rows), TODAY)
    assert [(line.name, line.errors) for line in found.lines] == [("仇英", ()), ("单田", ())]
    assert found.remarks == ("跳过 2 行：重复的表头",)


def test_refused_rows_of_both_tables_come_back(database: Database, desk: Clerk, tmp_path: Path) -> None:
    rows: list[list[Cell]] = [*FIRST, ["错号", "123", None], *SECOND, [3.0, None, "乐平", None]]
    done = bring_in(database, desk, book(tmp_path / "名册.xlsx", rows))
    assert (done.counts()["created"], done.counts()["rejected"]) == (4, 2)
    assert "“表1 第 5 行起”是另一张表，按它自己的表头读" in done.remarks
    path = tmp_path / "退回.xlsx"
    path.write_bytes(done.rejected_workbook())
    sheets = [[cell.value for cell in sheet[3]] for sheet in openpyxl.load_workbook(path)]
    assert [row[0] for row in sheets] == ["错号", "3"]
    assert sheets[1][2] == "乐平"
