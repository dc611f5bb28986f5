"""Who may sign in with which roles: list, add, change roles, stop, bring back, reset a password."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.desk.actions import Action, button, set_enabled
from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import LineEdit, Tick
from shequ_desk.desk.page import Page
from shequ_desk.desk.rows import RowsView, WholeRow
from shequ_desk.desk.theme import Tone, px
from shequ_desk.desk.widgets import Card, Label, column, row
from shequ_desk.kernel.figures import Column
from shequ_desk.office import service as office
from shequ_desk.office.page.edits import NewPasswordEdit, RepeatEdit
from shequ_desk.office.page.form_sheet import FormSheet
from shequ_desk.office.rules import Account, check_account
from shequ_desk.office.service import Seat
from shequ_desk.office.words import ROLE_WORDS
from shequ_desk.store.rights import ROLES

_COLUMNS = (
    Column("login", "登录名", weight=1),
    Column("name", "姓名", weight=1),
    Column("roles", "岗位", weight=3),
    Column("state", "状态"),
)
_STATE = 3


class AccountsTab(Page):
    """The list with what can be done to the account under the cursor."""

    def __init__(self, context: Context, seat: Seat) -> None:
        super().__init__()
        self._context, self._seat = context, seat
        self._accounts: Sequence[Account] = ()
        self.view = RowsView(_COLUMNS, "账号", looks={"login": "strong"}, tones={"state": _tone})
        self.view.setMinimumHeight(px(260))
        self._lay_out()
        self.view.row_selected.connect(self._on_selected)
        self.view.row_activated.connect(self._on_activated)

    def shown(self) -> None:
        with self._context.database.reading(self._context.clerk) as work:
            self._accounts = office.accounts(work)
        self.view.show_rows([_line(account) for account in self._accounts])
        self.view.select(max(self.view.currentIndex().row(), 0))

    def account(self) -> Account | None:
        """Return the account under the cursor."""
        place = self.view.currentIndex().row()
        return self._accounts[place] if 0 <= place < len(self._accounts) else None

    def stop(self, account: Account) -> None:
        """Shut one out; raises Refusal for the last administrator."""
        stopped = Account(account.id, account.login, account.name, account.roles, active=False)
        with self._context.database.work(self._context.clerk) as work:
            office.change_account(work, self._seat.keys, stopped)
        self.changed(account)

    def changed(self, account: Account) -> None:
        """Show the list anew; who changed the own account works on with the rights of this sign-in, and is told."""
        self.shown()
        if account.id == self._context.clerk.id:
            self._context.messages.say("改的是您自己的账号：锁屏再登录后起作用")

    def _lay_out(self) -> None:
        add = button(Action("accounts.add", "添加同事", "Ctrl+N", self._on_add), self, "primary", height=36)
        self._stop = button(Action("accounts.stop", "停用", "Ctrl+D", self._on_stop), self)
        line = row(
            add,
            button(Action("accounts.change", "改姓名和岗位", "Ctrl+E", self._on_change), self),
            button(Action("accounts.reset", "重设密码", "Ctrl+R", self._on_reset), self),
            self._stop,
            None,
        )
        card = Card("账号")
        words = "岗位可以兼任，兼任情况会写进操作记录。停用的账号不能登录，用“重设密码”恢复使用。"
        card.add(Label(words, "small", wrap=True), self.view, WholeRow(self.view), line)
        self.setLayout(column(card))

    @Slot(object)
    def _on_selected(self, _row: object) -> None:
        account = self.account()
        set_enabled(self, "accounts.stop", account is not None and account.active)

    @Slot(object)
    def _on_activated(self, _row: object) -> None:
        self._on_change()

    @Slot()
    def _on_add(self) -> None:
        AccountSheet(self, self._context, self._seat, None).open()

    @Slot()
    def _on_change(self) -> None:
        if account := self.account():
            AccountSheet(self, self._context, self._seat, account).open()

    @Slot()
    def _on_reset(self) -> None:
        if account := self.account():
            ResetSheet(self, self._context, self._seat, account).open()

    @Slot()
    def _on_stop(self) -> None:
        account = self.account()
        if account is None or not account.active:
            return

        def yes() -> None:
            self._context.messages.guard(lambda: self.stop(account))

        text = f"停用 {account.name}（{account.login}）的账号？"
        self._context.messages.ask_once(text, "停用", yes, detail="停用后不能再登录；以前办过的业务不变")


class AccountSheet(FormSheet):
    """A new colleague, or another name and other roles for one."""

    def __init__(self, tab: AccountsTab, context: Context, seat: Seat, account: Account | None) -> None:
        self.login, self.name = LineEdit("login", "登录名", "字母、数字，例如 lina"), LineEdit("name", "姓名")
        self.password = NewPasswordEdit(self.login, label="第一次登录用的密码")
        self.repeat = RepeatEdit(self.password)
        new = account is None
        editors = (self.login, self.name, self.password, self.repeat) if new else (self.name,)
        title = "添加同事" if account is None else f"{account.name}（{account.login}）"
        super().__init__(tab.window(), context, title, "添加" if new else "保存", editors, width=600)
        self._tab, self._seat, self._account = tab, seat, account
        self.boxes = {key: _box(key) for key in ROLES}
        self.add(4, Label("岗位（可以多选）", "strong"))
        for key, box in self.boxes.items():
            self.add(_beside(box, ROLE_WORDS[key]))
        if account is not None:
            self._fill(account)

    def roles(self) -> tuple[str, ...]:
        """Return the roles chosen."""
        return tuple(key for key, box in self.boxes.items() if box.isChecked())

    def act(self) -> None:
        """Change the account; raises Refusal when nobody would be left to administer."""
        assert self._account is not None
        known = self._account
        with self.context.database.work(self.context.clerk) as work:
            changed = Account(known.id, known.login, self.name.value(), self.roles(), known.active)
            office.change_account(work, self._seat.keys, changed)
        self._tab.changed(changed)

    def submit(self) -> None:
        """Add as a job (the password is stretched), change at once."""
        if self._account is not None:
            super().submit()
        elif self.context.messages.guard(self._check, self):
            self._add()

    def _check(self) -> None:
        check_account(Account(0, self.login.plain(), self.name.plain(), self.roles()))
        self.password.value()
        self.repeat.value()

    def _add(self) -> None:
        account = Account(0, self.login.plain(), self.name.plain(), self.roles())
        password, context, seat = self.password.text(), self.context, self._seat

        def work() -> None:
            with context.database.work(context.clerk) as work:
                office.add_account(work, context.database, seat.keys, account, password)

        def done(_result: None) -> None:
            self._tab.shown()
            context.messages.say(f"已添加 {account.name}，请把登录名和密码当面告诉本人")

        self.run(work, done, "添加账号")

    def _fill(self, account: Account) -> None:
        self.name.setText(account.name)
        for key in account.roles:
            self.boxes[key].setChecked(True)


class ResetSheet(FormSheet):
    """A new password for a colleague; brings a stopped account back."""

    def __init__(self, tab: AccountsTab, context: Context, seat: Seat, account: Account) -> None:
        self.password = NewPasswordEdit(account.login, label="新密码")
        self.repeat = RepeatEdit(self.password)
        title = f"{'重设' if account.active else '恢复使用并重设'} {account.name}（{account.login}）的密码"
        super().__init__(tab.window(), context, title, "设新密码", (self.password, self.repeat))
        self.add(Label("请当面告诉本人，并请本人登录后在“我的密码”里改掉。", "small", wrap=True))
        self._tab, self._seat, self._account = tab, seat, account

    def submit(self) -> None:
        """Stretch the password in a job."""
        if self.context.messages.guard(self._check, self):
            self._reset()

    def _check(self) -> None:
        self.password.value()
        self.repeat.value()

    def _reset(self) -> None:
        password, context, seat, account = self.password.text(), self.context, self._seat, self._account

        def work() -> None:
            with context.database.work(context.clerk) as work:
                office.reset_password(work, context.database, seat.keys, account.id, password)

        def done(_result: None) -> None:
            self._tab.shown()
            context.messages.say(f"已为 {account.name} 设了新密码")

        self.run(work, done, "重设密码")


def _line(account: Account) -> tuple[str, str, str, str]:
    titles = [ROLES[role] for role in ROLES if role in account.roles]
    several = f"（兼任 {len(titles)} 岗）" if len(titles) > 1 else ""
    return account.login, account.name, "、".join(titles) + several, "在用" if account.active else "已停用"


def _tone(line: Sequence[str]) -> Tone:
    return "green" if line[_STATE] == "在用" else "grey"


def _box(role: str) -> Tick:
    box = Tick(ROLES[role])
    box.setObjectName(f"role.{role}")
    box.setAccessibleDescription(ROLE_WORDS[role])
    box.setMinimumWidth(px(110))
    return box


def _beside(box: Tick, words: str) -> QWidget:
    line = QWidget()
    line.setLayout(row(box, Label(words, "small"), None))
    return line
