"""Tables: a million rows by windows, cells as on paper, keys."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent
from PySide6.QtWidgets import QToolTip
from pytestqt.qtbot import QtBot

from shequ_desk.desk.rows import RowsModel, RowsView, Source, WholeRow
from shequ_desk.desk.rows.model import KEPT, WINDOW
from shequ_desk.desk.rows.view import share_widths
from shequ_desk.desk.sheets import Sheet
from shequ_desk.kernel.figures import Column
from shequ_desk.kernel.money import Money
from tests.desk.keys import press
from tests.desk.samples import COLUMNS, Meal, meals


def test_a_million_rows_are_fetched_by_windows(qapp: object) -> None:
    asked: list[int] = []

    def fetch(offset: int, limit: int) -> list[tuple[int]]:
        asked.append(offset)
        return [(place,) for place in range(offset, min(offset + limit, 1_000_000))]

    model = RowsModel([Column("number", "号", "int")])
    model.show_source(Source(1_000_000, fetch))
    assert model.rowCount() == 1_000_000
    assert [model.data(model.index(place, 0)) for place in (0, 199, 777_777, 999_999)] == [
        "0",
        "199",
        "777,777",
        "999,999",
    ]
    assert asked == [0, 777_600, 999_800]


def test_old_windows_are_let_go(qapp: object) -> None:
    model = RowsModel([Column("number", "号", "int")])
    model.show_source(Source(100 * WINDOW, lambda offset, limit: [(place,) for place in range(offset, offset + limit)]))
    for start in range(0, 100 * WINDOW, WINDOW):
        model.row_at(start)
    assert len(model._windows) == KEPT


@pytest.mark.parametrize(("place", "text"), [(0, "11:01"), (1, "居民1"), (2, "−15.00"), (3, "—")])
def test_cells_read_as_on_paper(place: int, text: str) -> None:
    model = RowsModel(COLUMNS)
    model.show_rows([(meals(2)[1].at, "居民1", Money(-1500), None)])
    assert model.data(model.index(0, place)) == text


def test_money_stands_at_the_right() -> None:
    model = RowsModel(COLUMNS)
    side = model.headerData(2, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
    assert side & Qt.AlignmentFlag.AlignRight


def test_enter_opens_and_copy_copies(qtbot: QtBot) -> None:
    view = RowsView(COLUMNS, "流水")
    qtbot.addWidget(view)
    view.show_rows(meals(3))
    view.select(0)
    opened: list[Meal] = []
    view.row_activated.connect(opened.append)
    press(view, Qt.Key.Key_Down)
    press(view, Qt.Key.Key_Return)
    press(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert [meal.name for meal in opened] == ["居民1"]
    assert QGuiApplication.clipboard().text() == "11:01\t居民1\t0.01\t已付"


def test_an_empty_table_says_what_to_do(qtbot: QtBot) -> None:
    view = RowsView(COLUMNS, "流水", empty="还没有人就餐", advice="输入姓名首字母开始")
    qtbot.addWidget(view)
    view.show()
    assert view._empty.isVisible()
    view.show_rows(meals(1))
    assert not view._empty.isVisible()


def test_only_text_columns_yield_when_room_is_short() -> None:
    columns = (Column("a", "甲"), Column("b", "乙", "money"), Column("c", "丙"))
    assert share_widths(columns, [100, 80, 60], 200, {"c"}) == [60, 80, 60]
    assert sum(share_widths(columns, [100, 80, 60], 300)) == 300


def test_the_widest_texts_are_shortened_first_and_short_ones_not_below_half() -> None:
    columns = tuple(Column(key, key) for key in "abc")
    assert share_widths(columns, [146, 92, 87], 305) == [126, 92, 87]
    assert share_widths(columns, [146, 92, 87], 245) == [81, 81, 81]
    assert share_widths(columns, [100, 80, 60], 10) == [50, 40, 30]


def test_a_long_text_gives_what_the_others_need() -> None:
    columns = tuple(Column(key, key) for key in "abc")
    assert share_widths(columns, [100, 9000, 80], 400) == [100, 220, 80]
    assert share_widths(columns, [100, 9000, 300], 300) == [100, 100, 100]
    assert share_widths(columns, [100, 9000, 300], 10) == [50, 90, 90]


def test_a_column_that_may_be_left_out_goes_where_room_is_short(qtbot: QtBot) -> None:
    columns = (Column("name", "姓名"), Column("amount", "金额", "money"), Column("mark", "备注"))
    view = RowsView(columns, "名单", yields=("amount",))
    qtbot.addWidget(view)
    view.show_rows([("尉迟阿娥", Money(1500), "补录")])
    for width, hidden in ((600, False), (150, True), (600, False)):
        view.resize(width, 200)
        view.show()
        assert [view.isColumnHidden(place) for place in range(3)] == [False, hidden, False], width
    view.resize(150, 200)
    assert view.columnWidth(0) >= view.fontMetrics().horizontalAdvance("尉迟阿娥")


@pytest.mark.qt_log_ignore("does not support raise")
def test_resting_on_a_shortened_cell_shows_all_of_it(qtbot: QtBot) -> None:
    view, texts = RowsView([Column("where", "住址")], "名单"), ("短", "清泉花园 12 幢 302 室")
    qtbot.addWidget(view)
    view.show_rows([(text,) for text in texts])
    view.resize(90, 200)
    view.show()
    shown = []
    for place in range(2):
        box = view.visualRect(view.rows.index(place, 0))
        spot = box.center()
        rest = QHelpEvent(QEvent.Type.ToolTip, spot, view.viewport().mapToGlobal(spot))
        QCoreApplication.sendEvent(view.viewport(), rest)
        shown.append(QToolTip.text() if QToolTip.isVisible() else "")
    assert shown == ["", texts[1]]


def test_enter_in_a_list_that_opens_nothing_does_what_the_button_says(qtbot: QtBot) -> None:
    sheet, view = Sheet(None, "明细"), RowsView(COLUMNS, "流水")
    qtbot.addWidget(sheet)
    view.show_rows(meals(2))
    sheet.add(view)
    sheet.show()
    view.select(0)
    view.setFocus()
    with qtbot.waitSignal(sheet.accepted, timeout=500):
        press(view, Qt.Key.Key_Return)
    assert not sheet.isVisible()


def test_the_name_of_a_row_gives_way_after_the_rest() -> None:
    columns = [Column(key, key) for key in ("name", "limits", "reductions")]
    assert share_widths(columns, [160, 140, 300], 400) == [133, 133, 133]
    assert share_widths(columns, [160, 140, 300], 400, firm={"name"}) == [160, 120, 120]
    assert share_widths(columns, [160, 140, 300], 260, firm={"name"}) == [85, 85, 90]


def test_what_is_cut_in_the_row_under_the_cursor_is_said_whole_beneath(qtbot: QtBot) -> None:
    columns = (Column("name", "姓名"), Column("why", "依据"), Column("until", "到"))
    view = RowsView(columns, "补贴", yields=("until",))
    said = WholeRow(view)
    qtbot.addWidget(view)
    view.resize(160, 200)
    view.show()
    notice = "国务院办公厅关于部分节假日安排的通知"
    view.show_rows([("仇英", notice, "2026-12-31"), ("单雄", "无", None)])
    before = said.isHidden()
    view.select(0)
    cut = (before, said.isHidden(), said.text())
    view.select(1)
    short = said.isHidden()
    view.select(0)
    view.resize(900, 200)
    assert cut == (True, False, f"依据：{notice}　到：2026-12-31")
    assert (short, said.isHidden()) == (True, True)
