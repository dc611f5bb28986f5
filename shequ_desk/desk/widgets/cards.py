"""Surfaces: the white card, the tinted banner, rules, the empty state, the list of names and values."""

from collections.abc import Iterable

from PySide6 import QtCore
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from shequ_desk.desk import flags
from shequ_desk.desk.theme import Tone, px, restyle, tall
from shequ_desk.desk.widgets.labels import ElidedLabel, Label
from shequ_desk.desk.widgets.layouts import Part, add, clear, column, row


class Card(QFrame):
    """A white card, 14 × 16 inside. `body` is its layout; `add` appends widgets, layouts, gaps, None = stretch."""

    def __init__(self, title: str = "", *beside: QWidget, tone: Tone | None = None, spacing: int = 8) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setProperty("tone", tone)
        self.body: QVBoxLayout = column(spacing=spacing, margins=(16, 14, 16, 14))
        self.setLayout(self.body)
        self.title = Label(title, "heading")
        if title or beside:
            self.setAccessibleName(title)
            self.body.addLayout(row(self.title, None, *beside))

    def add(self, *parts: Part) -> None:
        """Append parts under the heading."""
        for part in parts:
            add(self.body, part)


class Banner(QFrame):
    """A tinted block of lines: gold for a reminder, red for what stops the work. Hidden while it has no text."""

    def __init__(self, tone: Tone = "gold", title: str = "") -> None:
        super().__init__()
        self.setProperty("kind", "banner")
        self.setProperty("tone", tone)
        self._title, self._text = Label(title, "heading"), Label("", wrap=True)
        self._title.setVisible(bool(title))
        self.setLayout(column(self._title, self._text, spacing=4, margins=(16, 10, 16, 10)))
        self.setAccessibleName(title or "提示")
        self.hide()

    def show_text(self, text: str, tone: Tone | None = None, title: str | None = None) -> None:
        """Show lines (separated by newlines); an empty text hides the banner."""
        self._text.setText(text)
        if title is not None:
            self._title.setText(title)
            self._title.setVisible(bool(title))
        if tone is not None:
            self.setProperty("tone", tone)
            restyle(self)
            restyle(self._title)
        self.setVisible(bool(text))

    def text(self) -> str:
        """Return the lines on show, "" when hidden."""
        return self._text.text()


class EmptyState(QWidget):
    """What an empty list says: what is missing, and what to do first."""

    def __init__(self, text: str = "", advice: str = "") -> None:
        super().__init__()
        self._text, self._advice = Label(text, "muted", wrap=True), Label(advice, "small", wrap=True)
        for part in (self._text, self._advice):
            part.setProperty("alignment", flags.H_CENTRE)
        self.setLayout(column(None, self._text, self._advice, None, spacing=4, margins=(12, 16, 12, 16)))
        self.show_text(text, advice)

    def show_text(self, text: str, advice: str = "") -> None:
        """Change both lines; an empty advice takes no room."""
        self._text.setText(text)
        self._advice.setText(advice)
        self._advice.setVisible(bool(advice))
        self.setAccessibleName(f"{text} {advice}".strip())


class KeyValueRows(QWidget):
    """Names at the left (muted), values beside, a hair line under each: the resident's card."""

    def __init__(self, rows: Iterable[tuple[str, str]] = (), label_width: int = 62) -> None:
        super().__init__()
        self._width = label_width
        self._lines: QVBoxLayout = column(spacing=0)
        self.setLayout(self._lines)
        self.show_rows(rows)

    def show_rows(self, rows: Iterable[tuple[str, str]]) -> None:
        """Replace all rows by (name, value) pairs."""
        clear(self._lines)
        for name, value in rows:
            self._lines.addWidget(self._line(name, value))
            self._lines.addWidget(rule())

    def _line(self, name: str, value: str) -> QWidget:
        line, label, text = QWidget(), Label(name, "small"), ElidedLabel(value)
        label.setMinimumWidth(px(self._width))
        text.setTextInteractionFlags(QtCore.Qt.TextInteractionFlag.NoTextInteraction)
        text.setAccessibleName(f"{name} {value}")
        line.setLayout(row(label, text, spacing=8))
        line.setFixedHeight(tall(32))
        return line

    def values(self) -> list[str]:
        """Return the texts on show, names and values in order."""
        return [label.text() for label in self.findChildren(QLabel) if not label.isHidden()]


def rule() -> QFrame:
    """A hair line across."""
    return _line("rule")


def dashed() -> QFrame:
    """A dashed line across, above a sum."""
    return _line("dashed")


def _line(kind: str) -> QFrame:
    line = QFrame()
    line.setProperty("kind", kind)
    return line
