"""Editors for new passwords and the recovery key: they say while typing what is wrong yet."""

from shequ_desk.desk.forms import LineEdit, SecretEdit
from shequ_desk.kernel.errors import Refusal
from shequ_desk.office.page.password_edit import PasswordEdit
from shequ_desk.store import recovery
from shequ_desk.store.passwords import PasswordRule

PASSWORD_ADVICE = "至少 8 个字符，大写、小写、数字、符号（或汉字）里有三种"
_GROUP = 5


class NewPasswordEdit(PasswordEdit):
    """A new password, measured against the rule while typing; it must not hold the login."""

    def __init__(self, login: LineEdit | str, name: str = "password", label: str = "密码") -> None:
        super().__init__(name, label)
        self._login = login
        self.setPlaceholderText("至少 8 个字符，四种里有三种")

    def login(self) -> str:
        """Return the login the password is for."""
        return self._login if isinstance(self._login, str) else self._login.plain()

    def value(self) -> str:
        """Return the password; raises Refusal naming this field when it is too easy."""
        try:
            PasswordRule().check(self.text(), self.login() or "\0")
        except Refusal as refusal:
            raise self.refusal(refusal.message, refusal.way_out) from refusal
        return self.text()

    def live(self) -> str:
        """Return what the password still lacks."""
        try:
            self.value()
        except Refusal as refusal:
            return refusal.message if self.text() else ""
        return super().live() or "✓ 可以"


class RepeatEdit(PasswordEdit):
    """The same password once more."""

    def __init__(self, first: SecretEdit, name: str = "repeat", label: str = "再输一遍密码") -> None:
        super().__init__(name, label)
        self._first = first

    def value(self) -> str:
        """Return the password; raises Refusal when it differs from the first."""
        if self.text() != self._first.text():
            raise self.refusal("两遍密码不一样", "请重新输入这一遍")
        return self.text()

    def live(self) -> str:
        """Return whether both are the same, once as long as the first."""
        if len(self.text()) < len(self._first.text()) or not self.text():
            return super().live()
        return "✓ 一致" if self.text() == self._first.text() else "和上面的不一样"


class RecoveryEdit(LineEdit):
    """The recovery key as printed: six groups of five; a group is checked as soon as it is whole."""

    def __init__(self, name: str = "recovery", label: str = "恢复密钥") -> None:
        super().__init__(name, label, "六组，每组 5 个字符，大小写、空格、横线都不要紧")

    def value(self) -> str:
        """Return the key as typed; raises Refusal naming the mistyped group."""
        try:
            recovery.secret(self.text())
        except Refusal as refusal:
            raise self.refusal(refusal.message, refusal.way_out) from refusal
        return self.plain()

    def live(self) -> str:
        """Return how many groups are there, and the first wrong one."""
        whole = sum(1 for char in self.text() if char.isalnum()) // _GROUP
        try:
            self.value()
        except Refusal as refusal:
            place = next((n for n in range(1, whole + 1) if f"第 {n} 组" in refusal.message), 0)
            return refusal.message if place else f"已输入 {whole} 组，共 {recovery.GROUPS} 组" if self.plain() else ""
        return "✓ 六组都对"
