"""The store's own tables: audit chain, number series, settings, kept files."""

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from shequ_desk.store.base import FROZEN, Base, Bytes, Code, Count, Json, LongText, Moment, Ref, Text200, pk


class AuditRow(Base):
    """One act. `id` is its place in the chain, without gaps; `mac` covers the row and the mac before it."""

    __tablename__ = "audit"
    __table_args__ = FROZEN
    id: Mapped[pk]
    at: Mapped[Moment]
    clerk_id: Mapped[Ref]
    clerk_name: Mapped[Text200]
    duties: Mapped[Text200]
    action: Mapped[Code]
    subject: Mapped[Code]
    row_key: Mapped[Text200]
    before: Mapped[LongText]
    after: Mapped[LongText]
    mac: Mapped[Code]


class NumberSeries(Base):
    """The last number given in a series of one kind and year."""

    __tablename__ = "number_series"
    kind: Mapped[str] = mapped_column(String(64), primary_key=True)
    year: Mapped[int] = mapped_column(Integer, primary_key=True)
    last: Mapped[Count]


class SettingRow(Base):
    """One named value of one section of settings."""

    __tablename__ = "setting"
    section: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[Json]


class BlobRow(Base):
    """The bytes of a kept file, once, under their SHA-256 in hex."""

    __tablename__ = "blob"
    __table_args__ = FROZEN
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[Count]
    content: Mapped[Bytes]
