"""Sheets: they grow with what they say."""

import weakref
from collections.abc import Callable
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from shequ_desk.desk import theme
from shequ_desk.desk.fields import CheckGroup, DayEdit, NameEdit, Tick
from shequ_desk.desk.forms import ChoiceBox, Form, LineEdit, NoteEdit
from shequ_desk.desk.messages import TextQuestion
from shequ_desk.desk.rows import RowsView
from shequ_desk.desk.sheets import Sheet
from shequ_desk.desk.speaker import TextSheet
from shequ_desk.desk.widgets import Label, SegmentedChoice
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.figures import Column


@pytest.mark.parametrize("factor", [theme.NORMAL, theme.LARGE])
def test_a_red_line_needs_no_scroll_bar(qtbot: QtBot, dressed: QApplication, factor: float) -> None:
    theme.apply(dressed, factor)
    sheet, form = Sheet(None, "登记居民", "登记", width=300), Form([NameEdit("name", "姓名")])
    qtbot.addWidget(sheet)
    sheet.add(form)
    sheet.show()
    dressed.processEvents()
    low = sheet.height()
    form.show_refusal(Refusal("还没有输入姓名", "请按证件上的姓名填写，少数民族姓名中间的点也要写", "name"))
    area = sheet.findChild(QScrollArea)
    assert area is not None
    qtbot.waitUntil(lambda: sheet.height() > low)
    dressed.processEvents()
    assert area.verticalScrollBar().maximum() == 0


def test_a_list_gives_way_before_its_sheet_scrolls_and_comes_back(qtbot: QtBot, dressed: QApplication) -> None:
    host, table, note = QWidget(), RowsView((Column("name", "姓名"),), "名单"), QWidget()
    qtbot.addWidget(host)
    host.resize(900, 600)
    host.show()
    sheet = Sheet(host, "名单", "打开")
    note.setFixedHeight(260)
    sheet.bend(table, 300)
    sheet.add(table, note)
    sheet.show()
    dressed.processEvents()
    area = sheet.findChild(QScrollArea)
    assert area is not None
    assert 136 < table.height() < 300
    assert area.verticalScrollBar().maximum() == 0
    note.hide()
    sheet.fit()
    assert table.minimumHeight() == 300


def test_the_room_of_a_refusal_goes_with_it(qtbot: QtBot, dressed: QApplication) -> None:
    sheet = Sheet(None, "打印文书", "打印", on_submit=lambda: None)
    qtbot.addWidget(sheet)
    sheet.show()
    dressed.processEvents()
    low = sheet.height()
    sheet.show_refusal(Refusal("打印机没有响应", "请检查后再打印"))
    high = sheet.height()
    sheet.main.click()
    assert (low, high > low) == (sheet.height(), True)


def test_what_was_typed_is_not_lost_by_one_esc(qtbot: QtBot, dressed: QApplication) -> None:
    sheet, name, note = Sheet(None, "登记居民", "登记", width=300), NameEdit("name", "姓名"), NoteEdit("note", "备注")
    name.setText("李小满")
    qtbot.addWidget(sheet)
    sheet.add(name, note)
    sheet.show()
    dressed.processEvents()
    note.insertPlainText("说好周五再来")
    sheet.close_button.click()
    asked = (sheet.isVisible(), sheet.banner.text())
    name.insert("月")
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert (
        asked
        == (sheet.isVisible(), sheet.banner.text())
        == (True, "填写的内容还没有保存 → 再按一次 Esc 就不保存，直接返回")
    )
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def _choice(options: tuple[str, ...], name: str = "餐次") -> ChoiceBox:
    return ChoiceBox("slot", name, [(one, one) for one in options])


