"""What the spreadsheet reader does not tell about .ods files: merged cells, hidden sheets and rows."""

import io
import zipfile
from dataclasses import dataclass, field
from xml.etree import ElementTree

from shequ_desk.people.roster.cells import Span

BROKEN = ElementTree.ParseError
"""Raised by `sheets_of` when the XML is broken, besides the errors of zip archives."""

_CONTENT = "content.xml"
_SPACE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_NOT_SHOWN = ("collapse", "filter")
_LAST_ROW = 200_000
_CELLS = frozenset({f"{_SPACE}table-cell", f"{_SPACE}covered-table-cell"})


@dataclass
class Sheet:
    """One sheet: its merged spans and hidden rows, as in cells.Grid, and whether it is shown."""

    merged: list[Span] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    shown: bool = True


def is_open_document(content: bytes) -> bool:
    """Whether a zip archive holds an OpenDocument file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return _CONTENT in archive.namelist()


def sheets_of(content: bytes) -> dict[str, Sheet]:
    """Sheet name → what is to be known about it. The caller has checked how much the archive unpacks to."""
    walker = _Walker()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(_CONTENT) as xml:
        for event, element in ElementTree.iterparse(xml, ("start", "end")):
            if event == "start":
                walker.enter(element)
            else:
                walker.leave(element)
                element.clear()
    return walker.sheets


class _Walker:
    """Counts rows and columns while the elements pass by."""

    def __init__(self) -> None:
        self.sheets: dict[str, Sheet] = {}
        self._sheet = Sheet()
        self._style = ""
        self._hidden: set[str] = set()
        self._row = self._column = 0

    def enter(self, element: ElementTree.Element) -> None:
        """An element begins."""
        if element.tag in _CELLS:
            self._cell(element)
        elif element.tag == f"{_SPACE}table-row":
            self._column = 0
        elif element.tag == f"{_SPACE}table":
            self._table(element)
        elif element.tag == f"{_STYLE}style":
            self._style = element.get(f"{_STYLE}name", "")
        elif element.tag == f"{_STYLE}table-properties" and element.get(f"{_SPACE}display") == "false":
            self._hidden.add(self._style)

    def leave(self, element: ElementTree.Element) -> None:
        """An element ends."""
        if element.tag == f"{_SPACE}table-row":
            following = self._row + _count(element, "number-rows-repeated")
            if element.get(f"{_SPACE}visibility") in _NOT_SHOWN:
                self._sheet.hidden.update(range(self._row, min(following, _LAST_ROW)))
            self._row = following

    def _table(self, element: ElementTree.Element) -> None:
        self._row = self._column = 0
        self._sheet = Sheet(shown=element.get(f"{_SPACE}style-name", "") not in self._hidden)
        self.sheets[element.get(f"{_SPACE}name", "")] = self._sheet

    def _cell(self, element: ElementTree.Element) -> None:
        rows, columns = _count(element, "number-rows-spanned"), _count(element, "number-columns-spanned")
        if rows > 1 or columns > 1:
            self._sheet.merged.append((self._row, self._column, self._row + rows - 1, self._column + columns - 1))
        self._column += _count(element, "number-columns-repeated")


def _count(element: ElementTree.Element, name: str) -> int:
    return max(1, int(element.get(f"{_SPACE}{name}", "1")))
