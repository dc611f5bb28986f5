"""结账 and 签发 beside the paper: who closed, who signed when, the next act with its key."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from shequ_desk.counters.reports.rules import CLOSE
from shequ_desk.counters.reports.rules.closing import RIGHTS, Closed
from shequ_desk.desk.actions import Action, button
from shequ_desk.desk.widgets import Card, Label, clear, column, row
from shequ_desk.kernel.dates import Month
from shequ_desk.store.rights import Clerk


class CloseCard(Card):
    """Steps with names and days; one button: close the month, or sign the step that waits."""

    def __init__(self, clerk: Clerk, close: Callable[[], None], sign: Callable[[], None]) -> None:
        super().__init__("结账与签发", spacing=6)
        self._clerk, self._close, self._sign = clerk, close, sign
        self._lines = column(spacing=4)
        self.add(self._lines)

    def show_month(self, month: Month, closed: Closed | None, may_close: bool) -> None:
        """Show how a month stands; `may_close`: it is over and not before the program."""
        clear(self._lines)
        body = QWidget()
        lines = column(spacing=4)
        if closed is None:
            lines.addWidget(Label(f"{month.text}未结账" if may_close else f"{month.text}尚未结束", "muted"))
            self._offer(lines, body, CLOSE, may_close, f"结账并锁定 {month.month} 月", self._close)
        else:
            lines.addWidget(Label(f"{closed.closed_at:%m-%d} {closed.clerk_name} 结账", "muted"))
            for sign in closed.signs:
                day = f"{sign.day:%m-%d}" if sign.day else ""
                lines.addLayout(row(Label(sign.step), Label(sign.name or "—", "strong"), None, Label(day, "small")))
            step = closed.next_step
            self._offer(lines, body, RIGHTS.get(step, ""), bool(step), f"{step}签字", self._sign)
        body.setLayout(lines)
        self._lines.addWidget(body)

    def _offer(
        self, lines: object, owner: QWidget, right: str, open_now: bool, text: str, act: Callable[[], None]
    ) -> None:
        if open_now and right in self._clerk.permissions:
            lines.addWidget(button(Action("reports.close", text, "Ctrl+J", act), owner))  # type: ignore[attr-defined]
