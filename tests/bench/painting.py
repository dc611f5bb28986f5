"""What the clerk sees: hits painted at a keystroke, a long list scrolled, the receipt's bytes after the click."""

import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from shequ_desk.counters.canteen.page.till_page import CanteenPage
from shequ_desk.desk import theme
from shequ_desk.desk.counter import Context
from shequ_desk.desk.jobs import Jobs
from shequ_desk.desk.messages import Messages, Recorder
from shequ_desk.desk.news import News
from shequ_desk.desk.printing import Paper, Printing
from shequ_desk.desk.rows import RowsView, Source
from shequ_desk.desk.state import State
from shequ_desk.kernel.figures import Column
from shequ_desk.office.service import Seat
from shequ_desk.people.resident_box import HitList, ResidentFinder
from tests.bench.figures import Line, spread, times
from tests.bench.services import TYPED, diners

ROWS = 1_000_000
COLUMNS = (Column("number", "号", "int"), Column("name", "姓名", "text"), Column("place", "住址", "text"))


class Tray:
    """A printer that takes everything."""

    def __init__(self) -> None:
        self.papers: list[bytes] = []

    def names(self) -> list[str]:
        """One printer."""
        return ["针式"]

    def print_pdf(self, pdf: bytes, paper: Paper, name: str, copies: int) -> None:
        """Keep the paper."""
        self.papers.append(pdf)


def _nothing() -> None:
    """Nobody waits for the printer."""


class Desktop(Printing):
    """Notes when the bytes of a paper were there: the commit is durable then, and nothing but the printer is left."""

    at = 0.0

    def print(self, pdf: bytes, paper: str, title: str, copies: int = 1, done: Callable[[], None] = _nothing) -> None:
        """Note the time, then print as always."""
        self.at = perf_counter()
        super().print(pdf, paper, title, copies, done)


class Row(NamedTuple):
    """A row of the long list."""

    number: int
    name: str
    place: str


class Desk:
    """A dressed application and what pages are given."""

    def __init__(self, seat: Seat, folder: Path) -> None:
        self.application = QCoreApplication.instance() or QApplication(sys.argv[:1])
        assert isinstance(self.application, QApplication)
        theme.apply(self.application, theme.NORMAL)
        messages = Messages(self.application)
        self.recorder, self.tray = Recorder(messages), Tray()
        self.jobs, news, state = Jobs(messages), News(), State(folder)
        self.printing = Desktop(self.jobs, messages, state, self.tray)
        self.printing.remember("A5", "针式")
        seat.database.listeners.append(news.tell)
        clock = seat.database.clock
        self.news = news
        self.context = Context(
            seat.database, seat.clerk, clock, folder, self.jobs, news, messages, self.printing, state, _nowhere
        )

    def settle_down(self) -> None:
        """Let printing and news finish."""
        while not self.jobs.idle():
            self.application.processEvents()
        self.application.processEvents()


def search(desk: Desk, residents: int) -> Line:
    """From the changed text to the painted list, the way the header searches."""
    hits = HitList()
    finder = ResidentFinder(desk.context, hits)
    window = window_of(finder, hits)

    def keystroke(place: int) -> None:
        finder.setText(TYPED[place % len(TYPED)])
        QCoreApplication.sendPostedEvents()
        hits.repaint()

    times(30, keystroke)
    found = times(600, keystroke)
    window.close()
    return Line(f"keystroke to painted list, {residents:,} residents", spread(found), "", "p99 ≤ 8 ms")


def scroll(desk: Desk) -> Line:
    """Pages down through a million rows fetched in windows, each frame painted."""
    view = RowsView(COLUMNS, "长列表")
    window = window_of(view)
    view.show_source(
        Source(ROWS, lambda start, count: [Row(n, "王桂兰", "清泉花园") for n in range(start, start + count)])
    )
    bar = view.verticalScrollBar()
    step = max(bar.maximum() // 500, 1)

    def frame(place: int) -> None:
        bar.setValue(place % 2 * 7 + place * step)
        view.viewport().repaint()

    desk.application.processEvents()
    found = times(500, frame)
    window.close()
    return Line(f"scroll {ROWS:,} rows, a frame", spread(found), "", "p99 ≤ 10 ms")


def click(desk: Desk, seat: Seat, count: int = 150) -> Line:
    """From the click to the durable receipt's bytes; the very first of the day is among them. Beside: until the page
    stands ready for the next."""
    page = CanteenPage(desk.context)
    window = window_of(page)
    page.shown()
    desk.news.changed.connect(page.refresh)
    desk.settle_down()
    ready, found = [], []
    for person_id in diners(seat, count, 400):
        page.finder.picked.emit(person_id)
        ready += times(1, lambda _: page.settle(True))
        found.append(ready[-1] - (perf_counter() - desk.printing.at) * 1000)
        desk.settle_down()
    assert len(desk.tray.papers) == count, desk.recorder.refusals
    window.close()
    return Line(
        "click to receipt bytes",
        spread(found),
        f"first of the day {found[0]:.1f} ms; page ready {spread(ready)}",
        "p50 ≤ 10, p99 ≤ 20 ms",
    )


def window_of(*parts: QWidget) -> QWidget:
    """A shown window of the smallest office screen with these in it."""
    window = QWidget()
    box = QVBoxLayout(window)
    for part in parts:
        box.addWidget(part)
    window.resize(1366, 768)
    window.show()
    QCoreApplication.processEvents()
    return window


def _nowhere(_key: str, _person_id: int, _action: str) -> None:
    """Other pages are not measured."""
