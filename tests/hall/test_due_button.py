"""Due items of the hall: as high as their words, numbers stay whole."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shequ_desk.desk import theme
from shequ_desk.desk.theme import px
from shequ_desk.hall.due_button import DueButton


def test_a_due_item_is_as_high_as_its_lines(qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply(qapp, theme.NORMAL)
    item = DueButton("明日备餐 24 份，送餐 14 份")
    qtbot.addWidget(item)
    low, high = item.heightForWidth(px(400)), item.heightForWidth(px(150))
    assert low < high < item.heightForWidth(px(80))
    assert item.text() == "明日备餐 24 份，送餐 14 份"
