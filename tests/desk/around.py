"""What pages under test are given: a dressed application, job lanes, news, a printer, and somebody who listens."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from shequ_desk.desk import theme
from shequ_desk.desk.counter import Context
from shequ_desk.desk.jobs import Jobs
from shequ_desk.desk.messages import Messages
from shequ_desk.desk.news import News
from shequ_desk.desk.printing import Paper, Printer, Printing
from shequ_desk.desk.state import State
from shequ_desk.store.database import Database
from shequ_desk.store.rights import Clerk

PRINTER = "针式"


class Tray:
    """A printer that keeps what it printed."""

    def __init__(self) -> None:
        self.papers: list[bytes] = []

    def names(self) -> list[str]:
        return [PRINTER]

    def print_pdf(self, pdf: bytes, paper: Paper, name: str, copies: int) -> None:
        self.papers.append(pdf)


class Around:
    """Everything around the pages of one database. Close it, or its threads outlive the test."""

    def __init__(self, application: QApplication, database: Database, folder: Path, printer: Printer) -> None:
        theme.apply(application, theme.NORMAL)
        self.application, self.database, self.folder = application, database, folder
        self.messages, self.news, self.state = Messages(application), News(), State(folder)
        self.jobs = Jobs(self.messages)
        self.printing = Printing(self.jobs, self.messages, self.state, printer)
        for paper in ("A4", "A5"):
            self.printing.remember(paper, PRINTER)
        self.opened: list[tuple[str, int, str]] = []
        database.listeners.append(self.news.tell)

    def context(self, clerk: Clerk) -> Context:
        """What the pages of a clerk are given; other pages asked for are noted in `opened`."""
        return Context(
            self.database,
            clerk,
            self.database.clock,
            self.folder,
            self.jobs,
            self.news,
            self.messages,
            self.printing,
            self.state,
            self._open,
        )

    def close(self) -> None:
        """Stop the threads; the application is of normal size again."""
        self.jobs.shutdown()
        self.database.listeners.clear()
        theme.apply(self.application, theme.NORMAL)

    def _open(self, key: str, person_id: int, action: str) -> None:
        self.opened.append((key, person_id, action))
