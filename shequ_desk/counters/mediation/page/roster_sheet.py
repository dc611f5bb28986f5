"""调解员: who serves, how much is on their desk; Enter lists their cases."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.rules import LEVELS, Mediator
from shequ_desk.desk.counter import Context, Tone
from shequ_desk.desk.rows import RowsView
from shequ_desk.desk.sheets import Sheet
from shequ_desk.kernel.figures import Column
from shequ_desk.kernel.masks import mask_phone
from shequ_desk.store.database import Work

COLUMNS = (
    Column("name", "姓名", weight=2),
    Column("level", "层级"),
    Column("committee", "调解委员会", weight=3),
    Column("phone", "电话", "number_text"),
    Column("open_cases", "在办", "int"),
    Column("cases", "累计", "int"),
    Column("term", "任期", weight=2),
    Column("state", "状态"),
)
LOOKS = {"name": "strong", "committee": "muted", "term": "muted"}
_EMPTY = ("还没有调解员", "请在“设置—调解”里登记调解员")


@dataclass(frozen=True)
class RosterLine:
    """One of the roster as listed."""

    mediator: Mediator
    name: str
    level: str
    committee: str
    phone: str
    open_cases: int
    cases: int
    term: str
    state: str


class RosterSheet(Sheet):
    """Closes itself, then hands the chosen mediator's id to `opened`."""

    def __init__(self, parent: QWidget, context: Context, opened: Callable[[int], None]) -> None:
        super().__init__(parent, "调解员", "看案件", tone="plum", width=920)
        self._opened = opened
        self.table = RowsView(COLUMNS, "调解员", looks=LOOKS, tones={"state": tone}, empty=_EMPTY[0], advice=_EMPTY[1])
        self.bend(self.table, 330)
        with context.database.reading(context.clerk) as work:
            self.table.show_rows(roster(work))
        self.table.select(min(0, self.table.rows.rowCount() - 1))
        self.add(self.table)
        self.table.row_activated.connect(self._on_row)
        self.table.setFocus()

    def submit(self) -> None:
        """List the cases of the one under the cursor."""
        line: RosterLine | None = self.table.current()
        if line is not None:
            self._on_row(line)

    @Slot(object)
    def _on_row(self, line: RosterLine) -> None:
        self.accept()
        self._opened(line.mediator.id)


def roster(work: Work) -> Sequence[RosterLine]:
    """All who serve or served, as listed."""
    committees = {one.id: one.name for one in mediation.committees(work, everything=True)}
    return [_line(one, committees[one.committee_id], work.today) for one in mediation.mediators(work)]


def tone(line: RosterLine) -> Tone:
    """Green for those who serve."""
    return "green" if line.state == "在任" else "grey"


def _line(one: Mediator, committee: str, today: date) -> RosterLine:
    gone = one.to_day is not None and one.to_day < today
    term = f"{one.from_day} 起" if one.to_day is None else f"{one.from_day} 至 {one.to_day}"
    phone = mask_phone(one.phone) if one.phone else ""
    state = "已离任" if gone else "未到任" if one.from_day > today else "在任"
    return RosterLine(one, one.name, LEVELS[one.level], committee, phone, one.open_cases, one.cases, term, state)
