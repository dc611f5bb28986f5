"""结账 and 签发 beside the paper: who closed, who signed when, the next act with its key."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from shequ_desk.counters.reports import service as reports
from shequ_desk.counters.reports.page.closing import closer, signer, withdrawer
from shequ_desk.counters.reports.rules import CLOSE
from shequ_desk.counters.reports.rules.closing import RIGHTS, Closed
from shequ_desk.desk.actions import Action, button
from shequ_desk.desk.counter import Context, Counter
from shequ_desk.desk.jobs import Cancelled, Progress
from shequ_desk.desk.widgets import Card, Label, clear, column, row
from shequ_desk.kernel.dates import Month
from shequ_desk.kernel.errors import DeskError, Refusal
from shequ_desk.office import service as office

_KEY = "Ctrl+J"


@dataclass(frozen=True)
class _Standing:
    """How a month stands; `over`: it may be closed now."""

    month: Month
    closed: Closed | None
    over: bool


class CloseCard(Card):
    """One button: close the month, or sign the step that waits.

    Signals: `changed()` a close or signature was made; `told(bool)` whether the month on show is closed.
    """

    changed = Signal()
    told = Signal(bool)

    def __init__(self, context: Context, counters: Sequence[Counter]) -> None:
        self._closed_by = Label("", "small")
        super().__init__("结账与签发", self._closed_by, spacing=6)
        self._closed_by.hide()
        self._context, self._counters = context, counters
        self._month = Month.of(context.clock.now().date())
        self._lines = column(spacing=4)
        self.add(self._lines)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_month(self, month: Month) -> None:
        """Read how a month stands."""
        self._month = month
        self._context.jobs.run(_reader(self._context, month), self._show)

    def ask_close(self) -> None:
        """Ask once, then close; red checks ask the director for a reason."""
        text = f"结账并锁定 {self._month.text}"
        detail = "结账后本月的数字、清单和报表不再改变；以后的更正列入下期。"
        self._context.messages.ask_once(text, "结账", partial(self._close, self._month, ""), detail=detail)

    def ask_sign(self) -> None:
        """Ask once, then sign as the clerk at work."""
        clerk, month = self._context.clerk, self._month
        text = f"以 {clerk.name} 的名义签署 {month.text}月报"
        detail = "签发以前，签字的人可以撤回；签发以后不能撤回。"
        self._context.messages.ask_once(text, "签字", partial(self._sign, month), detail=detail)

    def ask_withdraw(self) -> None:
        """Ask why, then take the clerk's own newest signature back."""
        text = f"撤回您在{self._month.text}月报上的签字"
        self._context.messages.ask_text(text, "撤回原因", "撤回签字", partial(self._withdraw, self._month), least=2)

    def texts(self) -> list[str]:
        """The lines on show."""
        return [label.text() for label in self.findChildren(Label) if label.isVisible()]

    def _show(self, standing: _Standing) -> None:
        if standing.month != self._month:
            return
        clear(self._lines)
        body, lines = QWidget(), column(spacing=2)
        closed = standing.closed
        self._closed_by.setText(f"{closed.closed_at:%m-%d} {closed.clerk_name} 结账" if closed else "")
        self._closed_by.setVisible(closed is not None)
        if closed is None:
            word = "未结账" if standing.over else "尚未结束，月末后结账"
            lines.addWidget(Label(f"{standing.month.text}{word}", "muted"))
            verb = f"结账并锁定 {standing.month.month} 月"
            self._offer(lines, body, CLOSE if standing.over else "", verb, self.ask_close)
        else:
            for sign in closed.signs:
                day = f"{sign.day:%m-%d}" if sign.day else ""
                lines.addLayout(row(Label(sign.step), Label(sign.name or "—", "strong"), None, Label(day, "small")))
            step = closed.next_step
            self._offer(lines, body, RIGHTS.get(step, ""), f"{step}签字", self.ask_sign)
            if step and closed.last_signer == self._context.clerk.id:
                lines.addWidget(
                    button(Action("reports.withdraw", "撤回签字", "Ctrl+U", self.ask_withdraw), body, "link")
                )
        body.setLayout(lines)
        self._lines.addWidget(body)
        self.updateGeometry()
        self.told.emit(closed is not None)

    def _offer(self, lines: QVBoxLayout, owner: QWidget, right: str, text: str, act: Callable[[], None]) -> None:
        if right in self._context.clerk.permissions:
            lines.addWidget(button(Action("reports.close", text, _KEY, act), owner))

    def _close(self, month: Month, reason: str) -> None:
        context = self._context
        work = closer(context.database, context.clerk, self._counters, month, reason)
        done, failed = partial(self._closed, month), partial(self._close_failed, month)
        context.jobs.run(work, done, failed, title=f"结账 {month.text}")

    def _closed(self, month: Month, _result: None) -> None:
        self._context.messages.say(f"{month.text}已结账，报表已锁定")
        self._again()

    def _close_failed(self, month: Month, error: DeskError) -> None:
        if isinstance(error, Refusal) and error.field == "reason":
            ask = self._context.messages.ask_text
            ask(error.message, "原因（印在月报上）", "说明原因并结账", partial(self._close, month), least=2)
        else:
            self._context.messages.show(error)

    def _sign(self, month: Month) -> None:
        context = self._context
        context.jobs.run(signer(context.database, context.clerk, month), self._signed, title="签字")

    def _withdraw(self, month: Month, reason: str) -> None:
        context = self._context
        work = withdrawer(context.database, context.clerk, month, reason)
        context.jobs.run(work, self._withdrawn, title="撤回签字")

    def _withdrawn(self, step: str) -> None:
        self._context.messages.say(f"{step}的签字已撤回，已记入操作记录")
        self._again()

    def _signed(self, step: str) -> None:
        self._context.messages.say(f"{step}已签字")
        self._again()

    def _again(self) -> None:
        self.show_month(self._month)
        self.changed.emit()


def _reader(context: Context, month: Month) -> Callable[[Progress, Cancelled], _Standing]:
    def work(_progress: Progress, _cancelled: Cancelled) -> _Standing:
        with context.database.reading(context.clerk) as reading:
            closed = next((one for one in reports.closed_months(reading) if one.month == month), None)
            return _Standing(month, closed, office.begun(reading) <= month.last < reading.today)

    return work
