"""The desk's own data: settings, committees, mediators, sub-types, the allowance tariff."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import case, func, select

from shequ_desk.counters.mediation.rules import (
    READ,
    REPORT,
    ROSTER,
    SETTINGS,
    TYPES,
    AllowanceRate,
    Committee,
    Mediation,
    Mediator,
    check_committee,
    check_mediator,
    check_rate,
    check_settings,
)
from shequ_desk.counters.mediation.tables import CommitteeRow, Dispute, MediatorRow, RateRow, SubtypeRow
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.names import normalise
from shequ_desk.kernel.phones import normalise_phone
from shequ_desk.store import numbers, settings
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

_COMMITTEE = CommitteeRow.__table__.c
_MEDIATOR = MediatorRow.__table__.c
_CASE = Dispute.__table__.c
_RATE = RateRow.__table__.c
_SUBTYPE = SubtypeRow.__table__.c


def series(committee_id: int) -> str:
    """The name of a committee's number series."""
    return f"mediation-{committee_id}"


@needs(READ)
def options(work: Work) -> Mediation:
    """How cases are numbered, timed and kept."""
    return settings.load(work, Mediation)


@needs(SETTINGS)
def save_options(work: Work, values: Mediation) -> None:
    """Refusal when a value is out of bounds. Numbers already given keep their form."""
    check_settings(values)
    settings.save(work, values)


@needs(READ)
def committees(work: Work, everything: bool = False) -> tuple[Committee, ...]:
    """The committees in use, or all of them, in the order they were set up."""
    query = select(_COMMITTEE.id, _COMMITTEE.name, _COMMITTEE.abbreviation, _COMMITTEE.kind, _COMMITTEE.active)
    asked = query if everything else query.where(_COMMITTEE.active)
    return tuple(Committee(*row) for row in work.connection.execute(asked.order_by(_COMMITTEE.id)))


@needs(SETTINGS)
def save_committee(work: Work, committee: Committee) -> int:
    """Add (`id` 0) or change a committee.

    Refusal: a field is missing, another committee has the abbreviation, or the kind changes after cases were counted.
    """
    check_committee(committee)
    values = vars(committee) | {"name": committee.name.strip(), "abbreviation": committee.abbreviation.strip()}
    row = work.session.get(CommitteeRow, committee.id) if committee.id else None
    if row is None or row.abbreviation != values["abbreviation"]:
        _refuse_taken(work, committee)
    if row is None:
        del values["id"]
        committee_id = work.insert(CommitteeRow, values)
    else:
        _keep_kind(work, row, committee.kind)
        _set(row, values)
        committee_id = row.id
    work.news("mediation")
    return committee_id


@needs(SETTINGS)
def start_numbers(work: Work, committee_id: int, year: int, following: int) -> None:
    """Go on from paper: `following` is the committee's next number of the year. Refusal once numbers were given."""
    numbers.start_at(work, series(committee_id), year, following)


@needs(READ)
def mediators(work: Work, on: date | None = None) -> tuple[Mediator, ...]:
    """The roster with each one's cases as host; with `on` only those in office that day."""
    query = select(MediatorRow.__table__, _open_count(), func.count(_CASE.id)).outerjoin(
        Dispute.__table__, _CASE.mediator_id == _MEDIATOR.id
    )
    if on is not None:
        query = query.where(_MEDIATOR.from_day <= on, func.coalesce(_MEDIATOR.to_day, on) >= on)
    rows = work.connection.execute(query.group_by(_MEDIATOR.id).order_by(_MEDIATOR.id))
    return tuple(
        Mediator(r.id, r.name, r.level, r.committee_id, r.phone, r.from_day, r.to_day, r[-2] or 0, r[-1]) for r in rows
    )


@needs(ROSTER)
def save_mediator(work: Work, mediator: Mediator) -> int:
    """Add (`id` 0) or change a mediator. Refusal: name, level, phone, period or committee is wrong."""
    check_mediator(mediator)
    if work.session.get(CommitteeRow, mediator.committee_id) is None:
        raise Refusal("请选择所属的调解委员会", "先在设置中登记调解委员会", "committee_id")
    values = {
        "committee_id": mediator.committee_id,
        "name": normalise(mediator.name),
        "level": mediator.level,
        "phone": normalise_phone(mediator.phone),
        "from_day": mediator.from_day,
        "to_day": mediator.to_day,
    }
    row = work.session.get(MediatorRow, mediator.id) if mediator.id else None
    work.news("mediation")
    if row is None:
        return work.insert(MediatorRow, values)
    _set(row, values)
    return row.id


