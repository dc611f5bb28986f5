"""What a tab of a counter's settings is: a heading with its actions over a list, both with keys; and the tabs."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any, ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from shequ_desk.desk.actions import Action, bind, button, set_enabled
from shequ_desk.desk.counter import Context, Tone
from shequ_desk.desk.entry import EntrySheet
from shequ_desk.desk.fields import DayEdit, Form
from shequ_desk.desk.page import Page
from shequ_desk.desk.rows import RowsView, WholeRow
from shequ_desk.desk.unsaved import Unsaved
from shequ_desk.desk.widgets import Card, KeyCap, Label, column, heading, row
from shequ_desk.desk.widgets.layouts import Part
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.figures import Column
from shequ_desk.store.database import Work


class Section(QWidget):
    """A part of the settings. Override `reload`; `RIGHT` is the permission to change anything here."""

    RIGHT: ClassVar[str] = ""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.may = self.RIGHT in context.clerk.permissions

    def reload(self) -> None:
        """Read again what is on show."""

    def heard(self) -> None:
        """Somebody changed something: read again, unless that would take away what is being typed here."""
        self.reload()

    def back(self) -> bool:
        """Esc: take one step back here; False when there is none."""
        return False

    def write(self, act: Callable[[Work], object], said: str) -> bool:
        """Do something in one transaction, say so and read again."""

        def go() -> None:
            with self.context.database.work(self.context.clerk) as work:
                act(work)

        done = self.context.messages.guard(go)
        if done:
            self.context.messages.say(said)
            self.reload()
        return done

    def ask(self, sheet: EntrySheet, save: Callable[[Work], object]) -> None:
        """Open a sheet that saves in this way; what is on show is read again afterwards."""
        sheet.save = save
        sheet.accepted.connect(self._on_saved)
        sheet.open()

    def day(self, name: str, label: str, ahead: int = 0) -> DayEdit:
        """A field for a day, filled with the day so many days ahead."""
        edit = DayEdit(name, label, self.context.clock)
        edit.set_value(self.context.clock.now().date() + timedelta(days=ahead))
        return edit

    @Slot()
    def _on_saved(self) -> None:
        self.reload()


class ListSection(Section):
    """A list with actions over it, for who may change it; Enter on a row starts `open_row`."""

    def __init__(
        self,
        context: Context,
        title: str,
        columns: Sequence[Column],
        actions: Sequence[Action],
        *,
        note: str = "",
        looks: Mapping[str, str] | None = None,
        tones: Mapping[str, Callable[[Any], Tone]] | None = None,
        empty: tuple[str, str] = ("还没有记录", ""),
        yields: Sequence[str] = (),
    ) -> None:
        super().__init__(context)
        advice = empty[1] if self.may else ""
        self.table = RowsView(columns, title, looks=looks, tones=tones, empty=empty[0], advice=advice, yields=yields)
        card = Card(spacing=6)
        card.add(heading(title, *(button(action, self, "link") for action in actions if self.may)))
        if note:
            card.add(Label(note, "small", wrap=True))
        card.add(self.table, WholeRow(self.table))
        self.setLayout(column(card))
        self.table.row_activated.connect(self.open_row)

    def read(self, _work: Work) -> Sequence[Any]:
        """The rows to show."""
        return ()

    def open_row(self, _row: object) -> None:
        """Enter or a double click on a row."""

    def reload(self) -> None:
        with self.context.database.reading(self.context.clerk) as work:
            self.table.show_rows(self.read(work))

    def chosen(self) -> Any:
        """The row under the cursor; Refusal when there is none."""
        row = self.table.current()
        if row is None:
            raise Refusal("还没有选一行", "先在列表中用 ↑ ↓ 选好，再按按钮")
        return row

    def with_chosen(self, act: Callable[[Any], None]) -> None:
        """Do something with the chosen row."""

        def go() -> None:
            act(self.chosen())

        self.context.messages.guard(go)


class FormSection(Section):
    """Settings in one `form`, with 保存设置. Override `read`, `fill`, `values` and `keep`."""

    TONE: ClassVar[Tone] = "green"
    form: Form

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._unsaved = Unsaved(self.values)
        self.save_button = button(
            Action("options.save", "保存设置", "Ctrl+S", self.save), self, "primary", self.TONE, 44
        )
        self.save_button.setVisible(self.may)
        set_enabled(self, "options.save", self.may)

    def lay_out(self, *parts: Part) -> None:
        """The card 其他设置: `form` and ticks, 保存设置 below; who may not change them finds them grey."""
        fields, card = QWidget(), Card("其他设置")
        fields.setLayout(column(*parts))
        fields.setEnabled(self.may)
        card.add(self._unsaved.hint, fields, 4, row(self.save_button, None), None)
        self.setLayout(column(card))

    def read(self, work: Work) -> Any:
        """The settings as stored."""

    def fill(self, stored: Any) -> None:
        """Show what `read` found."""

    def values(self) -> Any:
        """The settings as typed; Refusal naming the field."""

    def keep(self, work: Work, values: Any) -> None:
        """Store what `values` gave; Refusal naming the field."""

    def reload(self) -> None:
        """Show what is stored; changes not yet saved stay."""
        if self._unsaved.keeps():
            return
        with self.context.database.reading(self.context.clerk) as work:
            stored = self.read(work)
        self.fill(stored)
        self._unsaved.filled()

    def back(self) -> bool:
        """Esc: changes not yet saved are told of once, then given up."""
        return self._unsaved.back(self.form, self.reload)

    def heard(self) -> None:
        """What is being typed stays."""

    def save(self) -> None:
        """Store what is on show."""
        self.form.clear_errors()
        self.context.messages.guard(self._save, self)

    def show_refusal(self, refusal: Refusal) -> bool:
        """Beside its field."""
        return self.form.show_refusal(refusal)

    def _save(self) -> None:
        values = self.values()
        with self.context.database.work(self.context.clerk) as work:
            self.keep(work, values)
        self._unsaved.filled()
        self.context.messages.say("设置已保存")


class TabbedPage(Page):
    """Tabs, each built when it is first opened. `name` is the bar's, `topic` the news that make it read again.

    `hint` stands below the tabs, e.g. that this clerk may only look.
    """

    def __init__(
        self,
        context: Context,
        name: str,
        topic: str,
        tabs: Sequence[tuple[str, Callable[[Context], Section]]],
        hint: str = "",
    ) -> None:
        super().__init__()
        self._context, self._topic, self._tabs = context, topic, tuple(tabs)
        self._built: dict[int, Section] = {}
        self.tabs, self._stack = QTabBar(), QStackedWidget()
        self.tabs.setAccessibleName(name)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for title, _ in tabs:
            self.tabs.addTab(title)
        keys = row(self.tabs, None, KeyCap("Ctrl+PgDn"), Label("下一页", "small"))
        only = [Label(hint, "small", wrap=True)] if hint else []
        self.setLayout(column(keys, *only, self._stack, spacing=8))
        bind(Action(f"{topic}.settings.next", "下一页", "Ctrl+PgDown", self.next_tab), self)
        bind(Action(f"{topic}.settings.before", "上一页", "Ctrl+PgUp", self.previous_tab), self)
        self.tabs.currentChanged.connect(self._on_tab)
        self._on_tab(0)

    def open(self, title: str) -> Section:
        """Show a tab by its title and return it. Raises ValueError for an unknown title."""
        self.tabs.setCurrentIndex([name for name, _ in self._tabs].index(title))
        return self.current()

    def current(self) -> Section:
        """The tab on show."""
        return self._built[self.tabs.currentIndex()]

    def show_person(self, person_id: int, action: str = "") -> None:
        """Open the tab that `action` names."""
        if action:
            self.open(action)

    def shown(self) -> None:
        """Read what is on show."""
        self.current().reload()

    def back(self) -> bool:
        return self.current().back()

    def refresh(self, topic: str) -> None:
        """Somebody changed something here."""
        if topic == self._topic:
            self.current().heard()

    def next_tab(self) -> None:
        """The tab to the right, round and round."""
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + 1) % len(self._tabs))

    def previous_tab(self) -> None:
        """The tab to the left, round and round."""
        self.tabs.setCurrentIndex((self.tabs.currentIndex() - 1) % len(self._tabs))

    @Slot(int)
    def _on_tab(self, place: int) -> None:
        if place not in self._built:
            self._built[place] = self._tabs[place][1](self._context)
            self._stack.addWidget(self._built[place])
        self._stack.setCurrentWidget(self._built[place])
        self._built[place].reload()
