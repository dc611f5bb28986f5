"""The record of one resident: who, tags, phones, cards, guardians, household, and what can be done with it."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.desk.actions import Action, button
from shequ_desk.desk.counter import Context, Tone
from shequ_desk.desk.rows import RowsView, WholeRow
from shequ_desk.desk.theme import ROW_HEIGHT, px, tall
from shequ_desk.desk.turns import turn
from shequ_desk.desk.widgets import Card, KeyButton, SecondaryButton, Side, Tight, column, grid, row
from shequ_desk.kernel.figures import Column
from shequ_desk.people import service as people
from shequ_desk.people.page import record_rows as rows
from shequ_desk.people.page import small_sheets as small
from shequ_desk.people.page.edit_sheet import EditSheet
from shequ_desk.people.page.merge_sheet import MergeSheet
from shequ_desk.people.page.merges_sheet import MergesSheet
from shequ_desk.people.page.number_sheet import NumberSheet
from shequ_desk.people.page.record_card import RecordCard
from shequ_desk.people.page.step import StepSheet
from shequ_desk.people.rules import MERGE, WRITE
from shequ_desk.people.views import PersonView

_FEW = 3
"""More tags than these have half of the height, few a third."""
Opens = Callable[[QWidget, Context, PersonView], StepSheet]


class ShortRows(RowsView):
    """A table that is content with a row and a half; the page shares the height out."""

    def sizeHint(self) -> QSize:
        return QSize(px(240), self.horizontalHeader().height() + tall(ROW_HEIGHT) * 3 // 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class RecordView(QWidget):
    """Signals: `left()` the clerk goes back to the list; `opened(int)` a member of the household was chosen."""

    left = Signal()
    opened = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.view: PersonView | None = None
        self.card = RecordCard(context)
        advice = "有低保、独居、残疾等情况时加上，优惠按它计算"
        self.tags = _table(rows.TAG_COLUMNS, "人群标签", "还没有标签", advice, ("checked",))
        self.phones = _table(rows.PHONE_COLUMNS, "电话", "还没有电话", "登记后可用手机尾号查找")
        turn()
        self.cards = _table(rows.CARD_COLUMNS, "卡", "还没有卡", "登记助餐卡后刷卡就餐")
        self.guardians = _table(rows.GUARDIAN_COLUMNS, "监护人", "没有登记监护人", "未成年人、失能老人需要登记")
        self.members = _table(rows.MEMBER_COLUMNS, "家庭成员", "没有登记同户的人", "按户号归到一户")
        turn()
        self._may_write = WRITE in context.clerk.permissions
        self._may_merge = MERGE in context.clerk.permissions
        self._build()

    def read(self, person_id: int) -> PersonView:
        """A record as it is now. Refusal when there is none."""
        with self._context.database.reading(self._context.clerk) as work:
            return people.get(work, person_id)

    def show_record(self, view: PersonView) -> None:
        """Show a record that was read."""
        self.view = view
        self.card.show_record(view)
        tags = rows.tags(view, self._context.clock.now().date())
        self.tags.show_rows(tags)
        self._lines.setStretch(0, 2 if len(tags) > _FEW else 1)
        self.phones.show_rows(rows.phones(view))
        self.cards.show_rows(rows.cards(view))
        self.guardians.show_rows(rows.guardians(view))
        self.members.show_rows(rows.members(view))
        self._house_card.title.setText(f"家庭 · 户号 {view.household_no}" if view.household_no else "家庭")

    def again(self) -> None:
        """Read the same record again, shown in a turn of its own unless another came between."""
        before = self.view
        if before is None:
            return
        found = self.read(before.id)
        turn()
        if self.view is before:
            self.show_record(found)

    def edit(self) -> None:
        """Change the details."""
        EditSheet(self, self._context, self._person()).open()

    def merge(self) -> None:
        """Find another record of the same person and merge it into this one."""
        MergeSheet(self, self._context, self._person()).open()

    def merges(self) -> None:
        """See and undo the merges of this record."""
        MergesSheet(self, self._context, self._person()).open()

    def focus(self) -> None:
        """Put the cursor where reading starts."""
        self.tags.setFocus()

    def _open(self, sheet: Opens) -> None:
        sheet(self, self._context, self._person()).open()

    def _person(self) -> PersonView:
        assert self.view is not None
        return self.view

    def _build(self) -> None:
        left = Side(350, self.card, *self._buttons(), None, spacing=10)
        turn()
        self.tags.setMinimumHeight(self.tags.horizontalHeader().height() + 2 * tall(ROW_HEIGHT))
        tags = self._dated_card("人群标签", ("加标签", "Ctrl+B"), small.TagSheet, self.tags)
        tags.add(WholeRow(self.tags))
        phones = self._dated_card("电话", ("加电话", "Ctrl+Y"), small.PhoneSheet, self.phones)
        cards = self._dated_card("卡", ("加卡", "Ctrl+D"), small.CardSheet, self.cards)
        guardians = self._dated_card("监护人", ("加监护人", "Ctrl+J"), small.GuardianSheet, self.guardians)
        self._house_card = self._dated_card("家庭", ("调整户", "Ctrl+H"), small.HouseSheet, self.members)
        turn()
        four = grid(12)
        for place, card in enumerate((phones, cards, guardians, self._house_card)):
            four.addWidget(card, place // 2, place % 2)
        self._lines = column(tags, four, spacing=12)
        self._lines.setStretch(1, 2)
        turn()
        self.setLayout(Tight(Tight.Direction.LeftToRight, left, self._lines, spacing=14))
        self._listen()

    def _buttons(self) -> Sequence[QWidget]:
        back = SecondaryButton("返回名单", "Esc", 44)
        back.clicked.connect(self.left)
        made: list[QWidget] = [back]
        if self._may_write:
            edit = button(Action("people.edit", "修改档案", "Enter", self.edit), self, "primary", height=44)
            made = [_line(edit, back)]
            made.append(self._pair(("event", "登记变动", "Ctrl+Q"), ("number", "登记号码", "Ctrl+R")))
        merges = button(Action("people.merges", "合并记录", "F12", self.merges), self)
        line = [button(Action("people.merge", "合并档案", "F11", self.merge), self)] if self._may_merge else []
        made.append(_line(*line, merges))
        return made

    def _pair(self, *names: tuple[str, str, str]) -> QWidget:
        sheets = {"event": small.EventSheet, "number": NumberSheet}
        return _line(
            *(
                button(Action(f"people.{name}", text, key, partial(self._open, sheets[name])), self)
                for name, text, key in names
            )
        )

    def _dated_card(self, title: str, verb: tuple[str, str], sheet: Opens, table: RowsView) -> Card:
        beside: list[KeyButton] = []
        if self._may_write:
            action = Action(f"people.{verb[1]}", *verb, partial(self._open, sheet))
            beside.append(button(action, self, "link"))
        card = Card(title, *beside, spacing=4)
        card.add(table)
        return card

    def _listen(self) -> None:
        self.members.row_activated.connect(self._on_member)
        if not self._may_write:
            return
        self.tags.row_activated.connect(self._on_tag)
        self.phones.row_activated.connect(self._on_phone)
        self.cards.row_activated.connect(self._on_card)
        self.guardians.row_activated.connect(self._on_guardian)

    def _end(self, line: rows.Dated, what: str, end: small.End) -> None:
        if line.open:
            small.EndSheet(self, self._context, f"{what} {line.title}", line.row_id, end).open()

    @Slot(object)
    def _on_tag(self, line: rows.Dated) -> None:
        self._end(line, "标签", people.end_tag)

    @Slot(object)
    def _on_phone(self, line: rows.Dated) -> None:
        self._end(line, "电话", people.end_phone)

    @Slot(object)
    def _on_card(self, line: rows.Dated) -> None:
        self._end(line, "卡", people.end_card)

    @Slot(object)
    def _on_guardian(self, line: rows.Dated) -> None:
        self._end(line, "监护人", people.end_guardian)

    @Slot(object)
    def _on_member(self, line: rows.Dated) -> None:
        self.opened.emit(line.row_id)


def _table(columns: Sequence[Column], name: str, empty: str, advice: str, yields: Sequence[str] = ()) -> RowsView:
    looks, tones = {"title": "strong"}, {"state": _tone}
    return ShortRows(columns, name, looks=looks, tones=tones, empty=empty, advice=advice, yields=yields)


def _tone(line: rows.Dated) -> Tone:
    if line.state in (rows.VALID, "在住"):
        return "green"
    return "red" if line.state in ("已故", "已迁出") else "grey"


def _line(*parts: QWidget) -> QWidget:
    holder = QWidget()
    line = row(*parts, spacing=8)
    for place in range(len(parts)):
        line.setStretch(place, 1)
    holder.setLayout(line)
    return holder
