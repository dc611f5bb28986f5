"""Bookings, standing children, the waiting list, and what happened at the door."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from shequ_desk.store.base import FROZEN, Base, Code, Count, Day, Json, Moment, Name, Phone, Ref, Secret, Text200, pk


class BookingRow(Base):
    """A place of one child on one day; `state` is a key of rules.booking.BOOKING_STATES.

    `months` is the age on the day. `came_at` and `left_at` repeat the door's moments: who left early frees the place.
    """

    __tablename__ = "childcare_booking"
    __table_args__ = (
        Index("ix_childcare_booking_day", "day", "group_no"),
        Index("ix_childcare_booking_child", "child_id", "day"),
        Index("ix_childcare_booking_state", "state", "day"),
    )
    id: Mapped[pk]
    child_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"))
    programme_no: Mapped[Ref]
    group_no: Mapped[Ref]
    session_no: Mapped[Ref]
    day: Mapped[Day]
    starts: Mapped[Moment]
    ends: Mapped[Moment]
    months: Mapped[Count]
    state: Mapped[Code]
    pickup_id: Mapped[Ref]
    remark: Mapped[Text200]
    booked_at: Mapped[Moment]
    clerk_name: Mapped[Text200]
    enrolment_id: Mapped[Ref]
    series_id: Mapped[Ref]
    came_at: Mapped[Moment | None]
    left_at: Mapped[Moment | None]


class EnrolmentRow(Base):
    """A standing child: a place on these weekdays from a day to a day, both inside."""

    __tablename__ = "childcare_enrolment"
    __table_args__ = (Index("ix_childcare_enrolment_to_day", "to_day"),)
    id: Mapped[pk]
    child_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"), index=True)
    programme_no: Mapped[Ref]
    weekdays: Mapped[Json]
    from_day: Mapped[Day]
    to_day: Mapped[Day]
    made_at: Mapped[Moment]
    clerk_name: Mapped[Text200]


class WaitingRow(Base):
    """A turn on the waiting list; what became of it are its events."""

    __tablename__ = "childcare_waiting"
    __table_args__ = (Index("ix_childcare_waiting_day", "day", "group_no"), FROZEN)
    id: Mapped[pk]
    child_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"), index=True)
    programme_no: Mapped[Ref]
    group_no: Mapped[Ref]
    session_no: Mapped[Ref]
    day: Mapped[Day]
    starts: Mapped[Moment]
    ends: Mapped[Moment]
    months: Mapped[Count]
    phone: Mapped[Phone]
    asked_at: Mapped[Moment]
    clerk_name: Mapped[Text200]


class WaitingEventRow(Base):
    """What happened to a turn: offered (until a moment), accepted, declined, expired, withdrawn."""

    __tablename__ = "childcare_waiting_event"
    __table_args__ = FROZEN
    id: Mapped[pk]
    turn_id: Mapped[Ref] = mapped_column(ForeignKey("childcare_waiting.id"), index=True)
    kind: Mapped[Code]
    at: Mapped[Moment]
    until: Mapped[Moment | None]
    booking_id: Mapped[Ref]
    note: Mapped[Text200]
    clerk_name: Mapped[Text200]


class DoorRow(Base):
    """Morning check, check-in, check-out or a refused hand-over; `temperature` in 0.1 ℃, 0 without."""

    __tablename__ = "childcare_door"
    __table_args__ = FROZEN
    id: Mapped[pk]
    booking_id: Mapped[Ref] = mapped_column(ForeignKey("childcare_booking.id"), index=True)
    child_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[Code]
    at: Mapped[Moment] = mapped_column(index=True)
    temperature: Mapped[Count]
    condition: Mapped[Code]
    checked_by: Mapped[Text200]
    hands: Mapped[Name]
    id_tail: Mapped[Secret] = mapped_column(String(8))
    pickup_id: Mapped[Ref]
    delegation_id: Mapped[Ref]
    note: Mapped[Secret]
    clerk_name: Mapped[Text200]
