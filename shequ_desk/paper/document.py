"""A PDF file (ISO 32000-1) with no more in it than our papers need: pages of text and lines, and embedded fonts.

The bytes depend on the content only: no dates, no author, no random names.
"""

import zlib
from collections.abc import Mapping, Sequence
from hashlib import blake2b

_CREATOR = "社区全科服务台"
_QUICK = 2  # higher levels take up to three times as long and save a few per cent
_CATALOG, _TREE, _RESOURCES = 1, 2, 3


class Document:
    """Collects objects and pages; `finish` gives the file."""

    def __init__(self) -> None:
        self._objects = [b"", b"", b""]
        self._pages: list[int] = []

    def add(self, body: str) -> int:
        """Add an object; returns its number, by which others refer to it."""
        return self._add(body.encode("ascii"))

    def stream(self, content: bytes, entries: str = "", deflate: bool = True) -> int:
        """Add a stream with further `entries` in its dictionary; returns its number."""
        if deflate:
            content, entries = zlib.compress(content, _QUICK), f"{entries} /Filter /FlateDecode"
        head = f"<< /Length {len(content)}{entries} >>\nstream\n".encode("ascii")
        return self._add(b"%b%b\nendstream" % (head, content))

    def page(self, width: float, height: float, marks: Sequence[str]) -> None:
        """Add a page of PDF operators; its size in points."""
        content = self.stream("\n".join(marks).encode("ascii"))
        box = f"[0 0 {width:.2f} {height:.2f}]"
        self._pages.append(
            self.add(
                f"<< /Type /Page /Parent {_TREE} 0 R /MediaBox {box} "
                f"/Resources {_RESOURCES} 0 R /Contents {content} 0 R >>"
            )
        )

    def finish(self, title: str, fonts: Mapping[str, int]) -> bytes:
        """The whole file; `fonts` names the font objects as the pages call them."""
        kids = " ".join(f"{page} 0 R" for page in self._pages)
        named = " ".join(f"/{name} {number} 0 R" for name, number in fonts.items())
        self._objects[:3] = (
            b"<< /Type /Catalog /Pages %d 0 R /Lang (zh-CN) >>" % _TREE,
            f"<< /Type /Pages /Count {len(self._pages)} /Kids [{kids}] >>".encode("ascii"),
            f"<< /Font << {named} >> >>".encode("ascii"),
        )
        info = self.add(f"<< /Title {_text(title)} /Creator {_text(_CREATOR)} >>")
        return self._file(info)

    def _add(self, body: bytes) -> int:
        self._objects.append(body)
        return len(self._objects)

    def _file(self, info: int) -> bytes:
        file, places = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
        for number, body in enumerate(self._objects, 1):
            places.append(len(file))
            file += b"%d 0 obj\n%b\nendobj\n" % (number, body)
        start, size = len(file), len(places) + 1
        name = blake2b(file, digest_size=16).hexdigest()
        rows = "".join(f"{place:010} 00000 n \n" for place in places)
        trailer = f"<< /Size {size} /Root {_CATALOG} 0 R /Info {info} 0 R /ID [<{name}> <{name}>] >>"
        file += f"xref\n0 {size}\n0000000000 65535 f \n{rows}trailer\n{trailer}\nstartxref\n{start}\n%%EOF\n".encode()
        return bytes(file)


def _text(text: str) -> str:
    return f"<FEFF{text.encode('utf-16-be', 'surrogatepass').hex().upper()}>"
