"""Chinese line breaking."""

import re
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from shequ_desk.paper import fonts
from shequ_desk.paper.fonts import SONG
from shequ_desk.paper.lines import CANNOT_END, CANNOT_START, break_lines
from shequ_desk.paper.parts import Prose
from shequ_desk.paper.style import (
    A4_OFFICIAL,
    OFFICIAL,
    OFFICIAL_ADVANCE,
    OFFICIAL_PITCH,
)
from tests.paper.sheets import page_texts, printed

MIXED = st.text(alphabet="社区居民张三李四，。：；！？》”（“《、1234567890abc¥… ", min_size=1, max_size=120)


@example("0000“《0000¥ 00", 60.0)
@given(MIXED, st.floats(60, 300))
def test_no_line_starts_or_ends_with_the_wrong_mark(text: str, room: float) -> None:
    lines = [line for line in break_lines(text, SONG, 10, room) if line]
    fits = all(fonts.width(line, SONG, 10) <= room + 0.1 for line in lines)
    assert fits
    for before, after in pairwise(lines):
        ends = before[-1:] + after[:1]
        assert not _unbreakable(ends) or _long_piece(text, room) or _spaced(ends, text)


def _unbreakable(pair: str) -> bool:
    return pair[1] in CANNOT_START or pair[0] in CANNOT_END


def _spaced(pair: str, text: str) -> bool:
    """White space always lets a line end, whatever stands around it."""
    return re.search(rf"{re.escape(pair[0])}\s+{re.escape(pair[1])}", text) is not None


def _long_piece(text: str, room: float) -> bool:
    """A run of marks or digits too wide for the line has to be torn somewhere."""
    return any(fonts.width(piece, SONG, 10) > room for piece in _pieces(text))


def _pieces(text: str) -> list[str]:
    pieces = [text[0]]
    for char in text[1:]:
        if _unbreakable(pieces[-1][-1] + char) or (pieces[-1][-1].isascii() and char.isascii()):
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


@given(MIXED, st.floats(60, 300))
def test_nothing_is_lost(text: str, room: float) -> None:
    joined = "".join(break_lines(text, SONG, 10, room))
    assert joined.replace(" ", "") == text.replace(" ", "")


def test_closing_marks_take_their_character_along() -> None:
    assert break_lines("一二三四五，六", SONG, 10, 50) == ["一二三四", "五，六"]
    assert break_lines("一二三四“五六", SONG, 10, 50) == ["一二三四", "“五六"]


def test_numbers_and_masked_ids_are_not_torn() -> None:
    assert break_lines("证件号码3302**********1228完", SONG, 10, 130)[1].startswith("3302**********1228")
    assert break_lines("补贴合计金额￥1,234.50元", SONG, 10, 100) == ["补贴合计金额", "￥1,234.50元"]


def test_newlines_end_lines_and_empty_lines_stay() -> None:
    assert break_lines("甲\n\n乙", SONG, 10, 50) == ["甲", "", "乙"]


def test_official_text_area_is_22_lines_of_28_characters() -> None:
    lines = break_lines("字" * 28 * 3, SONG, 16, A4_OFFICIAL.inner, spacing=OFFICIAL.spacing)
    assert [len(line) for line in lines] == [28, 28, 28]
    assert A4_OFFICIAL.height is not None
    room = A4_OFFICIAL.height - A4_OFFICIAL.top - A4_OFFICIAL.bottom
    assert round(room / OFFICIAL_PITCH) == 22
    assert round(OFFICIAL_PITCH, 2) == 28.99
    assert round(OFFICIAL_ADVANCE, 2) == 15.79


def test_official_pages_hold_22_lines() -> None:
    pdf = printed(*[Prose("测试文字", OFFICIAL) for _ in range(45)], paper=A4_OFFICIAL)
    assert [text.count("测试文字") for text in page_texts(pdf)] == [22, 22, 1]
