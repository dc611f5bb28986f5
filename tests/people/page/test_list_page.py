"""The list: filters, keys, the empty register, export."""

from pathlib import Path

from PySide6.QtCore import Qt

from shequ_desk.people import service as people
from shequ_desk.people.page.register_sheet import RegisterSheet
from shequ_desk.people.rules import Filters
from tests.people.page.pages import Desk, press
from tests.people.sample import draft, id_number


def test_an_empty_register_says_what_to_do_first(shown: Desk) -> None:
    table = shown.page.list.table
    assert shown.page.list.total == 0
    assert "导入" in table._empty.accessibleName()


def test_filters_leave_whom_the_service_leaves(residents: int, shown: Desk) -> None:
    shown.page.list.age_from.setText("60")
    shown.page.list.tag.choose("duju")
    shown.settle()
    with shown.context.database.reading(shown.context.clerk) as work:
        wanted = [row.name for row in people.listing(work, Filters(tag="duju", age_from=60), 0, 100)]
    assert shown.names() == wanted != []


def test_an_age_that_is_no_number_is_refused_in_place(residents: int, shown: Desk) -> None:
    shown.page.list.age_from.setText("x")
    shown.settle()
    assert shown.page.list.summary.text().startswith("✗")
    shown.page.list.clear()
    shown.settle()
    assert shown.page.list.summary.text().startswith(f"共 {residents}")


def test_nobody_matching_offers_to_widen(residents: int, shown: Desk) -> None:
    shown.page.list.text.setText("zzzzzz")
    shown.settle()
    assert shown.names() == []
    assert "Ctrl D" in shown.page.list.table._empty.accessibleName()


def test_enter_opens_the_record_and_escape_returns(residents: int, shown: Desk) -> None:
    table = shown.page.list.table
    table.select(2)
    press(table, Qt.Key.Key_Return)
    assert shown.page.on_record()
    assert shown.page.record.view is not None
    assert shown.page.record.view.details.name == table.rows.row_at(2).name
    assert shown.page.back()
    shown.settle()
    assert not shown.page.on_record()
    assert not shown.page.back()


def test_ctrl_n_opens_the_form(shown: Desk) -> None:
    press(shown.page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert shown.sheet(RegisterSheet).id_number.hasFocus()


def test_news_reads_the_list_again(shown: Desk) -> None:
    shown.register(draft("仇英", id_number()))
    shown.settle()
    assert shown.names() == ["仇英"]


def test_export_writes_a_workbook_and_a_log_line(residents: int, shown: Desk, tmp_path: Path) -> None:
    saved: list[bytes] = []

    def keep(data: bytes, _name: str, _parent: object) -> None:
        saved.append(data)

    shown.context.printing.save = keep  # type: ignore[method-assign, assignment]
    shown.page.save_list()
    shown.settle()
    assert saved[0].startswith(b"PK")
    assert shown.audit("export") == 1
