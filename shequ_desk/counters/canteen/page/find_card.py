"""The card where the queue starts: sets with their keys, the finder, and the ways past it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.counters.canteen import service as canteen
from shequ_desk.counters.canteen.rules.discount import SLOTS
from shequ_desk.counters.canteen.rules.menu import MealSet
from shequ_desk.desk.actions import Action, bind, button
from shequ_desk.desk.counter import Context
from shequ_desk.desk.widgets import Card, ElidedLabel, FlowLayout, KeyCap, Label, clear, column, row
from shequ_desk.people.resident_box import HitList, Mark, ResidentFinder
from shequ_desk.people.views import Hit
from shequ_desk.store.database import Work

_HITS = 4
_BESIDE, _KEYS = 2, 9


class FindCard(Card):
    """Knows the meal and the set now chosen. Signal `set_chosen()`: the clerk chose another set or meal."""

    set_chosen = Signal()

    def __init__(self, context: Context, actions: Sequence[Action]) -> None:
        super().__init__(spacing=8)
        self._context = context
        self.sets: Sequence[MealSet] = ()
        self.slot, self.set_id = "午", 0
        self._by_hand = self._menu = ""
        self._idle = True
        hits = HitList()
        self.finder = ResidentFinder(context, hits, self._marks, _HITS)
        self._head, self._set_line = Label("午餐结算", "heading"), row(spacing=12)
        self._flow, self._many = FlowLayout(10), QWidget()
        self._many.setLayout(self._flow)
        self.add(row(self._head, None, self._set_line), self._many, column(self.finder, hits, spacing=0))
        self._dishes = ElidedLabel("", "small")
        self.add(row(*(button(action, self, "link") for action in actions), None, spacing=0), self._dishes)
        self.finder.searched.connect(self._show_dishes)
        bind(Action("canteen.slot", "换餐次", "Ctrl+M", self.next_slot), self)

    def read(self) -> None:
        """Read meal and sets again; the set chosen stays when it is still sold."""
        with self._context.database.reading(self._context.clerk) as work:
            self.slot = self._by_hand or canteen.slot_now(work)
            self.sets = canteen.sets_on(work, work.today, self.slot)
            self._menu = canteen.menu(work, work.today).get(self.slot, "")
        if self.set_id not in [one.id for one in self.sets]:
            self.set_id = self.sets[0].id if self.sets else 0
        self._show()

    def show_idle(self, idle: bool) -> None:
        """Whether nobody stands on the bill: then there is room for today's dishes."""
        self._idle = idle
        self._show_dishes()

    def follow_clock(self) -> None:
        """Forget a meal chosen by hand."""
        self._by_hand = ""
        self.read()

    def choose_slot(self, slot: str) -> None:
        """Serve another meal than the clock says, e.g. the last of the lunch queue."""
        self._by_hand = slot
        self.read()

    def next_slot(self) -> None:
        """The next meal of the day, round and round."""
        with self._context.database.reading(self._context.clerk) as work:
            slots = [one.slot for one in canteen.hours_on(work, work.today)] or list(SLOTS)
        place = slots.index(self.slot) if self.slot in slots else -1
        self.choose_slot(slots[(place + 1) % len(slots)])
        self.set_chosen.emit()

    def choose_set(self, place: int) -> None:
        """Choose by key: 1 is the first. A place without a set does nothing."""
        if place > len(self.sets):
            return
        self.set_id = self.sets[place - 1].id
        self._show()
        self.set_chosen.emit()

    def _show(self) -> None:
        self._head.setText(f"{SLOTS[self.slot]}结算")
        clear(self._set_line)
        clear(self._flow)
        few = len(self.sets) <= _BESIDE
        for place, one in enumerate(self.sets[:_KEYS], 1):
            shown = self._set(place, one)
            if few:
                self._set_line.addWidget(shown)
            else:
                self._flow.addWidget(shown)
        self._many.setVisible(not few)
        self._show_dishes()

    @Slot()
    def _show_dishes(self) -> None:
        """What is cooked today, where a menu was written; hits take its room."""
        self._dishes.setText("今日菜：" + "、".join(self._menu.split()))
        self._dishes.setVisible(bool(self._menu) and self._idle and not self.finder.list.hits)

    def _set(self, place: int, one: MealSet) -> QWidget:
        chosen = one.id == self.set_id
        label = Label(f"{one.name} {one.price.text()} 元", "text", "orange" if chosen else None)
        label.setAccessibleName(f"{label.text()}{'，已选' if chosen else ''}")
        holder = QWidget()
        holder.setLayout(row(label, KeyCap(f"Ctrl+{place}"), spacing=4))
        return holder

    def _marks(self, work: Work, hits: Sequence[Hit]) -> Sequence[Mark | None]:
        if not hits or not self.set_id:
            return [None] * len(hits)
        offers = canteen.offers(work, [hit.person_id for hit in hits], self.slot, self.set_id)
        return [Mark(_short(offer.reason) or offer.text, "orange" if offer.welcome else "grey") for offer in offers]


def _short(reason: str) -> str:
    """What fits a chip; the whole reason stands on the bill."""
    for sign, word in (("去世", "已故 无优惠"), ("迁出", "已迁出 无优惠"), ("无适用", "无优惠")):
        if sign in reason:
            return word
    return reason
