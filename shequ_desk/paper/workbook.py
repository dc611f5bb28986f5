"""Tables as an Excel workbook. No cell can run: texts stay texts, never formulas or links.

Identity, phone, card and receipt numbers are texts (Excel would round them); money is a number with two decimals;
dates are dates. The metadata is constant and names nobody.
"""

import io
import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from shequ_desk.kernel import figures, late
from shequ_desk.kernel.figures import Column, Table
from shequ_desk.kernel.money import Money

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}
_MADE = datetime(2000, 1, 1)
_NOT_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_SHEET_NAME = 31
_LONGEST_CELL = 32_767
_LONGEST_MARK = 100
_UPRIGHT = 90.0
"""Half-width characters an upright A4 page has room for."""
_NUMBER_FORMATS = {
    "money": "#,##0.00",
    "int": "#,##0",
    "date": "yyyy-mm-dd",
    "moment": "yyyy-mm-dd hh:mm",
    "text": "@",
}


def workbook(tables: Sequence[Table], heading: str = "", mark: str = "") -> bytes:
    """Return an .xlsx with one sheet per table: title row, column titles, rows, totals.

    `heading` stands above each table's own title; `mark` (演示) is written beside it and into the page header.
    """
    target = io.BytesIO()
    with late.load("shequ_desk.paper.excel").Workbook(target, _OPTIONS) as book:
        book.set_properties({"title": "", "author": "", "comments": "", "created": _MADE})
        formats = _Formats(book)
        names: set[str] = set()
        for table in tables or [Table("空表", (), ())]:
            sheet = book.add_worksheet(sheet_name(table.title, names))
            _write(sheet, table, formats, " ".join(filter(None, (mark, heading, table.title))))
            if header := _cut(_plain(mark), _LONGEST_MARK).replace("&", "&&"):
                sheet.set_header(f"&C{header}")
    return target.getvalue()


def sheet_name(title: str, taken: set[str]) -> str:
    """Return a legal sheet name not yet in `taken` (compared without case) and add it there."""
    base = _NOT_IN_SHEET_NAME.sub(" ", _plain(title)).strip(" '") or "表"
    name, number = _cut(base, _LONGEST_SHEET_NAME).rstrip(" '") or "表", 2
    while name.casefold() in taken or name.casefold() == "history":
        tail = f" {number}"
        name, number = _cut(base, _LONGEST_SHEET_NAME - len(tail)).rstrip(" '") + tail, number + 1
    taken.add(name.casefold())
    return name


def _cut(text: str, units: int) -> str:
    """Excel counts UTF-16 units."""
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", errors="ignore")


def _plain(text: str) -> str:
    return _NOT_IN_XML.sub("", text)


class _Formats:
    """Cell formats, made once per workbook."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[str, bool], Any] = {}
        self.title = book.add_format({"bold": True, "font_size": 14, "num_format": "@"})
        self.heading = book.add_format({"bold": True, "border": 1, "align": "center", "text_wrap": True})

    def cell(self, kind: str, bold: bool) -> Any:
        """Return the format for a kind of value."""
        if (kind, bold) not in self._made:
            number = _NUMBER_FORMATS.get(kind, "@")
            self._made[kind, bold] = self._book.add_format({"num_format": number, "bold": bold, "border": 1})
        return self._made[kind, bold]


def _write(sheet: Any, table: Table, formats: _Formats, title: str) -> None:
    sheet.write_string(0, 0, _plain(title), formats.title)
    widths = [_column_width(column, [row[place] for row in table.rows]) for place, column in enumerate(table.columns)]
    for place, (column, width) in enumerate(zip(table.columns, widths, strict=True)):
        sheet.write_string(1, place, _plain(column.title), formats.heading)
        sheet.set_column(place, place, width)
    for number, row in enumerate(table.rows, 2):
        _write_row(sheet, number, table.columns, row, formats, bold=False)
    if table.totals is not None:
        _write_row(sheet, len(table.rows) + 2, table.columns, table.totals, formats, bold=True)
    sheet.freeze_panes(2, 0)
    sheet.repeat_rows(1)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    if sum(widths) > _UPRIGHT:
        sheet.set_landscape()


def _write_row(
    sheet: Any, number: int, columns: Sequence[Column], row: Sequence[figures.Cell], formats: _Formats, bold: bool
) -> None:
    for place, (column, value) in enumerate(zip(columns, row, strict=True)):
        _write_cell(sheet, number, place, column, value, formats, bold)


def _write_cell(
    sheet: Any, number: int, place: int, column: Column, value: figures.Cell, formats: _Formats, bold: bool
) -> None:
    if value is None:
        sheet.write_blank(number, place, None, formats.cell(column.kind, bold))
    elif isinstance(value, Money):
        sheet.write_number(number, place, value.fen / 100, formats.cell("money", bold))
    elif isinstance(value, datetime):
        sheet.write_datetime(number, place, value, formats.cell("moment", bold))
    elif isinstance(value, date):
        sheet.write_datetime(number, place, value, formats.cell("date", bold))
    elif isinstance(value, int) and column.kind != "number_text":
        sheet.write_number(number, place, value, formats.cell("int", bold))
    else:
        sheet.write_string(number, place, _cut(_plain(str(value)), _LONGEST_CELL), formats.cell("text", bold))


def _column_width(column: Column, values: Sequence[figures.Cell]) -> float:
    """Excel widths count half-width characters; a Chinese character takes two."""
    longest = max((_half_widths(str(value)) for value in values if value is not None), default=0)
    return min(max(longest + 2, _half_widths(column.title) + 2, 6), 60)


def _half_widths(text: str) -> int:
    return sum(2 if ord(char) > 0x2E7F else 1 for char in text)
