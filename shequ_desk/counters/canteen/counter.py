"""The canteen as the hall, the reports page and the command line see it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from shequ_desk.counters.canteen.rules import GRANTS, PublicLedger, Settlement
from shequ_desk.counters.canteen.service import hall
from shequ_desk.counters.canteen.service.behind import public_figures, settlement_figures
from shequ_desk.counters.canteen.service.demo import demo
from shequ_desk.counters.canteen.service.ledger import SERIES
from shequ_desk.counters.canteen.service.month import month_section
from shequ_desk.counters.canteen.service.preset import preset
from shequ_desk.counters.canteen.service.public_ledger import public_ledger
from shequ_desk.counters.canteen.service.settlement import settlement
from shequ_desk.counters.canteen.service.undo import reverse_meals, void_meals
from shequ_desk.desk.counter import (
    Context,
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
from shequ_desk.kernel.late import Later
from shequ_desk.kernel.sections import Section
from shequ_desk.store.database import Work

if TYPE_CHECKING:
    from shequ_desk.desk.page import Page

_READ = "canteen.read"
_SETTINGS = LatePage("shequ_desk.counters.canteen.page.settings_page", "CanteenSettingsPage")
_PAPERS = "shequ_desk.counters.canteen.papers"
_PRINTED = (_PAPERS, "shequ_desk.till.papers")
_TILL = LatePage("shequ_desk.counters.canteen.page.till_page", "CanteenPage", _PRINTED)
_DAY = LatePage("shequ_desk.counters.canteen.page.day_page", "DayPage", _PRINTED)
_MENDED_BY = {"no_shows": "canteen.settle", "after_death": "canteen.void"}


def _page(context: Context) -> "Page":
    """The till for who settles, the day's meals for who reads or enters paper lists."""
    page: Page = (_TILL if "canteen.settle" in context.clerk.permissions else _DAY)(context)
    return page


def _tiles(work: Work, person_id: int) -> Sequence[Tile]:
    if "canteen.settle" not in work.clerk.permissions:
        return ()
    return tiles_of(hall.tiles(work, person_id), "orange", "F3")


def _timeline(work: Work, person_id: int) -> Sequence[TimelineRow]:
    if _READ not in work.clerk.permissions:
        return ()
    return timeline_of(hall.timeline(work, person_id), "助餐", "orange")


def _today(work: Work) -> Sequence[TodayRow]:
    if _READ not in work.clerk.permissions:
        return ()
    stats = hall.figures_today(work)
    public = TodayRow("公益套餐", stats.public_used, stats.public_quota, "gold")
    return [TodayRow("助餐", stats.meals, None, "orange"), public]


def _due(work: Work) -> Sequence[DueRow]:
    if _READ not in work.clerk.permissions:
        return _samples(work)
    return [*due_of(hall.due(work), "orange"), *_samples(work)]


def _samples(work: Work) -> Sequence[DueRow]:
    """Rules that are still samples: the director mends them, an administrator alone sees to it that there is one."""
    held = work.clerk.permissions
    if "canteen.rules" in held:
        return samples_of(hall.samples_due(work), "canteen/优惠规则")
    return samples_of(hall.samples_to_report(work), "accounts") if "office.accounts" in held else ()


def _checks(work: Work, month: Month) -> Sequence[Check]:
    if _READ not in work.clerk.permissions:
        return ()
    held = work.clerk.permissions
    return [one if _MENDED_BY.get(one.action) in held else replace(one, action="") for one in hall.checks(work, month)]


def _section(work: Work, span: Span) -> Section | None:
    return month_section(work, span) if "canteen.report" in work.clerk.permissions else None


def _trial(paper: Settlement | PublicLedger) -> str:
    return paper.unfinished


def _masked(paper: Settlement) -> Settlement:
    return paper.masked


REPORTS = (
    Report(
        "canteen-settlement",
        "老年助餐补贴结算表",
        "街道民政 · 签字盖章",
        "month",
        "canteen.report",
        settlement,
        Later(_PAPERS, "settlement_pdf"),
        Later(_PAPERS, "settlement_workbook"),
        settlement_figures,
        _trial,
        _masked,
    ),
    Report(
        "canteen-posting",
        "老年助餐补贴公示表",
        "张贴 · 已脱敏",
        "month",
        "canteen.report",
        settlement,
        Later(_PAPERS, "posting_pdf"),
        Later(_PAPERS, "posting_workbook"),
        settlement_figures,
        _trial,
        _masked,
    ),
    Report(
        "canteen-public",
        "公益套餐发放台账",
        "户外劳动者",
        "month",
        "canteen.report",
        public_ledger,
        Later(_PAPERS, "public_pdf"),
        Later(_PAPERS, "public_workbook"),
        public_figures,
        _trial,
    ),
)

COUNTER = Counter(
    key="canteen",
    title="助餐",
    icon="canteen",
    shortcut="F3",
    tone="orange",
    permission=_READ,
    grants=GRANTS,
    page=_page,
    settings_page=_SETTINGS,
    settings_title="助餐",
    settings_permission=_READ,
    tiles=_tiles,
    timeline=_timeline,
    today=_today,
    due=_due,
    checks=_checks,
    month_section=_section,
    reports=REPORTS,
    undo={SERIES: Undo(void_meals, reverse_meals)},
    found=preset,
    demo=demo,
)
