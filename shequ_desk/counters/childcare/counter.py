"""Childcare as the hall, the reports page and the command line see it."""

from collections.abc import Sequence

from shequ_desk.counters.childcare.rules import GRANTS
from shequ_desk.counters.childcare.rules.papers import MonthPaper, WallPaper, WeekPaper
from shequ_desk.counters.childcare.service import hall, month_paper, wall_paper, week_paper
from shequ_desk.counters.childcare.service.behind import month_sums
from shequ_desk.counters.childcare.service.charging import SERIES
from shequ_desk.counters.childcare.service.demo import demo
from shequ_desk.counters.childcare.service.preset import preset
from shequ_desk.counters.childcare.service.section import month_section
from shequ_desk.counters.childcare.service.undo import reverse_stays, void_stays
from shequ_desk.desk.counter import (
    Counter,
    DueRow,
    Report,
    Tile,
    TimelineRow,
    TodayRow,
    Undo,
    due_of,
    samples_of,
    tiles_of,
    timeline_of,
)
from shequ_desk.desk.late_page import LatePage
from shequ_desk.kernel.dates import Month, Span
from shequ_desk.kernel.facts import Check
from shequ_desk.kernel.figures import Figure
from shequ_desk.kernel.late import Later
from shequ_desk.kernel.sections import Section
from shequ_desk.store.database import Work

_READ = "childcare.read"
_PAPERS = "shequ_desk.counters.childcare.papers"
_PRINTED = (_PAPERS, "shequ_desk.till.papers")
_BOOK = "childcare.book"


def _tiles(work: Work, person_id: int) -> Sequence[Tile]:
    if _BOOK not in work.clerk.permissions:
        return ()
    return tiles_of(hall.tiles(work, person_id), "blue", "F4")


def _timeline(work: Work, person_id: int) -> Sequence[TimelineRow]:
    if _BOOK not in work.clerk.permissions:
        return ()
    return timeline_of(hall.timeline(work, person_id), "托育", "blue")


def _reminders(work: Work, person_id: int) -> Sequence[str]:
    return hall.reminders(work, person_id) if _BOOK in work.clerk.permissions else ()


def _today(work: Work) -> Sequence[TodayRow]:
    if _READ not in work.clerk.permissions:
        return ()
    stats = hall.figures_today(work)
    return [TodayRow("托育", stats.came, stats.booked, "blue")]


def _due(work: Work) -> Sequence[DueRow]:
    if _READ not in work.clerk.permissions:
        return ()
    return [*due_of(hall.due(work), "blue"), *_samples(work)]


def _samples(work: Work) -> Sequence[DueRow]:
    """Prices that are still samples: the director sets the centre's own."""
    if "childcare.rules" not in work.clerk.permissions:
        return ()
    return samples_of(hall.samples_due(work), "childcare/项目与价格")


def _checks(work: Work, month: Month) -> Sequence[Check]:
    if _READ not in work.clerk.permissions:
        return ()
    return hall.checks(work, month)


def _section(work: Work, span: Span) -> Section | None:
    return month_section(work, span) if "childcare.report" in work.clerk.permissions else None


def _sums(paper: MonthPaper) -> Sequence[Figure]:
    return month_sums(paper.figures)


def _trial(paper: MonthPaper) -> str:
    return paper.unfinished


def _no_sums(_paper: WallPaper | WeekPaper) -> Sequence[Figure]:
    return ()


REPORTS = (
    Report(
        "childcare-month",
        "托育服务月报表",
        "人次、时长、费用 · 签字盖章",
        "month",
        "childcare.report",
        month_paper,
        Later(_PAPERS, "month_pdf"),
        Later(_PAPERS, "month_workbook"),
        _sums,
        _trial,
    ),
    Report(
        "childcare-health",
        "托育儿童健康与月龄情况表",
        "报主管部门 · 只有人数",
        "month",
        "childcare.report",
        month_paper,
        Later(_PAPERS, "health_pdf"),
        Later(_PAPERS, "health_workbook"),
        _sums,
        _trial,
    ),
    Report(
        "childcare-wall",
        "托育在托安排",
        "张贴 · 已脱敏",
        "day",
        "childcare.book",
        wall_paper,
        Later(_PAPERS, "wall_pdf"),
        Later(_PAPERS, "wall_workbook"),
        _no_sums,
    ),
    Report(
        "childcare-week",
        "托育预约看板",
        "所选日期的一周",
        "day",
        "childcare.read",
        week_paper,
        Later(_PAPERS, "week_pdf"),
        Later(_PAPERS, "week_workbook"),
        _no_sums,
    ),
)

COUNTER = Counter(
    key="childcare",
    title="托育",
    icon="childcare",
    shortcut="F4",
    tone="blue",
    permission=_READ,
    grants=GRANTS,
    page=LatePage("shequ_desk.counters.childcare.page.childcare_page", "ChildcarePage", _PRINTED),
    settings_page=LatePage("shequ_desk.counters.childcare.page.settings_page", "ChildcareSettingsPage"),
    settings_title="托育",
    settings_permission=_READ,
    tiles=_tiles,
    timeline=_timeline,
    reminders=_reminders,
    today=_today,
    due=_due,
    checks=_checks,
    month_section=_section,
    reports=REPORTS,
    undo={SERIES: Undo(void_stays, reverse_stays)},
    found=preset,
    demo=demo,
)
