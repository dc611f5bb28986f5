"""Clerks, the roles they hold, and the holiday table. Passwords only wrap the data key, in the key file."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from shequ_desk.store.base import Base, Day, Flag, Moment, Text200, pk


class ClerkRow(Base):
    """Somebody who can sign in."""

    __tablename__ = "clerk"
    id: Mapped[pk]
    login: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[Text200]
    active: Mapped[Flag]
    since: Mapped[Moment]


class ClerkRole(Base):
    """One role of one clerk."""

    __tablename__ = "clerk_role"
    clerk_id: Mapped[int] = mapped_column(ForeignKey("clerk.id"), primary_key=True)
    role: Mapped[str] = mapped_column(String(64), primary_key=True)


class HolidayRow(Base):
    """A day of a State Council notice: off (`rest`) or a weekend that is worked; `proof` names the notice."""

    __tablename__ = "holiday"
    id: Mapped[pk]
    day: Mapped[Day] = mapped_column(unique=True)
    rest: Mapped[Flag]
    name: Mapped[Text200]
    proof: Mapped[Text200]
