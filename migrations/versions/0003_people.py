"""Residents, households, grids, dated tags, search keys, merges."""

import sqlalchemy as sa
from alembic import op

revision = "0003_people"
down_revision = "0002_office"

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
KEY = sa.String(64).with_variant(sa.String(64, collation="C"), "postgresql")
UNMERGED = sa.text("merged_into IS NULL AND id_number IS NOT NULL")
MERGED = sa.text("merged_into IS NOT NULL")
KEPT = sa.text("merged_into IS NULL")
DEAD = sa.text("deceased_on IS NOT NULL")


def upgrade() -> None:
    _area()
    _area_post()
    _household()
    _person()
    _phone()
    _card()
    _tag()
    _guardian()
    _search_key()
    _visit()
    _person_merge()


def _area() -> None:
    op.create_table(
        "area",
        sa.Column("id", BIG, nullable=False),
        sa.Column("parent_id", BIG),
        sa.Column("level", sa.Integer, nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("from_day", sa.Date, nullable=False),
        sa.Column("to_day", sa.Date),
        sa.PrimaryKeyConstraint("id", name="pk_area"),
        sa.ForeignKeyConstraint(["parent_id"], ["area.id"], name="fk_area_parent_id"),
    )
    op.create_index("ix_area_parent_id", "area", ["parent_id"])


def _area_post() -> None:
    op.create_table(
        "area_post",
        sa.Column("id", BIG, nullable=False),
        sa.Column("area_id", BIG, nullable=False),
        sa.Column("post", sa.String(64), nullable=False),
        sa.Column("name", sa.String(50), nullable=False),
        sa.Column("phone", sa.String(32), nullable=False),
        sa.Column("from_day", sa.Date, nullable=False),
        sa.Column("to_day", sa.Date),
        sa.PrimaryKeyConstraint("id", name="pk_area_post"),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name="fk_area_post_area_id"),
    )
    op.create_index("ix_area_post_area_id", "area_post", ["area_id"])


def _household() -> None:
    op.create_table(
        "household",
        sa.Column("id", BIG, nullable=False),
        sa.Column("number", sa.String(64), nullable=False),
        sa.Column("address", sa.String(200), nullable=False),
        sa.Column("area_id", BIG),
        sa.PrimaryKeyConstraint("id", name="pk_household"),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name="fk_household_area_id"),
    )
    op.create_index("ix_household_number", "household", ["number"])


def _person() -> None:
    op.create_table(
        "person",
        sa.Column("id", BIG, nullable=False),
        sa.Column("name", sa.String(50), nullable=False),
        sa.Column("sort_key", sa.String(64), nullable=False),
        sa.Column("id_kind", sa.String(64), nullable=False),
        sa.Column("id_number", sa.String(18)),
        sa.Column("no_number_reason", sa.String(200), nullable=False),
        sa.Column("sex", sa.String(64), nullable=False),
        sa.Column("birth", sa.Date),
        sa.Column("ethnic", sa.String(64), nullable=False),
        sa.Column("occupation", sa.String(200), nullable=False),
        sa.Column("hukou", sa.String(64), nullable=False),
        sa.Column("residence", sa.String(64), nullable=False),
        sa.Column("address", sa.String(200), nullable=False),
        sa.Column("building", sa.String(64), nullable=False),
        sa.Column("room", sa.String(64), nullable=False),
        sa.Column("area_id", BIG),
        sa.Column("household_id", BIG),
        sa.Column("relation", sa.String(64), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("deceased_on", sa.Date),
        sa.Column("moved_out_on", sa.Date),
        sa.Column("reported_on", sa.Date),
        sa.Column("merged_into", BIG),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("created_by", BIG, nullable=False),
        sa.Column("import_batch_id", BIG),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name="fk_person_area_id"),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name="fk_person_household_id"),
        sa.ForeignKeyConstraint(["merged_into"], ["person.id"], name="fk_person_merged_into"),
    )
    for column in ("id_number", "birth", "area_id", "household_id", "import_batch_id"):
        op.create_index(f"ix_person_{column}", "person", [column])
    op.create_index("ix_person_name_birth", "person", ["name", "birth"])
    listed = ["sort_key", "id", "merged_into", "deceased_on", "moved_out_on"]
    op.create_index("ix_person_listed", "person", listed, sqlite_where=KEPT, postgresql_where=KEPT)
    op.create_index("ix_person_deceased_on", "person", ["deceased_on"], sqlite_where=DEAD, postgresql_where=DEAD)
    op.create_index("ix_person_merged_into", "person", ["merged_into"], sqlite_where=MERGED, postgresql_where=MERGED)
    op.create_index(
        "uq_person_id_number", "person", ["id_number"], unique=True, sqlite_where=UNMERGED, postgresql_where=UNMERGED
    )


