"""A child's file: papers, authorised adults, care notes, and who may open it."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from shequ_desk.store.base import FROZEN, Base, Code, Count, Day, Flag, Moment, Name, Phone, Ref, Secret, Text200, pk


class ChildRow(Base):
    """What the desk asks at entry, told by the guardian."""

    __tablename__ = "childcare_child"
    child_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    carer_kind: Mapped[Code]
    allergies: Mapped[Secret]
    health: Mapped[Secret]
    contact: Mapped[Name]
    contact_phone: Mapped[Phone]
    version: Mapped[Count]
    made_at: Mapped[Moment]


class DocumentRow(Base):
    """Consent, agreement, health check or vaccination; only `withdrawn_on` is ever set later."""

    __tablename__ = "childcare_document"
    id: Mapped[pk]
    child_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[Code]
    signed_on: Mapped[Day]
    valid_to: Mapped[Day | None]
    signer: Mapped[Name]
    relation: Mapped[Code]
    signer_id: Mapped[Ref | None] = mapped_column(ForeignKey("person.id"))
    terms_id: Mapped[Ref]
    version: Mapped[Code]
    note: Mapped[Secret]
    withdrawn_on: Mapped[Day | None]
    entered_by: Mapped[Text200]
    made_at: Mapped[Moment]


class PickupRow(Base):
    """An adult who may fetch the child, with the tail of the ID number; only `ended_on` is ever set later."""

    __tablename__ = "childcare_pickup"
    id: Mapped[pk]
    child_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[Name]
    relation: Mapped[Code]
    id_tail: Mapped[Secret] = mapped_column(String(8))
    phone: Mapped[Phone]
    from_day: Mapped[Day]
    to_day: Mapped[Day | None]
    ended_on: Mapped[Day | None]
    person_id: Mapped[Ref | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[Moment]
    clerk_name: Mapped[Text200]


class DelegationRow(Base):
    """A one-time 委托 for one day; used when a door row names it."""

    __tablename__ = "childcare_delegation"
    __table_args__ = FROZEN
    id: Mapped[pk]
    child_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"), index=True)
    day: Mapped[Day]
    name: Mapped[Name]
    relation: Mapped[Code]
    id_tail: Mapped[Secret] = mapped_column(String(8))
    phone: Mapped[Phone]
    guardian: Mapped[Name]
    confirmed_how: Mapped[Text200]
    at: Mapped[Moment]
    clerk_name: Mapped[Text200]


class ApprovalRow(Base):
    """The director's standing approval for a clerk; only `revoked_on` is ever set later."""

    __tablename__ = "childcare_approval"
    id: Mapped[pk]
    clerk_id: Mapped[Ref] = mapped_column(index=True)
    clerk_name: Mapped[Text200]
    from_day: Mapped[Day]
    to_day: Mapped[Day | None]
    reason: Mapped[Text200]
    granted_by: Mapped[Text200]
    at: Mapped[Moment]
    revoked_on: Mapped[Day | None]


class MedicineRow(Base):
    """委托喂药: a guardian's written order."""

    __tablename__ = "childcare_medicine"
    __table_args__ = FROZEN
    id: Mapped[pk]
    child_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"), index=True)
    drug: Mapped[Secret]
    dose: Mapped[Secret]
    times: Mapped[Text200]
    from_day: Mapped[Day]
    to_day: Mapped[Day]
    guardian: Mapped[Name]
    original: Mapped[Flag]
    note: Mapped[Secret]
    at: Mapped[Moment]
    clerk_name: Mapped[Text200]


class DoseRow(Base):
    """One dose given, checked by two."""

    __tablename__ = "childcare_dose"
    __table_args__ = FROZEN
    id: Mapped[pk]
    order_id: Mapped[Ref] = mapped_column(ForeignKey("childcare_medicine.id"), index=True)
    at: Mapped[Moment]
    given_by: Mapped[Text200]
    checked_by: Mapped[Text200]
    clerk_name: Mapped[Text200]


class IncidentRow(Base):
    """事故记录; a later row that `amends_id` completes or corrects it."""

    __tablename__ = "childcare_incident"
    __table_args__ = FROZEN
    id: Mapped[pk]
    child_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"), index=True)
    booking_id: Mapped[Ref]
    amends_id: Mapped[Ref]
    at: Mapped[Moment] = mapped_column(index=True)
    place: Mapped[Text200]
    carer: Mapped[Text200]
    what: Mapped[Secret]
    injury: Mapped[Secret]
    measures: Mapped[Secret]
    told_at: Mapped[Moment | None]
    hospital: Mapped[Text200]
    follow_up: Mapped[Secret]
    written_at: Mapped[Moment]
    clerk_name: Mapped[Text200]


class ObservationRow(Base):
    """全日健康观察: a note about a stay."""

    __tablename__ = "childcare_observation"
    __table_args__ = FROZEN
    id: Mapped[pk]
    booking_id: Mapped[Ref] = mapped_column(ForeignKey("childcare_booking.id"), index=True)
    text: Mapped[Secret]
    mood: Mapped[Text200]
    meal: Mapped[Text200]
    sleep: Mapped[Text200]
    at: Mapped[Moment]
    clerk_name: Mapped[Text200]
