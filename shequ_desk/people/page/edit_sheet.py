"""Edits the details of a record; when somebody else was first, both versions stand side by side."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import GridForm
from shequ_desk.desk.sheets import Sheet
from shequ_desk.desk.widgets import Label
from shequ_desk.kernel.errors import Conflict, Refusal
from shequ_desk.people import service as people
from shequ_desk.people.page.choose_fields import FieldChoice, Side, differing
from shequ_desk.people.page.person_fields import PersonFields
from shequ_desk.people.page.words import Words, read_words
from shequ_desk.people.rules import Details
from shequ_desk.people.views import PersonView

_SAME_HOUSE = ("household_id",)


class EditSheet(Sheet):
    """Signal `saved()`. The household is changed by its own sheet."""

    saved = Signal()

    def __init__(self, parent: QWidget, context: Context, person: PersonView) -> None:
        super().__init__(parent, f"修改档案：{person.details.name}", "保存修改", width=860)
        self._context, self._person = context, person
        self.fields, self.form = PersonFields(context.clock), GridForm()
        self._build()
        with context.database.reading(context.clerk) as work:
            self.fields.offer_areas(people.areas(work))
        self.fields.show(person.details, person.area_path)
        self.fields.name.setFocus()

    def submit(self) -> None:
        """Save; refusals go beside their field, a conflict shows both versions."""
        self.form.clear_errors()
        try:
            mine = replace(self._person.details, **self.fields.values())  # type: ignore[arg-type]
            save(self._context, self._person.id, mine, self._person.version)
        except Refusal as refusal:
            self._refused(refusal)
        except Conflict as conflict:
            self._both(mine, conflict)
        else:
            self._done()

    def _build(self) -> None:
        fields, form = self.fields, self.form
        form.line((fields.name, 4), (fields.sex, 2), (fields.birth, 3), (fields.ethnic, 3))
        form.line((fields.hukou, 2), (fields.residence, 2), (fields.area, 8))
        form.line((fields.address, 8), (fields.building, 2), (fields.room, 2))
        form.line((fields.relation, 4), (fields.occupation, 8))
        form.line((fields.note, 12))
        self.add(form, Label("电话、卡、标签、监护人和户在档案页上单独增加或停用，留有日期。", "small"))

    def _refused(self, refusal: Refusal) -> None:
        if not self.form.show_refusal(refusal):
            self.show_refusal(refusal)
        self.fit()

    def _both(self, mine: Details, conflict: Conflict) -> None:
        theirs = conflict.theirs
        assert isinstance(theirs, PersonView)
        sheet = ConflictSheet(self, self._context, (self._person.details, mine, theirs))
        sheet.saved.connect(self._done)
        sheet.open()

    def _done(self) -> None:
        self.accept()
        self._context.messages.say(f"{self._person.details.name}的档案已保存")
        self.saved.emit()


class ConflictSheet(Sheet):
    """Two versions of one record, field by field. Signal `saved()`."""

    saved = Signal()

    def __init__(self, parent: QWidget, context: Context, versions: tuple[Details, Details, PersonView]) -> None:
        super().__init__(parent, "这份档案刚刚被别人改过", "按选择保存", width=820)
        self._context = context
        self._base, self._mine, self._theirs = versions
        with context.database.reading(context.clerk) as work:
            words = read_words(work)
        self.choice = FieldChoice(("别人已保存", "我要保存"), ("别人的", "我的"))
        self.choice.show_fields(self._sides(words))
        self.add(Label("两份内容有不同的地方列在下面。逐项选一份再保存，没有选中的不会写入。", "muted", wrap=True))
        self.add(self.choice)

    def submit(self) -> None:
        """Save the chosen mixture over their version; a third change shows both again."""
        wanted = replace(self._theirs.details, **self._chosen())  # type: ignore[arg-type]
        try:
            save(self._context, self._theirs.id, wanted, self._theirs.version)
        except Refusal as refusal:
            self.show_refusal(refusal)
        except Conflict as conflict:
            self._again(wanted, conflict)
        else:
            self.accept()
            self.saved.emit()

    def _sides(self, words: Words) -> list[Side]:
        theirs, mine = vars(self._theirs.details), vars(self._mine)
        return [
            Side(
                key, words.title(key), words.say(key, theirs[key]), words.say(key, mine[key]), self._changed_by_me(key)
            )
            for key in differing(theirs, mine)
            if key not in _SAME_HOUSE
        ]

    def _changed_by_me(self, key: str) -> bool:
        return bool(getattr(self._mine, key) != getattr(self._base, key))

    def _chosen(self) -> dict[str, object]:
        return {key: getattr(self._mine, key) for key in self.choice.right()}

    def _again(self, wanted: Details, conflict: Conflict) -> None:
        theirs = conflict.theirs
        assert isinstance(theirs, PersonView)
        self._base, self._mine, self._theirs = self._theirs.details, wanted, theirs
        with self._context.database.reading(self._context.clerk) as work:
            self.choice.show_fields(self._sides(read_words(work)))
        self.show_refusal(Refusal(conflict.message, conflict.way_out))


def save(context: Context, person_id: int, details: Details, version: int) -> None:
    """Write an edit in its own transaction. Refusal or Conflict as `people.edit`."""
    with context.database.work(context.clerk) as work:
        people.edit(work, person_id, details, version)
