"""Which rows of a workbook are hidden, by a filter or by hand: the spreadsheet reader gives them like all others.

Nothing here refuses a file: what cannot be understood counts as shown.
"""

import io
import posixpath
import re
import struct
import zipfile
from collections.abc import Iterator
from html import unescape

Hidden = dict[str, frozenset[int]]
"""Sheet name → hidden rows, counted from 0."""

_CHUNK = 1 << 20
_BOOK, _LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s([^>]*)>")
_LINK = re.compile(rb"<(?:\w+:)?Relationship\s([^>]*)>")
_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_HIDDEN_ROW = re.compile(rb"""<(?:\w+:)?row\s([^>]*\bhidden=["'](?:1|true)["'][^>]*)>""")
_GLOBALS = b"\x09\x08\x10\x00\x00\x06\x05\x00"
_BEGIN, _END, _NAMED, _ROW = 0x0809, 0x000A, 0x0085, 0x0208
_OF_HEIGHT_0 = 0x20


def of_xlsx(content: bytes) -> Hidden:
    """Hidden rows of an .xlsx; the caller has checked how much it unpacks to."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        known = {entry.filename for entry in archive.infolist() if entry.compress_type in _PACKED}
        if not {_BOOK, _LINKS} <= known:
            return {}
        links = {one.get("Id"): one.get("Target", "") for one in _elements(_LINK, archive.read(_LINKS))}
        sheets = [
            (one.get("name", ""), links.get(one.get("r:id"), "")) for one in _elements(_SHEET, archive.read(_BOOK))
        ]
        parts = [(name, posixpath.join("xl", target).lstrip("/")) for name, target in sheets]
        return {name: frozenset(_rows_of(archive, part)) for name, part in parts if part in known}


def of_xls(content: bytes) -> Hidden:
    """Hidden rows of an .xls (BIFF8) whose stream lies in one piece, as every program writes it."""
    start = content.find(_GLOBALS)
    named = [body for kind, body in _records(content, start) if kind == _NAMED and len(body) > 8] if start >= 0 else []
    return {_name(body): frozenset(_hidden(content, start + int.from_bytes(body[:4], "little"))) for body in named}


def _elements(pattern: re.Pattern[bytes], xml: bytes) -> Iterator[dict[str, str]]:
    for found in pattern.finditer(xml):
        yield _attributes(found[1])


def _attributes(text: bytes) -> dict[str, str]:
    said = ((one[1], one[2] or one[3] or b"") for one in _ATTRIBUTE.finditer(text))
    return {name.decode(): unescape(value.decode("utf-8", "replace")) for name, value in said}


def _rows_of(archive: zipfile.ZipFile, part: str) -> Iterator[int]:
    rest = b""
    with archive.open(part) as xml:
        while chunk := xml.read(_CHUNK):
            text = rest + chunk
            whole = text.rfind(b">") + 1
            for found in _HIDDEN_ROW.finditer(text, 0, whole):
                number = _attributes(found[1]).get("r", "")
                if number.isdecimal():
                    yield int(number) - 1
            rest = text[whole:]


def _records(content: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    """The records from one beginning to its end."""
    while place + 4 <= len(content):
        kind, size = struct.unpack_from("<HH", content, place)
        yield kind, content[place + 4 : place + 4 + size]
        if kind == _END:
            return
        place += 4 + size


def _hidden(content: bytes, place: int) -> Iterator[int]:
    if content[place : place + 2] != _BEGIN.to_bytes(2, "little"):
        return
    for kind, body in _records(content, place):
        if kind == _ROW and len(body) >= 14 and body[12] & _OF_HEIGHT_0:
            yield int.from_bytes(body[:2], "little")


def _name(body: bytes) -> str:
    """The name in a record of a sheet: its length, whether two bytes make a character, the text."""
    wide = body[7] & 1
    return body[8 : 8 + body[6] * (1 + wide)].decode("utf-16-le" if wide else "latin-1", "replace")
