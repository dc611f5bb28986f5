"""交接记录: everything that happened at the door for one stay, as it was written down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtWidgets import QWidget

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.rules.board import DayRow
from shequ_desk.counters.childcare.rules.door import REFUSED, DoorEvent
from shequ_desk.desk.counter import Context, Tone
from shequ_desk.desk.rows import RowsView
from shequ_desk.desk.sheets import Sheet
from shequ_desk.kernel.dates import short_date
from shequ_desk.kernel.figures import Column

_COLUMNS = (
    Column("at", "时间", "time"),
    Column("kind", "事项"),
    Column("what", "情况", weight=3),
    Column("hands", "交接人", weight=2),
    Column("note", "说明", weight=3),
    Column("clerk", "记录人"),
)


@dataclass(frozen=True)
class LogRow:
    """One event as listed."""

    at: datetime
    kind: str
    what: str
    hands: str
    note: str
    clerk: str
    refused: bool


class LogSheet(Sheet):
    """Read only; nothing of it can be changed."""

    def __init__(self, parent: QWidget, context: Context, stay: DayRow) -> None:
        super().__init__(parent, f"{stay.child_name} {short_date(stay.starts)} 交接记录", tone="blue", width=860)
        self.table = RowsView(
            _COLUMNS, "交接记录", tones={"kind": _tone}, empty="还没有交接", advice="晨检、签到、接走后会列在这里"
        )
        self.bend(self.table, 240)
        with context.database.reading(context.clerk) as work:
            events = childcare.door_log(work, stay.booking_id) if stay.booking_id else ()
        self.table.show_rows(_listed(events))
        self.add(self.table)
        self.main.setFocus()


def _listed(events: Sequence[DoorEvent]) -> list[LogRow]:
    return [
        LogRow(
            one.at,
            one.kind_text,
            f"{one.temperature / 10:.1f} ℃ {one.condition} {one.checked_by}".strip() if one.temperature else "",
            one.hands,
            one.note,
            one.clerk_name,
            one.kind == REFUSED,
        )
        for one in events
    ]


def _tone(one: LogRow) -> Tone | None:
    return "red" if one.refused else None
