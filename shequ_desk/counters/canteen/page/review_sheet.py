"""Meals dated after a death that was reported later: looked into one by one."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.counters.canteen import service as canteen
from shequ_desk.counters.canteen.rules.ledger import AfterDeath
from shequ_desk.desk.counter import Context
from shequ_desk.desk.rows import RowsView
from shequ_desk.desk.sheets import Sheet
from shequ_desk.desk.widgets import Label
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.figures import Column

_COLUMNS = (
    Column("meal_at", "用餐时间", "date"),
    Column("name", "姓名", weight=2),
    Column("died_on", "去世日期", "date"),
    Column("reduction", "优惠", "money"),
    Column("receipt_no", "单号", "number_text", weight=2),
)


class ReviewSheet(Sheet):
    """The list; Enter asks what was found out about the chosen meal and takes it off the list, for who may void."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        self._may = "canteen.void" in context.clerk.permissions
        super().__init__(parent, "去世后就餐核查", "标记已核查" if self._may else "", tone="orange", width=720)
        self._context = context
        self.table = RowsView(_COLUMNS, "去世后就餐", looks={"name": "strong", "reduction": "orange"})
        self.table.show_empty("没有待核查的就餐", "登记去世时，之后的就餐会列在这里")
        self.bend(self.table, 240)
        self.add(
            Label("用餐日期在去世日期之后。查明后写上结果，例如家属代领、已追回优惠。", "muted", wrap=True), self.table
        )
        if self._may:
            self.table.row_activated.connect(self._on_row)
        self._read()
        self.table.setFocus()

    def submit(self) -> None:
        """Ask what was found out."""

        def go() -> None:
            row: AfterDeath | None = self.table.current()
            if row is None:
                raise Refusal("没有待核查的就餐", "按 Esc 返回")
            text = f"{row.name} {row.meal_at:%Y-%m-%d %H:%M} 就餐"
            mark = partial(self._mark, row)
            self._context.messages.ask_text(text, "核查结果", "标记已核查", mark)

        if self._may:
            self._context.messages.guard(go, self)
        else:
            self.accept()

    def _mark(self, row: AfterDeath, outcome: str) -> None:
        def go() -> None:
            with self._context.database.work(self._context.clerk) as work:
                canteen.mark_reviewed(work, row.meal_id, outcome)
            self._context.messages.say(f"{row.name} 的就餐已核查")
            self._read()

        self._context.messages.guard(go, self)

    def _read(self) -> None:
        with self._context.database.reading(self._context.clerk) as work:
            rows = canteen.meals_after_death(work)
        self.table.show_rows(rows)
        self.main.setEnabled(bool(rows) or not self._may)

    @Slot(object)
    def _on_row(self, _row: object) -> None:
        self.submit()
