"""The audit book: newest first, paged; the line under the cursor opens before and after."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Slot

from shequ_desk.desk.counter import Context
from shequ_desk.desk.page import Page
from shequ_desk.desk.rows import RowsView, Source, WholeRow
from shequ_desk.desk.theme import px
from shequ_desk.desk.widgets import Card, KeyValueRows, Label, Tight, Yielding
from shequ_desk.kernel.figures import Column
from shequ_desk.office import service as office
from shequ_desk.office import words
from shequ_desk.office.service import AuditLine

_COLUMNS = (
    Column("place", "序号", "int"),
    Column("at", "时间", "date"),
    Column("clerk", "经办"),
    Column("duties", "当时岗位", weight=2),
    Column("action", "做了什么", weight=1),
    Column("row_key", "编号", weight=1),
)


@dataclass(frozen=True)
class _Line:
    place: int
    at: datetime
    clerk: str
    duties: str
    action: str
    row_key: str
    source: AuditLine


class AuditTab(Page):
    """Reads a window of lines at a time: the book only grows."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.view = RowsView(_COLUMNS, "操作记录", looks={"place": "muted", "duties": "muted"})
        self.view.setMinimumHeight(200)
        self.title, self.detail = Label("", "strong"), KeyValueRows(label_width=120)
        card, self.below = Card("操作记录"), Card("这一条改了什么")
        words_ = "每一次登录、查看、修改都在这里，前后相扣，删改任何一条都会在“核对”里查出来。姓名、证件、电话已脱敏。"
        card.add(Label(words_, "small", wrap=True), self.view, WholeRow(self.view))
        self.below.add(self.title, Yielding(self.detail, 2 * px(32)))
        cards = Tight(Tight.Direction.TopToBottom, card, self.below)
        cards.setStretch(0, 1)
        self.setLayout(cards)
        self.view.row_selected.connect(self._on_selected)

    def shown(self) -> None:
        with self._context.database.reading(self._context.clerk) as work:
            count = office.audit_count(work)
        self.view.show_source(Source(count, self._fetch))
        self.view.select(0 if count else -1)

    def _fetch(self, offset: int, limit: int) -> Sequence[_Line]:
        with self._context.database.reading(self._context.clerk) as work:
            return [_line(line) for line in office.audit_lines(work, offset, limit)]

    @Slot(object)
    def _on_selected(self, line: _Line | None) -> None:
        if line is not None:
            source = line.source
            self.title.setText(f"{source.at:%Y-%m-%d %H:%M:%S}　{line.clerk or '程序'}　{line.action}")
            self.detail.show_rows(_changes(source))


def _line(line: AuditLine) -> _Line:
    done = f"{words.action(line.action)} {words.subject(line.subject)}"
    return _Line(line.place, line.at, line.clerk, line.duties, done, words.row_key(line.subject, line.row_key), line)


def _changes(line: AuditLine) -> list[tuple[str, str]]:
    before, after = (dict(words.values(side, line.subject)) for side in (line.before, line.after))
    pairs = []
    for name in (*before, *(name for name in after if name not in before)):
        old, new = before.get(name), after.get(name)
        pairs.append((name, f"{old} → {new}" if old is not None and new is not None else f"{old or new or ''}"))
    return pairs or [("内容", "这一步没有改动数据")]
