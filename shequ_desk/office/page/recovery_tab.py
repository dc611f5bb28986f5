"""A new recovery sheet when the keeper changes or somebody may have seen the old one."""

from PySide6.QtCore import Slot

from shequ_desk.desk.actions import Action, button, set_enabled
from shequ_desk.desk.counter import Context
from shequ_desk.desk.page import Page
from shequ_desk.desk.widgets import Card, Label, column, row
from shequ_desk.office import service as office
from shequ_desk.office.page.recovery_card import RecoveryCard
from shequ_desk.office.service import Seat

_WORDS = (
    "恢复单是所有人都忘记密码、或电脑损坏更换时唯一的备用钥匙。保管人变动、怀疑被人看过时签发新的一张；"
    "旧单从签发起作废，但仍能打开以前做的备份。"
)


class RecoveryTab(Page):
    """Issue, print, type back."""

    def __init__(self, context: Context, seat: Seat) -> None:
        super().__init__()
        self._context, self._seat = context, seat
        self.key = RecoveryCard(context.printing)
        issue = button(Action("recovery.issue", "签发新恢复单", "Ctrl+N", self._on_issue), self, "primary", height=40)
        check = button(Action("recovery.check", "核对输入", "Enter", self._on_check), self, height=40)
        card = Card("恢复单")
        card.add(Label(_WORDS, wrap=True), row(issue, None))
        self.made = Card("新恢复单")
        self.made.add(Label("请马上打印，照着单子再输一遍，确认印得清楚。", "muted"), self.key, row(check, None))
        self.made.hide()
        self.setLayout(column(card, self.made, None, spacing=12))
        set_enabled(self, "recovery.check", False)

    def issue(self) -> None:
        """Make a new key and show it; the old sheet is void from now on."""
        context = self._context
        with context.database.work(context.clerk) as work:
            centre = office.centre(work)
            key = office.new_recovery_key(work, context.database, self._seat.keys)
        self.key.show_key(key, centre.name, context.clock.now().date(), centre.demo)
        self.made.show()
        set_enabled(self, "recovery.check", True)

    @Slot()
    def _on_issue(self) -> None:
        def yes() -> None:
            self._context.messages.guard(self.issue)

        self._context.messages.ask_once(
            "签发新恢复单？", "签发", yes, detail="以前打印的恢复单会立即作废，请准备好打印机"
        )

    @Slot()
    def _on_check(self) -> None:
        if self._context.messages.guard(self.key.check, self.key.form):
            self.key.forget()
            self.made.hide()
            set_enabled(self, "recovery.check", False)
            self._context.messages.say("恢复单核对无误，请收进保险柜，销毁旧单")
