"""Photos and scans before they are kept: what they are by their bytes, whether they open, and small enough.

Loaded by the work that keeps a file: Pillow and the PDF library are more than a start needs.
"""

import warnings
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps
from pypdfium2 import PdfDocument, PdfiumError

from shequ_desk.kernel.errors import Refusal

MEGABYTE = 1 << 20
JPEG, PNG, PDF = "image/jpeg", "image/png", "application/pdf"
_SIGNS = ((b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG), (b"%PDF-", PDF))
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!")
_QUALITY = 85
_KEPT_AS_IT_IS = 2 * MEGABYTE
_WAY_OUT = "请选择 JPG、PNG 照片或 PDF 扫描件"
_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)


@dataclass(frozen=True)
class Limits:
    """Megabytes as chosen and as kept; pixels of a photo's longer side."""

    upload_megabytes: int
    stored_megabytes: int
    photo_pixels: int


@dataclass(frozen=True)
class Content:
    """What is kept: bytes, media type, pages (1 for a picture) and a sentence about what was done, or ''."""

    data: bytes
    media: str
    pages: int
    note: str = ""


def accept(data: bytes, limits: Limits) -> Content:
    """The file as it will be kept. Refusal: too large, not a photo or PDF whatever its name says, does not open."""
    if len(data) > limits.upload_megabytes * MEGABYTE:
        raise Refusal(
            f"文件有 {_megabytes(len(data))} 兆，上限 {limits.upload_megabytes} 兆", "请压缩或分开扫描后再添加", "data"
        )
    media = _media(data)
    content = _document(data) if media == PDF else _picture(data, media, limits.photo_pixels)
    if len(content.data) > limits.stored_megabytes * MEGABYTE:
        raise Refusal(
            f"文件有 {_megabytes(len(content.data))} 兆，入库上限 {limits.stored_megabytes} 兆",
            "请用较低的分辨率（200 点）重新扫描，或分成几份",
            "data",
        )
    return content


def _media(data: bytes) -> str:
    for sign, media in _SIGNS:
        if data.startswith(sign):
            return media
    if data.startswith(_PROGRAMS):
        raise Refusal("这是一个程序，不是照片，没有保存", _WAY_OUT, "data")
    raise Refusal("这个文件不是照片，也不是 PDF", _WAY_OUT, "data")


def _document(data: bytes) -> Content:
    try:
        document = PdfDocument(data)
    except PdfiumError:
        raise Refusal("这份 PDF 打不开，可能损坏或设了密码", "请重新扫描或另存一份不带密码的", "data") from None
    try:
        return Content(data, PDF, len(document))
    finally:
        document.close()


def _picture(data: bytes, media: str, pixels: int) -> Content:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _opened(data, media, pixels)
    except _BOMBS:
        raise Refusal("这张照片的尺寸太大，无法处理", "请用较低的分辨率重新拍摄或扫描", "data") from None
    except (OSError, SyntaxError, ValueError):
        raise Refusal("这张照片打不开，可能没有传完整", "请重新拍摄或重新拷贝", "data") from None


def _opened(data: bytes, media: str, pixels: int) -> Content:
    with Image.open(BytesIO(data), formats=("JPEG", "PNG")) as image:
        small = max(image.size) <= pixels and len(data) <= _KEPT_AS_IT_IS
        if small:
            image.load()
            return Content(data, media, 1)
        shrunk = _shrunk(image, pixels)
    return Content(shrunk, JPEG, 1, f"照片已从 {_megabytes(len(data))} 兆压缩到 {_megabytes(len(shrunk))} 兆")


def _shrunk(image: Image.Image, pixels: int) -> bytes:
    image.draft("RGB", (pixels, pixels))
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((pixels, pixels))
    kept = BytesIO()
    upright.convert("RGB").save(kept, "JPEG", quality=_QUALITY)
    return kept.getvalue()


def _megabytes(size: int) -> str:
    return f"{max(size / MEGABYTE, 0.1):.1f}"
