"""Childcare on show: a booking about to be made, a child going home, its file; papers of one child and the lists."""

from pathlib import Path

from PySide6.QtCore import Qt

from shequ_desk.counters.childcare import papers
from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.page.checkout_sheet import CheckoutSheet
from shequ_desk.counters.childcare.page.childcare_page import ChildcarePage
from shequ_desk.counters.childcare.page.file_sheet import FileSheet
from shequ_desk.counters.childcare.page.print_sheet import choices
from shequ_desk.counters.childcare.rules.board import DayRow
from shequ_desk.counters.childcare.rules.booking import PRESENT
from shequ_desk.kernel.dates import Month
from tests.journeys.driver import Driver


def nursery(driver: Driver, out: Path) -> None:
    """Pictures of the page at work, and its papers as files."""
    page = driver.show("childcare")
    assert isinstance(page, ChildcarePage)
    rows = _today(driver)
    _booking(driver, page, rows[0].child_id, out)
    _door(driver, page, rows, out)
    page.board.toggle_month()
    driver.grab(out / "23-childcare-month.png")
    page.board.toggle_month()
    _file(driver, page, rows[0].child_id, out)
    _papers(driver, rows[0], out)


def _today(driver: Driver) -> tuple[DayRow, ...]:
    with driver.shell.seat.database.reading(driver.shell.seat.clerk) as work:
        return childcare.roster(work).rows


def _booking(driver: Driver, page: ChildcarePage, child_id: int, out: Path) -> None:
    page.board.turn_on()
    page.show_person(child_id, "book")
    driver.grab(out / "20-childcare-booking.png")
    page.board.turn_home()


def _door(driver: Driver, page: ChildcarePage, rows: tuple[DayRow, ...], out: Path) -> None:
    here = [row for row in rows if row.state == PRESENT]
    page.show_person((here or list(rows))[0].child_id, "check_out")
    driver.grab(out / "21-childcare-door.png")
    if here:
        page.door.check_out()
        sheet = driver.sheet(CheckoutSheet)
        driver.grab(out / "22-childcare-checkout.png", sheet)
        driver.press(Qt.Key.Key_Escape, on=sheet)


def _file(driver: Driver, page: ChildcarePage, child_id: int, out: Path) -> None:
    page.cards.open_file(child_id)
    sheet = driver.sheet(FileSheet)
    sheet.open_tab("材料")
    driver.grab(out / "24-childcare-file.png", sheet)
    driver.press(Qt.Key.Key_Escape, on=sheet)


def _papers(driver: Driver, row: DayRow, out: Path) -> None:
    seat = driver.shell.seat
    with seat.database.work(seat.clerk) as work:
        child = childcare.child_papers(work, row.child_id, "演示")
        today, month = work.today, childcare.month_paper(work, Month.of(work.today))
        lists = [(one, one.read(work)) for one in choices(today, today, seat.clerk.permissions, True)]
    made = {
        "agreement": papers.agreement_pdf(child),
        "consent": papers.consent_pdf(child),
        "checkup": papers.checkup_pdf(child),
        "registration": papers.registration_pdf(child),
        "authority": papers.authority_pdf(child),
        "delegation": papers.delegation_pdf(child),
        "medicine": papers.medicine_pdf(child),
        "incident": papers.incident_pdf(child),
        "month": papers.month_pdf(month),
        **{f"list-{place}": one.pdf(data) for place, (one, data) in enumerate(lists, 1)},
    }
    for name, pdf in made.items():
        (out / f"childcare-{name}.pdf").write_bytes(pdf)
