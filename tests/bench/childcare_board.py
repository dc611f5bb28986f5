"""The week board from the key to the painted frame, on the file that `childcare.places` filled."""

from datetime import timedelta

from PySide6.QtCore import QCoreApplication

from shequ_desk.counters.childcare.page.childcare_page import ChildcarePage
from tests.bench.figures import Line, spread, times
from tests.bench.painting import Desk, window_of


def drawn(desk: Desk) -> Line:
    """Turn to another week and paint it, as Alt ← and Alt → do."""
    page = ChildcarePage(desk.context)
    window = window_of(page)
    page.shown()
    desk.settle_down()
    today = page.board.day

    def turn(place: int) -> None:
        page.board.show_day(today + timedelta(days=7 * (place % 9 - 4)))
        QCoreApplication.sendPostedEvents()

    times(5, turn)
    found = times(120, turn)
    window.close()
    return Line("week board, key to painted", spread(found), "", "≤ 50 ms")
