"""Which booking a diner in the queue made: settling their meal serves it."""

from dataclasses import replace
from datetime import date

from sqlalchemy import bindparam, select

from shequ_desk.counters.canteen.rules.order import Order, Portion
from shequ_desk.counters.canteen.tables import BookingRow
from shequ_desk.people import service as people
from shequ_desk.store.database import Work
from shequ_desk.store.rights import needs
from shequ_desk.store.statements import Fixed

_ROW = BookingRow.__table__.c
_WAITING = Fixed(
    select(_ROW.id, _ROW.person_id, _ROW.set_id, _ROW.address)
    .where(
        _ROW.day == bindparam("day"),
        _ROW.slot == bindparam("slot"),
        _ROW.state == "booked",
        _ROW.person_id.is_not(None),
    )
    .order_by(_ROW.id.desc())
)


@needs("canteen.read")
def booked_portion(work: Work, person_id: int, slot: str) -> Portion | None:
    """What this person (all aliases) booked for a meal of today and has not had yet, else None."""
    return _portion(work, person_id, _waiting(work, work.today, slot))


def with_bookings(work: Work, order: Order, day: date) -> Order:
    """The order with the booking of each registered diner named, where there is one not served yet."""
    asked = any(portion.person_id is not None and portion.booking_id is None for portion in order.portions)
    waiting = _waiting(work, day, order.slot) if asked else {}
    if not waiting:
        return order
    taken = {portion.booking_id for portion in order.portions}
    portions: list[Portion] = []
    for portion in order.portions:
        found = _portion(work, portion.person_id, waiting) if portion.booking_id is None else None
        if found is not None and found.booking_id not in taken:
            taken.add(found.booking_id)
            portion = replace(portion, booking_id=found.booking_id)
        portions.append(portion)
    return replace(order, portions=tuple(portions))


def _waiting(work: Work, day: date, slot: str) -> dict[int, Portion]:
    """Person id → the portion booked, of every open booking of one meal."""
    rows = work.rows(_WAITING, {"day": day, "slot": slot})
    return {row.person_id: Portion(row.set_id, row.person_id, None, row.address, row.id) for row in rows}


def _portion(work: Work, person_id: int | None, waiting: dict[int, Portion]) -> Portion | None:
    if person_id is None or not waiting:
        return None
    return next((waiting[one] for one in people.ids_of(work, person_id) if one in waiting), None)
