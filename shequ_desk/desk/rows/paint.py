"""Paints the cells: hair line under each row, bold and coloured columns, chips."""

from collections.abc import Mapping

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from shequ_desk.desk.rows.model import Index, RowsModel
from shequ_desk.desk.theme import ACCENTS, Tone, colour, font, px


class RowPainter(QStyledItemDelegate):
    """`looks` per column key: "strong" bold, "muted" grey, or a tone that colours the text."""

    def __init__(self, model: RowsModel, looks: Mapping[str, str]) -> None:
        super().__init__()
        self._model, self._looks = model, dict(looks)
        self._fonts = {"strong": font(14, True), "muted": font(13)}
        self._plain, self._chip = font(14), font(12)
        self._chip_metrics = QFontMetrics(self._chip)
        self._tint, self._line = QColor(ACCENTS["green"].tint), colour("line")
        self._gap = px(8)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box: QRect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, self._tint)
        painter.setPen(self._line)
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        inner = box.adjusted(self._gap, 0, -self._gap, 0)
        tone = self._model.tone(index)
        text = self._model.data(index)
        if tone is None or not text:
            self._paint_text(painter, inner, text, index)
        else:
            self._paint_chip(painter, inner, text, tone)
        painter.restore()

    def _paint_text(self, painter: QPainter, box: QRect, text: str, index: Index) -> None:
        look = self._looks.get(self._model.columns[index.column()].key, "")
        painter.setFont(self._fonts.get(look, self._plain))
        painter.setPen(_ink(look))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, self._model.data(index, Qt.ItemDataRole.TextAlignmentRole), shown)

    def _paint_chip(self, painter: QPainter, box: QRect, text: str, tone: Tone) -> None:
        width = min(self._chip_metrics.horizontalAdvance(text) + px(18), box.width())
        chip = QRect(box.left(), box.center().y() - px(11) + 1, width, px(22))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ACCENTS[tone].tint))
        painter.drawRoundedRect(chip, px(11), px(11))
        painter.setFont(self._chip)
        painter.setPen(QColor(ACCENTS[tone].strong))
        room = chip.adjusted(px(6), 0, -px(6), 0)
        shown = self._chip_metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, shown)


def _ink(look: str) -> QColor:
    for tone, accent in ACCENTS.items():
        if tone == look:
            return QColor(accent.strong)
    return colour("muted" if look == "muted" else "ink")
