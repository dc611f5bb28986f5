"""Fields: what is typed becomes a value, or a red line beside the field."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from shequ_desk.desk.fields import (
    CheckGroup,
    ChoiceBox,
    DayEdit,
    Form,
    IdEdit,
    LineEdit,
    MoneyEdit,
    NameEdit,
    NumberEdit,
    PhoneEdit,
    typed_day,
)
from shequ_desk.desk.widgets import column
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.identity import complete
from shequ_desk.kernel.money import Money
from tests.desk.keys import press

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("19831218", date(1983, 12, 18)),
        ("1983-12-18", date(1983, 12, 18)),
        ("1983.1.8", date(1983, 1, 8)),
        ("1983年12月18日", date(1983, 12, 18)),
        ("１９８３／１２／１８", date(1983, 12, 18)),
        ("12-18", date(2026, 12, 18)),
        ("今天", TODAY),
        ("昨天", date(2026, 11, 20)),
    ],
)
def test_days_are_read_as_people_write_them(text: str, day: date) -> None:
    assert typed_day(text, TODAY) == day


@pytest.mark.parametrize("text", ["", "1983", "19831318", "2025-02-29", "明年", "1983-12-18-1"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        typed_day(text, TODAY, "birth")
    assert refused.value.field == "birth"


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_day_comes_back_from_both_writings(day: date) -> None:
    assert typed_day(day.isoformat(), TODAY) == day
    assert typed_day(f"{day:%Y%m%d}", TODAY) == day


def test_day_steps_with_the_arrows(qtbot: QtBot, clock: FixedClock) -> None:
    edit = DayEdit("day", "日期", clock)
    qtbot.addWidget(edit)
    edit.set_value(date(2026, 11, 30))
    press(edit, Qt.Key.Key_Up)
    assert (edit.value(), edit.live()) == (date(2026, 12, 1), "星期二")


def test_a_past_day_stops_at_today(qtbot: QtBot, clock: FixedClock) -> None:
    edit = DayEdit("day", "日期", clock, past=True)
    qtbot.addWidget(edit)
    edit.set_value(date(2026, 11, 20))
    press(edit, Qt.Key.Key_Up)
    press(edit, Qt.Key.Key_Up)
    assert edit.value() == date(2026, 11, 21)


def test_money_is_tidied_when_the_focus_leaves(qtbot: QtBot) -> None:
    edit = MoneyEdit("cash", "收款")
    qtbot.addWidget(edit)
    edit.setText("1234.5")
    edit.editingFinished.emit()
    assert (edit.text(), edit.value()) == ("1,234.50", Money(123450))
    edit.setText("十块")
    with pytest.raises(Refusal) as refused:
        edit.value()
    assert refused.value.field == "cash"


def test_id_tells_who_it_is_while_typing(qtbot: QtBot, clock: FixedClock) -> None:
    edit = IdEdit("id_no", "身份证号", clock)
    qtbot.addWidget(edit)
    edit.setText("330200")
    assert edit.live() == "还差 12 位"
    edit.setText(complete("33020019441228122"))
    assert edit.live() == "女 · 1944-12-28 · 81 周岁"
    assert edit.value().birth == date(1944, 12, 28)


def test_a_rare_name_is_whole(qtbot: QtBot) -> None:
    edit = NameEdit("name")
    qtbot.addWidget(edit)
    edit.setText("𬀩" * 40)
    assert edit.value() == "𬀩" * 40


def test_a_refusal_lands_beside_its_field(qtbot: QtBot) -> None:
    form = Form([NameEdit("name"), PhoneEdit("phone"), ChoiceBox("sex", "性别", [(None, "未选"), ("女", "女")])])
    qtbot.addWidget(form)
    form.show()
    assert form.show_refusal(Refusal("姓名没有填", "照身份证填写", "name"))
    assert form.rows["name"].error() == "✗ 姓名没有填 → 照身份证填写"
    assert not form.show_refusal(Refusal("份数已满", field="quota"))
    form.show_refusal(Refusal("姓名没有填", field="name"))
    form.rows["name"].editor.setText("陈明")  # type: ignore[union-attr]
    assert form.rows["name"].error() == ""


def test_a_choice_must_be_made(qtbot: QtBot) -> None:
    box = ChoiceBox("sex", "性别", [(None, "未选"), ("女", "女")])
    qtbot.addWidget(box)
    with pytest.raises(Refusal):
        box.value()
    box.choose("女")
    assert box.value() == "女"


@pytest.mark.parametrize("text", ["", "0", "6", "x", "²"])
def test_numbers_keep_their_limits(qtbot: QtBot, text: str) -> None:
    edit = NumberEdit("count", "份数", 1, 5)
    qtbot.addWidget(edit)
    edit.setText(text)
    with pytest.raises(Refusal):
        edit.value()


def test_a_group_of_boxes_is_one_stop_of_tab(qtbot: QtBot) -> None:
    first, last = LineEdit("before", "前"), LineEdit("after", "后")
    group, around = CheckGroup("每周", [(str(day), f"周{'一二三四五六日'[day]}") for day in range(7)]), QWidget()
    around.setLayout(column(first, group, last))
    qtbot.addWidget(around)
    with qtbot.waitActive(around):
        around.show()
    first.setFocus()
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_Left, Qt.Key.Key_Space, Qt.Key.Key_Up, Qt.Key.Key_Space):
        press(None, key)
    assert group.value() == ("0", "5", "6")
    press(None, Qt.Key.Key_Tab)
    assert last.hasFocus()
    press(None, Qt.Key.Key_Backtab)
    press(None, Qt.Key.Key_Down)
    press(None, Qt.Key.Key_Space)
    assert group.value() == ("0", "5")
    press(None, Qt.Key.Key_Backtab)
    assert first.hasFocus()
