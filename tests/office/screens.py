"""Page objects of the office: they type with setText and press with real keys, as a clerk would."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from shequ_desk.catalogue import VERIFY_HOOKS
from shequ_desk.desk.forms import Form
from shequ_desk.office.page.accounts_tab import AccountSheet, AccountsTab
from shequ_desk.office.page.login import LoginWindow
from shequ_desk.office.page.settings import SettingsPage
from shequ_desk.office.page.wizard import Wizard
from tests.desk.keys import press
from tests.office.kit import CENTRE, PASSWORD, Office


def settle() -> None:
    """Let what is posted happen, also what is to be deleted."""
    for _ in range(6):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def shown(qtbot: QtBot, window: QWidget) -> None:
    """Show a window with the focus in it."""
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    settle()


def errors(form: Form) -> dict[str, str]:
    """Red lines on show by field."""
    return {name: row.error() for name, row in form.rows.items() if row.error()}


class LoginScreen:
    """The login as a clerk uses it."""

    def __init__(self, qtbot: QtBot, last: str = "") -> None:
        self.window = LoginWindow(last)
        self.asked: list[tuple[str, ...]] = []
        self.window.submitted.connect(self._on_submitted)
        self.window.recovered.connect(self._on_recovered)
        shown(qtbot, self.window)

    def sign_in(self, login: str, password: str) -> None:
        """Type both and press Enter."""
        self.window.entry.login.setText(login)
        self.window.entry.password.setText(password)
        press(self.window.entry.password, Qt.Key.Key_Return)

    def forgot(self, key: str, login: str, password: str, repeat: str) -> None:
        """F2, then the recovery sheet."""
        press(self.window, Qt.Key.Key_F2)
        card = self.window.recovery
        typed = zip((card.key, card.login, card.password, card.repeat), (key, login, password, repeat), strict=True)
        for editor, text in typed:
            editor.setText(text)
        press(card.repeat, Qt.Key.Key_Return)

    def _on_submitted(self, login: str, password: str) -> None:
        self.asked.append((login, password))

    def _on_recovered(self, key: str, login: str, password: str) -> None:
        self.asked.append((key, login, password))


class WizardScreen:
    """The first run, answered by keyboard."""

    def __init__(self, qtbot: QtBot, office: Office) -> None:
        context = office.context
        self.window = Wizard(context.clock, context.jobs, context.messages, context.printing)
        shown(qtbot, self.window)

    def enter(self) -> None:
        """Press Enter where the cursor is."""
        settle()
        press(self.window.focusWidget(), Qt.Key.Key_Return)
        settle()

    def answer_centre(self) -> None:
        """Step 1."""
        self.window.centre.name.setText(CENTRE.name)
        self.window.centre.code.setText(CENTRE.code)
        self.enter()

    def answer_admin(self) -> None:
        """Step 2."""
        step = self.window.admin
        step.login.setText("wanglan")
        step.name.setText("王岚")
        step.password.setText(PASSWORD)
        step.repeat.setText(PASSWORD)
        self.enter()


class SettingsScreen:
    """The settings page in a window of its own."""

    def __init__(self, qtbot: QtBot, office: Office) -> None:
        self.office, self._qtbot = office, qtbot
        self.page = SettingsPage(office.context, office.seat, [], VERIFY_HOOKS)
        self.page.resize(1250, 640)
        shown(qtbot, self.page)

    def keys(self) -> list[str]:
        """Sections on the list."""
        return [section.key for section in self.page.sections]

    def open(self, key: str) -> QWidget:
        """Go to a section."""
        tab = self.page.open(key)
        settle()
        return tab

    def ctrl(self, key: Qt.Key) -> None:
        """Press Ctrl and a key, once the window has the focus again."""
        self.page.activateWindow()
        settle()
        press(self.page.current(), key, Qt.KeyboardModifier.ControlModifier)
        settle()

    def enter(self, where: QWidget) -> None:
        """Press Enter with the cursor in a field."""
        self.page.activateWindow()
        where.setFocus()
        settle()
        press(where, Qt.Key.Key_Return)
        settle()

    def accounts(self) -> AccountsTab:
        """The section of accounts."""
        tab = self.open("accounts")
        assert isinstance(tab, AccountsTab)
        return tab

    def sheet(self) -> QDialog:
        """The sheet that is open."""
        settle()
        return next(one for one in self.page.findChildren(QDialog) if one.isVisible())

    def account_sheet(self) -> AccountSheet:
        """The open sheet of an account."""
        sheet = self.sheet()
        assert isinstance(sheet, AccountSheet)
        return sheet

    def wait(self, ready: Callable[[], bool]) -> None:
        """Let jobs come back."""
        self._qtbot.waitUntil(ready, timeout=10_000)
        settle()

    def idle(self) -> None:
        """Wait until no job runs."""
        self.wait(self.office.context.jobs.idle)
