"""Buttons that show their key. Enter on a focused button presses that button, whatever the page's main action is."""

from functools import cache

from PySide6.QtCore import QEvent, QPoint, QRect, QSize
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPixmap, QRegion
from PySide6.QtWidgets import QPushButton, QStyleOptionButton, QWidget

from shequ_desk.desk import flags
from shequ_desk.desk.theme import PRIMARY_HEIGHT, Tone, font, scale, tall
from shequ_desk.desk.widgets.labels import KeyCap, shown_key

_ENTER = (flags.RETURN, flags.ENTER)
_GAP, _CAP = 8, 18
"""Between words and key, and the height of a key, in design pixels."""


class KeyButton(QPushButton):
    """A push button with a key cap behind its text; `text()` stays the plain verb."""

    KIND = "secondary"
    SIZE, BOLD, PAD = 14, False, 14

    def __init__(self, text: str, key: str = "", tone: Tone = "green") -> None:
        super().__init__(text)
        self._key = shown_key(key)
        self.setProperty("kind", self.KIND)
        self.setProperty("tone", tone)
        self.setAutoDefault(False)
        self.setAccessibleName(text)
        self.setAccessibleDescription(f"快捷键 {key}" if key else "")

    def key(self) -> str:
        """Return the key shown, "" when the button has none."""
        return self._key

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in _ENTER:
            event.accept()
            return True
        done = super().event(event)
        if event.type() in (QEvent.Type.Polish, QEvent.Type.StyleChange):
            self._hold_height()
        return done

    def _hold_height(self) -> None:
        """The style sheet's own least height, set while polishing, would let a full page squash the button."""
        self.setMinimumHeight(tall(self._height(), self.SIZE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        width = self._text_width() + self._cap_width() + 2 * self.PAD
        return QSize(width, tall(self._height(), self.SIZE))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        """The style draws the box; the words are drawn here, beside the key."""
        super().initStyleOption(option)
        option.text = ""

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words in the ink of the style sheet, which a painter begins with, then the key."""
        super().paintEvent(event)
        painter = QPainter(self)
        left = (self.width() - self._text_width() - self._cap_width()) // 2
        painter.setFont(self._text_font())
        painter.drawText(QRect(left, 0, self._text_width(), self.height()), flags.CENTRE, self.text())
        if self._key:
            self._paint_cap(painter, left + self._text_width() + _GAP)

    def _height(self) -> int:
        return 36

    def _text_font(self) -> QFont:
        return font(self.SIZE, self.BOLD)

    def _text_width(self) -> int:
        return QFontMetrics(self._text_font()).horizontalAdvance(self.text()) + 2

    def _cap_width(self) -> int:
        if not self._key:
            return 0
        return round(self._cap().deviceIndependentSize().width()) + _GAP

    def _paint_cap(self, painter: QPainter, left: int) -> None:
        cap = self._cap()
        painter.drawPixmap(left, (self.height() - round(cap.deviceIndependentSize().height())) // 2, cap)

    def _cap(self) -> QPixmap:
        return key_picture(self._key, scale(), self.devicePixelRatioF())


@cache
def key_picture(key: str, size: float, ratio: float) -> QPixmap:
    """The label of a key, painted once for a `scale()` and a screen's pixel ratio, to stand in buttons."""
    cap = KeyCap(key)
    cap.ensurePolished()
    cap.resize(cap.sizeHint().width(), round(_CAP * size))
    picture = QPixmap(cap.size() * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor(0, 0, 0, 0))
    cap.render(picture, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
    return picture


class PrimaryButton(KeyButton):
    """The main action of a page, 54 px, in the counter's accent."""

    KIND = "primary"
    SIZE, BOLD, PAD = 18, True, 18

    def __init__(self, text: str, key: str = "Enter", tone: Tone = "green", height: int = PRIMARY_HEIGHT) -> None:
        self._rows = height
        super().__init__(text, key, tone)
        if height < PRIMARY_HEIGHT:
            self.SIZE = 15
        self.setFixedHeight(tall(height, self.SIZE))

    def _height(self) -> int:
        return self._rows


class SecondaryButton(KeyButton):
    """Any other action: white with a line around it. `height` in design pixels."""

    def __init__(self, text: str, key: str = "", height: int = 36) -> None:
        self._rows = height
        super().__init__(text, key)
        self.setFixedHeight(tall(height))

    def _height(self) -> int:
        return self._rows


class LinkButton(KeyButton):
    """A light action in a heading line: words and a key, no box."""

    KIND = "link"
    PAD = 5

    def _height(self) -> int:
        return 26


class FigureButton(KeyButton):
    """A large number that opens the rows behind it."""

    KIND = "figure"
    SIZE, BOLD, PAD = 22, True, 3

    def _height(self) -> int:
        return 34
