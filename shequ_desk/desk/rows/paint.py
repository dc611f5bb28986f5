"""Paints the cells: hair line under each row, bold and coloured columns, chips.

A frame paints some hundred cells, so colours, fonts and sides are looked up once and shortened texts are kept.
"""

from collections.abc import Mapping
from functools import lru_cache

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from shequ_desk.desk.rows.model import Index, RowsModel, side
from shequ_desk.desk.theme import ACCENTS, Tone, colour, font, px

_KEPT_TEXTS = 4096
PAD = 8
"""Pixels between a text and either edge of its cell."""
_SELECTED = QStyle.StateFlag.State_Selected.value
_WHOLE = (Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip).value  # texts fit already; clipping doubles the time


class RowPainter(QStyledItemDelegate):
    """`looks` per column key: "strong" bold, "muted" grey, or a tone that colours the text."""

    def __init__(self, model: RowsModel, looks: Mapping[str, str]) -> None:
        super().__init__()
        self._model = model
        self._chip, self._chip_metrics = font(12), QFontMetrics(font(12))
        self._tint, self._line = QColor(ACCENTS["green"].tint), colour("line")
        self._tones = {tone: (QColor(accent.tint), QColor(accent.strong)) for tone, accent in ACCENTS.items()}
        self._looks = [_look(looks.get(column.key, "")) for column in model.columns]
        self._metrics = [QFontMetrics(face) for face, _ in self._looks]
        self._sides = [side(column).value | _WHOLE for column in model.columns]
        self._shortened = lru_cache(_KEPT_TEXTS)(self._shorten)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box: QRect = option.rect
        if option.state.value & _SELECTED:
            painter.fillRect(box, self._tint)
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, self._line)
        row, place = self._model.row_at(index.row()), index.column()
        text, tone = self._model.text(row, place), self._model.tone(row, place)
        inner = box.adjusted(PAD, 0, -PAD, 0)
        if tone is None or not text:
            self._paint_text(painter, inner, text, place)
        else:
            self._paint_chip(painter, inner, text, tone)

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """Resting on a shortened cell shows all of it."""
        text = str(self._model.data(index) or "")
        QToolTip.showText(event.globalPos(), "" if self.fits(text, index.column(), option.rect.width()) else text, view)
        return True

    def fits(self, text: str, place: int, width: int) -> bool:
        """Whether a text stands whole in a cell of this column, so many pixels wide."""
        return self._metrics[place].horizontalAdvance(text) <= width - 2 * PAD

    def _paint_text(self, painter: QPainter, box: QRect, text: str, place: int) -> None:
        face, ink = self._looks[place]
        painter.setFont(face)
        painter.setPen(ink)
        painter.drawText(box, self._sides[place], self._shortened(text, place, box.width()))

    def _paint_chip(self, painter: QPainter, box: QRect, text: str, tone: Tone) -> None:
        tint, strong = self._tones[tone]
        width = min(self._chip_metrics.horizontalAdvance(text) + 18, box.width())
        chip = QRect(box.left(), box.center().y() - px(11) + 1, width, px(22))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tint)
        painter.drawRoundedRect(chip, px(11), px(11))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setFont(self._chip)
        painter.setPen(strong)
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter.value | _WHOLE, self._shortened(text, -1, width - px(12)))

    def _shorten(self, text: str, place: int, width: int) -> str:
        metrics = self._chip_metrics if place < 0 else self._metrics[place]
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


def _look(look: str) -> tuple[QFont, QColor]:
    for tone, accent in ACCENTS.items():
        if tone == look:
            return font(14), QColor(accent.strong)
    if look == "muted":
        return font(13), colour("muted")
    return font(14, look == "strong"), colour("ink")
