"""打印: the board, the calendar, lists with signatures, masked lists for the door. Enter prints the chosen one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from shequ_desk.counters.childcare import papers
from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.page.printing import Make, print_made, save_made
from shequ_desk.desk.actions import Action, button
from shequ_desk.desk.counter import Context
from shequ_desk.desk.rows import RowsView
from shequ_desk.desk.sheets import Sheet
from shequ_desk.desk.widgets import row
from shequ_desk.kernel.dates import Month, short_date
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.figures import Column
from shequ_desk.store.database import Work

_COLUMNS = (Column("title", "表", weight=3), Column("about", "说明", weight=4))
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Choice:
    """A paper that can be printed: `read` gathers, `pdf` and `workbook` make it (no workbook: None)."""

    title: str
    about: str
    read: Callable[[Work], Any]
    pdf: Make
    workbook: Make | None


class PrintSheet(Sheet):
    """What this clerk may print for the week and day on show."""

    def __init__(self, parent: QWidget, context: Context, day: date, approved: bool) -> None:
        super().__init__(parent, "打印", "打印", tone="blue", width=640)
        self._context = context
        self.table = RowsView(_COLUMNS, "可以打印的表", looks={"title": "strong", "about": "muted"})
        offered = choices(day, context.clock.now().date(), context.clerk.permissions, approved)
        self.table.show_rows(offered)
        self.bend(self.table, 34 + 33 * len(offered))
        self.table.select(0)
        actions = (
            Action("print.pdf", "存为 PDF", "Alt+S", self.save_pdf),
            Action("print.excel", "存为 Excel", "Alt+E", self.save_workbook),
        )
        self.add(self.table, row(*(button(action, self) for action in actions), None))
        self.table.row_activated.connect(self.main.click)
        self.table.setFocus()

    def submit(self) -> None:
        """Print the chosen paper."""

        def go() -> None:
            chosen = self._chosen()
            print_made(self._context, self._read(chosen), chosen.pdf, chosen.title)

        if self._context.messages.guard(go, self):
            self.accept()

    def save_pdf(self) -> None:
        """Save the chosen paper."""

        def go() -> None:
            chosen = self._chosen()
            save_made(self._context, self._read(chosen), chosen.pdf, f"{chosen.title}.pdf", self)

        self._context.messages.guard(go, self)

    def save_workbook(self) -> None:
        """Save the chosen list as a workbook."""

        def go() -> None:
            chosen = self._chosen()
            if chosen.workbook is None:
                raise Refusal(f"{chosen.title}只有打印的样子", "可存为 PDF")
            save_made(self._context, self._read(chosen), chosen.workbook, f"{chosen.title}.xlsx", self)

        self._context.messages.guard(go, self)

    def _chosen(self) -> Choice:
        chosen: Choice | None = self.table.current()
        if chosen is None:
            raise Refusal("还没有选要打印的表", "用 ↑ ↓ 选一张")
        return chosen

    def _read(self, chosen: Choice) -> Any:
        with self._context.database.work(self._context.clerk) as work:
            return chosen.read(work)


def choices(day: date, today: date, held: frozenset[str], approved: bool) -> list[Choice]:
    """The papers a clerk with these rights may print: of the week and month of `day`, of that day and tomorrow."""
    found = [_week(day), _calendar(day)]
    days = {"今日": today, "明日": today + _ONE_DAY}
    if day not in days.values():
        days[short_date(day)] = day
    if "childcare.door" in held and approved:
        found += [_roster(word, one) for word, one in days.items()]
    if "childcare.book" in held:
        found += [_wall(word, one) for word, one in days.items()]
    return found


def _week(day: date) -> Choice:
    def read(work: Work) -> Any:
        return childcare.week_paper(work, day)

    _, number, _ = day.isocalendar()
    return Choice(f"第 {number} 周预约看板", "各时段已约和名额", read, papers.week_pdf, papers.week_workbook)


def _calendar(day: date) -> Choice:
    month = Month.of(day)

    def read(work: Work) -> Any:
        return childcare.calendar_paper(work, month)

    return Choice(f"{month.text}月历", "每天多少人、哪些时段满", read, papers.calendar_pdf, None)


def _roster(word: str, day: date) -> Choice:
    def read(work: Work) -> Any:
        return childcare.day_paper(work, day)

    return Choice(f"{word}名册", "工作人员用，晨检、签到、接走签字", read, papers.roster_pdf, papers.roster_workbook)


def _wall(word: str, day: date) -> Choice:
    def read(work: Work) -> Any:
        return childcare.wall_paper(work, day)

    return Choice(f"{word}张贴名单", "贴在门口，只有隐去的姓名和时间", read, papers.wall_pdf, papers.wall_workbook)
