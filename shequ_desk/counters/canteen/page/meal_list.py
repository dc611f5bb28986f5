"""The right side of the till: the day's four figures over the list of this meal."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.counters.canteen import service as canteen
from shequ_desk.counters.canteen.page.undoing import ask_void
from shequ_desk.counters.canteen.rules.ledger import MealRow, Stats
from shequ_desk.desk.actions import Action, button
from shequ_desk.desk.counter import Context, Tone
from shequ_desk.desk.messages import Place
from shequ_desk.desk.rows import RowsView
from shequ_desk.desk.theme import px
from shequ_desk.desk.widgets import Card, StatCard, column, heading, row
from shequ_desk.kernel.figures import Column
from shequ_desk.store.database import Work
from shequ_desk.till import service as till
from shequ_desk.till.page.printing import print_receipt
from shequ_desk.till.page.receipt_sheet import ReceiptSheet

COLUMNS = (
    Column("at", "时间", "time", 7),
    Column("name", "姓名", "text", 12),
    Column("category", "类别", "text", 9),
    Column("price", "原价", "money", 8),
    Column("reduction", "优惠", "money", 8),
    Column("pay", "实收", "money", 8),
    Column("payment", "方式", "text", 9),
    Column("number", "单号", "number_text", 9),
)
_LOOKS = {"at": "muted", "category": "muted", "payment": "muted", "reduction": "orange", "pay": "strong"}
_GUESTS_A_DAY = 120
_EDGES, _TEXTS = 96, 430
"""Of the least width: pixels round the cells, design pixels of what they say."""


class StatRow(QWidget):
    """今日就餐 (or what `meals` calls it), 优惠合计, 公益套餐, 实收."""

    def __init__(self, meals: str = "今日就餐") -> None:
        super().__init__()
        self.meals, self.reduction = StatCard(meals, "人次", "orange"), StatCard("优惠合计", "元", "green")
        self.public, self.paid = StatCard("公益套餐", "份", "gold"), StatCard("实收", "元", "blue")
        self.setLayout(row(self.meals, self.reduction, self.public, self.paid, spacing=11))

    def show_stats(self, stats: Stats) -> None:
        """Show the figures; reduction and money taken as parts of the list price, guests of a usual day."""
        price = stats.reduction.fen + stats.paid.fen
        share = stats.reduction.fen / price if price else 0.0
        used = stats.public_used / stats.public_quota if stats.public_quota else 0.0
        self.meals.show_value(f"{stats.meals:,}", stats.meals / _GUESTS_A_DAY)
        self.reduction.show_value(stats.reduction.text(), share)
        self.public.show_value(f"{stats.public_used}", used, f"/ {stats.public_quota} 份")
        self.paid.show_value(stats.paid.text(), 1 - share if price else 0.0)


class MealListCard(Card):
    """A list of meals with what this clerk may do about them; Enter on a line shows its receipt."""

    def __init__(
        self,
        context: Context,
        place: Place | None,
        more: Sequence[Action] = (),
        *,
        title: str = "本餐流水",
        columns: Sequence[Column] = COLUMNS,
        beside: Sequence[QWidget] = (),
    ) -> None:
        """`more`: further actions of the page for the heading, `beside`: widgets that stand before them."""
        super().__init__(spacing=6)
        self._context, self._place = context, place
        self.table = RowsView(columns, title, looks=_LOOKS, tones={"payment": _tone}, yields=("price", "number"))
        self.table.show_empty("本餐还没有人就餐", "左边输入姓名首字母，按 Enter 选人，再按 Enter 结算")
        acts = [*more, *self._own()]
        self.add(heading(title, *beside, *(button(one, self, "link") for one in acts)), self.table)
        self.table.row_activated.connect(self._on_row)

    def show_meals(self, rows: Sequence[MealRow]) -> None:
        """Replace the list."""
        self.table.show_rows([_shown(one) for one in rows])

    def reprint(self) -> None:
        """Print the chosen line's receipt again (the newest one when the list has no focus), marked 补打."""

        def go() -> None:
            with self._context.database.work(self._context.clerk) as work:
                receipt = till.reprint(work, self._number(work))
            print_receipt(self._context, receipt)
            self._context.messages.say(f"{receipt.number} 第 {receipt.prints} 次打印")

        self._context.messages.guard(go, self._place)

    def void_last(self) -> None:
        """Take the newest receipt back, after a reason."""
        ask_void(self._context, self._place)

    def _own(self) -> list[Action]:
        offered = (
            ("till.reprint", Action("canteen.reprint", "补打", "F11", self.reprint)),
            ("canteen.void", Action("canteen.void", "作废上一笔", "F12", self.void_last)),
        )
        return [action for right, action in offered if right in self._context.clerk.permissions]

    def _number(self, work: Work) -> str:
        chosen: MealRow | None = self.table.current()
        return chosen.receipt_no if self.table.hasFocus() and chosen else canteen.last_number(work)

    @Slot(object)
    def _on_row(self, line: MealRow) -> None:
        def go() -> None:
            ReceiptSheet(self, self._context, line.receipt_no, "orange").open()

        self._context.messages.guard(go, self._place)


def stack(stats: StatRow, card: MealListCard) -> QWidget:
    """The two under each other."""
    holder = QWidget()
    lines = column(stats, card, spacing=12)
    lines.setStretch(1, 1)
    holder.setMinimumWidth(_EDGES + px(_TEXTS))
    holder.setLayout(lines)
    return holder


def _tone(line: MealRow) -> Tone | None:
    return "red" if line.state else None


def _shown(line: MealRow) -> MealRow:
    """The list shows reductions as they stand on the receipt: negative; 作废, 冲红 in place of the payment.

    Marks are short here (补录, 送餐): the receipt and the resident's timeline carry both times.
    """
    payment = " ".join([line.payment, *(mark.partition(" ")[0] for mark in line.marks.split("、"))]).rstrip()
    return replace(line, reduction=-line.reduction, payment=line.state or payment)
