"""One PDF being written by reportlab: pages of drawing operators and the fonts they name.

The bytes depend on the content only (`invariant`): no dates, no author, no random names.
"""

import io
import zlib
from collections.abc import Sequence
from typing import Any

from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfgen.canvas import Canvas

_IMAGE = "picture"
_CREATOR = "社区全科服务台"
_NO_FONT = "shequ-plain"
_SMALL = 10_000  # characters of a page that are not worth deflating
_QUICK = 2  # higher levels take up to three times as long and save a few per cent


class _NoFont:
    """Stands in as the canvas's first font: otherwise every page names Helvetica, which is not embedded."""

    fontName = _NO_FONT
    name = _NO_FONT
    _dynamicFont = 1
    _multiByte = 0

    @property
    def face(self) -> "_NoFont":
        return self


pdfmetrics.registerFont(_NoFont())


class Words(pdfdoc.PDFObject):
    """An object in the words of the file; reportlab formats a dictionary key by key."""

    def __init__(self, words: str) -> None:
        self._words = words.encode("ascii")

    def format(self, _document: Any) -> bytes:
        """The words."""
        return self._words


class Document:
    """Collects pages and fonts; `finish` gives the file."""

    def __init__(self) -> None:
        self._images = 0
        self._target = io.BytesIO()
        self._canvas = Canvas(self._target, invariant=1, initialFontName=_NO_FONT, lang="zh-CN", pagesize=(1, 1))

    def add_font(self, font: Any, name: str) -> None:
        """Make a font known as `name`; reportlab calls its `addObjects` when the file is written."""
        document = self._canvas._doc
        document.fontMapping[name] = f"/{name}"
        document.delayedFonts.append(font)

    def page(self, width: float, height: float, marks: Sequence[str]) -> None:
        """Add a page of PDF operators; its size in points."""
        self._canvas.setPageSize((width, height))
        self._canvas.showPage()
        content = "\n".join(marks).encode("ascii")
        self._canvas._doc.Pages.pages[-1].Contents = (compressed if len(content) > _SMALL else plain)(content)

    def image(self, data: bytes, width: int, height: int, grey: bool) -> str:
        """Take in a JPEG as it is, its size in pixels; returns the name by which this page may print it."""
        self._images += 1
        name = f"{_IMAGE}{self._images}"
        stream = plain(data)
        stream.dictionary.dict.update(
            Type="/XObject",
            Subtype="/Image",
            Width=width,
            Height=height,
            ColorSpace="/DeviceGray" if grey else "/DeviceRGB",
            BitsPerComponent=8,
            Filter="/DCTDecode",
        )
        self._canvas._doc.addForm(name, stream)
        self._canvas._formsinuse.append(name)
        return str(self._canvas._doc.getXObjectName(name))

    def finish(self, title: str, keywords: str = "") -> bytes:
        """The whole file. `keywords` in ASCII."""
        canvas = self._canvas
        canvas.setTitle(title)
        canvas.setAuthor("")
        canvas.setSubject("")
        if keywords:
            canvas.setKeywords(keywords)
        canvas.setCreator(_CREATOR)
        canvas.save()
        return self._target.getvalue()


def compressed(content: bytes) -> Any:
    """A deflated stream object."""
    stream = pdfdoc.PDFStream(content=zlib.compress(content, _QUICK))
    stream.dictionary["Filter"] = "/FlateDecode"
    return stream


def plain(content: bytes) -> Any:
    """A stream object that is left as it is: what hardly shrinks is not worth the time."""
    return pdfdoc.PDFStream(content=content, filters=[])


def reference(document: Any, thing: Any) -> str:
    """Add an object to a document; returns the words by which others refer to it."""
    words: bytes = document.Reference(thing).format(document)
    return words.decode("ascii")
