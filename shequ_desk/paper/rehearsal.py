"""Printing once before anybody waits for paper."""

from functools import cache

from shequ_desk.paper.grid import Cell, Grid
from shequ_desk.paper.parts import Prose, Qr, SpacedTitle
from shequ_desk.paper.sheet import Sheet
from shequ_desk.paper.style import A5_LANDSCAPE


@cache
def rehearse() -> int:
    """Print a receipt nobody sees, once, and return its size in bytes: when the first page that prints is loaded.

    It opens the fonts, so that the first paper of the day is as quick as the next.
    """
    rows = [[Cell("金额", bold=True), Cell("￥1,234.50", "right")]]
    story = [SpacedTitle("凭证"), Prose("第一联"), Grid([1, 1], rows), Qr("CT-2026-000000 A1B2C3D4E5F6", 64)]
    return len(Sheet(A5_LANDSCAPE, "").build(story))
