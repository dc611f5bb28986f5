"""Buttons that show their key. Enter on a focused button presses that button, whatever the page's main action is."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyleOptionButton

from shequ_desk.desk.theme import PRIMARY_HEIGHT, Tone, colour, font, px
from shequ_desk.desk.widgets.labels import shown_key

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


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
        self.setMinimumHeight(px(self._height()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        width = self._text_width() + self._cap_width() + 2 * px(self.PAD)
        return QSize(width, px(self._height()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        """The style draws the box; the words are drawn here, beside the key."""
        super().initStyleOption(option)
        option.text = ""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        left = (self.width() - self._text_width() - self._cap_width()) // 2
        painter.setFont(self._text_font())
        painter.setPen(self._ink())
        box = QRect(left, 0, self._text_width(), self.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.text())
        if self._key:
            self._paint_cap(painter, left + self._text_width() + px(8))

    def _height(self) -> int:
        return 36

    def _ink(self) -> QColor:
        return colour("ink" if self.isEnabled() else "faint")

    def _text_font(self) -> QFont:
        return font(self.SIZE, self.BOLD)

    def _text_width(self) -> int:
        return QFontMetrics(self._text_font()).horizontalAdvance(self.text()) + 2

    def _cap_width(self) -> int:
        if not self._key:
            return 0
        return QFontMetrics(font(11)).horizontalAdvance(self._key) + px(14) + px(8)

    def _paint_cap(self, painter: QPainter, left: int) -> None:
        height, width = px(18), self._cap_width() - px(8)
        box = QRect(left, (self.height() - height) // 2, width, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("control"))
        painter.drawRoundedRect(box.adjusted(0, 0, 0, 1), px(4), px(4))
        painter.setPen(colour("line"))
        painter.setBrush(colour("card"))
        painter.drawRoundedRect(box, px(4), px(4))
        painter.setFont(font(11))
        painter.setPen(colour("muted"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._key)


class PrimaryButton(KeyButton):
    """The main action of a page, 54 px, in the counter's accent."""

    KIND = "primary"
    SIZE, BOLD, PAD = 18, True, 18

    def __init__(self, text: str, key: str = "Enter", tone: Tone = "green", height: int = PRIMARY_HEIGHT) -> None:
        self._rows = height
        super().__init__(text, key, tone)
        self.setFixedHeight(px(height))
        if height < PRIMARY_HEIGHT:
            self.SIZE = 15

    def _height(self) -> int:
        return self._rows

    def _ink(self) -> QColor:
        return colour("white" if self.isEnabled() else "faint")


class SecondaryButton(KeyButton):
    """Any other action: white with a line around it. `height` in design pixels."""

    def __init__(self, text: str, key: str = "", height: int = 36) -> None:
        self._rows = height
        super().__init__(text, key)
        self.setFixedHeight(px(height))

    def _height(self) -> int:
        return self._rows


class LinkButton(KeyButton):
    """A light action in a heading line: words and a key, no box."""

    KIND = "link"
    PAD = 5

    def _height(self) -> int:
        return 26

    def _ink(self) -> QColor:
        return colour("muted" if self.isEnabled() else "control")


class FigureButton(KeyButton):
    """A large number that opens the rows behind it."""

    KIND = "link"
    SIZE, BOLD, PAD = 22, True, 3

    def _height(self) -> int:
        return 34
