"""Layouts with the spacing of the design: 4 · 8 · 12 · 16, scaled."""

from typing import TypeVar

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from shequ_desk.desk import flags
from shequ_desk.desk.theme import px

LEAST = 0.76
Part = QWidget | QLayout | int | None
L = TypeVar("L", bound=QBoxLayout)


Margins = tuple[int, int, int, int]
_NONE: Margins = (0, 0, 0, 0)


def row(*parts: Part, spacing: int = 8, margins: Margins = _NONE) -> QHBoxLayout:
    """Lay parts side by side; None is a stretch, a number is a gap in design pixels."""
    return _fill(QHBoxLayout(), parts, spacing, margins)


def column(*parts: Part, spacing: int = 8, margins: Margins = _NONE) -> QVBoxLayout:
    """Lay parts one under the other; None is a stretch, a number is a gap in design pixels."""
    return _fill(QVBoxLayout(), parts, spacing, margins)


class Tight(QBoxLayout):
    """The layout of a page whose parts give way before it scrolls: a scrolling frame would make room for all that
    they would like. `direction` LeftToRight or TopToBottom.
    """

    def __init__(self, direction: QBoxLayout.Direction, *parts: Part, spacing: int = 12) -> None:
        super().__init__(direction)
        self._asked = False
        _fill(self, parts, spacing, _NONE)

    def heightForWidth(self, width: int) -> int:
        """The least height; Qt finds it by asking here once more."""
        if self._asked:
            return super().heightForWidth(width)
        self._asked = True
        least = self.minimumHeightForWidth(width)
        self._asked = False
        return least


class Side(QWidget):
    """A column at the side: `width` design pixels where there is room, down to three quarters of it in 大字模式."""

    def __init__(self, width: int, *parts: Part, spacing: int = 12) -> None:
        super().__init__()
        self._width = width
        self.setMaximumWidth(px(width))
        self.setLayout(column(*parts, spacing=spacing))

    def sizeHint(self) -> QSize:
        return QSize(px(self._width), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        own = super().minimumSizeHint()
        return QSize(min(max(round(px(self._width) * LEAST), own.width()), px(self._width)), own.height())


def grid(spacing: int = 8) -> QGridLayout:
    """Return an empty grid without margins."""
    made = QGridLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(spacing)
    return made


def scrolled(content: QWidget, sideways: bool = False, place: QWidget | None = None) -> QScrollArea:
    """Put content into a frameless scroll area, no tab stop of its own; it scrolls downwards, `sideways` both ways.

    A large content moves once, not twice, when the `place` it ends in is told.
    """
    area = QScrollArea(place)
    _hold(area, content, sideways)
    return area


class Yielding(QScrollArea):
    """Content as high as it wants to be where there is room; where there is less it scrolls, down to `least` pixels."""

    def __init__(self, content: QWidget, least: int = 48) -> None:
        super().__init__()
        self._content, self._least = content, least
        _hold(self, content, sideways=False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def sizeHint(self) -> QSize:
        wanted, width = self._content.sizeHint(), self.width()
        high = self._content.heightForWidth(width) if self._content.hasHeightForWidth() else wanted.height()
        return QSize(wanted.width(), high)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._content.minimumSizeHint().width(), min(self._least, self.sizeHint().height()))

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self.updateGeometry()
        return super().event(event)

    def settle(self) -> None:
        """Take the height of a content that was filled anew at once: told by and by, it stands there empty first."""
        settle(self._content)
        self.updateGeometry()


def _hold(area: QScrollArea, content: QWidget, sideways: bool) -> None:
    own_viewport(area, QPalette.ColorRole.NoRole)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    if not sideways:
        area.setProperty("horizontalScrollBarPolicy", flags.NEVER_SHOWN)
    area.setProperty("focusPolicy", flags.NO_FOCUS)
    content.setObjectName("Clear")
    area.setWidget(content)


def own_viewport(area: QAbstractScrollArea, role: QPalette.ColorRole) -> QWidget:
    """Give a scroll area a viewport made here, with the background Qt's own would have.

    Asked for one that Qt made, PySide6 makes every class of QtWidgets to find its kind: 40 ms at the first time.
    """
    port = QWidget()
    port.setBackgroundRole(role)
    port.setAutoFillBackground(True)
    area.setViewport(port)
    return port


def clear(layout: QLayout) -> None:
    """Empty a layout and let go of its widgets."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


def settle(content: QWidget) -> None:
    """Lay what a scroll area holds out at its full height, at once after it was filled anew.

    Left to themselves the new lines are painted once squashed into the height that the content had before.
    """
    layout = content.layout()
    assert layout is not None, "a content without a layout"
    _show(layout)
    layout.activate()
    width, high = content.width(), layout.totalMinimumSize().height()
    content.resize(width, layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else high)


def _show(layout: QLayout) -> None:
    """A widget new in a layout is hidden until the next turn, and takes no room until then."""
    for place in range(layout.count()):
        item = layout.itemAt(place)
        assert item is not None
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.show()
        elif inner is not None:
            _show(inner)


def _fill(layout: L, parts: tuple[Part, ...], spacing: int, margins: Margins) -> L:
    layout.setContentsMargins(*margins)
    layout.setSpacing(spacing)
    for part in parts:
        add(layout, part)
    return layout


def add(layout: QBoxLayout, part: Part) -> None:
    """Append one part to a box layout, as `row` and `column` do."""
    if part is None:
        layout.addStretch(1)
    elif isinstance(part, int):
        layout.addSpacing(part)
    elif isinstance(part, QWidget):
        layout.addWidget(part)
    else:
        layout.addLayout(part)
