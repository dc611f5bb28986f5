"""Files of every kind, and files that are broken, hostile or too large: none crashes or half-imports (P16)."""

import io
import random
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shequ_desk.kernel.errors import Refusal
from shequ_desk.people.roster.cells import Grid, text_of
from shequ_desk.people.roster.parsing import Limits, parse
from shequ_desk.people.roster.reading import read_file
from shequ_desk.people.service.roster_lines import Stopped
from tests.people.roster import books
from tests.people.roster.oldbooks import compound, locked_xls, xls

GOOD = books.ROSTER.read_bytes()
LIMITS = Limits()
PANIC = "PanicException"
"""What a bug inside the Rust reader becomes; the child process ends with it and the parent says 损坏."""


def refused_or_read(content: bytes) -> bool:
    """Whether parsing ended in one of the ways the parent process can handle; another thread keeps what it raised."""
    with ThreadPoolExecutor(1) as thread:
        error = thread.submit(parse, content, LIMITS).exception()
    if isinstance(error, Refusal):
        return bool(error.way_out)
    return error is None or type(error).__name__ == PANIC


def texts(grid: Grid) -> list[list[str]]:
    """The cells as a person reads them."""
    return [[text_of(cell) for cell in row] for row in grid.rows]


@given(st.integers(4, len(GOOD) - 1))
@settings(max_examples=60)
def test_a_cut_off_workbook_is_refused(end: int) -> None:
    with pytest.raises(Refusal):
        parse(GOOD[:end], LIMITS)


@given(st.integers(0, 2**32))
@settings(max_examples=60)
def test_flipped_bytes_never_escape(seed: int) -> None:
    dice = random.Random(seed)
    content = bytearray(GOOD)
    for _ in range(dice.randrange(1, 30)):
        content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
    assert refused_or_read(bytes(content))


@given(st.integers(0, 2**32))
@settings(max_examples=60)
def test_mangled_xml_parts_never_escape(seed: int) -> None:
    dice = random.Random(seed)
    target = io.BytesIO()
    with zipfile.ZipFile(_small()) as source, zipfile.ZipFile(target, "w") as archive:
        for entry in source.infolist():
            archive.writestr(entry.filename, _mangled(source.read(entry), dice))
    assert refused_or_read(target.getvalue())


@given(st.binary(max_size=400))
@settings(max_examples=100)
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    assert refused_or_read(content)


