"""The till as the hall, the reports page and the command line see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from shequ_desk.desk.counter import Counter, DueRow, Report, Tile
from shequ_desk.desk.late_page import LatePage
from shequ_desk.kernel.dates import Month, short_date
from shequ_desk.kernel.facts import Check
from shequ_desk.kernel.figures import Figure
from shequ_desk.kernel.late import Later
from shequ_desk.kernel.money import total
from shequ_desk.office import service as office
from shequ_desk.people import service as people
from shequ_desk.store.database import Work
from shequ_desk.till import service as till
from shequ_desk.till.rules import GRANTS, CloseSheet
from shequ_desk.till.service.figures import close_figures, close_sheet

_PAPERS = "shequ_desk.till.papers"
_PAGE = LatePage("shequ_desk.till.page.till_page", "TillPage", (_PAPERS, "shequ_desk.till.service.listing"))
_SETTINGS = LatePage("shequ_desk.till.page.settings_page", "TillSettingsPage", ("shequ_desk.till.papers.sample",))


@dataclass(frozen=True)
class DayPaper:
    """A day close and whether it comes from made-up data."""

    sheet: CloseSheet
    demo: bool


def _tiles(work: Work, person_id: int) -> Sequence[Tile]:
    if "till.collect" not in work.clerk.permissions:
        return ()
    owed = till.unpaid(work, people.ids_of(work, person_id))
    if not owed:
        return ()
    return [Tile("记账收款", f"{len(owed)} 笔 {total(one.amount for one in owed).text()} 元", "gold", "", "collect")]


def _due(work: Work) -> Sequence[DueRow]:
    if "till.close" not in work.clerk.permissions:
        return ()
    late = [day for day in till.open_days(work) if day < work.today]
    return [DueRow(day, f"{short_date(day)} 未日结", "red", 0, "close") for day in late]


def _checks(work: Work, month: Month) -> Sequence[Check]:
    if "till.read" not in work.clerk.permissions:
        return ()
    running = [day for day in till.open_days(work) if day in month]
    closed = len(till.closed_days(work, month.first, month.last))
    if running:
        mend = "close" if "till.close" in work.clerk.permissions else ""
        return [Check(f"还有 {len(running)} 天未日结", False, mend)]
    return [Check(f"日结 {closed} / {closed} 天，单号连续", True)] if closed else []


def _gather(work: Work, day: date) -> DayPaper:
    return DayPaper(close_sheet(work, day), office.centre(work).demo)


def _pdf(paper: DayPaper) -> bytes:
    content: bytes = Later(_PAPERS, "day_close_pdf")(paper.sheet, paper.demo)
    return content


def _workbook(paper: DayPaper) -> bytes:
    content: bytes = Later(_PAPERS, "day_close_workbook")(paper.sheet, paper.demo)
    return content


def _trial(paper: DayPaper) -> str:
    day = paper.sheet.day
    return "" if paper.sheet.closed_at is not None else f"{short_date(day)}尚未日结，这是日结预览"


def _figures(paper: DayPaper) -> Sequence[Figure]:
    return close_figures(paper.sheet)


REPORTS = (
    Report(
        "day-close",
        "日结单",
        "当天收款、现金、单号",
        "day",
        "till.read",
        _gather,
        _pdf,
        _workbook,
        _figures,
        _trial,
    ),
)


def counter_of(counters: Sequence[Counter]) -> Counter:
    """The till, which takes back receipts of `counters` the way they say."""
    undo = {series: one for counter in counters for series, one in counter.undo.items()}
    return Counter(
        key="till",
        title="收款",
        icon="till",
        shortcut="Ctrl+T",
        tone="green",
        permission="till.read",
        grants=GRANTS,
        page=partial(_PAGE, undo=undo),
        settings_page=_SETTINGS,
        tiles=_tiles,
        due=_due,
        checks=_checks,
        reports=REPORTS,
    )
