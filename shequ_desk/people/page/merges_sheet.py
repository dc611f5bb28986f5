"""The merges a record took part in, and giving both records back."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.desk.counter import Context, Tone
from shequ_desk.desk.fields import ChoiceBox, Form
from shequ_desk.desk.rows import RowsView
from shequ_desk.desk.sheets import Sheet
from shequ_desk.desk.theme import px
from shequ_desk.desk.widgets import Label
from shequ_desk.kernel.figures import Column
from shequ_desk.people import service as people
from shequ_desk.people.rules import MERGE
from shequ_desk.people.views import MergeView, PersonView, Unmerged
from shequ_desk.store.database import Work

_COLUMNS = (
    Column("at", "时间", "number_text"),
    Column("text", "合并", weight=3),
    Column("clerk", "经办"),
    Column("state", "状态"),
)
_UNDONE = "已撤销"


@dataclass(frozen=True)
class _Line:
    merge_id: int
    at: str
    text: str
    clerk: str
    state: str


class MergesSheet(Sheet):
    """Enter takes back the chosen merge, after one question."""

    def __init__(self, parent: QWidget, context: Context, person: PersonView) -> None:
        may = MERGE in context.clerk.permissions
        super().__init__(parent, f"{person.details.name}的合并记录", "撤销这次合并" if may else "", width=640)
        self._context, self._person, self._may = context, person, may
        self.table = RowsView(
            _COLUMNS,
            "合并记录",
            tones={"state": _tone},
            empty="这份档案没有合并过",
            advice="发现同一个人有两份档案时，在档案页按 F11 合并",
        )
        self.table.setFixedHeight(px(40 + 33 * 5))
        self.add(
            self.table,
            Label("撤销后两份档案都恢复；合并以后新记的标签、电话、卡会列出来重新归属。", "small", wrap=True),
        )
        self.table.row_activated.connect(self._on_activated)
        self._read()
        self.table.setFocus()

    def submit(self) -> None:
        """Ask once, then undo."""
        line: _Line | None = self.table.current()
        if not self._may or line is None or line.state == _UNDONE:
            self.accept()
            return
        self._context.messages.ask_once(
            f"撤销合并：{line.text}",
            "撤销合并",
            partial(self._undo, line.merge_id),
            detail="两份档案恢复到合并以前的样子",
        )

    def _read(self) -> None:
        with self._context.database.reading(self._context.clerk) as work:
            found = people.merges(work, self._person.id)
        self.table.show_rows([_line(merge) for merge in found])
        self.table.select(0 if found else -1)

    def _undo(self, merge_id: int) -> None:
        undone: list[Unmerged] = []

        def go() -> None:
            with self._context.database.work(self._context.clerk) as work:
                undone.append(people.unmerge(work, merge_id))

        if not self._context.messages.guard(go, self):
            return
        self.accept()
        self._context.messages.say("合并已撤销，两份档案都恢复了")
        if undone[0].added or undone[0].served:
            AssignSheet(self.parentWidget(), self._context, undone[0]).open()

    @Slot(object)
    def _on_activated(self, _line: _Line) -> None:
        self.submit()


class AssignSheet(Sheet):
    """Rows entered between merging and undoing: which of the two records each belongs to."""

    def __init__(self, parent: QWidget | None, context: Context, undone: Unmerged) -> None:
        super().__init__(parent, "合并以后新记的内容归谁", "按选择归属", width=600)
        self._context, self._undone = context, undone
        with context.database.reading(context.clerk) as work:
            owners = [(each, _owner(work, each)) for each in (undone.keep_id, undone.alias_id)]
        self.boxes = [
            ChoiceBox(f"row{place}", f"{row.text} · {row.at:%Y-%m-%d %H:%M} 记入", owners)
            for place, row in enumerate(undone.added)
        ]
        self.add(Label("不改动的留在原档案。已打印的收据和结算不会变动。", "muted", wrap=True), Form(self.boxes))
        self.served = Label(_served(undone, dict(owners)), "small", wrap=True)
        self.served.setVisible(bool(undone.served))
        self.add(self.served)

    def submit(self) -> None:
        """Move what belongs to the other record."""
        if self._context.messages.guard(self._assign, self):
            self.accept()
            self._context.messages.say("已按选择归属")

    def _assign(self) -> None:
        with self._context.database.work(self._context.clerk) as work:
            for row, box in zip(self._undone.added, self.boxes, strict=True):
                if box.value() != row.person_id:
                    people.assign(work, row.table, row.row_id, box.value())


def _served(undone: Unmerged, owners: dict[int, str]) -> str:
    rows = "、".join(f"{row.title} {row.at:%m-%d %H:%M}" for row in undone.served)
    return f"合并以后办的业务都在{owners[undone.keep_id]}名下，不会改挂：{rows}。属于另一位的，请在各业务里作废后重办。"


def _owner(work: Work, person_id: int) -> str:
    person = people.brief(work, person_id)
    return f"{person.name} {person.id_masked or '无证件号码'}（档案 {person_id}）"


def _line(merge: MergeView) -> _Line:
    text = f"{merge.alias_name}（档案 {merge.alias_id}）并入 {merge.keep_name}（档案 {merge.keep_id}）"
    state = _UNDONE if merge.undone_at else "有效"
    return _Line(merge.id, f"{merge.at:%Y-%m-%d %H:%M}", text, merge.clerk_name, state)


def _tone(line: _Line) -> Tone:
    return "grey" if line.state == _UNDONE else "green"
