"""Dated rows that say what is offered. `no` is the thing, a row is one version of it, both days inside."""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from shequ_desk.store.base import (
    FROZEN,
    Base,
    Code,
    Count,
    Day,
    Fen,
    Flag,
    Json,
    LongText,
    Moment,
    Ref,
    Text200,
    pk,
)


class Version(Base):
    """What every dated version has."""

    __abstract__ = True
    id: Mapped[pk]
    no: Mapped[Ref]
    name: Mapped[Text200]
    valid_from: Mapped[Day]
    valid_to: Mapped[Day | None]


class RoomRow(Version):
    """A room; `area` in 0.01 ㎡."""

    __tablename__ = "childcare_room"
    __table_args__ = (UniqueConstraint("no", "valid_from"),)
    area: Mapped[Count]
    drop_in_rule: Mapped[Flag]


class GroupRow(Version):
    """A class: ages in months half-open, most children, children per carer (0: the strictest present)."""

    __tablename__ = "childcare_group"
    __table_args__ = (UniqueConstraint("no", "valid_from"),)
    kind: Mapped[Code]
    age_from: Mapped[Count]
    age_to: Mapped[Count]
    most: Mapped[Count]
    ratio: Mapped[Count]
    room_no: Mapped[Ref]
    position: Mapped[Count]


class SessionRow(Version):
    """A stretch of the day of a group; `starts` and `ends` minutes since midnight."""

    __tablename__ = "childcare_session"
    __table_args__ = (UniqueConstraint("no", "valid_from"),)
    group_no: Mapped[Ref]
    starts: Mapped[Count]
    ends: Mapped[Count]
    weekdays: Mapped[Json]
    carers: Mapped[Count]
    drop_in: Mapped[Flag]


class ProgrammeRow(Version):
    """What a guardian books; `reductions` are [tag, percent, payer], `terms` [first, last] as ISO days."""

    __tablename__ = "childcare_programme"
    __table_args__ = (UniqueConstraint("no", "valid_from"),)
    kind: Mapped[Code]
    group_nos: Mapped[Json]
    price: Mapped[Fen]
    unit: Mapped[Code]
    rounding: Mapped[Count]
    most_minutes: Mapped[Count]
    week_limit: Mapped[Count]
    free_visits: Mapped[Count]
    free_payer: Mapped[Text200]
    reductions: Mapped[Json]
    meal_price: Mapped[Fen]
    terms: Mapped[Json]
    tags: Mapped[Json]
    document: Mapped[Text200]
    position: Mapped[Count]


class DutyRow(Base):
    """Carers of a session on one day, where they differ from the session's own."""

    __tablename__ = "childcare_duty"
    __table_args__ = (UniqueConstraint("day", "session_no"),)
    id: Mapped[pk]
    session_no: Mapped[Ref]
    day: Mapped[Day]
    carers: Mapped[Count]
    reason: Mapped[Text200]
    at: Mapped[Moment]
    clerk_name: Mapped[Text200]


class ClosureRow(Base):
    """Closed days of the centre's own; `group_no` 0: every group."""

    __tablename__ = "childcare_closure"
    id: Mapped[pk]
    from_day: Mapped[Day]
    to_day: Mapped[Day]
    reason: Mapped[Text200]
    group_no: Mapped[Ref]


class TermsRow(Base):
    """The text of an agreement or consent notice as signed from a day on; `refunds` are [reason, percent]."""

    __tablename__ = "childcare_terms"
    __table_args__ = FROZEN
    id: Mapped[pk]
    kind: Mapped[Code]
    version: Mapped[Code]
    text: Mapped[LongText]
    valid_from: Mapped[Day]
    refunds: Mapped[Json]
