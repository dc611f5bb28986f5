"""The residents' page: the list, and the record it opens."""

from functools import cached_property

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from shequ_desk.desk.actions import Action, button
from shequ_desk.desk.counter import Context
from shequ_desk.desk.late_page import LatePage
from shequ_desk.desk.turns import turn
from shequ_desk.desk.widgets import Label, column, row
from shequ_desk.desk.window import Page
from shequ_desk.people.page.areas_sheet import AreasSheet
from shequ_desk.people.page.export import export_list
from shequ_desk.people.page.on_show import OnShow
from shequ_desk.people.page.people_list import PeopleList
from shequ_desk.people.page.record_view import RecordView
from shequ_desk.people.page.register_sheet import RegisterSheet
from shequ_desk.people.rules import EXPORT, IMPORT, WRITE

_READER = ("shequ_desk.people.service.roster", "shequ_desk.people.roster.columns")
_IMPORT_SHEET = LatePage("shequ_desk.people.page.import_sheet", "ImportSheet", _READER)


class PeoplePage(Page):
    """The list of residents; Enter opens a record, Esc goes back to the list."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._stack, self._front = OnShow(), QWidget()
        self._stack.addWidget(self._front)
        self.setLayout(column(self._stack))
        self.list = PeopleList(context)
        turn()
        head = self._head()
        turn()
        self._front.setLayout(column(head, self.list, spacing=12))
        self.list.opened.connect(self._on_opened)

    @cached_property
    def record(self) -> RecordView:
        """The open record; built for the first one."""
        record = RecordView(self._context)
        turn()
        self._stack.addWidget(record)
        turn()
        record.opened.connect(self._on_opened)
        record.left.connect(self._on_left)
        return record

    def shown(self) -> None:
        """Read what changed; the cursor goes where the clerk goes on."""
        self._read()
        if self.on_record():
            self.record.focus()
        else:
            self.list.text.setFocus()

    def refresh(self, topic: str) -> None:
        """Somebody registered, edited or merged."""
        if topic == "people":
            self._read()

    def show_person(self, person_id: int, action: str = "") -> None:
        """Open a record; "register" opens an empty form instead, "import" the imports."""
        if action == "register":
            self.register()
        elif action == "import":
            self.import_roster()
        elif person_id:
            self._context.messages.guard(lambda: self._open(person_id))

    def back(self) -> bool:
        """Esc: from the record to the list."""
        if not self.on_record():
            return False
        self._on_left()
        return True

    def on_record(self) -> bool:
        """Whether a record is on show."""
        return self._stack.currentWidget() is not self._front

    def register(self) -> None:
        """Open the form for a new resident."""
        sheet = RegisterSheet(self, self._context)
        sheet.registered.connect(self._on_registered)
        sheet.known.connect(self._on_opened)
        sheet.open()

    def import_roster(self) -> None:
        """Open the steps that bring a roster in."""
        _IMPORT_SHEET(self, self._context).open()

    def areas(self) -> None:
        """Open the tree of places."""
        AreasSheet(self, self._context).open()

    def save_list(self) -> None:
        """Write the list as it is filtered into a workbook."""
        self._context.messages.guard(lambda: export_list(self, self._context, self.list.filters()), self.list)

    def _head(self) -> QHBoxLayout:
        return row(
            Label("居民名单", "title"), None, *(button(action, self._front) for action in self._actions()), spacing=10
        )

    def _actions(self) -> list[Action]:
        needed = {
            WRITE: Action("people.register", "新登记", "Ctrl+N", self.register),
            IMPORT: Action("people.import", "导入名册", "Ctrl+I", self.import_roster),
            EXPORT: Action("people.export", "导出", "Ctrl+E", self.save_list),
        }
        allowed = [action for right, action in needed.items() if right in self._context.clerk.permissions]
        return [*allowed, Action("people.areas", "网格和地址", "Ctrl+G", self.areas)]

    def _read(self) -> None:
        if self.on_record():
            self.record.again()
        else:
            self.list.read()

    def _open(self, person_id: int) -> None:
        record = self.record
        turn()
        found = record.read(person_id)
        turn()
        record.show_record(found)
        turn()
        self._stack.setCurrentWidget(record)
        record.focus()

    @Slot(int)
    def _on_opened(self, person_id: int) -> None:
        self.show_person(person_id)

    @Slot(int)
    def _on_registered(self, person_id: int) -> None:
        self.show_person(person_id)
        self._context.messages.say("居民已登记")

    @Slot()
    def _on_left(self) -> None:
        self._stack.setCurrentWidget(self._front)
        self.list.read()
        self.list.focus()
