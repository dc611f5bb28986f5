"""Fewer indexes on residents: each is a page more to encrypt when somebody is registered.

One index of ID numbers instead of two, ages read from the index of the list, none for what no resident has yet.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013_person_indexes"
down_revision = "0012_roster_parts"

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
KEPT = sa.text("merged_into IS NULL")


def upgrade() -> None:
    op.add_column("person", sa.Column("alias_no", BIG, nullable=False, server_default="0"))
    op.execute("UPDATE person SET alias_no = id WHERE merged_into IS NOT NULL")
    for name in (
        "uq_person_id_number_id_twin",
        "ix_person_id_number",
        "ix_person_birth",
        "ix_person_listed",
        "ix_person_area_id",
        "ix_person_household_id",
        "ix_person_import_batch_id",
    ):
        op.drop_index(name, table_name="person")
    op.create_index("uq_person_id_number", "person", ["id_number", "id_twin", "alias_no"], unique=True)
    listed = ["sort_key", "id", "merged_into", "deceased_on", "moved_out_on", "birth"]
    op.create_index("ix_person_listed", "person", listed, sqlite_where=KEPT, postgresql_where=KEPT)
    for column in ("area_id", "household_id"):
        known = sa.text(f"{column} IS NOT NULL")
        op.create_index(f"ix_person_{column}", "person", [column], sqlite_where=known, postgresql_where=known)
