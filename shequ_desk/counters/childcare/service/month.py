"""The month of childcare: sums over the ledger, each checked against the others."""

from collections import defaultdict
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, func, select

from shequ_desk.counters.childcare.rules.admission import places
from shequ_desk.counters.childcare.rules.booking import LATE, MISSED
from shequ_desk.counters.childcare.rules.documents import HEALTH, VACCINE
from shequ_desk.counters.childcare.rules.door import ABNORMAL, CHECKED, REFUSED
from shequ_desk.counters.childcare.rules.month import AgeLine, MonthFigures, PayerSum, Sum, UseSum, check_month
from shequ_desk.counters.childcare.rules.offer import Session, minute_of
from shequ_desk.counters.childcare.rules.plan import moment
from shequ_desk.counters.childcare.rules.waiting import ACCEPTED
from shequ_desk.counters.childcare.service.charging import SERIES, age_class
from shequ_desk.counters.childcare.service.plans import plan_of
from shequ_desk.counters.childcare.service.sums import STAY, fen_sum
from shequ_desk.counters.childcare.tables import (
    BookingRow,
    ChildRow,
    DocumentRow,
    DoorRow,
    IncidentRow,
    ShareRow,
    StayRow,
    WaitingEventRow,
    WaitingRow,
)
from shequ_desk.kernel.dates import Month
from shequ_desk.kernel.money import Money, total
from shequ_desk.office import service as office
from shequ_desk.office.rules import Centre
from shequ_desk.people.tables import Person
from shequ_desk.store import settings
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs
from shequ_desk.till import service as till

_SHARE = ShareRow.__table__.c
_BOOKING = BookingRow.__table__.c
_DOOR = DoorRow.__table__.c
_DOCUMENT = DocumentRow.__table__.c
_CHUNK = 500
_ORDER = ("乳儿班", "托小班", "托大班", "学龄")


@needs("childcare.report")
def month_figures(work: Work, month: Month) -> MonthFigures:
    """Everything the month's paper prints. Refusal for a month to come, or when an identity fails."""
    office.must_have_come(work, month)
    lines = _lines(work, month)
    children = _children(work, month)
    whole = _sum("", lines)
    figures = MonthFigures(
        month=month,
        centre=settings.load(work, Centre).name,
        visits=whole.visits,
        children=len(children),
        minutes=whole.minutes,
        by_programme=_by(lines, "programme_name"),
        by_class=_classes(lines),
        by_day=tuple((day, _sum(f"{day:%m-%d}", own)) for day, own in _grouped(lines, "day").items()),
        payers=_payers(work, month),
        uses=_uses(work, month),
        ages=_ages(work, month, children),
        turns=_count(work, func.count(), WaitingRow.asked_at.between(*_moments(month))),
        taken=_taken(work, month),
        no_shows=_count(work, func.count(), _BOOKING.state == MISSED, _in(_BOOKING.day, month)),
        late_cancels=_count(work, func.count(), _BOOKING.state == LATE, _in(_BOOKING.day, month)),
        incidents=_count(work, func.count(), IncidentRow.at.between(*_moments(month)), IncidentRow.amends_id == 0),
        refused=_count(work, func.count(), _DOOR.kind == REFUSED, _DOOR.at.between(*_moments(month))),
        grandparents=_grandparents(work, children),
        list_price=whole.list_price,
        care=whole.care,
        meal_fee=whole.meal_fee,
        receipts=total(one.net for one in till.takings(work, month.first, month.last) if one.kind == SERIES),
    )
    check_month(figures)
    return figures


def _lines(work: Work, month: Month) -> list[Any]:
    """Sums by day, programme and class, those that cancelled out left out."""
    keys = (STAY.day, STAY.programme_name, STAY.age_class)
    sums = (func.sum(STAY.quantity).label("visits"), func.sum(STAY.minutes).label("minutes"))
    money = tuple(fen_sum(STAY[name]).label(name) for name in ("list_price", "care", "meal_fee"))
    query = select(*keys, *sums, *money).where(_in(STAY.day, month)).group_by(*keys).order_by(*keys)
    return list(work.connection.execute(query).mappings())


def _sum(name: str, lines: list[Any]) -> Sum:
    visits, minutes = (sum(one[key] for one in lines) for key in ("visits", "minutes"))
    money = (Money(sum(one[key] for one in lines)) for key in ("list_price", "care", "meal_fee"))
    return Sum(name, visits, minutes, *money)


def _grouped(lines: list[Any], key: str) -> dict[Any, list[Any]]:
    groups: dict[Any, list[Any]] = defaultdict(list)
    for one in lines:
        groups[one[key]].append(one)
    return groups


def _by(lines: list[Any], key: str) -> tuple[Sum, ...]:
    return tuple(_sum(name, own) for name, own in _grouped(lines, key).items())


def _classes(lines: list[Any]) -> tuple[Sum, ...]:
    return tuple(sorted(_by(lines, "age_class"), key=lambda one: _ORDER.index(one.name)))


def _children(work: Work, month: Month) -> dict[int, int]:
    """Children who came → their months of age at the last stay."""
    query = select(STAY.child_id, func.max(STAY.months)).where(_in(STAY.day, month)).group_by(STAY.child_id)
    rows = work.connection.execute(query.having(func.sum(STAY.quantity) > 0))
    return {row[0]: row[1] for row in rows}


