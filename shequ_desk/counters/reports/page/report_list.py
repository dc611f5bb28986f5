"""The list of papers: title, what it is for, and how it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from shequ_desk.desk.counter import Report
from shequ_desk.desk.theme import ACCENTS, Tone, colour, font, px

_HEIGHT, _MARKER = 58, 3
_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Standing:
    """How a paper stands for the period on show: a short word and its tone, pages once it was made."""

    text: str
    tone: Tone


CHECKING, GOOD = Standing("核对中", "grey"), Standing("已核对", "green")
EMPTY, LACKING = Standing("空表", "grey"), Standing("缺 1 项", "red")
BARRED, TRIAL, OPEN = Standing("不能出表", "grey"), Standing("试算", "gold"), Standing("未日结", "gold")
CLOSED, LIST = Standing("已结账", "green"), Standing("可打印", "grey")


@dataclass(frozen=True)
class _Entry:
    """One row of the list."""

    report: Report
    standing: Standing
    pages: int = 0

    @property
    def subtitle(self) -> str:
        return f"{self.report.subtitle} · {self.pages} 页" if self.pages else self.report.subtitle


class ReportList(QListWidget):
    """Papers one under the other; ↑ ↓ choose. Signal `report_chosen(object)`: the Report under the cursor."""

    report_chosen = Signal(object)

    def __init__(self, reports: Sequence[Report]) -> None:
        super().__init__()
        self.setAccessibleName("报表")
        self.setObjectName("Reports")
        self.setItemDelegate(_Painter())
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for report in reports:
            self.addItem(_item(report))
        self.setCurrentRow(0)
        self.currentItemChanged.connect(self._on_current)

    def chosen(self) -> Report | None:
        """The report under the cursor, None in an empty list."""
        item = self.currentItem()
        return _entry(item).report if item else None

    def choose(self, key: str) -> None:
        """Move the cursor to a report by its key."""
        for place, item in enumerate(self._items()):
            if _entry(item).report.key == key:
                self.setCurrentRow(place)

    def standing(self, key: str) -> str:
        """The word on a report's chip. Raises StopIteration for an unknown key."""
        return next(_entry(item).standing.text for item in self._items() if _entry(item).report.key == key)

    def show_standings(self, standings: Mapping[str, Standing]) -> None:
        """Change the chips of the reports named."""
        for item in self._items():
            entry = _entry(item)
            if entry.report.key in standings:
                _fill(item, replace(entry, standing=standings[entry.report.key]))

    def show_pages(self, key: str, pages: int) -> None:
        """Say how many pages a report has; 0 for not known."""
        for item in self._items():
            entry = _entry(item)
            if entry.report.key == key:
                _fill(item, replace(entry, pages=pages))

    def _items(self) -> list[QListWidgetItem]:
        return [self.item(place) for place in range(self.count())]

    @Slot()
    def _on_current(self) -> None:
        self.report_chosen.emit(self.chosen())


class _Painter(QStyledItemDelegate):
    """Bold title over a small line, a chip at the right, a green marker at the chosen row."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(px(120), px(_HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        box: QRect = option.rect
        entry: _Entry = index.data(_ROLE)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(ACCENTS["green"].tint))
            painter.fillRect(QRect(box.topLeft(), QSize(px(_MARKER), box.height())), QColor(ACCENTS["green"].strong))
        painter.setPen(colour("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        inner = box.adjusted(px(12), px(8), -px(10), -px(8))
        inner.setRight(_paint_chip(painter, inner, entry.standing) - px(8))
        _paint_line(painter, inner, entry.report.title, 14, "ink", Qt.AlignmentFlag.AlignTop)
        _paint_line(painter, inner, entry.subtitle, 12, "muted", Qt.AlignmentFlag.AlignBottom)


def _paint_line(painter: QPainter, box: QRect, text: str, size: int, ink: str, side: Qt.AlignmentFlag) -> None:
    """One line, shortened in the middle: titles of the same table differ at their end, by period."""
    face = font(size, ink == "ink")
    painter.setFont(face)
    painter.setPen(colour(ink))
    shown = QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideMiddle, box.width())
    painter.drawText(box, side | Qt.AlignmentFlag.AlignLeft, shown)


def _paint_chip(painter: QPainter, box: QRect, standing: Standing) -> int:
    face, accent = font(12), ACCENTS[standing.tone]
    width = QFontMetrics(face).horizontalAdvance(standing.text) + px(18)
    chip = QRect(box.right() - width, box.center().y() - px(11), width, px(22))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(accent.tint))
    painter.drawRoundedRect(chip, px(11), px(11))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setFont(face)
    painter.setPen(QColor(accent.strong))
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, standing.text)
    return chip.left()


def _item(report: Report) -> QListWidgetItem:
    item = QListWidgetItem()
    _fill(item, _Entry(report, CHECKING))
    return item


def _fill(item: QListWidgetItem, entry: _Entry) -> None:
    item.setData(_ROLE, entry)
    item.setText(f"{entry.report.title} {entry.subtitle} {entry.standing.text}")
    item.setToolTip(entry.report.title)


def _entry(item: QListWidgetItem) -> _Entry:
    entry = item.data(_ROLE)
    assert isinstance(entry, _Entry)
    return entry
