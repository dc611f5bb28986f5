"""Is everything still as it was written? One button, a bar, the findings with what to do."""

from collections.abc import Sequence

from PySide6.QtCore import Slot

from shequ_desk.desk.actions import Action, button, set_enabled
from shequ_desk.desk.counter import Context
from shequ_desk.desk.page import Page
from shequ_desk.desk.rows import RowsView, WholeRow
from shequ_desk.desk.theme import px
from shequ_desk.desk.widgets import Banner, Card, Label, column, row
from shequ_desk.kernel.errors import DeskError
from shequ_desk.kernel.figures import Column
from shequ_desk.office import service as office
from shequ_desk.office.page.frame import busy_bar
from shequ_desk.office.service import Seat
from shequ_desk.store.verify import Finding, Hook

_COLUMNS = (Column("message", "发现", weight=1), Column("way_out", "怎么办", weight=1))
_WORDS = (
    "逐页检查数据文件、数据结构、防篡改保护、操作记录的校验链和凭证编号有没有断号。不改任何数据，期间可以照常办理业务。"
)


class VerifyTab(Page):
    """`hooks` are the slices' own checks."""

    def __init__(self, context: Context, seat: Seat, hooks: Sequence[Hook]) -> None:
        super().__init__()
        self._context, self._seat, self._hooks = context, seat, tuple(hooks)
        self.bar, self.result = busy_bar("正在核对"), Banner("green")
        self.view = RowsView(_COLUMNS, "核对发现", looks={"message": "red"}, empty="还没有核对", advice="按 Enter 开始")
        self.view.setMinimumHeight(px(240))
        start = button(Action("verify.start", "开始核对", "Enter", self._on_start), self, "primary", height=44)
        card = Card("核对")
        card.add(Label(_WORDS, "small", wrap=True), row(start, None), self.bar, self.result, self.view)
        card.add(WholeRow(self.view))
        self.setLayout(column(card))

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Show what is not right, or that all is."""
        self._wait(False)
        at = f"{self._context.clock.now():%H:%M}"
        good = f"✓ {at} 核对完成，数据完整，没有发现问题"
        bad = f"✗ {at} 核对完成，发现 {len(findings)} 个问题"
        self.result.show_text(bad if findings else good, "red" if findings else "green")
        self.view.show_empty("没有发现问题")
        self.view.show_rows(findings)

    def _wait(self, asked: bool) -> None:
        set_enabled(self, "verify.start", not asked)
        self.bar.setVisible(asked)

    @Slot()
    def _on_start(self) -> None:
        seat, hooks = self._seat, self._hooks
        self._wait(True)

        def work(_progress: object, _cancelled: object) -> tuple[Finding, ...]:
            return office.check(seat, hooks)

        self._context.jobs.run(work, self.show_findings, self._on_failed, "核对")

    def _on_failed(self, error: DeskError) -> None:
        self._wait(False)
        self._context.messages.show(error)
