"""Day-close sheets as PDF and workbook: what can be read out of them again."""

import io
from dataclasses import replace
from datetime import datetime

import openpyxl

from shequ_desk.kernel.money import ZERO, Money
from shequ_desk.till.papers import close_tables, day_close_pdf, day_close_workbook
from shequ_desk.till.rules import CloseSheet, Payment, SeriesRange, Shift, Taking
from tests.till.kit import fen, missing_from, pages

AT = datetime(2026, 11, 21, 11, 42)
SHEET = CloseSheet(
    day=AT.date(),
    centre="清泉社区党群服务中心",
    window="1",
    opening_float=fen("200.00"),
    takings=(
        Taking("CT", Payment.CASH, 80, fen("640.00"), 1, fen("-8.00")),
        Taking("SK", Payment.CASH, 1, fen("12.00"), 0, ZERO),
    ),
    series=(SeriesRange("CT", "CT-2026-000400", "CT-2026-000482", 83, 2),),
    receipts=83,
    voids=2,
    gaps=0,
    expected=fen("844.00"),
    perpetual=fen("71200.00"),
    shifts=(Shift("open", AT.date(), AT, "王岚", "", fen("200.00"), fen("200.00"), ZERO, ""),),
    counted=fen("843.00"),
    difference=fen("-1.00"),
    reason="找零差错",
    chain="abcdef012345",
    mac="a1b2c3d4e5f60718",
    closed_at=AT,
    clerk_name="王岚",
)


def test_the_day_close_shows_cash_numbers_and_chain() -> None:
    (text,) = pages(day_close_pdf(SHEET))
    assert not missing_from(
        text,
        "收款日结单",
        "2026年11月21日",
        "CT-2026-000400",
        "CT-2026-000482",
        "应有现金844.00",
        "实点现金843.00",
        "差额（长款为正）",
        "断号 0 个",
        "累计净额 71,200.00 元",
        "差额说明：找零差错",
        "abcdef012345",
        "a1b2c3d4e5f60718",
        "本日实收（大写）：人民币陆佰肆拾肆元整",
    )


def test_what_was_put_on_account_and_collected_the_same_day_came_in_once() -> None:
    takings = (
        Taking("CT", Payment.CASH, 1, fen("8.00"), 0, ZERO),
        Taking("CT", Payment.ACCOUNT, 1, fen("15.00"), 0, ZERO),
        Taking("SK", Payment.WECHAT, 1, fen("15.00"), 0, ZERO),
    )
    (text,) = pages(day_close_pdf(replace(SHEET, takings=takings)))
    assert not missing_from(text, "本日实收（大写）：人民币贰拾叁元整", "本日净额 23.00 元，其中记账 15.00 元。")


def test_the_day_close_names_what_was_sold_and_lists_payments_as_the_till_does() -> None:
    paid = (("SK", "cash"), ("TY", "wechat"), ("CT", "account"), ("CT", "free"), ("CT", "wechat"), ("CT", "cash"))
    takings = tuple(Taking(kind, Payment(payment), 1, Money(800), 0, ZERO) for kind, payment in paid)
    found, *_ = close_tables(replace(SHEET, takings=takings))
    assert [" ".join(str(cell) for cell in row[:2]) for row in found.rows] == [
        "助餐 CT 现金",
        "助餐 CT 微信",
        "助餐 CT 记账",
        "助餐 CT 免费",
        "托育 TY 微信",
        "收回记账 SK 现金",
    ]


def test_a_preview_says_that_it_is_not_the_close() -> None:
    preview = replace(SHEET, counted=None, closed_at=None, made_at=AT, clerk_name="陈主任", chain="", mac="")
    (text,) = pages(day_close_pdf(preview, demo=True))
    assert not missing_from(text, "未日结", "演示", f"制表：陈主任　{AT:%Y-%m-%d %H:%M}")
    assert "日结：" not in text
    assert "实点现金843.00" not in text


def test_the_workbook_holds_the_tables_of_the_paper() -> None:
    book = openpyxl.load_workbook(io.BytesIO(day_close_workbook(SHEET, demo=True)))
    tables = close_tables(SHEET)
    assert book.sheetnames == [table.title for table in tables]
    assert [cell.value for cell in book["收款汇总"][2]] == [column.title for column in tables[0].columns]
    assert book["收款汇总"]["G5"].value == 644
    assert "演示" in book["现金"]["A1"].value
