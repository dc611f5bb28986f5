"""The settings page: a list of sections filtered by rights, each built when it is first opened."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from shequ_desk.desk.counter import Context, Counter
from shequ_desk.desk.page import Page
from shequ_desk.desk.theme import px
from shequ_desk.desk.turns import turn
from shequ_desk.desk.widgets import Card, column, row, scrolled
from shequ_desk.office.page.accounts_tab import AccountsTab
from shequ_desk.office.page.audit_tab import AuditTab
from shequ_desk.office.page.backup_tab import BackupTab
from shequ_desk.office.page.centre_tab import CentreTab
from shequ_desk.office.page.holidays_tab import HolidaysTab
from shequ_desk.office.page.password_tab import PasswordTab
from shequ_desk.office.page.pc_tab import PcTab
from shequ_desk.office.page.recovery_tab import RecoveryTab
from shequ_desk.office.page.sections import SectionList
from shequ_desk.office.page.verify_tab import VerifyTab
from shequ_desk.office.service import Seat
from shequ_desk.store.verify import Hook


@dataclass(frozen=True)
class Section:
    """One entry of the list; a clerk with any of `rights` sees it, everybody when there are none."""

    key: str
    title: str
    rights: frozenset[str]
    build: Callable[[], Page]


class SettingsPage(Page):
    """`counters` with a settings page get a section each; `verify_hooks` are the slices' own checks."""

    def __init__(
        self, context: Context, seat: Seat, counters: Sequence[Counter], verify_hooks: Sequence[Hook] = ()
    ) -> None:
        super().__init__()
        self._context, self._seat, self._hooks = context, seat, verify_hooks
        held = context.clerk.permissions
        self.sections = [s for s in (*self._own(), *self._of(counters)) if not s.rights or s.rights & held]
        self._built: dict[str, Page] = {}
        self.list, self._stack = SectionList([section.title for section in self.sections]), QStackedWidget()
        self._lay_out()
        self.list.chosen.connect(self._on_chosen)
        self.list.entered.connect(self._on_entered)
        self.list.setCurrentRow(0)

    def open(self, key: str) -> Page:
        """Show a section by key. Raises ValueError when the clerk has no such section."""
        self.list.setCurrentRow([section.key for section in self.sections].index(key))
        return self._built[key]

    def current(self) -> Page:
        """Return the section on show."""
        return self._built[self.sections[self.list.currentRow()].key]

    def show_person(self, person_id: int, action: str = "") -> None:
        """Open the section that `action` names, "canteen", or one of its tabs, "canteen/优惠规则"."""
        key, _, tab = action.partition("/")
        self.open(key).show_person(person_id, tab)

    def shown(self) -> None:
        self.current().shown()
        self.list.setFocus()

    def refresh(self, topic: str) -> None:
        self.current().refresh(topic)

    def back(self) -> bool:
        if self.current().back():
            return True
        inside = self.current().isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        if inside:
            self.list.setFocus()
        return inside

    def _own(self) -> list[Section]:
        context, seat = self._context, self._seat
        settings, backup = frozenset({"office.settings"}), frozenset({"office.backup"})
        accounts, audit = frozenset({"office.accounts"}), frozenset({"office.audit"})
        return [
            Section("centre", "中心", settings, lambda: CentreTab(context)),
            Section("holidays", "节假日", settings, lambda: HolidaysTab(context)),
            Section("accounts", "账号", accounts, lambda: AccountsTab(context, seat)),
            Section("password", "我的密码", frozenset(), lambda: PasswordTab(context, seat)),
            Section("pc", "打印机与显示", frozenset(), lambda: PcTab(context)),
            Section("backup", "备份与恢复", backup, lambda: BackupTab(context, seat)),
            Section("verify", "核对", backup | audit, lambda: VerifyTab(context, seat, self._hooks)),
            Section("recovery", "恢复单", accounts, lambda: RecoveryTab(context, seat)),
            Section("audit", "操作记录", audit, lambda: AuditTab(context)),
        ]

    def _of(self, counters: Sequence[Counter]) -> list[Section]:
        return [
            Section(counter.key, counter.settings_title or counter.title, frozenset({_right(counter)}), build)
            for counter in counters
            if (build := _builder(counter, self._context)) is not None
        ]

    def _lay_out(self) -> None:
        side = Card()
        side.body.setContentsMargins(6, 8, 6, 8)
        side.add(self.list)
        side.setFixedWidth(px(176))
        self.setLayout(row(side, self._stack, spacing=14))

    @Slot(int)
    def _on_chosen(self, place: int) -> None:
        section = self.sections[place]
        if section.key not in self._built:
            page = section.build()
            turn()
            self._built[section.key] = page
            page.setAccessibleName(section.title)
            self._stack.addWidget(_framed(page))
        frame = self._built[section.key].parentWidget()
        while frame is not None and frame.parentWidget() is not self._stack:
            frame = frame.parentWidget()
        assert frame is not None
        self._stack.setCurrentWidget(frame)
        self.current().shown()

    @Slot()
    def _on_entered(self) -> None:
        self.focusNextPrevChild(True)


def _builder(counter: Counter, context: Context) -> Callable[[], Page] | None:
    make = counter.settings_page
    if make is None:
        return None

    def build() -> Page:
        return make(context)

    return build


def _framed(page: Page) -> QWidget:
    holder = QWidget()
    holder.setLayout(column(page))
    return scrolled(holder)


def _right(counter: Counter) -> str:
    return counter.settings_permission or counter.permission
