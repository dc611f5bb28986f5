"""PDF bytes → pictures of pages. pypdfium2 is not safe in two threads at once, so one lock guards it."""

import threading
from typing import Any

from PySide6.QtGui import QImage

from shequ_desk.kernel import late
from shequ_desk.kernel.errors import Trouble

_lock = threading.Lock()
POINTS_PER_INCH = 72


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF has; raises Trouble when the bytes are no PDF."""
    with _lock:
        document = _open(pdf)
        try:
            return len(document)
        finally:
            document.close()


def page_sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Return width and height of every page in points (1/72 inch). Raises Trouble for no PDF."""
    with _lock:
        document = _open(pdf)
        try:
            return [document.get_page_size(place) for place in range(len(document))]
        finally:
            document.close()


def render_page(pdf: bytes, place: int, dpi: float) -> QImage:
    """Return page `place` (from 0) as a picture at `dpi`; callable from any thread. Raises Trouble for no PDF."""
    with _lock:
        document = _open(pdf)
        try:
            bitmap = document[place].render(scale=dpi / POINTS_PER_INCH, rev_byteorder=True, prefer_bgrx=True)
            picture = QImage(
                bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888
            ).copy()
        finally:
            document.close()
    picture.setDotsPerMeterX(round(dpi / 0.0254))
    picture.setDotsPerMeterY(round(dpi / 0.0254))
    return picture


def _open(pdf: bytes) -> Any:
    pdfium = late.load("shequ_desk.desk.printing.pdfium")
    try:
        return pdfium.PdfDocument(pdf)
    except pdfium.PdfiumError as error:
        raise Trouble("这份文件打不开", "请重新生成一次") from error
