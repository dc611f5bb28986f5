"""Small rosters made for tests: workbooks, .ods, .csv; invented people of area 330200."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from shequ_desk.kernel.identity import complete
from shequ_desk.people import roster
from shequ_desk.people.roster.importing import Done
from shequ_desk.store.database import Database
from shequ_desk.store.rights import Clerk

TITLES = ("序号", "户号", "与户主关系", "地址", "姓名", "性别", "身份证号", "出生日期", "电话", "人员类别")
ROSTER = Path(__file__).parents[2] / "data" / "roster.xlsx"


def number(sequence: int = 11, birth: date = date(1950, 1, 1)) -> str:
    """A valid citizen number; odd sequences are men."""
    return complete(f"330200{birth:%Y%m%d}{sequence:03d}")


def person(name: str = "仇英", /, **values: object) -> dict[str, object]:
    """One row by column title."""
    return {"姓名": name, **values}


def table(rows: Iterable[Mapping[str, object]], titles: Sequence[str] = TITLES) -> list[list[Any]]:
    """The header and one list a row."""
    return [list(titles), *([row.get(title) for title in titles] for row in rows)]


def book(path: Path, *sheets: Sequence[Sequence[Any]], merged: Iterable[str] = (), hidden: Iterable[int] = ()) -> Path:
    """Write an .xlsx of plain rows; `merged` ranges on the first sheet, `hidden` sheet numbers from 0."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for place, rows in enumerate(sheets):
        sheet = workbook.create_sheet(f"表{place + 1}")
        for row in rows:
            sheet.append(list(row))
        for area in merged if place == 0 else ():
            sheet.merge_cells(area)
        sheet.sheet_state = "hidden" if place in hidden else "visible"
    workbook.save(path)
    return path


def ods(
    path: Path,
    rows: Sequence[Sequence[str]],
    tall: Mapping[tuple[int, int], int] | None = None,
    hidden: Iterable[int] = (),
) -> Path:
    """Write a minimal OpenDocument spreadsheet of texts; `tall` cells (row, column) span so many rows.

    A second, hidden sheet holds a title only.
    """
    shown = dict.fromkeys(hidden, ' table:visibility="filter"')
    body = "".join(
        f"<table:table-row{shown.get(place, '')}>{_cells(row, place, tall or {})}</table:table-row>"
        for place, row in enumerate(rows)
    )
    names = {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    }
    spaces = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in names.items())
    old = f'<table:table table:name="旧表" table:style-name="off"><table:table-row>{_cells(["姓名"], 0, {})}'
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.2">'
        '<office:automatic-styles><style:style style:name="off" style:family="table">'
        '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
        f'<office:body><office:spreadsheet><table:table table:name="名册">{body}</table:table>'
        f"{old}</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" '
        'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return path


def _cells(row: Sequence[str], place: int, tall: Mapping[tuple[int, int], int]) -> str:
    cells = []
    for column, text in enumerate(row):
        span = f' table:number-rows-spanned="{tall[place, column]}"' if (place, column) in tall else ""
        cells.append(f'<table:table-cell office:value-type="string"{span}><text:p>{text}</text:p></table:table-cell>')
    return "".join(cells)


def bomb(path: Path, megabytes: int) -> Path:
    """A workbook whose sheet unpacks to many megabytes of nothing."""
    small = io.BytesIO()
    openpyxl.Workbook().save(small)
    with zipfile.ZipFile(small) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            target.writestr(entry.filename, source.read(entry))
        with target.open("xl/worksheets/sheet9.xml", "w") as sheet:
            for _ in range(megabytes):
                sheet.write(b" " * (1 << 20))
    return path


def bring_in(database: Database, clerk: Clerk, path: Path) -> Done:
    """Import a file for good."""
    return roster.import_file(database, clerk, path)
