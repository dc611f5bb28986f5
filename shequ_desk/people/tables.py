"""Residents and what hangs on them. Rows are dated, never overwritten, where their past matters."""

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from shequ_desk.store.base import (
    Base,
    Code,
    Count,
    Day,
    IdNo,
    Json,
    LongText,
    Moment,
    Name,
    Phone,
    Ref,
    Secret,
    SecretJson,
    Text200,
    pk,
)

_MERGED = text("merged_into IS NOT NULL")
_KEPT = text("merged_into IS NULL")
_DEAD = text("deceased_on IS NOT NULL")
_AT_HOME = text("household_id IS NOT NULL")
_PLACED = text("area_id IS NOT NULL")
_LISTED = ("sort_key", "id", "merged_into", "deceased_on", "moved_out_on", "birth")


class Area(Base):
    """A place of the tree; `level` 1 街道, 2 村社, 3 网格, 4 微网格. `from_day` and `to_day` are included."""

    __tablename__ = "area"
    id: Mapped[pk]
    parent_id: Mapped[Ref | None] = mapped_column(ForeignKey("area.id"), index=True)
    level: Mapped[Count]
    code: Mapped[Code]
    title: Mapped[Text200]
    from_day: Mapped[Day]
    to_day: Mapped[Day | None]


class AreaPost(Base):
    """Who holds a post of a grid, dated."""

    __tablename__ = "area_post"
    id: Mapped[pk]
    area_id: Mapped[Ref] = mapped_column(ForeignKey("area.id"), index=True)
    post: Mapped[Code]
    name: Mapped[Name]
    phone: Mapped[Phone]
    from_day: Mapped[Day]
    to_day: Mapped[Day | None]


class Household(Base):
    """A household (户); `number` is the 户号 of the book or the roster, empty when unknown."""

    __tablename__ = "household"
    id: Mapped[pk]
    number: Mapped[Code] = mapped_column(index=True)
    address: Mapped[Text200]
    area_id: Mapped[Ref | None] = mapped_column(ForeignKey("area.id"))


class Person(Base):
    """A resident. `merged_into` always names the kept record itself, never another alias.

    `id_twin` is 0 but for somebody registered on purpose with a number that another resident holds (重号). `alias_no`
    is 0, or an alias's own id: one index then finds all holders of a number and keeps it unique among kept records.
    """

    __tablename__ = "person"
    __table_args__ = (
        Index("ix_person_name_birth", "name", "birth"),
        Index("ix_person_listed", *_LISTED, sqlite_where=_KEPT),
        Index("ix_person_deceased_on", "deceased_on", sqlite_where=_DEAD),
        Index("ix_person_merged_into", "merged_into", sqlite_where=_MERGED),
        Index("ix_person_area_id", "area_id", sqlite_where=_PLACED),
        Index("ix_person_household_id", "household_id", sqlite_where=_AT_HOME),
        Index("uq_person_id_number", "id_number", "id_twin", "alias_no", unique=True),
    )
    id: Mapped[pk]
    name: Mapped[Name]
    sort_key: Mapped[str] = mapped_column(String(64), info={"mask": "secret"})
    id_kind: Mapped[Code]
    id_number: Mapped[IdNo | None]
    id_twin: Mapped[Count] = mapped_column(server_default="0")
    no_number_reason: Mapped[Text200]
    sex: Mapped[Code]
    birth: Mapped[Day | None]
    ethnic: Mapped[Code]
    occupation: Mapped[Text200]
    hukou: Mapped[Code]
    residence: Mapped[Code]
    address: Mapped[Text200]
    building: Mapped[Code]
    room: Mapped[Code]
    area_id: Mapped[Ref | None] = mapped_column(ForeignKey("area.id"))
    household_id: Mapped[Ref | None] = mapped_column(ForeignKey("household.id"))
    relation: Mapped[Code]
    note: Mapped[LongText]
    deceased_on: Mapped[Day | None]
    moved_out_on: Mapped[Day | None]
    reported_on: Mapped[Day | None]
    merged_into: Mapped[Ref | None] = mapped_column(ForeignKey("person.id"))
    version: Mapped[Count]
    alias_no: Mapped[Ref] = mapped_column(server_default="0")
    created_at: Mapped[Moment]
    created_by: Mapped[Ref]
    import_batch_id: Mapped[Ref | None]


