"""The left side of the booking sheet: who, which meal, where to."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.counters.canteen.rules.discount import SLOTS
from shequ_desk.counters.canteen.rules.ledger import NewBooking
from shequ_desk.counters.canteen.rules.menu import MealSet
from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import ChoiceBox, FieldRow, Form, LineEdit, Tick, beside
from shequ_desk.desk.widgets import column
from shequ_desk.kernel.errors import Refusal
from shequ_desk.people import service as people
from shequ_desk.people.resident_box import HitList, ResidentFinder
from shequ_desk.people.views import Brief

_HITS = 4


class BookingForm(QWidget):
    """Gathers a NewBooking. A resident is found by the finder; somebody else is typed by name."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._brief: Brief | None = None
        self._sets: Sequence[MealSet] = ()
        hits = HitList()
        self.finder = ResidentFinder(context, hits, limit=_HITS)
        self.name, self.phone = LineEdit("name", "就餐人", "查找后自动填"), LineEdit("phone", "联系电话")
        self.meal, self.meal_set = ChoiceBox("slot", "餐次"), ChoiceBox("set_id", "套餐")
        self.deliver = Tick("送餐上门")
        self.address, self.remark = LineEdit("address", "送餐地址"), LineEdit("remark", "备注", "例如 少盐、不吃辣")
        self.form = Form()
        lines = (
            beside(self.form, self.name, self.phone),
            beside(self.form, self.meal, self.meal_set),
            self.form.adopt(FieldRow(self.address, self.deliver)),
            beside(self.form, self.remark),
        )
        self.setLayout(column(column(self.finder, hits, spacing=0), *lines, None, spacing=8))
        self.address.setEnabled(False)
        self.deliver.toggled.connect(self._on_deliver)
        self.meal.currentIndexChanged.connect(self._on_meal)
        self.name.textEdited.connect(self._on_typed)
        self.finder.picked.connect(self.show_person)

    @Slot(int)
    def show_person(self, person_id: int) -> None:
        """Fill in a resident; the cursor goes on to the meal."""
        with self._context.database.reading(self._context.clerk) as work:
            self._brief = people.brief(work, person_id)
        self.form.clear_errors()
        self.name.setText(self._brief.name)
        self._on_deliver(self.deliver.isChecked())

    def show_sets(self, sets: Sequence[MealSet]) -> None:
        """Offer the meals and sets of a day; the first lunch set is chosen."""
        self._sets = sets
        slots = [slot for slot in SLOTS if any(slot in one.slots for one in sets)]
        self.meal.set_options([(slot, SLOTS[slot]) for slot in slots])
        if "午" in slots and not self.name.text():
            self.meal.choose("午")
        self._on_meal()

    def booking(self, day: date) -> NewBooking:
        """What is asked for; Refusal naming the field."""
        if self.meal.optional() is None:
            raise Refusal("这一天没有套餐", "请换一天，或请主任在设置里添加套餐", "slot")
        address = self.address.plain() if self.deliver.isChecked() else ""
        if self.deliver.isChecked() and not address:
            raise Refusal("请填写送餐地址", "例如 清泉花园 12 幢 302", "address")
        return NewBooking(
            day,
            self.meal.value(),
            self.meal_set.value(),
            self._brief.id if self._brief else None,
            self.name.plain(),
            self.phone.plain(),
            address,
            self.remark.plain(),
        )

    def reset(self) -> None:
        """Ready for the next person; the meal stays."""
        self._brief = None
        self.deliver.setChecked(False)
        for field in (self.name, self.phone, self.address, self.remark):
            field.clear()
        self.form.clear_errors()
        self.finder.setFocus()

    @Slot(bool)
    def _on_deliver(self, on: bool) -> None:
        self.address.setEnabled(on)
        if on and self._brief is not None and not self.address.text():
            self.address.setText(self._brief.address)

    @Slot()
    def _on_meal(self) -> None:
        slot = self.meal.optional()
        options = [(one.id, f"{one.name} {one.price.text()} 元") for one in self._sets if slot in one.slots]
        self.meal_set.set_options(options)

    @Slot(str)
    def _on_typed(self, _text: str) -> None:
        """A name typed by hand is somebody without a record."""
        self._brief = None
