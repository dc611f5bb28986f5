"""Search keys of newly registered residents in one row each, sorted in later."""

import sqlalchemy as sa
from alembic import op

revision = "0014_new_keys"
down_revision = "0013_person_indexes"

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "search_new",
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("found_by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("person_id", name="pk_search_new"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_search_new_person_id"),
    )
