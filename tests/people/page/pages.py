"""Page objects: what a clerk sees and types on the residents' page."""

from datetime import date
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget

from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import ChoiceBox, Form
from shequ_desk.desk.messages import Recorder
from shequ_desk.people import service as people
from shequ_desk.people.page.import_sheet import ImportSheet
from shequ_desk.people.page.people_page import PeoplePage
from shequ_desk.people.page.register_sheet import RegisterSheet
from shequ_desk.people.rules import Draft
from shequ_desk.people.views import PersonView

S = TypeVar("S", bound=QDialog)

MARGIN_W, MARGIN_H = 116, 110
"""What rail, header and status line take from the window."""


class Desk:
    """The page in a window of its own, and the sheets it opens."""

    def __init__(self, context: Context, recorder: Recorder, width: int = 1366, height: int = 768) -> None:
        self.context, self.recorder = context, recorder
        self.page = PeoplePage(context)
        context.news.changed.connect(self.page.refresh)
        self.window = QWidget()
        layout = QVBoxLayout(self.window)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.page)
        self.window.resize(width - MARGIN_W, height - MARGIN_H)
        self.window.show()
        self.page.shown()
        self.settle()

    def settle(self) -> None:
        """Wait until no job runs and everything is painted."""
        for _ in range(2000):
            QApplication.processEvents()
            if self.context.jobs.idle():
                break
            QTest.qWait(5)
        QApplication.processEvents()
        assert self.context.jobs.idle()

    def close(self) -> None:
        """Let go of the window."""
        self.context.news.changed.disconnect(self.page.refresh)
        self.window.close()
        self.window.deleteLater()
        QApplication.processEvents()

    def sheets(self) -> list[QDialog]:
        """The sheets on show."""
        return [sheet for sheet in self.window.findChildren(QDialog) if sheet.isVisible()]

    def sheet(self, kind: type[S]) -> S:
        """The one sheet of a kind on show, with the focus in it."""
        self.settle()
        found = [sheet for sheet in self.sheets() if isinstance(sheet, kind)]
        assert len(found) == 1, [type(sheet).__name__ for sheet in self.sheets()]
        return found[0]

    def names(self) -> list[str]:
        """The names in the list as far as they are read."""
        table = self.page.list.table
        return [table.rows.row_at(place).name for place in range(table.rows.rowCount())]

    def open(self, person_id: int) -> PersonView:
        """Open a record and return what it shows."""
        self.page.show_person(person_id)
        view = self.page.record.view
        assert view is not None
        return view

    def stored(self, person_id: int) -> PersonView:
        """The record as stored."""
        with self.context.database.reading(self.context.clerk) as work:
            return people.get(work, person_id)

    def register(self, draft: Draft) -> int:
        """Somebody registered elsewhere."""
        with self.context.database.work(self.context.clerk) as work:
            return people.register(work, draft)

    def audit(self, action: str) -> int:
        """How often an act was logged."""
        with self.context.database.reading(self.context.clerk) as work:
            rows = work.session.connection().exec_driver_sql(
                "SELECT count(*) FROM audit WHERE action = '" + action + "'"
            )
            return int(rows.scalar_one())

    def facts(self) -> list[str]:
        """The facts of the record's card."""
        self.settle()
        return self.page.record.card.facts.values()


class RegisterForm:
    """The form for a new resident."""

    def __init__(self, desk: Desk) -> None:
        desk.page.register()
        self.desk, self.sheet = desk, desk.sheet(RegisterSheet)

    def fill(self, name: str, number: str = "", reason: str = "", birth: date | None = None) -> None:
        """Type who it is."""
        self.sheet.id_number.setText(number)
        if reason:
            self.sheet.reason.choose(reason)
        self.sheet.fields.name.setText(name)
        if birth is not None:
            self.sheet.fields.birth.set_value(birth)

    def enter(self) -> None:
        """Enter in the name."""
        press(self.sheet.fields.name, Qt.Key.Key_Return)
        self.desk.settle()

    def errors(self) -> dict[str, str]:
        """The red lines by field."""
        return errors(self.sheet.form)


class ImportSteps:
    """The steps that bring a roster in."""

    def __init__(self, desk: Desk) -> None:
        desk.page.import_roster()
        self.desk, self.sheet = desk, desk.sheet(ImportSheet)

    def read(self, path: str) -> None:
        """Choose a file."""
        self.sheet.read_file(path)
        self.desk.settle()

    def go_on(self) -> None:
        """The main button."""
        self.sheet.main.click()
        self.desk.settle()

    def column(self, title: str) -> ChoiceBox:
        """The drop-down of a column."""
        return next(box for box in self.sheet.mapping.boxes.values() if f"“{title}”" in box.label)

    def outcomes(self) -> list[tuple[str, str]]:
        """Name and outcome of the rows on show."""
        table = self.sheet.preview.table
        rows = [table.rows.row_at(place) for place in range(table.rows.rowCount())]
        return [(row.name, row.outcome) for row in rows]


def errors(form: Form) -> dict[str, str]:
    """The red lines of a form by field."""
    return {name: field.error() for name, field in form.rows.items() if field.error()}


def press(widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key on a widget."""
    QTest.keyClick(widget, key, modifier)