def _phone() -> None:
    op.create_table(
        "phone",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("number", sa.String(32), nullable=False),
        sa.Column("note", sa.String(200), nullable=False),
        sa.Column("from_day", sa.Date, nullable=False),
        sa.Column("to_day", sa.Date),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_phone"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_phone_person_id"),
    )
    op.create_index("ix_phone_person_id", "phone", ["person_id"])
    op.create_index("ix_phone_number", "phone", ["number"])


def _card() -> None:
    op.create_table(
        "card",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("number", sa.String(64), nullable=False),
        sa.Column("from_day", sa.Date, nullable=False),
        sa.Column("to_day", sa.Date),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_card"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_card_person_id"),
    )
    op.create_index("ix_card_person_id", "card", ["person_id"])
    op.create_index("ix_card_number", "card", ["number"])


def _tag() -> None:
    op.create_table(
        "tag",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("from_day", sa.Date, nullable=False),
        sa.Column("to_day", sa.Date),
        sa.Column("grade", sa.String(64), nullable=False),
        sa.Column("proof", sa.Text, nullable=False),
        sa.Column("checked_by", sa.String(200), nullable=False),
        sa.Column("checked_on", sa.Date),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tag"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_tag_person_id"),
    )
    op.create_index("ix_tag_person_id", "tag", ["person_id"])
    op.create_index("ix_tag_key_person_id", "tag", ["key", "person_id"])


def _guardian() -> None:
    op.create_table(
        "guardian",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("guardian_id", BIG),
        sa.Column("name", sa.String(50), nullable=False),
        sa.Column("phone", sa.String(32), nullable=False),
        sa.Column("relation", sa.String(64), nullable=False),
        sa.Column("from_day", sa.Date, nullable=False),
        sa.Column("to_day", sa.Date),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_guardian"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_guardian_person_id"),
        sa.ForeignKeyConstraint(["guardian_id"], ["person.id"], name="fk_guardian_guardian_id"),
    )
    op.create_index("ix_guardian_person_id", "guardian", ["person_id"])
    op.create_index("ix_guardian_guardian_id", "guardian", ["guardian_id"])


def _search_key() -> None:
    op.create_table(
        "search_key",
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("key", KEY, nullable=False),
        sa.PrimaryKeyConstraint("person_id", "key", name="pk_search_key"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_search_key_person_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_search_key_key_person_id", "search_key", ["key", "person_id"])


def _visit() -> None:
    op.create_table(
        "visit",
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("last_at", sa.DateTime, nullable=False),
        sa.Column("found_by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("person_id", name="pk_visit"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_visit_person_id"),
    )
    op.create_index("ix_visit_last_at_person_id_found_by", "visit", ["last_at", "person_id", "found_by"])


def _person_merge() -> None:
    op.create_table(
        "person_merge",
        sa.Column("id", BIG, nullable=False),
        sa.Column("keep_id", BIG, nullable=False),
        sa.Column("alias_id", BIG, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("clerk_id", BIG, nullable=False),
        sa.Column("clerk_name", sa.String(200), nullable=False),
        sa.Column("keep_before", sa.JSON, nullable=False),
        sa.Column("alias_before", sa.JSON, nullable=False),
        sa.Column("changed", sa.JSON, nullable=False),
        sa.Column("taken_over", sa.JSON, nullable=False),
        sa.Column("undone_at", sa.DateTime),
        sa.PrimaryKeyConstraint("id", name="pk_person_merge"),
        sa.ForeignKeyConstraint(["keep_id"], ["person.id"], name="fk_person_merge_keep_id"),
        sa.ForeignKeyConstraint(["alias_id"], ["person.id"], name="fk_person_merge_alias_id"),
    )
    op.create_index("ix_person_merge_keep_id", "person_merge", ["keep_id"])
    op.create_index("ix_person_merge_alias_id", "person_merge", ["alias_id"])
