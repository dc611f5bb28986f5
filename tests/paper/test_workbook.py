"""Exported workbooks: values of the right kind, and nothing that runs (P17)."""

import io
import zipfile
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shequ_desk.kernel.figures import Column, Table
from shequ_desk.kernel.money import Money
from shequ_desk.paper.workbook import sheet_name, workbook

COLUMNS = (
    Column("id", "身份证号", "number_text"),
    Column("name", "姓名"),
    Column("amount", "金额", "money"),
    Column("day", "日期", "date"),
    Column("at", "时间", "time"),
    Column("count", "餐次", "int"),
)
ROW = ("330200194401010018", "𬀩䶮", Money(123450), date(2026, 11, 1), datetime(2026, 11, 1, 9, 5), 3)
TABLE = Table("明细", COLUMNS, [ROW], ("合计", None, Money(123450), None, None, 3))
DANGEROUS = [
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "{=A1}",
    "http://x.example",
    "mailto:a@b.c",
    "\t=1",
    "<f>1</f>",
]


def cells(data: bytes) -> Any:
    """Open the first sheet."""
    return openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]


def parts(data: bytes) -> dict[str, str]:
    """Return the XML parts of a workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


@pytest.mark.parametrize(("columns", "turned"), [(4, "portrait"), (12, "landscape")])
def test_a_printed_sheet_is_one_page_wide(columns: int, turned: str) -> None:
    table = Table("明细", tuple(Column(f"c{n}", "备注") for n in range(columns)), [("家属代取",) * columns] * 200)
    sheet = cells(workbook([table]))
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.orientation == turned


def test_values_keep_their_kind() -> None:
    sheet = cells(workbook([TABLE], "清泉社区", "演示"))
    assert sheet["A1"].value == "演示 清泉社区 明细"
    assert [cell.value for cell in sheet[2]] == [column.title for column in COLUMNS]
    assert [(cell.value, cell.number_format) for cell in sheet[3]] == [
        ("330200194401010018", "@"),
        ("𬀩䶮", "@"),
        (1234.5, "#,##0.00"),
        (datetime(2026, 11, 1), "yyyy-mm-dd"),
        (datetime(2026, 11, 1, 9, 5), "yyyy-mm-dd hh:mm"),
        (3, "#,##0"),
    ]
    assert [cell.value for cell in sheet[4]] == ["合计", None, 1234.5, None, None, 3]
    assert all(cell.font.bold for cell in sheet[4])


def test_a_number_kept_as_text_is_text_even_when_given_as_number() -> None:
    sheet = cells(workbook([Table("卡", (Column("card", "卡号", "number_text"),), [(62200123456789012,)])]))
    assert sheet["A3"].value == "62200123456789012"


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_becomes_a_formula_or_a_link(text: str) -> None:
    data = workbook([Table(text, (Column("a", text),), [(text,)], (text,))], text, text)
    written = parts(data)
    assert not any("<f>" in xml or "<f " in xml or "<hyperlink" in xml for xml in written.values())
    assert cells(data)["A3"].value == text.strip("\t") or cells(data)["A3"].value == text
    assert cells(data)["A3"].data_type == "s"


@settings(max_examples=40)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=4))
def test_any_text_gives_a_workbook_that_opens(texts: list[str]) -> None:
    data = workbook([Table(text, (Column("a", text),), [(text,)]) for text in texts], texts[0], texts[-1])
    assert len(openpyxl.load_workbook(io.BytesIO(data)).worksheets) == len(texts)
    assert not any("<f>" in xml for xml in parts(data).values())


def test_sheet_names_are_legal_and_differ() -> None:
    taken: set[str] = set()
    names = [
        sheet_name(title, taken)
        for title in ("明细[1]/2", "明细 1  2", "A" * 40, "a" * 40, "'引'", "", "History", "𬀩" * 20)
    ]
    assert len({name.casefold() for name in names}) == len(names)
    assert all(0 < len(name.encode("utf-16-le")) // 2 <= 31 for name in names)
    assert not any(set(name) & set("[]:*?/\\") or name[0] == "'" or name.casefold() == "history" for name in names)


def test_metadata_is_constant_and_names_nobody() -> None:
    assert workbook([TABLE]) == workbook([TABLE])
    core = parts(workbook([TABLE]))["docProps/core.xml"]
    assert "<dc:creator></dc:creator>" in core
    assert "2000-01-01T00:00:00Z" in core


def test_no_tables_is_still_a_workbook() -> None:
    assert len(openpyxl.load_workbook(io.BytesIO(workbook([]))).worksheets) == 1
