"""One lunch by keyboard: sign in, find, settle, print, close the day, the month's papers. Returns the files made."""

from datetime import timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt

from shequ_desk import catalogue
from shequ_desk.counters.canteen import service as canteen
from shequ_desk.desk.counter import period_at
from shequ_desk.desk.page import Page
from shequ_desk.desk.printing import PdfView
from shequ_desk.kernel.clock import Clock
from shequ_desk.kernel.dates import Month
from shequ_desk.people import service as people
from shequ_desk.people.views import Brief
from shequ_desk.store.folder import DataFolder
from tests.journeys.driver import CTRL, Driver
from tests.play.dispute import dispute
from tests.play.nursery import nursery


def play(folder: DataFolder, clock: Clock, out: Path, login: str, password: str) -> list[Path]:
    """Everything a visitor should see, as pictures and papers in `out`."""
    driver = Driver(folder, clock, out)
    driver.desk.open()
    driver.grab(out / "01-login.png", driver.desk.login)
    driver.sign_in(login, password)
    _hall(driver, out)
    _lunch(driver, out)
    _pages(driver, out)
    nursery(driver, out)
    dispute(driver, out)
    _papers(driver, out)
    driver.leave()
    return sorted(path for path in out.iterdir() if path.suffix in (".png", ".pdf", ".xlsx"))


def elders(driver: Driver) -> list[str]:
    """Names of people of 80 or more who eat here often and not yet today: those with family and tags first."""
    with driver.shell.seat.database.reading(driver.shell.seat.clerk) as work:
        eaten = {row.person_id for row in canteen.today(work)}
        days = [work.today - timedelta(days=back) for back in range(1, 15)]
        rows = [row for day in days for row in canteen.today(work, day=day) if row.category == "80+"]
        found = [people.brief(work, row.person_id) for row in rows if row.person_id and row.person_id not in eaten]
    return list(dict.fromkeys(brief.name for brief in sorted(found, key=_worth, reverse=True)))


def _worth(brief: Brief) -> int:
    return (len(brief.household) > 1) + bool(brief.tags)


def _hall(driver: Driver, out: Path) -> None:
    driver.grab(out / "02-hall-empty.png")
    driver.press(Qt.Key.Key_K, CTRL)
    driver.write(elders(driver)[0])
    driver.grab(out / "03-search.png")
    driver.press(Qt.Key.Key_Return)
    driver.grab(out / "04-hall.png")


def _lunch(driver: Driver, out: Path) -> None:
    """The elder in front and a neighbour who pays along, on one receipt."""
    driver.press(Qt.Key.Key_F3)
    driver.write(elders(driver)[1])
    driver.grab(out / "05-canteen-search.png")
    driver.press(Qt.Key.Key_Return)
    driver.grab(out / "06-canteen-bill.png")
    driver.press(Qt.Key.Key_Return)
    driver.grab(out / "07-canteen.png")
    driver.wait(lambda: driver.printer.papers, "the receipt")


def _pages(driver: Driver, out: Path) -> None:
    for place, key in enumerate(driver.shell.pages(), 10):
        page = driver.show(key)
        driver.wait(partial(_drawn, page), f"the papers on {key}")
        driver.grab(out / f"{place}-{key}.png")


def _drawn(page: Page) -> bool:
    """Whether every paper on show has its picture."""
    views = [view for view in page.findChildren(PdfView) if view.isVisible()]
    return all(view.rendered() or not view.pdf() for view in views)


def _papers(driver: Driver, out: Path) -> None:
    seat = driver.shell.seat
    month = Month.of(seat.database.clock.now().date()).previous
    for report in catalogue.REPORTS.values():
        with seat.database.reading(seat.clerk) as work:
            data = report.gather(work, period_at(report.period, month.last))
        (out / f"{report.key}.pdf").write_bytes(report.pdf(data))
        (out / f"{report.key}.xlsx").write_bytes(report.workbook(data))
