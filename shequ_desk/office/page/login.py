"""Sign in, or set a new password with the recovery sheet. Light: painted before anything heavy is loaded."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from shequ_desk.desk.actions import Action, button, set_enabled
from shequ_desk.desk.forms import Form, LineEdit
from shequ_desk.desk.theme import px
from shequ_desk.desk.widgets import Banner, Card, Label, column, row, scrolled
from shequ_desk.kernel.errors import DeskError, Refusal
from shequ_desk.office.page.edits import NewPasswordEdit, PasswordEdit, RecoveryEdit, RepeatEdit
from shequ_desk.office.page.frame import EntryWindow, Steady, busy_bar


class LoginWindow(EntryWindow):
    """Signals: `submitted(str, str)` login and password; `recovered(str, str, str)` recovery key, login, new password;
    `closed()`.
    """

    submitted = Signal(str, str)
    recovered = Signal(str, str, str)

    def __init__(self, last_login: str = "") -> None:
        super().__init__("登录")
        self.entry = _EntryCard(last_login)
        self._recovery: _RecoveryCard | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(_centred(self.entry))
        self.brand.show_foot("数据只存在这台电脑上，已加密")
        self.fill(self._stack)
        self.entry.submitted.connect(self._on_submitted)
        self.entry.forgotten.connect(self._on_forgotten)

    @property
    def recovery(self) -> "_RecoveryCard":
        """The card of the recovery sheet, built when it is first wanted: the login is painted sooner."""
        if self._recovery is None:
            self._recovery = _RecoveryCard()
            self._recovery.submitted.connect(self._on_recovered)
            self._recovery.left.connect(self._on_left)
            self._stack.addWidget(_centred(self._recovery))
        return self._recovery

    def show_error(self, error: DeskError) -> None:
        """Show what went wrong beside its field and let the clerk try again."""
        self._card().show_error(error)

    def busy(self) -> bool:
        """Return whether an answer is awaited."""
        return self._card().waiting()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._card().start()

    def _card(self) -> "_EntryCard | _RecoveryCard":
        return self.recovery if self._stack.currentIndex() else self.entry

    @Slot()
    def _on_submitted(self) -> None:
        self.submitted.emit(self.entry.login.plain(), self.entry.password.value())

    @Slot()
    def _on_recovered(self) -> None:
        card = self.recovery
        self.recovered.emit(card.key.plain(), card.login.plain(), card.password.text())

    @Slot()
    def _on_forgotten(self) -> None:
        self.recovery.login.setText(self.entry.login.plain())
        self._stack.setCurrentIndex(1)
        self.recovery.start()

    @Slot()
    def _on_left(self) -> None:
        self._stack.setCurrentIndex(0)
        self.entry.start()


class _AskingCard(Card):
    """A form with one button that waits for an answer. Signal `submitted()`: what was typed is whole."""

    submitted = Signal()

    def __init__(self, title: str, verb: str, waiting: str) -> None:
        super().__init__(spacing=12)
        self.body.setContentsMargins(px(28), px(24), px(28), px(24))
        self.setFixedWidth(px(420))
        self.form, self.banner = Form(spacing=10), Banner("red")
        self.bar = busy_bar(waiting)
        self._verb, self._waiting, self._asked = verb, waiting, False
        self.main = button(Action("entry.submit", verb, "Enter", self._on_submit), self, "primary", height=48)
        self.add(Label(title, "name"))

    def waiting(self) -> bool:
        """Return whether an answer is awaited."""
        return self._asked

    def show_error(self, error: DeskError) -> None:
        """Stop waiting; put the error beside its field, else in the red banner."""
        self.wait(False)
        if not (isinstance(error, Refusal) and self.form.show_refusal(error)):
            self.banner.show_text(error.sentence)
            self.start()

    def start(self) -> None:
        """Put the cursor into the first empty field."""
        editors = [field.editor for field in self.form.rows.values()]
        next((editor for editor in editors if not editor.text()), editors[-1]).setFocus()

    def wait(self, asked: bool) -> None:
        """Show that an answer is awaited, or no longer."""
        self._asked = asked
        self.main.setText(self._waiting if asked else self._verb)
        set_enabled(self, "entry.submit", not asked)
        self.bar.setVisible(asked)

    def check(self) -> None:
        """Read every field; raises Refusal naming the first wrong one."""
        for field in self.form.rows.values():
            if not field.editor.text().strip():
                raise Refusal(f"请填写{field.editor.label}", field=field.editor.name)
            field.editor.value()

    @Slot()
    def _on_submit(self) -> None:
        self.form.clear_errors()
        self.banner.show_text("")
        try:
            self.check()
        except Refusal as refusal:
            self.form.show_refusal(refusal)
            return
        self.wait(True)
        self.submitted.emit()


class _EntryCard(_AskingCard):
    """Login and password. Signal `forgotten()`."""

    forgotten = Signal()

    def __init__(self, last_login: str) -> None:
        super().__init__("登录", "登录", "正在登录…")
        self.login = LineEdit("login", "登录名")
        self.password = PasswordEdit("password", "密码")
        self.login.setText(last_login)
        for editor in (self.login, self.password):
            self.form.add(editor)
        forgot = button(Action("entry.forgot", "忘记密码，用恢复单", "F2", self._on_forgot), self, "link")
        self.add(self.banner, self.form, 4, self.main, self.bar, row(None, forgot, None))

    def show_error(self, error: DeskError) -> None:
        """Also mark the password, so that typing replaces it."""
        super().show_error(error)
        self.password.selectAll()

    @Slot()
    def _on_forgot(self) -> None:
        if not self.waiting():
            self.forgotten.emit()


class _RecoveryCard(_AskingCard):
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
        self.add(hint, self.banner, self.form, 4, self.main, self.bar, row(None, back, None))

    @Slot()
    def _on_back(self) -> None:
        if not self.waiting():
            self.left.emit()


def _centred(card: Card) -> QWidget:
    inside = Steady()
    inside.setLayout(column(None, row(None, card, None), None, margins=(16, 16, 16, 16)))
    area = scrolled(inside)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
