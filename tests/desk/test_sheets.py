"""Sheets: they grow with what they say."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from shequ_desk.desk import theme
from shequ_desk.desk.fields import NameEdit
from shequ_desk.desk.forms import Form, LineEdit, NoteEdit
from shequ_desk.desk.rows import RowsView
from shequ_desk.desk.sheets import Sheet
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
