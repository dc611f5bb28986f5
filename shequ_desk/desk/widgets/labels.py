"""Texts: labels by kind, chips, key caps, the one big number, the avatar."""

import re
from typing import Protocol

from PySide6 import QtCore
from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from shequ_desk.desk import flags
from shequ_desk.desk.theme import Tone, px, restyle
from shequ_desk.desk.widgets.layouts import row

_LONG = re.compile(r"[^\W\d_]{6}(?=[^\W\d_]{3})")
"""Six letters of a word with three more behind them: there it may be broken."""
_NAME_WIDTH = 100
_SIGNS = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}


def shown_key(key: str) -> str:
    """Return a key as its cap shows it: "Ctrl+K" → "Ctrl K", "Alt+Left" → "Alt ←"."""
    return " ".join(_SIGNS.get(part, part) for part in key.split("+"))


class Amount(Protocol):
    """Money, or anything that writes itself with two decimals (keeps Decimal out of the login window's start)."""

    def text(self) -> str:
        """Return e.g. 1,234.50."""
        ...


class Label(QLabel):
    """Plain text (never markup: names may hold `<`).

    `kind`: text, small, muted, strong, heading, title, name, number, amount, label, line, figure, error;
    `ink`: a tone that colours the text.
    """

    def __init__(self, text: str = "", kind: str = "text", ink: Tone | None = None, wrap: bool = False) -> None:
        super().__init__(text)
        self.setProperty("textFormat", flags.PLAIN_TEXT)
        self.setProperty("kind", kind)
        self.setProperty("ink", ink)
        self.setWordWrap(wrap)

    def set_ink(self, ink: Tone | None) -> None:
        """Recolour the text; None is the colour of the kind."""
        self.setProperty("ink", ink)
        restyle(self)

    def set_kind(self, kind: str) -> None:
        """Another size of text."""
        if kind != self.property("kind"):
            self.setProperty("kind", kind)
            restyle(self)


class ElidedLabel(Label):
    """One line that may be shortened with …; the whole text is the tooltip and the accessible name.

    `keep_end`: what is left out is its beginning.
    """

    def __init__(self, text: str = "", kind: str = "text", ink: Tone | None = None, keep_end: bool = False) -> None:
        super().__init__(text, kind, ink)
        self._keep_end = keep_end
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        return QSize(px(40), super().minimumSizeHint().height())

    def shortened(self, width: int) -> str:
        """What of the text stands in so many pixels."""
        modes = QtCore.Qt.TextElideMode
        return self.fontMetrics().elidedText(
            self.text(), modes.ElideLeft if self._keep_end else modes.ElideRight, width
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        shown = self.shortened(self.contentsRect().width())
        self.setToolTip("" if shown == self.text() else self.text())
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), self.alignment() | QtCore.Qt.AlignmentFlag.AlignVCenter, shown)


class NameLabel(Label):
    """A name on as many lines as it needs; a foreign word longer than the line goes on in the next one."""

    def __init__(self, name: str = "") -> None:
        super().__init__("", "name", wrap=True)
        self.show_name(name)

    def show_name(self, name: str) -> None:
        """Show a name."""
        self._name = name
        self.setText(name)
        self.setAccessibleName(name)
        self._break()

    def minimumSizeHint(self) -> QSize:
        return QSize(px(_NAME_WIDTH), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._break()

    def _break(self) -> None:
        widest = max(map(self.fontMetrics().horizontalAdvance, self._name.split()), default=0)
        text = _LONG.sub("\\g<0>\u200b", self._name) if widest > self.width() else self._name
        if text != self.text():
            self.setText(text)


class Chip(Label):
    """A short state in a rounded tint, e.g. Chip("待签发", "gold")."""

    def __init__(self, text: str = "", tone: Tone = "grey") -> None:
        super().__init__(text, "chip")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setProperty("alignment", flags.CENTRE)
        self.setProperty("tone", tone)

    def show_state(self, text: str, tone: Tone) -> None:
        """Change text and tone together."""
        self.setText(text)
        self.setProperty("tone", tone)
        restyle(self)


class KeyCap(Label):
    """A key drawn as a key, e.g. KeyCap("Ctrl+K") shows Ctrl K."""

    def __init__(self, key: str) -> None:
        super().__init__(shown_key(key), "keycap")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setProperty("alignment", flags.CENTRE)
        self.setAccessibleName(f"快捷键 {key}")


class Avatar(Label):
    """The first character of a name in a disc of 54 px."""

    def __init__(self, name: str = "", tone: Tone = "green", size: int = 54) -> None:
        super().__init__("", "avatar")
        self.setProperty("tone", tone)
        side = px(size)
        self.setFixedSize(side, side)
        self.setStyleSheet(f"border-radius: {side // 2}px;")
        self.setProperty("alignment", flags.CENTRE)
        self.show_name(name)

    def show_name(self, name: str) -> None:
        """Show the first character of `name`."""
        self.setText(name[:1])
        self.setAccessibleName(name)


class BigNumber(QWidget):
    """The largest thing on the screen: the amount to pay in 元, its name on the left."""

    def __init__(self, label: str = "应收", unit: str = "元") -> None:
        super().__init__()
        self._name, self._unit = Label(label, "label"), Label(unit, "label")
        self.number = Label("0.00", "amount")
        for part in (self._name, self._unit):
            part.setProperty("alignment", flags.BOTTOM)
            part.setContentsMargins(0, 0, 0, px(9))
        self.setLayout(row(self._name, None, self.number, self._unit, spacing=4))
        self.setAccessibleName(label)

    def show_money(self, amount: Amount) -> None:
        """Show an amount with two decimals."""
        self.number.setText(amount.text())
        self.setAccessibleName(f"{self._name.text()} {amount.text()} {self._unit.text()}")


def heading(text: str, *beside: QWidget) -> QWidget:
    """A section heading with widgets at the right end."""
    line = QWidget()
    line.setLayout(row(Label(text, "heading"), None, *beside))
    return line
