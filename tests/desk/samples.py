"""A small window with invented content, for looks and keys."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtWidgets import QLineEdit

from shequ_desk.desk.actions import Action, button
from shequ_desk.desk.fields import Form, MoneyEdit, NameEdit
from shequ_desk.desk.jobs import Jobs
from shequ_desk.desk.messages import Messages
from shequ_desk.desk.news import News
from shequ_desk.desk.rows import RowsView
from shequ_desk.desk.widgets import BigNumber, Card, Chip, SegmentedChoice, Side, StatCard, column, row
from shequ_desk.desk.window import Entry, MainWindow, Page
from shequ_desk.kernel.clock import Clock
from shequ_desk.kernel.figures import Column
from shequ_desk.kernel.money import Money

COLUMNS = (
    Column("at", "时间", "time"),
    Column("name", "姓名", weight=2),
    Column("paid", "实收", "money"),
    Column("state", "状态"),
)


@dataclass(frozen=True)
class Meal:
    """One row."""

    at: datetime
    name: str
    paid: Money
    state: str = "已付"


def meals(count: int) -> list[Meal]:
    """Return `count` invented rows."""
    start = datetime(2026, 11, 21, 11)
    return [Meal(start + timedelta(minutes=place), f"居民{place}", Money(place)) for place in range(count)]


class TillPage(Page):
    """Counts what it was told, so that tests can see it."""

    def __init__(self) -> None:
        super().__init__()
        self.settled = self.showings = 0
        self.topics: list[str] = []
        self.form = Form([NameEdit("name"), MoneyEdit("cash", "收款")])
        self.kinds = SegmentedChoice([("cash", "现金"), ("card", "微信"), ("later", "记账")], "付款方式")
        self.table = RowsView(COLUMNS, "本餐流水", looks={"paid": "strong"}, tones={"state": lambda _meal: "green"})
        self.table.show_rows(meals(30))
        self.setLayout(row(Side(400, self._card()), column(_stats(), self._log()), spacing=14))

    def settle(self) -> None:
        """Count."""
        self.settled += 1

    def shown(self) -> None:
        self.showings += 1

    def refresh(self, topic: str) -> None:
        self.topics.append(topic)

    def _card(self) -> Card:
        card = Card("午餐结算", Chip("本餐未享受", "green"))
        main = button(Action("till.settle", "结算并打印", "Enter", self.settle), self, "primary", "orange")
        other = button(Action("till.only", "只结算", "F10", self.settle), self, height=54)
        card.add(self.form, self.kinds, BigNumber(), None, row(main, other))
        return card

    def _log(self) -> Card:
        card = Card("本餐流水")
        card.add(self.table)
        return card


def _stats() -> StatCard:
    card = StatCard("今日就餐", "人次", "orange")
    card.show_value("86", 0.7)
    return card


def window(clock: Clock, messages: Messages, jobs: Jobs, news: News | None = None) -> MainWindow:
    """Return a window with three places."""
    search = QLineEdit()
    search.setAccessibleName("搜索")
    entries = [
        Entry("hall", "窗口", "hall", "F1", TillPage),
        Entry("canteen", "助餐", "canteen", "F3", TillPage),
        Entry("settings", "设置", "settings", "Ctrl+,", TillPage, at_foot=True),
    ]
    made = MainWindow(entries, clock, messages, jobs, news or News(), search)
    made.header.show_centre("清泉社区党群服务中心", "1 号窗口 · 全科服务")
    made.header.show_clerk("王岚 · 窗口社工")
    made.status.show_backup("今日备份 08:30 已校验")
    made.status.show_period("2026 年 11 月账期 · 未结账")
    return made
