"""The meals of a day, for who reads them or enters a paper list but does not settle at the till."""

from datetime import date

from PySide6.QtCore import Slot

from shequ_desk.counters.canteen import service as canteen
from shequ_desk.counters.canteen.page.backfill_sheet import BackfillSheet
from shequ_desk.counters.canteen.page.booking_sheet import BookingSheet, first_day
from shequ_desk.counters.canteen.page.meal_list import COLUMNS, MealListCard, StatRow, stack
from shequ_desk.counters.canteen.page.review_sheet import ReviewSheet
from shequ_desk.desk.actions import Action, button
from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import DayEdit
from shequ_desk.desk.page import Page
from shequ_desk.desk.theme import px
from shequ_desk.desk.widgets import column
from shequ_desk.kernel.figures import Column

_TOPICS = ("canteen", "settings", "people")
_SLOT = Column("slot", "餐次", "text", 5)
_NONE = ("这一天没有人就餐", "按 Alt+← 看前一天")


class DayPage(Page):
    """Four figures over the list of a day, all meals of it; what this clerk may not do is not there."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.day = DayEdit("day", "日期", context.clock, past=True)
        self.day.setFixedWidth(px(118))
        earlier = button(Action("canteen.day.earlier", "前一天", "Alt+Left", self.earlier), self, "link")
        later = button(Action("canteen.day.later", "后一天", "Alt+Right", self.later), self, "link")
        self.stats = StatRow("当日就餐")
        self.list = MealListCard(
            context,
            None,
            self._acts(),
            title="就餐流水",
            columns=(COLUMNS[0], _SLOT, *COLUMNS[1:]),
            beside=(earlier, self.day, later),
        )
        self.list.table.show_empty(*_NONE)
        self.setLayout(column(stack(self.stats, self.list)))
        self.day.set_value(self.day.today())
        self.day.textChanged.connect(self._on_day)

    def shown(self) -> None:
        """Read the day anew; the cursor goes to the list."""
        self._read()
        self.list.table.setFocus()

    def refresh(self, topic: str) -> None:
        """Somebody settled, or changed a price or a name."""
        if topic in _TOPICS:
            self._read()

    def show_person(self, person_id: int, action: str = "") -> None:
        """Open what `action` names; a resident alone is looked at in the hall."""
        if action in ("no_shows", "stranded"):
            self.show_bookings(first_day(self._context, action))
        elif action == "bookings":
            self.show_bookings()
        elif action == "after_death":
            ReviewSheet(self, self._context).open()
        elif person_id:
            self._context.open_page("hall", person_id, "")

    def back(self) -> bool:
        """Esc: to today first."""
        if self.day.text() == self.day.today().isoformat():
            return False
        self.day.set_value(self.day.today())
        return True

    def earlier(self) -> None:
        """One day back."""
        self.day.step(-1)

    def later(self) -> None:
        """One day on, not beyond today."""
        self.day.step(1)

    def backfill(self) -> None:
        """Enter a paper list after a power cut."""
        BackfillSheet(self, self._context).open()

    def show_bookings(self, day: date | None = None) -> None:
        """Bookings of a day, tomorrow's when none is named, with the kitchen's count."""
        BookingSheet(self, self._context, 0, day).open()

    def _acts(self) -> list[Action]:
        offered = (
            ("canteen.read", Action("canteen.book", "订餐", "Ctrl+B", self.show_bookings)),
            ("canteen.backfill", Action("canteen.backfill", "补录", "Ctrl+R", self.backfill)),
        )
        return [action for right, action in offered if right in self._context.clerk.permissions]

    def _read(self) -> None:
        day = self.day.known()
        if day is None:
            return
        with self._context.database.reading(self._context.clerk) as work:
            rows, stats = canteen.today(work, day=day), canteen.stats(work, day=day)
        self.list.show_meals(rows)
        self.stats.show_stats(stats)

    @Slot()
    def _on_day(self) -> None:
        self._read()
