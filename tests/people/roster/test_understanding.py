"""Finding headers and columns, and reading one row: pure, no database."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_desk.kernel.errors import Refusal
from shequ_desk.people.roster.cells import Cell, Grid, Span
from shequ_desk.people.roster.columns import FIELDS, field_of, tag_fields
from shequ_desk.people.roster.lines import line_of
from shequ_desk.people.roster.places import split_address
from shequ_desk.people.roster.proposal import Proposal, SheetMapping, propose_from
from shequ_desk.people.roster.rows import lines_of
from shequ_desk.people.service.roster_lines import House, Line
from tests.people.roster.books import number

TODAY = date(2026, 11, 21)
TITLES: list[Cell] = ["序号", "户号", "地址", "姓名", "身份证号"]


def proposed(*sheets: Sequence[Sequence[Cell]], merged: Sequence[Span] = ()) -> Proposal:
    """What the desk makes of some sheets."""
    grids = [Grid(f"表{place}", rows, merged if place == 1 else ()) for place, rows in enumerate(sheets, 1)]
    return propose_from(Path("名册.xlsx"), grids)


def read(*sheets: Sequence[Sequence[Cell]], merged: Sequence[Span] = ()) -> list[Line]:
    """The people of some sheets."""
    return list(lines_of(proposed(*sheets, merged=merged), TODAY).lines)


def one(**cells: Cell) -> Line:
    """One row read by field."""
    return line_of("表1", 2, cells, TODAY)


def test_the_header_is_found_under_titles() -> None:
    rows: list[list[Cell]] = [
        ["清泉社区居民花名册", None],
        ["填表单位：清泉社区", None],
        [None, None],
        ["姓 名", "身份证号码\n（18位）"],
        ["仇英", None],
    ]
    mapping = proposed(rows).sheets[0].mapping
    assert mapping == SheetMapping(3, 4, {0: "name", 1: "id_number"})


def test_a_header_of_two_lines_is_read_as_one() -> None:
    rows: list[list[Cell]] = [
        ["序号", "姓名", "证件信息", None, "住址"],
        [None, None, "身份证号", "性别", None],
        [1.0, "仇英", number(12), "女", "湖滨里1幢101室"],
    ]
    mapping = proposed(rows).sheets[0].mapping
    assert mapping is not None
    assert (mapping.first, mapping.columns) == (2, {1: "name", 2: "id_number", 3: "sex", 4: "address"})


def test_the_first_person_is_not_the_second_line_of_the_header() -> None:
    rows: list[list[Cell]] = [
        ["姓名", "身份证号", "政治面貌"],
        ["仇英", number(12), "党员"],
        ["单田", number(13), "群众"],
    ]
    proposal = proposed(rows)
    assert [line.name for line in lines_of(proposal, TODAY).lines] == ["仇英", "单田"]
    assert proposal.sheets[0].left_out == ("政治面貌（第 3 列）",)


def test_columns_nobody_reads_are_named() -> None:
    rows: list[list[Cell]] = [
        ["序号", "姓名", "身份证号", "姓名", None, "空列", None],
        [1.0, "仇英", number(12), "单田", "喜欢下棋", None, None],
        [None, None, None, None, None, None, "审核：解缙"],
    ]
    assert proposed(rows).sheets[0].left_out == ("姓名（第 4 列）", "（没有标题）（第 5 列）")


def test_an_address_on_one_row_of_a_household_is_that_of_all() -> None:
    rows: list[list[Cell]] = [
        TITLES,
        [1.0, "001", None, "仇英", number(12)],
        [2.0, "001", "东村1幢101室", "单田", number(13)],
        [3.0, "002", "东村1幢102室", "解缙", number(15)],
        [4.0, "002", "西村2幢202室", "朴文", number(17)],
        [5.0, "002", None, "乐平", number(19)],
    ]
    houses = [line.house for line in read(rows)]
    assert houses[0] == houses[1] == House("001", "东村 1-101")
    assert houses[4] == House("002", "")
    assert read(rows)[0].place == ""


def test_every_sheet_has_its_own_columns() -> None:
    found = read([["姓名", "身份证号"], ["仇英", number(12)]], [["性别", "身份证", "姓名"], ["男", number(13), "单田"]])
    assert [(line.sheet, line.name, line.number) for line in found] == [
        ("表1", "仇英", number(12)),
        ("表2", "单田", number(13)),
    ]


def test_totals_signatures_blanks_and_repeated_headers_are_no_people() -> None:
    rows: list[list[Cell]] = [
        TITLES,
        [1.0, "001", "东村1幢101室", "仇英", number(12)],
        [2.0, None, None, None, None],
        ["小计", None, None, "1人", None],
        TITLES,
        [3.0, "合计", None, "1人", None],
        ["填表人：张三", None, None, "负责人：", None],
        ["注：本表一式两份", None, None, None, None],
    ]
    found = lines_of(proposed(rows), TODAY)
    assert [line.name for line in found.lines] == ["仇英"]
    assert [(row.row, row.why) for row in found.skipped] == [
        (4, "合计行"),
        (5, "重复的表头"),
        (6, "合计行"),
        (7, "签名或说明行"),
        (8, "签名或说明行"),
    ]


def test_a_remark_in_front_of_a_person_is_no_signature() -> None:
    rows: list[list[Cell]] = [
        ["备注", "姓名", "出生日期"],
        ["说明：行动不便", "仇英", "1950-01-01"],
        ["注：本表一式两份", None, None],
        [None, "—以下空白—", None],
    ]
    found = lines_of(proposed(rows), TODAY)
    assert [(line.name, line.note) for line in found.lines] == [("仇英", "说明：行动不便")]
    assert [(row.row, row.why) for row in found.skipped] == [(3, "签名或说明行"), (4, "签名或说明行")]


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("联系电话1", "phone"),
        ("家庭成员姓名", "name"),
        ("成员身份证号", "id_number"),
        ("居民地址", "address"),
        ("人员类别", "tags"),
    ],
)
def test_titles_may_say_whose_and_the_how_manieth(title: str, field: str) -> None:
    assert field_of(title) == field


def test_merged_household_cells_fill_only_what_they_cover() -> None:
    rows: list[list[Cell]] = [
        TITLES,
        [1.0, "001", "东村1幢101室", "仇英", number(12)],
        [2.0, None, None, "单田", number(13)],
        [3.0, None, None, "解缙", number(15)],
    ]
    found = read(rows, merged=[(1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 3, 3), (0, 0, 10**9, 0)])
    assert [(line.household, line.place, line.name) for line in found] == [
        ("001", "东村 1-101", "仇英"),
        ("001", "东村 1-101", "单田"),
        ("", "", "解缙"),
    ]


def test_the_clerk_changes_the_mapping() -> None:
    proposal = proposed([["甲", "乙"], ["仇英", "1950-01-01"]])
    assert proposal.used == ()
    mapped = proposal.with_mapping({0: SheetMapping(0, 1, {0: "name", 1: "birth"})})
    assert [(column.title, column.field, column.samples) for column in mapped.sheets[0].columns] == [
        ("甲", "name", ("仇英",)),
        ("乙", "birth", ("1950-01-01",)),
    ]
    assert [line.birth for line in lines_of(mapped, TODAY).lines] == [date(1950, 1, 1)]


@pytest.mark.parametrize(
    ("mapping", "why"),
    [
        (SheetMapping(0, 1, {1: "birth"}), "姓名"),
        (SheetMapping(0, 1, {0: "name", 1: "name"}), "两列"),
        (SheetMapping(0, 1, {0: "name", 1: "身高"}), "没有这一项"),
        (SheetMapping(5, 6, {0: "name"}), "超出"),
    ],
)
def test_a_mapping_that_cannot_work_is_refused(mapping: SheetMapping, why: str) -> None:
    with pytest.raises(Refusal, match=why):
        proposed([["甲", "乙"], ["仇英", "x"]]).with_mapping({0: mapping})


def test_every_field_and_tag_is_found_by_its_own_title() -> None:
    titles = FIELDS | tag_fields()
    assert {key: field_of(title) for key, title in titles.items()} == {key: key for key in titles}
    assert field_of(" *是否低保（是/否）") == "tag:dibao"


def test_numbers_are_mended_where_nothing_is_lost() -> None:
    expected = number(12)
    for text in (
        f"'{expected}",
        f" {expected[:6]} {expected[6:]} ",
        expected.translate({48 + n: 0xFF10 + n for n in range(10)}),
    ):
        assert one(name="仇英", id_number=text).number == expected
    old = one(name="仇英", id_number=330200650222154.0)
    assert (old.number[:8], old.mended) == ("33020019", ("15 位旧号码已升为 18 位",))
    assert "丢失" in one(name="仇英", id_number=3.30200199110195e17).errors[0]


def test_names_keep_what_belongs_to_them() -> None:
    names = {" 仇 英 ": "仇英", "扎西.次仁": "扎西·次仁", "张𬱖桂": "张𬱖桂", "Ann O'Neil": "Ann O'Neil"}
    assert {text: one(name=text, id_number=number()).name for text in names} == names
    assert one(name='=HYPERLINK("http://x","张三")', id_number=number()).errors
    assert "自造字" in one(name="张\ue863", id_number=number()).warnings[0]


def test_phones_are_split_and_wrong_ones_told() -> None:
    assert one(name="仇英", phone="13912345678、0574-87000000", id_number=number()).phones == (
        "13912345678",
        "0574-87000000",
    )
    assert one(name="仇英", phone=13912345678.0, id_number=number()).phones == ("13912345678",)
    wrong = one(name="仇英", phone="139123", id_number=number())
    assert (wrong.phones, len(wrong.warnings), wrong.errors) == ((), 1, ())


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("1983.12.18", date(1983, 12, 18)),
        ("一九七七年二月十一日", date(1977, 2, 11)),
        (11669.0, date(1931, 12, 12)),
        ("11669", date(1931, 12, 12)),
        (date(1931, 12, 11), date(1931, 12, 11)),
        ("19831218", date(1983, 12, 18)),
        ("'1983-12-18", date(1983, 12, 18)),
    ],
)
def test_birth_dates_in_every_writing(cell: Cell, day: date) -> None:
    assert one(name="仇英", birth=cell).birth == day


def test_somebody_without_number_needs_a_whole_birth_date() -> None:
    assert one(name="仇英").errors == ("没有证件号码，也没有出生日期，认不出是谁",)
    assert one(name="仇英", birth="1983-12").errors == ("出生日期要写到日",)
    assert one(name="仇英", birth="2027-01-01").errors == ("出生日期晚于今天",)
    assert one(name="仇英", id_number="无", birth="1983-12-18").errors == ()


@pytest.mark.parametrize("cell", [1987.0, 1987.3, "1987", "1987年", "1987.3", 1987.1, 1920.0])
def test_a_year_is_no_serial_day(cell: Cell) -> None:
    assert one(name="仇英", birth=cell).errors == ("出生日期要写到日",)


def test_a_year_or_month_is_compared_with_the_number() -> None:
    def told(cell: Cell) -> tuple[str, ...]:
        return one(name="仇英", id_number=number(11, date(1987, 10, 5)), birth=cell).warnings

    assert [told(cell) for cell in (1987.0, "1987", 1987.1, 1987.10, "1987.10", 198710.0)] == [()] * 6
    assert told("1987.1") == ("出生年月填的是1987年1月，与号码不符，按号码登记",)
    assert told(1988.0) == ("出生年月填的是1988年，与号码不符，按号码登记",)


def test_the_number_decides_and_the_conflict_is_told() -> None:
    line = one(name="仇英", id_number=number(11), sex="女", birth="1951-02-02")
    assert (line.sex, line.birth, len(line.warnings)) == ("男", date(1950, 1, 1), 2)
    assert one(name="仇英", id_number=number(11), sex="男性", birth="1950年1月").warnings == ()


def test_tags_by_words_and_by_columns() -> None:
    line = one(
        name="仇英",
        id_number=number(),
        tags="计划生育特殊家庭、残疾二级，普通居民",
        **{"tag:dibao": "√", "tag:dangyuan": "否"},
    )
    assert line.tags == (("jisheng", ""), ("canji", "二级"), ("dibao", ""))
    assert line.warnings == ()
    assert "大龄青年" in one(name="仇英", id_number=number(), tags="大龄青年").warnings[0]


def test_lists_are_understood_or_told() -> None:
    line = one(
        name="仇英",
        id_number=number(),
        ethnic="汉族",
        hukou="外来",
        residence="租住",
        relation="妻子",
        occupation="教师",
    )
    assert (line.ethnic, line.hukou, line.residence, line.relation, line.occupation) == (
        "汉",
        "外地",
        "暂住",
        "配偶",
        "教师",
    )
    odd = one(name="仇英", id_number=number(), ethnic="火星", hukou="月亮", residence="飘着")
    assert (odd.ethnic, odd.hukou, odd.residence, len(odd.warnings)) == ("", "", "", 3)


def test_too_long_a_text_is_refused() -> None:
    assert one(name="仇英", id_number=number(), occupation="长" * 201).errors == ("“职业”太长，最多 200 个字",)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("清泉花园12幢302室", ("清泉花园", "12", "302")),
        ("清泉花园12幢302", ("清泉花园", "12", "302")),
        ("清泉花园 12 号楼 3 单元 302 室", ("清泉花园", "12", "3-302")),
        ("望京路88弄12-302", ("望京路88弄", "12", "302")),
        ("12-3-302", ("", "12", "3-302")),
        ("东村36号201室", ("东村", "36", "201")),
        ("中山东路108号", ("中山东路108号", "", "")),
    ],
)
def test_addresses(text: str, parts: tuple[str, str, str]) -> None:
    assert split_address(text) == parts


CELLS: Any = st.none() | st.text(max_size=30) | st.floats() | st.booleans() | st.dates() | st.datetimes() | st.times()


@given(st.dictionaries(st.sampled_from([*FIELDS, *tag_fields()]), CELLS))
def test_no_cell_whatever_stops_the_reading(cells: dict[str, Cell]) -> None:
    line = one(**cells)
    assert line.errors or (line.name and (line.number or line.birth))


@given(st.lists(st.lists(CELLS, max_size=6), max_size=8))
def test_no_sheet_whatever_stops_the_understanding(rows: list[list[Cell]]) -> None:
    width = max(map(len, rows), default=0)
    table: list[list[Cell]] = [["姓名", "性别", "身份证号"], *(row + [None] * (width - len(row)) for row in rows)]
    assert len(read(table)) <= len(rows)
