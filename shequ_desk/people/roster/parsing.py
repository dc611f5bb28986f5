"""Bytes of a spreadsheet file → grids. Runs in a child process: what it reads may be broken or hostile."""

import codecs
import csv
import io
import itertools
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import python_calamine as calamine

from shequ_desk.kernel.errors import Refusal
from shequ_desk.people.roster import hidden, opendocument
from shequ_desk.people.roster.cells import Cell, Grid, Span, is_blank

_MEGABYTE = 1 << 20
_CHUNK = 256 * 1024
_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_GLOBALS = b"\x09\x08\x10\x00\x00\x06\x05\x00"
_FILEPASS = b"\x2f\x00"
_NEAR = 4
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_WEB_PAGES = (b"<", b"MIME-Version")
_DELIMITERS = ",\t;，"
_BROKEN = (
    calamine.CalamineError,
    zipfile.BadZipFile,
    zlib.error,
    opendocument.BROKEN,
    OSError,
    ValueError,
    EOFError,
    OverflowError,
    RuntimeError,
    KeyError,
)
_OTHERWISE = "请用 Excel 或 WPS 打开后另存为 .xlsx，再重新导入"


@dataclass(frozen=True)
class Limits:
    """How much a file may ask of the desk: bytes, rows of all sheets, columns and cells of a sheet, memory, seconds."""

    file_bytes: int = 64 * _MEGABYTE
    unpacked_bytes: int = 400 * _MEGABYTE
    rows: int = 200_000
    columns: int = 400
    cells: int = 8_000_000
    memory_bytes: int = 1536 * _MEGABYTE
    seconds: float = 120.0


def parse(content: bytes, limits: Limits) -> list[Grid]:
    """The visible sheets that hold anything. Refusal when the file is no spreadsheet, broken or too large."""
    if len(content) > limits.file_bytes:
        raise too_large()
    if content.startswith(_ZIP):
        return _workbook(content, limits, zipped=True)
    if content.startswith(_COMPOUND):
        if _is_locked(content):
            raise Refusal("文件设有打开密码，没有导入", "请先在 Excel 或 WPS 中去掉密码")
        return _workbook(content, limits, zipped=False)
    return [_separated(_decoded(content), limits)]


def too_large() -> Refusal:
    """The file asks for more than the limits allow."""
    return Refusal("文件太大或展开后太大，没有导入", "请删去多余的空行、图片和工作表，或分成几个文件导入")


def broken() -> Refusal:
    """The file cannot be read."""
    return Refusal("文件已损坏或不是表格文件，没有导入", _OTHERWISE)


def _workbook(content: bytes, limits: Limits, zipped: bool) -> list[Grid]:
    try:
        if zipped:
            _check_unpacked(content, limits)
        known = opendocument.sheets_of(content) if zipped and opendocument.is_open_document(content) else {}
        grids = list(_sheets(content, limits, known))
        rows = hidden.of_xlsx(content) if zipped else hidden.of_xls(content)
        return [replace(grid, hidden=grid.hidden | rows.get(grid.name, frozenset())) for grid in grids]
    except MemoryError as error:
        raise too_large() from error
    except _BROKEN as error:
        raise broken() from error


def _is_locked(content: bytes) -> bool:
    """Whether a compound file is encrypted: an .xlsx inside it, or a FILEPASS near the start of an .xls.

    The spreadsheet reader tells it of files on the disk only; of bytes it says that it knows no such format.
    """
    if _ENCRYPTED in content:
        return True
    place = content.find(_GLOBALS)
    for _ in range(_NEAR if place >= 0 else 0):
        kind, size = content[place : place + 2], content[place + 2 : place + 4]
        if kind == _FILEPASS:
            return True
        place += 4 + int.from_bytes(size, "little")
    return False


def _check_unpacked(content: bytes, limits: Limits) -> None:
    """Count what really comes out of the archive, not what its headers claim."""
    total = 0
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for entry in archive.infolist():
            for size in _inflated(content, entry):
                total += size
                if total > limits.unpacked_bytes:
                    raise too_large()


def _inflated(content: bytes, entry: zipfile.ZipInfo) -> Iterator[int]:
    header = content[entry.header_offset : entry.header_offset + 30]
    if len(header) < 30 or not header.startswith(_ZIP):
        raise zipfile.BadZipFile
    start = entry.header_offset + 30 + int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    packed = content[start : start + entry.compress_size]
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        yield len(packed)
        return
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    while packed and not stream.eof:
        yield len(stream.decompress(packed, _CHUNK))
        packed = stream.unconsumed_tail


def _sheets(content: bytes, limits: Limits, known: Mapping[str, opendocument.Sheet]) -> Iterator[Grid]:
    left = limits.rows
    with calamine.load_workbook(io.BytesIO(content)) as book:
        for place, about in enumerate(book.sheets_metadata):
            if about.visible is not calamine.SheetVisibleEnum.Visible:
                continue
            more = known.get(about.name, opendocument.Sheet())
            if about.typ is not calamine.SheetTypeEnum.WorkSheet or not more.shown:
                continue
            sheet = book.get_sheet_by_index(place)
            last_row, last_column = sheet.end or (-1, -1)
            _check_shape(last_row + 1, last_column + 1, left, limits)
            rows = sheet.to_python(skip_empty_area=False)
            left -= len(rows)
            if any(not is_blank(cell) for row in rows for cell in row):
                merged = [*_spans(sheet.merged_cell_ranges), *more.merged]
                yield Grid(about.name, rows, merged, frozenset(more.hidden))


def _spans(ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]] | None) -> list[Span]:
    return [(*first, *last) for first, last in ranges or ()]


def _check_shape(rows: int, columns: int, left: int, limits: Limits) -> None:
    if rows > left or columns > limits.columns or rows * columns > limits.cells:
        raise too_large()


def _decoded(content: bytes) -> str:
    if b"\x00" in content and not content.startswith(_UTF_16):
        raise broken()
    start = content.removeprefix(codecs.BOM_UTF8).lstrip()
    if start.startswith(b"%PDF"):
        raise broken()
    if start.startswith(_WEB_PAGES):
        raise Refusal("这是网页格式的文件，只是改了后缀名，没有导入", _OTHERWISE)
    names = ("utf-16",) if content.startswith(_UTF_16) else ("utf-8-sig", "gb18030")
    for name in names:
        try:
            return content.decode(name)
        except UnicodeDecodeError:
            continue
    raise Refusal("文字编码认不出来，没有导入", "CSV 请存为 UTF-8 或 GB 18030；或另存为 .xlsx")


def _delimiter(text: str) -> str:
    """What stands most often in the line of titles: in notes below it there may be commas of any kind."""
    start = text[:20_000]
    titles = next((line for line in start.splitlines() if "姓名" in "".join(line.split())), start)
    return max(_DELIMITERS, key=titles.count)


def _separated(text: str, limits: Limits) -> Grid:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        rows: list[list[Cell]] = [list(row) for row in itertools.islice(reader, limits.rows + 1)]
    except csv.Error as error:
        raise broken() from error
    width = max(map(len, rows), default=0)
    _check_shape(len(rows), width, limits.rows, limits)
    if not any(not is_blank(cell) for row in rows for cell in row):
        raise Refusal("文件是空的，没有导入", "请选择填好的名册")
    return Grid("", [row + [None] * (width - len(row)) for row in rows])
