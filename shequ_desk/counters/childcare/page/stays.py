"""Which booking a row of the day stands for: a standing child's is made when it is first needed."""

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.rules.board import DayRow
from shequ_desk.counters.childcare.rules.waiting import Freed
from shequ_desk.kernel.dates import clock_text
from shequ_desk.store.database import Work


def booking_of(work: Work, stay: DayRow) -> int:
    """The id of the booking behind a row of the day. Needs a writing `work`."""
    return stay.booking_id or childcare.expected(work, stay.enrolment_id, stay.starts.date())


def offered_text(freed: Freed) -> str:
    """Who of the waiting list is to be called now, said after what was done; empty when nobody is."""
    if freed.offered is None:
        return ""
    until = f"，{clock_text(freed.offered.until)} 前有效" if freed.offered.until else ""
    return f"；名额提供给候补 {freed.offered.child_name}，请打电话确认{until}"
