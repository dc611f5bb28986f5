"""Chips that go on to the next line when the first is full: tags of a resident, filters."""

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget

from shequ_desk.desk.theme import Tone
from shequ_desk.desk.widgets.labels import Chip
from shequ_desk.desk.widgets.layouts import clear


class FlowLayout(QLayout):
    """Lays items left to right and wraps; one wider than the whole line gives way, if it can."""

    def __init__(self, gap: int = 6) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        places = self._places(width)
        return places[-1].bottom() + 1 if places else 0

    def minimumSize(self) -> QSize:
        widest = max((item.minimumSize().width() for item in self._items), default=0)
        return QSize(widest, self.heightForWidth(10_000))

    def sizeHint(self) -> QSize:
        widest = max((item.sizeHint().width() for item in self._items), default=0)
        return self.minimumSize().expandedTo(QSize(widest, 0))

    def setGeometry(self, box: QRect) -> None:
        super().setGeometry(box)
        for item, place in zip(self._items, self._places(box.width()), strict=True):
            item.setGeometry(place.translated(box.topLeft()))

    def _places(self, width: int) -> list[QRect]:
        corner, places = QPoint(0, 0), []
        for item in self._items:
            size = item.sizeHint()
            size.setWidth(min(size.width(), max(width, item.minimumSize().width())))
            if corner.x() and corner.x() + size.width() > width:
                corner = QPoint(0, corner.y() + size.height() + self._gap)
            places.append(QRect(corner, size))
            corner = corner + QPoint(size.width() + self._gap, 0)
        return places


class ChipFlow(QWidget):
    """A wrapping line of chips."""

    def __init__(self, chips: Iterable[tuple[str, Tone]] = ()) -> None:
        super().__init__()
        self._flow = FlowLayout()
        self.setLayout(self._flow)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_chips(chips)

    def sizeHint(self) -> QSize:
        """One line; the layout's own hint is for one chip below the other, and nothing asks for less than it."""
        return self.minimumSizeHint()

    def show_chips(self, chips: Iterable[tuple[str, Tone]]) -> None:
        """Replace all chips by (text, tone) pairs."""
        clear(self._flow)
        for text, tone in chips:
            self._flow.addWidget(Chip(text, tone))
        self.setAccessibleName("、".join(chip.text() for chip in self.chips()))

    def chips(self) -> list[Chip]:
        """Return the chips on show in order."""
        items = (self._flow.itemAt(place) for place in range(self._flow.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, Chip)]
