"""Grids: every row stands and is ruled as it would alone, deep headings are not cut through."""

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from shequ_desk.paper.fonts import Role
from shequ_desk.paper.grid import Align, Cell, Grid
from shequ_desk.paper.pen import Box, Pen, edges

WIDTH = 300.0
WEIGHTS = (1, 2, 1, 3)
_SPANS = st.sampled_from([(1, 1, 1, 1), (2, 1, 1), (1, 3), (4,), (2, 2)])
_SIDES: st.SearchStrategy[Align] = st.sampled_from(("left", "centre", "right"))
_TEXTS = st.sampled_from(["", "0", "1,234.50", "清泉花园", "清泉花园十二幢三单元三〇二室，清泉路西侧", "两\n行"])


class Noting(Pen):
    """Keeps what is ruled and written."""

    def __init__(self) -> None:
        super().__init__()
        self.ruled: list[Box] = []
        self.written: list[tuple[float, float, str, float]] = []
        self.start(400, 4000)

    def boxes(self, boxes: Iterable[Box], width: float = 0.5) -> None:
        """Note the boxes."""
        self.ruled += boxes

    def text(self, x: float, y: float, text: str, role: Role, size: float, spacing: float = 0.0) -> None:
        """Note place, words and size of a line."""
        self.written.append((round(x, 3), round(y, 3), text, round(size, 3)))


@st.composite
def rows(draw: st.DrawFn) -> list[Cell]:
    """A row that fills the grid."""
    return [Cell(draw(_TEXTS), draw(_SIDES), draw(st.booleans()), span) for span in draw(_SPANS)]


def drawn(*grids: Grid) -> Noting:
    """Grids one below the other."""
    pen, y = Noting(), 5.0
    for grid in grids:
        grid.draw(pen, 20, y, WIDTH)
        y += grid.height(WIDTH)
    return pen


@given(st.lists(rows(), min_size=1, max_size=8))
def test_every_row_stands_and_is_ruled_as_it_would_alone(found: list[list[Cell]]) -> None:
    whole, alone = drawn(Grid(WEIGHTS, found)), drawn(*(Grid(WEIGHTS, [row]) for row in found))
    assert whole.written == alone.written
    assert edges(whole.ruled) == edges(alone.ruled)


def test_a_line_never_cuts_a_deep_heading() -> None:
    head = [[Cell("姓名", down=2), Cell("餐次", span=2), Cell("备注", down=2)], [Cell("早"), Cell("午")]]
    pen = drawn(Grid(WEIGHTS, [*head, [Cell("张昞琴"), Cell("1"), Cell("2"), Cell("")]], head=2))
    middle = 5.0 + Grid(WEIGHTS, head[:1], head=1).height(WIDTH)
    across, _down = edges(pen.ruled)
    step = WIDTH / sum(WEIGHTS)
    between = [(left, right) for y, left, right in across if abs(y - middle) < 0.1]
    assert between == [(round(20 + step, 2), round(20 + 4 * step, 2))]
