"""The reports page as the window sees it. It is handed the other counters by the catalogue."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial

from shequ_desk.counters.reports import service as reports
from shequ_desk.counters.reports.rules import GRANTS, READ
from shequ_desk.counters.reports.rules.monthly import Monthly, document_of
from shequ_desk.desk.counter import Counter, DueRow, PeriodKind, Report
from shequ_desk.desk.late_page import LatePage
from shequ_desk.kernel.dates import Month, Span
from shequ_desk.kernel.figures import Figure
from shequ_desk.kernel.late import Later
from shequ_desk.kernel.sections import figures_of
from shequ_desk.store.database import Work

_PAPERS = "shequ_desk.counters.reports.papers"
_OFFICIAL = "shequ_desk.paper.official"
_PAGE = LatePage("shequ_desk.counters.reports.page.reports_page", "ReportsPage", (_PAPERS,))
_SETTINGS = LatePage("shequ_desk.counters.reports.page.settings_page", "ReportSettingsPage", (_OFFICIAL,))
_DASHBOARD = LatePage("shequ_desk.counters.reports.page.dashboard_page", "DashboardPage", (_PAPERS,))
_KINDS: tuple[tuple[str, str, PeriodKind], ...] = (
    ("monthly", "社区服务月报", "month"),
    ("quarterly", "社区服务季报", "quarter"),
    ("yearly", "社区服务年报", "year"),
)


def counter_of(counters: Sequence[Counter]) -> Counter:
    """The counter whose page offers the reports of `counters`, in their order, after its own."""
    own = tuple(_report(counters, *kind) for kind in _KINDS)
    return Counter(
        key="reports",
        title="报表",
        icon="reports",
        shortcut="F7",
        tone="green",
        permission=READ,
        grants=GRANTS,
        page=partial(_PAGE, counters, own=own),
        settings_page=_SETTINGS,
        settings_title="报表",
        settings_permission=READ,
        due=_due,
        reports=own,
    )


def dashboard_of(counters: Sequence[Counter]) -> Counter:
    """一屏掌握 of the same counters, a page of its own."""
    return Counter(
        key="dashboard",
        title="一屏",
        icon="dashboard",
        shortcut="F8",
        tone="green",
        permission=READ,
        grants=GRANTS,
        page=partial(_DASHBOARD, counters),
    )


def _report(counters: Sequence[Counter], key: str, title: str, kind: PeriodKind) -> Report:
    steps = partial(_steps, counters)
    return Report(
        key, title, "综合", kind, READ, partial(_whole, steps), _pdf, _workbook, _figures, _trial, steps=steps
    )


def _steps(counters: Sequence[Counter], work: Work, period: Month | Span) -> Iterator[Monthly]:
    span = Span(period) if isinstance(period, Month) else period
    found = reports.drifts(work, counters, span.start) if span.count == 1 else ()
    return reports.growing(work, counters, span, found)


def _whole(steps: Callable[[Work, Month | Span], Iterator[Monthly]], work: Work, period: Month | Span) -> Monthly:
    *_, whole = steps(work, period)
    return whole


def _pdf(monthly: Monthly) -> bytes:
    content: bytes = Later(_PAPERS, "document_pdf")(document_of(monthly))
    return content


def _workbook(monthly: Monthly) -> bytes:
    content: bytes = Later(_PAPERS, "document_workbook")(document_of(monthly))
    return content


def _figures(monthly: Monthly) -> Sequence[Figure]:
    sections = (chapter.section for chapter in monthly.chapters if chapter.section)
    return [figure for section in sections for figure in figures_of(section)]


def _trial(monthly: Monthly) -> str:
    span = monthly.span
    return f"{span.text}尚未结束，这是试算" if monthly.trial else ""


def _due(work: Work) -> Sequence[DueRow]:
    """Last month while it is not closed, and the signature that waits."""
    if READ not in work.clerk.permissions:
        return ()
    waiting = reports.waiting(work)
    return [DueRow(_day(work, one.month), one.text, "gold", 0, "close") for one in waiting]


def _day(work: Work, month: Month) -> date:
    return min(month.next.first, work.today)
