"""The card where the queue starts: sets with their keys, the finder, and the ways past it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QWidget

from shequ_desk.counters.canteen import service as canteen
from shequ_desk.counters.canteen.rules.discount import SLOTS
from shequ_desk.counters.canteen.rules.menu import MealSet
from shequ_desk.desk.actions import Action, bind, button
from shequ_desk.desk.counter import Context
from shequ_desk.desk.theme import Tone
from shequ_desk.desk.widgets import Card, ElidedLabel, FlowLayout, KeyCap, Label, clear, column, row
from shequ_desk.people.resident_box import HitList, Mark, ResidentFinder
from shequ_desk.people.views import Hit
from shequ_desk.store.database import Work

_HITS = 4
_BESIDE, _KEYS, _GAP = 2, 9, 6


class _Sets(QWidget):
    """Sets side by side; it never gives up a row it needs, as a flow alone would in a tight column.

    `paired`: two on every line, long names give way.
    """

    def __init__(self) -> None:
        super().__init__()
        self.flow, self.paired = FlowLayout(_GAP), False
        self.setLayout(self.flow)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            holders = self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
            for holder in holders if self.paired else ():
                holder.setMaximumWidth(max((self.width() - _GAP) // _BESIDE, holder.minimumSizeHint().width()))
            self.setFixedHeight(self.flow.heightForWidth(self.width()))
        return done


class FindCard(Card):
    """Knows the meal and the set now chosen. Signal `set_chosen()`: the clerk chose another set or meal."""

    set_chosen = Signal()

    def __init__(self, context: Context, actions: Sequence[Action]) -> None:
        super().__init__(spacing=8)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._context = context
        self.sets: Sequence[MealSet] = ()
        self.slot, self.set_id = "午", 0
        self._by_hand = self._menu = ""
        self._idle, self._alone = True, False
        hits = HitList()
        self.finder = ResidentFinder(context, hits, self._marks, _HITS)
        self._head, self._set_line = Label("午餐结算", "heading"), row(spacing=12)
        self._many = _Sets()
        top = row(self._head, self._many, self._set_line, spacing=4)
        top.setAlignment(self._head, Qt.AlignmentFlag.AlignTop)
        top.setStretch(1, 1)
        self.add(top, column(self.finder, hits, spacing=0))
        self._dishes = ElidedLabel("", "small")
        self.add(row(*(button(action, self, "link") for action in actions), None, spacing=0), self._dishes)
        self.finder.searched.connect(self._show_dishes)
        bind(Action("canteen.slot", "换餐次", "Ctrl+M", self.next_slot), self)

    @property
    def crowd(self) -> int:
        """How many more lines the sets take than the title, as a rule: 0, 1 or 2."""
        return 0 if self._alone else min(max(len(self.sets) - 1, 0) // _BESIDE, 2)

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

    def set_tight(self, tight: bool) -> None:
        """On the smallest screen two sets share a line whatever they are called."""
        if tight != self._many.paired:
            self._many.paired = tight
            self._show()

    def show_alone(self, alone: bool) -> None:
        """Name only the set chosen, where an address needs the lines of many others; their keys go on."""
        if alone != self._alone:
            self._alone = alone
            self._show()

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
        self._head.setContentsMargins(0, 0, 8 if self.crowd else 0, 0)
        clear(self._set_line)
        clear(self._many.flow)
        line = self._many.flow if self.crowd else self._set_line
        for place, one in enumerate(self.sets[:_KEYS], 1):
            if one.id == self.set_id or not self._alone:
                line.addWidget(self._set(place, one))
        self._show_dishes()

    @Slot()
    def _show_dishes(self) -> None:
        """What is cooked today, where a menu was written; hits take its room."""
        self._dishes.setText("今日菜：" + "、".join(self._menu.split()))
        self._dishes.setVisible(bool(self._menu) and self._idle and not self.finder.list.hits)

    def _set(self, place: int, one: MealSet) -> QWidget:
        chosen = one.id == self.set_id
        ink: Tone | None = "orange" if chosen else None
        name, price = ElidedLabel(one.name, "text", ink), Label(f"{one.price.text()} 元", "text", ink)
        name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        name.setAccessibleName(f"{one.name} {price.text()}{'，已选' if chosen else ''}")
        holder = QWidget()
        holder.setLayout(row(name, price, KeyCap(f"Ctrl+{place}"), spacing=4))
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
