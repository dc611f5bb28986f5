"""套餐与价格: sets with dated prices."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from shequ_desk.counters.canteen import service as canteen
from shequ_desk.counters.canteen.page.entry_sheet import EntrySheet
from shequ_desk.counters.canteen.page.section import ListSection
from shequ_desk.counters.canteen.rules.discount import SLOTS
from shequ_desk.counters.canteen.rules.menu import MealSet, set_name
from shequ_desk.desk.actions import Action
from shequ_desk.desk.counter import Context, Tone
from shequ_desk.desk.fields import CheckGroup, LineEdit, MoneyEdit, NumberEdit
from shequ_desk.kernel.figures import Column
from shequ_desk.kernel.money import Money
from shequ_desk.store.database import Work

_COLUMNS = (
    Column("key", "快捷键"),
    Column("name", "套餐", weight=2),
    Column("slots", "餐次"),
    Column("price", "现价（元）", "money"),
    Column("since", "开始", "date"),
    Column("until", "截止", "date"),
    Column("history", "历次价格", weight=5),
    Column("state", "状态"),
)

_TONES: dict[str, Tone] = {"在售": "green", "未开售": "gold", "已停售": "grey"}


@dataclass(frozen=True)
class SetRow:
    """One set as listed."""

    meal: MealSet
    key: str
    name: str
    slots: str
    price: Money
    since: date
    until: date | None
    history: str
    state: str


class SetSection(ListSection):
    """Add a set, change its price from a day on, rename it, end it."""

    def __init__(self, context: Context) -> None:
        actions = (
            Action("sets.add", "加套餐", "Alt+N", self.add),
            Action("sets.price", "改价格", "Alt+J", self.change_price),
            Action("sets.edit", "改名称餐次", "Alt+E", self.edit),
            Action("sets.end", "停售", "Alt+D", self.end),
        )
        super().__init__(
            context,
            "套餐与价格",
            _COLUMNS,
            actions,
            note="改价从指定日期起生效，已经结算的餐不变。",
            looks={"name": "strong", "history": "muted", "slots": "muted"},
            tones={"state": _tone},
            empty=("还没有套餐", "按 Alt N 加第一个套餐"),
        )

    def read(self, work: Work) -> Sequence[SetRow]:
        sold = {one.id: place for place, one in enumerate(canteen.sets_on(work, work.today), 1)}
        return [_row(work, one, sold.get(one.id, 0)) for one in canteen.all_sets(work)]

    def open_row(self, row: object) -> None:
        """Enter changes the price."""
        if self.may:
            self.change_price()

    def add(self) -> None:
        """Ask for a new set."""
        name, price = LineEdit("name", "套餐名称", "例如 套餐 C"), MoneyEdit("price", "价格（元）")
        since, slots = self.day("valid_from", "开售日期", 0), CheckGroup("供应餐次", list(SLOTS.items()))
        slots.set_value(("午", "晚"))

        def save(work: Work) -> None:
            canteen.add_set(work, set_name(name.value()), slots.value(), price.value(), since.value())

        sheet = EntrySheet(self, self.context, "加套餐", "加套餐", [name, (price, since)])
        sheet.add(slots)
        self.ask(sheet, save)

    def change_price(self) -> None:
        """Ask for a new price of the chosen set."""
        self.with_chosen(self._change_price)

    def edit(self) -> None:
        """Ask for name, meals and place of the chosen set."""
        self.with_chosen(self._edit)

    def end(self) -> None:
        """Ask for the last day of the chosen set."""
        self.with_chosen(self._end)

    def _change_price(self, row: SetRow) -> None:
        price, since = MoneyEdit("price", "新价格（元）"), self.day("valid_from", "从哪天起", 1)

        def save(work: Work) -> None:
            canteen.change_price(work, row.meal.id, price.value(), since.value())

        title = f"{row.name}：现价 {row.price.text()} 元"
        self.ask(EntrySheet(self, self.context, title, "改价格", [(price, since)], note="已经结算的餐不变。"), save)

    def _edit(self, row: SetRow) -> None:
        name, place = LineEdit("name", "套餐名称"), NumberEdit("position", "排在第几", 1, 99)
        slots = CheckGroup("供应餐次", list(SLOTS.items()))
        name.setText(row.name)
        place.set_value(row.meal.position)
        slots.set_value(row.meal.slots)

        def save(work: Work) -> None:
            canteen.edit_set(work, row.meal.id, name.value(), slots.value(), place.value())

        sheet = EntrySheet(self, self.context, f"改 {row.name}", "保存", [(name, place)])
        sheet.add(slots)
        self.ask(sheet, save)

    def _end(self, row: SetRow) -> None:
        last = self.day("last_day", "最后一天", 0)

        def save(work: Work) -> None:
            canteen.end_set(work, row.meal.id, last.value())

        self.ask(EntrySheet(self, self.context, f"停售 {row.name}", "停售", [last]), save)


def _row(work: Work, meal: MealSet, place: int) -> SetRow:
    dated = canteen.prices(work, meal.id)
    history = "，".join(f"{one.valid_from} 起 {one.price.text()}" for one in dated)
    slots = "、".join(SLOTS[slot] for slot in meal.slots)
    key = f"Ctrl {place}" if 0 < place < 10 else ""
    state = _state(work.today, meal)
    return SetRow(meal, key, meal.name, slots, meal.price, meal.valid_from, meal.valid_to, history, state)


def _state(today: date, meal: MealSet) -> str:
    if meal.valid_to is not None and meal.valid_to < today:
        return "已停售"
    return "未开售" if meal.valid_from > today else "在售"


def _tone(row: SetRow) -> Tone:
    return _TONES[row.state]
