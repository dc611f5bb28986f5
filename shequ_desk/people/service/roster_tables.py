"""Imports of rosters: each one, and what each of its rows did, so that a whole import can be taken back."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from shequ_desk.store.base import Base, Code, Count, Json, Moment, Ref, Secret, SecretJson, Text200, pk


class ImportBatch(Base):
    """One import. `digest` is the SHA-256 of the file; `finished_at` stays empty when it stopped half-way.

    `households` and `areas` are the ids it had to create, in imports of the days before parts: now `made` has them.
    """

    __tablename__ = "import_batch"
    id: Mapped[pk]
    at: Mapped[Moment]
    clerk_id: Mapped[Ref]
    clerk_name: Mapped[Text200]
    file_name: Mapped[Text200]
    digest: Mapped[Code]
    rows: Mapped[Count]
    created: Mapped[Count]
    updated: Mapped[Count]
    duplicates: Mapped[Count]
    warnings: Mapped[Count]
    rejected: Mapped[Count]
    households: Mapped[Json]
    areas: Mapped[Json]
    finished_at: Mapped[Moment | None]
    undone_at: Mapped[Moment | None]
    undone_by: Mapped[Text200]


class ImportRow(Base):
    """What one row of the file did. `changed` is field → [before, after]; `made` is table → ids of rows it added.

    `person_id` is no foreign key: the row outlives a person that an undo takes away again.
    """

    __tablename__ = "import_row"
    id: Mapped[pk]
    batch_id: Mapped[Ref] = mapped_column(ForeignKey("import_batch.id"), index=True)
    sheet: Mapped[Text200]
    row_no: Mapped[Count]
    outcome: Mapped[Code]
    reason: Mapped[Secret]
    person_id: Mapped[Ref | None] = mapped_column(index=True)
    version: Mapped[Count]
    changed: Mapped[SecretJson]
    made: Mapped[Json]
