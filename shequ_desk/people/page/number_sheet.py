"""The ID number of a record: given later, corrected for a reason, taken on purpose though it is odd."""

from PySide6.QtWidgets import QWidget

from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import IdEdit, ReasonEdit
from shequ_desk.desk.widgets import Label
from shequ_desk.kernel.errors import Conflict, Refusal
from shequ_desk.people import service as people
from shequ_desk.people.page.odd_fields import AsPrintedEdit
from shequ_desk.people.page.step import RecordStep
from shequ_desk.people.rules import Odd
from shequ_desk.people.views import PersonView
from shequ_desk.store.database import Work


class NumberSheet(RecordStep):
    """Gives a number to somebody registered without one, or corrects a wrong one for a reason."""

    def __init__(self, parent: QWidget, context: Context, person: PersonView) -> None:
        self._correcting = bool(person.id_masked)
        verb = "更正号码" if self._correcting else "补登号码"
        super().__init__(parent, context, person, f"{verb}：{person.details.name}", verb)
        self.id_number = IdEdit("id_number", "证件号码", context.clock)
        self.printed = AsPrintedEdit(context, self.id_number)
        self.shared = ReasonEdit("shared", "两人同号，按重号登记：依据")
        self.reason = ReasonEdit("reason", "更正依据")
        for edit in (self.id_number, self.printed, self.shared):
            self.form.line((edit, 12))
        self.form.rows["shared"].hide()
        self.printed.follow(self.form.rows["as_printed"])
        self.printed.needed.connect(self.fit)
        if self._correcting:
            self.form.line((self.reason, 12))
            self._known = Label("", "small", wrap=True)
            self._tell(person)
            self.add(self._known)
        self.done_text = "号码已登记，性别和出生日期随号码更新"

    def act(self, work: Work) -> None:
        """Set it; a number that somebody holds asks for the reason why two people bear it."""
        shared = self.shared.value() if self.shared.plain() else ""
        try:
            self._set(work, Odd(self.printed.optional(), shared))
        except Conflict as conflict:
            if isinstance(conflict.theirs, PersonView):
                raise
            self.form.rows["shared"].show()
            raise Refusal(conflict.message, conflict.way_out, "shared") from conflict

    def changed(self, now: PersonView) -> str:
        """The number, and whose; of a number that was open too, what came with it."""
        if self._of(now) == self._of(self.person):
            return ""
        if self._correcting:
            self._tell(now)
        return f"现在登记的是{now.details.name} {now.id_masked or '无证件号码'}"

    def _of(self, person: PersonView) -> tuple[object, ...]:
        return person.details.name, person.details.sex, person.details.birth, person.id_masked

    def _tell(self, person: PersonView) -> None:
        self._known.setText(f"现在登记的是 {person.id_masked}。更正会记入日志。")

    def _set(self, work: Work, odd: Odd) -> None:
        if self._correcting:
            people.correct_number(
                work, self.person.id, self.id_number.text(), self.reason.value(), odd, self.person.version
            )
        else:
            people.give_number(work, self.person.id, self.id_number.text(), odd, self.person.version)
