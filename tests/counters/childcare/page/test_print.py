"""Papers from the page: boards and lists, the slip, what a guardian signs, every part of the file."""

from datetime import date

import pypdfium2
import pytest
from PySide6.QtCore import Qt

from shequ_desk.counters.childcare.page.file_sheet import FileSheet
from shequ_desk.counters.childcare.page.file_tab import FileTab
from shequ_desk.counters.childcare.page.papers_sheet import PapersSheet
from shequ_desk.counters.childcare.page.print_sheet import PrintSheet, choices
from shequ_desk.store.database import Database
from tests.clerks import as_role
from tests.counters.childcare.page.kit import CLERK, SATURDAY, booked, care, child
from tests.counters.childcare.page.test_board import AUGUST
from tests.counters.desk_kit import CTRL, Desk, texts


@pytest.fixture
def family(house: Database) -> int:
    """李小满, booked this afternoon."""
    with house.work(CLERK) as work:
        child_id = child(work, "李小满", AUGUST)
        booked(work, child_id, "托大班", "下午")
    return child_id


def text(pdf: bytes) -> str:
    """The words on a paper."""
    document = pypdfium2.PdfDocument(pdf)
    return "".join(page.get_textpage().get_text_range() for page in document)


def test_every_list_is_printed(desk: Desk, family: int) -> None:
    page = care(desk)
    page.key(Qt.Key.Key_P, CTRL)
    sheet = desk.sheet(PrintSheet)
    titles = [row[0] for row in texts(sheet.table)]
    assert titles == ["第 47 周预约看板", "2026年11月月历", "今日名册", "明日名册", "今日张贴名单", "明日张贴名单"]
    sheet.submit()
    for place in range(1, len(titles)):
        page.page.cards.print_lists()
        sheet = desk.sheet(PrintSheet)
        sheet.table.select(place)
        sheet.submit()
        desk.papers()
    papers = [text(pdf) for pdf in desk.papers()]
    assert len(papers) == len(titles)
    assert "李小满" in papers[titles.index("今日名册")]
    door = papers[titles.index("今日张贴名单")]
    assert "李小满" not in door
    assert "李*满" in door


def test_who_only_reads_prints_numbers_only() -> None:
    held = as_role("director").permissions
    assert [one.title for one in choices(SATURDAY, SATURDAY, held, False)] == ["第 47 周预约看板", "2026年11月月历"]
    desk = as_role("desk").permissions
    assert "今日名册" not in [one.title for one in choices(SATURDAY, SATURDAY, desk, False)]
    other = [one.title for one in choices(date(2026, 11, 25), SATURDAY, desk, True)]
    assert "11月25日名册" in other


def test_the_slip_follows_the_booking(desk: Desk, family: int) -> None:
    page = care(desk)
    page.pick("lxm")
    page.page.board.show_day(date(2026, 11, 23))
    page.page.book.book(True)
    assert "李小满" in text(desk.papers()[-1])
    page.page.board.take_focus()
    page.page.cards.list_cell()


def test_missing_papers_are_printed_blank(desk: Desk, house: Database) -> None:
    with house.work(CLERK) as work:
        child(work, "陈果", date(2024, 4, 1), papers=False)
    page = care(desk)
    page.pick("cg")
    page.key(Qt.Key.Key_M, CTRL)
    sheet = desk.sheet(PapersSheet)
    for place in range(4):
        sheet.table.select(place)
        sheet.print_blank()
        desk.papers()
    assert len(desk.papers()) == 4
    assert "陈果" in text(desk.papers()[0])


def test_every_part_of_the_file_is_printed(desk: Desk, family: int) -> None:
    page = care(desk)
    page.page.cards.open_file(family)
    sheet = desk.sheet(FileSheet)
    sheet.card.print_paper()
    desk.papers()
    for part in sheet.lists:
        assert isinstance(part, FileTab)
        for place in range(part.table.rows.rowCount() or 1):
            part.table.select(place)
            part.print_paper()
            desk.papers()
    found = [text(pdf) for pdf in desk.papers()]
    assert len(found) == 1 + 4 + 1 + 1 + 1 + 1 + 1
    assert all("李小满" in one for one in found)
