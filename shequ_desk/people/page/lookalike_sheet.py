"""Somebody like this is registered already: open that record, or say why it is another person."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.desk.actions import Action, button
from shequ_desk.desk.counter import Tone
from shequ_desk.desk.fields import Form, ReasonEdit
from shequ_desk.desk.rows import RowsView
from shequ_desk.desk.sheets import Sheet
from shequ_desk.desk.theme import px
from shequ_desk.desk.widgets import Label
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.figures import Column
from shequ_desk.people.views import Lookalike

_COLUMNS = (
    Column("name", "姓名"),
    Column("birth", "出生日期", "date"),
    Column("id_masked", "证件号码", "number_text"),
    Column("where", "住址", weight=2),
    Column("why", "为什么列出"),
)
_GO_ON = {False: "不是同一人，仍然登记", True: "两人同号，按重号登记"}
_EXAMPLES = {False: "例如：已核对双方身份证，同名同生日的两个人", True: "例如：两张身份证都看过，派出所确认重号"}


@dataclass(frozen=True)
class Answers:
    """What may follow: `open_record(person_id)`, or `go_on(reason)` to register all the same."""

    open_record: Callable[[int], None]
    go_on: Callable[[str], None]


class LookalikeSheet(Sheet):
    """Lists the records; Enter opens the chosen one, F10 registers anyway where that is allowed."""

    def __init__(self, parent: QWidget, found: Sequence[Lookalike], answers: Answers) -> None:
        super().__init__(parent, "可能已经登记过", "打开已有档案", width=720)
        self._answers = answers
        self._may_go_on = all(one.shared for one in found if one.certain)
        self._shares = self._may_go_on and any(one.certain for one in found)
        self.table = RowsView(_COLUMNS, "已有的档案", looks={"name": "strong"}, tones={"why": _tone})
        self.table.show_rows(found)
        self.table.select(0)
        self.table.setFixedHeight(px(40 + 33 * min(max(len(found), 2), 5)))
        self.reason = ReasonEdit("reason", "确认不是同一人的依据")
        self.reason.setPlaceholderText(_EXAMPLES[self._shares])
        self.form = Form([self.reason])
        self.add(Label(self._advice(), "muted", wrap=True), self.table)
        self.go_on_button = button(Action("people.go_on", _GO_ON[self._shares], "F10", self.go_on), self, height=44)
        if self._may_go_on:
            self.add(self.form)
        self.go_on_button.setVisible(self._may_go_on)
        self.go_on_button.setEnabled(self._may_go_on)
        self.buttons.insertWidget(0, self.go_on_button)
        self.table.row_activated.connect(self._on_activated)
        self.table.setFocus()

    def submit(self) -> None:
        """Open the chosen record."""
        chosen: Lookalike = self.table.current()
        self.accept()
        self._answers.open_record(chosen.person_id)

    def go_on(self) -> None:
        """Register all the same, for a reason."""
        if not self._may_go_on:
            return
        try:
            reason = self.reason.value()
        except Refusal as refusal:
            self.form.show_refusal(refusal)
            self.fit()
            return
        self.accept()
        self._answers.go_on(reason)

    def _advice(self) -> str:
        if self._shares:
            return (
                "这个证件号码已经登记在下面这位名下。改过姓名的，请打开已有档案修改；多半是输错了号码，请返回逐位核对。"
                "两个人的证件上确实是同一个号码，写明依据后按重号登记，两份档案都会注明。"
            )
        if self._may_go_on:
            return "请核对下面的档案。是同一人就打开已有档案；确认不是同一人，写明依据后再登记。"
        return "姓名和证件号码都已经登记，就是同一人。请打开已有档案，不要重复登记。"

    @Slot(object)
    def _on_activated(self, _found: Lookalike) -> None:
        self.submit()


def _tone(found: Lookalike) -> Tone:
    return "red" if found.certain else "gold"
