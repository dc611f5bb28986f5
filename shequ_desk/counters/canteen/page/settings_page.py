"""The canteen's settings: prices, rules, hours, closed days, public meals, menus. All of it is data with a date."""

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QTabBar

from shequ_desk.counters.canteen.page.calendar_sections import ClosedSection, HoursSection, MenuSection
from shequ_desk.counters.canteen.page.options_section import OptionsSection
from shequ_desk.counters.canteen.page.public_section import PublicSection
from shequ_desk.counters.canteen.page.rule_section import RuleSection
from shequ_desk.counters.canteen.page.section import RIGHT, Section
from shequ_desk.counters.canteen.page.set_section import SetSection
from shequ_desk.desk.actions import Action, bind
from shequ_desk.desk.counter import Context
from shequ_desk.desk.page import Page
from shequ_desk.desk.widgets import KeyCap, Label, column, row

Build = Callable[[Context], Section | PublicSection]
_TABS: tuple[tuple[str, Build], ...] = (
    ("套餐与价格", SetSection),
    ("优惠规则", RuleSection),
    ("餐次时间", HoursSection),
    ("停餐日", ClosedSection),
    ("公益套餐", PublicSection),
    ("每日菜单", MenuSection),
    ("其他", OptionsSection),
)


class CanteenSettingsPage(Page):
    """Tabs; each is built when it is first opened."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._built: dict[int, Section | PublicSection] = {}
        self.tabs, self._stack = QTabBar(), QStackedWidget()
        self.tabs.setAccessibleName("助餐设置")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for title, _ in _TABS:
            self.tabs.addTab(title)
        hint = "" if RIGHT in context.clerk.permissions else "只有主任可以改动，这里只能查看"
        keys = row(self.tabs, None, Label(hint, "small"), KeyCap("Ctrl+PgDn"), Label("下一页", "small"))
        self.setLayout(column(keys, self._stack, spacing=8))
        bind(Action("canteen.settings.next", "下一页", "Ctrl+PgDown", self.next_tab), self)
        bind(Action("canteen.settings.before", "上一页", "Ctrl+PgUp", self.previous_tab), self)
        self.tabs.currentChanged.connect(self._on_tab)
        self._on_tab(0)

    def open(self, title: str) -> Section | PublicSection:
        """Show a tab by its title and return it. Raises ValueError for an unknown title."""
        self.tabs.setCurrentIndex([name for name, _ in _TABS].index(title))
        return self._built[self.tabs.currentIndex()]

    def shown(self) -> None:
        """Read what is on show."""
        self._built[self.tabs.currentIndex()].reload()

    def refresh(self, topic: str) -> None:
        """Somebody changed a price or a rule."""
        if topic == "canteen" and not isinstance(self._stack.currentWidget(), OptionsSection):
            self.shown()

    def next_tab(self) -> None:
        """The tab to the right, round and round."""
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + 1) % len(_TABS))

    def previous_tab(self) -> None:
        """The tab to the left, round and round."""
        self.tabs.setCurrentIndex((self.tabs.currentIndex() - 1) % len(_TABS))

    @Slot(int)
    def _on_tab(self, place: int) -> None:
        if place not in self._built:
            self._built[place] = _TABS[place][1](self._context)
            self._stack.addWidget(self._built[place])
        self._stack.setCurrentWidget(self._built[place])
        self._built[place].reload()
