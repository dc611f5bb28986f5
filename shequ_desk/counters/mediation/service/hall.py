"""What the hall and the reports page ask. Who lacks the right learns that there is a case, and nothing of it."""

from datetime import datetime, time
from typing import Any

from sqlalchemy import func, select

from shequ_desk.counters.mediation.rules import (
    CHIPS,
    KNOWS,
    READ,
    WORK,
    Deadline,
    DueItem,
    TodayFacts,
)
from shequ_desk.counters.mediation.service.listing import LIST, limits_of, overdue
from shequ_desk.counters.mediation.tables import Dispute, PartyRow
from shequ_desk.kernel.dates import Month
from shequ_desk.kernel.facts import Check, DueFact, PastFact, TileFact, counted
from shequ_desk.people import service as people
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

_CASE = Dispute.__table__.c
_PARTY = PartyRow.__table__.c
_SOON = 3
_PAST = 100
_HIDDEN = "是调解案件的当事人，内容保密"


@needs(READ)
def tiles(work: Work, person_id: int) -> tuple[TileFact, ...]:
    """The resident's open cases with their days left, and taking a new one in."""
    query = LIST.where(_CASE.outcome == "", _CASE.id.in_(_of_person(work, person_id)))
    running = limits_of(work, query.order_by(_CASE.accepted_on))
    found = [_tile(row, limits[0]) for row, limits in running]
    if WORK in work.clerk.permissions:
        state = f"在办 {len(running)} 件" if running else "以这位居民为申请人立案"
        found.append(TileFact("矛盾一键化解", state, "accept", main=True))
    return tuple(found)


@needs(KNOWS)
def timeline(work: Work, person_id: int) -> tuple[PastFact, ...]:
    """The resident's cases (all aliases), the newest first; without the right only that there was one."""
    columns = (_CASE.accepted_at, _CASE.number, _CASE.title, _CASE.state)
    query = select(*columns).where(_CASE.id.in_(_of_person(work, person_id)))
    rows = work.connection.execute(query.order_by(_CASE.accepted_at.desc()).limit(_PAST))
    if READ not in work.clerk.permissions:
        return tuple(PastFact(datetime.combine(row.accepted_at.date(), time.min), _HIDDEN, "") for row in rows)
    return tuple(PastFact(row.accepted_at, f"{row.title}（{CHIPS[row.state]}）", row.number) for row in rows)


@needs(READ)
def reminders(work: Work, person_id: int) -> tuple[str, ...]:
    """A line beside the resident while a case is open."""
    query = select(_CASE.number).where(_CASE.outcome == "", _CASE.id.in_(_of_person(work, person_id)))
    return tuple(f"有调解案件在办：{number}" for number in work.connection.execute(query).scalars())


@needs(READ)
def figures_today(work: Work) -> TodayFacts:
    """Open cases and those past a limit."""
    count = select(func.count()).select_from(Dispute.__table__).where(_CASE.outcome == "")
    return TodayFacts(work.connection.execute(count).scalar_one(), len(overdue(work)))


@needs(READ)
def due_items(work: Work) -> tuple[DueItem, ...]:
    """Every limit that runs: settling, confirmation, performance, return visit; the nearest first."""
    waiting = (_CASE.outcome == "") | ((_CASE.outcome == "success") & (_CASE.state != "archived"))
    items = [_item(row, limit) for row, limits in limits_of(work, LIST.where(waiting)) for limit in limits]
    return tuple(sorted(items, key=lambda item: (item.deadline.last, item.case_id)))


@needs(READ)
def due(work: Work) -> tuple[DueFact, ...]:
    """`due_items` as the hall shows them, with days left."""
    return tuple(
        DueFact(
            item.deadline.last,
            f"{item.title} {item.deadline.title} {item.deadline.left_text}",
            f"case:{item.case_id}",
            item.urgent,
        )
        for item in due_items(work)
    )


@needs(READ)
def checks(work: Work, month: Month) -> tuple[Check, ...]:
    """What must hold before the month closes: nothing past its limit, finished cases bound."""
    late = [row for row in overdue(work) if row.deadline is not None and row.deadline <= month.last]
    loose = select(func.count()).where(
        _CASE.finished_on.between(month.first, month.last), _CASE.outcome != "success", _CASE.state != "archived"
    )
    unbound = work.connection.execute(loose).scalar_one()
    return (
        counted(len(late), "没有逾期未结的调解案件", "{} 件调解逾期未结", "overdue"),
        counted(unbound, "未成案件都已归档", "{} 件已结案件未归档", "finished"),
    )


def _of_person(work: Work, person_id: int) -> Any:
    return select(_PARTY.case_id).where(_PARTY.person_id.in_(people.ids_of(work, person_id)))


def _tile(row: Any, limit: Deadline) -> TileFact:
    state = f"{CHIPS[row.state]} · {limit.left_text}"
    return TileFact(row.title, state, f"case:{row.id}", urgent=limit.days_left < 0)


def _item(row: Any, limit: Deadline) -> DueItem:
    return DueItem(row.id, row.number, row.title, limit, limit.days_left <= _SOON)
