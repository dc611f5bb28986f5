"""A typeface inside one PDF: a composite font with only the glyphs used, and a true map back to Unicode.

reportlab's own TrueType embedding cuts a font into subsets of 256 characters and writes a wrong ToUnicode above
U+FFFF, so that a copied 𬀩 becomes another character. One Identity-H font per face has neither fault.
"""

from functools import cache
from typing import Any, NamedTuple

from shequ_desk.paper.document import Words, compressed, plain, reference
from shequ_desk.paper.truetype import Typeface

_CMAP_HEAD = (
    "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
    "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
    "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
)
_CMAP_TAIL = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
_BLOCK = 100
_SYMBOLIC = 4
_SMALL = 40_000  # outlines up to so many bytes shrink by a quarter only, in a fifth of a receipt's time


class _Sign(NamedTuple):
    """What a document tells of a character of a face: glyph, width in thousandths of the size, UTF-16 in hex."""

    glyph: int
    width: str
    unicode: str


@cache
def _sign(face: Typeface, character: int) -> _Sign:
    glyph = face.glyph(character)
    return _Sign(glyph, f"{face.advance(glyph):.4g}", chr(character).encode("utf-16-be", "surrogatepass").hex().upper())


class _Codes(dict[int, str]):
    """Four hex digits for each code point used; a new one takes the place after those in `signs`, 0 is .notdef."""

    def __init__(self, face: Typeface) -> None:
        super().__init__()
        self.signs: list[_Sign] = []
        self._face = face

    def __missing__(self, character: int) -> str:
        self.signs.append(_sign(self._face, character))
        code = self[character] = f"{len(self.signs):04X}"
        return code


class Embedded:
    """The glyphs of one face used so far in one document; reportlab calls `addObjects` when the PDF is written."""

    def __init__(self, face: Typeface, place: int) -> None:
        self.face = face
        self.name = f"F{place}"
        self._base = f"SQDES{chr(ord('A') + place % 26)}+{face.name}"
        self._codes = _Codes(face)

    def hexed(self, text: str) -> str:
        """Return the hex digits that print a text; every code point gets its own code, so copying is exact."""
        return "".join(map(self._codes.__getitem__, map(ord, text)))

    def addObjects(self, document: Any) -> None:
        """Write the font, its subset and its Unicode map into the document."""
        unicode = reference(document, plain(self._to_unicode()))
        font = Words(
            f"<< /Type /Font /Subtype /Type0 /BaseFont /{self._base} /Encoding /Identity-H "
            f"/DescendantFonts [{self._descendant(document)}] /ToUnicode {unicode} >>"
        )
        document.idToObject["BasicFonts"].dict[self.name] = document.Reference(font, f"font:{self.name}")

    def _descendant(self, document: Any) -> str:
        widths = " ".join([f"{self.face.advance(0):.4g}", *(sign.width for sign in self._codes.signs)])
        font = (
            f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{self._base} /CIDToGIDMap /Identity "
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
            f"/DW 1000 /W [0 [{widths}]] /FontDescriptor {self._descriptor(document)} >>"
        )
        return reference(document, Words(font))

    def _descriptor(self, document: Any) -> str:
        program = self.face.subset([0, *(sign.glyph for sign in self._codes.signs)])
        file = (compressed if len(program) > _SMALL else plain)(program)
        file.dictionary["Length1"] = len(program)
        box = " ".join(map(str, self.face.box))
        descriptor = (
            f"<< /Type /FontDescriptor /FontName /{self._base} /Flags {_SYMBOLIC} /FontBBox [{box}] /ItalicAngle 0 "
            f"/Ascent 880 /Descent -120 /CapHeight 733 /StemV 80 /FontFile2 {reference(document, file)} >>"
        )
        return reference(document, Words(descriptor))

    def _to_unicode(self) -> bytes:
        lines = [
            f"<{code}> <{sign.unicode}>" for code, sign in zip(self._codes.values(), self._codes.signs, strict=True)
        ]
        blocks = [lines[start : start + _BLOCK] for start in range(0, len(lines), _BLOCK)]
        body = (f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks)
        return (_CMAP_HEAD + "".join(body) + _CMAP_TAIL).encode("ascii")
