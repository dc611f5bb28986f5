"""Widgets: chips wrap, numbers speak, rows of values are read."""

from pytestqt.qtbot import QtBot

from shequ_desk.desk.widgets import BigNumber, ChipFlow, KeyValueRows, PrimaryButton, StatCard
from shequ_desk.kernel.money import Money


def test_chips_go_on_to_the_next_line(qtbot: QtBot) -> None:
    flow = ChipFlow([("80 周岁以上", "orange"), ("独居", "red"), ("低保边缘", "gold")])
    qtbot.addWidget(flow)
    flow.resize(130, 80)
    flow.show()
    rows = [chip.y() for chip in flow.chips()]
    assert rows[0] < rows[-1]
    flow.show_chips([("党员", "grey")])
    assert (flow.accessibleName(), len(flow.chips())) == ("党员", 1)


def test_numbers_are_named_for_the_screen_reader(qtbot: QtBot) -> None:
    amount, stat = BigNumber(), StatCard("今日就餐", "人次")
    qtbot.addWidget(amount)
    qtbot.addWidget(stat)
    amount.show_money(Money(123450))
    stat.show_value("86", 0.7)
    assert (amount.accessibleName(), stat.accessibleName()) == ("应收 1,234.50 元", "今日就餐 86 人次")


def test_markup_in_a_value_stays_text(qtbot: QtBot) -> None:
    rows = KeyValueRows([("住址", "<b>12</b>")])
    qtbot.addWidget(rows)
    assert rows.values() == ["住址", "<b>12</b>"]


def test_the_main_button_has_its_height_and_key(qtbot: QtBot) -> None:
    main = PrimaryButton("结算并打印")
    qtbot.addWidget(main)
    main.show()
    assert (main.height(), main.key(), main.accessibleName()) == (54, "Enter", "结算并打印")
