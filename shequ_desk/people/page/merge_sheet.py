"""Merges two records of one person: find the other one, choose field by field, both stay findable."""

from dataclasses import asdict
from typing import Literal

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.desk.counter import Context
from shequ_desk.desk.widgets import EmptyState, Label
from shequ_desk.kernel.errors import Conflict, Refusal
from shequ_desk.people import service as people
from shequ_desk.people.page.choose_fields import LEFT, RIGHT, FieldChoice, Side, differing
from shequ_desk.people.page.step import StepSheet
from shequ_desk.people.page.words import read_words
from shequ_desk.people.resident_box import HitList, ResidentFinder
from shequ_desk.people.views import PersonView
from shequ_desk.store.database import Work

_OPEN = (None, "", "未知")
"""What says nothing: the other record's value is chosen in advance."""


class MergeSheet(StepSheet):
    """The record at the left is kept; the one found becomes its alias. Undone under 合并记录."""

    def __init__(self, parent: QWidget, context: Context, keep: PersonView) -> None:
        super().__init__(parent, context, f"合并到 {keep.details.name} 的档案", "合并两份档案", width=820)
        self._keep = keep
        self._alias: PersonView | None = None
        hits = HitList()
        self.finder = ResidentFinder(context, hits, limit=5)
        self.finder.setPlaceholderText("查找同一个人的另一份档案：姓名 / 拼音 / 证件 / 电话，按 Enter 选定")
        self._empty = EmptyState(
            "先查找要并进来的另一份档案", "两份的标签、电话、卡和就餐记录合并后一起显示，随时可以撤销"
        )
        self.choice = FieldChoice(("", ""), ("保留的", "并入的"))
        self._explain = Label("", "muted", wrap=True)
        self.add(self.finder, hits, self._explain, self._empty, self.choice)
        self.choice.hide()
        self._explain.hide()
        self.finder.picked.connect(self._on_picked)
        self.finder.searched.connect(self._on_searched)
        self.done_text = "两份档案已合并，可在“合并记录”里撤销"

    def start(self) -> QWidget:
        return self.finder

    def act(self, work: Work) -> None:
        """Merge with the choices made."""
        if self._alias is None:
            raise Refusal("还没有选定另一份档案", "请先在上面查找，按 Enter 选定")
        taken: dict[str, Literal["keep", "alias"]] = dict.fromkeys(self.choice.right(), "alias")
        seen = {self._keep.id: self._keep.version, self._alias.id: self._alias.version}
        people.merge(work, self._keep.id, self._alias.id, taken, seen)

    def _write(self) -> None:
        try:
            super()._write()
        except Conflict as conflict:
            self._again()
            raise Refusal(conflict.message, "下面已是现在的内容，请再核对一遍") from conflict

    def _again(self) -> None:
        """Both records as they are now; the choices made stay where the fields still differ."""
        assert self._alias is not None
        fields, right = self.choice.keys(), self.choice.right()
        with self.context.database.reading(self.context.clerk) as work:
            self._keep = people.get(work, self._keep.id)
        self._on_picked(self._alias.id)
        now = self.choice.keys()
        for key in [key for key in fields if key in now]:
            self.choice.choose(key, RIGHT if key in right else LEFT)

    @Slot(int)
    def _on_picked(self, person_id: int) -> None:
        with self.context.database.reading(self.context.clerk) as work:
            alias = people.get(work, person_id)
            words = read_words(work, self._keep.details.household_id, alias.details.household_id)
        if alias.id == self._keep.id:
            self.show_refusal(Refusal("这就是现在打开的档案", "请选另一份档案"))
            return
        self._alias = alias
        left, right = _values(self._keep), _values(alias)
        sides = [
            Side(key, words.title(key), words.say(key, left[key]), words.say(key, right[key]), left[key] in _OPEN)
            for key in differing(left, right)
        ]
        self.choice.name_sides(_who(self._keep), _who(alias))
        self.choice.show_fields(sides)
        self._show_both(alias, len(sides))

    @Slot()
    def _on_searched(self) -> None:
        self.fit()

    def _show_both(self, alias: PersonView, fields: int) -> None:
        same = "两份内容相同，可以直接合并" if not fields else f"有 {fields} 项不同，逐项选一份"
        self._explain.setText(
            f"保留：{_who(self._keep)}\n并入：{_who(alias)}\n{same}。另一份的号码以后也能查到这个人。"
        )
        self._explain.show()
        self._empty.hide()
        self.choice.setVisible(bool(fields))
        self.clear_refusal()
        self.main.setFocus()
        self.fit()


def _who(view: PersonView) -> str:
    return f"{view.details.name} {view.id_masked or '无证件号码'}（档案 {view.id}）"


def _values(view: PersonView) -> dict[str, object]:
    own = {"id_number": view.id_masked, "deceased_on": view.deceased_on, "moved_out_on": view.moved_out_on}
    return asdict(view.details) | own
