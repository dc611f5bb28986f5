"""餐次时间, 停餐日, 每日菜单: when the canteen cooks, and what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from shequ_desk.counters.canteen import service as canteen
from shequ_desk.counters.canteen.page.entry_sheet import EntrySheet
from shequ_desk.counters.canteen.page.section import ListSection
from shequ_desk.counters.canteen.rules.discount import SLOTS
from shequ_desk.counters.canteen.rules.menu import WEEKDAYS, Closed, Hours
from shequ_desk.desk.actions import Action
from shequ_desk.desk.counter import Context, Tone
from shequ_desk.desk.fields import ChoiceBox, LineEdit, NoteEdit, TimeEdit
from shequ_desk.kernel.dates import hours_text, short_date
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.figures import Column
from shequ_desk.store.database import Work

_HOURS = (
    Column("slot", "餐次"),
    Column("hours", "供餐时间", weight=2),
    Column("since", "从哪天起", "date"),
    Column("state", "状态"),
)
_CLOSED = (
    Column("when", "停餐日", weight=2),
    Column("reason", "原因", weight=3),
    Column("since", "从", "date"),
    Column("until", "到", "date"),
)
_MENU = (
    Column("day", "日期", "date"),
    Column("weekday", "星期"),
    Column("early", "早餐", weight=3),
    Column("noon", "午餐", weight=4),
    Column("late", "晚餐", weight=4),
)
_TONES: dict[str, Tone] = {"执行中": "green", "未开始": "gold", "已更换": "grey"}
_MENU_DAYS = 14


@dataclass(frozen=True)
class HoursRow:
    """One dated row of meal hours."""

    hours_of: Hours
    slot: str
    hours: str
    since: date
    state: str


@dataclass(frozen=True)
class ClosedRow:
    """One closed date or weekday."""

    closed: Closed
    when: str
    reason: str
    since: date
    until: date | None


@dataclass(frozen=True)
class MenuRow:
    """What is cooked on one day."""

    day: date
    weekday: str
    early: str
    noon: str
    late: str


class HoursSection(ListSection):
    """When each meal is served, from a date on."""

    def __init__(self, context: Context) -> None:
        action = Action("hours.change", "改时间", "Alt+E", self.change)
        note = "收银台按供餐时间自动显示早、午、晚餐。"
        looks = {"slot": "strong"}
        super().__init__(
            context,
            "餐次时间",
            _HOURS,
            (action,),
            note=note,
            looks=looks,
            tones={"state": _hours_tone},
            empty=("还没有餐次时间", "按 Alt E 写上午餐几点到几点"),
        )

    def read(self, work: Work) -> Sequence[HoursRow]:
        now = {(one.slot, one.valid_from) for one in canteen.hours_on(work, work.today)}
        return [_hours_row(one, work.today, now) for one in canteen.all_hours(work)]

    def open_row(self, row: object) -> None:
        """Enter changes these hours."""
        if self.may:
            self.change()

    def change(self) -> None:
        """Ask for new hours of one meal."""
        slot = ChoiceBox("slot", "餐次", list(SLOTS.items()))
        opens, closes = TimeEdit("opens", "开始"), TimeEdit("closes", "结束")
        since = self.day("valid_from", "从哪天起")
        chosen: HoursRow | None = self.table.current()
        if chosen is not None:
            slot.choose(chosen.hours_of.slot)
            opens.set_value(chosen.hours_of.opens)
            closes.set_value(chosen.hours_of.closes)

        def save(work: Work) -> None:
            canteen.change_hours(work, Hours(slot.value(), opens.value(), closes.value(), since.value()))

        self.ask(EntrySheet(self, self.context, "改供餐时间", "保存", [(slot, since), (opens, closes)]), save)


class ClosedSection(ListSection):
    """Single closed days and weekdays."""

    def __init__(self, context: Context) -> None:
        actions = (
            Action("closed.date", "停一天", "Alt+N", self.close_date),
            Action("closed.weekday", "每周停餐", "Alt+W", self.close_weekday),
            Action("closed.holidays", "停节假日", "Alt+H", self.close_holidays),
            Action("closed.end", "取消停餐", "Alt+D", self.end),
        )
        super().__init__(
            context,
            "停餐日",
            _CLOSED,
            actions,
            note="停餐日不能结算也不能预订，公益套餐份额按开餐日计算。",
            looks={"when": "strong"},
            empty=("没有停餐日", "周日休息、国庆节等在这里写上"),
        )

    def read(self, work: Work) -> Sequence[ClosedRow]:
        return [ClosedRow(one, _when(one), one.reason, one.valid_from, one.valid_to) for one in canteen.closures(work)]

    def close_date(self) -> None:
        """Ask for a day to close."""
        day, reason = self.day("day", "停哪一天", 1), LineEdit("reason", "原因", "例如 设备检修")

        def save(work: Work) -> None:
            canteen.close_date(work, day.value(), reason.value())

        self.ask(EntrySheet(self, self.context, "停一天餐", "停餐", [day, reason]), save)

    def close_weekday(self) -> None:
        """Ask for a weekday to close."""
        weekday = ChoiceBox("weekday", "星期几", [*enumerate(WEEKDAYS)])
        since, reason = self.day("valid_from", "从哪天起"), LineEdit("reason", "原因", "例如 周日休息")
        weekday.choose(6)

        def save(work: Work) -> None:
            canteen.close_weekday(work, weekday.value(), since.value(), reason.value())

        self.ask(EntrySheet(self, self.context, "每周停餐", "停餐", [(weekday, since), reason]), save)

    def close_holidays(self) -> None:
        """Offer the days off of the holiday table that are still open."""
        with self.context.database.reading(self.context.clerk) as work:
            found = canteen.holidays_ahead(work)
        if not found:
            self.context.messages.say("节假日表里没有还要停餐的日子")
            return
        names = "、".join(dict.fromkeys(name for _, name in found))
        days = f"{names}，{found[0][0]:%Y-%m-%d} 到 {found[-1][0]:%Y-%m-%d}。不停的日子再用“取消停餐”改回。"
        self.context.messages.offer(f"节假日表里的 {len(found)} 天都停餐？", "停餐", self._close_holidays, detail=days)

    def _close_holidays(self) -> None:
        def go() -> None:
            with self.context.database.work(self.context.clerk) as work:
                days = canteen.close_holidays(work)
            self.context.messages.say(f"已写上 {days} 天停餐")

        self.context.messages.guard(go)

    def end(self) -> None:
        """Open a closed day again, or end a closed weekday."""
        self.with_chosen(self._end)

    def _end(self, row: ClosedRow) -> None:
        last = self.day("last_day", "停到哪一天为止")

        def save(work: Work) -> None:
            canteen.end_closure(work, row.closed.id, last.value())

        note = "单独一天的停餐直接取消，与日期无关。" if row.closed.day else ""
        self.ask(EntrySheet(self, self.context, f"取消停餐：{row.when}", "取消停餐", [last], note=note), save)


class MenuSection(ListSection):
    """What is cooked on the next two weeks' days."""

    def __init__(self, context: Context) -> None:
        action = Action("menu.edit", "写菜单", "Alt+E", self.edit)
        super().__init__(context, "每日菜单", _MENU, (action,), looks={"weekday": "muted"}, note="今天起两周的菜单。")

    def read(self, work: Work) -> Sequence[MenuRow]:
        days = [work.today + timedelta(days=ahead) for ahead in range(_MENU_DAYS)]
        return [_menu_row(day, canteen.menu(work, day), canteen.closed_on(work, day)) for day in days]

    def open_row(self, row: object) -> None:
        """Enter writes that day's menu."""
        if self.may:
            self.edit()

    def edit(self) -> None:
        """Ask for the dishes of the chosen day."""
        self.with_chosen(self._edit)

    def _edit(self, row: MenuRow) -> None:
        with self.context.database.reading(self.context.clerk) as work:
            written = canteen.menu(work, row.day)
        notes = {slot: NoteEdit(f"dishes_{slot}", title, 2) for slot, title in SLOTS.items()}
        for slot, note in notes.items():
            note.setText(written.get(slot, ""))

        def save(work: Work) -> None:
            for slot, note in notes.items():
                if note.value() != written.get(slot, ""):
                    canteen.set_menu(work, row.day, slot, note.value())

        title = f"{short_date(row.day)} {row.weekday}菜单"
        self.ask(EntrySheet(self, self.context, title, "保存菜单", list(notes.values())), save)


def _hours_row(one: Hours, today: date, now: set[tuple[str, date]]) -> HoursRow:
    state = "执行中" if (one.slot, one.valid_from) in now else "未开始" if one.valid_from > today else "已更换"
    return HoursRow(one, SLOTS[one.slot], hours_text(one.opens, one.closes), one.valid_from, state)


def _hours_tone(row: HoursRow) -> Tone:
    return _TONES[row.state]


def _when(one: Closed) -> str:
    if one.day is not None:
        return f"{one.day:%Y-%m-%d} {WEEKDAYS[one.day.weekday()]}"
    if one.weekday is None:
        raise Refusal("停餐记录不完整", "请联系系统管理员核对数据")
    return f"每周{WEEKDAYS[one.weekday]}"


def _menu_row(day: date, dishes: dict[str, str], closed: str) -> MenuRow:
    early, noon, late = (dishes.get(slot, f"停餐：{closed}" if closed else "").replace("\n", "、") for slot in SLOTS)
    return MenuRow(day, WEEKDAYS[day.weekday()], early, noon, late)
