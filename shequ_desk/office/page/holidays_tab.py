"""The holiday table: a year on show, days added and taken out, a whole notice pasted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Slot

from shequ_desk.desk.actions import Action, button
from shequ_desk.desk.counter import Context
from shequ_desk.desk.forms import ChoiceBox
from shequ_desk.desk.page import Page
from shequ_desk.desk.rows import RowsView, WholeRow
from shequ_desk.desk.theme import Tone
from shequ_desk.desk.widgets import Card, Label, column, row
from shequ_desk.kernel.dates import long_date, short_weekday
from shequ_desk.kernel.figures import Column
from shequ_desk.office import service as office
from shequ_desk.office.holiday_list import Holiday
from shequ_desk.office.page.holiday_sheets import HolidaySheet, NoticeSheet

_COLUMNS = (
    Column("day", "日期", "date"),
    Column("weekday", "星期"),
    Column("state", "休 / 班"),
    Column("name", "节日", weight=1),
    Column("proof", "依据", weight=3),
)
_WORDS = (
    "国务院每年十一月前后公布下一年的放假安排。期限的最后一天遇到休息日顺延，靠这张表计算；"
    "没有录入的年份，期限和文书上会注明“未计法定节假日”。没写在表里的周六、周日照常算休息。"
)


@dataclass(frozen=True)
class HolidayLine:
    """One line on show."""

    day: date
    weekday: str
    state: str
    name: str
    proof: str


class HolidaysTab(Page):
    """One year at a time."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._known: Sequence[Holiday] = ()
        self.years = ChoiceBox("year", "年份")
        self.view = RowsView(
            _COLUMNS,
            "节假日",
            looks={"day": "strong", "proof": "muted"},
            tones={"state": _tone},
            empty="这一年的放假安排还没有录入",
            advice="按 Ctrl E 粘贴国务院通知",
        )
        self.view.setMinimumHeight(240)
        self.state = Label("", "strong", wrap=True)
        self._lay_out()
        self.years.currentIndexChanged.connect(self._on_year)

    def shown(self) -> None:
        with self._context.database.reading(self._context.clerk) as work:
            self._known, year = office.holiday_rows(work), work.today.year
        years = sorted({year, year + 1, *(one.day.year for one in self._known)}, reverse=True)
        first = self.years.count() == 0
        self.years.set_options([(one, f"{one} 年") for one in years])
        if first:
            self.years.choose(year)
        self._show_year()

    def year(self) -> int:
        """The year on show."""
        return int(self.years.value())

    def show_year(self, year: int) -> None:
        """Read again and go to a year."""
        self.shown()
        self.years.choose(year)

    def remove(self, day: date) -> None:
        """Take one day out; raises Refusal when somebody else did."""
        with self._context.database.work(self._context.clerk) as work:
            office.remove_holiday(work, day)
        self.shown()

    def _lay_out(self) -> None:
        paste = button(Action("holidays.paste", "粘贴整年通知", "Ctrl+E", self._on_paste), self, "primary", height=36)
        add = button(Action("holidays.add", "添加一天", "Ctrl+N", self._on_add), self)
        remove = button(Action("holidays.remove", "删去这一天", "Ctrl+D", self._on_remove), self)
        card = Card("节假日")
        card.add(Label(_WORDS, "small", wrap=True), row(Label("年份"), self.years, None), self.state, self.view)
        card.add(WholeRow(self.view))
        card.add(row(paste, add, remove, None))
        self.setLayout(column(card))

    def _show_year(self) -> None:
        mine = [one for one in self._known if one.day.year == self.year()]
        self.view.show_rows([_line(one) for one in mine])
        off = sum(one.rest for one in mine)
        said = (
            f"放假 {off} 天，调休上班 {len(mine) - off} 天" if off else "还没有录入，期限和文书会注明“未计法定节假日”"
        )
        self.state.setText(f"{self.year()} 年：{said}")

    @Slot(int)
    def _on_year(self, _place: int) -> None:
        self._show_year()

    @Slot()
    def _on_paste(self) -> None:
        NoticeSheet(self, self._context, self.year(), self.show_year).open()

    @Slot()
    def _on_add(self) -> None:
        HolidaySheet(self, self._context, self.show_year).open()

    @Slot()
    def _on_remove(self) -> None:
        line: HolidayLine | None = self.view.current()
        if line is None:
            return
        day = line.day

        def yes() -> None:
            self._context.messages.guard(lambda: self.remove(day))

        text = f"从表里删去 {long_date(day)}（{line.state}，{line.name}）？"
        detail = "以后计算期限不再按这一天；已经印出的文书不变"
        self._context.messages.ask_once(text, "删去", yes, detail=detail)


def _line(one: Holiday) -> HolidayLine:
    state = "休" if one.rest else "班"
    return HolidayLine(one.day, short_weekday(one.day), state, one.name, one.proof)


def _tone(line: HolidayLine) -> Tone:
    return "green" if line.state == "休" else "gold"