@needs(ROSTER)
def end_mediator(work: Work, mediator_id: int, day: date) -> None:
    """The last day in office. Refusal while the mediator still hosts open cases."""
    row = work.session.get(MediatorRow, mediator_id)
    if row is None:
        raise Refusal("没有找到这名调解员", "请刷新后再看")
    query = select(func.count()).where(_CASE.mediator_id == mediator_id, _CASE.outcome == "")
    waiting = work.connection.execute(query).scalar_one()
    if waiting:
        raise Refusal(f"{row.name} 还有 {waiting} 件在办案件", "请先把案件交给别的调解员", "to_day")
    if day < row.from_day:
        raise Refusal("离任日期早于聘任日期", "请核对日期", "to_day")
    row.to_day = day
    work.news("mediation")


@needs(READ)
def subtypes(work: Work) -> Mapping[int, tuple[str, ...]]:
    """Type code → its local sub-types in use."""
    query = select(_SUBTYPE.type_code, _SUBTYPE.title).where(_SUBTYPE.active).order_by(_SUBTYPE.id)
    found: dict[int, list[str]] = {}
    for code, title in work.connection.execute(query):
        found.setdefault(code, []).append(title)
    return {code: tuple(titles) for code, titles in found.items()}


@needs(SETTINGS)
def add_subtype(work: Work, type_code: int, title: str) -> None:
    """A new sub-type, or one taken back into use. Refusal: no such type, no title, already there."""
    if type_code not in TYPES or not title.strip():
        raise Refusal("请选择类型并填写细类名称", "例如：物业纠纷 · 物业费", "title")
    row = _subtype(work, type_code, title.strip())
    if row is None:
        work.insert(SubtypeRow, {"type_code": type_code, "title": title.strip(), "active": True})
    elif row.active:
        raise Refusal(f"“{row.title}”已经有了", "请换一个名称", "title")
    else:
        row.active = True
    work.news("mediation")


@needs(SETTINGS)
def retire_subtype(work: Work, type_code: int, title: str) -> None:
    """No longer offered; cases keep it. Refusal when there is none."""
    row = _subtype(work, type_code, title)
    if row is None:
        raise Refusal("没有找到这个细类", "请刷新后再看")
    row.active = False
    work.news("mediation")


@needs(REPORT)
def rates(work: Work) -> tuple[AllowanceRate, ...]:
    """The allowance tariff, the newest first; what was valid once is never changed."""
    columns = (_RATE.id, _RATE.valid_from, _RATE.difficulty, _RATE.settled, _RATE.unsettled, _RATE.incomplete)
    query = select(*columns, _RATE.document).order_by(_RATE.valid_from.desc(), _RATE.id.desc())
    return tuple(AllowanceRate(*row) for row in work.connection.execute(query))


@needs(SETTINGS)
def add_rate(work: Work, rate: AllowanceRate) -> int:
    """A rate from a day on; a newer one of the same difficulty takes its place. Refusal: a field is wrong."""
    check_rate(rate)
    values = dict(vars(rate))
    del values["id"]
    work.news("mediation")
    return work.insert(RateRow, values)


def _keep_kind(work: Work, row: CommitteeRow, kind: str) -> None:
    used = work.connection.execute(select(_CASE.id).where(_CASE.committee_id == row.id).limit(1)).scalar()
    if used is not None and row.kind != kind:
        raise Refusal("已有案件按原类别统计，不能改类别", "请另建一个调解委员会，停用这一个", "kind")


def _refuse_taken(work: Work, committee: Committee) -> None:
    """Refusal when another committee, in use or not, has the abbreviation: two cases would bear one number."""
    short = committee.abbreviation.strip()
    for other in committees(work, everything=True):
        if other.id != committee.id and other.abbreviation == short:
            way_out = f"请换一个简称，例如“{short}二”，否则两个案件会同号"
            raise Refusal(f"{other.name}的案号已经用“{short}”", way_out, "abbreviation")


def _open_count() -> Any:
    return func.sum(case((_CASE.outcome == "", 1), else_=0)).label("open_cases")


def _subtype(work: Work, type_code: int, title: str) -> SubtypeRow | None:
    query = select(SubtypeRow).where(SubtypeRow.type_code == type_code, SubtypeRow.title == title)
    return work.session.scalar(query)


def _set(row: object, values: Mapping[str, object]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
