"""What the lunch queue's journeys share: elders in the queue, the till by keyboard, what came out of the printer."""

from datetime import date

import pypdfium2
from PySide6.QtCore import Qt

from shequ_desk.counters.canteen.page.till_page import CanteenPage
from shequ_desk.desk.forms import Form
from shequ_desk.desk.speaker import TextSheet
from shequ_desk.hall.due_button import DueButton
from shequ_desk.till import service as till
from tests.counters.canteen.kit import resident
from tests.journeys.conftest import LOGIN, PASSWORD
from tests.journeys.driver import Driver

EIGHTY = date(1944, 5, 1)
QUEUE = {"欧阳春梅": "oycm", "司马玉兰": "smyl", "尉迟阿娥": "ycae", "诸葛根土": "zggt", "上官云珍": "sgyz"}


def open_till(driver: Driver, *names: str) -> list[int]:
    """Sign in with these elders of 82 registered, the till on show."""
    driver.sign_in(LOGIN, PASSWORD)
    seat = driver.shell.seat
    with seat.database.work(seat.clerk) as work:
        ids = [resident(work, name, EIGHTY) for name in names]
    driver.press(Qt.Key.Key_F3)
    return ids


def till_page(driver: Driver) -> CanteenPage:
    """The canteen's till, which is on show."""
    assert isinstance(driver.page, CanteenPage)
    return driver.page


def pick(driver: Driver, name: str) -> None:
    """Find and take the first hit."""
    driver.write(name)
    driver.press(Qt.Key.Key_Return)


def printed(driver: Driver, papers: int) -> str:
    """The text of the newest paper, once there are so many."""
    driver.wait(lambda: len(driver.printer.papers) >= papers, "the paper")
    return text_of(driver.printer.papers[-1])


def text_of(pdf: bytes) -> str:
    """Everything a reader can copy from a paper, lines joined."""
    document = pypdfium2.PdfDocument(pdf)
    return "".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "")


def answer(driver: Driver, text: str) -> None:
    """Answer the question on show with a reason."""
    sheet = driver.sheet(TextSheet)
    sheet.edit.setText(text)
    driver.press(Qt.Key.Key_Return, on=sheet.edit)
    driver.settle()


def close_day(driver: Driver) -> None:
    """Close today's till with the cash that should be there."""
    seat = driver.shell.seat
    with seat.database.work(seat.clerk) as work:
        till.close_day(work, work.today, till.preview_close(work, work.today).expected)


def form_errors(form: Form) -> list[str]:
    """The red lines beside the fields."""
    return [field.error() for field in form.rows.values() if field.error()]


def due_item(driver: Driver, words: str) -> DueButton:
    """The due item of the hall that says so."""
    driver.shell.window.show_page("hall")
    driver.settle()
    driver.wait(lambda: _due_items(driver, words), f"{words} in the hall, which is drawn in two turns")
    return _due_items(driver, words)[0]


def _due_items(driver: Driver, words: str) -> list[DueButton]:
    return [one for one in driver.page.findChildren(DueButton) if words in one.text() and not one.isHidden()]
