"""One TrueType file, read in place: nothing is parsed that a paper does not need.

The Chinese fonts are 10-15 MB with 30,000 glyphs. The file is mapped, not copied; a glyph, its width and its outline
are looked up when a character is first printed. Opening a face costs well under a millisecond.
"""

import mmap
import struct
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path

from shequ_desk.kernel.errors import Trouble

_WORDS, _MORE, _SCALE, _XY_SCALE, _TWO_BY_TWO = 0x0001, 0x0020, 0x0008, 0x0040, 0x0080
_NEEDED = ("head", "hhea", "maxp", "hmtx", "loca", "glyf", "cmap")


class Typeface:
    """A font file with `glyf` outlines. Raises Trouble when the file is missing or is no such font."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = path.stem if path.stem.isascii() else path.stem.encode().hex()
        try:
            with path.open("rb") as file:
                self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            self._tables = self._directory()
            self._read_metrics()
            self._starts, self._ends, self._firsts = self._read_cmap()
            self._metrics: dict[int, tuple[int, int]] = {}
        except (OSError, ValueError, struct.error, KeyError) as broken:
            raise Trouble(f"字体文件无法使用：{path.name}", "请重新安装程序，或移走这个字体文件。") from broken

    def _directory(self) -> dict[str, tuple[int, int]]:
        count = self._unpack("H", 4)[0]
        entries = (struct.unpack_from(">4s4xLL", self._data, 12 + 16 * place) for place in range(count))
        tables = {tag.decode("latin-1"): (offset, length) for tag, offset, length in entries}
        if missing := [tag for tag in _NEEDED if tag not in tables]:
            raise ValueError(f"no {missing[0]} table")
        return tables

    def _unpack(self, form: str, offset: int) -> tuple[int, ...]:
        return struct.unpack_from(">" + form, self._data, offset)

    def _table(self, tag: str) -> int:
        return self._tables[tag][0]

    def table_bytes(self, tag: str) -> bytes:
        """Return a copy of one table, empty when the font has none of that name."""
        offset, length = self._tables.get(tag, (0, 0))
        return self._data[offset : offset + length]

    def _read_metrics(self) -> None:
        head = self._table("head")
        self.units = self._unpack("H", head + 18)[0]
        box = self._unpack("4h", head + 36)
        self.box = [round(side * 1000 / self.units) for side in box]
        self._long_loca = self._unpack("H", head + 50)[0] == 1
        self._advances = self._unpack("H", self._table("hhea") + 34)[0]

    def _read_cmap(self) -> tuple["array[int]", "array[int]", "array[int]"]:
        base = self._table("cmap")
        count = self._unpack("H", base + 2)[0]
        offsets = [base + self._unpack("L", base + 8 + 8 * place)[0] for place in range(count)]
        forms = {self._unpack("H", offset)[0]: offset for offset in offsets}
        if 12 in forms:
            groups = self._unpack("L", forms[12] + 12)[0]
            flat = self._unpack(f"{groups * 3}L", forms[12] + 16)
            return array("I", flat[0::3]), array("I", flat[1::3]), array("I", flat[2::3])
        if 4 in forms:
            starts, stops, firsts = zip(*sorted(self._short_runs(forms[4])), strict=True)
            return array("I", starts), array("I", stops), array("I", firsts)
        raise ValueError("no Unicode cmap")

    def _short_runs(self, offset: int) -> Iterator[tuple[int, int, int]]:
        """Runs (first code, last code, first glyph) of a format 4 subtable, which older fonts have alone."""
        count = self._unpack("H", offset + 6)[0] // 2
        ends, starts = (self._unpack(f"{count}H", offset + skip) for skip in (14, 16 + 2 * count))
        deltas, ranges = (self._unpack(f"{count}H", offset + 16 + skip * count) for skip in (4, 6))
        for place, (start, end, delta, away) in enumerate(zip(starts, ends, deltas, ranges, strict=True)):
            if not away:
                yield start, end, (start + delta) % 0x10000
                continue
            here = offset + 16 + 6 * count + 2 * place + away
            for step, glyph in enumerate(self._unpack(f"{end - start + 1}H", here) if start < 0xFFFF else ()):
                if glyph:
                    yield start + step, start + step, (glyph + delta) % 0x10000

    def glyph(self, code: int) -> int:
        """Return the glyph number of a code point, 0 when the font has none."""
        group = bisect_right(self._starts, code) - 1
        if group < 0 or code > self._ends[group]:
            return 0
        return self._firsts[group] + code - self._starts[group]

    def advance(self, glyph: int) -> float:
        """Return the width of a glyph in thousandths of the font size."""
        return self._metric(glyph)[0] * 1000 / self.units

    def _metric(self, glyph: int) -> tuple[int, int]:
        """Advance and left bearing in font units, read once: every receipt asks for the same."""
        known = self._metrics.get(glyph)
        if known is None:
            known = self._metrics[glyph] = self._read_metric(glyph)
        return known

    def _read_metric(self, glyph: int) -> tuple[int, int]:
        table = self._table("hmtx")
        if glyph < self._advances:
            advance, bearing = self._unpack("Hh", table + 4 * glyph)
            return advance, bearing
        last = self._unpack("H", table + 4 * (self._advances - 1))[0]
        return last, self._unpack("h", table + 2 * (self._advances + glyph))[0]

    def _outline(self, glyph: int) -> bytes:
        loca, glyf = self._table("loca"), self._table("glyf")
        if self._long_loca:
            start, end = self._unpack("LL", loca + 4 * glyph)
        else:
            start, end = (2 * half for half in self._unpack("HH", loca + 2 * glyph))
        return self._data[glyf + start : glyf + end]

    def subset(self, glyphs: list[int]) -> bytes:
        """Return a font file with exactly these glyphs, numbered by their place in the list (first is .notdef).

        Parts of composite glyphs follow at the end. The file is meant for embedding as CIDFontType2: no cmap.
        """
        order = list(glyphs)
        placed: dict[int, int] = {}
        outlines = [_renumbered(self._outline(glyph), order, placed) for glyph in order]
        metrics = [self._metric(glyph) for glyph in order]
        return _assemble(self, outlines, metrics)


def _renumbered(outline: bytes, order: list[int], placed: dict[int, int]) -> bytes:
    if len(outline) < 10 or struct.unpack_from(">h", outline)[0] >= 0:
        return outline
    data = bytearray(outline)
    offset, flags = 10, _MORE
    while flags & _MORE:
        flags, part = struct.unpack_from(">HH", data, offset)
        if part not in placed:
            placed[part] = len(order)
            order.append(part)
        struct.pack_into(">H", data, offset + 2, placed[part])
        offset += 4 + (4 if flags & _WORDS else 2) + _scale_length(flags)
    return bytes(data)


def _scale_length(flags: int) -> int:
    if flags & _SCALE:
        return 2
    if flags & _XY_SCALE:
        return 4
    return 8 if flags & _TWO_BY_TWO else 0


def _assemble(face: Typeface, outlines: list[bytes], metrics: list[tuple[int, int]]) -> bytes:
    padded = [outline + b"\0" * (-len(outline) % 4) for outline in outlines]
    offsets = [0]
    for outline in padded:
        offsets.append(offsets[-1] + len(outline))
    count = len(outlines)
    head, hhea, maxp = (bytearray(face.table_bytes(tag)) for tag in ("head", "hhea", "maxp"))
    struct.pack_into(">L", head, 8, 0)
    struct.pack_into(">H", head, 50, 1)
    struct.pack_into(">H", hhea, 34, count)
    struct.pack_into(">H", maxp, 4, count)
    tables = {
        "head": bytes(head),
        "hhea": bytes(hhea),
        "maxp": bytes(maxp),
        "hmtx": b"".join(struct.pack(">Hh", *metric) for metric in metrics),
        "loca": struct.pack(f">{len(offsets)}L", *offsets),
        "glyf": b"".join(padded),
    }
    for tag in ("cvt ", "fpgm", "prep"):
        if content := face.table_bytes(tag):
            tables[tag] = content
    return _font_file(tables)


def _font_file(tables: dict[str, bytes]) -> bytes:
    count = len(tables)
    power = count.bit_length() - 1
    header = struct.pack(">LHHHH", 0x00010000, count, 16 << power, power, (count - (1 << power)) * 16)
    directory, body = [], []
    offset = 12 + 16 * count
    for tag, content in sorted(tables.items()):
        directory.append(struct.pack(">4sLLL", tag.encode("ascii"), _checksum(content), offset, len(content)))
        body.append(content + b"\0" * (-len(content) % 4))
        offset += len(body[-1])
    return header + b"".join(directory) + b"".join(body)


def _checksum(content: bytes) -> int:
    padded = content + b"\0" * (-len(content) % 4)
    total: int = sum(struct.unpack(f">{len(padded) // 4}L", padded))
    return total & 0xFFFFFFFF
