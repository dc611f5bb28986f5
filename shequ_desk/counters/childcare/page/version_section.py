"""What the tabs of dated things share: add, let it read differently from a day on, end it; clashes are listed."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.page.section import EntrySheet, ListSection
from shequ_desk.counters.childcare.rules.offer import Dated
from shequ_desk.desk.actions import Action
from shequ_desk.desk.counter import Context, Tone
from shequ_desk.desk.rows import RowsView
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.figures import Column
from shequ_desk.store.database import Work

_CLASHES = (
    Column("child_name", "儿童", weight=2),
    Column("day", "日期", "date"),
    Column("hours", "时段"),
    Column("reason", "为什么放不下", weight=4),
)
_TONES: dict[str, Tone] = {"执行中": "green", "未开始": "gold", "已截止": "grey"}


class VersionSheet(EntrySheet):
    """Saves what `build()` gathers through `store(work, thing)`; bookings in the way are listed in the sheet."""

    def __init__(
        self,
        section: "VersionSection",
        title: str,
        verb: str,
        editors: Sequence[Any],
        build: Callable[[], Any],
        store: Callable[[Work, Any], object],
        *,
        note: str = "",
        width: int = 640,
    ) -> None:
        super().__init__(section, section.context, title, verb, editors, note=note, width=width)
        self._build = build
        self.clashes = RowsView(_CLASHES, "放不下的预约")
        self.bend(self.clashes, 34 + 33 * 5)
        self.clashes.hide()

        def save(work: Work) -> None:
            store(work, build())

        self.save = save

    def finish(self) -> None:
        """The list of clashes goes under everything else; call when the sheet is filled."""
        self.add(self.clashes)

    def show_refusal(self, refusal: Refusal) -> bool:
        """Beside its field; bookings in the way are listed, all of them."""
        if refusal.field == "clashes":
            with self._context.database.reading(self._context.clerk) as work:
                self.clashes.show_rows(childcare.clashes_of(work, self._build()))
            self.clashes.show()
        return super().show_refusal(refusal)


class VersionSection(ListSection):
    """Override `things`, `listed` and `sheet`; `KIND` is the service's word, `NOUN` the clerk's."""

    KIND: ClassVar[str] = ""
    NOUN: ClassVar[str] = ""

    def __init__(
        self,
        context: Context,
        title: str,
        columns: Sequence[Column],
        note: str,
        advice: str,
        looks: Mapping[str, str] | None = None,
        more: Sequence[Action] = (),
    ) -> None:
        actions = (
            Action(f"{self.KIND}.add", f"加{self.NOUN}", "Alt+N", self.add),
            Action(f"{self.KIND}.change", f"改{self.NOUN}", "Alt+E", self.change),
            Action(f"{self.KIND}.end", "停用", "Alt+D", self.end),
            *more,
        )
        empty = (f"还没有{self.NOUN}", advice)
        tones, yields = {"state": _tone}, ("until",)
        super().__init__(
            context, title, columns, actions, note=note, looks=looks, tones=tones, empty=empty, yields=yields
        )

    def things(self, _work: Work) -> Sequence[Any]:
        """All versions."""
        return ()

    def listed(self, _work: Work, _thing: Any, _state: str) -> Any:
        """One version as a row; the row's `thing` is the version."""
        return None

    def sheet(self, _thing: Any) -> VersionSheet | None:
        """The sheet of a new thing (None) or of a new version of one."""
        return None

    def read(self, work: Work) -> Sequence[Any]:
        return [self.listed(work, one, state_of(one, work.today)) for one in self.things(work)]

    def open_row(self, row: object) -> None:
        """Enter changes the chosen one."""
        if self.may:
            self.change()

    def add(self) -> None:
        """Ask for a new one."""
        self._show(None)

    def change(self) -> None:
        """Ask how the chosen one shall read from a day on."""
        self.with_chosen(self._change)

    def end(self) -> None:
        """Ask for the last day of the chosen one."""
        self.with_chosen(self._end)

    def _change(self, row: Any) -> None:
        self._show(row.thing)

    def _show(self, thing: Any) -> None:
        def go() -> None:
            sheet = self.sheet(thing)
            if sheet is not None:
                sheet.finish()
                sheet.accepted.connect(self._on_saved)
                sheet.open()

        self.context.messages.guard(go)

    def _end(self, row: Any) -> None:
        last = self.day("last_day", "最后一天")

        def save(work: Work) -> None:
            childcare.end_version(work, self.KIND, row.thing.no, last.value())

        note = "以后的预约要先改期或取消。"
        self.ask(EntrySheet(self, self.context, f"停用 {row.name}", "停用", [last], note=note), save)


def state_of(thing: Dated, today: date) -> str:
    """执行中, 未开始, 已截止."""
    if thing.valid_to is not None and thing.valid_to < today:
        return "已截止"
    return "未开始" if thing.valid_from > today else "执行中"


def term_of(thing: Dated) -> str:
    """2026-01-01 起; 2026-01-01 至 2026-06-30."""
    return f"{thing.valid_from} 至 {thing.valid_to}" if thing.valid_to else f"{thing.valid_from} 起"


def _tone(row: Any) -> Tone:
    return _TONES[row.state]