CHANGES: dict[str, tuple[Callable[[], QWidget], Callable[[QWidget], None]]] = {
    "drop-down": (lambda: _choice(("午", "晚")), lambda box: QTest.keyClick(box, Qt.Key.Key_Down)),
    "tick": (lambda: Tick("送餐上门"), lambda tick: QTest.keyClick(tick, Qt.Key.Key_Space)),
    "ticks": (
        lambda: CheckGroup("每周", [("0", "周一"), ("1", "周二")]),
        lambda group: QTest.keyClick(group.findChildren(Tick)[1], Qt.Key.Key_Space),
    ),
    "segments": (
        lambda: SegmentedChoice((("cash", "现金"), ("wechat", "微信"))),
        lambda choice: QTest.keyClick(choice, Qt.Key.Key_Right),
    ),
    "day": (
        lambda: DayEdit("day", "日期", FixedClock(datetime(2026, 11, 21, 10, 42))),
        lambda day: QTest.keyClick(day, Qt.Key.Key_Up),
    ),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_what_was_chosen_is_not_lost_by_one_esc(qtbot: QtBot, dressed: QApplication, kind: str) -> None:
    make, change = CHANGES[kind]
    sheet, editor = Sheet(None, "订餐", "预订"), make()
    qtbot.addWidget(sheet)
    sheet.add(editor)
    sheet.show()
    dressed.processEvents()
    change(editor)
    sheet.reject()
    asked = (sheet.isVisible(), bool(sheet.banner.text()))
    sheet.reject()
    assert (asked, sheet.isVisible()) == ((True, True), False)


def test_esc_does_not_ask_about_defaults_filters_and_what_was_saved(qtbot: QtBot, dressed: QApplication) -> None:
    sheet, slot, group, name = (
        Sheet(None, "订餐", "预订"),
        _choice(("午", "晚")),
        _choice(("在办", "已结")),
        LineEdit("n", "n"),
    )
    tick, pay = Tick("送餐上门"), SegmentedChoice((("cash", "现金"), ("wechat", "微信")))
    qtbot.addWidget(sheet)
    sheet.add(slot, group, name, tick, pay)
    sheet.show()
    dressed.processEvents()
    slot.choose("晚")
    tick.setChecked(True)
    pay.choose("wechat")
    group.looks_up = True
    QTest.keyClick(group, Qt.Key.Key_Down)
    name.insert("李小满")
    before = sheet.typed()
    sheet.kept()
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert (before, group.value(), sheet.isVisible()) == (["李小满"], "已结", False)


def test_esc_does_not_ask_about_what_only_looks_something_up_or_what_the_program_wrote(
    qtbot: QtBot, dressed: QApplication
) -> None:
    sheet, find, name = Sheet(None, "查找案件", "打开"), LineEdit("text", "案号"), NameEdit("name", "姓名")
    find.looks_up = True
    qtbot.addWidget(sheet)
    sheet.add(find, name)
    sheet.show()
    dressed.processEvents()
    find.insert("2026")
    name.setText("李小满")
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


@pytest.mark.parametrize("verb", ["记下", ""])
def test_ctrl_enter_in_several_lines_is_the_main_button_of_a_sheet_that_saves(
    qtbot: QtBot, dressed: QApplication, verb: str
) -> None:
    done: list[str] = []
    note = NoteEdit("note", "经过")
    sheet = Sheet(None, "事故记录", verb, on_submit=lambda: done.append(note.text()))
    qtbot.addWidget(sheet)
    sheet.add(note)
    sheet.show()
    with qtbot.waitActive(sheet):
        pass
    note.setFocus()
    note.insertPlainText("擦伤")
    QTest.keyClick(note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hints = [label.text() for label in sheet.findChildren(Label) if "Ctrl Enter" in label.text()]
    assert (done, len(hints)) == ((["擦伤"], 1) if verb else ([], 0))


def test_a_reason_half_written_is_not_lost_by_one_esc(qtbot: QtBot, dressed: QApplication) -> None:
    given: list[str] = []
    host = QWidget()
    qtbot.addWidget(host)
    host.show()
    sheet = TextSheet(host, TextQuestion("作废这一笔？", "原因", "作废", given.append, "家长来电", 1))
    sheet.show()
    dressed.processEvents()
    before = sheet.typed()
    sheet.edit.insert("，改到下午")
    sheet.reject()
    asked = (sheet.isVisible(), "再按一次 Esc" in sheet.banner.text())
    sheet.reject()
    qtbot.waitUntil(lambda: not isValid(sheet))
    assert (before, asked, given) == ([], (True, True), [])


@pytest.mark.parametrize("closed", [True, False])
def test_a_sheet_does_not_keep_its_window(dressed: QApplication, closed: bool) -> None:
    window = QWidget()
    window.show()
    sheet = Sheet(window, "登记居民", "登记")
    sheet.open()
    dressed.processEvents()
    if closed:
        sheet.reject()
    known = weakref.ref(window)
    del window
    dressed.processEvents()
    assert known() is None
    assert not isValid(sheet)
