"""Registers a resident: the ID number first, what it tells fills itself, lookalikes are shown before saving."""

from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import ChoiceBox, GridForm, IdEdit, LineEdit, PhoneEdit
from shequ_desk.desk.sheets import Sheet
from shequ_desk.desk.widgets import Banner, Label
from shequ_desk.kernel.errors import Conflict, Refusal
from shequ_desk.kernel.identity import IdNumber
from shequ_desk.kernel.printed import Printed
from shequ_desk.people import pinyin
from shequ_desk.people import service as people
from shequ_desk.people.page.choices import reason_options
from shequ_desk.people.page.house_fields import HouseFields
from shequ_desk.people.page.lookalike_sheet import Answers, LookalikeSheet
from shequ_desk.people.page.odd_fields import AsPrintedEdit
from shequ_desk.people.page.person_fields import PersonFields
from shequ_desk.people.rules import Draft, Odd
from shequ_desk.people.views import Lookalike
from shequ_desk.store.database import Work

_NAME_TO_COME = "某"
"""Lets the number alone be looked up before the name is typed."""

_KEYS = "Enter 保存 · Tab 下一格 · 刷卡器对准“卡号”一格"


class RegisterSheet(Sheet):
    """Signals: `registered(int)` the new person id; `known(int)` the clerk opened a record that was there already."""

    registered = Signal(int)
    known = Signal(int)

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent, "登记居民", "登记", width=860)
        self._context = context
        self._filled = ""
        self.form = GridForm()
        self.id_number = IdEdit("id_number", "证件号码", context.clock)
        self.printed = AsPrintedEdit(context, self.id_number)
        self.reason = ChoiceBox("no_number_reason", "没有号码的原因", reason_options())
        self.fields = PersonFields(context.clock)
        self.phone, self.phone2 = PhoneEdit("phone"), PhoneEdit("phone2", "另一部电话")
        self.card = LineEdit("card", "助餐卡 / 市民卡卡号", "对准这里刷卡")
        self.house = HouseFields(context)
        self.notice = Banner("gold")
        context.jobs.run(pinyin.warm, _warmed)
        self._build()
        self._listen()
        self.id_number.setFocus()

    def submit(self) -> None:
        """Save; every refusal goes beside its field."""
        self._save("")

    def draft(self) -> Draft:
        """Return what was typed, without the household. Refusal beside the field that is unreadable."""
        phones = [phone.value() for phone in (self.phone, self.phone2)]
        return Draft(
            **self.fields.values(),  # type: ignore[arg-type]
            id_number=self.id_number.plain(),
            no_number_reason=self.reason.optional() or "",
            phones=tuple(phone for phone in phones if phone),
            cards=(self.card.value(),) if self.card.plain() else (),
            odd=Odd(as_printed=self.printed.optional()),
        )

    def show_refusal(self, refusal: Refusal) -> bool:
        """Show a refusal beside its field, else in the sheet's banner."""
        if not self.form.show_refusal(refusal):
            super().show_refusal(refusal)
        self.fit()
        return True

    def _build(self) -> None:
        fields, form = self.fields, self.form
        form.line((self.id_number, 8), (self.reason, 4))
        form.line((self.printed, 12))
        self.printed.follow(form.rows["as_printed"])
        form.line((fields.name, 4), (fields.sex, 2), (fields.birth, 3), (fields.ethnic, 3))
        form.line((self.phone, 4), (self.phone2, 4), (self.card, 4))
        form.line((fields.hukou, 2), (fields.residence, 2), (fields.area, 8))
        form.line((fields.address, 8), (fields.building, 2), (fields.room, 2))
        form.line((self.house.number, 3), (self.house.choice, 6), (fields.relation, 3))
        form.line((fields.occupation, 4), (fields.note, 8))
        self.add(self.notice, form, Label(_KEYS, "small"))
        with self._context.database.reading(self._context.clerk) as work:
            fields.offer_areas(people.areas(work))

    def _listen(self) -> None:
        self.id_number.textChanged.connect(self._on_number)
        self.printed.needed.connect(self.fit)
        self.reason.currentIndexChanged.connect(self._on_reason)
        for edit in (self.id_number, self.fields.name, self.fields.birth, self.phone):
            edit.editingFinished.connect(self._on_left)

    @Slot(str)
    def _on_number(self, _text: str) -> None:
        card = self._card()
        if card is None or card.number == self._filled:
            return
        self._filled = card.number
        self.fields.sex.choose(card.sex)
        self.fields.birth.set_value(card.birth)
        self.reason.choose("")
        self._look()

    def _card(self) -> IdNumber | Printed | None:
        """What the number says, also one that fails the check; None until it is whole."""
        try:
            return self.id_number.optional()
        except Refusal:
            return self.printed.printed()

    @Slot()
    def _on_reason(self) -> None:
        self.id_number.setEnabled(not self.reason.optional())
        if self.reason.optional():
            self.id_number.clear()
            self._filled = ""

    @Slot()
    def _on_left(self) -> None:
        self._look()

    def _look(self) -> None:
        """Say softly what looks odd and who may be registered already; half-typed fields are no matter."""
        self._notice("\n".join(self._odd()))

    def _odd(self) -> list[str]:
        try:
            draft = self.draft()
        except Refusal:
            draft = Draft(self.fields.name.plain() or _NAME_TO_COME, id_number=self.id_number.plain())
        lines: list[str] = []
        with self._context.database.reading(self._context.clerk) as work:
            for ask in (_hints, _lookalikes):
                try:
                    lines += ask(work, draft)
                except Refusal:
                    continue
        return lines

    def _notice(self, text: str) -> None:
        if text != self.notice.text():
            self.notice.show_text(text)
            self.fit()

    def _save(self, reason: str) -> None:
        self.form.clear_errors()
        try:
            person_id = self._register(reason)
        except Conflict as conflict:
            self._ask(conflict)
            return
        except Refusal as refusal:
            self.show_refusal(refusal)
            return
        self.accept()
        self.registered.emit(person_id)

    def _register(self, reason: str) -> int:
        draft = self.draft()
        with self._context.database.work(self._context.clerk) as work:
            household_id = self.house.take(work, _address(draft), draft.area_id)
            odd = replace(draft.odd, shared=reason)
            person_id = people.register(work, replace(draft, household_id=household_id, odd=odd), bool(reason))
            if reason:
                work.note("not_same_person", "person", person_id, reason=reason)
        return person_id

    def _ask(self, conflict: Conflict) -> None:
        found = conflict.theirs
        assert isinstance(found, tuple)
        LookalikeSheet(self, found, Answers(self._open_known, self._save)).open()

    def _open_known(self, person_id: int) -> None:
        self.accept()
        self.known.emit(person_id)


def _hints(work: Work, draft: Draft) -> list[str]:
    return [hint.text for hint in people.hints(work, draft) if hint.field != "name"]


def _warmed(_result: None) -> None:
    return None


def _lookalikes(work: Work, draft: Draft) -> list[str]:
    return [f"可能已经登记过：{_who(one)}（{one.why}）" for one in people.lookalikes(work, draft)[:3]]


def _who(one: Lookalike) -> str:
    return " ".join(part for part in (one.name, one.birth.isoformat() if one.birth else "", one.where) if part)


def _address(draft: Draft) -> str:
    return " ".join(part for part in (draft.address, draft.building, draft.room) if part)
