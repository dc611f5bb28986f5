"""What the sheets of this desk share: plum, the first field has the cursor, a word when it is saved."""

from datetime import date, datetime
from typing import ClassVar

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from shequ_desk.counters.mediation.rules import CaseView
from shequ_desk.desk.counter import Context
from shequ_desk.desk.entry import EntrySheet
from shequ_desk.desk.fields import DayEdit, GridForm, TimeEdit
from shequ_desk.desk.sheets import Sheet
from shequ_desk.kernel.errors import Conflict, Refusal
from shequ_desk.store.database import Work


class GridSheet(Sheet):
    """A form on a grid of twelve columns; `write(work)` saves, refusals land beside their field.

    `DONE` is said afterwards. `first()` is where the cursor starts.
    """

    DONE: ClassVar[str] = "已登记"

    def __init__(self, parent: QWidget, context: Context, title: str, verb: str, width: int = 640) -> None:
        super().__init__(parent, title, verb, tone="plum", width=width)
        self.context = context
        self.form = GridForm()
        self.add(self.form)

    def write(self, work: Work) -> None:
        """Do the one thing this sheet is for."""
        raise AssertionError("a sheet without an act")

    def submit(self) -> None:
        """Save, close, say so."""
        self.form.clear_errors()
        if self.context.messages.guard(self.save, self):
            self.accept()
            self.context.messages.say(self.DONE)

    def first(self) -> QWidget:
        """The first field."""
        return next((field.editor for field in self.form.rows.values()), self.main)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.first().setFocus()

    def show_refusal(self, refusal: Refusal) -> bool:
        """Beside its field, else in the banner."""
        shown = self.form.show_refusal(refusal) or super().show_refusal(refusal)
        self.fit()
        return shown

    def day(self, name: str, label: str, day: date | None = None) -> DayEdit:
        """A field for a day, today unless told."""
        edit = DayEdit(name, label, self.context.clock)
        edit.set_value(day or self.context.clock.now().date())
        return edit

    def no_day(self, name: str, label: str) -> DayEdit:
        """An empty field for a day."""
        return DayEdit(name, label, self.context.clock)

    def save(self) -> None:
        """Write in one transaction."""
        with self.context.database.work(self.context.clerk) as work:
            self.write(work)


class PlumEntry(EntrySheet):
    """A short sheet of the settings in this desk's colour."""

    TONE = "plum"


class Moment:
    """A day and a time side by side, now unless told."""

    def __init__(self, context: Context, label: str = "日期") -> None:
        now = context.clock.now()
        self.day, self.time = DayEdit("at", label, context.clock), TimeEdit("time", "时间")
        self.day.set_value(now.date())
        self.time.set_value(now.time())

    def value(self) -> datetime:
        """The moment; Refusal naming the field."""
        return datetime.combine(self.day.value(), self.time.value())


class CaseSheet(GridSheet):
    """One act on a case. `act(work, version)` does it.

    When another window was first, what it changed is said above the fields, which keep what was typed; saving again
    then builds on the newer state.
    """

    def __init__(
        self, parent: QWidget, context: Context, view: CaseView, title: str, verb: str, width: int = 640
    ) -> None:
        super().__init__(parent, context, title, verb, width)
        self.view, self.version = view, view.version

    def act(self, work: Work, version: int) -> object:
        """Do the one thing this sheet is for."""
        raise AssertionError("a sheet without an act")

    def write(self, work: Work) -> None:
        self.act(work, self.version)

    def show_theirs(self, conflict: Conflict) -> None:
        """Say what the other window saved; the next save builds on it."""
        theirs = conflict.theirs
        assert isinstance(theirs, CaseView)
        news = changes(self.view, theirs)
        self.view, self.version = theirs, theirs.version
        self.banner.show_text(f"{conflict.message}：{news}\n您填的内容都还在，核对后再按 Enter 保存", "gold")
        self.fit()

    def submit(self) -> None:
        """Save, close, say so; a case changed meanwhile is shown first."""
        conflicts: list[Conflict] = []

        def go() -> None:
            try:
                self.save()
            except Conflict as conflict:
                conflicts.append(conflict)

        self.form.clear_errors()
        saved = self.context.messages.guard(go, self)
        if conflicts:
            self.show_theirs(conflicts[0])
        elif saved:
            self.accept()
            self.context.messages.say(self.DONE)


def changes(mine: CaseView, theirs: CaseView) -> str:
    """What another window did since `mine` was read, in a line."""
    parts = [f"现在是“{theirs.chip}”"] if theirs.state != mine.state else []
    known = {entry.id for entry in mine.log}
    parts += [f"{entry.clerk} 记了“{entry.text}”" for entry in theirs.log if entry.id not in known]
    parts += ["案情登记有改动"] if theirs.details != mine.details else []
    parts += ["当事人有改动"] if theirs.parties != mine.parties else []
    parts += ["卷宗有新登记"] if theirs.originals != mine.originals else []
    return "；".join(parts) or "内容有更新"
