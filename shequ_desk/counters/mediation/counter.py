"""Mediation as the hall, the reports page and the command line see it."""

from collections.abc import Sequence

from shequ_desk.counters.mediation import service as mediation
from shequ_desk.counters.mediation.rules import GRANTS, KNOWS, READ, REPORT, Statistics
from shequ_desk.counters.mediation.service import hall
from shequ_desk.counters.mediation.service.demo import demo
from shequ_desk.counters.mediation.service.month import month_section
from shequ_desk.counters.mediation.service.preset import preset
from shequ_desk.desk.counter import (
    Counter,
    DueRow,
    PeriodKind,
    Report,
    Tile,
    TimelineRow,
    TodayRow,
    due_of,
    tiles_of,
    timeline_of,
)
from shequ_desk.desk.late_page import LatePage
from shequ_desk.kernel.dates import Month, Span
from shequ_desk.kernel.facts import Check
from shequ_desk.kernel.late import Later
from shequ_desk.kernel.sections import Section
from shequ_desk.store.database import Work

_PAPERS = "shequ_desk.counters.mediation.papers"


def _tiles(work: Work, person_id: int) -> Sequence[Tile]:
    if READ not in work.clerk.permissions:
        return ()
    return tiles_of(hall.tiles(work, person_id), "plum", "F5")


def _timeline(work: Work, person_id: int) -> Sequence[TimelineRow]:
    if KNOWS not in work.clerk.permissions:
        return ()
    return timeline_of(hall.timeline(work, person_id), "调解", "plum")


def _reminders(work: Work, person_id: int) -> Sequence[str]:
    return hall.reminders(work, person_id) if READ in work.clerk.permissions else ()


def _today(work: Work) -> Sequence[TodayRow]:
    if READ not in work.clerk.permissions:
        return ()
    facts = hall.figures_today(work)
    return [TodayRow("调解在办", facts.open, None, "red" if facts.overdue else "plum")]


def _due(work: Work) -> Sequence[DueRow]:
    if READ not in work.clerk.permissions:
        return ()
    return due_of(hall.due(work), "plum")


def _checks(work: Work, month: Month) -> Sequence[Check]:
    if READ not in work.clerk.permissions:
        return ()
    return hall.checks(work, month)


def _section(work: Work, span: Span) -> Section | None:
    return month_section(work, span) if REPORT in work.clerk.permissions else None


def _statistics(work: Work, period: Month | Span) -> Statistics:
    return mediation.statistics(work, Span(period) if isinstance(period, Month) else period)


def _trial(found: Statistics) -> str:
    return f"{found.span.text}尚未结束，这是试算" if found.running else ""


def _table(kind: PeriodKind, word: str) -> Report:
    return Report(
        f"mediation-{kind}",
        f"人民调解案件情况统计表（{word}）",
        "司法所 · 签字盖章",
        kind,
        REPORT,
        _statistics,
        Later(_PAPERS, "statistics_pdf"),
        Later(_PAPERS, "statistics_workbook"),
        mediation.statistics_figures,
        _trial,
    )


REPORTS = (
    _table("month", "月"),
    _table("quarter", "季"),
    _table("year", "年"),
    Report(
        "mediation-allowance",
        "人民调解以案定补发放表",
        "按件补贴 · 签字",
        "month",
        REPORT,
        mediation.allowance_list,
        Later(_PAPERS, "allowance_pdf"),
        Later(_PAPERS, "allowance_workbook"),
        mediation.allowance_figures,
    ),
)

COUNTER = Counter(
    key="mediation",
    title="调解",
    icon="mediation",
    shortcut="F5",
    tone="plum",
    permission=READ,
    grants=GRANTS,
    page=LatePage("shequ_desk.counters.mediation.page.mediation_page", "MediationPage", (_PAPERS,)),
    settings_page=LatePage("shequ_desk.counters.mediation.page.settings_page", "MediationSettingsPage"),
    settings_title="调解",
    settings_permission=READ,
    tiles=_tiles,
    timeline=_timeline,
    reminders=_reminders,
    today=_today,
    due=_due,
    checks=_checks,
    month_section=_section,
    reports=REPORTS,
    found=preset,
    demo=demo,
)
