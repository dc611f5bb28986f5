"""Which booking a row of the day stands for: a standing child's is made when it is first needed."""

from shequ_desk.counters.childcare import service as childcare
from shequ_desk.counters.childcare.rules.board import DayRow
from shequ_desk.store.database import Work


def booking_of(work: Work, stay: DayRow) -> int:
    """The id of the booking behind a row of the day. Needs a writing `work`."""
    return stay.booking_id or childcare.expected(work, stay.enrolment_id, stay.starts.date())
