"""Writes a small .xls (BIFF8 in a compound file) for tests."""

import struct
from collections.abc import Iterable, Sequence
from pathlib import Path

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def xls(
    path: Path,
    rows: Sequence[Sequence[str]],
    merged: Iterable[tuple[int, int, int, int]] = (),
    hidden: Iterable[int] = (),
) -> Path:
    """One sheet "名册" of texts; `merged` spans are (first row, last row, first column, last column)."""
    return compound(path, "Workbook", _workbook(rows, list(merged), list(hidden)))


def locked_xls(path: Path) -> Path:
    """An .xls with a password: a FILEPASS follows the first record."""
    stream = _workbook([["姓名"]], [], [])
    return compound(path, "Workbook", stream[:20] + _record(0x2F, b"\x01" + b"\x00" * 53) + stream[20:])


def compound(path: Path, name: str, stream: bytes) -> Path:
    """A compound file with one stream."""
    stream += b"\x00" * (max(4096, -(-len(stream) // _SECTOR) * _SECTOR) - len(stream))
    sectors = len(stream) // _SECTOR
    chain = [_FAT, _END, *range(3, sectors + 2), _END]
    fat = struct.pack(f"<{_SECTOR // 4}I", *chain, *[_FREE] * (_SECTOR // 4 - len(chain)))
    directory = _entry("Root Entry", 5, child=1, start=_END, size=0) + _entry(name, 2, _FREE, 2, len(stream))
    path.write_bytes(_header() + fat + directory.ljust(_SECTOR, b"\x00") + stream)
    return path


def _header() -> bytes:
    numbers = struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    table = struct.pack("<109I", 0, *[_FREE] * 108)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 16 + numbers + table


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\x00\x00"
    head = text.ljust(64, b"\x00") + struct.pack("<HBBIII", len(text), kind, 1, _FREE, _FREE, child)
    return head + b"\x00" * 36 + struct.pack("<IQ", start, size)


def _workbook(rows: Sequence[Sequence[str]], merged: list[tuple[int, int, int, int]], hidden: list[int]) -> bytes:
    start = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 6)) + _record(0x42, struct.pack("<H", 1200))
    name = "名册".encode("utf-16-le")
    place = len(start) + 4 + 8 + len(name) + 4
    sheet = _record(0x85, struct.pack("<IBBBB", place, 0, 0, len(name) // 2, 1) + name)
    return start + sheet + _record(0x0A, b"") + _sheet(rows, merged, hidden)


def _sheet(rows: Sequence[Sequence[str]], merged: list[tuple[int, int, int, int]], hidden: list[int]) -> bytes:
    cells = b"".join(_label(row, column, text) for row, cells in enumerate(rows) for column, text in enumerate(cells))
    spans = struct.pack("<H", len(merged)) + b"".join(struct.pack("<4H", *span) for span in merged)
    start = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 6))
    off = b"".join(_record(0x208, struct.pack("<HHHHHHHH", row, 0, 2, 255, 0, 0, 0x20, 15)) for row in hidden)
    return start + off + cells + _record(0xE5, spans) + _record(0x0A, b"")


def _label(row: int, column: int, text: str) -> bytes:
    return (
        _record(0x204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le")) if text else b""
    )


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content
