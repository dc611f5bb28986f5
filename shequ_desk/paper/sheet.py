"""A printed sheet: paper size, blocks laid out page by page, page numbers, watermark. Returns PDF bytes.

The bytes depend on the content only: the same record printed twice is the same file. No author, no personal data in
the metadata.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from shequ_desk.paper.fonts import SONG, SONG_BOLD
from shequ_desk.paper.pen import Pen
from shequ_desk.paper.style import MM, Paper

Numbering = Literal["none", "table", "official"]
_MARK_SIZE = 120.0
_MARK_GREY = 0.86


class Block:
    """Something printed between the margins. Subclasses answer `height` and `draw`; long ones also `split`."""

    keep = False  # stay on one page with the block that follows
    clings = False  # not alone on a new page: takes the last lines of the block before along

    def height(self, width: float) -> float:
        """Return the height in points this block needs when it is `width` points wide."""
        raise AssertionError(f"{type(self).__name__} has no height")

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Print the block with its top left corner at (x, y)."""
        raise AssertionError(f"{type(self).__name__} cannot be drawn")

    def split(self, width: float, room: float) -> tuple["Block", "Block"] | None:
        """Return a part that fits into `room` points and the rest; None when the block cannot be divided there."""
        return None


class Stack(Block):
    """Blocks kept together, one under another; how high they are at a width is added up once."""

    def __init__(self, blocks: Sequence[Block], clings: bool = False) -> None:
        self._blocks = blocks
        self._heights: dict[float, float] = {}
        self.clings = clings

    def height(self, width: float) -> float:
        if width not in self._heights:
            self._heights[width] = sum([block.height(width) for block in self._blocks])
        return self._heights[width]

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        for block in self._blocks:
            block.draw(pen, x, y, width)
            y += block.height(width)


class Alike(Stack):
    """A stack that stands at the same place on several pages of one document: laid out once, repeated after."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        super().__init__(blocks)
        self._place: tuple[object, ...] = ()
        self._marks: Sequence[str] = ()

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        place = (pen, pen.height, x, y, width)
        if place == self._place:
            pen.repeat(self._marks)
            return
        with pen.remembered() as self._marks:
            super().draw(pen, x, y, width)
        self._place = place


@dataclass(frozen=True)
class Sheet:
    """What is common to the pages of one paper. `foot` is a small line below every page, away from its number."""

    paper: Paper
    title: str
    watermark: str = ""
    numbering: Numbering = "none"
    foot: str = ""

    def build(self, *stories: Sequence[Block]) -> bytes:
        """Print the stories; each starts a new page (the copies of a receipt, the parts of a report)."""
        pages = [page for story in stories for page in self.pages(story)]
        pen = Pen()
        for number, page in enumerate(pages, 1):
            self.print(pen, page, number, len(pages))
        return pen.finish(self.title)

    def pages(self, story: Sequence[Block]) -> list[list[Block]]:
        """Share a story out to pages of this sheet."""
        if self.paper.height is None:
            return [list(story)]
        room = self.paper.height - self.paper.top - self.paper.bottom
        return paginate(list(story), self.paper.inner, room)

    def _height(self, page: Sequence[Block]) -> float:
        if self.paper.height is not None:
            return self.paper.height
        return self.paper.top + self.paper.bottom + Stack(page).height(self.paper.inner)

    def print(self, pen: Pen, page: Sequence[Block], number: int, count: int) -> None:
        """Add one page to a document that may hold pages of other sheets."""
        pen.start(self.paper.width, self._height(page))
        if self.watermark:
            self._mark(pen)
        Stack(page).draw(pen, self.paper.left, self.paper.top, self.paper.inner)
        self._margin_notes(pen, number, count)
        pen.turn()

    def _mark(self, pen: Pen) -> None:
        size = min(self.paper.width * 0.7 / max(len(self.watermark), 2), pen.height * 0.4, _MARK_SIZE)
        pen.slanted(self.paper.width / 2, pen.height / 2, self.watermark, SONG_BOLD, size, _MARK_GREY)

    def _margin_notes(self, pen: Pen, number: int, count: int) -> None:
        bottom = pen.height - self.paper.bottom
        if self.foot and self.numbering == "official" and number % 2 == 0:
            pen.right(self.paper.width - self.paper.right, bottom + 14, self.foot, SONG, 8)
        elif self.foot:
            pen.text(self.paper.left, bottom + 14, self.foot, SONG, 8)
        if self.numbering == "table":
            pen.right(self.paper.width - self.paper.right, bottom + 14, f"第 {number} 页 共 {count} 页", SONG, 8.5)
        elif self.numbering == "official":
            self._official_number(pen, bottom, number)

    def _official_number(self, pen: Pen, bottom: float, number: int) -> None:
        """GB/T 9704 §7.5: 4号, dash 7 mm below the text area, odd pages right, even left, one character in."""
        text, size = f"— {number} —", 14.0
        baseline = bottom + 7 * MM + size * 0.3
        if number % 2:
            pen.right(self.paper.width - self.paper.right - size, baseline, text, SONG, size)
        else:
            pen.text(self.paper.left + size, baseline, text, SONG, size)


def paginate(story: list[Block], width: float, room: float) -> list[list[Block]]:
    """Share blocks out to pages of `room` points; a block marked `keep` moves on with the one that follows it.

    A block that can neither be divided nor fit on an empty page is printed on a page of its own.
    """
    pages: list[list[Block]] = [[]]
    left, queue = room, list(reversed(story))
    while queue:
        block = queue.pop()
        if block.height(width) <= left + 0.01 or not (pages[-1] or block.split(width, left)):
            left -= block.height(width)
            pages[-1].append(block)
            continue
        if parts := block.split(width, left):
            pages[-1].append(parts[0])
            queue.append(parts[1])
        else:
            queue += [block, *_taken_along(pages[-1], block, width)]
        pages.append([])
        left = room
    return pages


def _taken_along(page: list[Block], block: Block, width: float) -> list[Block]:
    """Take from the end of a page what must stay with the block that no longer fits, last first."""
    if block.clings and (parts := page[-1].split(width, page[-1].height(width) - 1)):
        page[-1] = parts[0]
        return [parts[1]]
    count = int(block.clings and len(page) > 1 and page[-1].height(width) > 0)
    while count < len(page) and page[-1 - count].keep:
        count += 1
    return [page.pop() for _ in range(count % len(page))]
