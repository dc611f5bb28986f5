"""Photos and scans as a PDF takes them: JPEG in grey or three colours, upright.

Loaded by the paper that prints one: Pillow and the PDF library are more than a start needs.
"""

from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageOps
from pypdfium2 import PdfDocument, PdfImage, PdfiumError, PdfPage

from shequ_desk.kernel.errors import Trouble
from shequ_desk.paper.photo import Picture

_PDF = "application/pdf"
_JPEG = "image/jpeg"
_QUALITY = 82
_SCALE = 150 / 72
_LONGEST = 2400  # pixels of a rendered scan, whatever size its page claims
_LARGEST = 3600  # pixels of a scan that is taken as it is
_MOST = 0.9  # of the page is the scan; the rest is its margin
_UPRIGHT = 1
_ORIENTATION = 0x0112


class Pictures:
    """Reads kept files by number; the PDF read last stays open, since its pages come one after another."""

    def __init__(self, data: Callable[[int], bytes]) -> None:
        self._data = data
        self._open: tuple[int, PdfDocument] | None = None

    def picture(self, number: int, media: str, page: int) -> Picture:
        """A photo, or page `page` (from 0) of a scan. Trouble when that page does not open."""
        return self._scanned(number, page) if media == _PDF else _photo(self._data(number), media)

    def close(self) -> None:
        """Let go of the PDF read last."""
        if self._open is not None:
            self._open[1].close()
            self._open = None

    def _scanned(self, number: int, page: int) -> Picture:
        if self._open is None or self._open[0] != number:
            self.close()
            self._open = (number, PdfDocument(self._data(number)))
        try:
            sheet = self._open[1][page]
            return _as_scanned(sheet) or _drawn(sheet)
        except (PdfiumError, IndexError):
            raise Trouble(f"扫描件第 {page + 1} 页打不开", "请重新扫描，附上后再登记这份原件") from None


def _as_scanned(sheet: PdfPage) -> Picture | None:
    """The JPEG a scanner put on the page, when it is all that stands there: nothing is lost, no time spent."""
    found = list(sheet.get_objects())
    if len(found) != 1 or not isinstance(found[0], PdfImage) or sheet.get_rotation() or not _fills(found[0], sheet):
        return None
    image = found[0]
    if image.get_filters() != ["DCTDecode"] or max(image.get_px_size()) > _LARGEST:
        return None
    try:
        return _photo(bytes(image.get_data()), _JPEG)
    except (OSError, SyntaxError, ValueError):
        return None


def _fills(image: PdfImage, sheet: PdfPage) -> bool:
    """Whether an image stands upright over nearly the whole page."""
    matrix, (width, height) = image.get_matrix(), sheet.get_size()
    return not (matrix.b or matrix.c) and matrix.a >= _MOST * width and matrix.d >= _MOST * height


def _drawn(sheet: PdfPage) -> Picture:
    scale = min(_SCALE, _LONGEST / max(sheet.get_size()))
    return _encoded(sheet.render(scale=scale).to_pil())


def _photo(data: bytes, media: str) -> Picture:
    with Image.open(BytesIO(data), formats=("JPEG", "PNG")) as image:
        if media == _JPEG and image.mode in ("L", "RGB") and image.getexif().get(_ORIENTATION, _UPRIGHT) == _UPRIGHT:
            return Picture(data, image.size, image.mode == "L")
        return _encoded(_on_white(ImageOps.exif_transpose(image)))


def _on_white(image: Image.Image) -> Image.Image:
    """Transparent parts become the white of the paper."""
    if not image.has_transparency_data:
        return image
    clear = image.convert("RGBA")
    white = Image.new("RGB", image.size, (255, 255, 255))
    white.paste(clear, mask=clear.getchannel("A"))
    return white


def _encoded(image: Image.Image) -> Picture:
    kept = BytesIO()
    image.convert("RGB").save(kept, "JPEG", quality=_QUALITY)
    return Picture(kept.getvalue(), image.size, grey=False)