@pytest.mark.parametrize("name", ["名册.xlsx", "名册.xls", "名册.ods", "名册.csv"])
def test_a_broken_file_of_any_kind_is_a_sentence(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(GOOD[: len(GOOD) // 2])
    with pytest.raises(Refusal, match="损坏"):
        read_file(path)


def test_a_child_that_dies_is_a_broken_file(tmp_path: Path) -> None:
    path = tmp_path / "far.xlsx"
    sheet = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    with zipfile.ZipFile(_small()) as source, zipfile.ZipFile(path, "w") as archive:
        for entry in source.infolist():
            is_sheet = entry.filename.startswith("xl/worksheets/")
            content = f"{sheet}{far}</sheetData></worksheet>".encode() if is_sheet else source.read(entry)
            archive.writestr(entry.filename, content)
    with pytest.raises(Refusal, match="没有导入"):
        read_file(path)


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = books.bomb(tmp_path / "bomb.xlsx", 60)
    limits = Limits(unpacked_bytes=20 << 20)
    assert path.stat().st_size < 1 << 20
    with pytest.raises(Refusal, match="展开后太大"):
        parse(path.read_bytes(), limits)


def test_a_bomb_that_lies_about_its_size_is_not_unpacked(tmp_path: Path) -> None:
    content = bytearray(books.bomb(tmp_path / "bomb.xlsx", 60).read_bytes())
    directory = content.rfind(b"PK\x01\x02")
    content[directory + 24 : directory + 28] = (100).to_bytes(4, "little")
    with pytest.raises(Refusal, match="展开后太大"):
        parse(bytes(content), Limits(unpacked_bytes=20 << 20))


def test_too_many_rows_are_refused(tmp_path: Path) -> None:
    path = books.book(tmp_path / "a.xlsx", [["姓名", "性别"], *[["仇英", "女"]] * 20])
    with pytest.raises(Refusal, match="太大"):
        parse(path.read_bytes(), Limits(rows=20))


def test_a_slow_file_is_given_up(tmp_path: Path) -> None:
    path = books.book(tmp_path / "a.xlsx", [["姓名"]])
    with pytest.raises(Refusal, match="太久"):
        read_file(path, Limits(seconds=0.0))


def test_reading_can_be_cancelled() -> None:
    with pytest.raises(Stopped):
        read_file(books.ROSTER, cancelled=lambda: True)


def test_what_is_no_spreadsheet_is_refused(tmp_path: Path) -> None:
    web = tmp_path / "网页.xls"
    web.write_text("<html><table><tr><td>姓名</td></tr></table></html>", "utf-8")
    with pytest.raises(Refusal, match="网页"):
        read_file(web)
    for start in ("\ufeff\r\n<?xml version='1.0'?>", "MIME-Version: 1.0\r\n\r\n<html>姓名,性别"):
        web.write_text(start, "utf-8")
        with pytest.raises(Refusal, match="网页"):
            read_file(web)
    web.write_text("%PDF-1.7 姓名,性别", "utf-8")
    with pytest.raises(Refusal, match="不是表格"):
        read_file(web)
    with pytest.raises(Refusal, match=r"不能导入 \.pdf"):
        read_file(tmp_path / "名册.pdf")
    with pytest.raises(Refusal, match="打不开"):
        read_file(tmp_path / "没有.xlsx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_csv_in_every_usual_encoding(encoding: str, delimiter: str) -> None:
    text = f"姓名{delimiter}证件号码\r\n孟㛃诗{delimiter}{books.number()}\r\n𬀩玉{delimiter}\r\n"
    (grid,) = parse(text.encode(encoding), LIMITS)
    assert [list(row) for row in grid.rows] == [["姓名", "证件号码"], ["孟㛃诗", books.number()], ["𬀩玉", ""]]


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "，"])
def test_commas_in_the_notes_are_no_delimiter(delimiter: str) -> None:
    notes = '"一，二，三，四；五"' if delimiter != "\t" else "一，二，三,四,五;六"
    text = f"清泉社区名册\r\n姓 名{delimiter}备注\r\n" + f"仇英{delimiter}{notes}\r\n" * 3
    (grid,) = parse(text.encode(), LIMITS)
    assert [row[0] for row in grid.rows[1:]] == ["姓 名", "仇英", "仇英", "仇英"]


ROWS = [["户号", "姓名"], ["001", "仇英"], ["", "单田"]]


def test_an_ods_is_read_with_its_merged_cells_and_without_hidden_sheets(tmp_path: Path) -> None:
    (grid,) = read_file(books.ods(tmp_path / "名册.ods", ROWS, tall={(1, 0): 2}))
    assert (grid.name, texts(grid), list(grid.merged)) == ("名册", ROWS, [(1, 0, 2, 0)])


def test_an_xls_is_read_with_its_merged_cells(tmp_path: Path) -> None:
    (grid,) = read_file(xls(tmp_path / "名册.xls", ROWS, merged=[(1, 2, 0, 0)]))
    assert (grid.name, texts(grid), list(grid.merged)) == ("名册", ROWS, [(1, 0, 2, 0)])


def test_a_password_is_said(tmp_path: Path) -> None:
    locked = compound(tmp_path / "名册.xlsx", "EncryptedPackage", b"\x00" * 5000)
    for path in (locked, locked_xls(tmp_path / "名册.xls")):
        with pytest.raises(Refusal, match="打开密码"):
            read_file(path)


@given(st.integers(0, 2**32))
@settings(max_examples=40)
def test_flipped_bytes_of_older_kinds_never_escape(seed: int) -> None:
    dice = random.Random(seed)
    with TemporaryDirectory() as folder:
        made = dice.choice((books.ods(Path(folder) / "a.ods", ROWS), xls(Path(folder) / "a.xls", ROWS)))
        content = bytearray(made.read_bytes())
    for _ in range(dice.randrange(1, 8)):
        content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
    assert refused_or_read(bytes(content))


def test_hidden_sheets_stay_out(tmp_path: Path) -> None:
    path = books.book(tmp_path / "a.xlsx", [["姓名", "性别"], ["仇英", "女"]], [["姓名"], ["旧人"]], hidden=[1])
    assert [grid.name for grid in parse(path.read_bytes(), LIMITS)] == ["表1"]


def test_cells_read_as_a_person_would() -> None:
    assert text_of(13912345678.0) == "13912345678"
    assert text_of(330200650222154.0) == "330200650222154"
    assert text_of(3.30200199110195e17) == "3.30200199110195E+17"
    assert text_of(1.5) == "1.5"
    assert text_of(None) == ""


def _small() -> io.BytesIO:
    path = io.BytesIO()
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in _PARTS.items():
            archive.writestr(name, text)
    return path


def _mangled(content: bytes, dice: random.Random) -> bytes:
    if dice.random() < 0.5 or not content:
        return content
    place = dice.randrange(len(content))
    other = dice.choice((b"", b"<", b'"', b"99", b"\xff", content[place : place + 40]))
    return content[:place] + other + content[place + dice.randrange(3) :]


_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPES}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}">'
    '<sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_LINKS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData><row r="1"><c r="A1" t="inlineStr">'
    '<is><t>姓名</t></is></c></row></sheetData><mergeCells><mergeCell ref="A1:A2"/></mergeCells></worksheet>',
}
