"""Everybody changes their own password here."""

from PySide6.QtCore import Slot

from shequ_desk.desk.actions import Action, button, set_enabled
from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import Form
from shequ_desk.desk.page import Page
from shequ_desk.desk.theme import px
from shequ_desk.desk.widgets import Card, Label, column, row
from shequ_desk.kernel.errors import DeskError
from shequ_desk.office import service as office
from shequ_desk.office.page.edits import PASSWORD_ADVICE, NewPasswordEdit, RepeatEdit
from shequ_desk.office.page.password_edit import PasswordEdit
from shequ_desk.office.service import Seat


class PasswordTab(Page):
    """Old password, new password twice."""

    def __init__(self, context: Context, seat: Seat) -> None:
        super().__init__()
        self._context, self._seat = context, seat
        self.old = PasswordEdit("old", "现在的密码")
        self.new = NewPasswordEdit(seat.clerk.login, "new", "新密码")
        self.repeat = RepeatEdit(self.new, label="再输一遍新密码")
        self.form = Form((self.old, self.new, self.repeat))
        self.form.setMaximumWidth(px(420))
        save = button(Action("password.save", "改密码", "Enter", self._on_save), self, "primary", height=44)
        card = Card("我的密码")
        card.add(
            Label(f"{seat.clerk.name}（{seat.clerk.login}）· {seat.clerk.duties or '没有岗位'}", "muted"),
            Label(f"密码{PASSWORD_ADVICE}。", "small", wrap=True),
            self.form,
            4,
            row(save, None),
        )
        self.setLayout(column(card, None))

    def shown(self) -> None:
        for editor in (self.old, self.new, self.repeat):
            editor.clear()
        self.form.clear_errors()

    @Slot()
    def _on_save(self) -> None:
        if self._context.messages.guard(self._check, self.form):
            self._change()

    def _check(self) -> None:
        if not self.old.text():
            raise self.old.refusal("请填写现在的密码")
        self.new.value()
        self.repeat.value()

    def _change(self) -> None:
        old, new, context, seat = self.old.text(), self.new.text(), self._context, self._seat
        set_enabled(self, "password.save", False)

        def work(_progress: object, _cancelled: object) -> None:
            with context.database.work(context.clerk) as work:
                office.change_own_password(work, context.database, seat.keys, old, new)

        def done(_result: None) -> None:
            set_enabled(self, "password.save", True)
            self.shown()
            context.messages.say("密码已改，下次登录用新密码")

        def failed(error: DeskError) -> None:
            set_enabled(self, "password.save", True)
            error.field = {"password": "old"}.get(error.field, error.field)
            context.messages.show(error, self.form)

        context.jobs.run(work, done, failed, "改密码")
