"""What a counter is: everything the hall, the reports page, the window and the command line know of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Literal

from shequ_desk.kernel.clock import Clock
from shequ_desk.kernel.dates import Month, Span
from shequ_desk.kernel.facts import Check, DueFact, PastFact, TileFact
from shequ_desk.kernel.figures import Figure
from shequ_desk.kernel.money import Money
from shequ_desk.kernel.sections import Section
from shequ_desk.store.database import Database, Work
from shequ_desk.store.rights import Clerk

if TYPE_CHECKING:
    from shequ_desk.desk.jobs import Jobs
    from shequ_desk.desk.messages import Messages
    from shequ_desk.desk.news import News
    from shequ_desk.desk.page import Page
    from shequ_desk.desk.printing import Printing
    from shequ_desk.desk.state import State

Tone = Literal["green", "orange", "blue", "plum", "gold", "red", "grey"]


@dataclass(frozen=True)
class Tile:
    """What can be done now for the person in front of the clerk, with one line of state."""

    title: str
    state: str
    tone: Tone
    key: str = ""
    action: str = ""


@dataclass(frozen=True)
class TimelineRow:
    """One past service of a person. `chip` is the short kind (助餐), `number` the paper's number."""

    at: datetime
    chip: str
    tone: Tone
    text: str
    number: str = ""


@dataclass(frozen=True)
class TodayRow:
    """One of today's figures; `limit` draws the bar."""

    label: str
    value: int | Money
    limit: int | None
    tone: Tone


@dataclass(frozen=True)
class DueRow:
    """Something with a date that waits for somebody. `person_id` 0 when it is about nobody.

    It opens the counter's own page, or `page` when one is named (settings).
    """

    due: date
    text: str
    tone: Tone
    person_id: int = 0
    action: str = ""
    page: str = ""


def tiles_of(facts: Iterable[TileFact], tone: Tone, shortcut: str) -> list[Tile]:
    """Facts as tiles in a counter's colour, urgent ones red; the main one shows the counter's key."""
    return [
        Tile(one.title, one.state, "red" if one.urgent else tone, shortcut if one.main else "", one.action)
        for one in facts
    ]


def timeline_of(facts: Iterable[PastFact], chip: str, tone: Tone) -> list[TimelineRow]:
    """Facts as rows of the timeline."""
    return [TimelineRow(one.at, chip, tone, one.text, one.number) for one in facts]


def due_of(facts: Iterable[DueFact], tone: Tone) -> list[DueRow]:
    """Facts as due rows in a counter's colour, urgent ones red."""
    return [DueRow(one.due, one.text, "red" if one.urgent else tone, one.person_id, one.action) for one in facts]


def samples_of(facts: Iterable[DueFact], place: str) -> list[DueRow]:
    """Sample rules that wait to be mended, at a place of the settings."""
    return [DueRow(one.due, one.text, "gold", 0, place, "settings") for one in facts]


PeriodKind = Literal["day", "month", "quarter", "year"]
Period = date | Month | Span


def period_at(kind: PeriodKind, day: date) -> Period:
    """The period of a kind that a day lies in."""
    if kind == "day":
        return day
    return Month.of(day) if kind == "month" else Span.of(day, 3 if kind == "quarter" else 12)


@dataclass(frozen=True)
class Report:
    """A paper that page and command line both offer.

    `gather(work, period)` reads and checks (Refusal when an identity fails); `period` is a date, a Month, or a Span of
    three or twelve months.
    `pdf(data)` and `workbook(data)` turn the same frozen data into bytes; `figures(data)` are its clickable sums.
    `trial(data)` says why the paper may not be signed yet, "" when it may. `masked(data)` is what the screen may show
    before somebody asks for whole numbers with a reason. `steps` gathers a long paper part by part, so that its preview
    can grow; the last one is what `gather` answers.
    """

    key: str
    title: str
    subtitle: str
    period: PeriodKind
    permission: str
    gather: Callable[[Work, Any], Any]
    pdf: Callable[[Any], bytes]
    workbook: Callable[[Any], bytes]
    figures: Callable[[Any], Sequence[Figure]]
    trial: Callable[[Any], str] = lambda _data: ""
    masked: Callable[[Any], Any] = lambda data: data
    steps: Callable[[Work, Any], Iterator[Any]] | None = None


@dataclass(frozen=True)
class Undo:
    """How a counter takes its own receipts back, so that quotas and limits return with the money.

    Both are called with (work, number, reason): `void` while the day is open, `reverse` (红冲) once it is closed.
    """

    void: Callable[[Work, str, str], object]
    reverse: Callable[[Work, str, str], object]


@dataclass(frozen=True)
class Context:
    """What a page is given. `open_page(key, person_id, action)` shows another page."""

    database: Database
    clerk: Clerk
    clock: Clock
    folder: Path
    jobs: "Jobs"
    news: "News"
    messages: "Messages"
    printing: "Printing"
    state: "State"
    open_page: Callable[[str, int, str], None]


def _nothing(*_: Any) -> tuple[()]:
    return ()


@dataclass(frozen=True)
class Counter:
    """One window in the hall.

    `found` fills what a new centre starts with (sample tariffs), once, in the founding itself.
    The other hooks take an open `work`, check rights themselves and return nothing (never raise) for what its clerk may
    not see. `shortcut` is the key that opens the page; `grants` is what the counter adds to the roles.
    `undo` says per series of receipts (CT) how the counter takes them back; the till does it for all others.
    """

    key: str
    title: str
    icon: str
    shortcut: str
    tone: Tone
    permission: str
    grants: Mapping[str, frozenset[str]]
    page: "Callable[[Context], Page]"
    settings_page: "Callable[[Context], Page] | None" = None
    settings_title: str = ""
    settings_permission: str = ""
    tiles: Callable[[Work, int], Sequence[Tile]] = _nothing
    timeline: Callable[[Work, int], Sequence[TimelineRow]] = _nothing
    reminders: Callable[[Work, int], Sequence[str]] = _nothing
    today: Callable[[Work], Sequence[TodayRow]] = _nothing
    due: Callable[[Work], Sequence[DueRow]] = _nothing
    checks: Callable[[Work, Month], Sequence[Check]] = _nothing
    month_section: Callable[[Work, Span], Section | None] = lambda _work, _span: None
    reports: tuple[Report, ...] = field(default=())
    undo: Mapping[str, Undo] = field(default_factory=dict)
    found: Callable[[Work], None] = lambda _work: None
    demo: Callable[[Work, Random, Month], None] = lambda _work, _random, _month: None
