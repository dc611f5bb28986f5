"""The library that draws PDF pages; 4 MB that only a preview or a printer needs."""

from pypdfium2 import PdfDocument, PdfiumError

__all__ = ["PdfDocument", "PdfiumError"]