def _payers(work: Work, month: Month) -> tuple[PayerSum, ...]:
    query = select(_SHARE.payer, fen_sum(_SHARE.fen)).where(_in(_SHARE.day, month)).group_by(_SHARE.payer)
    found = [PayerSum(payer, Money(fen)) for payer, fen in work.connection.execute(query) if fen]
    return tuple(sorted(found, key=lambda one: (-one.amount.fen, one.payer)))


def _uses(work: Work, month: Month) -> tuple[UseSum, ...]:
    """Per session: child-minutes here of the place-minutes offered on the days so far."""
    plan = plan_of(work, month.first, month.last)
    stays = _stays(work, month)
    used: dict[tuple[int, int], int] = defaultdict(int)
    offered: dict[tuple[int, int], int] = defaultdict(int)
    names: dict[tuple[int, int], tuple[str, str]] = {}
    for day in (one for one in month.days() if one <= work.today):
        for group in plan.groups_on(day):
            capacity = plan.capacity(group, day)
            for session in (one for one in plan.held(group.no, day) if one.drop_in):
                key = (group.no, session.no)
                names[key] = (group.name, session.text)
                span = next(one for one in capacity.duties if one.start == minute_of(session.starts))
                offered[key] += places(capacity, span) * (span.end - span.start)
                used[key] += sum(_inside(session, day, one) for one in stays[day, group.no])
    return tuple(UseSum(*names[key], used[key], offered[key]) for key in names)


def _stays(work: Work, month: Month) -> dict[tuple[date, int], list[Any]]:
    """Stays of the month's days that stand, by day and group."""
    mirror = StayRow.__table__.alias("mirror")
    undone = select(mirror.c.origin_id).where(mirror.c.origin_id.is_not(None))
    standing = (STAY.origin_id.is_(None), STAY.id.not_in(undone))
    query = select(STAY.stay_day, STAY.group_no, STAY.in_at, STAY.out_at)
    found: dict[tuple[date, int], list[Any]] = defaultdict(list)
    for row in work.connection.execute(query.where(_in(STAY.stay_day, month), *standing)):
        found[row.stay_day, row.group_no].append(row)
    return found


def _inside(session: Session, day: date, stay: Any) -> int:
    first, last = moment(day, minute_of(session.starts)), moment(day, minute_of(session.ends))
    return max(int((min(last, stay.out_at) - max(first, stay.in_at)).total_seconds()) // 60, 0)


def _ages(work: Work, month: Month, children: dict[int, int]) -> tuple[AgeLine, ...]:
    sexes = _of_children(work, children, select(Person.id, Person.sex), Person.__table__.c.id)
    healthy, vaccinated = (_with_document(work, month, children, kind) for kind in (HEALTH, VACCINE))
    ill = _ill(work, month)
    found = []
    for name in _ORDER:
        own = [child for child, months in children.items() if age_class(months) == name]
        boys, girls = (sum(sexes.get(child) == sex for child in own) for sex in ("男", "女"))
        found.append(
            AgeLine(
                name,
                len(own),
                boys,
                girls,
                sum(child in healthy for child in own),
                sum(child in vaccinated for child in own),
                sum(ill.get(child, 0) for child in own),
            )
        )
    return tuple(one for one in found if one.children)


def _with_document(work: Work, month: Month, children: dict[int, int], kind: str) -> set[int]:
    last = min(month.last, work.today)
    good = (_DOCUMENT.kind == kind, _DOCUMENT.signed_on <= last, _DOCUMENT.withdrawn_on.is_(None))
    holds = (_DOCUMENT.valid_to.is_(None)) | (_DOCUMENT.valid_to >= month.first)
    query = select(_DOCUMENT.child_id, _DOCUMENT.child_id).where(*good, holds)
    return set(_of_children(work, children, query, _DOCUMENT.child_id))


def _ill(work: Work, month: Month) -> dict[int, int]:
    """Child → abnormal morning checks in the month."""
    bad = (_DOOR.kind == CHECKED, _DOOR.condition == ABNORMAL, _DOOR.at.between(*_moments(month)))
    rows = work.connection.execute(select(_DOOR.child_id, func.count()).where(*bad).group_by(_DOOR.child_id))
    return {row[0]: row[1] for row in rows}


def _grandparents(work: Work, children: dict[int, int]) -> int:
    query = select(ChildRow.child_id, ChildRow.carer_kind).where(ChildRow.carer_kind == "祖辈")
    return len(_of_children(work, children, query, ChildRow.__table__.c.child_id))


def _of_children(work: Work, children: dict[int, int], query: Any, column: ColumnElement[int]) -> dict[int, Any]:
    wanted = sorted(children)
    found: dict[int, Any] = {}
    for start in range(0, len(wanted), _CHUNK):
        rows = work.connection.execute(query.where(column.in_(wanted[start : start + _CHUNK])))
        found |= {row[0]: row[1] for row in rows}
    return found


def _taken(work: Work, month: Month) -> int:
    query = (
        select(func.count())
        .select_from(WaitingEventRow)
        .join(WaitingRow, WaitingRow.id == WaitingEventRow.turn_id)
        .where(WaitingEventRow.kind == ACCEPTED, WaitingRow.asked_at.between(*_moments(month)))
    )
    return int(work.connection.execute(query).scalar_one())


def _count(work: Work, what: Any, *where: Any) -> int:
    return int(work.connection.execute(select(what).where(*where)).scalar_one())


def _in(column: Any, month: Month) -> Any:
    return column.between(month.first, month.last)


def _moments(month: Month) -> tuple[datetime, datetime]:
    return datetime.combine(month.first, time()), datetime.combine(month.last, time.max)
