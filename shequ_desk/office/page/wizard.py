"""The first run in an empty folder. Nothing is written before the last question is answered."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget

from shequ_desk.desk.actions import Action, button, set_enabled
from shequ_desk.desk.jobs import Jobs
from shequ_desk.desk.messages import Messages
from shequ_desk.desk.printing import Printing
from shequ_desk.desk.speaker import Speaker
from shequ_desk.desk.theme import px
from shequ_desk.desk.widgets import Banner, Card, column, row, rule, scrolled
from shequ_desk.kernel.clock import Clock
from shequ_desk.kernel.errors import DeskError, Refusal
from shequ_desk.office.page.frame import EntryWindow, Steady, busy_bar
from shequ_desk.office.page.recovery_card import RecoveryCard
from shequ_desk.office.page.steps import AdminStep, CentreStep, OpeningStep, RestoreStep, Step
from shequ_desk.office.rules import Founding

_RECOVERY, _RESTORE = 3, 4
_LEAVING = "中心已经建好，下次直接登录；没有印好的恢复单请在“设置—恢复单”里重新签发"


class _RecoveryStep(Step):
    TITLE = "恢复单"
    VERB = "完成"
    WORDS = "中心已经建好。这张单是忘记密码或换电脑时唯一的备用钥匙，只显示这一次：请打印一份，收进保险柜。"

    def __init__(self, printing: Printing) -> None:
        super().__init__()
        self.card = RecoveryCard(printing)
        self.form = self.card.form
        self.lines.addWidget(self.card)

    def check(self) -> None:
        """Raise Refusal when the key was not typed back rightly."""
        self.card.check()

    def start(self) -> None:
        """Leave the cursor at the field to type into."""
        self.card.edit.setFocus()


class Wizard(EntryWindow):
    """Signals: `founding_ready(object)` the answers, a Founding; `restore_asked(str, str)` backup folder and recovery
    key; `left()` no backup after all; `finished()` the recovery key was typed back; `closed()`.
    """

    founding_ready = Signal(object)
    restore_asked = Signal(str, str)
    left = Signal()
    finished = Signal()

    def __init__(
        self, clock: Clock, jobs: Jobs, messages: Messages, printing: Printing, backups: Path | None = None
    ) -> None:
        """`backups` are those of a centre whose data does not open: nothing is asked but which to bring back."""
        super().__init__("从备份恢复" if backups else "第一次使用")
        self._mending = backups is not None
        self._clock, self._jobs, self._messages = clock, jobs, messages
        self._leaving = False
        printing.host = self
        self.centre, self.admin = CentreStep(), AdminStep()
        self.opening = OpeningStep(clock.now().date())
        self.recovery, self.restore = _RecoveryStep(printing), RestoreStep(backups)
        self.steps: list[Step] = [self.centre, self.admin, self.opening, self.recovery, self.restore]
        self.stack, self.banner, self.bar = QStackedWidget(), Banner("red"), busy_bar("请稍候")
        self._at, self._asked = 0, False
        self._lay_out()
        Speaker(messages, self, self.banner)
        self.centre.restore_wanted.connect(self._on_restore_wanted)
        self._go(_RESTORE if self._mending else 0)

    def show_error(self, error: DeskError) -> None:
        """Stop waiting; jump to the step whose field is wrong, else say it in the red banner."""
        self._wait(False)
        if not (isinstance(error, Refusal) and self._show_refusal(error)):
            self.banner.show_text(error.sentence)

    def show_recovery(self, key: str) -> None:
        """The centre is made: show the recovery key once."""
        self._wait(False)
        self.recovery.card.show_key(key, self.centre.name.plain(), self._clock.now().date())
        self._go(_RECOVERY)

    def at(self) -> Step:
        """Return the step on show."""
        return self.steps[self._at]

    def waiting(self) -> bool:
        """Return whether an answer is awaited."""
        return self._asked

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.at().start()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._at == _RECOVERY and not self._leaving:
            event.ignore()
            self._messages.ask_once("还没有把恢复单输回来，现在关闭？", "关闭", self._leave, detail=_LEAVING)
        else:
            super().closeEvent(event)

    def _leave(self) -> None:
        self._leaving = True
        self.close()

    def _lay_out(self) -> None:
        for step in self.steps:
            self.stack.addWidget(_framed(step))
        self.main = button(Action("wizard.next", "下一步", "Enter", self._on_next), self, "primary", height=44)
        self.main.setMinimumWidth(px(180))
        self.back_button = button(Action("wizard.back", "上一步", "Esc", self._on_back), self, height=44)
        card = Card(spacing=0)
        card.body.setContentsMargins(0, 0, 0, 0)
        foot = row(self.back_button, self.bar, self.main, spacing=12, margins=(24, 12, 24, 16))
        head = column(self.banner, margins=(24, 16, 24, 0))
        card.add(head, self.stack, rule(), foot)
        content = QWidget()
        content.setLayout(column(card, margins=(20, 20, 20, 20)))
        self.fill(content)

    def _go(self, place: int) -> None:
        self._at = place
        self.banner.show_text("")
        self.stack.setCurrentIndex(place)
        self.main.setText(self.at().VERB)
        self.main.setAccessibleName(self.at().VERB)
        self.back_button.setVisible(place not in (0, _RECOVERY))
        shown = [step.TITLE for step in self.steps[:_RESTORE]]
        self.brand.show_steps(*(([self.restore.TITLE], 0) if place == _RESTORE else (shown, place)))
        if self.isVisible():
            self.at().start()

    def _wait(self, asked: bool) -> None:
        self._asked = asked
        self.bar.setVisible(asked)
        set_enabled(self, "wizard.next", not asked)
        self.back_button.setEnabled(not asked)
        self.stack.setEnabled(not asked)

    def _show_refusal(self, refusal: Refusal) -> bool:
        for place in (self._at, *(() if self._mending else range(_RECOVERY))):
            if refusal.field in self.steps[place].form.rows:
                self._go(place)
                return self.at().form.show_refusal(refusal)
        return False

    def _founding(self) -> Founding:
        admin = self.admin.value()
        return Founding(
            self.centre.value(),
            admin.login,
            admin.name,
            admin.password,
            self.opening.receipt.value(),
            self.opening.value(),
        )

    @Slot()
    def _on_next(self) -> None:
        self.banner.show_text("")
        self.at().form.clear_errors()
        try:
            self.at().check()
        except Refusal as refusal:
            self.show_error(refusal)
            return
        self._forward()

    def _forward(self) -> None:
        if self.at() is self.opening:
            self._wait(True)
            self.founding_ready.emit(self._founding())
        elif self.at() is self.restore:
            self._wait(True)
            self.restore_asked.emit(self.restore.folder.plain(), self.restore.key.plain())
        elif self.at() is self.recovery:
            self.finished.emit()
        else:
            self._go(self._at + 1)

    @Slot()
    def _on_back(self) -> None:
        if not self.back_button.isVisible() or self._asked:
            return
        if self._mending:
            self.left.emit()
        else:
            self._go(0 if self._at == _RESTORE else self._at - 1)

    @Slot()
    def _on_restore_wanted(self) -> None:
        self._go(_RESTORE)


def _framed(step: Step) -> QScrollArea:
    inside = Steady()
    inside.setLayout(column(step, None, margins=(24, 16, 24, 8)))
    area = scrolled(inside)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
