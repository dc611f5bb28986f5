"""Kinds of paper and the printers that take them."""

from typing import Protocol

from PySide6.QtCore import QMarginsF, QRect, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from shequ_desk.desk.printing.pictures import page_count, render_page
from shequ_desk.kernel.errors import Trouble

DPI = 300


class Paper:
    """A kind of paper: key, words for the clerk, width and height in mm (height 0: as long as the page)."""

    def __init__(self, key: str, title: str, width: float, height: float) -> None:
        self.key, self.title, self.width, self.height = key, title, width, height


PAPERS = {
    paper.key: paper
    for paper in (
        Paper("A4", "A4 纸", 210, 297),
        Paper("A5", "A5 收据纸（横放）", 210, 148),
        Paper("roll80", "80 毫米小票纸", 80, 0),
        Paper("roll58", "58 毫米小票纸", 58, 0),
    )
}


class Printer(Protocol):
    """Something that puts a PDF on paper; called in a job, never on the window's thread."""

    def names(self) -> list[str]:
        """Return the printers installed on this PC."""
        ...

    def print_pdf(self, pdf: bytes, paper: Paper, name: str, copies: int) -> None:
        """Print all pages, each as a picture at 300 dpi. Raises Trouble when the printer did not take it."""
        ...


class QtPrinter:
    """The printers the operating system knows."""

    def names(self) -> list[str]:
        """Return the printers installed on this PC."""
        return list(QPrinterInfo.availablePrinterNames())

    def print_pdf(self, pdf: bytes, paper: Paper, name: str, copies: int) -> None:
        """Print all pages, on both sides of A4 where the printer can; Trouble when it is gone or does not start."""
        pages = page_count(pdf)
        printer = _printer(name, copies)
        first = render_page(pdf, 0, DPI)
        if paper.key == "A4" and pages > 1:
            printer.setDuplex(QPrinter.DuplexMode.DuplexAuto)
        printer.setPageLayout(_layout(paper, first.width(), first.height()))
        painter = QPainter()
        if not printer.isValid() or not painter.begin(printer):
            raise Trouble(f"打印机“{name}”没有响应", "检查电源、纸张和连线，再点重打")
        try:
            for place in range(pages):
                if place and not printer.newPage():
                    raise Trouble(f"打印机“{name}”中途停了", f"已打到第 {place} 页，检查后点重打")
                painter.drawImage(_target(printer), first if place == 0 else render_page(pdf, place, DPI))
        finally:
            painter.end()


def _printer(name: str, copies: int) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPrinterName(name)
    printer.setResolution(DPI)
    printer.setFullPage(True)
    printer.setCopyCount(copies)
    return printer


def _target(printer: QPrinter) -> QRect:
    return printer.pageLayout().fullRectPixels(DPI)


def _layout(paper: Paper, width: int, height: int) -> QPageLayout:
    """Return the page of `paper`; the pictures' own height decides on rolls."""
    tall = paper.height or paper.width * height / width
    size = QPageSize(QSizeF(min(paper.width, tall), max(paper.width, tall)), QPageSize.Unit.Millimeter, paper.title)
    lies = paper.width > tall
    way = QPageLayout.Orientation.Landscape if lies else QPageLayout.Orientation.Portrait
    return QPageLayout(size, way, QMarginsF())
