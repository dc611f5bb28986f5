"""Reading printed papers back, as a reader program or an eye would."""

import pypdfium2

from shequ_desk.paper.sheet import Block, Sheet
from shequ_desk.paper.style import A4, Paper


def printed(*blocks: Block, paper: Paper = A4, watermark: str = "") -> bytes:
    """Print blocks on one sheet."""
    return Sheet(paper, "试印", watermark).build(blocks)


def page_texts(pdf: bytes) -> list[str]:
    """Return the text of each page, lines ended by a newline."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]
    finally:
        document.close()


def page_sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Return width and height of each page in points."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_size() for page in document]
    finally:
        document.close()


def darkness(pdf: bytes, page: int = 0, scale: float = 2) -> tuple[int, int, bytes]:
    """Return width, height and grey values of a page, 0 black to 255 white."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        picture = document[page].render(scale=scale, grayscale=True).to_pil().convert("L")
        return picture.width, picture.height, picture.tobytes()
    finally:
        document.close()
