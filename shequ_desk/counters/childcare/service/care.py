"""Medicine, incidents and the day's notes; only ever added to."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, select

from shequ_desk.counters.childcare.rules.care import (
    Incident,
    MedicineGiven,
    MedicineOrder,
    Observation,
    check_given,
    check_incident,
    check_medicine,
)
from shequ_desk.counters.childcare.service.approvals import must_be_approved
from shequ_desk.counters.childcare.tables import DoseRow, IncidentRow, MedicineRow, ObservationRow
from shequ_desk.kernel.errors import Refusal
from shequ_desk.people import service as people
from shequ_desk.people.tables import Person
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs

_ORDER = MedicineRow.__table__
_DOSE = DoseRow.__table__
_INCIDENT = IncidentRow.__table__
_NOTE = ObservationRow.__table__


@needs("childcare.door")
def order_medicine(work: Work, order: MedicineOrder) -> int:
    """Write down a guardian's signed order (委托喂药); returns its id. Refusal when something is missing."""
    must_be_approved(work)
    check_medicine(order, work.today)
    row = {
        "child_id": people.ids_of(work, order.child_id)[0],
        "drug": order.drug.strip(),
        "dose": order.dose.strip(),
        "times": order.times.strip(),
        "from_day": order.first,
        "to_day": order.last,
        "guardian": order.guardian.strip(),
        "original": order.original,
        "note": order.note.strip(),
    }
    return _written(work, MedicineRow, row | {"at": work.now})


@needs("childcare.door")
def give_medicine(work: Work, given: MedicineGiven) -> int:
    """Write down one dose; returns its id. Refusal without two people or outside the order's days."""
    must_be_approved(work)
    orders = _orders(work, _ORDER.c.id == given.order_id)
    if not orders:
        raise Refusal("没有这份喂药委托", "请从列表中选择", "order_id")
    check_given(given, orders[0], work.now)
    row = {"order_id": given.order_id, "at": given.at, "given_by": given.given_by.strip()}
    return _written(work, DoseRow, row | {"checked_by": given.checked_by.strip()})


@needs("childcare.door")
def medicines(work: Work, day: date) -> tuple[MedicineOrder, ...]:
    """Orders good on the day."""
    must_be_approved(work)
    return _orders(work, _ORDER.c.from_day <= day, _ORDER.c.to_day >= day)


@needs("childcare.door")
def doses(work: Work, day: date) -> tuple[MedicineGiven, ...]:
    """Doses given on the day, in order."""
    must_be_approved(work)
    query = select(_DOSE).where(_DOSE.c.at.between(*_whole(day, day))).order_by(_DOSE.c.at, _DOSE.c.id)
    rows = work.connection.execute(query)
    return tuple(MedicineGiven(row.order_id, row.at, row.given_by, row.checked_by, row.id) for row in rows)


@needs("childcare.door")
def report_incident(work: Work, incident: Incident) -> int:
    """Write down an incident (事故记录), or complete an earlier one named by `amends_id`; returns its id.

    Refusal: something is missing, told or written before it happened, or nothing is there to complete.
    """
    must_be_approved(work)
    check_incident(incident, work.now)
    if incident.amends_id and not _incidents(work, _INCIDENT.c.id == incident.amends_id):
        raise Refusal("没有要补充的事故记录", "请从列表中选择", "amends_id")
    names = ("booking_id", "amends_id", "at", "place", "carer", "what", "injury", "measures", "told_at", "hospital")
    row = {name: getattr(incident, name) for name in (*names, "follow_up")}
    child_id = people.ids_of(work, incident.child_id)[0]
    return _written(work, IncidentRow, row | {"child_id": child_id, "written_at": work.now})


@needs("childcare.door")
def incidents(work: Work, first: date, last: date) -> tuple[Incident, ...]:
    """Incidents of the days, newest first."""
    must_be_approved(work)
    return _incidents(work, _INCIDENT.c.at.between(*_whole(first, last)))


@needs("childcare.door")
def observe(work: Work, note: Observation) -> int:
    """Write a note about a stay (全日健康观察); returns its id. Refusal when it is empty."""
    must_be_approved(work)
    if not note.text.strip():
        raise Refusal("请填写观察内容", "例如：精神好，午睡 2 小时", "text")
    row = {"booking_id": note.booking_id, "text": note.text.strip(), "mood": note.mood, "meal": note.meal}
    return _written(work, ObservationRow, row | {"sleep": note.sleep, "at": work.now})


@needs("childcare.door")
def observations(work: Work, booking_id: int) -> tuple[Observation, ...]:
    """Notes about a stay, in order."""
    must_be_approved(work)
    rows = work.connection.execute(select(_NOTE).where(_NOTE.c.booking_id == booking_id).order_by(_NOTE.c.id))
    return tuple(Observation(**row) for row in rows.mappings())


def medicines_of(work: Work, ids: Iterable[int]) -> tuple[MedicineOrder, ...]:
    """Every order for a child, newest first."""
    return _orders(work, _ORDER.c.child_id.in_(ids))


def incidents_of(work: Work, ids: Iterable[int]) -> tuple[Incident, ...]:
    """Every incident of a child, newest first."""
    return _incidents(work, _INCIDENT.c.child_id.in_(ids))


def _written(work: Work, table: Any, row: dict[str, Any]) -> int:
    work.news("childcare")
    return work.insert(table, row | {"clerk_name": work.clerk.name})


def _orders(work: Work, *where: ColumnElement[bool]) -> tuple[MedicineOrder, ...]:
    rows = work.connection.execute(select(_ORDER).where(*where).order_by(_ORDER.c.id.desc()))
    return tuple(
        MedicineOrder(
            row.child_id,
            row.drug,
            row.dose,
            row.times,
            row.from_day,
            row.to_day,
            row.guardian,
            row.original,
            row.note,
            row.id,
            row.at,
            row.clerk_name,
        )
        for row in rows
    )


def _incidents(work: Work, *where: ColumnElement[bool]) -> tuple[Incident, ...]:
    query = select(_INCIDENT, Person.name.label("child_name")).join(Person, Person.id == _INCIDENT.c.child_id)
    rows = work.connection.execute(query.where(*where).order_by(_INCIDENT.c.id.desc()))
    return tuple(Incident(**row) for row in rows.mappings())


def _whole(first: date, last: date) -> tuple[datetime, datetime]:
    return datetime.combine(first, time()), datetime.combine(last, time.max)
