"""A chart on screen: bars that can be walked with the arrows; Enter or a click opens the rows behind a bar."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from shequ_desk.desk.theme import ACCENTS, Tone, colour, font, px
from shequ_desk.kernel.figures import Figure
from shequ_desk.kernel.money import Money
from shequ_desk.kernel.rates import NO_BASE
from shequ_desk.kernel.sections import Chart

_TALL, _TITLE, _LABEL, _NUMBER, _LABEL_GAP = 158, 22, 18, 14, 6
_RIGHT = Qt.TextElideMode.ElideRight
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class ChartView(QWidget):
    """Signal `mark_opened(object)`: the Figure of the bar that was chosen."""

    mark_opened = Signal(object)

    def __init__(self, chart: Chart, tone: Tone) -> None:
        super().__init__()
        self.chart, self._tone = chart, tone
        self.place = max(len(chart.labels) - 1, 0) if chart.kind in ("months", "days") else 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(px(180), px(_TALL))
        self.setAccessibleName(chart.title)
        self._say()

    def sizeHint(self) -> QSize:
        return QSize(px(290), px(_TALL))

    def chosen(self) -> Figure | None:
        """The figure under the frame, of the first line."""
        values = self.chart.lines[0].values if self.chart.lines else ()
        return values[self.place] if self.place < len(values) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ENTER:
            self._open()
        elif key in _STEPS and self.chart.labels:
            self.place = (self.place + _STEPS[key]) % len(self.chart.labels)
            self._say()
            self.update()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._at(event.position().toPoint())
        if place is not None:
            self.place = place
            self._say()
            self.update()
            self._open()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint_title(painter)
        slots = range(len(self.chart.labels))
        for place in slots:
            self._paint_slot(painter, place)
        for place in sorted(slots, key=self.place.__eq__):
            self._paint_words(painter, place, self._slot(place), self._field())
        painter.setPen(colour("line"))
        base = self._field().bottom()
        painter.drawLine(0, base, self.width(), base)
        if self.hasFocus() and slots:
            painter.setPen(QColor(ACCENTS[self._tone].strong))
            painter.drawRect(self._slot(self.place).adjusted(0, px(_TITLE), -1, -1))

    def _open(self) -> None:
        figure = self.chosen()
        if figure is not None:
            self.mark_opened.emit(figure)

    def _say(self) -> None:
        figure = self.chosen()
        label = self.chart.labels[self.place] if self.chart.labels else ""
        told = f"{figure.text} {figure.unit}，Enter 看明细" if figure else "没有记录"
        self.setAccessibleDescription(f"{label} {told}")

    def _field(self) -> QRect:
        return self.rect().adjusted(0, px(_TITLE + _NUMBER), 0, -px(_LABEL))

    def _slot(self, place: int) -> QRect:
        count = max(len(self.chart.labels), 1)
        left, right = self.width() * place // count, self.width() * (place + 1) // count
        return QRect(left, 0, right - left, self.height())

    def _at(self, point: QPoint) -> int | None:
        count = len(self.chart.labels)
        return next((place for place in range(count) if self._slot(place).contains(point)), None)

    def _paint_title(self, painter: QPainter) -> None:
        painter.setFont(font(13, bold=True))
        painter.setPen(colour("ink"))
        painter.drawText(QRect(0, 0, self.width(), px(_TITLE)), Qt.AlignmentFlag.AlignVCenter, self.chart.title)
        names = "　".join(line.name for line in self.chart.lines) if len(self.chart.lines) > 1 else ""
        painter.setFont(font(11))
        painter.setPen(colour("muted"))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(QRect(0, 0, self.width(), px(_TITLE)), right, f"{names}　单位：{self.chart.unit}".strip("　"))

    def _paint_slot(self, painter: QPainter, place: int) -> None:
        slot, field = self._slot(place), self._field()
        high = max((_amount(value) for line in self.chart.lines for value in line.values), default=0) or 1
        wide = max(min(slot.width() * 7 // 10, px(34)) // max(len(self.chart.lines), 1), 2)
        left = slot.center().x() - wide * len(self.chart.lines) // 2
        for number, line in enumerate(self.chart.lines):
            tall = field.height() * max(_amount(line.values[place]), 0) // high
            bar = QRect(left + wide * number, field.bottom() - tall, wide - 1, tall)
            painter.fillRect(bar, self._ink(number, place == self.place))

    def _ink(self, number: int, chosen: bool) -> QColor:
        """The chosen bar strong, its fellows half as strong, the year before in the tint."""
        accent = ACCENTS[self._tone]
        strong, tint = QColor(accent.strong), QColor(accent.tint)
        if number:
            return tint.darker(112)
        mixed = ((one + other) // 2 for one, other in zip(_rgb(strong), _rgb(tint), strict=True))
        return strong if chosen else QColor(*mixed)

    def _paint_words(self, painter: QPainter, place: int, slot: QRect, field: QRect) -> None:
        small = font(10)
        painter.setFont(small)
        measure = QFontMetrics(small)
        painter.setPen(colour("muted"))
        middle = Qt.AlignmentFlag.AlignCenter
        label = self.chart.labels[place]
        if self.chart.kind != "days":
            label = caption(label, measure, slot.width())
        elif measure.horizontalAdvance("30") > slot.width() and (place + 1) % 5:
            label = ""
        wide = max(slot.width(), measure.horizontalAdvance(label))
        left = min(max(slot.center().x() - wide // 2, 0), self.width() - wide)
        painter.drawText(QRect(left, field.bottom() + 1, wide, px(_LABEL)), middle, label)
        if not self.chart.lines:
            return
        figure = self.chart.lines[0].values[place]
        text = figure.text if figure else "" if self.chart.kind == "days" else NO_BASE
        if place == self.place or measure.horizontalAdvance(text) <= slot.width():
            high = max((_amount(value) for value in self.chart.lines[0].values), default=0) or 1
            top = field.bottom() - field.height() * max(_amount(figure), 0) // high - px(_NUMBER)
            wide = max(measure.horizontalAdvance(text) + 4, slot.width())
            left = min(max(slot.center().x() - wide // 2, 0), self.width() - wide)
            box = QRect(left, top, wide, px(_NUMBER))
            if wide > slot.width():
                painter.fillRect(box, colour("card"))
            painter.setPen(colour("ink"))
            painter.drawText(box, middle, text)


def caption(label: str, measure: QFontMetrics, width: int) -> str:
    """A label that fits: whole, without what stands in brackets and spaces, the month without 月, ages without 岁, else
    cut; if one can be had that leaves a gap to its neighbour, that one.
    """
    bare = label.partition("（")[0].replace(" ", "")
    forms = (label, bare, bare.removesuffix("月"), bare.replace("岁", ""))
    rooms = (width - px(_LABEL_GAP), width)
    fitting = (one for room in rooms for one in forms if measure.horizontalAdvance(one) <= room)
    return next(fitting, measure.elidedText(bare, _RIGHT, width))


def _amount(figure: Figure | None) -> int:
    if figure is None:
        return 0
    return figure.value.fen if isinstance(figure.value, Money) else figure.value


def _rgb(ink: QColor) -> tuple[int, int, int]:
    return ink.red(), ink.green(), ink.blue()
