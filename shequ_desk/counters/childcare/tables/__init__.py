"""What childcare keeps: the dated offer, bookings and the door, children's files, the ledger of stays."""

from shequ_desk.counters.childcare.tables.bookings import (
    BookingRow,
    DoorRow,
    EnrolmentRow,
    WaitingEventRow,
    WaitingRow,
)
from shequ_desk.counters.childcare.tables.files import (
    ApprovalRow,
    ChildRow,
    DelegationRow,
    DocumentRow,
    DoseRow,
    IncidentRow,
    MedicineRow,
    ObservationRow,
    PickupRow,
)
from shequ_desk.counters.childcare.tables.ledger import ShareRow, StayRow
from shequ_desk.counters.childcare.tables.offer import (
    ClosureRow,
    DutyRow,
    GroupRow,
    ProgrammeRow,
    RoomRow,
    SessionRow,
    TermsRow,
)

__all__ = [
    "ApprovalRow",
    "BookingRow",
    "ChildRow",
    "ClosureRow",
    "DelegationRow",
    "DocumentRow",
    "DoorRow",
    "DoseRow",
    "DutyRow",
    "EnrolmentRow",
    "GroupRow",
    "IncidentRow",
    "MedicineRow",
    "ObservationRow",
    "PickupRow",
    "ProgrammeRow",
    "RoomRow",
    "SessionRow",
    "ShareRow",
    "StayRow",
    "TermsRow",
    "WaitingEventRow",
    "WaitingRow",
]
