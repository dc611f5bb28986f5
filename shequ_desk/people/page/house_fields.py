"""Which household somebody belongs to: the 户号 is typed, what it may mean is offered."""

from PySide6.QtCore import QObject, Slot

from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import ChoiceBox, LineEdit
from shequ_desk.people import service as people
from shequ_desk.people.page.choices import Options
from shequ_desk.people.views import HouseholdView
from shequ_desk.store.database import Work

NEW = 0
_NONE: Options = [(None, "不入户")]


class HouseFields(QObject):
    """`number` is typed, `choice` offers the households of that number and a new one."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.number = LineEdit("household_no", "户号", "户口簿或名册上的户号")
        self.choice = ChoiceBox("household", "所在的户", _NONE)
        self.number.textChanged.connect(self._on_typed)

    def show(self, number: str, household_id: int | None) -> None:
        """Show the household somebody is in now."""
        self.number.setText(number)
        self.choice.show_stored(household_id, f"户号 {number or '未编'}（现在所在）")

    def wants_new(self) -> bool:
        """Whether a household has to be made first."""
        return bool(self.choice.optional() == NEW and self.choice.optional() is not None)

    def take(self, work: Work, address: str, area_id: int | None) -> int | None:
        """Return the chosen household's id, making a new one inside `work` when asked; None for no household."""
        if self.wants_new():
            return people.new_household(work, self.number.value(), address, area_id)
        chosen: int | None = self.choice.optional()
        return chosen

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        number = text.strip()
        if not number:
            self.choice.set_options(_NONE)
            return
        with self._context.database.reading(self._context.clerk) as work:
            found = people.households_numbered(work, number)
        known: Options = [(house.id, _title(house)) for house in found]
        self.choice.set_options([*known, (NEW, f"新建户 {number}"), *_NONE])
        self.choice.setCurrentIndex(0)


def _title(house: HouseholdView) -> str:
    head = f"{house.members[0].name} 等 {len(house.members)} 人" if house.members else "还没有人"
    return " · ".join(part for part in (f"户号 {house.number}", head, house.address) if part)
