"""The residents' page: the list, and the record it opens."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget

from shequ_desk.desk.counter import Context
from shequ_desk.desk.widgets import column
from shequ_desk.desk.window import Page
from shequ_desk.people.page.people_list import PeopleList


class PeoplePage(Page):
    """The list of residents; Enter opens a record, Esc goes back to the list."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.list = PeopleList(context)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self.setLayout(column(self._stack))
        self.list.opened.connect(self._on_opened)

    def shown(self) -> None:
        """Read what changed."""
        self.list.read()

    def refresh(self, topic: str) -> None:
        """Somebody registered, edited or merged."""
        if topic == "people":
            self.list.read()

    @Slot(int)
    def _on_opened(self, person_id: int) -> None:
        self.show_person(person_id)
