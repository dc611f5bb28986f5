"""Listing reports: figures as printed, totals, orientation."""

from datetime import date, datetime

import pytest

from shequ_desk.kernel import figures
from shequ_desk.kernel.figures import Column, Table
from shequ_desk.kernel.money import Money
from shequ_desk.paper import fonts
from shequ_desk.paper.listing import (
    Closing,
    Heading,
    amount_line,
    fitted_widths,
    paper_for,
    shown,
    table_grid,
    table_paper,
)
from shequ_desk.paper.style import A4, A4_LANDSCAPE
from tests.paper.sheets import page_sizes, page_texts

NARROW = Table(
    "分承担单位合计",
    (Column("payer", "承担单位"), Column("meals", "餐次", "int"), Column("amount", "金额（元）", "money")),
    [("街道", 1234, Money(400)), ("区民政局", 2, Money(-100))],
    ("合计", 1236, Money(300)),
)
WIDE = Table(
    "补贴明细",
    (
        Column("id", "身份证号", "number_text"),
        *(Column(f"c{n}", f"备注第{n}栏") for n in range(8)),
        Column("amount", "金额", "money"),
    ),
    [("3302**********1228", *["家属代取需要送餐"] * 8, Money(99_999_999_999_999)) for _ in range(60)],
)
GROUPS = [("", 1), ("两项", 2)]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (Money(123450), "1,234.50"),
        (Money(-700), "−7.00"),
        (date(2026, 11, 1), "2026-11-01"),
        (datetime(2026, 11, 1, 9, 5), "2026-11-01 09:05"),
        (12345, "12,345"),
        (-1, "−1"),
        ("3元/餐", "3元/餐"),
    ],
)
def test_values_as_printed(value: figures.Cell, text: str) -> None:
    assert shown(value) == text


def test_amount_in_words_stands_beside_the_figures() -> None:
    assert amount_line(Money(140950)) == "合计（大写）：人民币壹仟肆佰零玖元伍角整　￥1,409.50"


def test_a_small_report_is_upright_and_complete() -> None:
    closing = Closing(["公示 7 天。"], Money(300), ["制表", "审核"])
    pdf = table_paper(
        Heading("结算表", "清泉社区　2026年10月", "单位：元"), [NARROW], closing, "演示", "打印：王岚", GROUPS
    )
    text = page_texts(pdf)[0]
    assert page_sizes(pdf)[0][0] < page_sizes(pdf)[0][1]
    wanted = [
        "结算表",
        "清泉社区",
        "单位：元",
        "两项",
        "区民政局 2 −1.00",
        "合计 1,236 3.00",
        "人民币叁元整　￥3.00",
        "公示 7 天。",
    ]
    assert [part for part in [*wanted, "制表：", "演示", "打印：王岚", "第 1 页 共 1 页"] if part not in text] == []


def test_the_widest_table_decides_the_orientation() -> None:
    assert (paper_for([NARROW]), paper_for([NARROW, WIDE]), paper_for([])) == (A4, A4_LANDSCAPE, A4)


def test_numbers_keep_their_width_when_room_is_short() -> None:
    short, ample = fitted_widths(WIDE, 700), fitted_widths(WIDE, 5000)
    assert (short[0], short[-1]) == (ample[0], ample[-1])
    assert sum(short) <= 700
    assert max(short[1:-1]) - min(short[1:-1]) < 0.01


def test_titles_stay_on_one_line_while_there_is_room() -> None:
    columns = (Column("a", "红冲金额（元）", "money"), Column("b", "合计餐次与人次", "int"))
    table = Table("", columns, [(Money(100), 1)])
    tight, ample = fitted_widths(table, 100), fitted_widths(table, 400)
    assert fonts.width("红冲金额（元）", fonts.SONG_BOLD, 9) > tight[0] - 8
    assert fonts.width("红冲金额（元）", fonts.SONG_BOLD, 9) < ample[0] - 8


def test_a_title_without_room_is_broken_before_its_brackets() -> None:
    columns = tuple(Column(f"c{place}", f"家长自付{place}（万元）", "money") for place in range(12))
    grid = table_grid(Table("费用", columns, [(Money(1),) * 12]), 500)
    assert [cell.text for cell in grid.rows[0]] == [f"家长自付{place}\n（万元）" for place in range(12)]


@pytest.mark.parametrize("lines", range(28, 46))
def test_a_short_table_is_not_divided(lines: int) -> None:
    long = Table("", NARROW.columns, [("街道", 1, Money(100))] * lines)
    texts = page_texts(table_paper(Heading("结算表"), [long, NARROW]))
    assert [text for text in texts if "分承担单位合计" in text and "合计 1,236" in text]


def test_ids_and_amounts_stay_in_one_piece_over_many_pages() -> None:
    texts = page_texts(table_paper(Heading("明细"), [WIDE]))
    assert len(texts) > 1
    assert all("身份证号" in text for text in texts)
    assert sum(text.count("3302**********1228") for text in texts) == 60
    assert sum(text.count("999,999,999,999.99") for text in texts) == 60


def test_an_empty_table_says_so() -> None:
    empty = Table("台账", NARROW.columns, [])
    assert "本期没有记录。" in page_texts(table_paper(Heading("台账"), [empty]))[0]
