"""The fields of one party: a person or an organisation, found among the residents or typed."""

from collections.abc import Sequence

from shequ_desk.counters.mediation.rules.lists import PARTY_KINDS, SIDES
from shequ_desk.counters.mediation.rules.parties import Agent, Party, PartyDraft
from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import ChoiceBox, DayEdit, GridForm, LineEdit, Tick
from shequ_desk.people.page.choices import ethnic_options, plain
from shequ_desk.people.views import Brief

_SEXES = ("", "男", "女")
_PERSON = ("sex", "ethnic", "birth", "occupation", "id_number")
_HOUSE = ("uscc", "head")


class PartyFields:
    """The editors of a PartyDraft on a grid; a resident's own facts are filled in from the record when saved."""

    def __init__(self, context: Context, form: GridForm) -> None:
        self._form = form
        self.person_id: int | None = None
        self.side = ChoiceBox("side", "哪一方", list(SIDES.items()))
        self.kind = ChoiceBox("kind", "个人或单位", list(PARTY_KINDS.items()))
        self.name, self.phone = LineEdit("name", "姓名或单位名称"), LineEdit("phone", "联系电话")
        self.sex, self.ethnic = ChoiceBox("sex", "性别", plain(_SEXES)), ChoiceBox("ethnic", "民族", ethnic_options())
        self.birth = DayEdit("birth", "出生日期", context.clock)
        self.occupation, self.id_number = LineEdit("occupation", "职业或职务"), LineEdit("id_number", "证件号码")
        self.address = LineEdit("address", "住址或单位地址")
        self.uscc = LineEdit("uscc", "统一社会信用代码", "18 位")
        self.head = LineEdit("head", "法定代表人或负责人")
        self.verified = Tick("证件原件已核验（只登记，不存图像）")
        self.representative = Tick("推选的代表人（一方人数众多时，五名以下）")
        self._lay_out()
        self.show_kind()

    def show(self, draft: PartyDraft) -> None:
        """Fill every field."""
        self.person_id = draft.person_id
        self.side.choose(draft.side)
        self.kind.choose(draft.kind)
        self.sex.choose(draft.sex)
        self.ethnic.choose(draft.ethnic)
        self.birth.set_value(draft.birth)
        for edit, text in self._lines(draft):
            edit.setText(text)
        self.verified.setChecked(draft.verified or (isinstance(draft, Party) and draft.verified_on is not None))
        self.representative.setChecked(draft.representative)
        self.show_kind()

    def show_resident(self, brief: Brief) -> None:
        """Take a resident; what the record knows is filled in when the case is saved."""
        self.person_id = brief.id
        self.kind.choose("person")
        self.name.setText(brief.name)
        self.sex.choose(brief.sex)
        self.birth.set_value(brief.birth)
        self.address.setText(brief.address)
        for edit, known in ((self.id_number, brief.id_masked), (self.phone, brief.phone_masked)):
            edit.clear()
            edit.setPlaceholderText(f"档案中 {known}" if known else "档案中没有，可在这里填")
        self.show_kind()

    def draft(self, agents: tuple[Agent, ...]) -> PartyDraft:
        """What was typed. Refusal beside an unreadable field."""
        person = self.kind.value() == "person"
        return PartyDraft(
            side=self.side.value(),
            name=self.name.value(),
            kind=self.kind.value(),
            person_id=self.person_id if person else None,
            sex=self.sex.optional() if person else "",
            ethnic=self.ethnic.optional() if person else "",
            birth=self.birth.optional() if person else None,
            occupation=self.occupation.value() if person else "",
            id_number=self.id_number.value() if person else "",
            phone=self.phone.value(),
            address=self.address.value(),
            uscc="" if person else self.uscc.value(),
            head="" if person else self.head.value(),
            verified=self.verified.isChecked(),
            representative=self.representative.isChecked(),
            agents=agents,
        )

    def show_kind(self) -> None:
        """A person has a birth date, an organisation a code."""
        person = self.kind.optional() == "person"
        for name in _PERSON:
            self._form.rows[name].setVisible(person)
        for name in _HOUSE:
            self._form.rows[name].setVisible(not person)

    def _lay_out(self) -> None:
        line = self._form.line
        line((self.side, 3), (self.kind, 3), (self.name, 6))
        line((self.sex, 2), (self.ethnic, 2), (self.birth, 3), (self.id_number, 5))
        line((self.uscc, 6), (self.head, 6))
        line((self.phone, 3), (self.address, 6), (self.occupation, 3))

    def _lines(self, draft: PartyDraft) -> Sequence[tuple[LineEdit, str]]:
        return (
            (self.name, draft.name),
            (self.phone, draft.phone),
            (self.occupation, draft.occupation),
            (self.id_number, draft.id_number),
            (self.address, draft.address),
            (self.uscc, draft.uscc),
            (self.head, draft.head),
        )
