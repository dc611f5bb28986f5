"""Two values of each field side by side, one of them chosen: for two clerks' versions and for merging records."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QGridLayout, QWidget

from shequ_desk.desk.theme import px
from shequ_desk.desk.widgets import Label, SegmentedChoice, clear, grid

LEFT, RIGHT = "left", "right"


@dataclass(frozen=True)
class Side:
    """One field that differs; `prefer_right` is the choice made in advance."""

    key: str
    title: str
    left: str
    right: str
    prefer_right: bool


class FieldChoice(QWidget):
    """A line per field: title, left value, right value, which one counts."""

    def __init__(self, heads: tuple[str, str], names: tuple[str, str]) -> None:
        """`heads` stand over the two columns, `names` on the buttons."""
        super().__init__()
        self._heads, self._names = heads, names
        self._choices: dict[str, SegmentedChoice] = {}
        self._grid: QGridLayout = grid(10)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        self._grid.setColumnMinimumWidth(0, px(80))
        self.setLayout(self._grid)

    def show_fields(self, sides: Iterable[Side]) -> None:
        """Replace all lines."""
        clear(self._grid)
        self._choices = {}
        for place, text in enumerate(("", *self._heads, "用哪一份")):
            self._grid.addWidget(Label(text, "small", wrap=place in (1, 2)), 0, place)
        for line, side in enumerate(sides, 1):
            self._add(line, side)

    def name_sides(self, left: str, right: str) -> None:
        """Change what stands over the two columns; acts at the next `show_fields`."""
        self._heads = (left, right)

    def right(self) -> list[str]:
        """Return the keys of the fields whose right value was chosen."""
        return [key for key, choice in self._choices.items() if choice.choice() == RIGHT]

    def choose(self, key: str, side: str) -> None:
        """Choose LEFT or RIGHT for a field."""
        self._choices[key].choose(side)

    def keys(self) -> list[str]:
        """Return the fields on show."""
        return list(self._choices)

    def _add(self, line: int, side: Side) -> None:
        choice = SegmentedChoice(((LEFT, self._names[0]), (RIGHT, self._names[1])), f"{side.title} 用哪一份")
        choice.choose(RIGHT if side.prefer_right else LEFT)
        self._choices[side.key] = choice
        self._grid.setRowMinimumHeight(line, choice.sizeHint().height() + px(4))
        self._grid.addWidget(Label(side.title, "small"), line, 0)
        self._grid.addWidget(Label(side.left, wrap=True), line, 1)
        self._grid.addWidget(Label(side.right, wrap=True), line, 2)
        self._grid.addWidget(choice, line, 3)


def differing(left: Mapping[str, object], right: Mapping[str, object]) -> list[str]:
    """The keys whose values are not the same."""
    return [key for key in left if left[key] != right[key]]
