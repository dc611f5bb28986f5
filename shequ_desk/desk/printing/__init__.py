"""Bytes of a finished paper → preview, file, printer. After the commit a paper is only printed again, never charged."""

from shequ_desk.desk.printing.desk import Printing
from shequ_desk.desk.printing.pictures import page_count, render_page
from shequ_desk.desk.printing.preview import PdfView
from shequ_desk.desk.printing.printer import PAPERS, Paper, Printer, QtPrinter

__all__ = ["PAPERS", "Paper", "PdfView", "Printer", "Printing", "QtPrinter", "page_count", "render_page"]
