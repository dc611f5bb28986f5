"""Bringing a roster in: mapping, preview, writing in a job, rejected rows, undo."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from shequ_desk.desk import theme
from shequ_desk.desk.counter import Context
from shequ_desk.desk.messages import Recorder
from tests.desk import looks
from tests.people.page.pages import Desk, ImportSteps
from tests.people.sample import id_number

ROSTER = f"""清泉社区居民名册,,,
姓名,身份证号码,性别,联系电话
仇英,{id_number()},男,13812345678
解明,123,男,
合计,2,,
"""


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    """A small roster with a title row, a bad number and a total."""
    path = tmp_path / "名册.csv"
    path.write_text(ROSTER, "utf-8")
    return path


def test_a_roster_goes_through_every_step_and_is_taken_back(shown: Desk, roster: Path) -> None:
    steps = ImportSteps(shown)
    steps.read(str(roster))
    assert steps.sheet.step() == 1
    assert steps.column("身份证号码").value() == "id_number"
    steps.go_on()
    assert steps.outcomes() == [("解明", "退回")]
    assert steps.sheet.main.text() == "导入 1 人"
    steps.go_on()
    assert "退回 1 行" in steps.sheet.outcome.text()
    steps.go_on()
    shown.settle()
    assert shown.names() == ["仇英"]
    again = ImportSteps(shown)
    again.sheet.undo()
    shown.recorder.answer()
    shown.settle()
    assert shown.page.list.total == 0
    assert again.sheet.past.table.rows.row_at(0).state == "已撤销"


def test_the_preview_shows_all_rows_or_only_the_refused(shown: Desk, roster: Path) -> None:
    steps = ImportSteps(shown)
    steps.read(str(roster))
    steps.go_on()
    steps.sheet.preview.part.choose("all")
    assert sorted(steps.outcomes()) == [("仇英", "新增"), ("解明", "退回")]
    steps.sheet.reject()
    assert steps.sheet.step() == 1


def test_a_mapping_without_names_is_refused_in_the_sheet(shown: Desk, roster: Path) -> None:
    steps = ImportSteps(shown)
    steps.read(str(roster))
    steps.column("姓名").choose("")
    steps.go_on()
    assert steps.sheet.step() == 1
    assert "姓名" in steps.sheet.banner.text()


def test_a_header_row_that_is_none_is_refused_beside_its_field(shown: Desk, roster: Path) -> None:
    steps = ImportSteps(shown)
    steps.read(str(roster))
    mapping = steps.sheet.mapping
    for wrong in ("50", "0", "", "甲"):
        mapping.header.setText(wrong)
        mapping.header.editingFinished.emit()
        assert mapping.header_row.error(), wrong
    steps.go_on()
    assert steps.sheet.step() == 1
    assert "表头" in steps.sheet.banner.text()
    mapping.header.setText("2")
    mapping.header.editingFinished.emit()
    steps.go_on()
    assert steps.outcomes() == [("解明", "退回")]


def test_a_column_can_be_mapped_to_something_else(shown: Desk, roster: Path) -> None:
    steps = ImportSteps(shown)
    steps.read(str(roster))
    steps.column("联系电话").choose("")
    steps.go_on()
    steps.go_on()
    steps.go_on()
    assert [line.phone_masked for line in shown.page.list._fetch(0, 10)] == ["未登记"]


def test_the_table_below_has_its_own_columns_and_header(shown: Desk, tmp_path: Path) -> None:
    path = tmp_path / "两张表.csv"
    path.write_text(f"姓名,身份证号\n仇英,{id_number()}\n新迁入,\n出生日期,姓名\n1950-01-01,解明\n", "utf-8")
    steps = ImportSteps(shown)
    steps.read(str(path))
    mapping = steps.sheet.mapping
    mapping.sheet.choose(1)
    assert mapping.sheet.currentText() == "名册 第 3 行起（3 行）"
    assert mapping.header.value() == 4
    mapping.header.setText("1")
    mapping.header.editingFinished.emit()
    assert mapping.header_row.error()
    mapping.header.setText("4")
    mapping.header.editingFinished.emit()
    steps.go_on()
    assert steps.outcomes() == [("仇英", "新增"), ("解明", "新增")]
    assert "“名册 第 3 行起”是另一张表" in steps.sheet.preview.remarks.text()


def test_a_file_that_is_no_table_is_refused(shown: Desk, tmp_path: Path) -> None:
    path = tmp_path / "图片.xlsx"
    path.write_bytes(b"PK\x03\x04broken")
    steps = ImportSteps(shown)
    steps.read(str(path))
    assert steps.sheet.step() == 0
    assert steps.sheet.banner.text()


def test_cancelling_writes_nothing(shown: Desk, roster: Path) -> None:
    steps = ImportSteps(shown)
    steps.sheet.read_file(str(roster))
    steps.sheet.reject()
    shown.settle()
    assert steps.sheet.step() == 0
    assert shown.recorder.said[-1].startswith("已取消")
    assert shown.page.list.total == 0


def test_no_step_scrolls_twice_on_the_smallest_screen_in_large_text(
    context: Context, recorder: Recorder, qapp: QApplication, tmp_path: Path
) -> None:
    theme.apply(qapp, theme.LARGE)
    desk, found = Desk(context, recorder, 1280, 680), []
    book = tmp_path / "名册.csv"
    titles = "姓名,身份证号码,性别,联系电话,备注,民族,户号,网格,楼幢,室,职业,与户主关系,户籍,居住"
    rows = [f"仇英{place},123,男,{13812345678 + place},{'送餐' * 20}" for place in range(30)]
    book.write_text("\n".join([titles, *(f"{row},,,,,,,,," for row in rows)]), "utf-8")
    steps = ImportSteps(desk)
    for go in (desk.settle, partial(steps.read, str(book)), steps.go_on):
        go()
        desk.settle()
        steps.sheet.preview.table.select(0 if steps.sheet.preview.table.rows.rowCount() else -1)
        desk.settle()
        found += [*looks.clipped(steps.sheet), *looks.doubled(steps.sheet), *looks.unsaid(steps.sheet)]
    assert (steps.sheet.step(), steps.sheet.preview.table.rows.rowCount(), found) == (2, 30, [])
    desk.close()
