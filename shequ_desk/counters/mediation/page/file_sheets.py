"""The file: signed originals recorded with date and pages, papers that cannot be had explained."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.page.base import CaseSheet
from shequ_desk.counters.mediation.page.choices import of
from shequ_desk.counters.mediation.rules import DOCUMENTS, EXCUSABLE, CaseView, Original
from shequ_desk.desk.actions import Action, button
from shequ_desk.desk.counter import Context
from shequ_desk.desk.fields import ChoiceBox, NumberEdit, ReasonEdit
from shequ_desk.desk.rows import RowsView
from shequ_desk.desk.widgets import Label, heading
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.figures import Column
from shequ_desk.store.database import Work

BY_ACT = ("agreement", "oral", "notice", "binding", "identity")
"""Recorded by the act they belong to, not here."""

_OPENING = ("application", "registration", "rights")
_COLUMNS = (
    Column("title", "文书", weight=3),
    Column("signed_on", "签署日期", "date"),
    Column("pages", "页数", "int"),
    Column("copies", "份数", "int"),
    Column("clerk", "登记人"),
    Column("withdrawn", "撤回原因", weight=2),
)


class OriginalSheet(CaseSheet):
    """登记签字的原件: one paper a time; the list below shows what is there already."""

    DONE = "原件已登记入卷"

    def __init__(self, parent: QWidget, context: Context, view: CaseView, key: str = "") -> None:
        super().__init__(parent, context, view, "登记签字的原件", "登记", 760)
        self.key = ChoiceBox("key", "文书", _paper_options(view))
        self.signed_on = self.day("signed_on", "签署日期")
        self.pages, self.copies = NumberEdit("pages", "页数", 1, 500), NumberEdit("copies", "份数", 1, 99)
        self.scan = ChoiceBox("attachment_id", "扫描件（先用“记一笔”附上）", _scan_options(view))
        self.pages.set_value(1)
        self.copies.set_value(1)
        self.form.line((self.key, 6), (self.signed_on, 6))
        self.form.line((self.scan, 6), (self.pages, 3), (self.copies, 3))
        if key:
            self.key.choose(key)
        self._add_table()
        self.scan.currentIndexChanged.connect(self._on_scan)

    def act(self, work: Work, version: int) -> object:
        original = Original(
            self.key.value(), self.signed_on.value(), self.pages.value(), self.copies.value(), self.scan.optional()
        )
        return mediation.record_originals(work, self.view.id, (original,), version)

    def withdraw(self) -> None:
        """Take a wrongly recorded original back, after its reason."""
        self.context.messages.guard(self._withdraw, self)

    def _add_table(self) -> None:
        undo = button(Action("original.withdraw", "撤回选中的登记", "Alt+D", self.withdraw), self, "link")
        self.table = RowsView(_COLUMNS, "已登记的原件", looks={"title": "strong"}, empty="还没有登记原件")
        self.bend(self.table, 190, least=34 + 33 * 2)
        self.table.show_rows(list(self.view.originals))
        self.add(heading("已登记的原件", undo), self.table)
        self.add(Label("打印不算入卷：签字的原件登记了日期和页数才算。", "small", wrap=True))

    def _withdraw(self) -> None:
        chosen = self.table.current()
        if chosen is None or chosen.withdrawn:
            raise Refusal("还没有选要撤回的登记", "先在列表中选一行没有撤回过的")

        def go(reason: str) -> None:
            if self.context.messages.guard(lambda: self._take_back(chosen.id, reason), self):
                self.accept()
                self.context.messages.say(f"已撤回《{chosen.title}》的登记")

        self.context.messages.ask_text(f"撤回《{chosen.title}》的登记？", "原因", "撤回", go, least=2)

    def _take_back(self, original_id: int, reason: str) -> None:
        with self.context.database.work(self.context.clerk) as work:
            mediation.withdraw_original(work, self.view.id, original_id, reason, self.version)

    @Slot()
    def _on_scan(self) -> None:
        chosen = next((one for one in self.view.attachments if one.id == self.scan.optional()), None)
        if chosen is not None:
            self.pages.set_value(max(chosen.pages, 1))


class ExcuseSheet(CaseSheet):
    """缺件说明: a paper that cannot be had, and why."""

    DONE = "缺件说明已登记，会印在卷宗情况说明里"

    def __init__(self, parent: QWidget, context: Context, view: CaseView) -> None:
        super().__init__(parent, context, view, "登记缺件说明", "登记")
        self.key = ChoiceBox("key", "缺哪份文书", of(_excusable(view), "请选择"))
        self.reason = ReasonEdit("reason", "为什么缺")
        self.form.line((self.key, 5), (self.reason, 7))

    def act(self, work: Work, version: int) -> object:
        return mediation.excuse(work, self.view.id, self.key.value(), self.reason.value(), version)


def _excusable(view: CaseView) -> dict[str, str]:
    """Lacking papers that an explanation may stand for; the opening ones only when nobody came to an agreement."""
    apart = bool(view.ending or view.passing)
    allowed = {*EXCUSABLE, *_OPENING} if apart else {*EXCUSABLE} - {*_OPENING}
    lacking = (one for one in view.completeness.items if one.required and not one.present)
    return {one.key: one.title for one in lacking if one.key in allowed}


def _paper_options(view: CaseView) -> list[tuple[str, str]]:
    """What may be recorded here, the lacking papers first."""
    lacking = {one.key for one in view.completeness.items if one.required and not one.present}
    keys = [key for key in DOCUMENTS if key not in BY_ACT]
    first = [(key, f"{DOCUMENTS[key]}（缺）") for key in keys if key in lacking]
    return [*first, *((key, DOCUMENTS[key]) for key in keys if key not in lacking)]


def _scan_options(view: CaseView) -> list[tuple[int | None, str]]:
    return [(None, "没有扫描件"), *((one.id, f"{one.name}（{one.pages} 页）") for one in view.attachments)]
