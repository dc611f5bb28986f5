"""Sharing blocks out to pages: nothing lost, nothing below the margin, whatever comes."""

from hypothesis import given
from hypothesis import strategies as st

from shequ_desk.paper.grid import Cell, Grid
from shequ_desk.paper.parts import Gap, Prose
from shequ_desk.paper.sheet import Block, Stack, paginate
from shequ_desk.paper.style import BODY, HEADING

WIDTH, ROOM = 300.0, 200.0


def blocks() -> st.SearchStrategy[list[Block]]:
    """Gaps, headings, long paragraphs, tables and closing parts in any order."""
    one: st.SearchStrategy[Block] = st.one_of(
        st.integers(1, 150).map(Gap),
        st.just("二、情况").map(lambda text: Prose(text, HEADING)),
        st.integers(1, 900).map(lambda count: Prose("字" * count, BODY)),
        st.integers(1, 40).map(lambda count: Grid([1, 1], [[Cell("头", span=2)], *[[Cell("甲")] * 2] * count], head=1)),
        st.integers(1, 150).map(lambda points: Stack([Gap(points)], clings=True)),
    )
    return st.lists(one, max_size=12)


def content(page: list[Block]) -> float:
    """Return the height of what is on a page without repeated headings and paragraph spacing."""
    return sum(_content(block) for block in page)


def _content(block: Block) -> float:
    high = block.height(WIDTH)
    if isinstance(block, Grid):
        return high - 19
    return high - block.style.before - block.style.after if isinstance(block, Prose) else high


@given(blocks())
def test_nothing_is_lost_and_nothing_hangs_over(story: list[Block]) -> None:
    pages = paginate(list(story), WIDTH, ROOM)
    assert abs(sum(content(page) for page in pages) - content(story)) < 0.5
    assert all(Stack(page).height(WIDTH) <= ROOM + 0.1 for page in pages)
    assert all(pages) or not story


@given(blocks())
def test_a_heading_is_never_the_last_on_its_page(story: list[Block]) -> None:
    pages = paginate([*story, Gap(1)], WIDTH, ROOM)
    for page in pages[:-1]:
        assert not page[-1].keep or all(block.keep for block in page)
