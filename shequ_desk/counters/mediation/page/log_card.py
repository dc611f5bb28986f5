"""The log of a case: newest first, only added to; a correction stands beside what it mends."""

from typing import Any

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from shequ_desk.counters.mediation.page.painted import AT_LEFT, LinePainter, PaintedList, chip_width, elided
from shequ_desk.counters.mediation.page.tones import ENTRIES
from shequ_desk.counters.mediation.rules.cases import CaseView, LogEntry
from shequ_desk.desk.counter import Tone
from shequ_desk.desk.theme import colour, font, px
from shequ_desk.desk.widgets import Card, Label

_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_AT, _GAP, _RIGHT = 8, 8, 10
_MOMENT, _KIND = 88, 74
"""Design pixels of 11-20 09:47, and of a chip of four signs without its room."""


class LogLine:
    """An entry with the words around it: how many attachments, what it mends or is mended by."""

    def __init__(self, entry: LogEntry, view: CaseView) -> None:
        self.entry = entry
        self.at = f"{entry.at:%m-%d %H:%M}" if entry.at.year == view.accepted_on.year else f"{entry.at:%Y-%m-%d}"
        self.tone: Tone = ENTRIES[entry.kind]
        self.under = " · ".join(_under(entry, view))

    def words(self) -> str:
        """As a screen reader says it."""
        return f"{self.at} {self.entry.kind_text} {self.entry.text} {self.under}"


class LogCard(Card):
    """Enter on an entry opens it whole."""

    def __init__(self) -> None:
        super().__init__("案件日志", Label("只增不改 · 更正另记", "muted"), spacing=4)
        self._painter = _LogPainter(always=False)
        self.list = PaintedList("案件日志", self._painter, LogLine.words, ("还没有选案件", "选一件，它的日志列在这里"))
        self._painter.list = self.list
        self.add(self.list)

    def show_case(self, view: CaseView) -> None:
        """Replace the entries, the newest on top."""
        place = self.list.currentIndex().row()
        lines = [LogLine(entry, view) for entry in reversed(view.log)]
        self.list.rows.show_rows(lines)
        self.list.select(min(max(place, 0), len(lines) - 1))

    def clear(self) -> None:
        """No case."""
        self.list.rows.show_rows(())

    def current(self) -> LogEntry | None:
        """The entry under the cursor."""
        line: LogLine | None = self.list.current()
        return line.entry if line else None


class _LogPainter(LinePainter):
    """When, what kind, what was said, who was there."""

    list: PaintedList

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | Any) -> QSize:
        line: LogLine | None = index.data(Qt.ItemDataRole.UserRole)
        width = self.list.viewport().width()
        if line is None:
            return QSize(width, px(40))
        return QSize(width, self._text_height(line, width) + px(20) + px(20 if line.under else 0))

    def paint_row(self, painter: QPainter, box: QRect, row: LogLine) -> None:
        top, height = box.top() + px(9), self._text_height(row, box.width())
        painter.setFont(font(13))
        painter.setPen(colour("muted"))
        painter.drawText(QRect(box.left() + _AT, top, _chip_left() - _AT, px(22)), AT_LEFT, row.at)
        chip = row.entry.kind_text
        self.chip(painter, box.left() + _chip_left() + chip_width(chip), top + px(11), chip, row.tone)
        left, wide = box.left() + _text_left(), box.width() - _text_left() - _RIGHT
        painter.setFont(font(14))
        painter.setPen(colour("faint" if row.entry.corrected_by else "ink"))
        painter.drawText(QRect(left, top, wide, height), _WRAP, row.entry.text)
        if row.under:
            painter.setFont(font(12))
            painter.setPen(colour("muted"))
            line = QRect(left, top + height + px(1), wide, px(20))
            painter.drawText(line, AT_LEFT, elided(font(12), row.under, wide))

    def _text_height(self, line: LogLine, width: int) -> int:
        room = QRect(0, 0, max(width - _text_left() - _RIGHT, px(80)), 10_000)
        return max(QFontMetrics(font(14)).boundingRect(room, _WRAP, line.entry.text).height(), px(20))


def _chip_left() -> int:
    return _AT + px(_MOMENT) + _GAP


def _text_left() -> int:
    return _chip_left() + px(_KIND) + 18


def _under(entry: LogEntry, view: CaseView) -> list[str]:
    kept = sum(one.log_id == entry.id for one in view.attachments)
    numbers = {one.id: one.no for one in view.log}
    named = (("主持", entry.host), ("记录", entry.recorder or entry.clerk), ("在场", entry.people), ("", entry.place))
    parts = [f"{title} {value}".strip() for title, value in named if value]
    if kept:
        parts.append(f"附件 {kept} 件")
    if entry.corrects:
        parts.insert(0, f"更正第 {numbers[entry.corrects]} 笔")
    if entry.corrected_by:
        parts.insert(0, f"已由第 {numbers[entry.corrected_by]} 笔更正")
    return parts
