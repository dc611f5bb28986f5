"""Sign in, or set a new password with the recovery sheet. Light: painted before anything heavy is loaded."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget

from shequ_desk.desk.actions import Action, button
from shequ_desk.desk.classes import load_classes
from shequ_desk.desk.forms import LineEdit
from shequ_desk.desk.widgets import column, row, scrolled
from shequ_desk.kernel.errors import DeskError
from shequ_desk.office.page.asking import AskingCard
from shequ_desk.office.page.frame import EntryWindow, Steady
from shequ_desk.office.page.password_edit import PasswordEdit

if TYPE_CHECKING:
    from shequ_desk.office.page.forgotten import RecoveryCard


class LoginWindow(EntryWindow):
    """Signals: `submitted(str, str)` login and password; `recovered(str, str, str)` recovery key, login, new password;
    `restore_wanted()` the data does not open, a backup shall come back; `closed()`.
    """

    submitted = Signal(str, str)
    recovered = Signal(str, str, str)
    restore_wanted = Signal()

    def __init__(self, last_login: str = "") -> None:
        super().__init__("登录")
        self._recovery: RecoveryCard | None = None
        self._stack = QStackedWidget()
        self.brand.show_foot("数据只存在这台电脑上，已加密")
        self.fill(self._stack)
        self.entry = _EntryCard(last_login)
        self._place(self.entry)
        self.entry.submitted.connect(self._on_submitted)
        self.entry.forgotten.connect(self._on_forgotten)
        self.entry.restore_wanted.connect(self.restore_wanted)

    @property
    def recovery(self) -> "RecoveryCard":
        """The card of the recovery sheet, loaded and built when it is first wanted: the login is painted sooner."""
        if self._recovery is None:
            card: RecoveryCard = load_classes("shequ_desk.office.page.forgotten").RecoveryCard()
            card.submitted.connect(self._on_recovered)
            card.left.connect(self._on_left)
            card.restore_wanted.connect(self.restore_wanted)
            self._place(card)
            self._recovery = card
        return self._recovery

    def show_error(self, error: DeskError) -> None:
        """Show what went wrong beside its field and let the clerk try again."""
        self._card().show_error(error)

    def say(self, text: str) -> None:
        """Say what was done, in green, until the next answer."""
        self.entry.banner.show_text(text, "green")

    def busy(self) -> bool:
        """Return whether an answer is awaited."""
        return self._card().waiting()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._card().start()

    def _card(self) -> "_EntryCard | RecoveryCard":
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

    def _place(self, card: AskingCard) -> None:
        """Put a card into the middle: last, since every part put into another is measured and dressed once more."""
        inside = Steady()
        area = scrolled(inside, place=self._stack)
        self._stack.addWidget(area)
        inside.setLayout(column(None, row(None, card, None), None, margins=(16, 16, 16, 16)))


class _EntryCard(AskingCard):
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
        self.add(self.banner, self.restore, self.form, 4, self.main, self.bar, row(None, forgot, None))

    def show_error(self, error: DeskError) -> None:
        """Also mark the password, so that typing replaces it."""
        super().show_error(error)
        self.password.selectAll()

    @Slot()
    def _on_forgot(self) -> None:
        if not self.waiting():
            self.forgotten.emit()
