"""A new password with the recovery sheet, for who forgot the old one."""

from PySide6.QtCore import Signal, Slot

from shequ_desk.desk.actions import Action, button
from shequ_desk.desk.forms import LineEdit
from shequ_desk.desk.widgets import Label, row
from shequ_desk.office.page.asking import AskingCard
from shequ_desk.office.page.edits import NewPasswordEdit, RecoveryEdit, RepeatEdit


class RecoveryCard(AskingCard):
    """Recovery key, login, new password twice. Signal `left()`: back to the login."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__("用恢复单设新密码", "设新密码并登录", "正在核对恢复单…")
        self.key, self.login = RecoveryEdit(), LineEdit("login", "登录名")
        self.password = NewPasswordEdit(self.login, label="新密码")
        self.repeat = RepeatEdit(self.password, label="再输一遍新密码")
        for editor in (self.key, self.login, self.password, self.repeat):
            self.form.add(editor)
        back = button(Action("entry.back", "返回登录", "Esc", self._on_back), self, "link")
        hint = Label("照着打印的恢复单输入密钥。这一步会记入操作记录。", "muted", wrap=True)
        self.add(hint, self.banner, self.restore, self.form, 4, self.main, self.bar, row(None, back, None))

    @Slot()
    def _on_back(self) -> None:
        if not self.waiting():
            self.left.emit()
