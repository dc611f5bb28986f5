"""Page objects: the till page and its sheets as a clerk uses them."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from shequ_desk.desk.counter import Context, Undo
from shequ_desk.desk.messages import Recorder, TextQuestion
from shequ_desk.desk.printing import Paper
from shequ_desk.desk.sheets import Sheet
from shequ_desk.kernel.errors import Trouble
from shequ_desk.till.page.till_page import TillPage

S = TypeVar("S", bound=Sheet)


class ToldPrinter:
    """Fails `failures` times, then takes papers; waits for `gate` when it is slow."""

    def __init__(self) -> None:
        self.failures = 0
        self.installed = ["针式"]
        self.gate = threading.Event()
        self.gate.set()
        self.taken: list[tuple[bytes, str, str, int]] = []

    def names(self) -> list[str]:
        return self.installed

    def print_pdf(self, pdf: bytes, paper: Paper, name: str, copies: int) -> None:
        assert self.gate.wait(20)
        if self.failures:
            self.failures -= 1
            raise Trouble("打印机没有响应", "检查电源和连线")
        self.taken.append((pdf, paper.key, name, copies))


@dataclass
class Desk:
    """What a page under test is given, and what came out."""

    qtbot: QtBot
    context: Context
    recorder: Recorder
    printer: ToldPrinter
    opened: list[tuple[str, int, str]]

    def till(self, undo: Mapping[str, Undo] | None = None) -> "Till":
        """The page on show."""
        page = TillPage(self.context, undo)
        self.qtbot.addWidget(page)
        page.resize(1250, 660)
        page.show()
        page.shown()
        self.context.news.changed.connect(page.refresh)
        return Till(self, page)

    def settle(self) -> None:
        """Wait until nothing runs, then let the layouts take what came."""
        self.qtbot.waitUntil(self.context.jobs.idle, timeout=20_000)
        QApplication.processEvents()


@dataclass
class Till:
    """The till page."""

    desk: Desk
    page: TillPage

    def numbers(self) -> list[str]:
        """Numbers listed, top to bottom."""
        rows = self.page.receipts.table.rows
        return [rows.row_at(place).number for place in range(rows.rowCount())]

    def state(self, number: str) -> str:
        """The state word of a receipt in the list."""
        rows = self.page.receipts.table.rows
        found = [rows.row_at(place) for place in range(rows.rowCount())]
        return next(str(one.state) for one in found if one.number == number)

    def choose(self, number: str) -> None:
        """Put the cursor on a receipt."""
        self.page.receipts.table.select(self.numbers().index(number))

    def press(self, action: str) -> None:
        """Trigger an action by its id; a disabled one does nothing."""
        found = self.page.findChild(QAction, action)
        assert found is not None, f"no action {action}"
        found.trigger()
        self.desk.settle()

    def may(self, action: str) -> bool:
        """Whether an action is there and enabled."""
        found = self.page.findChild(QAction, action)
        return found is not None and found.isEnabled()

    def sheet(self, kind: type[S]) -> S:
        """The open sheet of a kind."""
        return open_sheet(self.page, kind)

    def answer(self, text: str = "") -> str:
        """Answer the last question; returns what was asked."""
        question = self.desk.recorder.questions[-1]
        self.desk.recorder.answer(text)
        return question.text if isinstance(question, TextQuestion) else f"{question.text} {question.verb}"


def open_sheet(parent: QWidget, kind: type[S]) -> S:
    """The newest sheet of a kind that is on show."""
    shown = [sheet for sheet in parent.window().findChildren(kind) if sheet.isVisible()]
    assert shown, f"no {kind.__name__} is open"
    return shown[-1]
