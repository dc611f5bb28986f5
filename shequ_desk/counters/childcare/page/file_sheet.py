"""儿童档案: everything kept about one child. Opening it needs the director's approval and is logged."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.page.card_tab import CardTab
from shequ_desk.counters.childcare.page.document_tab import DocumentTab
from shequ_desk.counters.childcare.page.file_lists import BookingTab, DelegationTab, IncidentTab, MedicineTab
from shequ_desk.counters.childcare.page.file_tab import FileTab
from shequ_desk.counters.childcare.page.pickup_tab import PickupTab
from shequ_desk.counters.childcare.rules.child import ChildFile
from shequ_desk.desk.actions import Action, bind
from shequ_desk.desk.counter import Context
from shequ_desk.desk.sheets import Sheet
from shequ_desk.desk.widgets import KeyCap, Label, row

_TITLES = ("登记信息", "材料", "接送人", "一次性委托", "预约与托育", "委托喂药", "事故记录")
_HEIGHT, _LEAST = 330, 190


class FileSheet(Sheet):
    """Tabs over the parts of the file; Ctrl+PgDn goes on."""

    def __init__(self, parent: QWidget, context: Context, child_id: int) -> None:
        super().__init__(parent, "儿童档案", tone="blue", width=1040)
        self._context, self._child_id = context, child_id
        self._about = Label("", "muted", wrap=True)
        self.tabs, self._stack = QTabBar(), QStackedWidget()
        self.tabs.setAccessibleName("档案各部分")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.card = CardTab(context)
        lists = (DocumentTab, PickupTab, DelegationTab, BookingTab, MedicineTab, IncidentTab)
        self.lists: list[FileTab] = [make(context) for make in lists]
        parts: list[CardTab | FileTab] = [self.card, *self.lists]
        for title, part in zip(_TITLES, parts, strict=True):
            self.tabs.addTab(title)
            self._stack.addWidget(part)
            part.changed.connect(self._on_changed)
        self.bend(self._stack, _HEIGHT, _LEAST)
        keys = row(self.tabs, None, KeyCap("Ctrl+PgDn"), Label("下一页", "small"))
        self.add(self._about, keys, self._stack)
        bind(Action("file.next", "下一页", "Ctrl+PgDown", self.next_tab), self)
        bind(Action("file.before", "上一页", "Ctrl+PgUp", self.previous_tab), self)
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self._read()
        self.tabs.setFocus()

    def open_tab(self, title: str) -> QWidget:
        """Show a part by its title. Raises ValueError for an unknown one."""
        self.tabs.setCurrentIndex(_TITLES.index(title))
        found = self._stack.currentWidget()
        assert found is not None
        return found

    def next_tab(self) -> None:
        """The tab to the right, round and round."""
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + 1) % len(_TITLES))

    def previous_tab(self) -> None:
        """The tab to the left, round and round."""
        self.tabs.setCurrentIndex((self.tabs.currentIndex() - 1) % len(_TITLES))

    def _read(self) -> None:
        with self._context.database.work(self._context.clerk) as work:
            file = childcare.open_file(work, self._child_id)
        self._show(file)

    def _read_again(self) -> None:
        with self._context.database.reading(self._context.clerk) as work:
            file = childcare.read_again(work, self._child_id)
        self._show(file)

    def _show(self, file: ChildFile) -> None:
        self.title.setText(f"{file.name} 的档案")
        self._about.setText(_about(file))
        self.card.show_file(file)
        for part in self.lists:
            part.show_file(file)

    @Slot()
    def _on_changed(self) -> None:
        self._context.messages.guard(self._read_again, self)


def _about(file: ChildFile) -> str:
    guardians = (
        "、".join(f"{one.name}（{one.relation}）" for one in file.guardians) or "还没有登记监护人（F2 居民里加）"
    )
    last = f" · 上次托育 {file.last_stay}" if file.last_stay else ""
    head = " · ".join(
        part for part in (file.sex, file.birth.isoformat(), file.age, file.id_masked, file.address) if part
    )
    return f"{head}\n监护人 {guardians} · 来过 {file.visits} 次 · 本年免费已用 {file.free_visits_used} 次{last}"
