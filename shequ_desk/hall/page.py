"""The hall: who stands here, what can be done now, what was done before, what today and the next days hold."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QWidget

from shequ_desk.desk.actions import Action, bind
from shequ_desk.desk.counter import Context, Counter, TodayRow
from shequ_desk.desk.turns import turn
from shequ_desk.desk.widgets import (
    BarRow,
    Card,
    Chip,
    EmptyState,
    KeyCap,
    Label,
    TileButton,
    clear,
    column,
    grid,
    row,
    rule,
    scrolled,
    settle,
)
from shequ_desk.desk.widgets.layouts import Side
from shequ_desk.desk.window import Page
from shequ_desk.hall import gather
from shequ_desk.hall.due_button import DueButton
from shequ_desk.hall.person_cards import household_card, person_card, reminder_card
from shequ_desk.hall.timeline_card import TimelineCard
from shequ_desk.kernel.money import Money
from shequ_desk.people.rules import READ, WRITE

_NOBODY = "窗口前还没有居民\n按 Ctrl K 输入姓名、拼音首字母、身份证后四位、手机尾号，或直接刷卡"
_NO_BUSINESS = "您的岗位不查看居民和业务\n要办理业务，请系统管理员在“设置—账号”里加上窗口等岗位"
_NO_SERVICE = "还没有服务记录\n从上方的事项开始办理"
_TILE_COLUMNS = 3
_TILE_KEYS = ("F9", "F10", "F11", "F12", "F6", *(f"Ctrl+{digit}" for digit in range(1, 10)))
"""For the tiles that have no key of the rail, in their order; a counter that takes one of them for the rail has it."""


class HallPage(Page):
    """The first page. It asks every counter it was given and knows none by name."""

    def __init__(self, context: Context, counters: Sequence[Counter], day: gather.DayView | None = None) -> None:
        """`day` is shown first, when somebody read it already."""
        super().__init__()
        self._ready = day
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._read_day)
        self._context = context
        self._counters = counters
        rail = {counter.shortcut for counter in counters}
        self._free_keys = [key for key in _TILE_KEYS if key not in rail]
        self._person_id = self._shows = 0
        self._tile_actions: dict[TileButton, gather.TileOf] = {}
        self._tile_keys: dict[str, gather.TileOf] = {}
        self._due_actions: dict[DueButton, gather.DueOf] = {}
        self._build()

    def shown(self) -> None:
        """Read everything again, the resident first."""
        self._read()

    def refresh(self, topic: str) -> None:
        """Something was committed: the figures may have moved."""
        self._read()

    def show_person(self, person_id: int, action: str = "") -> None:
        """Put a resident in front of the clerk: read in two turns, shown in a third unless something came between."""
        self._person_id, self._shows = person_id, self._shows + 1
        if not person_id:
            self._show_person(None)
            return
        now, reading = self._shows, self._context.database.reading
        turn()
        with reading(self._context.clerk) as work:
            view = gather.front(work, self._counters, person_id)
        turn()
        with reading(self._context.clerk) as work:
            known = (work, self._counters, view.brief.id)
            view = replace(view, timeline=gather.timeline(*known), reminders=gather.reminders(*known))
        turn()
        if now == self._shows:
            self._show_person(view)

    def take_key(self, key: str) -> bool:
        """The key on a tile does for this resident what the tile does."""
        started = self._tile_keys.get(key)
        if started is not None:
            self._start(started)
        return started is not None

    def start_tile(self, key: str) -> None:
        """What the tile with this key does; nothing while there is none."""
        self.take_key(key)

    def back(self) -> bool:
        """Esc: send the resident away first."""
        if not self._person_id:
            return False
        self._person_id = 0
        self._read_person()
        return True

    def _build(self) -> None:
        self._left, self._tiles, self.timeline = column(spacing=12), grid(8), TimelineCard()
        left = QWidget()
        left.setLayout(self._left)
        self._today_card, self._due_card = Card("今日窗口"), Card("待办")
        self._today, self._due = column(spacing=8), column(spacing=0)
        self._today_card.add(self._today)
        self._due_list = QWidget()
        self._due_list.setLayout(column(self._due, None, spacing=0))
        self._due_card.add(scrolled(self._due_list))
        cards = column(self._today_card, self._due_card, spacing=12)
        cards.setStretch(1, 1)
        middle = column(self._tiles, self.timeline, spacing=12)
        middle.setStretch(1, 1)
        for key in self._free_keys:
            bind(Action(f"hall.tile.{key}", "办理", key, partial(self.start_tile, key)), self)
        self.setLayout(row(Side(296, scrolled(left)), middle, Side(248, cards), spacing=12))

    def _read(self) -> None:
        """The day comes in a turn of its own: both together would hold the window for too long."""
        self._read_person()
        if self._ready is None:
            self._soon.start()
            return
        self._show_day(self._ready)
        self._ready = None

    @Slot()
    def _read_day(self) -> None:
        with self._context.database.reading(self._context.clerk) as work:
            day = gather.day(work, self._counters)
        turn()
        self._show_day(day)

    def _show_day(self, day: gather.DayView) -> None:
        self._show_today(day.today)
        self._show_due(day.due, day.on)

    def _read_person(self) -> None:
        self.show_person(self._person_id)

    def _show_person(self, view: gather.PersonView | None) -> None:
        self._shows += 1
        clear(self._left)
        clear(self._tiles)
        self._tile_actions, self._tile_keys = {}, {}
        if view is None:
            held = self._context.clerk.permissions
            self._left.addWidget(_nobody(held))
            self._left.addStretch(1)
            self.timeline.show_rows((), _NOBODY if READ in held else _NO_BUSINESS)
            return
        self._person_id = view.brief.id
        self._left.addWidget(person_card(view.brief))
        self._left.addWidget(household_card(view.brief))
        if view.reminders:
            self._left.addWidget(reminder_card(view.reminders))
        self._left.addStretch(1)
        for place, tile in enumerate(view.tiles):
            self._tiles.addWidget(self._tile(tile), place // _TILE_COLUMNS, place % _TILE_COLUMNS)
        self.timeline.show_rows(view.timeline, _NO_SERVICE, self._context.clock.now().year)

    def _tile(self, of: gather.TileOf) -> TileButton:
        key = of.tile.key or next((key for key in self._free_keys if key not in self._tile_keys), "")
        button = TileButton(of.tile.title, of.tile.state, key, of.tile.tone)
        button.clicked.connect(self._on_tile)
        self._tile_actions[button] = of
        if key:
            self._tile_keys.setdefault(key, of)
        return button

    @Slot()
    def _on_tile(self) -> None:
        button = self.sender()
        assert isinstance(button, TileButton)
        self._start(self._tile_actions[button])

    def _start(self, of: gather.TileOf) -> None:
        self._context.open_page(of.counter.key, self._person_id, of.tile.action)

    def _show_today(self, figures: Sequence[TodayRow]) -> None:
        clear(self._today)
        for figure in figures:
            self._today.addWidget(_bar(figure))
        if not figures:
            self._today.addWidget(Label("今天还没有业务", "small"))

    def _show_due(self, due: Sequence[gather.DueOf], today: date) -> None:
        clear(self._due)
        self._due_actions = {}
        for of in due:
            link = DueButton(of.row.text)
            link.clicked.connect(self._on_due)
            self._due_actions[link] = of
            chip = Chip(_days_left(of.row.due, today), of.row.tone)
            self._due.addLayout(row(chip, link, margins=(0, 6, 0, 6)))
            self._due.addWidget(rule())
        if not due:
            self._due.addWidget(EmptyState("没有待办", "到期的事项会列在这里"))
        settle(self._due_list)

    @Slot()
    def _on_due(self) -> None:
        link = self.sender()
        assert isinstance(link, DueButton)
        of = self._due_actions[link]
        self._context.open_page(of.row.page or of.counter.key, of.row.person_id, of.row.action)


def _nobody(held: frozenset[str]) -> Card:
    """What to do first, by what the clerk may do."""
    if READ not in held:
        card = Card("不办理居民业务")
        card.add(row(KeyCap("Ctrl+,"), Label("账号、备份和中心信息", "small"), None))
        return card
    card = Card("请先找到居民")
    for key, what in (("Ctrl+K", "查找，或直接刷卡"), ("F2", "登记新居民、导入名册" if WRITE in held else "居民名单")):
        card.add(row(KeyCap(key), Label(what, "small"), None))
    return card


def _bar(figure: TodayRow) -> BarRow:
    shown = figure.value.text() if isinstance(figure.value, Money) else f"{figure.value:,}"
    if figure.limit is None or isinstance(figure.value, Money):
        return BarRow(figure.label, shown, None, figure.tone)
    return BarRow(figure.label, f"{shown} / {figure.limit:,}", figure.value / max(figure.limit, 1), figure.tone)


def _days_left(due: date, today: date) -> str:
    days = (due - today).days
    return "今天" if days == 0 else f"{days} 天" if days > 0 else f"逾期 {-days} 天"
