"""Loading the plan: a handful of small reads, the same for one day and for a month."""

from datetime import date

from sqlalchemy import Date, bindparam, select

from shequ_desk.counters.childcare.rules.plan import Plan
from shequ_desk.counters.childcare.service import rows
from shequ_desk.counters.childcare.tables import DutyRow
from shequ_desk.office.service.holidays import holidays
from shequ_desk.store.database import Work
from shequ_desk.store.statements import Fixed

_DUTY = DutyRow.__table__.c
_DUTIES = Fixed(
    select(_DUTY.session_no, _DUTY.day, _DUTY.carers).where(
        _DUTY.day.between(bindparam("first", type_=Date), bindparam("last", type_=Date))
    )
)


def plan_of(work: Work, first: date, last: date | None = None) -> Plan:
    """The whole offer, with the carers that differ on the days from `first` to `last`. Seven statements."""
    found = work.rows(_DUTIES, {"first": first, "last": last or first})
    return Plan(
        rows.rooms(work),
        rows.groups(work),
        rows.sessions(work),
        rows.programmes(work),
        rows.closures(work),
        {(row.session_no, row.day): row.carers for row in found},
        holidays(work),
    )
