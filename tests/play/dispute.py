"""One dispute on show: the case, its whole file, the year's table."""

from pathlib import Path

from PySide6.QtCore import Qt

from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.page.mediation_page import MediationPage
from shequ_desk.counters.mediation.page.papers_sheet import PapersSheet
from shequ_desk.counters.mediation.page.stats_sheet import StatsSheet
from shequ_desk.counters.mediation.rules import Filters
from tests.journeys.driver import Driver


def dispute(driver: Driver, out: Path) -> None:
    """Pictures of a case under way, of a bound file and of the year; the file itself as PDF."""
    page = driver.show("mediation")
    assert isinstance(page, MediationPage)
    page.open_case(_fullest(driver, "open"))
    driver.grab(out / "30-mediation.png")
    page.open_case(_fullest(driver, ""))
    driver.press(Qt.Key.Key_F10)
    sheet = driver.sheet(PapersSheet)
    sheet.table.select(sheet.table.rows.rowCount() - 1)
    driver.wait(sheet.preview.rendered, "the whole file on show")
    driver.grab(out / "31-mediation-file.png", sheet)
    (out / "mediation-file.pdf").write_bytes(sheet.preview.pdf())
    driver.press(Qt.Key.Key_Escape, on=sheet)
    driver.press(Qt.Key.Key_F11)
    table = driver.sheet(StatsSheet)
    table.kind.choose("12")
    driver.wait(table.table.rows.rowCount, "the year's table")
    driver.grab(out / "32-mediation-year.png", table)
    driver.press(Qt.Key.Key_Escape, on=table)


def _fullest(driver: Driver, group: str) -> int:
    """The case of a group with the most papers in its file, of those the longest log."""
    with driver.shell.seat.database.reading(driver.shell.seat.clerk) as work:
        rows = mediation.cases(work, Filters(group=group), 0, 40)
        cases = [mediation.case(work, row.id) for row in rows]
    return max(cases, key=lambda case: (case.completeness.done, len(case.log))).id
