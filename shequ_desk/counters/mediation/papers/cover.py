"""卷宗封面, 卷内目录, 封底: bound around the papers, without page numbers of their own."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from shequ_desk.counters.mediation.papers.form import FORM, Sign, Story, head, line, table
from shequ_desk.counters.mediation.rules import SIDES, CaseFile, pair_text
from shequ_desk.kernel.dates import long_date
from shequ_desk.paper.grid import Cell, Grid
from shequ_desk.paper.official import OnGrid
from shequ_desk.paper.parts import Gap, Prose
from shequ_desk.paper.style import OFFICIAL_CENTRE, OFFICIAL_FLUSH, OFFICIAL_HEADLINE, OFFICIAL_PITCH

_LARGE = replace(FORM, size=15, pitch=21, row=1.5 * OFFICIAL_PITCH, pad=8)
_GREAT = replace(OFFICIAL_HEADLINE, size=36, pitch=2 * OFFICIAL_PITCH)
Entry = tuple[str, int, str]


def cover(file: CaseFile) -> Story:
    """卷宗封面: committee, name and number of the file, mediator, days, who bound it, how long it is kept."""
    case = file.case
    rows = (
        ("卷名", f"{pair_text(*(_names(file, side) for side in SIDES))}{case.details.title}"),
        ("卷号", case.number),
        ("人民调解员", case.mediator),
        ("调解日期", f"{long_date(case.accepted_on)}至{_day(case.finished_on)}"),
        ("立卷人", case.bound_by),
        ("立卷日期", _day(case.archived_on)),
        ("保管期限", case.retention or file.settings.retention),
        ("备注", ""),
    )
    grid = Grid((100, 342), [[Cell(label, "centre"), Cell(value)] for label, value in rows], look=_LARGE)
    return [
        Gap(2 * OFFICIAL_PITCH),
        Prose(case.committee.name, OFFICIAL_HEADLINE),
        Gap(OFFICIAL_PITCH),
        Prose("人民调解卷宗", _GREAT),
        Gap(2 * OFFICIAL_PITCH),
        OnGrid(grid),
    ]


def _names(file: CaseFile, side: str) -> list[str]:
    return [party.name for party in file.case.parties if party.side == side]


def _day(day: date | None) -> str:
    return long_date(day) if day else "　　　　年　　月　　日"


def contents(file: CaseFile, entries: Sequence[Entry]) -> Story:
    """卷内目录 of (title, first page, note)."""
    rows = [[str(place), title, str(page), note] for place, (title, page, note) in enumerate(entries, 1)]
    return [
        Prose("卷内目录", OFFICIAL_HEADLINE),
        Prose(file.case.number, replace(OFFICIAL_FLUSH, align="right")),
        table((40, 240, 48, 114), ("序号", "文书名称", "页号", "备注"), rows),
    ]


def back(file: CaseFile, pages: int) -> Story:
    """卷宗封底: how many pages there are, who bound them."""
    case = file.case
    counted = f"立卷时登记 {case.file_pages} 页。" if case.file_pages and case.file_pages != pages else ""
    return [
        Gap(8 * OFFICIAL_PITCH),
        Prose(f"本卷共 {pages} 页", OFFICIAL_HEADLINE),
        Prose("（不含封面、目录、封底）", OFFICIAL_CENTRE),
        *([Prose(counted, OFFICIAL_CENTRE)] if counted else []),
        Gap(4 * OFFICIAL_PITCH),
        head(f"卷内情况说明：{'见《卷宗情况说明》' if _explained(file) else '无特殊情况'}"),
        Gap(OFFICIAL_PITCH),
        line("立卷人", case.bound_by),
        line("立卷日期", _day(case.archived_on)),
        Sign("检查人（签名）"),
    ]


def _explained(file: CaseFile) -> bool:
    """Whether 卷宗情况说明 belongs in the file, or lies there without need."""
    return any(item.key == "explanation" for item in file.case.completeness.items)
