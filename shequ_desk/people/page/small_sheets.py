"""The small steps on a record: a tag, a phone, a card, a guardian, an end date, a death, a move."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import ChoiceBox, DayEdit, LineEdit, NameEdit, PhoneEdit, ReasonEdit
from shequ_desk.desk.widgets import Label
from shequ_desk.people import lists
from shequ_desk.people import service as people
from shequ_desk.people.page.choices import plain, relation_options, tag_options
from shequ_desk.people.page.house_fields import HouseFields
from shequ_desk.people.page.step import RecordStep, StepSheet
from shequ_desk.people.resident_box import HitList, ResidentFinder
from shequ_desk.people.service.contacts import CARD_KINDS
from shequ_desk.people.views import PersonView
from shequ_desk.store.database import Work

End = Callable[[Work, int, date], None]


class TagSheet(StepSheet):
    """Adds a dated tag with its proof."""

    def __init__(self, parent: QWidget, context: Context, person: PersonView) -> None:
        super().__init__(parent, context, f"给{person.details.name}加标签", "加标签", width=620)
        self._person_id = person.id
        self.tag = ChoiceBox("tag", "标签", [(None, "请选择"), *tag_options()])
        self.grade = ChoiceBox("grade", "等级", [("", "无等级")])
        self.first, self.last = (
            DayEdit("from_day", "自", context.clock),
            DayEdit("to_day", "至（空：长期）", context.clock),
        )
        self.proof = LineEdit("proof", "证明", "文号或证件号，例如 残联〔2026〕12号")
        self.checked_by = LineEdit("checked_by", "核验人")
        self.checked_on = DayEdit("checked_on", "核验日期", context.clock)
        self.form.line((self.tag, 7), (self.grade, 5))
        self.form.line((self.first, 6), (self.last, 6))
        self.form.line((self.proof, 12))
        self.form.line((self.checked_by, 6), (self.checked_on, 6))
        self.first.set_value(context.clock.now().date())
        self.checked_on.set_value(context.clock.now().date())
        self.checked_by.setText(context.clerk.name)
        self.tag.currentIndexChanged.connect(self._on_tag)
        self.done_text = "标签已加上"

    def act(self, work: Work) -> None:
        """Add it."""
        people.add_tag(
            work,
            self._person_id,
            self.tag.value(),
            self.first.value(),
            self.last.optional(),
            self.grade.optional() or "",
            self.proof.value(),
            self.checked_by.value(),
            self.checked_on.optional(),
        )

    @Slot()
    def _on_tag(self) -> None:
        kind = lists.tag_kinds().get(self.tag.optional() or "")
        self.grade.set_options([("", "无等级"), *plain(kind.grades if kind else ())])


class PhoneSheet(StepSheet):
    """Adds a phone number used from today."""

    def __init__(self, parent: QWidget, context: Context, person: PersonView) -> None:
        super().__init__(parent, context, f"给{person.details.name}加电话", "加电话")
        self._person_id = person.id
        self.phone, self.note = PhoneEdit("phone", "电话"), LineEdit("note", "说明", "例如：女儿的手机")
        self.form.line((self.phone, 12))
        self.form.line((self.note, 12))
        self.done_text = "电话已加上"

    def act(self, work: Work) -> None:
        """Add it."""
        people.add_phone(work, self._person_id, self.phone.text(), self.note.value())


class CardSheet(StepSheet):
    """Adds a card; the reader types its number and Enter."""

    def __init__(self, parent: QWidget, context: Context, person: PersonView) -> None:
        super().__init__(parent, context, f"给{person.details.name}加卡", "加卡")
        self._person_id = person.id
        self.card = LineEdit("card", "卡号", "现在刷卡，或照卡面输入")
        self.kind = ChoiceBox("kind", "卡种", plain(CARD_KINDS))
        self.form.line((self.card, 12))
        self.form.line((self.kind, 12))
        self.done_text = "卡已登记，刷卡即可找到此人"

    def act(self, work: Work) -> None:
        """Add it."""
        people.add_card(work, self._person_id, self.card.text(), self.kind.value())


class GuardianSheet(StepSheet):
    """Links a guardian: a resident found here, or somebody from outside by name."""

    def __init__(self, parent: QWidget, context: Context, person: PersonView) -> None:
        super().__init__(parent, context, f"给{person.details.name}加监护人", "加监护人", width=560)
        self._person_id = person.id
        self._guardian_id: int | None = None
        hits = HitList()
        self.finder = ResidentFinder(context, hits, limit=4)
        self.finder.setPlaceholderText("本社区居民：姓名 / 拼音 / 证件，按 Enter 选定")
        self.found = Label("监护人是本社区居民时先在这里查找；不是居民就直接填下面的姓名和电话", "small", wrap=True)
        self.name, self.phone = NameEdit("name", "监护人姓名"), PhoneEdit("phone", "监护人电话")
        self.relation = ChoiceBox("relation", "监护人是被监护人的", relation_options())
        self.body.insertWidget(0, self.finder)
        self.body.insertWidget(1, hits)
        self.body.insertWidget(2, self.found)
        self.form.line((self.name, 6), (self.phone, 6))
        self.form.line((self.relation, 12))
        self.finder.picked.connect(self._on_picked)
        self.finder.searched.connect(self.fit)
        self.done_text = "监护人已登记"

    def start(self) -> QWidget:
        return self.finder

    def act(self, work: Work) -> None:
        """Link them."""
        relation = self.relation.optional() or ""
        if self._guardian_id is not None:
            people.add_guardian(work, self._person_id, relation, self._guardian_id)
        else:
            people.add_guardian(work, self._person_id, relation, None, self.name.text(), self.phone.text())

    @Slot(int)
    def _on_picked(self, person_id: int) -> None:
        with self.context.database.reading(self.context.clerk) as work:
            chosen = people.brief(work, person_id)
        self._guardian_id = chosen.id
        self.found.setText(f"监护人：{chosen.name} {chosen.id_masked} {chosen.address}")
        self.name.setText(chosen.name)
        for edit in (self.name, self.phone):
            edit.setEnabled(False)
        self.relation.setFocus()
        self.fit()


class HouseSheet(RecordStep):
    """Moves somebody into another household, or out of any."""

    def __init__(self, parent: QWidget, context: Context, person: PersonView) -> None:
        super().__init__(parent, context, person, f"{person.details.name}的户", "保存户和关系", width=620)
        self.house = HouseFields(context)
        self.relation = ChoiceBox("relation", "与户主关系", relation_options())
        self.form.line((self.house.number, 12))
        self.form.line((self.house.choice, 12))
        self.form.line((self.relation, 12))
        self.house.show(person.household_no, person.details.household_id)
        self.relation.show_stored(person.details.relation, person.details.relation)
        self.done_text = "户和关系已保存"

    def act(self, work: Work) -> None:
        """Join, or leave."""
        details = self.person.details
        address = " ".join(part for part in (details.address, details.building, details.room) if part)
        household_id = self.house.take(work, address, details.area_id)
        if household_id is None:
            people.leave_household(work, self.person.id, self.person.version)
        else:
            relation = self.relation.optional() or ""
            people.join_household(work, self.person.id, household_id, relation, self.person.version)

    def changed(self, now: PersonView) -> str:
        """The household and the relation to its head."""
        if _at_home(now) == _at_home(self.person):
            return ""
        house = f"户号 {now.household_no or '未编'}" if now.details.household_id else "不在任何户"
        return f"现在是：{house}，与户主关系 {now.details.relation or '未填'}"


class EndSheet(StepSheet):
    """Gives a tag, phone, card or guardian its last day."""

    def __init__(self, parent: QWidget, context: Context, what: str, row_id: int, end: End) -> None:
        super().__init__(parent, context, f"停用：{what}", "停用", tone="red")
        self._row_id, self._end = row_id, end
        self.day = DayEdit("to_day", "最后一天（含当天）", context.clock)
        self.day.set_value(context.clock.now().date())
        self.form.line((self.day, 12))
        self.add(Label("记录不会删除，历史日期仍按当时有效计算。", "small", wrap=True))
        self.done_text = f"{what} 已停用"

    def act(self, work: Work) -> None:
        """End it."""
        self._end(work, self._row_id, self.day.value())


def _at_home(person: PersonView) -> tuple[int | None, str]:
    return person.details.household_id, person.details.relation


_DEATH, _MOVE, _BACK, _ALIVE = "deceased_on", "moved_out_on", "back", "alive"


class EventSheet(StepSheet):
    """Death, moving away, coming back, a death reported by mistake; the title names the person."""

    def __init__(self, parent: QWidget, context: Context, person: PersonView) -> None:
        number = person.id_masked or "无证件号码"
        super().__init__(parent, context, f"登记变动：{person.details.name}（{number}）", "登记变动", tone="red")
        self._person = person
        self.kind = ChoiceBox("kind", "发生了什么", _events(person))
        self.day = DayEdit("day", "日期", context.clock)
        self.reason = ReasonEdit("reason", "为什么撤销")
        self.day.set_value(context.clock.now().date())
        self.form.line((self.kind, 12))
        self._day_row, self._reason_row = self.form.add(self.day), self.form.add(self.reason)
        self.form.rows |= {_DEATH: self._day_row, _MOVE: self._day_row}
        self._explain = Label("", "small", wrap=True)
        self.add(self._explain)
        self.kind.currentIndexChanged.connect(self._on_kind)
        self._on_kind()
        self.done_text = f"{person.details.name}的变动已登记"

    def act(self, work: Work) -> None:
        """Write what happened."""
        person_id, kind = self._person.id, self.kind.value()
        if kind == _DEATH:
            people.report_death(work, person_id, self.day.value())
        elif kind == _MOVE:
            people.report_move(work, person_id, self.day.value())
        elif kind == _BACK:
            people.report_back(work, person_id)
        else:
            people.withdraw_death(work, person_id, self.reason.value())

    @Slot()
    def _on_kind(self) -> None:
        kind = self.kind.optional()
        self._day_row.setVisible(kind in (_DEATH, _MOVE))
        self._reason_row.setVisible(kind == _ALIVE)
        self._explain.setText(_EXPLAINED[kind].format(name=self._person.details.name))
        self.fit()


_EXPLAINED = {
    None: "选择后说明会发生什么。",
    _DEATH: "从第二天起{name}不再享受优惠；之后的就餐会列出来核对。登记有误可以撤销。",
    _MOVE: "从第二天起{name}不再享受优惠，名单默认不列出。回来时登记“迁回”。",
    _BACK: "{name}重新在本社区居住，可以再享受优惠。",
    _ALIVE: "撤销{name}的死亡登记，原因记入日志。",
}


def _events(person: PersonView) -> list[tuple[Any, str]]:
    found: list[tuple[Any, str]] = [(None, "请选择")]
    if person.deceased_on:
        return [*found, (_ALIVE, f"撤销死亡登记（{person.deceased_on}）")]
    found.append((_DEATH, "去世"))
    return [*found, (_BACK, f"迁回（{person.moved_out_on} 迁出）") if person.moved_out_on else (_MOVE, "迁出本社区")]
