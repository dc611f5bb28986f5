"""Bars on the screen: captions keep apart, the number of the chosen bar is whole over its neighbours."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shequ_desk.counters.reports.page.chart_view import ChartView, caption
from shequ_desk.desk import theme
from shequ_desk.kernel.figures import Figure, Table
from shequ_desk.kernel.sections import Chart, Line

_AGES = ("60 岁以下", "60–69 岁", "70–79 岁", "80 岁以上", "年龄不详")
_WIDE, _ACROSS = 1076, 4
"""Pixels a card of the dashboard leaves to its charts in a window 1280 wide in large text, and how many share them."""


def no_rows(_work: object) -> Table:
    """Nobody opens them here."""
    return Table("明细", (), ())


def chart(*values: int) -> Chart:
    """One line of bars by month."""
    labels = tuple(f"{number}月" for number in range(1, len(values) + 1))
    figures = tuple(Figure(one, "份", no_rows) for one in values)
    return Chart("近月份数", "months", "份", labels, (Line("本年", figures),))


@pytest.mark.parametrize("factor", [theme.NORMAL, theme.LARGE])
def test_captions_of_ages_keep_apart(qapp: QApplication, factor: float) -> None:
    theme.apply(qapp, factor)
    measure = QFontMetrics(theme.font(10))
    slot = (_WIDE - 3 * 12) // _ACROSS // len(_AGES)
    widths = [measure.horizontalAdvance(caption(label, measure, slot)) for label in _AGES]
    assert [left for left, right in pairwise(widths) if slot - (left + right) // 2 < 3] == []


def test_the_number_of_the_chosen_bar_stands_whole_over_higher_neighbours(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp, theme.NORMAL)
    inks = []
    for neighbour in (1_000_000, 9_999_999):
        others = (neighbour, neighbour, neighbour)
        view = ChartView(chart(*others, 5_000_000, *others, 9_999_999), "orange")
        qtbot.addWidget(view)
        view.resize(180, 158)
        view.place = 3
        picture = view.grab(QRect(30, 30, 100, 120)).toImage()
        ink = QColor(theme.COLOURS["ink"]).lightness() + 60
        dark = [(x, y) for x in range(100) for y in range(120) if picture.pixelColor(x, y).lightness() < ink]
        inks.append(dark)
    assert inks[0] == inks[1]
    assert len(inks[0]) > 20