class OfPerson(Base):
    """A dated row of one resident; both days are included. `made_at` tells rows entered before and after a merge."""

    __abstract__ = True
    id: Mapped[pk]
    person_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"), index=True)
    from_day: Mapped[Day]
    to_day: Mapped[Day | None]
    made_at: Mapped[Moment]


class PhoneRow(OfPerson):
    """A phone number of a resident, dated."""

    __tablename__ = "phone"
    number: Mapped[Phone] = mapped_column(index=True)
    note: Mapped[Text200]


class Card(OfPerson):
    """A card (助餐卡, 市民卡) of a resident, dated."""

    __tablename__ = "card"
    kind: Mapped[Code]
    number: Mapped[Secret] = mapped_column(String(64), index=True)


class Tag(OfPerson):
    """A group a resident belongs to (低保, 独居 …) from a day to a day, both included, with its proof."""

    __tablename__ = "tag"
    __table_args__ = (Index("ix_tag_key_person_id", "key", "person_id"),)
    key: Mapped[Code]
    grade: Mapped[Code]
    proof: Mapped[Secret]
    checked_by: Mapped[Text200]
    checked_on: Mapped[Day | None]


class Guardian(OfPerson):
    """Who answers for a ward: another resident, or somebody from outside by name and phone; dated."""

    __tablename__ = "guardian"
    guardian_id: Mapped[Ref | None] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[Name]
    phone: Mapped[Phone]
    relation: Mapped[Code]


class OddNumber(Base):
    """A number taken on purpose though it fails the check (`as_printed`) or another resident holds it (`shared`).

    `second_…` is the colleague who compared it with the card as well; `ended_at` when it was corrected.
    """

    __tablename__ = "odd_number"
    id: Mapped[pk]
    person_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[Code]
    number: Mapped[IdNo] = mapped_column(index=True)
    reason: Mapped[Text200]
    at: Mapped[Moment]
    clerk_id: Mapped[Ref]
    clerk_name: Mapped[Text200]
    second_at: Mapped[Moment | None]
    second_name: Mapped[Text200]
    ended_at: Mapped[Moment | None]


class SearchKey(Base):
    """One way to find a resident; see people/keys.py. Compared by code point in every database."""

    __tablename__ = "search_key"
    __table_args__ = (Index("ix_search_key_key_person_id", "key", "person_id"), {"sqlite_with_rowid": False})
    person_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(
        String(64).with_variant(String(64, collation="C"), "postgresql"), primary_key=True, info={"mask": "secret"}
    )


class NewKeys(Base):
    """The search keys of a resident registered since they were last sorted in, each after a line break; not audited."""

    __tablename__ = "search_new"
    person_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    found_by: Mapped[Secret]


class Visit(Base):
    """When a resident last stood at the desk; orders the search. Derived from the counters' rows, not audited.

    `found_by` repeats the search keys as `NewKeys` holds them, cut to size, so that the newest visitors are searched
    in one short stretch of the index instead of at 500 places of a file with a million residents.
    """

    __tablename__ = "visit"
    __table_args__ = (Index("ix_visit_last_at_person_id_found_by", "last_at", "person_id", "found_by"),)
    person_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    last_at: Mapped[Moment]
    found_by: Mapped[Secret]


class Merge(Base):
    """One merge with what both records held before, what was changed on the kept one, and the aliases it took over."""

    __tablename__ = "person_merge"
    id: Mapped[pk]
    keep_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"), index=True)
    alias_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[Moment]
    clerk_id: Mapped[Ref]
    clerk_name: Mapped[Text200]
    keep_before: Mapped[SecretJson]
    alias_before: Mapped[SecretJson]
    changed: Mapped[SecretJson]
    taken_over: Mapped[Json]
    undone_at: Mapped[Moment | None]
